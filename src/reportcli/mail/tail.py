"""A donor's own words into a shared PDF: an incremental update of four objects (ISO 32000-1, 7.5.6).

Nothing is parsed or typeset here. No clock and no chance: the same words give the same bytes.
"""

from __future__ import annotations

import hashlib
import struct
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import pikepdf

from reportcli.mail.slot import FORM

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportcli.mail.slot import Slot
    from reportcli.mail.typeface import Glyph, Typeface

SMALLEST = 8.0
"""Points below which words are not made smaller to fit."""


class NoRoom(ValueError):  # noqa: N818
    """Words that are too long for the slot at the smallest size."""


@dataclass(frozen=True)
class Base:
    """A PDF with an empty slot, and what a tail has to know of it."""

    data: bytes
    slot: Slot
    typeface: Typeface

    @cached_property
    def _known(self) -> _Known:
        return _read(self.data)

    @property
    def title(self) -> str:
        return self._known.title

    def missing(self, words: str) -> tuple[str, ...]:
        """Return the signs that cannot be set."""
        return self.typeface.missing(words)

    def tail(self, words: str) -> bytes:
        """Return what comes after `data` for somebody: the words in the slot, and in the title.

        Raises NoRoom when they do not fit in one line.
        """
        known = self._known
        title = f"{known.title} – {words}"
        form = self.form(words)
        xmp = f">{escape(title)}</rdf:li>".join(known.xmp).encode()
        objects = {
            known.form: b"<</Type/XObject/Subtype/Form/BBox%b/Resources<</Font<</F %b>>>>/Length %d>>"
            b"\nstream\n%b\nendstream" % (known.box, known.font, len(form), form),
            known.info: b"<<%b/Title %b>>" % (known.about, _utf16(title)),
            known.metadata: b"<</Type/Metadata/Subtype/XML/Length %d>>\nstream\n%b\nendstream"
            % (len(xmp), xmp),
        }
        return _update(self.data, known, objects)

    def form(self, words: str) -> bytes:
        """Return the slot's content: one line of glyphs, in HarfBuzz's places, that reads as the words.

        Raises NoRoom when they do not fit.
        """
        glyphs, slot = self.typeface.shape(words), self.slot
        width = sum(glyph.advance for glyph in glyphs) / 1000
        size = min(slot.size, slot.width / width if width else slot.size)
        if size < min(SMALLEST, slot.size):
            raise NoRoom(words)
        return (
            f"/Span <</ActualText {_utf16(words).decode()}>> BDC BT {slot.colour} /F {size:.3f} Tf"
            f" 1 0 0 1 {slot.x:.3f} {slot.y:.3f} Tm [{self._line(glyphs, size)}] TJ ET EMC"
        ).encode()

    def _line(self, glyphs: Sequence[Glyph], size: float) -> str:
        """Return what TJ shows; numbers move the pen back, in thousandths of an em (9.4.3)."""
        parts, rise = [], 0.0
        for glyph in glyphs:
            if glyph.y != rise:
                rise = glyph.y
                parts.append(f"] TJ {rise * size / 1000:.3f} Ts [")
            if glyph.x:
                parts.append(f"{-glyph.x:.0f}")
            parts.append(f"<{glyph.number:04x}>")
            if after := round(self._width(glyph.number) - glyph.advance + glyph.x):
                parts.append(str(after))
        if rise:
            parts.append("] TJ 0 Ts [")
        return "".join(parts)

    def _width(self, glyph: int) -> float:
        widths = self._widths
        if glyph not in widths:
            widths[glyph] = self.typeface.width(glyph)
        return widths[glyph]

    @cached_property
    def _widths(self) -> dict[int, float]:
        return {}


@dataclass(frozen=True)
class _Known:
    """Numbers and contents of a base's objects, as bytes of PDF where they are written again."""

    form: int
    box: bytes
    font: bytes
    info: int
    about: bytes
    metadata: int
    title: str
    xmp: tuple[str, str]
    root: int
    first_id: str
    size: int
    previous: int


def _read(data: bytes) -> _Known:
    with pikepdf.open(BytesIO(data)) as pdf:
        form = next(
            page.obj.Resources.XObject[str(FORM)]
            for page in pdf.pages
            if str(FORM) in page.obj.Resources.get("/XObject", {})
        )
        if form.read_bytes():
            raise ValueError("the base is somebody's own already")
        title = str(pdf.trailer.Info.Title)
        before, after = pdf.Root.Metadata.read_bytes().decode().split(f">{escape(title)}</rdf:li>")
        about = {key: value for key, value in pdf.trailer.Info.items() if key != "/Title"}
        return _Known(
            form.objgen[0],
            form.BBox.unparse(resolved=True),
            b"%d 0 R" % form.Resources.Font.F.objgen[0],
            pdf.trailer.Info.objgen[0],
            b"".join(key.encode() + b" " + value.unparse() for key, value in about.items()),
            pdf.Root.Metadata.objgen[0],
            title,
            (before, after),
            pdf.Root.objgen[0],
            bytes(pdf.trailer.ID[0]).hex(),
            int(pdf.trailer.Size),
            int(data.rstrip().rsplit(b"startxref", 1)[1].split()[0]),
        )


def _update(data: bytes, known: _Known, objects: dict[int, bytes]) -> bytes:
    """Return objects with the cross-reference stream that puts them in the old ones' places (7.5.8)."""
    written, offset, places = [], len(data), {}
    for number in sorted(objects):
        places[number] = offset
        written.append(b"%d 0 obj\n%b\nendobj\n" % (number, objects[number]))
        offset += len(written[-1])
    second_id = hashlib.sha256(b"".join(written)).hexdigest()[:32]
    places[known.size] = offset
    rows = b"".join(struct.pack(">BIB", 1, places[number], 0) for number in sorted(places))
    index = " ".join(f"{number} 1" for number in sorted(places))
    written.append(
        f"{known.size} 0 obj\n<</Type/XRef/Size {known.size + 1}/W[1 4 1]/Index[{index}]"
        f"/Root {known.root} 0 R/Info {known.info} 0 R/ID[<{known.first_id}><{second_id}>]"
        f"/Prev {known.previous}/Length {len(rows)}>>\nstream\n".encode()
        + rows
        + b"\nendstream\nendobj\n"
    )
    written.append(b"startxref\n%d\n%%%%EOF\n" % offset)
    return b"".join(written)


def _utf16(text: str) -> bytes:
    return b"<" + (b"\xfe\xff" + text.encode("utf-16-be")).hex().upper().encode() + b">"
