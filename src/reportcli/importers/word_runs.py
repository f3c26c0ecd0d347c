"""A paragraph of Word's XML → runs, and what stood in it that has no place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from reportcli.importers.blocks import Lost, Run, is_link, join

if TYPE_CHECKING:
    from collections.abc import Mapping

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"

_SIGNS = {"tab": " ", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_THROUGH = {"smartTag", "sdt", "sdtContent", "customXml", "moveTo", "fldSimple", "dir", "bdo"}
_PICTURES = {"drawing", "pict", "object"}
_NOTES = {
    "footnoteReference": ("footnotes", "a footnote"),
    "endnoteReference": ("endnotes", "an endnote"),
    "commentReference": ("comments", "a comment"),
}
_PASSED_OVER = {
    *("pPr", "rPr", "sdtPr", "proofErr", "bookmarkStart", "bookmarkEnd", "commentRangeStart"),
    *("commentRangeEnd", "lastRenderedPageBreak", "permStart", "permEnd", "moveFromRangeStart"),
    *("moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd", "annotationRef", "footnoteRef"),
    *("endnoteRef", "separator", "continuationSeparator"),
}
_OFF = {"0", "false", "off", "none"}
_TARGET = re.compile(r'HYPERLINK\s+"([^"]+)"')


def words_of(element: Any) -> str:
    """Return all words under an element on one line, deleted ones too."""
    if not hasattr(element, "iter"):
        return ""
    pieces = []
    for part in element.iter(f"{W}t", f"{W}delText", f"{W}p", f"{W}tab", f"{W}br", f"{_M}t"):
        words = part.tag in {f"{W}t", f"{W}delText", f"{_M}t"}
        pieces.append((part.text or "") if words else " ")
    return " ".join("".join(pieces).split(" ")).strip(" ") if pieces else ""


class Paragraph:
    """Walks one paragraph; `lost` holds what has no place when it is read."""

    def __init__(self, relations: Mapping[str, Any], notes: Mapping[Any, str], where: str) -> None:
        self.relations = relations
        self.notes = notes
        self.where = where
        self.lost: list[Lost] = []
        self.lines: list[list[Run]] = [[]]
        self.link = ""
        self.fields: list[str] = []
        self.in_code = False

    def read(self, element: Any) -> list[list[Run]]:
        """Return the runs of a paragraph, parted where a line break was typed."""
        for child in element:
            self._inside(child)
        return [line for line in self.lines if line] or [[]]

    def _lose(self, what: str, text: str, *, kept: bool = False) -> None:
        self.lost.append(Lost(what, text, self.where, kept=kept))

    def _inside(self, element: Any) -> None:
        kind = str(element.tag).removeprefix(W)
        if kind == "r":
            self._run(element)
        elif kind == "hyperlink":
            self._hyperlink(element)
        elif kind in {"del", "moveFrom"}:
            self._lose("deleted text", words_of(element))
        elif kind == "ins":
            self._lose("inserted text", words_of(element), kept=True)
            self._each(element)
        elif kind in _THROUGH:
            self._each(element)
        elif element.tag in {f"{_M}oMath", f"{_M}oMathPara"}:
            self._lose("a formula", words_of(element))
        elif kind not in _PASSED_OVER and (words := words_of(element)):
            self._lose("text of an unknown kind", words)

    def _each(self, element: Any) -> None:
        for child in element:
            self._inside(child)

    def _hyperlink(self, element: Any) -> None:
        relation = self.relations.get(element.get(f"{_R}id", ""))
        target = str(relation.target_ref) if relation is not None else ""
        before, self.link = self.link, self._leading(target)
        self._each(element)
        self.link = before

    def _leading(self, target: str) -> str:
        if target and not is_link(target):
            self._lose("where a link leads", target)
        return target if is_link(target) else ""

    def _run(self, run: Any) -> None:
        properties = run.find(f"{W}rPr")
        if _is_on(properties, "vanish"):
            self._lose("hidden text", words_of(run))
            return
        if _is_on(properties, "strike") or _is_on(properties, "dstrike"):
            self._lose("words struck through", words_of(run), kept=True)
        style = properties.find(f"{W}rStyle") if properties is not None else None
        name = style.get(f"{W}val", "") if style is not None else ""
        bold = _is_on(properties, "b") or name == "Strong"
        italic = _is_on(properties, "i") or name == "Emphasis"
        for child in run:
            self._piece(child, bold=bold, italic=italic)

    def _piece(self, piece: Any, *, bold: bool, italic: bool) -> None:
        kind = str(piece.tag).removeprefix(W)
        if kind == "t" or kind in _SIGNS:
            words = re.sub(r"[ \t\r\n]+", " ", piece.text or "") if kind == "t" else _SIGNS[kind]
            if not self.in_code:
                join(self.lines[-1], Run(words, bold, italic, self.link))
        elif kind in {"br", "cr"}:
            self.lines.append([])
        elif kind in {"fldChar", "instrText"}:
            self._field(piece, kind)
        elif piece.tag == f"{_MC}AlternateContent":
            for choice in list(piece)[:1]:
                for child in choice:
                    self._piece(child, bold=bold, italic=italic)
        else:
            self._without_place(piece, kind)

    def _without_place(self, piece: Any, kind: str) -> None:
        if kind in _NOTES:
            part, what = _NOTES[kind]
            self._lose(what, self.notes.get((part, piece.get(f"{W}id", "")), ""))
        elif kind in _PICTURES:
            self._picture(piece)
        elif kind == "sym":
            sign = f"{piece.get(f'{W}font')} {piece.get(f'{W}char')}"
            self._lose("a sign of a symbol font", sign)
        elif kind not in _PASSED_OVER and (words := words_of(piece)):
            self._lose("text of an unknown kind", words)

    def _picture(self, piece: Any) -> None:
        if words := words_of(piece):
            self._lose("a text box", words)
            return
        told = [
            part.get(n) for part in piece.iter(f"{_DRAWN}docPr") for n in ("descr", "title", "name")
        ]
        self._lose("a picture", next(filter(None, told), "without a name"))

    def _field(self, piece: Any, kind: str) -> None:
        """Follow a field (a link, a page's number): its code is no text, its result is."""
        if kind == "instrText":
            if self.fields:
                self.fields[-1] += piece.text or ""
            return
        state = piece.get(f"{W}fldCharType")
        if state == "begin":
            self.fields.append("")
            self.in_code = True
        elif state == "separate" and self.fields:
            self.in_code = False
            target = _TARGET.search(self.fields[-1])
            self.link = self._leading(target[1]) if target else self.link
        elif state == "end" and self.fields:
            self.in_code = False
            if "HYPERLINK" in self.fields.pop():
                self.link = ""


def _is_on(properties: Any, name: str) -> bool:
    found = properties.find(f"{W}{name}") if properties is not None else None
    return found is not None and found.get(f"{W}val", "1") not in _OFF
