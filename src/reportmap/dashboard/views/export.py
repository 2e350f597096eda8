"""Taking the filtered events out: the rows that the map, the list and the counts show, and no others."""

import datetime
import io
from collections.abc import Callable
from functools import partial
from importlib.metadata import PackageNotFoundError, version

import streamlit as st

from reportmap import export
from reportmap.dashboard.filters import FilteredEvents, to_params
from reportmap.dashboard.listing import Order, sort_rows
from reportmap.dashboard.words import plural
from reportmap.export import Provenance

_FORMATS: tuple[tuple[str, str, Callable[..., int]], ...] = (
    ("CSV", "text/csv", export.write_csv),
    ("GeoJSON", "application/geo+json", export.write_geojson),
)


def offer(filtered: FilteredEvents) -> None:
    """The Export button. The files are written when one of them is asked for."""
    with st.popover("Export", key="export", icon=":material/download:", disabled=not filtered.n_events):
        st.markdown(f"**{plural(filtered.n_events, 'event')}**, as filtered now")
        base_url = _base_url()  # now: while the file is written there is no request to ask
        for label, mime, write in _FORMATS:
            st.download_button(
                label, data=partial(_written, filtered, write, base_url=base_url), mime=mime, key=f"export-{label}",
                file_name=f"reportmap-events.{label.lower()}", on_click="ignore", width="stretch",
            )  # fmt: skip
        st.caption("Each row has its sentence, its citation and a link back. The file names the filters.")


def _written(filtered: FilteredEvents, write: Callable[..., int], *, base_url: str | None) -> bytes:
    frames = filtered.frames
    events = [frames.by_id[event_id] for event_id in sort_rows(filtered, filtered.rows, Order.OLDEST)]
    stream = io.StringIO(newline="")
    write(events, frames.documents, stream, provenance=provenance(filtered, base_url=base_url))
    return stream.getvalue().encode("utf-8")


def provenance(filtered: FilteredEvents, *, base_url: str | None) -> Provenance:
    """What the file says about itself: the version, the time, the filters as a link has them, and where links lead."""
    return Provenance(
        version=_version(),
        exported_at=datetime.datetime.now(datetime.UTC).replace(microsecond=0),
        filters={name: ", ".join(values) for name, values in to_params(filtered.filters).items()},
        base_url=base_url,
    )


def _version() -> str:
    try:
        return version("reportmap")
    except PackageNotFoundError:
        return "from a checkout"


def _base_url() -> str | None:
    url = st.context.url
    return url.split("?")[0].rstrip("/") if url else None
