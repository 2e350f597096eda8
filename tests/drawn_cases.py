"""Short reports and the records that the map draws from them: one for each act, of its type, at its place.

In our own words, each of a class of sentences that reports of other styles were read wrongly by. A place is the text
of the first location; what is only imagined, denied or passed on draws nothing.
"""

DRAWN_CASES: list[tuple[str, str, list[tuple[str, str]]]] = [
    # --- an act and its answer are one
    ('answer', 'Nurses blocked the main street of Tegucigalpa on Monday. Police fired tear gas to clear them.', [('Protest with intervention', 'Tegucigalpa')]),
    ('answer', 'In Sfax, dozens of teachers barricaded the coastal road at noon. Police used batons and threw tear gas canisters to open it. Four were hurt.', [('Protest with intervention', 'Sfax')]),
    ('answer', 'Traders marched to the town hall in Kumasi on Friday. They were pushed back with water cannon.', [('Protest with intervention', 'Kumasi')]),
    ('answer', 'When the mothers sat down in front of the ministry in Colombo on Tuesday, officers drove them away with batons.', [('Protest with intervention', 'Colombo')]),
    ('answer', 'Students held a sit-in at the university gate in Khartoum on Sunday. Nine of them were arrested.', [('Protest with intervention', 'Khartoum')]),
    ('answer', 'In Jessore, party activists armed with sticks attacked a sit-in of teachers on Sunday, leaving six protesters injured.', [('Protest with intervention', 'Jessore')]),
    ('answer', 'In Limbe, hired men with iron bars swooped on a rally of dockers in the afternoon, injuring nine.', [('Protest with intervention', 'Limbe')]),
    ('answer', 'On Monday, in Novi Pazar, a driver rammed his van into students who were blocking a bridge. Two were injured.', [('Attack', 'Novi Pazar')]),
    ('answer', 'In Kisii, boda-boda riders and market traders clashed on Monday over a parking lot. Stones flew, and a kiosk was burnt.', [('Mob violence', 'Kisii')]),
    # --- a fight is one, from the raid to the dead
    ('raid', 'Police raided a house in Karachi on Monday. In the exchange of fire two militants were killed.', [('Armed clash', 'Karachi')]),
    ('raid', 'Before dawn troops surrounded a house in Sopore. Shooting broke out, and two suspects died.', [('Armed clash', 'Sopore')]),
    ('raid', 'Commandos encircled a farm near Mitrovica on Friday. The men inside opened fire, and a gunbattle followed.', [('Armed clash', 'Mitrovica')]),
    ('raid', 'Bandits ambushed a convoy near Birao on Monday. Three soldiers died in the fighting.', [('Armed clash', 'Birao')]),
    ('raid', 'The mission condemned the ambush on Sunday of a patrol near Birao. One soldier was killed and four were injured.', [('Armed clash', 'Birao')]),
    ('raid', 'Rebels and the army fought on Monday at Masisi. Residents count four people killed by stray bullets.', [('Armed clash', 'Masisi')]),
    ('raid', "From eight o'clock on, two gangs shot at each other in the streets of Culiacán on Sunday, and drones dropped grenades.", [('Armed clash', 'Culiacán')]),
    ('raid', 'Clan warriors crept up to Kagua village on Sunday and were met by men of another clan. Both sides used rifles. Seven men died.', [('Armed clash', 'Kagua')]),
    # --- what is told again is no second act
    ('again', 'A roadside bomb killed two soldiers near Kidal on Monday. The bombing was the third this month. The two soldiers died when the device went off.', [('Remote explosive/landmine/IED', 'Kidal')]),
    ('again', 'Shops stayed shut in Misrata on Tuesday after a night of fighting between two militias. The clashes broke out on Monday near the port. Three people were killed.', [('Armed clash', 'Misrata')]),
    ('again', 'Militants attacked an army post near Bosso on Sunday. Five soldiers were killed in the attack, and a captain was wounded.', [('Armed clash', 'Bosso')]),
    ('again', 'Israeli jets hit the market of Nabatieh on Wednesday, killing five. Jets struck the market shortly after nine, the mayor says.', [('Air/drone strike', 'Nabatieh')]),
    ('again', 'Gunmen killed four miners near Ziguinchor on Sunday, police say. The four were shot dead in their tents.', [('Attack', 'Ziguinchor')]),
    ('again', 'Rebels and soldiers fought on Monday at Masisi. Families fled towards the lake.', [('Armed clash', 'Masisi')]),
    ('again', 'Gunmen killed four farmers in Bria on Tuesday. Most of the villagers fled into the forest.', [('Attack', 'Bria')]),
    ('again', 'Jets hit the market of Kutum on Sunday. Hundreds of families have fled since.', [('Air/drone strike', 'Kutum')]),
    ('again', 'Police used tear gas on Monday to remove students who had blocked a road in Tegucigalpa. Stones were thrown after the gas was fired.', [('Violent demonstration', 'Tegucigalpa')]),
    ('again', 'Militants raided an army base near Bosso on Monday. The assault on the base started with a car bomb at the gate.', [('Armed clash', 'Bosso')]),
    ('again', 'Gunmen stormed a police post in Baidoa on Sunday. The raid opened with a roadside bomb, an officer said.', [('Armed clash', 'Baidoa')]),
    ('again', 'A month after a truce between two gangs fell apart, armed men set fire to a clinic in Mirebalais on Wednesday.', [('Looting/property destruction', 'Mirebalais')]),
    # --- "there" is where a plan or a meeting was said to be
    ('there', 'Elders were meeting in Galkayo to talk about a truce. Sixteen people were killed there in clashes on Friday.', [('Armed clash', 'Galkayo')]),
    ('there', 'MOGADISHU - Donors will meet in Kismayo on Friday to plan a ceasefire. Gunmen killed two traders there on Monday.', [('Attack', 'Kismayo')]),
    # --- what is no act of its own
    ('noact', 'Rescuers have taken seven bodies from a house in Herat.', []),
    ('noact', 'Police using explosive drones killed five gang members in Port-au-Prince on Thursday.', [('Air/drone strike', 'Port-au-Prince')]),
    ('again', 'Police in Suva say nine people have been killed in Enga province in Papua New Guinea on Monday. Tribesmen with rifles attacked a hamlet outside Wapenamanda on Monday.', [('Armed clash', 'Wapenamanda')]),
    ('killing', 'Rebels killed eight farmers in fields outside Oicha on Monday and set six houses on fire.', [('Attack', 'Oicha')]),
    ('killing', 'Gunmen seized three trucks and killed two drivers near Gao on Monday.', [('Attack', 'Gao')]),
    ('killing', 'Gunmen burned a school in Gusau on Monday and killed two teachers.', [('Attack', 'Gusau')]),
    ('killing', 'Gunmen burned a truck near Gao on Monday. It had killed a cow.', [('Looting/property destruction', 'Gao')]),
    # --- the place of an act beside a name without an entry
    ('unlisted', "KARACHI - The governor of Balochistan spoke of gas. Two men threw a hand grenade at a barber's shop in Sariab Road in Quetta last night.", [('Grenade', 'Quetta')]),
    ('unlisted', 'Gunmen shot dead a trader at the stand in Marikiti Street in Mombasa on Monday.', [('Attack', 'Mombasa')]),
    ('unlisted', 'In Burkina Faso, armed men burned down a school at Zurkandel in the night of Monday.', [('Looting/property destruction', 'Zurkandel')]),
    ('unlisted', 'In Mali, rebels killed four soldiers at Tinzoural in the morning of Monday.', [('Armed clash', 'Tinzoural')]),
    # --- a headline announces what stands below it
    ('title', 'Car bomb at Kirkuk market kills nine, gunmen kidnap engineer\n\nKIRKUK - A suicide bomber blew himself up at a market in Kirkuk on Monday, killing nine people.\n\nNear Hawija, gunmen kidnapped an engineer on Sunday.', [('Suicide bomb', 'Kirkuk'), ('Abduction/forced disappearance', 'Hawija')]),
    ('title', 'Troops shell Homs suburb\n\nAMMAN - Army tanks pounded the town of Rastan on Friday, killing two people.', [('Shelling/artillery/missile attack', 'Rastan')]),
    ('title', 'Gunmen burn school in northern Nigeria\n\nKANO - Gunmen burned a school in Gusau on Monday.\n\nIn Katsina, teachers marched to the ministry on Tuesday.', [('Looting/property destruction', 'Gusau'), ('Peaceful protest', 'Katsina')]),
    ('title', 'Rebels abducted nurse in Goma\n\nGOMA - A bomb killed two soldiers in Goma on Monday.', [('Abduction/forced disappearance', 'Goma'), ('Remote explosive/landmine/IED', 'Goma')]),
    ('title', 'Two shot dead in Assam\n\nNear Haflong in Assam, gunmen shot dead two traders on Monday.\n\nIn Guwahati, students marched on Tuesday over the killing of two traders.', [('Attack', 'Haflong'), ('Peaceful protest', 'Guwahati')]),
    # --- what is called untrue, or only passed on
    ('rejected', 'The rumor that soldiers had burned the village of Bria is a lie.', []),
    ('rejected', 'The news that rebels shelled the hospital of Goma, spread by a radio station, is false.', []),
    ('rejected', 'The false report, shared a thousand times, that a bomb exploded in Kigali, led to panic.', []),
    ('rejected', 'A message on Facebook that police had shot a student at Tongi brought hundreds into the streets on Monday.', [('Peaceful protest', 'Tongi')]),
    ('rejected', 'Claims that jets bombed the market of Yabelo are an invention, the governor said.', []),
    ('rejected', 'It was a myth that gunmen had stormed the hotel in Bujumbura.', []),
    # --- what might be
    ('imagined', 'In the first scenario, Kosovo police raid the mine at Trepča. In the second, Serbian troops seize the bridge of Mitrovica and shell the town.', []),
    ('imagined', 'Imagine that a drone strikes the port of Odesa. Grain prices rise, and ships turn back.', []),
    ('imagined', 'How might the war start? Suppose a guard shoots a farmer near Isfara. A crowd attacks the border post.', []),
    ('imagined', 'What changed that year was that gangs, not parties, did the fighting.', []),
    ('imagined', 'If this is the new course, it may be harder to beat than attacks were.', []),
    ('imagined', 'In the worst case the militants capture Gao and the garrison is besieged.', []),
    # --- what is done to no people
    ('noperson', 'The clans signed the peace in Tari on Monday and killed 20 cows for the feast.', [('Agreement', 'Tari')]),
    ('noperson', 'The team shot photographs of the market in Herat.', []),
    ('noperson', 'Rangers shot three elephants near Voi on Monday.', []),
    ('noperson', 'Nobody wanted to get hurt, the clerk in Reno said.', []),
    ('noperson', 'The elders signed an agreement on Wednesday at Wamena and shot 12 pigs to seal it.', [('Agreement', 'Wamena')]),
    # --- history told of a suspect
    ('history', 'Both suspects died. Officials blame them for the Lamitan bombing of 2018.', []),
    ('history', 'Police arrested two men in Jolo on Monday. Officials seek them for the ambush of 2019 in Patikul.', [('Arrests', 'Jolo')]),
    # --- a place that no gazetteer has, and one beside the act
    ('place', 'Goris, 10 March. Ten shells fell on fields and gardens of Verishen.', [('Shelling/artillery/missile attack', 'Verishen')]),
    ('place', 'Rockets fell on the outskirts of Shurnukh on Monday, the ministry in Yerevan said.', [('Shelling/artillery/missile attack', 'Shurnukh')]),
    ('place', 'Gunmen burned a school in Gusau on Monday. The same afternoon, near Dan Sadau, armed men stopped a bus and took nine passengers.', [('Looting/property destruction', 'Gusau'), ('Abduction/forced disappearance', 'Dan Sadau')]),
    ('place', 'The army says that a drone struck its men near the village of Ramyah on Monday.', [('Air/drone strike', 'Ramyah')]),
    ('place', 'The first was recorded on Monday in Tame, Arauca, where an explosive charge damaged the bridge over the Ele river.', [('Remote explosive/landmine/IED', 'Tame')]),
    ('place', 'By evening elders from Zintan had brokered a ceasefire in Sabratha.', [('Agreement', 'Sabratha')]),
    # --- wordings of acts
    ('rows', 'A herder lost a leg on Monday when he stepped on a mine near Agdam.', [('Remote explosive/landmine/IED', 'Agdam')]),
    ('rows', 'The driver of a bus was wounded when it ran over an explosive device near Raqqa on Sunday.', [('Remote explosive/landmine/IED', 'Raqqa')]),
    ('rows', 'In Tame, police experts deactivated a truck loaded with 90 kilos of explosives on Monday.', [('Disrupted weapons use', 'Tame')]),
    ('rows', 'On Friday the bomb squad neutralized a motorcycle packed with dynamite in Cali.', [('Disrupted weapons use', 'Cali')]),
    ('rows', 'The bodies of three men with bullet wounds in the head were left beside the road near Tepic on Monday.', [('Attack', 'Tepic')]),
    ('rows', 'Four bodies with their hands tied and shots in the head were found near Iguala on Sunday.', [('Attack', 'Iguala')]),
    ('rows', 'The six fishermen had been captured by the militia on Lake Edward last Monday.', [('Abduction/forced disappearance', 'Lake Edward')]),
    ('rows', 'A shopkeeper was fired upon outside his house in Sopore on Monday evening and died.', [('Attack', 'Sopore')]),
    ('rows', 'Police in Manila rendered safe a pipe bomb on Monday.', [('Disrupted weapons use', 'Manila')]),
    ('rows', 'Some 50 villagers sat in front of the mosque in Yala on Saturday to oppose the mine.', [('Peaceful protest', 'Yala')]),
    ('rows', 'Dambas town, which the rebels had entered on Sunday, was liberated on Wednesday.', [('Government regains territory', 'Dambas')]),
    ('rows', 'A crowd set fire to the car of the mayor in Bata on Friday.', [('Violent demonstration', 'Bata')]),
]  # fmt: skip
