"""Short reports and the records that the map draws from them: acts that are told without their usual words.

In our own words, each of a class of sentences that reports of other styles were read wrongly by. A place is the text
of the first location.
"""

ACT_CASES: list[tuple[str, str, list[tuple[str, str]]]] = [
    # --- a protest told by where people stand, and what for
    ('stand', 'In Quito, some 200 nurses stood before the Ministry of Health on Monday.', [('Peaceful protest', 'Quito')]),
    ('stand', 'About forty mothers of missing sons sat in front of the prosecutor\'s office in Osh on Monday with portraits.', [('Peaceful protest', 'Osh')]),
    ('stand', 'Several dozen truck drivers assembled outside the governorate of Basra on Sunday.', [('Peaceful protest', 'Basra')]),
    ('stand', 'Party workers squatted on the highway in Malda for two hours on Monday and asked for a new vote.', [('Peaceful protest', 'Malda')]),
    ('stand', 'About 300 police officers demonstrated outside the governor\'s office in Amara on Monday, demanding their wages.', [('Peaceful protest', 'Amara')]),
    ('stand', 'Hundreds of fans gathered outside the stadium in Lyon on Sunday for the match.', []),
    ('stand', 'The minister stood before the parliament in Lima on Monday and read his report.', []),
    ('stand', 'Three tourists sat in front of the palace in Fez on Monday.', []),
    # --- by where they walk, ride or drive
    ('walk', 'Some 400 people walked from the church to the town hall of Potosi on Monday to demand water.', [('Peaceful protest', 'Potosi')]),
    ('walk', 'Thirty tractors rolled through the center of Lyon on Monday behind a banner.', [('Peaceful protest', 'Lyon')]),
    ('walk', 'A crowd of about 200 marched from the camp down Main Street in Toledo on Monday.', [('Peaceful protest', 'Toledo')]),
    ('walk', 'The students walked to the station in Lyon on Monday.', []),
    ('walk', 'Refugees walked from the border to Edirne on Monday.', []),
    # --- by the road that they close
    ('road', 'Growers have closed the A7 near Valence since Monday with a hundred tractors.', [('Peaceful protest', 'Valence')]),
    ('road', 'Around sixty of them stopped lorries with foreign wine near Narbonne on Monday.', [('Peaceful protest', 'Narbonne')]),
    ('road', 'The N1 near Kayes was blocked with burning tires on Monday by residents who want a bridge.', [('Violent demonstration', 'Kayes')]),
    ('road', 'In Bunia young people burned tires and barricaded the road on Monday to protest against the visit.', [('Violent demonstration', 'Bunia')]),
    ('road', 'The street in Herat was blocked on Monday for the visit of a delegation.', []),
    ('road', 'Snow closed the A7 near Valence on Monday.', []),
    # --- by a noun
    ('noun', 'In Yazd, the gathering in front of the education office passed off quietly on Monday.', [('Peaceful protest', 'Yazd')]),
    ('noun', 'Around 60 students set up a camp in Leiden on Monday in support of the strikers.', [('Peaceful protest', 'Leiden')]),
]  # fmt: skip
