"""Hard sentences of our own, each with one event word in [brackets] and its modality; published on 21 August 2009."""

LINES = """
happened | Gunmen [attacked] a police post outside Ghazni before dawn on Thursday.
happened | Two bombs [exploded] in the market within minutes of each other, police said.
happened | The army said three of its soldiers were [killed] by a roadside bomb.
happened | Rescuers pulled survivors from the rubble after the [blast].
happened | The president condemned the [attack] and promised an inquiry.
happened | Nobody has claimed responsibility for the [bombing].
happened | The ministry has not commented on the [raid].
happened | The militants managed to [capture] the hill by nightfall.
happened | Guards failed to prevent the [attack] on the depot.
happened | Police confirmed that the mayor had been [shot] dead.
happened | The [bombings] will not change our policy, the minister said.
happened | Thousands marched through the capital to [protest] against the new law.
happened | The blast could not have come at a worse time for the town, where gunmen [killed] a teacher on Monday.
happened | A court convicted two men of [killing] the judge.
happened | Police arrested a man who had [stabbed] a guard on Wednesday.
happened | He fled when the soldiers [stormed] the compound on Tuesday.
happened | The rifle was used to [kill] the doctor, a coroner said.
happened | Militants [attack] checkpoint near Ghazni, two dead
happened | Suicide bomber [kills] nine outside embassy
happened | Doctors at the city hospital said the [shooting] left five dead on Thursday.
happened | Who [killed] the governor on Monday?
happened | The army denied any part in the [attack], in which four villagers died.
happened | Both sides accused each other of breaking the truce after the [clash] on Tuesday.
happened | The group claimed responsibility for Tuesday's [bombing].
happened | Protesters were detained during the [rally] on Sunday, the opposition said.
happened | In the evening a mortar round [hit] the school; no one was hurt.
happened | The crowd would not leave after police [fired] on it on Wednesday.
happened | The talks, which were planned for Monday, broke down after rebels [shelled] the airport.
happened | Not only did they [burn] the school, they took the books.
happened | It was not the first time that gunmen [attacked] the bank this week, on Tuesday.
happened | The victims of the [explosion] should be buried today.
happened | If the weather holds, the families of those [killed] on Monday will travel home.
happened | The rebels surrendered after the army [retook] the town on Tuesday.
happened | The UN mission reported that shells [struck] a clinic on Wednesday.
happened | Journalists saw soldiers [beat] two students on Tuesday.
claimed | The rebels claimed that they had [shot] down a helicopter.
claimed | A commander of the group said his men had [killed] twelve soldiers, Taliban spokesman Ahmad Shah said, adding that militants [captured] the base. | 1
claimed | The general was reportedly [killed] in the raid.
claimed | The guards allegedly [beat] the prisoner.
claimed | He is accused of [killing] a judge.
claimed | The commander is believed to have been [killed] on Tuesday.
claimed | Two men were charged with [murdering] the editor.
claimed | The army said its troops had [killed] forty militants in the valley.
claimed | Military officials said the army [destroyed] a rebel camp.
claimed | The Taliban said they [captured] the district center.
happened | Residents said soldiers [burned] three houses in the village.
claimed | We have [destroyed] two tanks of the enemy, the statement said.
claimed | Our fighters [ambushed] a convoy, the movement wrote on its website.
claimed | There were reports of [looting] in the suburbs.
claimed | The governor's alleged [kidnapping] has divided the town.
claimed | Opposition leaders allege that police [tortured] two detainees.
claimed | The insurgents boasted that they had [overrun] the outpost.
claimed | The mujahideen [attacked] a post of the apostates, a statement said.
happened | Villagers said foreign troops [raided] a house and took two men.
claimed | Police suspect the man of [stabbing] the shopkeeper.
claimed | The president accused the rebels of [shelling] the hospital.
claimed | The pilot supposedly [bombed] the wrong house.
claimed | Prosecutors indicted him for [abducting] a student.
claimed | Allegations that troops [raped] women are being examined.
claimed | The separatists contend that the army [shelled] the village.
planned | The army will [attack] the town next week.
planned | The rebels have vowed to [attack] polling stations.
planned | NATO plans to [withdraw] its troops by 2014.
planned | The group threatened to [kill] the hostages.
planned | The students are going to [march] on parliament on Friday.
planned | The general ordered his men to [storm] the building.
planned | Police found a plot to [assassinate] the prime minister.
planned | Unions have scheduled a [strike] for Monday.
planned | The planned [withdrawal] has angered the governor.
planned | Troops were sent north to [retake] the bridge.
planned | The army launched an offensive to [capture] the pass.
planned | The rebels said they would [release] two hostages today.
planned | The two sides intend to [sign] a truce in the capital.
planned | Opposition parties promised to [protest] every Friday until the vote.
planned | The militia is preparing to [attack] the suburb.
planned | He swore to [avenge] his brother and [kill] the chief. | 1
planned | A decision to [deploy] more police was taken on Monday.
planned | They hope to [recapture] the mine before winter.
planned | The cabinet approved the [deployment] of two battalions.
planned | Their aim is to [seize] the oil field.
hypothetical | Officials fear an [attack] on the base.
hypothetical | Militants could [attack] the convoy.
hypothetical | If they [attack] again, we shall answer.
hypothetical | Police warned of a possible [bombing] during the festival.
hypothetical | Troops were deployed to prevent [riots].
hypothetical | The fighters may have [kidnapped] the engineer.
hypothetical | The rebels will [withdraw] if the army stops shelling.
hypothetical | The army would not rule out that the group might [strike] again.
hypothetical | Aid agencies called for a [ceasefire].
hypothetical | It is unclear whether the rebels [shot] down the plane.
hypothetical | Will the army [attack] the town?
hypothetical | Another [attack] is likely, the embassy said.
hypothetical | He was told not to go out lest he be [abducted].
hypothetical | There is a risk of [clashes] at the border.
hypothetical | The right to [protest] is in the constitution.
hypothetical | Unless the rebels leave, the army will [storm] the city.
hypothetical | Gunmen tried to [kidnap] the banker on Tuesday.
hypothetical | The law forbids police to [shoot] at crowds.
hypothetical | Analysts expect more [attacks] before the vote.
hypothetical | The island is braced for [riots].
hypothetical | A potential [invasion] worries the neighbors.
hypothetical | The embassy asked its citizens to guard against [attacks].
hypothetical | An [attack] on the dam would flood the valley.
hypothetical | The council urged both sides to [withdraw].
hypothetical | Rumors of an [attack] emptied the bazaar.
denied | The army denied that it had [bombed] the village.
denied | The militants did not [attack] the convoy.
denied | No [attack] took place on Tuesday, the mayor said.
denied | Police foiled an [attack] on the station.
denied | The rebels failed to [capture] the town.
denied | Soldiers refused to [fire] on the crowd.
denied | The army has no plans to [attack] the town.
denied | It is not true that the police [shot] the boy.
denied | He was acquitted of [killing] the judge.
denied | The crowd dispersed without [clashes].
denied | The organizers cancelled the [march].
denied | Nobody [attacked] the polling stations, observers said.
denied | They promised not to [attack] the convoy.
denied | The thwarted [bombing] was aimed at the station.
denied | There were no [arrests], police said.
denied | The border guards never [shelled] the village.
denied | The army dismissed claims that it had [killed] prisoners.
denied | The two men are not guilty of [killing] the shopkeeper.
denied | Despite reports of rebels [attacking] the town, it is calm.
denied | The soldiers left without [firing] a shot.
aggregate | The Taliban launched a string of [attacks] in the south.
aggregate | Officials counted 135 [attacks] during the week.
aggregate | More than 2,000 civilians were [killed] in Afghanistan in 2008.
aggregate | Each time the rebels [attacked] the base, they lost men.
aggregate | Rockets are regularly [fired] at the town.
aggregate | So far this year 40 soldiers have been [killed] in the province.
aggregate | Dozens of [protests] were held across the country.
aggregate | Over the past three years gunmen have [killed] nine reporters.
aggregate | Since January more than 500 people have been [killed] in the fighting.
aggregate | The army has carried out several [raids] in the valley.
aggregate | A wave of [kidnappings] has frightened the city.
aggregate | More than 100,000 people have been [killed] in the war.
aggregate | [Attacks] on convoys rose, with a number of [ambushes] in July. | 1
aggregate | [Attacks] on convoys rose most.
aggregate | [Kidnappings] for ransom have doubled in the delta.
aggregate | She was the third candidate [killed] in the province this year.
aggregate | In the first nine months of the year 95 ships were boarded and 70 people were [kidnapped].
aggregate | Police often [detain] students at the gate.
aggregate | The road has seen many [ambushes].
aggregate | In recent weeks insurgents have [shot] down five helicopters.
aggregate | The paper printed a list of 47 people [killed] in the valley.
aggregate | Months of [protests] have closed the schools.
aggregate | A militia that [kills] prisoners cannot be trusted.
aggregate | Shelling has [killed] hundreds since the start of the war.
background | The hotel was [attacked] in March 2005.
background | Gunmen [attacked] the same bank five years ago.
background | The 1998 [bombing] of the embassy killed more than 200 people.
background | The talks recall the [truce] of 2006, which did not last.
background | Unlike the [raid] of last year, this one went unnoticed.
background | The mullah, who was [captured] in 2006, is held in Kabul.
background | The city marked the anniversary of the [massacre].
background | In December 2007 his mother was [assassinated] at a rally.
background | The shrine was [destroyed] decades ago.
background | She lost an arm in the September 11 [attacks].
ongoing | Rebels continue to [attack] the convoys.
ongoing | Troops are [fighting] the rebels in the suburbs.
ongoing | Soldiers have been [fighting] militants in the valley for days.
ongoing | [Fighting] continues in the eastern suburbs.
ongoing | There are heavy [clashes] in the old town.
ongoing | Heavy [clashes] are taking place near the airport.
ongoing | The ongoing [siege] has cut the town off.
ongoing | The army has [fought] the insurgents since May.
ongoing | The protesters keep [blocking] the road.
ongoing | The mayor told the crowd to stop [marching] and go home.
ongoing | A truce would stop rocket [attacks] on the port.
ongoing | [Protests] are being held in every district.
aggregate | Suspects are often held for weeks in cells where they are [beaten].
aggregate | The commanders of the group are being [killed] one after the other.
aggregate | Many of them have been [arrested] since.
claimed | Sixteen villagers are feared [killed] by gunmen.
happened | The group has claimed the [bombing] of the court.
happened | The minister rejected the [attack] as cowardly.
happened | The [killing] had been ordered by two landowners.
happened | Investigators linked him to all three [attacks].
happened | The third person wounded in the [blast] was a nurse.
happened | Police [shot] two marchers in the capital on the tenth anniversary of the coup.
hypothetical | The garrison is ready to repel any [attack].
ongoing | On the third day of [fighting] shops stayed shut.
denied | The story spread by radio stations abroad, that a drone [struck] the market, is a plain lie.
hypothetical | Nobody wanted to get [hurt].
hypothetical | She did not want her brother to be [killed].
hypothetical | If no [agreement] is reached by Friday, the talks will end.
hypothetical | If the army does not [withdraw], the truce is over.
happened | The [murder] of the nuns cannot be considered an isolated act.
happened | It was the militia and not the army that committed the [massacre].
happened | Ministers met to discuss the [attack] on the depot.
denied | Police foiled the attempt to [kidnap] the envoy.
claimed | He was charged with an attempt to [murder] his partner.
claimed | Three officers are being tried for [murders] committed in the prison.
hypothetical | The court took measures to prevent witnesses from being [killed].
denied | The guards managed to prevent an [attack] on the depot.
happened | A series of [blasts] tore through the chemical plant on Tuesday night.
happened | The number of [wounded] is not known.
happened | The men were captured on Tuesday by a group that for years [fought] the government.
background | In 2003 two men were [shot] when police broke up a rally.
ongoing | She thanked the king for his help in the [fight] against smuggling.
ongoing | Police still [patrol] the old quarter at night.
ongoing | The [outbreak] that has sickened people in four counties has been traced to a farm.
ongoing | Teachers on [strike] since Monday filled the square again.
ongoing | Warships from three navies [patrol] the strait.
ongoing | He spoke of the efforts to [fight] the epidemic.
hypothetical | The sale is conditional on the [withdrawal] of the second bidder.
hypothetical | A reward is offered for information that leads to the [arrest] of the arsonists.
hypothetical | Parents are not supposed to see their child [die].
hypothetical | The law makes it a crime to [attack] a clinic.
hypothetical | He called on both sides to return to dialogue and [agreement].
hypothetical | It would be wrong to [bomb] the camp.
hypothetical | We must [attack] the smugglers with the law as well.
hypothetical | Residents may be [arrested] for breaking the curfew.
aggregate | Eight officers have already been [shot] dead this year.
aggregate | The group has [kidnapped] dozens of teachers since the winter.
aggregate | In separate incidents police [seized] seven rifles in four towns.
aggregate | Torture and [murder] were methods of the secret police.
aggregate | Hundreds of people have been [killed] in such attacks.
aggregate | Bomb [attacks] on shops are less frequent now.
background | During his time in office two journalists were [killed].
background | Her grandfather was [captured] at the battle of Verdun.
background | After her husband [died] in 1992 she ran the mill alone.
background | The minister recalled how the bridge was [bombed] in the last war.
claimed | More than two hundred militants were [killed] by our artillery, the ministry of defense said.
claimed | Military sources reported that rebel groups [clashed] with troops near the town.
claimed | The defense ministry said its jets [destroyed] two depots of the rebels.
planned | Separatists called a general [strike] for Monday.
planned | A series of planned [demonstrations] begins on Saturday.
planned | A security operation is under way to [apprehend] the attackers.
planned | A judge ordered the [arrest] of the former mayor.
denied | He had no knowledge of an [attack] on the post.
denied | Three other men in the house were not [arrested].
denied | So far no [agreement] has been reached.
happened | Another man has been [arrested] in connection with last year's bombings.
happened | The dogs found one more body after the [crash], in which four people died.
happened | Under an [accord] signed yesterday the bank gets a new owner.
happened | Police used tear gas to disperse a peaceful [protest] on Monday.
aggregate | The militia launched a string of [attacks] in the capital in 2008.
denied | Despite reports of gunmen [fighting] a battle in the suburb, the town is calm.
happened | No one has been convicted of the [murders] so far.
claimed | The rebels said their men had [clashed] with the army near the bridge.
happened | Soldiers went to look for the herders and [killed] two of them on Monday.
happened | The guards came out to meet them and [came] under fire on Monday.
planned | The soldiers want to go to the village and [kill] the herders.
planned | The rebels plan to enter the town and [attack] the barracks.
"""

KNOWN_LIMITS: dict[str, str] = {
    "Torture and murder were methods of the secret police.": "a habit told without a sign of it",
    "Her grandfather was captured at the battle of Verdun.": "only knowledge of the world dates it",
    "Another man has been arrested in connection with last year's bombings.": "the judge takes the perfect for a total",
    "He spoke of the efforts to fight the epidemic.": "the judge takes “efforts to” for a possibility",
}
"""Sentences that are read wrongly, with the reason: strict xfails."""


def cases() -> list[tuple[str, str, int, int]]:
    """(modality, text, start, end) of each line; a third cell says which bracket is meant, from 0."""
    found = []
    for line in filter(None, LINES.splitlines()):
        modality, marked, *which = (cell.strip() for cell in line.split("|"))
        text, spans = plain(marked)
        start, end = spans[int(which[0]) if which else 0]
        found.append((modality, text, start, end))
    return found


def plain(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """A marked text without its brackets, and where the bracketed words stand in it."""
    text, spans = "", []
    for index, piece in enumerate(marked.replace("]", "[").split("[")):
        if index % 2:
            spans.append((len(text), len(text) + len(piece)))
        text += piece
    return text, spans
