"""Where round pieces of one size stand close together: in rows, in rings, in rings around others."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, floor, hypot, inf, pi, sin, sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Point = tuple[float, float]

PITCH = 2 / 0.92
"""From middle to middle of two pieces, in their radii."""
IN_ROWS = 24
"""Up to so many pieces a glance can count."""
LOPSIDED = 1.15
"""By how much an arrangement that is not the same from above and below must be the smaller."""


def cluster(count: int, radius: float) -> list[Point]:
    """Return the middles of pieces that together are as round as they can be."""
    pitch = radius * PITCH
    if count <= IN_ROWS:
        return [(x * pitch, y * pitch) for x, y in _in_rows(count)]
    return [(x * pitch, y * pitch) for x, y in _in_rings(count)]


@dataclass(frozen=True)
class _Lattice:
    """Rows of points: their distances across and down, and by how many two rows may differ."""

    across: float
    down: float
    steps: tuple[int, ...]


FIRST_RINGS = (0, 0.5, 0.577, 0.707)
"""Where a field begins: with one point in the middle, or two, three, four around it."""
TURN = (3 - sqrt(5)) / 2

LATTICES = (
    _Lattice(1, 1, (-2, 0, 2)),  # squares
    _Lattice(1, sqrt(3) / 2, (-1, 1)),  # triangles
    _Lattice(sqrt(2), sqrt(2) / 2, (-1, 1)),  # the five of a die
)


def _in_rows(count: int) -> list[Point]:
    """Place points, one apart, in the rows that reach least far."""
    tried = (
        (lattice, rows)
        for lattice in LATTICES
        for rows in _rows(count, range(1, 8), lattice.steps)
        if _is_compact(rows)
    )
    lattice, rows = min(tried, key=lambda found: _size(*found))
    return list(_stacked(lattice, rows))


def _rows(count: int, lengths: Sequence[int], steps: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    """Yield all ways to part points into rows, each differing from the one above by one of `steps`."""
    for length in lengths:
        if length == count:
            yield (length,)
        elif 0 < length < count:
            below = [length + step for step in steps if length + step < 8]
            for rest in _rows(count - length, below, steps):
                yield (length, *rest)


def _is_compact(rows: tuple[int, ...]) -> bool:
    """Say whether rows have no waist: they grow and then shrink, or two lengths take turns."""
    widest = rows.index(max(rows))
    grows = list(rows[: widest + 1]) == sorted(rows[: widest + 1])
    return len(set(rows)) <= 2 or (grows and list(rows[widest:]) == sorted(rows[widest:])[::-1])


def _size(lattice: _Lattice, rows: tuple[int, ...]) -> tuple[float, float, int]:
    points = list(_stacked(lattice, rows))
    extent = max(max(abs(x), abs(y)) for x, y in points) + 1 / PITCH
    even = 1 if rows == rows[::-1] else LOPSIDED
    return (
        round(extent * even, 6),
        round(max(hypot(x, y) for x, y in points), 6),
        len(rows),
    )


def _stacked(lattice: _Lattice, rows: tuple[int, ...]) -> Iterator[Point]:
    for row, length in enumerate(rows):
        for column in range(length):
            yield (
                (column - (length - 1) / 2) * lattice.across,
                (row - (len(rows) - 1) / 2) * lattice.down,
            )


def _in_rings(count: int) -> list[Point]:
    """Fill a disc with points, one apart or a little more, in the rings that reach least far."""
    tried = [
        (radii, counts)
        for first in FIRST_RINGS
        for rings in range(1, floor(sqrt(count)) + 1)
        for radii in [[first + ring for ring in range(rings)]]
        if (counts := _shares(count, radii))
    ]

    def spread(found: tuple[list[float], list[int]]) -> float:
        return max(1.0, *(1 / _apart(*ring) for ring in zip(*found, strict=True)))

    radii, counts = min(tried, key=lambda found: found[0][-1] * spread(found))
    ratio = spread((radii, counts))
    return _on_rings([radius * ratio for radius in radii], counts)


def around(count: int, radius: float, inner: float) -> list[Point]:
    """Lay points around what reaches as far as `inner`, in the rings that reach least far."""
    pitch = radius * PITCH
    nearest = inner + pitch - radius
    tried = []
    for rings in range(1, count + 1):
        first = max(nearest, pitch * (count / pi - rings * (rings - 1)) / 2 / rings)
        radii = [first + ring * pitch for ring in range(rings)]
        counts = _shares(count, radii)
        if counts and all(_apart(*ring) > pitch * 0.99 for ring in zip(radii, counts, strict=True)):
            tried.append((radii, counts))
        if first == nearest:
            break
    return _on_rings(*min(tried, key=lambda found: found[0][-1]))


def _apart(radius: float, count: int) -> float:
    """Return the distance of two neighbours on a ring."""
    return 2 * radius * sin(pi / count) if count > 1 else inf


def _shares(count: int, radii: Sequence[float]) -> list[int]:
    """Share points among rings by their lengths; a ring without length takes one. Empty if one has none."""
    middle = 1 if radii[0] == 0 else 0
    ideal = [(count - middle) * radius / (sum(radii) or 1) for radius in radii[middle:]]
    shares = [floor(share) for share in ideal]
    by_rest = sorted(range(len(ideal)), key=lambda ring: (shares[ring] - ideal[ring], -ring))
    for ring in by_rest[: count - middle - sum(shares)]:
        shares[ring] += 1
    found = [1] * middle + shares
    return found if all(found) and sum(found) == count else []


def _on_rings(radii: Sequence[float], counts: Sequence[int]) -> list[Point]:
    """Place points evenly on rings; each ring is turned, so that no seam runs through them."""
    return [
        (radius * sin(angle), -radius * cos(angle))
        for ring, (radius, count) in enumerate(zip(radii, counts, strict=True))
        for turn in range(count)
        for angle in [2 * pi * (turn / count + ring * TURN)]
    ]
