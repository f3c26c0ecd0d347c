"""A finished PDF whose slot is marked by a link → one whose slot is an empty form, for each donor to fill.

The link's place in the structure tree becomes a Span whose one piece of marked content draws the
form: what a donor's tail puts into the form is text of the document (ISO 32000-1, 14.7.4.2).
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator

from reportcli.diagnostics import Diagnostic, Failure
from reportcli.layouts import SLOT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportcli.mail.typeface import Typeface

FORM = Name("/SlotDedication")
FONT = Name("/F")
ROWS = 100
"""Entries that a block of a ToUnicode map may have (Adobe Technical Note 5014)."""


@dataclass(frozen=True, slots=True)
class Slot:
    """Where the words go, in points of the page: a baseline's start, a width, the usual size, a colour."""

    x: float
    y: float
    width: float
    size: float
    colour: str


def prepare(data: bytes, typeface: Typeface) -> tuple[bytes, Slot]:
    """Return a PDF with an empty slot, and the slot. Raises Failure where there is not exactly one mark."""
    with pikepdf.open(BytesIO(data)) as pdf:
        page, annotation = _mark(pdf)
        element, mcid = _element(pdf, annotation)
        element.S, element.K = Name.Span, Array([mcid])
        _drop_link(pdf, page, annotation)
        slot, content = _opened(page, mcid, annotation)
        page.obj.Contents = pdf.make_stream(pikepdf.unparse_content_stream(content))
        _give_form(pdf, page, annotation, _embed(pdf, typeface))
        target = BytesIO()
        pdf.save(
            target,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            deterministic_id=True,
            fix_metadata_version=False,
        )
    return target.getvalue(), slot


def _mark(pdf: pikepdf.Pdf) -> tuple[pikepdf.Page, Any]:
    annotations: list[tuple[pikepdf.Page, Any]] = [
        (page, annotation) for page in pdf.pages for annotation in page.obj.get("/Annots", [])
    ]
    found = [
        (page, annotation)
        for page, annotation in annotations
        if str(annotation.get("/A", {}).get("/URI", "")).startswith(SLOT)
    ]
    if len(found) != 1:
        raise _misfit(f"the layout's slot for dedications is there {len(found)} times")
    return found[0]


def _element(pdf: pikepdf.Pdf, annotation: Any) -> tuple[Any, int]:
    """Return the link's structure element and the number of its one piece of marked content."""
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    place = [int(number) for number in list(numbers)[::2]].index(int(annotation.StructParent))
    element = numbers[2 * place + 1]
    mcids = [int(kid) for kid in list(element.K) if not isinstance(kid, Dictionary)]
    if len(mcids) != 1:
        raise _misfit("the layout's slot for dedications breaks over lines")
    return element, mcids[0]


def _drop_link(pdf: pikepdf.Pdf, page: pikepdf.Page, annotation: Any) -> None:
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    place = [int(number) for number in list(numbers)[::2]].index(int(annotation.StructParent))
    del numbers[2 * place : 2 * place + 2]
    kept = [other for other in page.obj.Annots if other.objgen != annotation.objgen]
    if kept:
        page.obj.Annots = Array(kept)
    else:
        del page.obj["/Annots"]


def _opened(page: pikepdf.Page, mcid: int, annotation: Any) -> tuple[Slot, list[Any]]:
    """Return the slot, and the page's content with the form in the place of what marked it."""
    content: list[Any] = []
    state, inside, slot = _State(), 0, None
    _, _, right, _ = _box(annotation)
    instructions: Any = pikepdf.parse_content_stream(page)
    for operands, operator in instructions:
        name = str(operator)
        state.follow(operands, name)
        if not inside:
            content.append((operands, operator))
            if name == "BDC" and _is(operands, mcid):
                inside = 1
            continue
        if name in {"Tj", "TJ"} and slot is None:
            x, y = state.origin()
            slot = Slot(x, y, right - x, state.height(), state.colour)
        inside += (name in {"BDC", "BMC"}) - (name == "EMC")
        if not inside:
            content += [([], Operator("q")), (state.undo(), Operator("cm"))]
            content += [([FORM], Operator("Do")), ([], Operator("Q")), (operands, operator)]
    if slot is None:
        raise _misfit("the layout's slot for dedications has no text to measure it by")
    return slot, content


def _is(operands: Sequence[Any], mcid: int) -> bool:
    return isinstance(operands[1], Dictionary) and operands[1].get("/MCID") == mcid


