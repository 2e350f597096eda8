# below, one line of a table is one sentence of a report
"""Made-up extractions in our own words about Afghanistan and Pakistan, 2006 to 2013, for the tests of the dashboard.

No pipeline and no gazetteer: each line says what was read out of it. The events are invented.
"""

import datetime
from dataclasses import dataclass, field

from reportmap.model import (
    Actor,
    ActorKind,
    ActorRole,
    Attribution,
    Count,
    Counts,
    DateBasis,
    DatePrecision,
    Document,
    Event,
    EventDate,
    EventPlace,
    Evidence,
    Extraction,
    Extractor,
    MetadataBasis,
    Modality,
    Passage,
    Place,
    PlaceAlternative,
    PlaceMention,
    PlacePrecision,
    ResolvedPlace,
    Section,
    SectionKind,
    SourceKind,
    Span,
    Stance,
    stable_id,
)

EXTRACTOR = Extractor(name="sample", version="1", gazetteer_version="1", ontology_version="1")


def _place(
    name: str, latitude: float, longitude: float, code: str, admin1: str, geonameid: int, country: str = "AF"
) -> Place:
    countries = {"AF": "Afghanistan", "PK": "Pakistan", "SO": "Somalia"}
    return Place(
        name=name,
        latitude=latitude,
        longitude=longitude,
        feature_code="PPL",
        country_code=country,
        country=countries[country],
        admin1_code=code,
        admin1=admin1,
        geonameid=geonameid,
    )


def _area(name: str, latitude: float, longitude: float, code: str | None, geonameid: int, country: str = "AF") -> Place:
    countries = {"AF": "Afghanistan", "PK": "Pakistan", "SO": "Somalia"}
    return Place(
        name=name,
        latitude=latitude,
        longitude=longitude,
        feature_code="ADM1" if code else "PCLI",
        country_code=country,
        country=countries[country],
        admin1_code=code,
        admin1=name if code else None,
        geonameid=geonameid,
        precision=PlacePrecision.ADMIN1 if code else PlacePrecision.COUNTRY,
    )


PLACES = {
    "Musa Qala": _place("Musa Qala", 32.4457, 64.7449, "10", "Helmand", 1132604),
    "Sangin": _place("Sangin", 32.0727, 64.8359, "10", "Helmand", 1127628),
    "Lashkar Gah": _place("Lashkar Gah", 31.5938, 64.3716, "10", "Helmand", 1134720),
    "Garmsir": _place("Garmsir", 31.1185, 64.2094, "10", "Helmand", 1141089),
    "Kandahar": _place("Kandahar", 31.6133, 65.7101, "23", "Kandahar", 1138336),
    "Panjwai": _place("Panjwai", 31.5460, 65.4580, "23", "Kandahar", 1131463),
    "Spin Boldak": _place("Spin Boldak", 31.0047, 66.4000, "23", "Kandahar", 1123230),
    "Kabul": _place("Kabul", 34.5281, 69.1723, "13", "Kabul", 1138958),
    "Ghazni": _place("Ghazni", 33.5536, 68.4269, "08", "Ghazni", 1141269),
    "Khost": _place("Khost", 33.3395, 69.9204, "37", "Khost", 1444362),
    "Asadabad": _place("Asadabad", 34.8742, 71.1528, "34", "Kunar", 1148205),
    "Jalalabad": _place("Jalalabad", 34.4265, 70.4515, "18", "Nangarhar", 1139715),
    "Herat": _place("Herat", 34.3482, 62.1997, "11", "Herat", 1140026),
    "Kunduz": _place("Kunduz", 36.7290, 68.8570, "24", "Kunduz", 1135690),
    "Tarin Kowt": _place("Tarin Kowt", 32.6268, 65.8733, "39", "Uruzgan", 1121863),
    "Peshawar": _place("Peshawar", 34.0080, 71.5785, "03", "Khyber Pakhtunkhwa", 1168197, "PK"),
    "Quetta": _place("Quetta", 30.1841, 67.0014, "02", "Balochistan", 1167528, "PK"),
    "Miran Shah": _place("Miran Shah", 33.0010, 70.0710, "03", "Khyber Pakhtunkhwa", 1170425, "PK"),
    "Mogadishu": _place("Mogadishu", 2.0371, 45.3438, "16", "Banaadir", 53654, "SO"),
    "Helmand": _area("Helmand", 31.36, 63.96, "10", 1140043),
    "Zabul": _area("Zabul", 32.19, 67.19, "28", 1121092),
    "Paktika": _area("Paktika", 32.26, 68.52, "29", 1131256),
    "Afghanistan": _area("Afghanistan", 33.0, 66.0, None, 1149361),
}

