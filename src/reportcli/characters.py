"""What each glyph of a font stands for, those too that no character leads to directly."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SINGLE, LIGATURE, EXTENSION = 1, 4, 7


@cache
def characters(program: bytes) -> Mapping[int, str]:
    """Return the characters of each glyph of a font that has some.

    PDF/A asks it of every glyph that is shown (ISO 19005-3, 6.2.11.7.2). A glyph that replaces
    another, such as the mark that capitals take, or several, has the characters of those.
    """
    from fontTools.ttLib import TTFont

    font = TTFont(BytesIO(program), lazy=True)
    coded = sorted(font.getBestCmap().items(), reverse=True)  # of several characters, the first
    found = {font.getGlyphID(glyph): chr(code) for code, glyph in coded}
    rules = list(_rules(font))
    known = 0
    while known < (known := len(found)):
        for replaced, glyph in rules:
            if glyph not in found and all(part in found for part in replaced):
                found[glyph] = "".join(found[part] for part in replaced)
    return found


def _rules(font: Any) -> Iterator[tuple[tuple[int, ...], int]]:
    """Yield the glyphs that a substitution replaces by one, and that one, in the font's own order."""
    number = font.getGlyphID
    for table in _subtables(font):
        if table.LookupType == SINGLE:
            for before, after in table.mapping.items():
                yield (number(before),), number(after)
        elif table.LookupType == LIGATURE:
            for first, ligatures in table.ligatures.items():
                for ligature in ligatures:
                    parts = (first, *ligature.Component)
                    yield tuple(map(number, parts)), number(ligature.LigGlyph)


def _subtables(font: Any) -> Iterator[Any]:
    if "GSUB" not in font:
        return
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            yield table.ExtSubTable if table.LookupType == EXTENSION else table
