"""A finished PDF as its structure has it: elements, what each says, where it is drawn. Read by pikepdf alone."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pikepdf

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]
PAINT = {"f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "Do", "Tj", "TJ", "'", '"', "INLINE IMAGE"}  # fmt: skip
UNIT: Matrix = (1, 0, 0, 1, 0, 0)
EVERYWHERE = (-1e6, -1e6, 1e6, 1e6)
SOFT_HYPHEN = "\u00ad"


@dataclass
class Marked:
    """A marked-content sequence: its words, from where to where its line runs, its pictures' visible boxes; an artifact's kind."""

    page: int
    text: str = ""
    start: tuple[float, float] | None = None
    end: float = 0
    size: float = 0
    kind: str = ""
    pictures: list[Box] = field(default_factory=list)


@dataclass
class Element:
    type: str
    object: Any
    parent: Element | None
    kids: list[Element | Marked] = field(default_factory=list)
    annotations: list[Any] = field(default_factory=list)
    pdf: Any = field(default=None, repr=False)
    """Without it pikepdf closes the file that its objects are of."""

    def all(self) -> Iterator[Element]:
        """Yield the elements under it, in reading order."""
        for kid in self.kids:
            if isinstance(kid, Element):
                yield kid
                yield from kid.all()

    def marked(self) -> Iterator[Marked]:
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.marked()
            else:
                yield kid

    @property
    def text(self) -> str:
        """What it says: a line's end is a space, but for one that a soft hyphen divides."""
        said = ""
        before: Marked | None = None
        for piece in self.marked():
            if piece.start is None:
                continue
            if before and not said.endswith(SOFT_HYPHEN) and not _goes_on(before, piece):
                said += " "
            said, before = said + piece.text, piece
        return " ".join(said.replace(SOFT_HYPHEN, "").split())

    @property
    def language(self) -> str:
        own = self.object.get("/Lang")
        if own is not None:
            return str(own)
        return self.parent.language if self.parent else ""

    def attribute(self, name: str) -> Any:
        attributes = self.object.get("/A", {})
        return attributes.get(name)


def _goes_on(before: Marked, piece: Marked) -> bool:
    """Whether a piece stands right after another, in its line or raised from it."""
    assert before.start
    assert piece.start
    size = max(before.size, piece.size)
    level = abs(piece.start[1] - before.start[1]) < 0.6 * size and before.page == piece.page
    return level and abs(piece.start[0] - before.end) < 0.12 * size


class Structure:
    """A file's structure from its root, and what each of its pages draws."""

    def __init__(self, file: Path | Any) -> None:
        self.pdf = pikepdf.open(file)
        self.pages = [_Page(number, page) for number, page in enumerate(self.pdf.pages)]
        self.numbers = {page.obj.objgen: number for number, page in enumerate(self.pdf.pages)}
        self.claimed: list[tuple[int, int]] = []
        top = self.pdf.Root.StructTreeRoot
        kids = top.K if isinstance(top.K, pikepdf.Array) else [top.K]
        self.root = Element("", top, None, pdf=self.pdf)
        self.root.kids = [self._element(kid, self.root) for kid in kids]

    def _element(self, item: Any, parent: Element) -> Element:
        element = Element(str(item.S)[1:], item, parent, pdf=self.pdf)
        kids = item.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if not isinstance(kid, pikepdf.Object):
                element.kids.append(self._marked(item.Pg, kid))
            elif kid.get("/Type") == "/MCR":
                element.kids.append(self._marked(kid.get("/Pg", item.get("/Pg")), kid.MCID))
            elif kid.get("/Type") == "/OBJR":
                element.annotations.append(kid.Obj)
            else:
                assert kid.P.objgen == item.objgen
                element.kids.append(self._element(kid, element))
        return element

    def _marked(self, page: Any, mcid: Any) -> Marked:
        number = self.numbers[page.objgen]
        self.claimed.append((number, int(mcid)))
        return self.pages[number].marked[int(mcid)]

    def of(self, *types: str) -> list[Element]:
        return [element for element in self.root.all() if element.type in types]

    @cached_property
    def parents(self) -> dict[int, Any]:
        numbers = list(self.pdf.Root.StructTreeRoot.ParentTree.Nums)
        return {int(key): value for key, value in zip(numbers[::2], numbers[1::2], strict=True)}

    @cached_property
    def destinations(self) -> dict[str, tuple[int, float, float]]:
        """Each name's page (from 0), and the place on it from the lower left corner."""
        names = list(self.pdf.Root.Names.Dests.Names)
        return {
            str(name): (self.numbers[to[0].objgen], float(to[2]), float(to[3]))
            for name, to in zip(names[::2], names[1::2], strict=True)
        }


