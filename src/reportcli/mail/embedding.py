"""A font in a PDF: Type 0 over TrueType, its glyphs known by number, each with its characters."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reportcli.mail.face import Face

CMAP = """/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def /CMapType 2 def
1 begincodespacerange <0000> <ffff> endcodespacerange
{}endcmap CMapName currentdict /CMap defineresource pop end end
"""
MOST = 100
"""Pairs in one section of a CMap (Adobe Technical Note 5014, 1.4.1)."""


@dataclass(frozen=True, slots=True)
class Embedded:
    """The five objects of a font (ISO 32000-1, 9.7): entries of dictionaries, and two streams' data.

    Who writes them adds /DescendantFonts and /ToUnicode, /FontDescriptor, /FontFile2. `numbers`
    leads from the face's glyphs to those by which text is shown.
    """

    font: str
    descendant: str
    descriptor: str
    program: bytes
    characters: bytes
    numbers: Mapping[int, int]


def embed(face: Face, glyphs: Mapping[int, str]) -> Embedded:
    """Embed some glyphs of a face, each of which shows the given characters."""
    subset = face.subset(glyphs)
    name = f"{_tag(subset.program)}+{face.name}"
    widths = {new: face.advance(old) for old, new in subset.numbers.items()}
    return Embedded(
        font=f"/Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H",
        descendant=(
            f"/Type/Font/Subtype/CIDFontType2/BaseFont/{name}/CIDToGIDMap/Identity"
            "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
            f"/W[0[{' '.join(short(widths[number]) for number in range(len(widths)))}]]"
        ),
        descriptor=f"/Type/FontDescriptor/FontName/{name}{_measures(face)}",
        program=subset.program,
        characters=_cmap((subset.numbers[old], text) for old, text in glyphs.items()),
        numbers={old: subset.numbers[old] for old in glyphs},
    )


def short(value: float) -> str:
    """Return a number as PDF writes it, to 1/1000."""
    return f"{value:.3f}".rstrip("0").rstrip(".")


def _tag(program: bytes) -> str:
    """Return six capitals that are a subset's own (ISO 32000-1, 9.6.4): the same for the same glyphs."""
    return "".join(chr(ord("A") + byte % 26) for byte in sha256(program).digest()[:6])


def _measures(face: Face) -> str:
    """Return what a font descriptor says of a face (ISO 32000-1, 9.8)."""
    ascent, descent, capitals = face.extents()
    box = [round(value * face.scale) for value in struct.unpack(">4h", face.table("head")[36:44])]
    return (
        f"/Flags 4/FontBBox[{' '.join(map(str, box))}]/ItalicAngle {short(face.slant())}"
        f"/Ascent {round(ascent)}/Descent {round(descent)}/CapHeight {round(capitals)}/StemV 80"
    )


def _cmap(pairs: Iterable[tuple[int, str]]) -> bytes:
    """Return a ToUnicode CMap (ISO 32000-1, 9.10.3)."""
    rows = [
        f"<{number:04x}> <{text.encode('utf-16-be').hex()}>\n" for number, text in sorted(pairs)
    ]
    parts = [rows[start : start + MOST] for start in range(0, len(rows), MOST)]
    sections = [f"{len(part)} beginbfchar\n{''.join(part)}endbfchar\n" for part in parts]
    return CMAP.format("".join(sections)).encode("ascii")