BATTLE = ("Battles", "Armed clash")
CAPTURE = ("Battles", "Non-state actor overtakes territory")
BOMB = ("Explosions/Remote violence", "Remote explosive/landmine/IED")
SUICIDE = ("Explosions/Remote violence", "Suicide bomb")
AIR = ("Explosions/Remote violence", "Air/drone strike")
ATTACK = ("Violence against civilians", "Attack")
KIDNAP = ("Violence against civilians", "Abduction/forced disappearance")
PROTEST = ("Protests", "Peaceful protest")
RIOT = ("Riots", "Violent demonstration")
ARREST = ("Strategic developments", "Arrests")
ACCORD = ("Strategic developments", "Agreement")


@dataclass(frozen=True, kw_only=True)
class Line:
    """One sentence of a made-up report and what was read out of it; words are looked up in the sentence."""

    text: str
    trigger: str = ""
    kind: tuple[str | None, str | None] = (None, None)
    places: tuple[str, ...] = ()
    days: tuple[str, str] | None = None
    when: str = ""
    precision: DatePrecision = DatePrecision.DAY
    killed: tuple[str, int, int, int] | None = None
    actors: tuple[tuple[str, str], ...] = ()
    source: tuple[str, SourceKind] | None = None
    modality: Modality = Modality.HAPPENED
    section: SectionKind = SectionKind.BODY
    place_score: float = 0.92
    score: float = 0.8
    unresolved: str = ""
    paragraph: bool = False


@dataclass(kw_only=True)
class Report:
    """A made-up report: what its front matter says, and its lines in order."""

    title: str
    publisher: str
    published: str
    lines: tuple[Line, ...]
    url: str | None = None
    commenter: str = "READER"
    extras: list[str] = field(default_factory=list)


def extract_report(report: Report) -> Extraction:
    """The extraction of a made-up report; every span is an exact slice of its text."""
    text, starts = "", []
    for line in report.lines:
        text += "" if not text else "\n\n" if line.paragraph else " "
        starts.append(len(text))
        text += line.text
    document = Document(
        document_id=stable_id(text),
        text=text,
        title=report.title,
        publisher=report.publisher,
        published_on=datetime.date.fromisoformat(report.published),
        published_basis=MetadataBasis.FRONT_MATTER,
        url=report.url,
        path=f"{report.title.lower().replace(' ', '-')}.txt",
    )
    passages, paragraph = [], 0
    for index, (line, start) in enumerate(zip(report.lines, starts, strict=True)):
        paragraph += line.paragraph
        passages.append(
            Passage(
                start=start,
                end=start + len(line.text),
                text=line.text,
                index=index,
                paragraph=paragraph,
                kind=line.section,
                author=report.commenter if line.section is SectionKind.COMMENT else None,
            )
        )
    events = tuple(
        _event(document, line, passage) for line, passage in zip(report.lines, passages, strict=True) if line.trigger
    )
    return Extraction(
        document=document,
        sections=_sections(document, passages),
        passages=tuple(passages),
        places=tuple(place.resolved for event in events for place in event.places),
        dates=(),
        events=events,
        extractor=EXTRACTOR,
    )


def _sections(document: Document, passages: list[Passage]) -> tuple[Section, ...]:
    sections: list[Section] = []
    for passage in passages:
        is_same = bool(sections) and sections[-1].kind is passage.kind
        start = sections.pop().start if is_same else passage.start
        text = document.text[start : passage.end]
        sections.append(Section(start=start, end=passage.end, text=text, kind=passage.kind, author=passage.author))
    return tuple(sections)