class _Page:
    """What a page's content stream draws. `loose` are operators that paint in no marked content."""

    def __init__(self, number: int, page: Any) -> None:
        self.number, self.page = number, page
        self.marked: dict[int, Marked] = {}
        self.artifacts: list[Marked] = []
        self.loose: list[str] = []
        self._fonts: dict[str, _Font] = {}
        self._matrix = self._text = UNIT
        self._clip = EVERYWHERE
        self._saved: list[tuple[Matrix, Box]] = []
        self._open: list[Marked | None] = []
        self._path: list[Box] = []
        self._font, self._size = _Font(None), 0.0
        steps: Any = pikepdf.parse_content_stream(page)
        for operands, operator in steps:
            self._do(str(operator), operands)
        assert not self._open

    def _do(self, name: str, operands: Any) -> None:
        if name in {"BDC", "BMC"}:
            self._open.append(self._opened(operands))
        elif name == "EMC":
            self._open.pop()
        elif name in PAINT:
            current = next((piece for piece in reversed(self._open) if piece), None)
            if current is None:
                self.loose.append(name)
            else:
                self._paint(name, operands, current)
        elif name in {"BT", "Tm", "Td", "Tf"}:
            self._set_text(name, operands)
        else:
            self._set_graphics(name, operands)
        if name in PAINT | {"n"}:
            self._path = []

    def _set_graphics(self, name: str, operands: Any) -> None:
        if name == "q":
            self._saved.append((self._matrix, self._clip))
        elif name == "Q":
            self._matrix, self._clip = self._saved.pop()
        elif name == "cm":
            self._matrix = _times(tuple(map(float, operands)), self._matrix)
        elif name == "re":
            x, y, width, height = map(float, operands)
            self._path.append(_box(self._matrix, x, y, x + width, y + height))
        elif name in {"m", "l", "c"}:
            points = [tuple(map(float, operands[at : at + 2])) for at in range(0, len(operands), 2)]
            self._path += [_box(self._matrix, *point, *point) for point in points]
        elif name in {"W", "W*"} and len(self._path) == 1:
            self._clip = _common(self._clip, self._path[0])

    def _set_text(self, name: str, operands: Any) -> None:
        if name == "BT":
            self._text = UNIT
        elif name == "Tm":
            self._text = _times(tuple(map(float, operands)), UNIT)
        elif name == "Td":
            self._text = _times((1, 0, 0, 1, *map(float, operands)), self._text)
        else:
            self._font, self._size = self._named(str(operands[0])), float(operands[1])

    def _paint(self, name: str, operands: Any, current: Marked) -> None:
        if name in {"Tj", "TJ"}:
            shown = operands[0] if name == "TJ" else operands
            self._text = _say(current, shown, self._font, self._size, self._text, self._matrix)
        elif name in {"f", "f*"}:
            current.pictures += [_common(self._clip, box) for box in self._path]
        elif name == "Do" and self.page.Resources.XObject[str(operands[0])].Subtype == "/Image":
            current.pictures.append(_common(self._clip, _box(self._matrix, 0, 0, 1, 1)))

    def _opened(self, operands: Any) -> Marked | None:
        properties = operands[1] if len(operands) > 1 else {}
        if operands[0] != "/Artifact" and "/MCID" not in properties:
            return None
        assert not any(self._open), "an artifact or a content in another"
        piece = Marked(self.number)
        if operands[0] == "/Artifact":
            piece.kind = str(properties.get("/Type", ""))
            self.artifacts.append(piece)
        else:
            self.marked[int(properties["/MCID"])] = piece
        return piece

    def _named(self, name: str) -> _Font:
        if name not in self._fonts:
            self._fonts[name] = _Font(self.page.Resources.Font[name])
        return self._fonts[name]


class _Font:
    """A Type0 font: what its codes stand for (its /ToUnicode), how wide they are (1/1000)."""

    def __init__(self, font: Any) -> None:
        self.characters: dict[int, str] = {}
        self.widths: dict[int, float] = {}
        if font is None:
            return
        table = font.ToUnicode.read_bytes()
        assert b"beginbfrange" not in table
        for code, text in re.findall(rb"<([0-9a-fA-F]{4})> <([0-9a-fA-F]*)>", table):
            characters = bytes.fromhex(text.decode()).decode("utf-16-be")
            self.characters[int(code, 16)] = characters
        row = list(font.DescendantFonts[0].W)
        while row:
            first, widths = int(row.pop(0)), row.pop(0)
            self.widths.update(enumerate(map(float, widths), first))


def _say(
    piece: Marked, shown: Any, font: _Font, size: float, text: Matrix, matrix: Matrix
) -> Matrix:
    """Add what a text operator shows to a sequence; return the text matrix after it."""
    x, y = _times(text, matrix)[4:]
    piece.start = piece.start or (x, y)
    advance = 0.0
    for part in shown:
        if not isinstance(part, pikepdf.Object):
            advance -= float(part)
            continue
        data = bytes(part)
        for code in (int.from_bytes(data[at : at + 2]) for at in range(0, len(data), 2)):
            piece.text += font.characters.get(code, "")
            advance += font.widths.get(code, 0)
    after = _times((1, 0, 0, 1, advance / 1000 * size, 0), text)
    place = _times(after, matrix)
    piece.end = place[4]
    piece.size = abs(place[3]) * size
    return after


def _times(a: Any, b: Any) -> Matrix:
    return (
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    )


def _box(matrix: Matrix, left: float, bottom: float, right: float, top: float) -> Box:
    points = [_times((1, 0, 0, 1, x, y), matrix)[4:] for x in (left, right) for y in (bottom, top)]
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _common(a: Box, b: Box) -> Box:
    return max(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), min(a[3], b[3])
