"""Sixty hard sentences about numbers of people, written before any output was looked at.

Each is a text and what an analyst reads from it: {field: (low, best, high)}, None where it gives no such number; "sides"
holds the best figures of the dead by whose they are, as (figure, a word of the phrase), and "attackers" whether the dead
are said to include the attackers.
"""

from typing import Any

Case = tuple[str, dict[str, Any]]  # Any: figures of a field, sides, a flag

COUNT_CASES: list[Case] = [
    # --- sides
    (
        "Clashes near Gao killed 12 soldiers and 30 rebels.",
        {"fatalities": (42, 42, 42), "sides": [(12, "soldiers"), (30, "rebels")]},
    ),
    (
        "Fighting in Marib left 14 soldiers and at least 20 rebels dead.",
        {"fatalities": (34, 34, None), "sides": [(14, "soldiers"), (20, "rebels")]},
    ),
    (
        "Three police officers and two gunmen were killed in a shootout in Recife.",
        {"fatalities": (5, 5, 5), "sides": [(3, "police"), (2, "gunmen")]},
    ),
    (
        "An ambush near Bria killed four peacekeepers; six attackers also died.",
        {"fatalities": (10, 10, 10), "sides": [(4, "United Nations"), (6, "attackers")], "attackers": True},
    ),
    (
        "Eight civilians were killed and five soldiers were wounded when militants shelled Sirte.",
        {"fatalities": (8, 8, 8), "injured": (5, 5, 5)},
    ),
    (
        "The army lost seven men and the rebels lost 19 in a battle near Bentiu.",
        {"fatalities": (26, 26, 26), "sides": [(7, "men"), (19, "rebels")]},
    ),
    (
        "Security forces killed nine militants near Jenin while losing two of their own men.",
        {"fatalities": (11, 11, 11)},
    ),
    (
        "Gunmen attacked a checkpoint in Arish, killing six soldiers and three bystanders.",
        {"fatalities": (9, 9, 9), "sides": [(6, "soldiers"), (3, "bystanders")]},
    ),
    # --- attackers included or not
    (
        "Ten people, including the bomber, were killed in a suicide attack in Kano.",
        {"fatalities": (10, 10, 10), "attackers": True},
    ),
    (
        "A suicide bomber killed himself and seven worshippers at a mosque in Kano.",
        {"fatalities": (7, 7, 7), "attackers": False},
    ),
    (
        "Twelve people and the attacker died in a car bombing in Kirkuk.",
        {"fatalities": (13, 13, 13), "attackers": True},
    ),
    (
        "The suicide bombing in Kirkuk killed 12 people, not counting the bomber.",
        {"fatalities": (12, 12, 12), "attackers": False},
    ),
    (
        "Five people were killed in the shooting in Halle, among them the gunman.",
        {"fatalities": (5, 5, 5), "attackers": True},
    ),
    (
        "Two assailants blew themselves up in Maroua, killing 13 people besides themselves.",
        {"fatalities": (13, 13, 13), "attackers": False},
    ),
    # --- "including" adds nothing, "in addition" does
    (
        "A mine near Hodeidah killed nine people, four children among them.",
        {"fatalities": (9, 9, 9)},
    ),
    (
        "Air raids on Taiz killed 21 people, including six women and four children, and wounded 35.",
        {"fatalities": (21, 21, 21), "injured": (35, 35, 35)},
    ),
    (
        "Shelling killed 11 people in Horlivka, three of them miners.",
        {"fatalities": (11, 11, 11)},
    ),
    (
        "Rebels killed 16 villagers near Beni, most of them women.",
        {"fatalities": (16, 16, 16)},
    ),
    (
        "A grenade attack in Bujumbura killed four people and wounded 17, seven of them seriously.",
        {"fatalities": (4, 4, 4), "injured": (17, 17, 17)},
    ),
    (
        "A bomb killed a mother and her three children in Sinjar.",
        {"fatalities": (4, 4, 4)},
    ),
    (
        "A rocket killed a couple and their baby in Afrin.",
        {"fatalities": (3, 3, 3)},
    ),
    (
        "Gunmen killed the mayor, his wife and two guards in Tumaco.",
        {"fatalities": (4, 4, 4)},
    ),
    # --- the form of the number
    (
        "No fewer than 18 farmers were killed in a raid near Jos.",
        {"fatalities": (18, 18, None)},
    ),
    (
        "Upwards of 70 people were killed in an air strike on Saada.",
        {"fatalities": (70, 70, None)},
    ),
    (
        "Fewer than ten people were killed in the riots in Dili.",
        {"fatalities": (None, None, 9)},
    ),
    (
        "Some three dozen people died in a truck bombing in Mogadishu.",
        {"fatalities": (36, 36, 36)},
    ),
    (
        "Well over a hundred people were killed in an attack on a village near Bankass.",
        {"fatalities": (100, 100, None)},
    ),
    (
        "A car bomb in Baidoa killed 8-10 people.",
        {"fatalities": (8, None, 10)},
    ),
    (
        "A car bomb in Baidoa killed anywhere from six to eleven people.",
        {"fatalities": (6, None, 11)},
    ),
    (
        "Thirty-odd people were wounded in a grenade attack in Bangkok.",
        {"injured": (30, 30, None)},
    ),
    (
        "A bombing in Quetta killed 13 and injured twice as many.",
        {"fatalities": (13, 13, 13), "injured": (26, 26, 26)},
    ),
    (
        "The death toll from the bombing in Quetta rose to 23.",
        {"fatalities": (23, 23, 23)},
    ),
    (
        "A bomb hit a bus in Quetta. The toll stood at 17 dead and 40 wounded.",
        {"fatalities": (17, 17, 17), "injured": (40, 40, 40)},
    ),
    (
        "A bomb hit a bus in Quetta. Hospitals counted 17 bodies.",
        {"fatalities": (17, 17, 17)},
    ),
    (
        "A landslide of gunfire in Port-au-Prince left one person dead and another wounded.",
        {"fatalities": (1, 1, 1), "injured": (1, 1, 1)},
    ),
    (
        "Gunmen opened fire in a bar in Uruapan, killing all six people inside.",
        {"fatalities": (6, 6, 6)},
    ),
    (
        "A strike on a convoy near Palmyra killed an estimated 25 fighters.",
        {"fatalities": (25, 25, 25)},
    ),
    # --- nobody
    (
        "Rockets landed near Sderot, causing no injuries.",
        {"injured": (0, 0, 0), "fatalities": None},
    ),
    (
        "Militants fired on a police post near Bannu but nobody was hurt.",
        {"injured": (0, 0, 0)},
    ),
    (
        "A bomb exploded in Bogota without claiming any victims.",
        {"fatalities": (0, 0, 0)},
    ),
    (
        "A bomb went off near a court in Thessaloniki. There were no reports of casualties.",
        {"fatalities": (0, 0, 0)},
    ),
    # --- what is no toll
    (
        "A patrol of 40 soldiers came under fire near Kidal; one was killed.",
        {"fatalities": (1, 1, 1)},
    ),
    (
        "Some 300 fighters attacked the town of Damboa, killing 12 people.",
        {"fatalities": (12, 12, 12), "group_size": (300, 300, 300)},
    ),
    (
        "A 25-year-old man was shot dead by police in Nablus.",
        {"fatalities": (1, 1, 1)},
    ),
    (
        "Two men aged 19 and 22 were killed by a roadside bomb near Lashkar Gah.",
        {"fatalities": (2, 2, 2)},
    ),
    (
        "Police killed a man with 11 bullets in Lagos.",
        {"fatalities": (1, 1, 1)},
    ),
    (
        "An air strike destroyed 14 houses and killed three people in Harasta.",
        {"fatalities": (3, 3, 3)},
    ),
    (
        "Gunmen burned down 50 homes in a raid on Yelwa and killed nobody.",
        {"fatalities": (0, 0, 0)},
    ),
    # --- detained, abducted, displaced
    (
        "Police took 34 protesters into custody in Almaty.",
        {"detained": (34, 34, 34)},
    ),
    (
        "Officers rounded up more than 80 demonstrators in Harare.",
        {"detained": (80, 80, None)},
    ),
    (
        "A raid in Ankara ended with nine arrests.",
        {"detained": (9, 9, 9)},
    ),
    (
        "Protesters clashed with police in Conakry; 15 were arrested and six were injured.",
        {"detained": (15, 15, 15), "injured": (6, 6, 6)},
    ),
    (
        "Armed men took five oil workers hostage near Warri.",
        {"abducted": (5, 5, 5)},
    ),
    (
        "Herders seized 27 travelers on the road near Birnin Gwari and marched them into the forest.",
        {"abducted": (27, 27, 27)},
    ),
    (
        "Gunmen raided a school in Kagara and carried off 42 pupils.",
        {"abducted": (42, 42, 42)},
    ),
    (
        "Rebels kidnapped eight people in Djugu and released three of them a day later.",
        {"abducted": (8, 8, 8)},
    ),
    (
        "Fighting in Mocimboa da Praia forced 12,000 people from their homes.",
        {"displaced": (12000, 12000, 12000)},
    ),
    (
        "About 4,500 people fled shelling in Avdiivka.",
        {"displaced": (4500, 4500, 4500)},
    ),
    (
        "Clashes in Sool drove 100,000 residents out of their homes and killed 20 people.",
        {"displaced": (100000, 100000, 100000), "fatalities": (20, 20, 20)},
    ),
    (
        "A raid on Metema left 200 families homeless and three herders dead.",
        {"fatalities": (3, 3, 3), "displaced": None},
    ),
    # --- lives, lists and shares
    (
        "At least twelve people lost their lives when a bomb exploded in Gao.",
        {"fatalities": (12, 12, None)},
    ),
    (
        "A nurse, a British soldier and a Yemeni driver lost their lives in a raid near Marib.",
        {"fatalities": (3, 3, 3)},
    ),
    (
        "The army lost Kidal in a battle that cost at least 20 lives.",
        {"fatalities": (20, 20, None)},
    ),
    (
        "A car bomb claimed nine lives in Baidoa.",
        {"fatalities": (9, 9, 9)},
    ),
    (
        "Five soldiers, two hostages and six of the attackers died in the siege of a hotel in Kismayo.",
        {"fatalities": (13, 13, 13)},
    ),
    (
        "A bombing in Kismayo killed five people, among them two soldiers and three guards.",
        {"fatalities": (5, 5, 5)},
    ),
    (
        "Gunmen abducted 23 aid workers near Ghazni, two of whom were murdered.",
        {"abducted": (23, 23, 23), "fatalities": (2, 2, 2)},
    ),
    (
        "A mine wounded nine shepherds near Ghazni, two of whom died later.",
        {"injured": (9, 9, 9), "fatalities": (2, 2, 2)},
    ),
    (
        "Eleven villagers were killed near Ghazni, two of whom were killed in their beds.",
        {"fatalities": (11, 11, 11)},
    ),
]
