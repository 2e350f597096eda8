"""Synthetic frames for the dashboard's budgets: as many events as asked for, the same ones for the same seed.

Only what filters, counts and charts read is made; an event is made when it is asked for, for the page of the list.
"""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np
import pandas as pd

from reportmap.dashboard.frames import EventFrames, order_spots, tabulate_provinces
from reportmap.dashboard.search import index_of
from reportmap.model import Document, Event, Modality, SectionKind, Verdict
from reportmap.rules import read_table
from tests.sample_events import sample_extractions

N_PLACES = 10_000
N_DOCUMENTS = 20_000
N_PARTIES = 500
N_WORDS = 30_000
WORDS_PER_EVENT = 30
EVENT_TYPES = (
    "Battles", "Explosions/Remote violence", "Violence against civilians", "Protests", "Riots",
    "Strategic developments", "",
)  # fmt: skip
FIRST_DAY, N_DAYS = np.datetime64("2001-01-01"), 7_300


class MadeEvents(Mapping[str, Event]):
    """Events by id, each made when it is asked for."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._patterns = [event for item in sample_extractions() for event in item.events]

    def __getitem__(self, event_id: str) -> Event:
        return replace(self._patterns[int(event_id[1:]) % len(self._patterns)], event_id=event_id)

    def __iter__(self) -> Iterator[str]:
        return (f"e{number}" for number in range(self._count))

    def __len__(self) -> int:
        return self._count


def _pick(
    rng: np.random.Generator, values: tuple[str, ...], size: int, *, weights: tuple[float, ...]
) -> pd.Categorical:
    return pd.Categorical.from_codes(rng.choice(len(values), size, p=weights), categories=list(values))


def _places(rng: np.random.Generator, count: int) -> pd.DataFrame:
    units = [row for row in read_table("gazetteer/unit_points.csv") if "." in row["code"]]
    chosen = rng.integers(0, len(units), count)
    at = [(float(units[unit]["latitude"]), float(units[unit]["longitude"]), units[unit]["code"]) for unit in chosen]
    latitude, longitude = np.array([row[:2] for row in at]).T
    return pd.DataFrame(
        {
            "place_id": [f"gn{1_000_000 + number}" for number in range(count)],
            "name": [f"Settlement {number}" for number in range(count)],
            "admin1": [f"Province {row[2]}" for row in at],
            "country": [f"Country {row[2][:2]}" for row in at],
            "province_key": [row[2] for row in at],
            "country_key": [row[2][:2] for row in at],
            "latitude": np.clip(latitude + rng.normal(0, 0.4, count), -80, 80),
            "longitude": np.clip(longitude + rng.normal(0, 0.4, count), -179, 179),
            "radius_km": np.nan,
            "aliases": [f"settlement {number}" for number in range(count)],
            "total": 1,
        }
    )


def _skewed(rng: np.random.Generator, size: int, count: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Numbers below `count`, the low ones far more often, as reports name few places most of the time."""
    return np.minimum((count * rng.random(size) ** 2.5).astype(np.int64), count - 1)


