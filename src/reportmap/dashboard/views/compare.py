"""The Compare page: two periods or two places side by side, under the filters of Explore, on one page that prints."""

import datetime
from dataclasses import asdict, replace

import streamlit as st

from reportmap import __version__
from reportmap.dashboard import compare as comparing
from reportmap.dashboard.compare import By, Compared, Comparison, Period, Side
from reportmap.dashboard.filters import Facet, Filters, apply_filters, describe
from reportmap.dashboard.frames import EventFrames
from reportmap.dashboard.palette import TypeStyle, style_types
from reportmap.dashboard.rail import place_names, rail_groups
from reportmap.dashboard.smallmap import HEIGHT, WIDTH, core_places, frame_of, small_map
from reportmap.dashboard.views import empty
from reportmap.dashboard.views.components import component, sent
from reportmap.dashboard.words import MODALITY_WORDS, SECTION_WORDS, join_words, name_document, plural, say_day

RAIL_KEY = "compare-rail"
_BY_WORDS = {By.PERIODS: "Two periods", By.PLACES: "Two places"}
_SIDES = "ab"


def show(frames: EventFrames) -> None:
    """The whole page."""
    if frames.events.empty:
        empty.show(has_documents=bool(frames.documents))
        return
    _start(frames)
    _drop_stale_choices(frames)
    _seed()
    comparison = _now()
    styles = dict(style_types(map(str, frames.events["event_type"].cat.categories)))
    with st.sidebar:
        _rail(frames, comparison, styles)
    with st.container(key="compare-page"):
        _controls(frames, comparison)
        _ignored()
        component("sheet")(key="sheet", data=_sheet(frames, comparison, styles))
    _save()


# --- state ------------------------------------------------------------------------------------------------------


def _start(frames: EventFrames) -> None:
    """Restore what the address asks for, at first and after Back or Forward; without a wish, keep what was compared."""
    state = st.session_state
    has_acted = state.pop("compare_acted", False)
    params = {name: st.query_params.get_all(name) for name in st.query_params}
    if "comparison" in state and (has_acted or not params or params == state.compare_saved):
        return
    comparison, ignored = comparing.read_comparison(params, frames)
    if not params and "filters" in state:
        comparison = replace(comparison, filters=replace(comparison, filters=state.filters).shared)
    state.update(comparison=comparison, compare_ignored=ignored, compare_saved=params)


def _drop_stale_choices(frames: EventFrames) -> None:
    """A store that has changed may lack a place that was compared."""
    known = set(comparing.place_keys(frames))
    one, two = _now().places
    if not known.issuperset((one, two)):
        first, second = comparing.first_comparison(frames).places
        places = (one if one in known else first, two if two in known else second)
        st.session_state.comparison = replace(_now(), places=places)


def _now() -> Comparison:
    comparison: Comparison = st.session_state.comparison
    return comparison


def _set(comparison: Comparison) -> None:
    st.session_state.update(comparison=comparison, compare_acted=True)


def _save() -> None:
    params = comparing.comparison_params(_now())
    if {name: st.query_params.get_all(name) for name in st.query_params} != params:
        st.query_params.from_dict(params)
    st.session_state.compare_saved = params


def _seed() -> None:
    """Give the widgets the values of the comparison."""
    comparison, state = _now(), st.session_state
    filters = comparison.filters
    wanted: dict[str, object] = {
        "c_by": comparison.by,
        "c_text": filters.text,
        "c_coarse": filters.with_coarse,
        "c_score": filters.min_score,
    }
    if comparison.by is By.PLACES:
        wanted |= {"c_from": filters.date_from, "c_to": filters.date_to}
        wanted |= {f"c_{side}_place": place for side, place in zip(_SIDES, comparison.places, strict=True)}
    else:
        for side, period in zip(_SIDES, comparison.periods, strict=True):
            wanted |= {f"c_{side}_from": period.first, f"c_{side}_to": period.last}
    for key, value in wanted.items():
        if key not in state or state[key] != value:
            state[key] = value


def _read() -> None:
    """Take over what the analyst set in the widgets; those that are not shown have no say."""
    comparison, state = _now(), st.session_state
    filters = replace(
        comparison.filters,
        text=state.c_text or "",
        with_coarse=state.c_coarse,
        min_score=float(state.c_score),
    )
    periods, places = comparison.periods, comparison.places
    if comparison.by is By.PERIODS:
        periods = (_period(state.c_a_from, state.c_a_to), _period(state.c_b_from, state.c_b_to))
    else:
        places = (state.c_a_place or places[0], state.c_b_place or places[1])
        common = _period(state.c_from, state.c_to)
        filters = replace(filters, date_from=common.first, date_to=common.last)
    chosen = Comparison(by=state.c_by or comparison.by, periods=periods, places=places, filters=filters)
    _set(replace(chosen, filters=chosen.shared))


