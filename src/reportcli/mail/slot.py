"""A finished PDF with a link that marks the dedication's slot → the base of every donor's PDF.

WeasyPrint draws the link and its text like any other. Here the link becomes a Span with an empty form
in its place in the story: what is read where, and which marked content it is, was settled by the engine.
"""

from __future__ import annotations

import re
import zlib
from io import BytesIO
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name

from reportcli.characters import characters
from reportcli.diagnostics import Diagnostic, Failure
from reportcli.edition import DEDICATION
from reportcli.mail.content import find, with_form
from reportcli.mail.embedding import embed
from reportcli.mail.face import Face
from reportcli.mail.fitting import Room
from reportcli.mail.tail import Base, Numbers

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reportcli.mail.embedding import Embedded

FORM = Name.Dedication
"""The form's name among the page's resources."""
LATIN = (
    *(range(0x20, 0x7F), range(0xA0, 0x250)),
    *(range(0x2B0, 0x370), range(0x1E00, 0x1F00), range(0x2000, 0x2070)),
    (0x20AC, 0x2116, 0x2122, 0x2212),
)
"""What every base embeds: all Latin letters with their marks, Vietnamese too, and punctuation."""
LEADING = 1.4


def prepare(pdf: bytes, face: bytes, size: float, leading: float | None = None) -> Base:
    """Empty the slot of a PDF that `pdf.typeset` made of a personal edition.

    `face` is the font of the dedication, static TrueType; `size` and `leading` in pt.
    Raises Failure where the PDF has not exactly one slot, or one that cannot be drawn anew.
    """
    font = Face(face)
    leading = leading or LEADING * size
    with pikepdf.open(BytesIO(pdf)) as opened:
        page, annotation = _found(opened)
        mcid = _unlinked(opened, page, annotation)
        left, bottom, right, top = _sorted(annotation.Rect)
        content, marked = find(page, mcid)
        if marked is None:
            raise _refused("the text of the dedication’s slot is not drawn on the page itself")
        at_right = opened.Root.ViewerPreferences.get("/Direction") == Name.R2L
        x = left if at_right else marked.x
        room = Room(x, marked.baseline, right - x, top - bottom, size, leading, at_right)
        box = _grown(left, bottom, right, top, by=size / 4)
        embedded = embed(font, _latin(font))
        page.Contents = opened.make_stream(with_form(content, marked, FORM))
        _add_form(opened, page, box, embedded)
        saved = _saved(opened)
    return _read(saved, font, room, box, embedded.numbers)


def _refused(message: str) -> Failure:
    hint = "the layout's cover must have the link of the slot once, with one short text in it"
    return Failure([Diagnostic("L007", message, hint=hint)])


def _found(pdf: pikepdf.Pdf) -> tuple[pikepdf.Page, Any]:
    """Return the link that marks the slot, and its page."""
    found = [
        (page, note)
        for page in pdf.pages
        for note in page.obj.get("/Annots", [])
        if "/A" in note and note.A.get("/URI") == DEDICATION
    ]
    if not found:
        used = next(forms(pdf), None) is not None
        what = "this PDF is already a donor's own" if used else "this PDF has no dedication’s slot"
        raise _refused(f"{what}: a dedication can be put only where its slot is open")
    if len(found) > 1:
        raise _refused(f"this PDF has {len(found)} slots for a dedication, or one broken in two")
    return found[0]


def _unlinked(pdf: pikepdf.Pdf, page: pikepdf.Page, annotation: Any) -> int:
    """Make the Link a Span of its marked content alone, which is returned; forget the annotation.

    ISO 32000-1, 14.7.4.4: with the annotation its entry in the parent tree goes.
    """
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    at = 2 * [int(number) for number in numbers[::2]].index(int(annotation.StructParent))
    element = numbers[at + 1]
    mcids = [int(kid) for kid in element.K if not isinstance(kid, pikepdf.Object)]
    if len(mcids) != 1 or len(element.K) != 2:
        raise _refused("the text of the dedication’s slot is broken into several parts")
    element.S, element.K = Name.Span, Array(mcids)
    del numbers[at : at + 2]
    others = [note for note in page.Annots if note.objgen != annotation.objgen]
    if others:
        page.Annots = Array(others)
    else:
        del page.obj["/Annots"]
    return mcids[0]


def _sorted(rectangle: Any) -> tuple[float, float, float, float]:
    """Return left, bottom, right and top: a rectangle may name any two corners (7.9.5)."""
    x1, y1, x2, y2 = map(float, rectangle)
    return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)


