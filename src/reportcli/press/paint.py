"""What a page of a finished PDF paints, and where: read from its bytes, not from what made them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from reportcli.press.sheet import Box

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pikepdf

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]

UNIT: Matrix = (1, 0, 0, 1, 0, 0)
FILLS = frozenset(("f", "F", "f*", "B", "B*", "b", "b*"))
ENDS = FILLS | {"S", "s", "n"}
"""Operators that end a path."""
COLOURS = frozenset(("g", "rg", "k", "sc", "scn", "cs"))
INCH = 72
NOTHING = Box(0, 0, 0, 0)


class Painted(NamedTuple):
    """A field (one closed part of it) or a picture; `box` is what of it can be seen, in pt.

    `inks` are the operands of its colour as they stand, none for a picture. `dots`: how many of a
    picture's pixels there are to an inch.
    """

    kind: Literal["field", "picture"]
    box: Box
    inks: tuple[float, ...] = ()
    dots: float = 0


@dataclass(frozen=True)
class _State:
    matrix: Matrix
    clip: Box
    inks: tuple[float, ...] = ()


@dataclass
class _Path:
    """The parts of a path, each as its points on the page."""

    parts: list[list[Point]] = field(default_factory=list)
    clips: bool = False


def painted(page: pikepdf.Page) -> Iterator[Painted]:
    """Yield the fields and pictures of a page in the order in which they are painted."""
    sheet = Box(*(float(edge) for edge in page.mediabox))
    yield from _painted(page, page.obj.Resources, _State(UNIT, sheet))


def _painted(content: Any, resources: Any, state: _State) -> Iterator[Painted]:
    import pikepdf

    outer: list[_State] = []
    path = _Path()
    for instruction in pikepdf.parse_content_stream(content):
        name, operands = str(instruction.operator), instruction.operands
        if name == "q":
            outer.append(state)
        elif name == "Q":
            state = outer.pop()
        elif name == "Do":
            yield from _object(resources.XObject[str(operands[0])], resources, state)
        elif name in ENDS:
            if name in FILLS:
                yield from _fields(path, state)
            state, path = _clipped(state, path), _Path()
        else:
            _draw(path, name, operands, state.matrix)
            state = _changed(state, name, operands)


def _changed(state: _State, name: str, operands: Any) -> _State:
    import pikepdf

    if name == "cm":
        return replace(state, matrix=multiplied(_numbers(operands), state.matrix))
    if name in COLOURS:
        inks = tuple(float(c) for c in operands if not isinstance(c, pikepdf.Name))
        return replace(state, inks=inks)
    return state


def _fields(path: _Path, state: _State) -> Iterator[Painted]:
    for part in path.parts:
        if part and (box := _shared(_box(part), state.clip)):
            yield Painted("field", box, state.inks)


def _clipped(state: _State, path: _Path) -> _State:
    """Return the state after a path: where it clips, less of what follows can be seen."""
    points = [point for part in path.parts for point in part]
    if not (path.clips and points):
        return state
    return replace(state, clip=_shared(_box(points), state.clip) or NOTHING)


def _draw(path: _Path, name: str, operands: Any, matrix: Matrix) -> None:
    """Add what an operator draws to a path (ISO 32000-1, 8.5.2.1); a curve as its control points."""
    if name in {"W", "W*"}:
        path.clips = True
    elif name == "re":
        x, y, width, height = (float(value) for value in operands)
        corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
        path.parts.append([_moved(corner, matrix) for corner in corners])
    elif name in {"m", "l", "c", "v", "y"}:
        values = [float(value) for value in operands]
        points = [_moved((x, y), matrix) for x, y in zip(values[::2], values[1::2], strict=True)]
        if name == "m" or not path.parts:
            path.parts.append([])
        path.parts[-1] += points


def _object(item: Any, resources: Any, state: _State) -> Iterator[Painted]:
    """Yield what a form or a picture paints."""
    if item.Subtype == "/Image":
        box = _shared(_box(_corners(Box(0, 0, 1, 1), state.matrix)), state.clip)
        if box:
            a, b, c, d, *_ = state.matrix
            wide, high = (a * a + b * b) ** 0.5, (c * c + d * d) ** 0.5
            dots = INCH * min(int(item.Width) / wide, int(item.Height) / high)
            yield Painted("picture", box, dots=dots)
    elif item.Subtype == "/Form":
        own: Matrix = _numbers(item.Matrix) if "/Matrix" in item else UNIT
        matrix = multiplied(own, state.matrix)
        bounds = Box(*(float(edge) for edge in item.BBox))
        if clip := _shared(_box(_corners(bounds, matrix)), state.clip):
            inner = replace(state, matrix=matrix, clip=clip)
            yield from _painted(item, item.get("/Resources", resources), inner)


def multiplied(inner: Matrix, outer: Matrix) -> Matrix:
    """Return the matrix that first does what `inner` does (ISO 32000-1, 8.3.4)."""
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def _numbers(operands: Any) -> Matrix:
    a, b, c, d, e, f = (float(value) for value in operands)
    return a, b, c, d, e, f


def _moved(point: Point, matrix: Matrix) -> Point:
    a, b, c, d, e, f = matrix
    x, y = point
    return a * x + c * y + e, b * x + d * y + f


def _corners(box: Box, matrix: Matrix) -> list[Point]:
    points = ((x, y) for x in (box.left, box.right) for y in (box.bottom, box.top))
    return [_moved(point, matrix) for point in points]


def _box(points: Sequence[Point]) -> Box:
    xs, ys = zip(*points, strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))


def _shared(one: Box, other: Box) -> Box | None:
    """Return what two boxes have in common, if anything."""
    box = Box(
        max(one.left, other.left),
        max(one.bottom, other.bottom),
        min(one.right, other.right),
        min(one.top, other.top),
    )
    return box if box.left < box.right and box.bottom < box.top else None