def _period(first: datetime.date | None, last: datetime.date | None) -> Period:
    """A period; dates the wrong way round are turned."""
    if first and last and last < first:
        first, last = last, first
    return Period(first=first, last=last)


def _read_rail() -> None:
    change = sent(RAIL_KEY, "change")
    if change:
        filters = _now().filters.with_values(Facet(change["facet"]), change["values"])
        _set(replace(_now(), filters=filters))


def _reset() -> None:
    _set(replace(_now(), filters=Filters()))


# --- controls ---------------------------------------------------------------------------------------------------


def _rail(frames: EventFrames, comparison: Comparison, styles: dict[str, TypeStyle]) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="compare-rail-head"):
        st.markdown("##### Filters of both sides")
        st.button("Reset", key="c_reset", on_click=_reset, disabled=not comparison.shared.active)
    st.text_input("Search", key="c_text", on_change=_read, placeholder="Words, places, actors, sources")
    if comparison.by is By.PLACES:
        for column, label, key in zip(st.columns(2, gap="small"), ("From", "To"), ("c_from", "c_to"), strict=True):
            with column:
                _date(label, key)
    st.checkbox(
        "With month or coarser", key="c_coarse", on_change=_read,
        help="Events known only to the month, season or year count in every period that they may lie in.",
    )  # fmt: skip
    filtered = apply_filters(frames, comparison.shared)
    groups = rail_groups(filtered, styles=styles)
    if comparison.by is By.PLACES:
        groups = [group for group in groups if group["facet"] != str(Facet.PLACES)]
    component("rail")(key=RAIL_KEY, data={"groups": groups}, on_change_change=_read_rail)
    st.slider("Score at least", 0.0, 1.0, step=0.05, key="c_score", on_change=_read)


def _date(label: str, key: str) -> None:
    st.date_input(
        label, value=None, key=key, on_change=_read, format="YYYY-MM-DD", min_value="1900-01-01", max_value="2100-12-31"
    )


def _controls(frames: EventFrames, comparison: Comparison) -> None:
    with st.container(key="compare-controls", gap="small"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.segmented_control(
                "Compare", list(By), format_func=_BY_WORDS.__getitem__, key="c_by", on_change=_read, required=True,
                label_visibility="collapsed", width="stretch",
            )  # fmt: skip
            component("copy")(key="compare-copy", width=104)
            component("print")(key="compare-print", width=168)
        labels = comparing.place_labels(frames)
        for column, side in zip(st.columns(2, gap="medium"), _SIDES, strict=True):
            name = side.upper()
            with column:
                if comparison.by is By.PLACES:
                    st.selectbox(
                        f"Place {name}", comparing.place_keys(frames), key=f"c_{side}_place", on_change=_read,
                        format_func=lambda key: labels.get(key, key),
                    )  # fmt: skip
                    continue
                for half, label, end in zip(st.columns(2, gap="small"), ("from", "to"), ("from", "to"), strict=True):
                    with half:
                        _date(f"Period {name}, {label}", f"c_{side}_{end}")


def _ignored() -> None:
    if st.session_state.compare_ignored:
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key="compare-ignored"):
            st.text(f"Ignored in the link: {'; '.join(st.session_state.compare_ignored)}")
            st.button(
                "Dismiss", key="c_dismiss", type="tertiary",
                on_click=lambda: st.session_state.update(compare_ignored=(), compare_acted=True),
            )  # fmt: skip


# --- sheet ------------------------------------------------------------------------------------------------------


def _sheet(frames: EventFrames, comparison: Comparison, styles: dict[str, TypeStyle]) -> dict[str, object]:
    compared = comparing.compare(frames, comparison)
    one, two = compared.sides
    names = _names(frames, comparison)
    actors, more_actors = comparing.name_rows(one.actors, two.actors, limit=comparing.N_ACTORS)
    groups = [
        {
            "title": "Events by type", "rows": [asdict(row) for row in comparing.type_rows(compared, styles)],
            "n_more": 0, "empty": "No events",
        },
        {
            "title": "Events by party", "rows": [asdict(row) for row in actors], "n_more": more_actors,
            "empty": "No party is named",
        },
        _last_group(compared, comparison.by),
    ]  # fmt: skip
    return {
        "title": _counted(comparison.shared),
        "sides": [
            _side(side, name, picture)
            for side, name, picture in zip(compared.sides, names, _maps(compared, comparison.by), strict=True)
        ],
        "numbers": _numbers(one, two),
        "size": [WIDTH, HEIGHT],
        "map_note": "A disc is a place, its size the number of events. Mentions in reports, not control of territory.",
        "groups": groups,
        "notes": _notes(frames, comparison, compared),
        "foot": f"reportmap {__version__}, {say_day(datetime.datetime.now(datetime.UTC).date())}."
        " Places: GeoNames (CC BY 4.0). Borders: Natural Earth; no statement about the status of any territory.",
    }


