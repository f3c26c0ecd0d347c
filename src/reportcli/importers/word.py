"""Word (.docx) → blocks. Every element of the text is placed, passed over by name, or told as lost.

python-docx opens the package and knows its styles; the text's XML is walked here, since tracked
changes, notes and comments are to be told, and what converts to HTML leaves them out in silence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import TYPE_CHECKING, Any

from reportcli.importers.blocks import BULLET, Block, Lost
from reportcli.importers.text import numbered
from reportcli.importers.word_runs import Paragraph, W, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.document import Document

_RELATED = {"header": "a header", "footer": "a footer"}
_QUOTES = {"Quote", "Intense Quote"}


def read(data: bytes) -> list[Block]:
    """Return the blocks of a Word file. Raises whatever python-docx does where it is broken."""
    import docx

    document = docx.Document(BytesIO(data))
    reader = _Reader(document)
    return [*_around(document), *reader.blocks(document.element.body)]


@dataclass
class _Reader:
    document: Document
    paragraphs: int = 0
    tables: int = 0
    last: int = 0
    """The number before the latest victory, where numbers are typed."""
    notes: dict[tuple[str, str], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.styles = {style.style_id: style for style in self.document.styles}
        self.formats = dict(_number_formats(self.document))
        for kind in ("footnotes", "endnotes", "comments"):
            for part in _parts(self.document, kind):
                for note in _xml(part):
                    self.notes[kind, note.get(f"{W}id", "")] = words_of(note)

    def blocks(self, parent: Any) -> Iterator[Block]:
        for element in parent:
            kind = str(element.tag).removeprefix(W)
            if kind == "p":
                self.paragraphs += 1
                yield from self._paragraph(element)
            elif kind == "tbl":
                self.tables += 1
                lost = Lost("a table", _table(element), f"table {self.tables}")
                yield Block("lost", lost=(lost,))
            elif kind in {"sdt", "sdtContent", "customXml", "ins", "moveTo"}:
                yield from self.blocks(element)
            elif words := words_of(element):
                what = "deleted text" if kind in {"del", "moveFrom"} else "text of an unknown kind"
                yield Block("lost", lost=(Lost(what, words, f"after paragraph {self.paragraphs}"),))

    def _paragraph(self, element: Any) -> Iterator[Block]:
        where = f"paragraph {self.paragraphs}"
        paragraph = Paragraph(self.document.part.rels, self.notes, where)
        lines = paragraph.read(element)
        style = self._style(element)
        if style.lower().startswith(("toc ", "table of figures")):
            words = "".join(run.text for line in lines for run in line)
            yield Block("lost", lost=(Lost("a line of a table of contents", words, where),))
            return
        for number, runs in enumerate(lines):
            lost = tuple(paragraph.lost) if number == 0 else ()
            block = Block("paragraph", tuple(runs), where, lost=lost)
            yield self._kind(block, element, style) if number == 0 else block

    def _kind(self, block: Block, element: Any, style: str) -> Block:
        """Return a paragraph as what its style, its numbering or its first signs make it."""
        if not block.text and not block.lost:
            return block
        if style in {"Title", "Subtitle"}:
            return replace(block, kind="title" if style == "Title" else "subtitle")
        if level := self._heading(element, style):
            return replace(block, kind="heading", level=level)
        if style in _QUOTES:
            return replace(block, kind="quote")
        if entry := self._entry(element):
            kind, level = entry
            marker = "" if kind == "numbered" else BULLET
            return replace(block, kind=kind, level=level, marker=marker)  # type: ignore[arg-type]
        return self._typed_number(block)

    def _typed_number(self, block: Block) -> Block:
        first = block.runs[0] if block.runs else None
        number, rest = numbered(block.text, self.last)
        if first is None or number is None:
            return block
        self.last = number
        taken = len(block.text) - len(rest)
        runs = list(block.runs)
        while runs and taken:
            part = runs[0].text.lstrip()
            cut = min(taken, len(part))
            taken -= cut
            runs[0] = replace(runs[0], text=part[cut:])
            if not runs[0].text:
                runs.pop(0)
        return replace(block, kind="numbered", number=number, runs=tuple(runs))

    def _style(self, element: Any) -> str:
        found = self.styles.get(element.style)
        return (found.name or "") if found is not None else "Normal"

    def _properties(self, element: Any) -> Iterator[Any]:
        """Yield the properties of a paragraph, then those of its style and of what that is based on."""
        if element.pPr is not None:
            yield element.pPr
        style = self.styles.get(element.style)
        seen = set()
        while style is not None and style.style_id not in seen:
            seen.add(style.style_id)
            if (properties := style.element.find(f"{W}pPr")) is not None:
                yield properties
            style = getattr(style, "base_style", None)

    def _heading(self, element: Any, style: str) -> int:
        if match := re.fullmatch(r"[Hh]eading (\d)", style):
            return int(match[1])
        for properties in self._properties(element):
            outline = properties.find(f"{W}outlineLvl")
            if outline is not None:
                level = int(outline.get(f"{W}val", "9"))
                return level + 1 if level < 9 else 0
        return 0

    def _entry(self, element: Any) -> tuple[str, int] | None:
        """Return whether a paragraph is a list's entry, of which kind, and how deep it lies."""
        for properties in self._properties(element):
            numbering = properties.find(f"{W}numPr")
            if numbering is None:
                continue
            level = numbering.find(f"{W}ilvl")
            name = numbering.find(f"{W}numId")
            if name is None or name.get(f"{W}val") == "0":
                return None
            depth = int(level.get(f"{W}val", "0")) if level is not None else 0
            format_ = self.formats.get((name.get(f"{W}val", ""), str(depth)), "bullet")
            if format_ == "none":
                return None
            return ("bullet" if format_ == "bullet" else "numbered"), depth
        return None


def _number_formats(document: Document) -> Iterator[tuple[tuple[str, str], str]]:
    """Yield how each list numbers each of its levels: (list, level) → bullet, decimal, …"""
    for part in _parts(document, "numbering"):
        root = _xml(part)
        kinds = {
            kind.get(f"{W}abstractNumId"): {
                level.get(f"{W}ilvl"): format_.get(f"{W}val")
                for level in kind.findall(f"{W}lvl")
                if (format_ := level.find(f"{W}numFmt")) is not None
            }
            for kind in root.findall(f"{W}abstractNum")
        }
        for number in root.findall(f"{W}num"):
            kind = number.find(f"{W}abstractNumId")
            levels = kinds.get(kind.get(f"{W}val"), {}) if kind is not None else {}
            for level, format_ in levels.items():
                yield (number.get(f"{W}numId", ""), level), format_


def _parts(document: Document, kind: str) -> Iterator[Any]:
    for relation in document.part.rels.values():
        if relation.reltype.endswith(f"/{kind}") and not relation.is_external:
            yield relation.target_part


def _xml(part: Any) -> Any:
    from docx.oxml import parse_xml

    return parse_xml(part.blob)


def _around(document: Document) -> Iterator[Block]:
    """Yield what stands at the head and the foot of pages, once."""
    for kind, what in _RELATED.items():
        texts = [words_of(_xml(part)) for part in _parts(document, kind)]
        for text in dict.fromkeys(filter(None, texts)):
            yield Block("lost", lost=(Lost(what, text, "every page"),))


def _table(element: Any) -> str:
    rows = ([words_of(cell) for cell in row.findall(f"{W}tc")] for row in element.iter(f"{W}tr"))
    return "\n".join("| " + " | ".join(cells) + " |" for cells in rows)