def make_frames(count: int, *, seed: int = 20_261_127) -> EventFrames:
    """Frames of so many events at a place for eight events, up to N_PLACES, in reports of fifty, up to N_DOCUMENTS."""
    rng = np.random.default_rng(seed)
    places = _places(rng, max(1, min(N_PLACES, count // 8)))
    n_documents = max(1, min(N_DOCUMENTS, count // 50))
    documents = [f"d{number}" for number in range(n_documents)]
    events = _events(rng, count, documents)
    spots = _spots(rng, count, places)
    provinces = tabulate_provinces(places)
    events["on_map"] = np.bincount(spots["row"], minlength=count) > 0
    return EventFrames(
        events=events,
        spots=order_spots(spots, places=places, provinces=provinces),
        places=places,
        parties=_parties(rng, count),
        tellings=pd.DataFrame({"row": np.arange(count), "document_id": events["document_id"]}),
        provinces=provinces,
        index=_index(rng, count),
        row_by_id={f"e{number}": number for number in range(count)},
        by_id=MadeEvents(count),
        documents={key: Document(document_id=key, text="", title=f"Report {key}") for key in documents},
        merged_ids={},
    )


def _parties(rng: np.random.Generator, count: int) -> pd.DataFrame:
    """A party or two for most events, the same few most of the time."""
    rows = np.repeat(np.arange(count), rng.choice([0, 1, 2], count, p=(0.3, 0.3, 0.4)))
    names = [f"Party {number}" for number in range(N_PARTIES)]
    return pd.DataFrame({"row": rows, "name": pd.Categorical.from_codes(_skewed(rng, len(rows), N_PARTIES), names)})


def _events(rng: np.random.Generator, count: int, documents: list[str]) -> pd.DataFrame:
    start = FIRST_DAY + rng.integers(0, N_DAYS, count).astype("timedelta64[D]")
    is_coarse, is_undated = rng.random(count) < 0.1, rng.random(count) < 0.03
    length = np.where(is_coarse, rng.integers(27, 366, count), 0).astype("timedelta64[D]")
    dated = {name: day.astype("datetime64[s]") for name, day in (("start", start), ("end", start + length))}
    for day in dated.values():
        day[is_undated] = np.datetime64("NaT")
    modality = _pick(rng, tuple(map(str, Modality)), count, weights=(0.8, 0.06, 0.04, 0.02, 0.02, 0.02, 0.02, 0.02))
    section = _pick(rng, tuple(map(str, SectionKind)), count, weights=(0.03, 0.9, 0.02, 0.04, 0.01))
    return pd.DataFrame(
        {
            "event_id": pd.Series([f"e{number}" for number in range(count)], dtype="str"),
            "document_id": pd.Categorical.from_codes(rng.integers(0, len(documents), count), categories=documents),
            "event_type": _pick(rng, EVENT_TYPES, count, weights=(0.25, 0.2, 0.15, 0.15, 0.05, 0.15, 0.05)),
            "modality": modality,
            "section": section,
            "verdict": _pick(rng, tuple(map(str, Verdict)), count, weights=(0.9, 0.08, 0.02)),
            **dated,
            "is_coarse": is_coarse & ~is_undated,
            "is_undated": is_undated,
            "is_drawn": rng.random(count) < 0.85,
            "is_sure": rng.random(count) < 0.9,
            "on_map": True,
            "has_lost_name": False,
            "is_disputed": rng.random(count) < 0.02,
            "deaths": (deaths := np.where(rng.random(count) < 0.3, rng.integers(1, 40, count), np.nan)),
            "deaths_low": deaths,
            "deaths_high": deaths + 1,
            "is_open_ended": False,
            "is_total": np.isin(modality, [str(Modality.AGGREGATE)]),
            "score": rng.random(count).round(2),
        }
    )


def _spots(rng: np.random.Generator, count: int, places: pd.DataFrame) -> pd.DataFrame:
    rows = np.repeat(np.arange(count), rng.choice([0, 1, 2], count, p=(0.1, 0.75, 0.15)))
    at = _skewed(rng, len(rows), len(places))
    repeated = np.flatnonzero((rows[1:] == rows[:-1]) & (at[1:] == at[:-1])) + 1
    rows, at = np.delete(rows, repeated), np.delete(at, repeated)
    units = {name: places[f"{name}_key"].astype("category") for name in ("province", "country")}
    codes = {name: unit.cat.codes.to_numpy()[at] for name, unit in units.items()}
    first = np.concatenate([[True], rows[1:] != rows[:-1]]) if len(rows) else np.empty(0, bool)
    new = {
        f"new_{name}": first | np.concatenate([[True], code[1:] != code[:-1]])[: len(rows)]
        for name, code in codes.items()
    }
    return pd.DataFrame(
        {
            "row": rows,
            "place_id": pd.Categorical.from_codes(at, categories=places["place_id"]),
            "province": pd.Categorical.from_codes(codes["province"], categories=units["province"].cat.categories),
            "country": pd.Categorical.from_codes(codes["country"], categories=units["country"].cat.categories),
            "score": rng.random(len(rows)),
            "precision": _pick(rng, ("exact", "admin1"), len(rows), weights=(0.7, 0.3)),
            **new,
        }
    )


def _index(rng: np.random.Generator, count: int):  # type: ignore[no-untyped-def]
    """An index of words as uneven as those of a language: word 0 is in most events, the last one in hardly any."""
    n_words = min(N_WORDS, max(10, count))
    sizes = np.maximum(1, (count * 0.8 / np.arange(1, n_words + 1) ** 0.9).astype(np.int64))
    rows = [rng.integers(0, count, size, dtype=np.int32) for size in sizes]
    return index_of([f"word{number}" for number in range(n_words)], rows, n_rows=count)


PERIOD = (datetime.date(2009, 1, 1), datetime.date(2011, 12, 31))
"""A date filter that about a sixth of the events pass."""
