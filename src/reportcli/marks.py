"""Marks: one dot, cut into as many pieces as a victory counts.

A mark is a pure function of counts. The ink is that of the whole dot, however many the pieces; two
counts share it half and half. Up to 24 pieces stand in rows, as a glance counts them; more are a field
of rings, and a second count stands in rings around the first. A count of more than 1,000 is a field in
which one piece stands for 10, 100, … Lengths are in radii of the whole dot, from its middle, y down.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from math import cos, floor, hypot, inf, pi, sin, sqrt
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from reportcli.figures import Reading
    from reportcli.model import Figure, Victory

Point = tuple[float, float]
Source = Literal["nothing", "figures", "places"]

PITCH = 2 / 0.92
"""From middle to middle of two pieces, in their radii."""
IN_ROWS = 24
"""Up to so many pieces a glance can count."""
MOST = 1000
"""Pieces of a field; of more, one stands for ten."""
REACH = 1.3
"""What no mark exceeds to any side, so that marks can stand in equal cells."""
MOST_COUNTS = 2
"""Of more counts the mark would be none."""
ALIKE = 4
"""Two counts of which neither is so many times the other are pieces of one size, side by side."""
LOPSIDED = 1.15
"""By how much an arrangement that is not the same from above and below must be the smaller."""


@dataclass(frozen=True)
class Piece:
    """A round piece. `group` is the position of its count."""

    x: float
    y: float
    r: float
    group: int


@dataclass(frozen=True)
class Mark:
    """A dot in pieces. One of them stands for `scales[i]` of what `counts[i]` counts.

    `figures`: the positions of the victory's figures that are counted.
    """

    source: Source
    counts: tuple[int, ...]
    figures: tuple[int, ...]
    scales: tuple[int, ...]
    pieces: tuple[Piece, ...]

    @property
    def is_whole(self) -> bool:
        return len(self.pieces) == 1

    @cached_property
    def half_width(self) -> float:
        return max(abs(piece.x) + piece.r for piece in self.pieces)

    @cached_property
    def half_height(self) -> float:
        return max(abs(piece.y) + piece.r for piece in self.pieces)

    def radius(self, group: int) -> float:
        """Return the radius of a count's pieces."""
        return next(piece.r for piece in self.pieces if piece.group == group)

    def path(self, radius: float, x: float = 0, y: float = 0, group: int | None = None) -> str:
        """Return SVG path data: the mark of a dot of `radius` around (x, y), or one count's pieces."""
        return "".join(
            _circle(x + piece.x * radius, y + piece.y * radius, piece.r * radius)
            for piece in self.pieces
            if group in {None, piece.group}
        )


def _circle(x: float, y: float, r: float) -> str:
    left, across = _short(x - r), _short(2 * r)
    arc = f"a{_short(r)} {_short(r)} 0 1 1"
    return f"M{left} {_short(y)}{arc} {across} 0{arc}-{across} 0Z"


def _short(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".")


def of(victory: Victory, reading: Callable[[Figure], Reading]) -> Mark:
    """Return the mark of a victory: of what its figures count, or else of its places; or the whole dot."""
    counted = [
        (at, count)
        for at, figure in enumerate(victory.figures)
        if (count := count_of(figure, reading(figure))) is not None
    ][:MOST_COUNTS]
    if counted:
        return cut(tuple(count for _, count in counted), tuple(at for at, _ in counted))
    places = len(dict.fromkeys(victory.places))
    return replace(cut((places,)), source="places") if places else cut()


def count_of(figure: Figure, reading: Reading) -> int | None:
    """Return how many a figure counts; None for an order (25e), a share (40 %), a part or a loss."""
    if figure.count is not None:
        return figure.count if figure.count > 0 else None
    if reading.amount is None or reading.attached not in {"", "+"}:
        return None
    return int(reading.amount) if reading.amount >= 1 and reading.amount.is_integer() else None


@lru_cache(maxsize=500)
def cut(counts: tuple[int, ...] = (), figures: tuple[int, ...] = ()) -> Mark:
    """Cut the dot by one count or two, each at least 1; by none it stays whole.

    Of two, the fewer pieces, which are the larger, stand in the middle.
    """
    scales = tuple(map(_scale, counts))
    pieces = [max(1, round(count / scale)) for count, scale in zip(counts, scales, strict=True)]
    source: Source = "figures" if counts else "nothing"
    return Mark(source, counts, figures, scales, tuple(_within(list(_pieces(pieces or [1])))))


def _scale(count: int) -> int:
    """Return how many one piece stands for: the least power of ten that leaves no more than MOST."""
    scale = 1
    while count > MOST * scale:
        scale *= 10
    return scale


def _pieces(cut: Sequence[int]) -> Iterator[Piece]:
    if len(cut) == 2 and sum(cut) <= IN_ROWS and max(cut) < ALIKE * min(cut):
        radius = sqrt(1 / sum(cut))
        for place, (x, y) in enumerate(_middles(sum(cut), radius)):
            yield Piece(x, y, radius, 0 if place < cut[0] else 1)
        return
    inner = 0.0
    for group in sorted(range(len(cut)), key=cut.__getitem__):
        radius = sqrt(1 / len(cut) / cut[group])
        middles = _around(cut[group], radius, inner) if inner else _middles(cut[group], radius)
        inner = max(hypot(x, y) for x, y in middles) + radius
        yield from (Piece(x, y, radius, group) for x, y in middles)


def _within(pieces: Sequence[Piece]) -> Iterator[Piece]:
    reach = max(max(abs(piece.x), abs(piece.y)) + piece.r for piece in pieces)
    ratio = min(1, REACH / reach)
    for piece in pieces:
        yield Piece(piece.x * ratio, piece.y * ratio, piece.r * ratio, piece.group)


def _middles(count: int, radius: float) -> list[Point]:
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


def _around(count: int, radius: float, inner: float) -> list[Point]:
    """Lay points around what reaches as far as `inner`, in the rings that reach least far."""
    pitch = radius * PITCH
    nearest = inner + pitch - radius
    tried = []
    for rings in range(1, MOST):
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