class _State:
    """What of the graphics state the slot depends on, operator by operator (ISO 32000-1, 8.4)."""

    def __init__(self) -> None:
        self._matrix = pikepdf.Matrix()
        self._text = pikepdf.Matrix()
        self._size = 0.0
        self.colour = "0 g"
        self._saved: list[tuple[pikepdf.Matrix, str]] = []

    def follow(self, operands: Sequence[Any], name: str) -> None:
        if name == "q":
            self._saved.append((self._matrix, self.colour))
        elif name == "Q":
            self._matrix, self.colour = self._saved.pop()
        elif name == "cm":
            self._matrix = pikepdf.Matrix(*map(float, operands)) @ self._matrix
        elif name == "Tm":
            self._text = pikepdf.Matrix(*map(float, operands))
        elif name == "Tf":
            self._size = float(operands[1])
        elif name in {"g", "rg", "k"}:
            self.colour = " ".join([*(f"{float(value):g}" for value in operands), name])

    def origin(self) -> tuple[float, float]:
        whole = self._text @ self._matrix
        return float(whole.e), float(whole.f)

    def height(self) -> float:
        """Return the size of the type in points."""
        return self._size * float((self._text @ self._matrix).a)

    def undo(self) -> list[float]:
        """Return the matrix that leads back to the page's own space."""
        return [float(value) for value in self._matrix.inverse().shorthand]


def _box(annotation: Any) -> tuple[float, float, float, float]:
    x1, y1, x2, y2 = (float(value) for value in annotation.Rect)
    return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)


def _give_form(pdf: pikepdf.Pdf, page: pikepdf.Page, annotation: Any, font: Any) -> None:
    """Give the page an empty form; WeasyPrint's pages share their resources, which this one may not."""
    left, bottom, right, top = _box(annotation)
    form = pdf.make_stream(
        b"",
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=Array([left, 2 * bottom - top, right, 2 * top - bottom]),  # accents reach out
        Resources=Dictionary({"/Font": Dictionary({str(FONT): font})}),
    )
    shared: Any = page.obj.Resources
    resources: Any = Dictionary(shared)
    resources.XObject = Dictionary(resources.get("/XObject", {}))
    resources.XObject[str(FORM)] = form
    page.obj.Resources = pdf.make_indirect(resources)


def _embed(pdf: pikepdf.Pdf, typeface: Typeface) -> Any:
    """Return a Type 0 font whose codes are the glyphs' numbers (ISO 32000-1, 9.7; ISO 19005-3, 6.2.11)."""
    ascent, descent = typeface.extents
    name = Name(f"/{typeface.name}")
    file = pdf.make_stream(typeface.embedded, Length1=len(typeface.embedded))
    descriptor = pdf.make_indirect(
        Dictionary(
            Type=Name.FontDescriptor,
            FontName=name,
            Flags=4,
            FontBBox=Array([-500, round(descent), 1500, round(ascent)]),
            ItalicAngle=0,
            Ascent=round(ascent),
            Descent=round(descent),
            CapHeight=700,
            StemV=80,
            FontFile2=file,
        )
    )
    descendant = pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType2,
            BaseFont=name,
            CIDToGIDMap=Name.Identity,
            CIDSystemInfo=Dictionary(
                Registry=pikepdf.String("Adobe"), Ordering=pikepdf.String("Identity"), Supplement=0
            ),
            FontDescriptor=descriptor,
            W=Array(list(_widths(typeface))),
        )
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=name,
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([descendant]),
            ToUnicode=pdf.make_stream(_to_unicode(typeface.texts)),
        )
    )


def _widths(typeface: Typeface) -> Iterator[Any]:
    """Yield runs of widths: the first glyph's number, then theirs (ISO 32000-1, 9.7.4.3)."""
    run: list[float] = []
    start = last = -1
    for glyph in typeface.glyphs:
        if glyph != last + 1 and run:
            yield from (start, Array(run))
            run = []
        if not run:
            start = glyph
        run.append(round(typeface.width(glyph), 3))
        last = glyph
    if run:
        yield from (start, Array(run))


def _to_unicode(texts: dict[int, str]) -> bytes:
    rows = [
        f"<{glyph:04x}> <{text.encode('utf-16-be').hex()}>" for glyph, text in sorted(texts.items())
    ]
    blocks = (rows[at : at + ROWS] for at in range(0, len(rows), ROWS))
    mapped = "\n".join(
        f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks
    )
    return f"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
{mapped}
endcmap
CMapName currentdict /CMap defineresource pop
end
end""".encode()


def _misfit(message: str) -> Failure:
    hint = "mend the layout: it must have one link to slots.dedication, in one line"
    return Failure([Diagnostic("M070", message, None, hint)])
