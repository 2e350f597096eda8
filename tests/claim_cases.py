"""Reports whose sources differ about one event: what each says, and what is left of it. In our own words.

A case is a label, the text, the matter, the claims in text order as (figure in words, who says so, standing), and the
count that the record keeps (low, best, high). Who is None where the report itself says so. An empty list is a report
that contradicts nothing.
"""

Said = tuple[str, str | None, str]

CLAIM_CASES: list[tuple[str, str, str, list[Said], tuple[int | None, int | None, int | None]]] = [
    # --- two sources
    (
        "two sentences",
        "A bomb exploded in a market in Kirkuk on Monday. Police said nine people were killed. A hospital put the toll at 14.",
        "fatalities",
        [("9", "Police", "stands"), ("14", "A hospital", "stands")],
        (9, 9, 14),
    ),
    (
        "one sentence",
        "A bomb exploded in a market in Kirkuk on Monday. Police said nine people died, but doctors put the toll at 14.",
        "fatalities",
        [("9", "Police", "stands"), ("14", "doctors", "stands")],
        (9, 9, 14),
    ),
    (
        "act and claims in one sentence",
        "Police said a car bomb killed six people in Baidoa on Sunday, while residents said 11 had died.",
        "fatalities",
        [("6", "Police", "stands"), ("11", "residents", "stands")],
        (6, 6, 11),
    ),
    (
        "elliptical",
        "Gunmen attacked a village near Bankass on Monday. The governor said 20 people were killed; the mayor said 35.",
        "fatalities",
        [("20", "The governor", "stands"), ("35", "the mayor", "stands")],
        (20, 20, 35),
    ),
    (
        "according to",
        (
            "Gunmen attacked a village near Bankass on Monday. According to the army, 12 people were killed."
            " According to residents, 30 people were killed."
        ),
        "fatalities",
        [("12", "the army", "stands"), ("30", "residents", "stands")],
        (12, 12, 30),
    ),
    (
        "the report and a source",
        "An air strike killed 17 people in Hajjah on Monday. The coalition said only three people had died.",
        "fatalities",
        [("17", None, "stands"), ("3", "The coalition", "stands")],
        (3, 17, 17),
    ),
    (
        "injured",
        "A grenade exploded in Bujumbura on Monday. Police said four people were injured. The Red Cross said 19 people were injured.",
        "injured",
        [("4", "Police", "stands"), ("19", "The Red Cross", "stands")],
        (4, 4, 19),
    ),
    (
        "arrested",
        (
            "Protesters marched in Minsk on Sunday. Police said they arrested 60 people."
            " A rights group said 250 people had been arrested."
        ),
        "detained",
        [("60", "Police", "stands"), ("250", "A rights group", "stands")],
        (60, 60, 250),
    ),
    (
        "bounds that cannot meet",
        (
            "A strike hit a wedding near Mukalla on Friday. Officials said fewer than ten people were killed."
            " Witnesses said at least 25 people were killed."
        ),
        "fatalities",
        [("at most 9", "Officials", "stands"), ("at least 25", "Witnesses", "stands")],
        (25, 25, None),
    ),
    # --- updates
    (
        "rose",
        "A bomb exploded in a market in Kirkuk on Monday. Police said nine people were killed. By evening the toll had risen to 14.",
        "fatalities",
        [("9", "Police", "replaced"), ("14", None, "stands")],
        (14, 14, 14),
    ),
    (
        "the same source later",
        "A bomb exploded in a market in Kirkuk on Monday. Police said nine people were killed. Police later said 14 people were killed.",
        "fatalities",
        [("9", "Police", "replaced"), ("14", "Police", "stands")],
        (14, 14, 14),
    ),
    (
        "up from",
        "A bomb exploded in a market in Kirkuk on Monday. The death toll climbed to 23 from 17, the health ministry said.",
        "fatalities",
        [("23", "the health ministry", "stands"), ("17", "the health ministry", "replaced")],
        (23, 23, 23),
    ),
    (
        "earlier reports",
        "A bomb killed 14 people in a market in Kirkuk on Monday, police said. Earlier reports had said that nine people died.",
        "fatalities",
        [("14", "police", "stands"), ("9", None, "replaced")],
        (14, 14, 14),
    ),
    (
        "lowered",
        "A blast killed 40 people in Hilla on Monday, officials said. The ministry later lowered the toll to 31.",
        "fatalities",
        [("40", "officials", "replaced"), ("31", "The ministry", "stands")],
        (31, 31, 31),
    ),
    (
        "died of wounds",
        "A blast killed 12 people in Hilla on Monday. Two of the wounded died overnight, bringing the toll to 14.",
        "fatalities",
        [("12", None, "replaced"), ("14", None, "stands")],
        (14, 14, 14),
    ),
    (
        "update and a contradiction",
        (
            "A blast hit a bus in Hilla on Monday. Police said six people were killed, then raised the toll to eight."
            " Doctors said 15 people died."
        ),
        "fatalities",
        [("6", "Police", "replaced"), ("8", "Police", "stands"), ("15", "Doctors", "stands")],
        (8, 8, 15),
    ),
    # --- denials
    (
        "nobody died",
        (
            "Warplanes bombed a village near Saada on Friday. Residents said nine people were killed."
            " The army denied that anyone was killed."
        ),
        "fatalities",
        [("9", "Residents", "stands"), ("0", "The army", "stands")],
        (9, 9, 9),
    ),
    (
        "no civilians",
        "Warplanes bombed a village near Saada on Friday, killing nine people. A coalition spokesman said no one was killed.",
        "fatalities",
        [("9", None, "stands"), ("0", "A coalition spokesman", "stands")],
        (0, 9, 9),
    ),
    (
        "the act itself",
        "Residents said soldiers shelled the town of Bria on Friday. The army denied that it had shelled the town.",
        "modality",
        [("happened", "Residents", "stands"), ("denied", "The army", "stands")],
        (None, None, None),
    ),
    # --- no contradiction
    (
        "they agree",
        "A bomb exploded in Kirkuk on Monday. Police said nine people were killed. Doctors said nine people were killed.",
        "fatalities",
        [],
        (9, 9, 9),
    ),
    (
        "compatible bounds",
        "A bomb exploded in Kirkuk on Monday. Police said at least nine people were killed. Doctors said 12 people were killed.",
        "fatalities",
        [],
        (9, 12, None),
    ),
    (
        "a part",
        "A bomb exploded in Kirkuk on Monday. Police said nine people were killed. Doctors said four children were killed.",
        "fatalities",
        [],
        (9, 9, 9),
    ),
    (
        "two sides",
        "Rebels attacked a base near Bentiu on Monday. The army said it killed 30 rebels. The rebels said they killed 12 soldiers.",
        "fatalities",
        [],
        (42, 42, 42),
    ),
    (
        "two events",
        "A bomb killed nine people in Kirkuk on Monday, police said. A bomb killed 14 people in Mosul on Tuesday, officials said.",
        "fatalities",
        [],
        (9, 9, 9),
    ),
]
