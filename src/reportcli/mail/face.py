"""A font file as HarfBuzz sees it: what it lacks, how words are shaped in it, and a subset of it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import uharfbuzz as harfbuzz

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

FEATURES = {"liga": False, "clig": False, "dlig": False, "calt": False, "lnum": True}
"""No ligature, which would hide letters from search; figures as tall as capitals, as on the pages."""
SUBSTITUTIONS = ("ccmp", "locl", "lnum", "rlig", "rclt", "isol", "init", "medi", "fina")
"""What may change a glyph while FEATURES hold: HarfBuzz's own, and ours."""
SHAPING_TABLES = ("GSUB", "GPOS", "GDEF", "BASE", "kern")
OTHER_TABLES = ("cmap", "name", "post", "OS/2", "STAT", "DSIG")
"""What a CIDFontType2 needs no more than the tables for shaping (ISO 32000-1, 9.9)."""
JOINERS = "\u200c\u200d"


class Glyph(NamedTuple):
    """A shaped glyph; lengths in 1/1000 em. `place` is that of its first letter in the words."""

    number: int
    place: int
    advance: float
    right: float
    up: float


class Subset(NamedTuple):
    """A font file with some glyphs of another; `numbers` leads from the other's to its own."""

    program: bytes
    numbers: Mapping[int, int]


@dataclass(frozen=True)
class Face:
    """A static TrueType font. Never changes, so threads may share it; is pickled as its bytes."""

    data: bytes

    def __reduce__(self) -> tuple[type[Face], tuple[bytes]]:
        return Face, (self.data,)

    @cached_property
    def _face(self) -> Any:
        return harfbuzz.Face(harfbuzz.Blob(self.data))

    @cached_property
    def _font(self) -> Any:
        return harfbuzz.Font(self._face)

    @cached_property
    def glyphs(self) -> dict[int, int]:
        """The glyph of each code point."""
        return {code: self._font.get_nominal_glyph(code) for code in self._face.unicodes}

    @cached_property
    def letters(self) -> dict[int, str]:
        """The character of each glyph that has one; of several, the first."""
        return {glyph: chr(code) for code, glyph in sorted(self.glyphs.items(), reverse=True)}

    @cached_property
    def scale(self) -> float:
        """1/1000 em in one font unit."""
        return 1000 / int(self._face.upem)

    @cached_property
    def name(self) -> str:
        """The PostScript name."""
        return str(self._face.get_name(harfbuzz.OTNameIdPredefined.POSTSCRIPT_NAME) or "Font")

    def table(self, tag: str) -> bytes:
        return bytes(self._face.reference_table(tag).data)

    def extents(self) -> tuple[float, float, float]:
        """Return ascent, descent (under 0) and the height of capitals, in 1/1000 em."""
        font = self._font.get_font_extents("ltr")
        capitals = self._font.get_metric_position_with_fallback(harfbuzz.OTMetricsTag.CAP_HEIGHT)
        return font.ascender * self.scale, font.descender * self.scale, capitals * self.scale

    def slant(self) -> float:
        """Return the angle of italics in degrees, clockwise under 0."""
        return float(self._font.get_style_value(harfbuzz.StyleTag.SLANT_ANGLE))

    def advance(self, glyph: int) -> float:
        """Return how far a glyph runs by itself, in 1/1000 em."""
        return float(self._font.get_glyph_h_advance(glyph)) * self.scale

    def lacks(self, words: str) -> tuple[str, ...]:
        """Return the signs that the font cannot set, each once; a letter may be set with its marks."""
        held = self.glyphs
        return tuple(
            sign
            for sign in dict.fromkeys(words)
            if ord(sign) not in held
            and sign not in JOINERS
            and not all(ord(part) in held for part in unicodedata.normalize("NFD", sign))
        )

    def shape(self, words: str, language: str, *, at_right: bool = False) -> list[Glyph]:
        """Return the glyphs of one line from left to right. `language` is the words' own (BCP 47).

        Never the language of the machine, which HarfBuzz would take, and other bytes with it.
        `at_right`: the line begins there.
        """
        runs = _runs(words, at_right=at_right)
        return [glyph for run in runs for glyph in self._shape(*run, language)]

    def _shape(self, start: int, words: str, direction: str, language: str) -> Iterator[Glyph]:
        buffer = harfbuzz.Buffer()
        buffer.cluster_level = harfbuzz.BufferClusterLevel.MONOTONE_CHARACTERS
        buffer.add_str(words)
        buffer.language = language
        buffer.guess_segment_properties()
        buffer.direction = direction
        harfbuzz.shape(self._font, buffer, FEATURES)
        scale = self.scale
        for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            right, up, advance, _ = position.position
            yield Glyph(
                info.codepoint, start + info.cluster, advance * scale, right * scale, up * scale
            )

    def closure(self, codes: Iterable[int]) -> set[int]:
        """Return every glyph that shaping may make of some code points."""
        wanted = harfbuzz.SubsetInput()
        wanted.unicode_set.update(codes)
        wanted.layout_feature_tag_set.clear()
        wanted.layout_feature_tag_set.update(map(_tag, SUBSTITUTIONS))
        plan = harfbuzz.SubsetPlan(self._face, wanted)
        return set(plan.old_to_new_glyph_mapping)

    def subset(self, glyphs: Iterable[int]) -> Subset:
        """Return a font of some glyphs, with those that these are made of and .notdef."""
        wanted = harfbuzz.SubsetInput()
        wanted.glyph_set.update(glyphs)
        wanted.flags = harfbuzz.SubsetFlags.NO_HINTING | harfbuzz.SubsetFlags.NOTDEF_OUTLINE
        wanted.drop_table_tag_set.update(map(_tag, SHAPING_TABLES + OTHER_TABLES))
        plan = harfbuzz.SubsetPlan(self._face, wanted)
        return Subset(bytes(plan.execute().blob.data), dict(plan.old_to_new_glyph_mapping))


def _tag(name: str) -> int:
    return int.from_bytes(name.encode("ascii").ljust(4), "big")


KINDS = {"R": "R", "AL": "R", "L": "L", "EN": "L", "AN": "L"}
"""Letters from right to left, and what is not drawn into them (Unicode Annex 9, simplified)."""
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]")
"""The blocks in which letters from right to left are."""


def _runs(words: str, *, at_right: bool) -> list[tuple[int, str, str]]:
    """Cut a line into runs of one direction, from left to right, with where each starts.

    What stands between two letters against the line's direction goes with them; numbers do not go with
    letters from right to left.
    """
    if not at_right and not RIGHT_TO_LEFT.search(words):
        return [(0, words, "ltr")]
    kinds = "".join(KINDS.get(unicodedata.bidirectional(sign), "-") for sign in words)
    pattern = "L(?:[L-]*L)?|[^L]+" if at_right else "R(?:[R-]*R)?|[^R]+"
    against = "L" if at_right else "R"
    runs = [
        (run.start(), words[run.start() : run.end()], run[0].startswith(against))
        for run in re.finditer(pattern, kinds)
    ]
    directions = ("rtl", "ltr") if at_right else ("ltr", "rtl")
    found = [(start, part, directions[turned]) for start, part, turned in runs]
    return found[::-1] if at_right else found