def _counted(filters: Filters) -> str:
    """What the numbers count, in one sentence."""
    modalities = [words.lower() for key, words in MODALITY_WORDS.items() if str(key) in filters.modalities]
    sections = [words.lower() for key, words in SECTION_WORDS.items() if str(key) in filters.sections]
    return (
        "Counted: events, each once however many reports tell it, that are told as"
        f" {join_words(modalities) or 'nothing'}, in {join_words(sections) or 'no part of a report'}."
        " Reports tell more of some places than of others."
    )


def _names(frames: EventFrames, comparison: Comparison) -> tuple[str, str]:
    if comparison.by is By.PERIODS:
        one, two = map(comparing.say_period, comparison.periods)
    else:
        labels = comparing.place_labels(frames)
        one, two = (labels.get(key, key) for key in comparison.places)
    return one, two


def _maps(compared: Compared, by: By) -> list[dict[str, object]]:
    """By periods both maps show the same area, so that they can be compared; by places each shows its own."""
    sides = [side.filtered for side in compared.sides]
    if by is By.PERIODS:
        frames = [frame_of(core_places(sides))] * 2
    else:
        frames = [frame_of(core_places([side])) for side in sides]
    return [asdict(small_map(side, frame)) for side, frame in zip(sides, frames, strict=True)]


def _side(side: Side, name: str, picture: dict[str, object]) -> dict[str, object]:
    busiest = join_words(f"{place} {count}" for place, count in sorted(side.places.items(), key=lambda p: -p[1])[:5])
    alt = f"Map, {name}: {plural(side.n_events, 'event')} at {plural(side.n_places, 'place')}"
    return {"name": name, "map": picture, "alt": f"{alt}. Most at {busiest}." if busiest else alt}


def _numbers(one: Side, two: Side) -> list[dict[str, object]]:
    deaths = [comparing.say_deaths(side.deaths) for side in (one, two)]
    rows: list[dict[str, object]] = [
        {
            "label": "events",
            "words": [f"{side.n_events:,}" for side in (one, two)],
            "notes": [_claimed(one), _claimed(two)],
        },
        {"label": "killed", "words": [words for words, _ in deaths], "notes": [note for _, note in deaths]},
        {
            "label": "places",
            "words": [f"{side.n_places:,}" for side in (one, two)],
            "notes": [_off_map(one), _off_map(two)],
        },
        {"label": "reports", "words": [f"{side.n_reports:,}" for side in (one, two)], "notes": ["", ""]},
    ]
    return rows


def _claimed(side: Side) -> str:
    return f"{side.n_claimed:,} claimed by one side only" if side.n_claimed else ""


def _off_map(side: Side) -> str:
    return f"{plural(side.n_off_map, 'event')} not on the map" if side.n_off_map else ""


def _last_group(compared: Compared, by: By) -> dict[str, object]:
    one, two = compared.sides
    if by is By.PLACES:
        rows = [asdict(row) for row in comparing.year_rows(compared)]
        return {"title": "Events by year", "rows": rows, "n_more": 0, "empty": "No events"}
    places, n_more = comparing.name_rows(one.places, two.places, limit=comparing.N_PLACES)
    return {
        "title": "Events by place",
        "rows": [asdict(row) for row in places],
        "n_more": n_more,
        "empty": "No event is on the map",
    }


def _notes(frames: EventFrames, comparison: Comparison, compared: Compared) -> list[str]:
    chips = describe(
        comparison.shared,
        place_names=place_names(frames, comparison.shared.places),
        document_names={key: name_document(document) for key, document in frames.documents.items()},
    )
    notes = [f"Filters of both sides: {', '.join(chip.label for chip in chips)}."] if chips else []
    if compared.n_both:
        why = (
            "their dates are not known well enough, or the periods overlap"
            if comparison.by is By.PERIODS
            else "they have several places, or one place lies in the other"
        )
        notes.append(f"{plural(compared.n_both, 'event')} counted on both sides: {why}.")
    if compared.n_undated:
        notes.append(f"{plural(compared.n_undated, 'undated event')} on neither side.")
    notes.append(
        "Killed: the best guesses added up over events that give a number, then the lowest and highest;"
        " an event without a number is unknown, not nought."
    )
    return notes
