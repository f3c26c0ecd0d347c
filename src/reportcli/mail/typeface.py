"""The font that donors' names are set in: shaped by HarfBuzz, embedded whole in the report's PDF."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import uharfbuzz as hb

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from typing import Any

SHAPING = {"ccmp": True, "locl": True, "mark": True, "mkmk": True, "kern": True}
"""Features that make a name right: accents in their places, a language's own forms."""
NO_SHAPING = {"liga": False, "clig": False, "dlig": False, "calt": False}
"""Features that would join letters into signs that nobody typed."""
_DROPPED = ("GSUB", "GPOS", "GDEF", "kern", "DSIG", "BASE", "STAT", "name", "post")
"""Tables that a PDF does not use: what is in it has been shaped (ISO 32000-1, 9.9)."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """A glyph in its place. Measures in thousandths of an em; `x` and `y` from where it would stand."""

    number: int
    advance: float
    x: float
    y: float


@dataclass(frozen=True)
class Typeface:
    """A font file. `embedded` is what a PDF gets of it, with the glyphs' own numbers."""

    file: Path

    @cached_property
    def _face(self) -> hb.Face:
        return hb.Face(hb.Blob.from_file_path(str(self.file)))

    @cached_property
    def _font(self) -> hb.Font:
        return hb.Font(self._face)

    @cached_property
    def _scale(self) -> float:
        return 1000 / float(self._face.upem)

    @cached_property
    def characters(self) -> frozenset[int]:
        return frozenset(self._face.unicodes)

    def missing(self, text: str) -> tuple[str, ...]:
        """Return the signs of a text that the font lacks, each once."""
        return tuple(dict.fromkeys(sign for sign in text if ord(sign) not in self.characters))

    def shape(self, text: str) -> list[Glyph]:
        """Return a line's glyphs from left to right, in whatever direction it is written."""
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        hb.shape(self._font, buffer, NO_SHAPING)
        scale = self._scale
        return [
            Glyph(
                info.codepoint,
                place.x_advance * scale,
                place.x_offset * scale,
                place.y_offset * scale,
            )
            for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
        ]

    def width(self, glyph: int) -> float:
        """Return how far a glyph runs without kerning, in thousandths of an em."""
        return float(self._font.get_glyph_h_advance(glyph)) * self._scale

    @cached_property
    def glyphs(self) -> tuple[int, ...]:
        """Every glyph that shaping may use."""
        wanted = _subset_input(self.characters)
        wanted.layout_feature_tag_set.clear()
        wanted.layout_feature_tag_set.update(map(_tag, SHAPING))
        plan = hb.SubsetPlan(self._face, wanted)
        return tuple(sorted(plan.new_to_old_glyph_mapping.values()))

    @cached_property
    def embedded(self) -> bytes:
        wanted = _subset_input(())
        wanted.glyph_set.update(self.glyphs)
        wanted.drop_table_tag_set.update(map(_tag, _DROPPED))
        data: bytes = hb.SubsetPlan(self._face, wanted).execute().blob.data
        return data

    @cached_property
    def texts(self) -> dict[int, str]:
        """What each glyph stands for: its character, or what its alternates and parts stand for."""
        found: dict[int, str] = {}
        for code in sorted(self.characters):
            found.setdefault(self._font.get_nominal_glyph(code), chr(code))
        for _ in range(3):  # an alternate of an alternate
            for glyph, parts in self._substitutions():
                if glyph not in found and all(part in found for part in parts):
                    said = "".join(found[part] for part in parts)
                    found[glyph] = unicodedata.normalize("NFC", said)
        return {glyph: found[glyph] for glyph in self.glyphs if glyph in found}

    def _substitutions(self) -> Iterator[tuple[int, tuple[int, ...]]]:
        """Yield each glyph that GSUB puts in the place of others, with those."""
        from fontTools.ttLib import TTFont

        with TTFont(self.file, lazy=True) as font:
            lookups = font["GSUB"].table.LookupList.Lookup if "GSUB" in font else ()
            number: dict[str, int] = font.getReverseGlyphMap()
            for lookup in lookups:
                for table in lookup.SubTable:
                    for new, old in _of_table(getattr(table, "ExtSubTable", table)):
                        yield number[new], tuple(number[name] for name in old)

    @cached_property
    def extents(self) -> tuple[float, float]:
        """How far it reaches above and below the baseline, in thousandths of an em."""
        found = self._font.get_font_extents("ltr")
        return found.ascender * self._scale, found.descender * self._scale

    @property
    def name(self) -> str:
        """Its PostScript name, marked as part of a font (ISO 32000-1, 9.6.4)."""
        from fontTools.ttLib import TTFont

        with TTFont(self.file, lazy=True) as font:
            return "DONORS+" + str(font["name"].getDebugName(6))


def _of_table(table: Any) -> Iterator[tuple[str, tuple[str, ...]]]:
    if table.LookupType == 1:
        for old, new in table.mapping.items():
            yield new, (old,)
    elif table.LookupType == 4:
        for first, ligatures in table.ligatures.items():
            for ligature in ligatures:
                yield ligature.LigGlyph, (first, *ligature.Component)


def _subset_input(characters: Iterable[int]) -> hb.SubsetInput:
    wanted = hb.SubsetInput()
    wanted.flags = (
        hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
    )
    wanted.unicode_set.update(characters)
    return wanted


def _tag(name: str) -> int:
    return int.from_bytes(name.encode().ljust(4), "big")
