"""The layouts' font files: what they hold, how wide a text runs in them, and their outlines."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


JOINED = re.compile("[\u0600-\u06ff]")
"""Arabic letters: their form, and so their width, is by those beside them."""


@dataclass(frozen=True)
class Face:
    """One static font file: a family's weight and style. Measures are in em. `own`: the project's."""

    family: str
    weight: int
    style: str
    file: Path
    own: bool = False

    @cached_property
    def data(self) -> bytes:
        """The font, unpacked where it is a WOFF2 file."""
        data = self.file.read_bytes()
        if data[:4] != b"wOF2":
            return data
        from fontTools.ttLib import woff2

        target = BytesIO()
        woff2.decompress(BytesIO(data), target)
        return target.getvalue()

    @cached_property
    def _font(self) -> Any:
        from fontTools.ttLib import TTFont

        return TTFont(BytesIO(self.data), lazy=True)

    @cached_property
    def is_truetype(self) -> bool:
        """Whether the outlines are TrueType's, not PostScript's."""
        return "glyf" in self._font

    @cached_property
    def units(self) -> int:
        """Font units in one em."""
        return int(self._font["head"].unitsPerEm)

    @cached_property
    def metrics(self) -> Metrics:
        """How far a line's content reaches above and below the baseline (hhea)."""
        table = self._font["hhea"]
        return Metrics(table.ascent / self.units, -table.descent / self.units)

    @cached_property
    def glyphs(self) -> dict[int, str]:
        """The characters that the file holds, by code point, with the names of their glyphs.

        Digits are as tall as capitals.
        """
        tall = _lining(self._font) if self.own else {}
        found = self._font.getBestCmap().items()
        return {code: tall.get(name, name) for code, name in found}

    @cached_property
    def characters(self) -> frozenset[int]:
        """The code points that the file holds; no glyph's name is read for it, which takes long."""
        from fontTools.ttLib import TTFont

        font = TTFont(BytesIO(self.data), lazy=True)
        font.setGlyphOrder([str(number) for number in range(font["maxp"].numGlyphs)])
        return frozenset(font.getBestCmap())

    def advance(self, text: str) -> float:
        """Return how far a text runs, in em, without kerning; an unknown sign counts one em.

        A text with letters that join is shaped, word by word.
        """
        if JOINED.search(text):
            words = filter(None, text.split(" "))
            return sum(map(self.shaped, words)) + text.count(" ") * self.advance(" ")
        return sum(map(self._widths.__getitem__, text)) / self.units

    @cached_property
    def _shaper(self) -> Any:
        import uharfbuzz

        return uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob(self.data)))

    @lru_cache(maxsize=5000)  # noqa: B019
    def shaped(self, word: str) -> float:
        """Return how far a word runs as it is set, in em."""
        import uharfbuzz

        buffer = uharfbuzz.Buffer()
        buffer.add_str(word)
        buffer.guess_segment_properties()
        uharfbuzz.shape(self._shaper, buffer)
        return float(sum(place.x_advance for place in buffer.glyph_positions)) / self.units

    @cached_property
    def _widths(self) -> _Widths:
        return _Widths(self.glyphs, self._font["hmtx"].metrics, self.units)

    @cache  # noqa: B019  there are a few faces, for as long as the process
    def ink(self, text: str, tracking: float = 0) -> Box:
        """Return the box of a text's ink around its baseline, in em, y pointing down."""
        from fontTools.pens.boundsPen import BoundsPen

        pen = BoundsPen(self._font.getGlyphSet())
        self._draw(text, pen, 1 / self.units, (0, 0), tracking)
        return Box(*(pen.bounds or (0, 0, 0, 0)))

    @cache  # noqa: B019
    def foot(self, sign: str) -> tuple[float, float]:
        """Return from where to where a sign stands on its baseline, in em: of a plain 1, its stem."""
        from fontTools.pens.recordingPen import DecomposingRecordingPen

        pen = DecomposingRecordingPen(self._font.getGlyphSet())
        self._draw(sign, pen, 1 / self.units, (0, 0), 0)
        points = [point for _, points in pen.value for point in points if point]
        across = [x for x, y in points if abs(y) < 1 / self.units] or [0]
        return min(across), max(across)

    @lru_cache(maxsize=500)  # noqa: B019
    def outline(
        self, text: str, size: float, x: float = 0, y: float = 0, tracking: float = 0
    ) -> str:
        """Return a text's contours as SVG path data, its baseline starting at (x, y).

        `size` to the em, `tracking` in em.
        """
        from fontTools.pens.svgPathPen import SVGPathPen

        pen = SVGPathPen(
            self._font.getGlyphSet(), ntos=lambda value: f"{value:.2f}".rstrip("0").rstrip(".")
        )
        if self.own:
            self._draw_united(text, pen, size / self.units, (x, y), tracking)
        else:
            self._draw(text, pen, size / self.units, (x, y), tracking)
        return str(pen.getCommands())

    def _draw_united(
        self, text: str, pen: Any, scale: float, start: tuple[float, float], tracking: float
    ) -> None:
        """Draw a text whose signs have contours that overlap, which even-odd filling would leave empty."""
        from fontTools.pens.transformPen import TransformPen
        from pathops import Path

        path = Path()
        self._draw(text, path.getPen(glyphSet=self._font.getGlyphSet()), 1, (0, 0), tracking)
        path.simplify(fix_winding=True)
        path.draw(TransformPen(pen, (scale, 0, 0, scale, *start)))

    def _draw(
        self, text: str, pen: Any, scale: float, start: tuple[float, float], tracking: float
    ) -> None:
        from fontTools.pens.transformPen import TransformPen

        shapes, (x, y) = self._font.getGlyphSet(), start
        for sign in text:
            glyph = shapes[self.glyphs.get(ord(sign), ".notdef")]
            glyph.draw(TransformPen(pen, (scale, 0, 0, -scale, x, y)))
            x += (self.advance(sign) + tracking) * self.units * scale


