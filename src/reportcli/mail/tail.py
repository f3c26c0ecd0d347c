"""A donor's own PDF: the finished base and a tail after it (ISO 32000-1, 7.5.6), nothing typeset anew.

The tail replaces the dedication's form, the title in Info and in XMP, and the file's identifier. It
knows no clock and no other donor: the same words give the same bytes.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from reportcli.diagnostics import Diagnostic, Failure
from reportcli.mail.embedding import embed, short
from reportcli.mail.fitting import SMALLEST, Lines, Room, fitted
from reportcli.mail.words import cleaned

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportcli.mail.face import Face, Glyph

FORM = "/Type/XObject/Subtype/Form/BBox[{box}]/Resources<</Font<</F {font} 0 R>>>>"
LEAST = 0.0005
"""The least shift that is written, in 1/1000 em."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of the base's objects that a tail replaces or refers to; `size` is the first free one."""

    root: int
    info: int
    metadata: int
    form: int
    font: int
    size: int


@dataclass(frozen=True)
class Base:
    """A finished PDF with an empty slot, and all that a donor's tail is made from.

    `data` goes before every tail. Never changes; threads may share it, and it can be pickled.
    """

    data: bytes
    face: Face
    room: Room
    box: tuple[float, float, float, float]
    """Where the form may draw, in the page's space: a little more than the room."""
    held: Mapping[int, int]
    """The face's glyphs that the base embeds, with their numbers there."""
    numbers: Numbers
    language: str
    title: str
    info: bytes
    """The entries of Info except the title."""
    packet: tuple[bytes, bytes]
    """The XMP before and after the title."""
    identity: str
    """The first half of /ID, in hexadecimal."""
    start: int
    """Where the base's cross-reference stream begins."""

    def missing(self, words: str) -> tuple[str, ...]:
        """Return the signs of a dedication that the font lacks. Raises Failure as `cleaned` does."""
        return self.face.lacks(cleaned(words))

    def tail(self, words: str) -> bytes:
        """Return what makes `data` the report with a dedication.

        Raises Failure where the words are no line of text, have signs that the font lacks, or are
        too long for their room even at 8 pt.
        """
        words = cleaned(words)
        if missing := self.face.lacks(words):
            raise Failure([_lacking(missing)])
        glyphs = self.face.shape(words, self.language, at_right=self.room.at_right)
        lines = fitted(words, glyphs, self.room)
        if lines is None:
            raise Failure([_too_long(words)])
        objects = self._objects(words, glyphs, lines)
        return self._written(objects)

    def title_for(self, words: str) -> str:
        """Return the title of the document with a dedication."""
        return f"{self.title} – {words}"

    def _objects(self, words: str, glyphs: list[Glyph], lines: Lines) -> dict[int, bytes]:
        """Return the bodies of the objects that the tail brings, by number."""
        numbers, title = self.numbers, self.title_for(words)
        font, shown = numbers.font, self.held
        objects: dict[int, bytes] = {}
        if not all(glyph.number in shown for glyph in glyphs):
            font = numbers.size
            objects, shown = _own_font(self.face, words, glyphs, font)
        before, after = self.packet
        entries = FORM.format(box=" ".join(map(short, self.box)), font=font)
        objects[numbers.form] = _stream(entries, _drawn(words, lines, self.room, shown, self.face))
        objects[numbers.info] = b"<<%b/Title%b>>" % (self.info, _text(title).encode())
        packet = before + escape(title).encode() + after
        objects[numbers.metadata] = _stream("/Type/Metadata/Subtype/XML", packet)
        return objects

    def _written(self, objects: dict[int, bytes]) -> bytes:
        """Write objects after the base, with a cross-reference stream to them (ISO 32000-1, 7.5.8)."""
        parts, rows, index = [], [], []
        offset = len(self.data)
        for number in sorted(objects):
            part = b"%d 0 obj\n%b\nendobj\n" % (number, objects[number])
            rows.append(struct.pack(">BIB", 1, offset, 0))
            index.append(f"{number} 1")
            parts.append(part)
            offset += len(part)
        own = max(self.numbers.size, *(number + 1 for number in objects))
        rows.append(struct.pack(">BIB", 1, offset, 0))
        second = sha256(b"".join(parts)).hexdigest()[:32]
        entries = (
            f"/Type/XRef/Size {own + 1}/W[1 4 1]/Index[{' '.join([*index, f'{own} 1'])}]"
            f"/Root {self.numbers.root} 0 R/Info {self.numbers.info} 0 R"
            f"/ID[<{self.identity}><{second}>]/Prev {self.start}"
        )
        table = _stream(entries, b"".join(rows))
        end = b"%d 0 obj\n%b\nendobj\nstartxref\n%d\n%%%%EOF\n" % (own, table, offset)
        return b"".join([*parts, end])