def _event(document: Document, line: Line, passage: Passage) -> Event:
    def span(words: str) -> dict[str, object]:
        start = passage.start + line.text.index(words)
        return {"start": start, "end": start + len(words), "text": words}

    trigger = passage.start + line.text.index(line.trigger)
    evidence = Evidence(
        start=passage.start,
        end=passage.end,
        text=line.text,
        document_id=document.document_id,
        trigger=line.trigger,
        trigger_start=trigger,
        trigger_end=trigger + len(line.trigger),
    )
    event_id = stable_id(document.document_id, trigger, *line.kind)
    low = (
        Count(**span(line.killed[0]), low=line.killed[1], best=line.killed[2], high=line.killed[3])
        if line.killed
        else None
    )  # type: ignore[arg-type]
    return Event(
        event_id=event_id,
        document_id=document.document_id,
        event_type=line.kind[0],
        sub_event_type=line.kind[1],
        plover_type=None,
        type_score=0.9,
        modality=line.modality,
        date=_date(line, span(line.when) if line.when else None),
        places=_places(line, span, passage.index),
        actors=tuple(
            Actor(**span(words), canonical=name, kind=ActorKind.OTHER, role=role)  # type: ignore[arg-type]
            for (words, name), role in zip(line.actors, (ActorRole.ACTOR1, ActorRole.ACTOR2), strict=False)
        ),
        counts=Counts(fatalities=low),
        attribution=(
            (Attribution(**span(line.source[0]), name=line.source[0], kind=line.source[1], stance=Stance.ASSERTS),)  # type: ignore[arg-type]
            if line.source
            else ()
        ),
        section=line.section,
        score=line.score,
        evidence=(evidence,),
        n_sources=1,
        merged_from=(event_id,),
        extractor=EXTRACTOR,
    )


def _date(line: Line, words: dict[str, object] | None) -> EventDate:
    if line.days is None:
        return EventDate()
    start, end = map(datetime.date.fromisoformat, line.days)
    return EventDate(
        start=start,
        end=end,
        best=start,
        precision=line.precision,
        basis=DateBasis.EXPLICIT if words else DateBasis.INHERITED,
        mention=Span(**words) if words else None,  # type: ignore[arg-type]
        reason="stated" if words else "the date of the sentence before",
    )


def _places(line: Line, span: object, index: int) -> tuple[EventPlace, ...]:
    places = []
    for name in line.places:
        place = PLACES[name]
        mention = PlaceMention(**span(name), passage_index=index, name=name, cue="listed in the gazetteer")  # type: ignore[operator]
        resolved = ResolvedPlace(
            mention=mention,
            place=place,
            precision=place.precision,
            score=line.place_score,
            reason="the only place of this name in a province that the report is about",
            alternatives=(PlaceAlternative(place=PLACES["Herat"], score=0.21),),
        )
        places.append(EventPlace(resolved=resolved))
    if line.unresolved:
        mention = PlaceMention(**span(line.unresolved), passage_index=index, name=line.unresolved, cue="district of")  # type: ignore[operator]
        places.append(
            EventPlace(
                resolved=ResolvedPlace(
                    mention=mention, place=None, precision=None, score=0.0, reason="no such name known"
                )
            )
        )
    return tuple(places)


def _day(text: str) -> tuple[str, str]:
    return text, text


TALIBAN = ("Taliban fighters", "Taliban")
POLICE = ("police", "Police Forces of Afghanistan")

