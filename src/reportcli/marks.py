"""Marks: one dot, cut into as many pieces as a victory counts.

A mark is a pure function of counts. The ink is that of the whole dot, however many the pieces; two
counts share it half and half. Up to 24 pieces stand in rows, as a glance counts them; more are a field
of rings, and a second count stands in rings around the first. A count of more than 1,000 is a field in
which one piece stands for 10, 100, … Lengths are in radii of the whole dot, from its middle, y down.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from math import hypot, sqrt
from typing import TYPE_CHECKING, Literal

from markupsafe import Markup

from reportcli.packing import IN_ROWS, PITCH, around, cluster

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from reportcli.figures import Reading
    from reportcli.model import Figure, Victory

Source = Literal["nothing", "figures", "places"]

MOST = 1000
"""Pieces of a field; of more, one stands for ten."""
REACH = 1.3
"""What no mark exceeds to any side, so that marks can stand in equal cells."""
MOST_COUNTS = 2
"""Of more counts the mark would be none."""
ALIKE = 4
"""Two counts of which neither is so many times the other are pieces of one size, side by side."""


FINE = 3
"""Gaps as wide as which a piece can be drawn as a line."""


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

    def dots(
        self,
        radius: float,
        x: float = 0,
        y: float = 0,
        group: int | None = None,
        gap: float = 0,
    ) -> Markup:
        """Return SVG paths, to be filled and stroked with round caps: the mark of a dot around (x, y).

        `radius` is that of the whole dot; `group`: one count's pieces only. `gap`: the least between two
        pieces, lest they merge into a tint; they keep half their size. A piece is a line of almost no
        length, an eighth of a circle's bytes (none at all PDFium would draw longer); one that is finer
        than FINE gaps is an outline, as viewers draw no line thinner than a pixel.
        """
        return Markup("\n").join(
            self._dots_of(one, radius, x, y, gap)
            for one in dict.fromkeys(piece.group for piece in self.pieces)
            if group in {None, one}
        )

    def _dots_of(self, group: int, radius: float, x: float, y: float, gap: float) -> Markup:
        wide = 2 * _apart_by(gap, self.radius(group) * radius)
        middles = [
            (x + piece.x * radius, y + piece.y * radius)
            for piece in self.pieces
            if piece.group == group
        ]
        if wide < FINE * gap:
            outlines = "".join(_small_circle(*middle, wide / 2) for middle in middles)
            return Markup('<path stroke="none" d="{}"/>').format(outlines)
        lines = "".join(f"M{_short(across)} {_short(down)}h.001" for across, down in middles)
        return Markup('<path fill="none" stroke-width="{}" d="{}"/>').format(_short(wide), lines)

    def rings(self, radius: float, x: float, y: float, group: int, gap: float) -> str:
        """Return SVG path data of the outlines of a count's pieces, as far apart as `dots` has them."""
        return "".join(
            _circle(x + piece.x * radius, y + piece.y * radius, _apart_by(gap, piece.r * radius))
            for piece in self.pieces
            if piece.group == group
        )


def _apart_by(gap: float, radius: float) -> float:
    return min(radius, max((radius * PITCH - gap) / 2, radius / 2))


def _circle(x: float, y: float, r: float) -> str:
    r = round(r, 3)  # an arc whose chord is not twice its radius has its middle elsewhere
    left, across = _short(x - r), _short(2 * r)
    arc = f"a{_short(r)} {_short(r)} 0 1 1"
    return f"M{left} {_short(y)}{arc} {across} 0{arc}-{across} 0Z"


def _small_circle(x: float, y: float, r: float) -> str:
    """Return path data of a circle in two curves, at most 2 % of its radius too wide."""
    across, over = _short(2 * r), _short(4 / 3 * r)
    curves = f"c0-{over} {across}-{over} {across} 0s-{across} {over}-{across} 0z"
    return f"M{_short(x - r)} {_short(y)}{curves}"


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
        for place, (x, y) in enumerate(cluster(sum(cut), radius)):
            yield Piece(x, y, radius, 0 if place < cut[0] else 1)
        return
    inner = 0.0
    for group in sorted(range(len(cut)), key=cut.__getitem__):
        radius = sqrt(1 / len(cut) / cut[group])
        middles = around(cut[group], radius, inner) if inner else cluster(cut[group], radius)
        inner = max(hypot(x, y) for x, y in middles) + radius
        yield from (Piece(x, y, radius, group) for x, y in middles)


def _within(pieces: Sequence[Piece]) -> Iterator[Piece]:
    reach = max(max(abs(piece.x), abs(piece.y)) + piece.r for piece in pieces)
    ratio = min(1, REACH / reach)
    for piece in pieces:
        yield Piece(piece.x * ratio, piece.y * ratio, piece.r * ratio, piece.group)