def _lacking(signs: tuple[str, ...]) -> Diagnostic:
    named = ", ".join(f"“{sign}” (U+{ord(sign):04X})" for sign in signs)
    return Diagnostic(
        code="M072",
        message=f"the font of the dedication has no sign for {named}",
        hint="write it in another way, such as in Latin letters",
    )


def _too_long(words: str) -> Diagnostic:
    return Diagnostic(
        code="M073",
        message=f"the dedication is too long for its place, even at {SMALLEST:g} pt: {words}",
        hint="shorten it",
    )


def _text(text: str) -> str:
    """Return a text string of PDF (ISO 32000-1, 7.9.2.2)."""
    return f"<FEFF{text.encode('utf-16-be').hex()}>"


def _stream(entries: str, data: bytes) -> bytes:
    return b"<<%b/Length %d>>\nstream\n%b\nendstream" % (entries.encode(), len(data), data)


def _drawn(words: str, lines: Lines, room: Room, shown: Mapping[int, int], face: Face) -> bytes:
    """Return the form's content: the lines in the page's colour, with their words for who listens.

    The words stand as /ActualText (ISO 32000-1, 14.9.4): what is read aloud does not depend on how
    they are shaped or broken.
    """
    starts = [_start(line, lines.size, room) for line in lines.glyphs]
    places = [(starts[0], room.baseline)]
    places += [(after - before, -lines.leading) for before, after in pairwise(starts)]
    shows = "".join(
        f"{short(right)} {short(up)} Td {_shown(line, lines.size, shown, face)}"
        for (right, up), line in zip(places, lines.glyphs, strict=True)
    )
    return (
        f"/Span<</ActualText{_text(words)}>>BDC BT/F {short(lines.size)} Tf {shows}ET EMC"
    ).encode("ascii")


def _start(line: list[Glyph], size: float, room: Room) -> float:
    """Return where a line's leftmost glyph stands."""
    if not room.at_right:
        return room.x
    return room.x + room.width - sum(glyph.advance for glyph in line) * size / 1000


def _shown(glyphs: list[Glyph], size: float, shown: Mapping[int, int], face: Face) -> str:
    """Return a line as operators: each glyph where HarfBuzz puts it (ISO 32000-1, 9.4.3)."""
    parts, rise, shift = ["[<"], 0.0, 0.0
    for glyph in glyphs:
        if glyph.up != rise:
            rise = glyph.up
            parts.append(f">]TJ {short(rise * size / 1000)} Ts[<")
        shift -= glyph.right
        if abs(shift) >= LEAST:
            parts.append(f">{short(shift)}<")
        parts.append(f"{shown[glyph.number]:04x}")
        shift = face.advance(glyph.number) - glyph.advance + glyph.right
    parts.append(">]TJ 0 Ts " if rise else ">]TJ ")
    return "".join(parts)


def _own_font(
    face: Face, words: str, glyphs: list[Glyph], first: int
) -> tuple[dict[int, bytes], Mapping[int, int]]:
    """Embed the glyphs of one dedication alone, in objects from `first` on.

    Raises Failure where one of them is .notdef (ISO 19005-3, 6.2.11.8).
    """
    characters = {
        glyph.number: face.letters.get(glyph.number, words[glyph.place]) for glyph in glyphs
    }
    if 0 in characters:  # .notdef: a sign that the font holds, but not beside these
        raise Failure([_lacking((characters[0],))])
    own = embed(face, characters)
    program = zlib.compress(own.program, 9)
    objects = [
        f"<<{own.font}/DescendantFonts[{first + 1} 0 R]/ToUnicode {first + 4} 0 R>>".encode(),
        f"<<{own.descendant}/FontDescriptor {first + 2} 0 R>>".encode(),
        f"<<{own.descriptor}/FontFile2 {first + 3} 0 R>>".encode(),
        _stream(f"/Filter/FlateDecode/Length1 {len(own.program)}", program),
        _stream("", own.characters),
    ]
    return dict(enumerate(objects, first)), own.numbers