def _grown(*rectangle: float, by: float) -> tuple[float, float, float, float]:
    """Return a rectangle with room for marks above capitals, and for what hangs; to 1/100 pt."""
    left, bottom, right, top = rectangle
    return round(left - by, 2), round(bottom - by, 2), round(right + by, 2), round(top + by, 2)


def _latin(face: Face) -> dict[int, str]:
    """Return the glyphs that set Latin letters and what each stands for."""
    codes = {code for part in LATIN for code in ([part] if isinstance(part, int) else part)}
    known = characters(face.data)
    return {glyph: known[glyph] for glyph in sorted(face.closure(codes)) if glyph in known}


def _add_form(
    pdf: pikepdf.Pdf, page: pikepdf.Page, box: tuple[float, ...], embedded: Embedded
) -> None:
    """Add the empty form and its font; the page gets resources of its own, which pages share."""
    form = pdf.make_stream(
        b"",
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=Array(box),
        Resources=Dictionary(Font=Dictionary(F=_font(pdf, embedded))),
    )
    resources: Any = Dictionary(dict(page.obj.Resources.items()))
    resources.XObject = Dictionary(dict(resources.get("/XObject", {}).items()))
    resources.XObject[FORM] = form
    page.obj.Resources = pdf.make_indirect(resources)


def _font(pdf: pikepdf.Pdf, embedded: Embedded) -> Any:
    def entries(text: str) -> Any:
        return pdf.make_indirect(pikepdf.Object.parse(f"<<{text}>>".encode()))

    def stream(data: bytes, **more: int) -> Any:
        return pikepdf.Stream(pdf, zlib.compress(data, 9), Filter=Name.FlateDecode, **more)

    descriptor = entries(embedded.descriptor)
    descriptor.FontFile2 = stream(embedded.program, Length1=len(embedded.program))
    descendant = entries(embedded.descendant)
    descendant.FontDescriptor = descriptor
    font = entries(embedded.font)
    font.DescendantFonts = Array([descendant])
    font.ToUnicode = stream(embedded.characters)
    return font


def _saved(pdf: pikepdf.Pdf) -> bytes:
    file = BytesIO()
    pdf.save(
        file,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        deterministic_id=True,
        fix_metadata_version=False,
    )
    return file.getvalue()


def _read(
    data: bytes,
    face: Face,
    room: Room,
    box: tuple[float, float, float, float],
    held: Mapping[int, int],
) -> Base:
    """Read from the saved base what tails refer to."""
    with pikepdf.open(BytesIO(data)) as pdf:
        (form,) = forms(pdf)
        numbers = Numbers(
            root=_number(pdf.Root),
            info=_number(pdf.docinfo),
            metadata=_number(pdf.Root.Metadata),
            form=_number(form),
            font=_number(form.Resources.Font.F),
            size=int(pdf.trailer.Size),
        )
        title = str(pdf.docinfo.Title)
        return Base(
            data=data,
            face=face,
            room=room,
            box=box,
            held=held,
            numbers=numbers,
            language=str(pdf.Root.Lang),
            title=title,
            info=_entries_but_title(pdf.docinfo),
            packet=_around(pdf.Root.Metadata.read_bytes(), title),
            identity=bytes(pdf.trailer.ID[0]).hex(),
            start=int(data[data.rindex(b"startxref") :].split()[1]),
        )


def forms(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Yield the forms that hold a dedication, by the pages that draw them."""
    for page in pdf.pages:
        forms: Any = page.resources.get("/XObject", {})
        if FORM in forms:
            yield forms[FORM]


def _number(item: Any) -> int:
    return int(item.objgen[0])


def _entries_but_title(info: Any) -> bytes:
    entries = [(key, value) for key, value in info.items() if key != "/Title"]
    return b"".join(b"%b %b" % (key.encode(), value.unparse()) for key, value in entries)


def _around(packet: bytes, title: str) -> tuple[bytes, bytes]:
    """Cut an XMP packet around its title. Info has the same one (ISO 19005-3, 6.6.3)."""
    pattern = (
        rb"(.*<dc:title>\s*<rdf:Alt>\s*<rdf:li[^>]*>)(.*)(</rdf:li>\s*</rdf:Alt>\s*</dc:title>.*)"
    )
    cut = re.fullmatch(pattern, packet, re.DOTALL)
    if cut is None or cut[2].decode() != escape(title):
        raise AssertionError("WeasyPrint's XMP packet has changed its shape")
    return cut[1], cut[3]