def _lining(font: Any) -> dict[str, str]:
    """Return the glyphs that a font's feature `lnum` puts in place of others."""
    if "GSUB" not in font or not font["GSUB"].table.FeatureList:
        return {}
    table = font["GSUB"].table
    features = (found for found in table.FeatureList.FeatureRecord if found.FeatureTag == "lnum")
    lookups = {index for found in features for index in found.Feature.LookupListIndex}
    subtables = (
        sub for index in sorted(lookups) for sub in table.LookupList.Lookup[index].SubTable
    )
    plain = (getattr(subtable, "ExtSubTable", subtable) for subtable in subtables)
    return {
        name: other
        for subtable in plain
        if subtable.LookupType == 1
        for name, other in subtable.mapping.items()
    }


class _Widths(dict[str, int]):
    """How far each sign runs, in font units; an unknown one runs one em."""

    def __init__(self, glyphs: Mapping[int, str], metrics: Mapping[str, Any], units: int) -> None:
        self._glyphs, self._metrics, self._units = glyphs, metrics, units

    def __missing__(self, sign: str) -> int:
        glyph = self._glyphs.get(ord(sign))
        self[sign] = width = self._units if glyph is None else int(self._metrics[glyph][0])
        return width


@dataclass(frozen=True)
class Metrics:
    ascent: float
    descent: float


@dataclass(frozen=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Library:
    """The fonts in one folder, as its `fonts.toml` lists them."""

    folder: Path
    faces: tuple[Face, ...]
    groups: dict[str, str]
    """Script groups of the browser's files: name → CSS unicode-range."""

    @property
    def families(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(face.family for face in self.faces))

    def face(self, family: str, weight: int, style: str = "normal") -> Face:
        """Return the face of a family that is nearest in weight; in another style where it lacks that."""
        theirs = [face for face in self.faces if face.family == family]
        same = [face for face in theirs if face.style == style] or theirs
        return min(same, key=lambda face: (abs(face.weight - weight), -face.weight))

    @property
    def roots(self) -> dict[str, Path]:
        """Where the engine finds the files: the folder, and each of the project's own by itself."""
        own = [face.file for face in self.faces if face.own]
        return {"fonts": self.folder, **{f"own{at}": file for at, file in enumerate(own)}}

    def address(self, face: Face) -> str:
        """Return the address of a face's file, under the roots."""
        own = [face.file for face in self.faces if face.own]
        return f"own{own.index(face.file)}" if face.own else f"fonts/{face.file.name}"

    def with_own(self, own: tuple[Face, ...]) -> Library:
        """Return this library with a project's faces; of a family that both have, only the project's."""
        families = {face.family for face in own}
        others = tuple(face for face in self.faces if face.family not in families)
        return replace(self, faces=(*others, *own)) if own else self

    def woff2(self, face: Face, group: str) -> Path:
        return self.folder / "woff2" / f"{face.file.stem}.{group}.woff2"

    def covers(self, family: str) -> frozenset[int]:
        """Return the code points that every face of a family holds."""
        held = [face.characters for face in self.faces if face.family == family]
        return frozenset.intersection(*held)


@cache
def library(folder: Path) -> Library:
    """Read a folder's `fonts.toml`."""
    table = tomllib.loads((folder / "fonts.toml").read_text("utf-8"))
    faces = tuple(
        Face(face["family"], face["weight"], face["style"], folder / face["file"])
        for face in table["faces"]
    )
    return Library(folder, faces, table["groups"])


def forget() -> None:
    """Read all fonts anew when they are next used: their files may have changed."""
    for remembered in (library, Face.ink, Face.foot, Face.outline, Face.shaped):
        remembered.cache_clear()


def in_range(code: int, ranges: str) -> bool:
    """Say whether a code point lies in a CSS unicode-range."""
    for part in ranges.replace("U+", "").split(","):
        first, _, last = part.strip().partition("-")
        if int(first, 16) <= code <= int(last or first, 16):
            return True
    return False
