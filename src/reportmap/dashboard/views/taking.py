"""What a run works with, outside Streamlit: the gazetteer and the processes are opened when it starts."""

from collections.abc import Callable, Iterator, Sequence

from reportmap.dashboard.rereading import read_again
from reportmap.dashboard.runs import Intake
from reportmap.dashboard.views import reading
from reportmap.intake.outcome import Content, Outcome, Progress
from reportmap.model import Document
from reportmap.store import EventStore

MAX_JOBS = 4
"""Each process takes some 300 MB, and one core is left to the dashboard where there are more."""


def intake_into(store: EventStore) -> Intake:
    """Takes reports into a store, with as many processes as the dashboard can spare."""

    def take(
        sources: Sequence[Content],
        *,
        is_cancelled: Callable[[], bool],
        on_progress: Callable[[Progress], None],
        notice: Callable[[str], None],
        tries_again: bool,
    ) -> Iterator[Outcome]:
        from reportmap.gazetteer import Gazetteer  # noqa: PLC0415 - these take a second to import
        from reportmap.intake.intake import default_jobs, take_in  # noqa: PLC0415

        gazetteer = Gazetteer.open(reading.gazetteer_folder(), notice=notice)
        jobs = max(1, min(MAX_JOBS, default_jobs() - 1))
        return take_in(
            sources, store=store, gazetteer=gazetteer, jobs=jobs, retry_quarantined=tries_again,
            is_cancelled=is_cancelled, on_progress=on_progress,
        )  # fmt: skip

    return take


def reader_of(store: EventStore) -> Callable[[Document], str]:
    """Reads a corrected report again, stores it, and says what changed."""

    def read(document: Document) -> str:
        return read_again(store, document, extract=reading.extract).summary

    return read
