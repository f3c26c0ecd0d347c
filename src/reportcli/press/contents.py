"""The content streams of a finished PDF, and the colours in them; found in its objects one by one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pikepdf

PRINTABLE = frozenset(("/DeviceCMYK", "/DeviceGray", "/Pattern"))
SPACES = {"g": "/DeviceGray", "rg": "/DeviceRGB", "k": "/DeviceCMYK"}
WORDS = frozenset(("Tj", "TJ", "'", '"'))
FULL = 0.9
"""The share of black from which words are meant to be black."""


TELLING = frozenset((*SPACES, *(name.upper() for name in SPACES), "cs", "CS", "q", "Q", "gs"))
"""Operators that set colours, and what words are printed in."""


@dataclass(frozen=True)
class Stream:
    """A content stream: of a page, a form, a pattern or a letter. `page` counts from 1; 0: of none."""

    content: Any
    resources: Any
    page: int

    @cached_property
    def telling(self) -> list[tuple[str, Any]]:
        """The operators that have to do with colours and words, with their operands: read once."""
        import pikepdf

        read = ((str(one.operator), one) for one in pikepdf.parse_content_stream(self.content))
        wanted = TELLING | WORDS | {"INLINE IMAGE"}
        return [(name, one.operands) for name, one in read if name in wanted]

    def __str__(self) -> str:
        return f"page {self.page}" if self.page else "what no page shows"


class Words(NamedTuple):
    """How some words are set: their inks, and whether they are printed over what lies under them."""

    inks: tuple[float, ...]
    over: bool


@dataclass(frozen=True)
class Contents:
    """All that a PDF draws."""

    pdf: pikepdf.Pdf

    @cached_property
    def streams(self) -> list[Stream]:
        """The content streams."""
        import pikepdf

        pages = self._pages
        found = [Stream(page, page.obj.Resources, n) for n, page in enumerate(self.pdf.pages, 1)]
        for item in self.pdf.objects:
            if isinstance(item, pikepdf.Stream) and (
                item.get("/Subtype") == "/Form" or item.get("/PatternType") == 1
            ):
                found.append(Stream(item, item.get("/Resources", {}), pages.get(item.objgen, 0)))
            elif isinstance(item, pikepdf.Dictionary) and item.get("/Subtype") == "/Type3":
                letters = item.CharProcs.values()
                found += [Stream(letter, item.get("/Resources", {}), 0) for letter in letters]
        return found

    @cached_property
    def pictures(self) -> list[tuple[pikepdf.Stream, str]]:
        """The pictures, each with where it is."""
        import pikepdf

        pages = self._pages
        return [
            (item, str(Stream(item, None, pages.get(item.objgen, 0))))
            for item in self.pdf.objects
            if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image"
        ]

    @cached_property
    def _pages(self) -> dict[tuple[int, int], int]:
        """The number of the first page on which each form, pattern and picture is."""
        found: dict[tuple[int, int], int] = {}
        for number, page in enumerate(self.pdf.pages, 1):
            waiting = [page.obj.Resources]
            while waiting:
                resources = waiting.pop()
                for category in ("/XObject", "/Pattern"):
                    for item in resources.get(category, {}).values():
                        if item.objgen not in found:
                            found[item.objgen] = number
                            waiting += [item.Resources] if "/Resources" in item else []
        return found

    def foreign(self) -> Iterator[str]:
        """Yield each colour space that is neither CMYK nor grey, and where it is."""
        import pikepdf

        for stream in self.streams:
            for space in self._spaces(stream):
                if space not in PRINTABLE:
                    yield f"{space} on {stream}"
        for picture, where in self.pictures:
            space = kind(picture.get("/ColorSpace", pikepdf.Name.DeviceGray))
            if space not in PRINTABLE:
                yield f"a picture in {space} on {where}"
        for item in self.pdf.objects:
            if not isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
                continue
            holder = item if "/ShadingType" in item else item.get("/Group", pikepdf.Dictionary())
            for key in ("/ColorSpace", "/CS"):
                if key in holder and kind(holder[key]) not in PRINTABLE:
                    yield f"{kind(holder[key])} in a gradient or group"

    @staticmethod
    def _spaces(stream: Stream) -> Iterator[str]:
        """Yield the colour spaces that a stream sets colours in, and those of its inline pictures."""
        named = stream.resources.get("/ColorSpace", {})
        for operator, operands in stream.telling:
            if operator.lower() in SPACES:
                yield SPACES[operator.lower()]
            elif operator.lower() == "cs":
                name = str(operands[0])
                yield kind(named.get(name, name))
            elif operator == "INLINE IMAGE":
                yield "an inline picture"

    def colours(self) -> Iterator[tuple[float, ...]]:
        """Yield the flat colours in CMYK, as shares of the four inks."""
        import pikepdf

        for stream in self.streams:
            for operator, operands in stream.telling:
                if operator in {"k", "K"}:
                    yield tuple(float(ink) for ink in operands)
        for item in self.pdf.objects:
            if isinstance(item, pikepdf.Dictionary) and item.get("/FunctionType") == 2:
                for end in ("/C0", "/C1"):
                    if len(item[end]) == 4:
                        yield tuple(float(ink) for ink in item[end])

    def words(self) -> Iterator[tuple[Words, str]]:
        """Yield how words are set, and where."""
        for stream in self.streams:
            for words in _words(stream):
                yield words, str(stream)


def _words(stream: Stream) -> Iterator[Words]:
    now, outer = Words((0, 0, 0, 1), over=False), list[Words]()
    states = stream.resources.get("/ExtGState", {})
    for operator, operands in stream.telling:
        if operator == "q":
            outer.append(now)
        elif operator == "Q":
            now = outer.pop()
        elif operator in {"k", "g"}:
            inks = [float(ink) for ink in operands]
            now = now._replace(inks=tuple(inks if operator == "k" else [0, 0, 0, 1 - inks[0]]))
        elif operator == "gs":
            state = states[str(operands[0])]
            if "/op" in state:
                now = now._replace(over=bool(state.op) and state.get("/OPM", 0) == 1)
        elif operator in WORDS:
            yield now


def kind(space: Any) -> str:
    """Return the family of a colour space; of one with names for its inks, the space that stands for it."""
    import pikepdf

    if not isinstance(space, pikepdf.Array):
        return str(space)
    name = str(space[0])
    if name == "/Indexed":
        return kind(space[1])
    return kind(space[2]) if name in {"/Separation", "/DeviceN"} else name