REPORTS = (
    Report(
        title="Town in northern Helmand changes hands",
        publisher="Sample Wire",
        published="2007-02-02",
        url="https://example.org/sample/1",
        lines=(
            Line(text="The winter had been quiet in the north of the province."),
            Line(text="Elders said that the truce of last autumn had held until the snow came."),
            Line(
                text="Taliban fighters overran the district center of Musa Qala late on 1 February 2007 and disarmed the police, residents said.",
                trigger="overran", kind=CAPTURE, places=("Musa Qala",), days=_day("2007-02-01"), when="1 February 2007",
                actors=(TALIBAN, POLICE), source=("residents", SourceKind.EYEWITNESS), score=0.93, paragraph=True,
            ),
            Line(text="Shops stayed shut the next morning."),
            Line(
                text="In October 2006 British officers and elders had signed an accord in Musa Qala under which both sides withdrew.",
                trigger="signed", kind=ACCORD, places=("Musa Qala",), days=("2006-10-01", "2006-10-31"), when="October 2006",
                precision=DatePrecision.MONTH, score=0.84,
            ),
            Line(
                text="Commanders plan to retake Musa Qala before the spring.", trigger="retake", kind=BATTLE,
                places=("Musa Qala",), days=("2007-02-02", "2007-05-31"), precision=DatePrecision.SEASON, modality=Modality.PLANNED, paragraph=True,
            ),
            Line(
                text="Through 2006 the army fought in Helmand, Zabul and Paktika, and hundreds of fighters were killed.",
                trigger="killed", kind=BATTLE, places=("Helmand", "Zabul", "Paktika"), days=("2006-01-01", "2006-12-31"), when="2006",
                precision=DatePrecision.YEAR, modality=Modality.AGGREGATE,
            ),
            Line(
                text="I was there when they attacked Sangin, nobody writes about it.", trigger="attacked", kind=BATTLE, places=("Sangin",),
                section=SectionKind.COMMENT, score=0.58, paragraph=True,
            ),
        ),
    ),
    Report(
        title="Daily incident list, southern provinces",
        publisher="Sample Security Bulletin",
        published="2007-09-10",
        lines=(
            Line(text="A roadside bomb killed four policemen near Sangin on 3 September 2007.", trigger="roadside bomb", kind=BOMB, places=("Sangin",), days=_day("2007-09-03"), when="3 September 2007", killed=("four", 4, 4, 4)),
            Line(text="Gunmen shot dead a district clerk in Kandahar on 4 September 2007.", trigger="shot dead", kind=ATTACK, places=("Kandahar",), days=_day("2007-09-04"), when="4 September 2007", killed=("a", 1, 1, 1)),
            Line(text="A suicide bomber struck a convoy in Kandahar on 5 September 2007, officials said.", trigger="suicide bomber", kind=SUICIDE, places=("Kandahar",), days=_day("2007-09-05"), when="5 September 2007", source=("officials", SourceKind.OFFICIAL)),
            Line(text="Clashes broke out in Panjwai on 6 September 2007 and lasted two days.", trigger="Clashes", kind=BATTLE, places=("Panjwai",), days=("2007-09-06", "2007-09-07"), precision=DatePrecision.DAYS, when="6 September 2007", actors=()),
            Line(text="The Taliban said that they had shot down a helicopter over Garmsir on 7 September 2007.", trigger="shot down", kind=BATTLE, places=("Garmsir",), days=_day("2007-09-07"), when="7 September 2007", modality=Modality.CLAIMED, source=("The Taliban", SourceKind.REBEL), score=0.55),
            Line(text="Two aid workers were seized in Ghazni on 8 September 2007.", trigger="seized", kind=KIDNAP, places=("Ghazni",), days=_day("2007-09-08"), when="8 September 2007"),
            Line(text="Traders marched in Lashkar Gah on 8 September 2007 against the road toll.", trigger="marched", kind=PROTEST, places=("Lashkar Gah",), days=_day("2007-09-08"), when="8 September 2007"),
            Line(text="A mine went off beside a school bus in Spin Boldak on 9 September 2007.", trigger="mine went off", kind=BOMB, places=("Spin Boldak",), days=_day("2007-09-09"), when="9 September 2007"),
            Line(text="A patrol came under fire in Chahar Deh district the same day.", trigger="came under fire", kind=BATTLE, unresolved="Chahar Deh", days=_day("2007-09-09"), score=0.6),
            Line(text="A bazaar burned after shelling, the bulletin says without naming the village.", trigger="shelling", kind=("Explosions/Remote violence", "Shelling/artillery/missile attack"), score=0.53),
        ),
    ),
    Report(
        title="Weekly roundup by province",
        publisher="Sample Relief Network",
        published="2009-08-24",
        lines=(
            Line(text="Rockets fell on Kabul on 18 August 2009, two days before the vote.", trigger="Rockets", kind=("Explosions/Remote violence", "Shelling/artillery/missile attack"), places=("Kabul",), days=_day("2009-08-18"), when="18 August 2009"),
            Line(text="A car bomb exploded in Kabul on 19 August 2009 and killed between seven and ten people.", trigger="car bomb", kind=SUICIDE, places=("Kabul",), days=_day("2009-08-19"), when="19 August 2009", killed=("between seven and ten", 7, 8, 10)),
            Line(text="Polling staff were beaten in Khost on 20 August 2009.", trigger="beaten", kind=ATTACK, places=("Khost",), days=_day("2009-08-20"), when="20 August 2009"),
            Line(text="A crowd stoned the governor's office in Jalalabad on 21 August 2009.", trigger="stoned", kind=RIOT, places=("Jalalabad",), days=_day("2009-08-21"), when="21 August 2009"),
            Line(text="Fighting was reported across Zabul in August 2009.", trigger="Fighting", kind=BATTLE, places=("Zabul",), days=("2009-08-01", "2009-08-31"), when="August 2009", precision=DatePrecision.MONTH, score=0.7),
            Line(text="An air strike hit a tanker near Kunduz on 22 August 2009; the ministry denied that civilians were among the dead.", trigger="air strike", kind=AIR, places=("Kunduz",), days=_day("2009-08-22"), when="22 August 2009", source=("the ministry", SourceKind.OFFICIAL)),
            Line(text="Two brothers were arrested in Herat on 23 August 2009.", trigger="arrested", kind=ARREST, places=("Herat",), days=_day("2009-08-23"), when="23 August 2009"),
        ),
    ),
    Report(
        title="Across the line: attacks in Pakistan's west",
        publisher="Sample Wire",
        published="2010-12-11",
        lines=(
            Line(text="A market in Peshawar was bombed on 6 December 2010.", trigger="bombed", kind=BOMB, places=("Peshawar",), days=_day("2010-12-06"), when="6 December 2010"),
            Line(text="Shopkeepers in Quetta closed their stalls in protest on 7 December 2010.", trigger="protest", kind=PROTEST, places=("Quetta",), days=_day("2010-12-07"), when="7 December 2010"),
            Line(text="A drone fired two missiles at a house near Miran Shah on 10 December 2010.", trigger="fired two missiles", kind=AIR, places=("Miran Shah",), days=_day("2010-12-10"), when="10 December 2010", place_score=0.42),
            Line(text="Gunmen ambushed a lorry outside Quetta on 9 December 2010.", trigger="ambushed", kind=ATTACK, places=("Quetta",), days=_day("2010-12-09"), when="9 December 2010"),
            Line(text="A blast in Mogadishu on the same day was unrelated.", trigger="blast", kind=BOMB, places=("Mogadishu",), days=_day("2010-12-09"), score=0.66),
        ),
    ),
    Report(
        title="Handover diary",
        publisher="Sample Monitor",
        published="2013-06-20",
        lines=(
            Line(text="Bombers attacked the court in Kabul on 11 June 2013.", trigger="attacked", kind=SUICIDE, places=("Kabul",), days=_day("2013-06-11"), when="11 June 2013"),
            Line(text="A governor's aide defected in Tarin Kowt in spring 2013.", trigger="defected", kind=("Strategic developments", "Other"), places=("Tarin Kowt",), days=("2013-03-01", "2013-05-31"), when="spring 2013", precision=DatePrecision.SEASON),
            Line(text="Students rallied in Kabul on 12 June 2013.", trigger="rallied", kind=PROTEST, places=("Kabul",), days=_day("2013-06-12"), when="12 June 2013"),
            Line(text="A checkpoint was attacked in Asadabad on 13 June 2013.", trigger="attacked", kind=BATTLE, places=("Asadabad",), days=_day("2013-06-13"), when="13 June 2013"),
            Line(text="A strange light was seen over Herat on 14 June 2013.", trigger="was seen", places=("Herat",), days=_day("2013-06-14"), when="14 June 2013", score=0.51),
            Line(text="Talks opened in 2013.", trigger="Talks", kind=ACCORD, days=("2013-01-01", "2013-12-31"), when="2013", precision=DatePrecision.YEAR),
            Line(text="<script>alert('hostile')</script> was sprayed on a wall in Herat on 15 June 2013.", trigger="sprayed", kind=RIOT, places=("Herat",), days=_day("2013-06-15"), when="15 June 2013", score=0.57),
        ),
    ),
)  # fmt: skip


def sample_extractions() -> tuple[Extraction, ...]:
    """Five reports with 34 events: exact, province-level and unresolved places; day, month, season, year and no date."""
    return tuple(map(extract_report, REPORTS))
