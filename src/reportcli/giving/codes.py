"""QR codes as SVG pictures, drawn by contours: no renderer leaves hairlines between the rows."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Matrix = Sequence[Sequence[int]]
    Point = tuple[int, int]

QUIET = 4
"""Modules that stay white around a code: ISO/IEC 18004, 6.3.8."""
BILL_SIZE, BILL_QUIET = 46, 5
"""Millimetres of a QR-bill's code and of what stays white around it: IG QR-bill 2.3, 5.4.2 and 3.5.2."""
CROSS = (
    '<path fill="#fff" d="M19.5,19.5h7v7h-7z"/><path d="M20,20h6v6h-6z"/>'
    '<path fill="#fff" d="M22.42,21.05h1.16v3.9h-1.16zM21.05,22.42h3.9v1.16h-3.9z"/>'
)
"""The Swiss cross, 7 by 7 mm with its white rim, in the code's centre: IG QR-bill 2.3, 5.4.2."""
SAFE = "='/,:;()"
"""What stands as it is in a data: URL that stands in an attribute."""


class Code(NamedTuple):
    """A code as data: URLs: `bare` for where white paper is around it, `quiet` with its own white."""

    bare: str
    quiet: str


def code(content: str) -> Code:
    """Return a code for any text."""
    import segno

    return _plain(segno.make_qr(content, error="m").matrix)


def payment_code(payload: str) -> Code:
    """Return a SEPA code: UTF-8 at error level M, not a better one (EPC069-12 v2.1, 2)."""
    return _plain(_matrix(payload))


def bill_code(payload: str) -> Code:
    """Return a QR-bill's code with its cross, 46 mm wide (IG QR-bill 2.3, 5.4)."""
    matrix = _matrix(payload)
    placed = f' transform="scale({BILL_SIZE / len(matrix):.6f})"'
    drawing = f'<path{placed} d="{_contours(matrix)}"/>{CROSS}'
    return Code(*(_picture(drawing, BILL_SIZE, quiet) for quiet in (0, BILL_QUIET)))


def _plain(matrix: Matrix) -> Code:
    drawing = f'<path d="{_contours(matrix)}"/>'
    return Code(*(_picture(drawing, len(matrix), quiet) for quiet in (0, QUIET)))


def _matrix(payload: str) -> Matrix:
    import segno

    return segno.make_qr(payload, error="m", boost_error=False, encoding="utf-8").matrix


def _picture(drawing: str, size: int, quiet: int) -> str:
    whole = size + 2 * quiet
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{whole}mm" height="{whole}mm"'
        f' viewBox="{-quiet} {-quiet} {whole} {whole}">'
        f'<path fill="#fff" d="M{-quiet},{-quiet}h{whole}v{whole}h{-whole}z"/>{drawing}</svg>'
    )
    return f"data:image/svg+xml,{quote(svg.replace(chr(34), chr(39)), safe=SAFE)}"


def _contours(matrix: Matrix) -> str:
    """Return SVG path data around the dark modules: all edges between dark and light, joined to rings."""
    following: dict[Point, list[Point]] = {}
    for start, end in _edges(matrix):
        following.setdefault(start, []).append(end)
    rings = []
    while following:
        ring = [next(iter(following))]
        while ends := following.get(ring[-1]):
            ring.append(ends.pop())
            if not ends:
                del following[ring[-2]]
        rings.append(_ring(ring[:-1]))
    return "".join(rings)


def _edges(matrix: Matrix) -> Iterator[tuple[Point, Point]]:
    """Yield the edges of dark modules, clockwise, without those that two of them share."""
    for y, row in enumerate(matrix):
        for x, dark in enumerate(row):
            if not dark:
                continue
            corners = [(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1)]
            beside = [(x, y - 1), (x + 1, y), (x, y + 1), (x - 1, y)]
            for side, (column, line) in enumerate(beside):
                inside = 0 <= line < len(matrix) and 0 <= column < len(row)
                if not (inside and matrix[line][column]):
                    yield corners[side], corners[(side + 1) % 4]


def _ring(points: Sequence[Point]) -> str:
    """Return a closed ring as path data, of its corners only."""
    around = [points[-1], *points, points[0]]
    corners = [
        here
        for before, here, after in zip(around, around[1:], around[2:], strict=False)
        if (here[0] - before[0], here[1] - before[1]) != (after[0] - here[0], after[1] - here[1])
    ]
    steps = "".join(
        f"h{x - left}" if y == top else f"v{y - top}" for (left, top), (x, y) in pairwise(corners)
    )
    return f"M{corners[0][0]},{corners[0][1]}{steps}z"
