"""Room for numbers and names among the symbols of the map, reckoned for one zoom."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

TILE_PIXELS = 512
NAME_SIZE = 13
MAX_NAMES = 90
"""So many of the largest symbols may have their name written beside them."""

_LETTER_PIXELS = 6.9
_NUMBER_PIXELS = 8.0
_GAP = 4.0
_DIRECTIONS = np.array([(math.cos(turn * math.pi / 4), math.sin(turn * math.pi / 4)) for turn in range(8)])

Floats = npt.NDArray[np.float64]
Box = tuple[float, float, float, float]
"""West, north, east and south in pixels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Where the texts of one symbol stand, in pixels right of and below its middle.

    `number_offset` is None where the number stays in the middle. `name_offset` is None where the name finds no room; it
    is the point at the `anchor` of the text: "start", "middle" or "end".
    """

    number_offset: tuple[int, int] | None = None
    name_offset: tuple[int, int] | None = None
    anchor: str = "middle"


def arrange(rows: Sequence[Mapping[str, Any]], *, zoom: float) -> tuple[Placed, ...]:
    """Where number and name of each symbol stand at a zoom. Rows have at (longitude, latitude), r, n and name.

    Later symbols lie above earlier ones. A number moves aside inside its own symbol where a later one covers its
    middle; names are written below, above, right or left, the largest symbols first, where neither a symbol nor another
    name is.
    """
    if not rows:
        return ()
    points = _project(rows, zoom)
    radii = np.array([float(row["r"]) for row in rows])
    apart = np.hypot(points[:, :1] - points[:, 0], points[:, 1:] - points[:, 1])
    discs = np.column_stack([points, radii])
    is_covered = np.asarray(np.triu(apart < radii[None] + 3, k=1).any(axis=1))
    is_above = np.triu(apart < radii[None] + radii[:, None], k=1)
    numbers = [
        _move_number(discs[index], str(row["n"]), discs[is_above[index]]) if is_covered[index] else None
        for index, row in enumerate(rows)
    ]
    names: dict[int, tuple[tuple[int, int], str]] = {}
    taken: list[Box] = []
    for index in np.argsort(-radii, kind="stable")[:MAX_NAMES].tolist():
        name = str(rows[index]["name"])
        is_near = apart[index] < radii[index] + radii + _LETTER_PIXELS * len(name) + 20
        is_near[index] = False
        found = _place_name(name, discs[index], discs[is_near], taken)
        if found is not None:
            names[index] = found
    return tuple(
        Placed(
            number_offset=numbers[index],
            name_offset=names[index][0] if index in names else None,
            anchor=names[index][1] if index in names else "middle",
        )
        for index in range(len(rows))
    )


def _project(rows: Sequence[Mapping[str, Any]], zoom: float) -> Floats:
    """Web Mercator pixels of each row, x to the right and y downward."""
    at = np.array([row["at"] for row in rows], dtype=np.float64)
    scale = TILE_PIXELS * 2**zoom
    latitude = np.radians(np.clip(at[:, 1], -85.0, 85.0))
    y = (1 - np.arcsinh(np.tan(latitude)) / math.pi) / 2
    return np.stack([(at[:, 0] + 180) / 360 * scale, y * scale], axis=1)


def _move_number(own: Floats, number: str, later: Floats) -> tuple[int, int] | None:
    """Where a number whose middle is covered has room in its own symbol, None where it has no such room.

    Symbols are rows of x, y and radius; `later` are those that lie above this one.
    """
    half = max(4.0, _NUMBER_PIXELS * len(number) / 2)
    far = float(own[2]) - half - 1
    if far <= 0:
        return None
    spots = own[:2] + _DIRECTIONS * far
    apart = np.hypot(spots[:, :1] - later[:, 0], spots[:, 1:] - later[:, 1])
    rooms = (apart - later[:, 2]).min(axis=1) - half
    best = int(rooms.argmax())
    x, y = (_DIRECTIONS[best] * far).tolist()
    return (round(x), round(y)) if rooms[best] >= 0 else None


def _place_name(name: str, own: Floats, others: Floats, taken: list[Box]) -> tuple[tuple[int, int], str] | None:
    """The first side of a symbol where its name fits among others (rows of x, y and radius) and the boxes of names.

    The room that it takes is added to `taken`.
    """
    x, y, radius = own.tolist()
    width, height, reach = _LETTER_PIXELS * len(name), NAME_SIZE + 2.0, radius + _GAP
    sides = (
        (0.0, reach + height / 2, "middle", -width / 2),
        (0.0, -reach - height / 2, "middle", -width / 2),
        (reach, 0.0, "start", 0.0),
        (-reach, 0.0, "end", -width),
    )
    lows = np.array([[x + right + left, y + down - height / 2] for right, down, _, left in sides])
    gap_x = np.maximum(np.maximum(lows[:, :1] - others[:, 0], others[:, 0] - lows[:, :1] - width), 0)
    gap_y = np.maximum(np.maximum(lows[:, 1:] - others[:, 1], others[:, 1] - lows[:, 1:] - height), 0)
    is_hidden = (np.hypot(gap_x, gap_y) < others[:, 2] + 1).any(axis=1)
    for (right, down, anchor, _), (west, north), hidden in zip(sides, lows.tolist(), is_hidden.tolist(), strict=True):
        box = (west, north, west + width, north + height)
        if not hidden and not any(_overlap(box, other) for other in taken):
            taken.append(box)
            return (round(right), round(down)), anchor
    return None


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
