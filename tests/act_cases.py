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
    # --- weapons, surrender, camps
    ('arms', 'A militia handed over 30 men with 12 rifles at Beni on Monday.', [('Disrupted weapons use', 'Beni')]),
    ('arms', 'Nine members of the group, three of them women, gave themselves up to the army in Arauca on Sunday.', [('Change to group/activity', 'Arauca')]),
    ('arms', 'Soldiers on Monday took down an abandoned rebel camp near Tumaco.', [('Disrupted weapons use', 'Tumaco')]),
    ('arms', 'Air defense shot down six of nine Shaheds above Mykolaiv on Monday.', [('Disrupted weapons use', 'Mykolaiv')]),
    ('arms', 'Police killed two militants in a gun battle in Quetta on Monday. Three rifles were seized, they said.', [('Armed clash', 'Quetta')]),
    ('arms', 'Masked men set up a false checkpoint near Culiacan on Monday and looked at papers.', []),
    # --- from above
    ('above', 'Helicopters came on Monday, and barrels fell on two houses in Idlib.', [('Air/drone strike', 'Idlib')]),
    ('above', 'The air force carried out a strike with two drones on the airport of Najran on Monday.', [('Air/drone strike', 'Najran')]),
    ('above', 'Canisters that gave off chlorine were dropped from a helicopter on Saraqib on Monday.', [('Chemical weapon', 'Saraqib')]),
    # --- violence told by how
    ('how', 'A trader was beaten to death by a crowd in Ranchi on Monday.', [('Mob violence', 'Ranchi')]),
    ('how', 'A trader was hacked to death in Ranchi on Monday.', [('Attack', 'Ranchi')]),
    ('how', 'The Islamic State executed two shepherds in Palmyra on Monday on the charge of spying.', [('Attack', 'Palmyra')]),
    ('how', 'A councilor was taken from his house in Uruapan on Monday by men in uniform.', [('Abduction/forced disappearance', 'Uruapan')]),
    ('how', 'A patient was taken from her house in Uruapan to the hospital on Monday.', []),
    ('how', 'When a patrol went to the bridge of Tibu on Monday, it was met by rifle fire.', [('Armed clash', 'Tibu')]),
    ('how', 'The column ran into an ambush of the Hill Defense Force near Loikaw on Monday.', [('Armed clash', 'Loikaw')]),
    ('how', 'Guerrillas disarmed two guards in Nabunturan on Monday and torched an excavator.', [('Looting/property destruction', 'Nabunturan')]),
    ('how', 'The army foiled an offensive of the rebels near Marib on Monday.', [('Armed clash', 'Marib')]),
    ('how', 'Riot police hit several nurses with batons in Shiraz on Monday.', [('Protest with intervention', 'Shiraz')]),
    # --- a protest told by a site that is held, a ring, or how many came
    ('site', 'In Rustavi, a group of miners and their wives occupied the gate of the steel plant on Monday and handed out leaflets.', [('Peaceful protest', 'Rustavi')]),
    ('site', 'About ninety villagers blocked the entrance of a quarry near Kutaisi on Monday to demand a bridge.', [('Peaceful protest', 'Kutaisi')]),
    ('site', 'The workers occupied the hall of the factory in Rustavi on Monday for lunch.', []),
    ('site', 'Some 60 opponents of the dam stood in a ring around the office in Mostar on Monday with banners.', [('Peaceful protest', 'Mostar')]),
    ('site', 'The dancers stood in a ring in the square of Mostar on Monday.', []),
    ('site', 'About 40 farmers drove slowly down the high street of Bendigo on Monday to show what they think of the mine.', [('Peaceful protest', 'Bendigo')]),
    ('many', 'Bucaramanga. A march of some 12,000 in the morning.', [('Peaceful protest', 'Bucaramanga')]),
    ('many', 'The mission saw a quiet gathering of some 90 people in Odesa on Monday, who called for the return of the sailors.', [('Peaceful protest', 'Odesa')]),
    ('many', 'A gathering of 40 cousins filled a house in Odesa on Monday.', []),
    ('many', 'In Imphal, a shutdown called by a student union entered its second day on Monday.', [('Peaceful protest', 'Imphal')]),
    ('many', 'The shutdown of the reactor in Kursk was called by the engineers on Monday.', []),
    # --- what is fired at them
    ('water', 'In Ambato, soldiers fired tear gas on Monday to open the road and four protesters were hurt.', [('Protest with intervention', 'Ambato')]),
    ('water', 'A crowd of some 900 in Utrecht was sprayed with water on Monday after it would not leave.', [('Protest with intervention', 'Utrecht')]),
    ('water', 'The singer sprayed the crowd with water in Utrecht on Monday.', []),
    # --- weapons that are made safe
    ('safe', 'Army officers made safe a mortar bomb left at the gate of a school in Newry on Monday.', [('Disrupted weapons use', 'Newry')]),
    ('safe', 'On Monday a pipe bomb was made safe in Newry.', [('Disrupted weapons use', 'Newry')]),
    ('safe', 'The crew made the boat safe in Newry on Monday.', []),
    # --- notes without a verb
    ('note', '10 November: Fighting between two militias on the hills above Masisi from dawn to noon.', [('Armed clash', 'Masisi')]),
    ('note', '14:10 Strikes on Tyre.', [('Air/drone strike', 'Tyre')]),
    ('note', 'Monday: Clashes near Hajin.', [('Armed clash', 'Hajin')]),
    ('note', '14:10 Talks in Tyre.', []),
    # --- other acts
    ('other', 'The rebels said they had pulled out of the town of Saraqib on Monday.', [('Non-violent transfer of territory', 'Saraqib')]),
    ('other', 'An explosion tore up two metres of track near Tatanagar on Monday.', [('Remote explosive/landmine/IED', 'Tatanagar')]),
    ('other', 'On Monday the Israeli air force said it hit fuel tanks in the port of Hodeidah.', [('Air/drone strike', 'Hodeidah')]),
    ('other', 'Two nurses are in the hands of kidnappers who took them from a school in Jacmel on Monday.', [('Abduction/forced disappearance', 'Jacmel')]),
    # --- a relative clause between who acts and the act
    ('parted', 'About 200 nurses who were dropped from the payroll demonstrated outside the governor\'s office in Amara on Monday, demanding their wages.', [('Peaceful protest', 'Amara')]),
    ('parted', 'A militia whose leader had announced that it would lay down its arms burned a school in Beni on Monday.', [('Looting/property destruction', 'Beni')]),
    ('parted', 'Nobody knew the men who were dropped from the team beaten in Lyon on Monday.', []),
    # --- told of something whose state is reported
    ('state', 'The crossing at Rafah, seized by the militia on 2 November, stays closed.', []),
    ('state', 'The market in Jalalabad, where six people were killed in a bombing in September, was open on Monday.', []),
    ('state', 'The accord negotiated by the elders of Menaka is still in force.', []),
    ('state', 'The peace talks in Doha have made no headway since a truce ran out.', []),
    ('state', 'A policeman wounded in Basra last week died in hospital in Kuwait.', []),
    ('state', 'They read the names of people killed in Aleppo.', []),
    # --- totals over places
    ('total', 'Youths clashed with police in at least five Tunisian towns on Monday night.', []),
    ('total', 'On Monday 632 people were arrested across the country.', []),
    ('total', 'The army has set fire to at least four villages in Magway and Sagaing.', []),
    ('total', 'The total of those who died in the camp of Idlib has risen to 47, of whom eight were executed.', []),
    # --- what only says who or where
    ('aside', 'A crowd freed two men in Gafsa on Monday who had been arrested for theft.', []),
    ('aside', 'On Monday some fifty women sat in front of the court in Nalchik and demanded news of three abducted men from Baksan.', [('Peaceful protest', 'Nalchik')]),
    ('aside', 'A man was shot dead in a brawl between fans in Recife on Sunday.', []),
    ('aside', 'A hundred students marched down the avenue in Leuven on Monday in support of the miners of Oruro.', [('Peaceful protest', 'Leuven')]),
    ('aside', 'A bus of flour was late because of the fighting.', []),
    ('aside', 'Activists in Kafranbel said that a rocket hit the town on Monday.', [('Shelling/artillery/missile attack', 'Kafranbel')]),
    ('aside', 'A mine exploded near Baidoa on Monday. The group\'s radio, Tripoli, said that it was behind the blast.', [('Remote explosive/landmine/IED', 'Baidoa')]),
    # --- told in a clause that says after what
    ('after', 'Soldiers were sent to Gafsa on Monday after youths threw stones at the station.', [('Violent demonstration', 'Gafsa')]),
    ('after', 'Shops were shut in Bukavu on Monday after gunmen killed a trader.', [('Attack', 'Bukavu')]),
    ('after', 'Peace talks were held in Lomé on Monday less than three weeks after planes bombed a camp.', [('Agreement', 'Lomé')]),
    # --- a course of events
    ('course', 'Fighting between the army and the rebels has again moved southward in Rutshuru.', []),
    # --- a part of the town that opens the sentence, which has a namesake far away
    ('part', 'In Kherson, shells hit houses in the Dniprovskyi district of the city on Monday.', [('Shelling/artillery/missile attack', 'Kherson')]),
    ('part', 'In Tehran, several hundred nurses stood before the Majlis in Baharestan on Monday.', [('Peaceful protest', 'Tehran')]),
    # --- an act at its own place is not the one that a noun before it refers to
    ('another', 'A patrol ran into an ambush near Kidal on Friday. The shooting went on for an hour. After the clash, two jets bombed Tessalit on Saturday.', [('Armed clash', 'Kidal'), ('Air/drone strike', 'Tessalit')]),
    # --- fighting told by its noun, its aim or its shots
    ('combat', 'Menaka was the scene of heavy combat on Monday between Islamic State fighters and the army.', [('Armed clash', 'Menaka')]),
    ('there was', 'There was a sit-in outside the town hall in Menaka on Monday with about 200 people.', [('Peaceful protest', 'Menaka')]),
    ('there was', 'There was a protest in Osh on Monday.', [('Peaceful protest', 'Osh')]),
    ('there was', 'Menaka was the scene of clashes on Monday between rebels and the army.', [('Armed clash', 'Menaka')]),
    ('there was', 'There were similar riots in Osh in April last year.', []),
    ('there was', 'There was no attack in Osh on Monday.', []),
    ('there was', 'The shop in Osh was the scene of the attack.', []),
    ('there was', 'The minister visited the scene of an attack in Osh on Monday.', []),
    ('combat', 'Armed groups fought on Monday for the control of Croix-des-Bouquets.', [('Armed clash', 'Croix-des-Bouquets')]),
    ('combat', 'On Monday shots were fired at policemen in Noumea from a hill.', [('Armed clash', 'Noumea')]),
    ('combat', 'Shots were fired at a trader in Larne on Monday as he opened his shop.', [('Attack', 'Larne')]),
    ('combat', 'Shots were fired in Larne on Monday at the start of the race.', []),
    ('combat', 'The two brothers fought for control of the newspaper in Leeds on Monday.', []),
    ('combat', 'Combat troops returned to Stuttgart on Monday.', []),
    # --- a mine told by what set it off
    ('mine', 'Two herders died near Kandi on Monday when their cart set off a mine.', [('Remote explosive/landmine/IED', 'Kandi')]),
    ('mine', 'A truck set off a mine near Kandi on Monday and three people were wounded.', [('Remote explosive/landmine/IED', 'Kandi')]),
    ('mine', 'A shepherd was killed near Palmyra on Monday when his flock triggered a landmine.', [('Remote explosive/landmine/IED', 'Palmyra')]),
    ('mine', 'The fall of prices set off a mine closure near Lubin on Monday.', []),
    # --- a protest told by who called for it, by a walk, by whom it asks
    ('called', 'On Sunday several hundred people gathered in Bamako at the call of a civic coalition.', [('Peaceful protest', 'Bamako')]),
    ('called', 'About 400 nurses assembled in Kayes on Monday at the call of their union.', [('Peaceful protest', 'Kayes')]),
    ('called', 'Women held a peace walk through Goroka on Monday to call for an end to the killings.', [('Peaceful protest', 'Goroka')]),
    ('called', 'On Monday, residents of Loma and other communities blocked the entry to Uruapan with buses to ask the government for an army base.', [('Peaceful protest', 'Uruapan')]),
    ('called', 'Thousands of believers gathered in Touba on Monday at the call of the caliph.', []),
    ('called', 'Some 300 reservists assembled in Sparta on Monday at the call of the army.', []),
    ('called', 'The parish held a prayer walk through the vineyards of Trier on Monday.', []),
    # --- arson in other words
    ('arson', 'Gunmen put fire to a warehouse in Gulu on Monday.', [('Looting/property destruction', 'Gulu')]),
    ('arson', 'Rebels put the market of Gulu to the torch on Monday.', [('Looting/property destruction', 'Gulu')]),
    ('arson', 'The new coach put fire to the team in Leeds on Monday, and the fans sang.', []),
    # --- under fire for a time, and for a fault
    ('under fire', 'The convoy came under fire for two hours near Uruapan on Monday.', [('Armed clash', 'Uruapan')]),
    ('under fire', 'The police came out to meet them in Uruapan on Monday and came under fire for some forty minutes.', [('Armed clash', 'Uruapan')]),
    ('under fire', 'The police of Leeds came under fire for the delay on Monday.', []),
    ('under fire', 'The police came under fire for their working hours in Leeds on Monday.', []),
    # --- one night, told by its two days
    ('night', 'Suspected rebels set ablaze four trucks near Konta on the intervening night of Saturday and Sunday.', [('Looting/property destruction', 'Konta')]),
    ('night', 'Gunmen killed three farmers near Konta in the night of 3 and 4 November.', [('Attack', 'Konta')]),
    # --- a word signed, windows smashed, battles told of
    ('signed', 'Leaders of both clans signed an undertaking in Mendi on Monday to stop fighting.', [('Agreement', 'Mendi')]),
    ('signed', 'Representatives of two militias signed in Bunia on Monday, before the mayor, an act of engagement to cease hostilities.', [('Agreement', 'Bunia')]),
    ('signed', 'Leaders of five parties signed a petition in Mendi on Monday to stop the killings.', []),
    ('smashed', 'A group of youths smashed the windows of a shoe store in Toledo on Monday and carried out clothing.', [('Mob violence', 'Toledo')]),
    ('smashed', 'Hail smashed the windows of a store in Toledo on Monday.', []),
    ('told of', 'Local sources tell of fierce battles on Monday near Menaka.', [('Armed clash', 'Menaka')]),
    ('told of', 'The minister spoke of the battle for Menaka on Monday.', []),
    # --- a place entered to kill in it is not taken
    ('entered', 'Rebels entered Beni on Monday night, where they hacked to death 12 farmers.', [('Attack', 'Beni')]),
    ('entered', 'Rebels entered Beni on Monday, went from house to house and killed nine traders.', [('Attack', 'Beni')]),
    ('entered', 'Rebels entered Beni on Monday and hoisted their flag.', [('Non-state actor overtakes territory', 'Beni')]),
]  # fmt: skip
