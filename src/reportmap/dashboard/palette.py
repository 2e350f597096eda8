"""One color and one mark per event type, the same in map, timeline, list and legend."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from reportmap.dashboard.words import NO_TYPE
from reportmap.rules import read_table


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeStyle:
    """How an event type is drawn. `color` is its fill, `on_color` the writing on it, both "#RRGGBB"; `mark` a shape."""

    label: str
    color: str
    on_color: str
    mark: str

    @property
    def rgb(self) -> tuple[int, int, int]:
        """The fill as red, green and blue in 0..255."""
        return hex_to_rgb(self.color)

    @property
    def on_rgb(self) -> tuple[int, int, int]:
        """The writing on the fill as red, green and blue in 0..255."""
        return hex_to_rgb(self.on_color)


@cache
def hex_to_rgb(color: str) -> tuple[int, int, int]:
    """Red, green and blue in 0..255 of "#RRGGBB"."""
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def style_types(event_types: Iterable[str]) -> Mapping[str, TypeStyle]:
    """A style for each type ("" is an event without one), listed types first in the table's order.

    Types that the table does not name share out its spare pairs in alphabetical order, so that the same set of
    types always looks the same; when the pairs run out they start again, and the label tells types apart.
    """
    wanted = set(event_types)
    rows = read_table("dashboard/types.csv")
    spare = [row for row in rows if row["event_type"] == "*"]
    styles = {row["event_type"]: _style(row) for row in rows if row["event_type"] in wanted and row not in spare}
    for index, name in enumerate(sorted(wanted - set(styles))):
        row = spare[index % len(spare)]
        styles[name] = _style({**row, "event_type": name})
    return styles


def _style(row: Mapping[str, str]) -> TypeStyle:
    return TypeStyle(label=row["event_type"] or NO_TYPE, color=row["color"], on_color=row["on_color"], mark=row["mark"])
