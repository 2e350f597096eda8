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
_DIRECTIONS = tuple((math.cos(turn * math.pi / 4), math.sin(turn * math.pi / 4)) for turn in range(8))

Floats = npt.NDArray[np.float64]


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
    apart = np.hypot(*np.moveaxis(points[:, None] - points[None], 2, 0))
    is_covered = np.triu(apart < radii[None] + 3, k=1).any(axis=1)
    numbers = [_move_number(index, rows, points, radii) if is_covered[index] else None for index in range(len(rows))]
    names: dict[int, tuple[tuple[int, int], str]] = {}
    taken: list[tuple[float, float, float, float]] = []
    for index in sorted(range(len(rows)), key=lambda index: -radii[index])[:MAX_NAMES]:
        near = np.flatnonzero(apart[index] < radii[index] + radii + _LETTER_PIXELS * len(str(rows[index]["name"])) + 20)
        discs = [(*points[other].tolist(), float(radii[other])) for other in near if other != index]
        found = _place_name(str(rows[index]["name"]), (*points[index].tolist(), float(radii[index])), discs, taken)
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


def _move_number(
    index: int, rows: Sequence[Mapping[str, Any]], points: Floats, radii: Floats
) -> tuple[int, int] | None:
    """Where a number whose middle is covered has room in its own symbol, None where it has no such room."""
    later, reach = points[index + 1 :], radii[index + 1 :]
    half = max(4.0, _NUMBER_PIXELS * len(str(rows[index]["n"])) / 2)
    far = radii[index] - half - 1
    best: tuple[float, tuple[int, int]] | None = None
    for x, y in _DIRECTIONS:
        spot = points[index] + np.array([x, y]) * far
        room = float((np.hypot(*(later - spot).T) - reach).min()) - half
        if far > 0 and room >= 0 and (best is None or room > best[0]):
            best = room, (round(x * far), round(y * far))
    return best[1] if best else None


def _place_name(
    name: str,
    own: tuple[float, float, float],
    others: Sequence[tuple[float, float, float]],
    taken: list[tuple[float, float, float, float]],
) -> tuple[tuple[int, int], str] | None:
    """The first side of a symbol where its name fits among discs (x, y, radius); the room it takes is added to
    `taken`."""
    width, height, reach = _LETTER_PIXELS * len(name), NAME_SIZE + 2.0, own[2] + _GAP
    sides = (
        ((0.0, reach + height / 2), "middle", -width / 2),
        ((0.0, -reach - height / 2), "middle", -width / 2),
        ((reach, 0.0), "start", 0.0),
        ((-reach, 0.0), "end", -width),
    )
    for (x, y), anchor, left in sides:
        west, north = own[0] + x + left, own[1] + y - height / 2
        box = (west, north, west + width, north + height)
        if not any(_covers(disc, box) for disc in others) and not any(_overlap(box, other) for other in taken):
            taken.append(box)
            return (round(x), round(y)), anchor
    return None


def _covers(disc: tuple[float, float, float], box: tuple[float, float, float, float]) -> bool:
    x, y, radius = disc
    nearest = min(max(x, box[0]), box[2]), min(max(y, box[1]), box[3])
    return math.hypot(x - nearest[0], y - nearest[1]) < radius + 1


def _overlap(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
