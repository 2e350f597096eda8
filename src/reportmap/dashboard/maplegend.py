"""The map's legend: the right one for each layer, always with what the map does not say."""

from collections.abc import Mapping
from html import escape

from reportmap.dashboard.filters import FilteredEvents, tally
from reportmap.dashboard.layers import Layer, Shading, class_words
from reportmap.dashboard.palette import TypeStyle
from reportmap.dashboard.symbols import MapTheme, undrawn
from reportmap.dashboard.words import plural

DISCLAIMER = "Mentions in reports, not control of territory"


def legend(filtered: FilteredEvents, *, styles: Mapping[str, TypeStyle]) -> tuple[tuple[TypeStyle, int], ...]:
    """The event types that are shown and how many events of each, in the palette's order."""
    column = filtered.frames.events["event_type"]
    shown = dict(zip(map(str, column.cat.categories), tally(column, filtered.mask).tolist(), strict=True))
    return tuple((style, shown[name]) for name, style in styles.items() if shown.get(name))


def legend_html(
    filtered: FilteredEvents,
    *,
    layer: Layer,
    shading: Shading | None,
    styles: Mapping[str, TypeStyle],
    theme: MapTheme,
) -> str:
    """The legend of a layer as HTML; every word of it is ours or escaped."""
    if shading is not None:
        items = _shading_items(filtered, layer, shading, theme)
    elif layer is Layer.HEAT:
        ramp = "".join(f'<i class="swatch" style="background:{color}"></i>' for color in theme.ramp)
        items = [f'<li>few events <span class="ramp">{ramp}</span> many</li>', _type_items(filtered, styles)]
    else:
        items = [*_shape_items(filtered), _type_items(filtered, styles)]
    return f'<div class="legend" role="note" aria-label="Legend"><ul>{"".join(items)}</ul><b>{DISCLAIMER}</b></div>'


def _shape_items(filtered: FilteredEvents) -> list[str]:
    events = filtered.frames.events
    items = [
        '<li><i class="symbol disc"></i>exact</li><li><i class="symbol ring"></i>area</li>',
        '<li><i class="symbol dashed"></i>uncertain</li>',
    ]
    if not events["is_drawn"].to_numpy()[filtered.mask].all():
        items.append('<li><i class="symbol square"></i>plan, total, comment and the like; in “8+3” the 3</li>')
    if events["is_disputed"].to_numpy()[filtered.mask].any():
        items.append('<li><i class="symbol badge">≠</i>sources disagree</li>')
    if left := undrawn(filtered):
        items.append(f"<li>{plural(left, 'less reported place')} not drawn: narrow the filters</li>")
    return items


def _type_items(filtered: FilteredEvents, styles: Mapping[str, TypeStyle]) -> str:
    return "".join(
        f'<li class="type" title="{escape(style.label)}"><i class="type-mark" data-mark="{escape(style.mark)}"'
        f' style="--mark-color:{escape(style.color)}"></i><span>{escape(style.label)}</span></li>'
        for style, _ in legend(filtered, styles=styles)
    )


def _shading_items(filtered: FilteredEvents, layer: Layer, shading: Shading, theme: MapTheme) -> list[str]:
    what = "Killed, as reports count them, by province" if layer is Layer.DEATHS else "Events by province"
    items = [f"<li>{what}:</li>"]
    items += [
        f'<li><i class="swatch" style="background:{color}"></i>{words}</li>'
        for color, words in zip(theme.ramp, class_words(shading.bounds), strict=False)
    ]
    if not shading.bounds:
        items.append("<li>none</li>")
    if layer is Layer.DEATHS and (uncounted := _uncounted(filtered)):
        items.append(f"<li>{plural(uncounted, 'event')} without a count</li>")
    if shading.n_left_out:
        items.append(f"<li>{plural(shading.n_left_out, 'event')} in no single province, not shaded</li>")
    return items


def _uncounted(filtered: FilteredEvents) -> int:
    events = filtered.frames.events
    return int((filtered.mask & events["on_map"].to_numpy() & events["deaths"].isna().to_numpy()).sum())
