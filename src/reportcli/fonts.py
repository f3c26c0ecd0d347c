"""The layouts' font files: what they hold, how wide a text runs in them, and their outlines."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
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
    """One static font file: a family's weight and style. Measures are in em."""

    family: str
    weight: int
    style: str
    file: Path

    @cached_property
    def _font(self) -> Any:
        from fontTools.ttLib import TTFont

        return TTFont(BytesIO(self.file.read_bytes()), lazy=True)

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
        """The characters that the file holds, by code point, with the names of their glyphs."""
        return dict(self._font.getBestCmap())

    @cached_property
    def characters(self) -> frozenset[int]:
        """The code points that the file holds; no glyph's name is read for it, which takes long."""
        from fontTools.ttLib import TTFont

        font = TTFont(BytesIO(self.file.read_bytes()), lazy=True)
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

        return uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob(self.file.read_bytes())))

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
        self._draw(text, pen, size / self.units, (x, y), tracking)
        return str(pen.getCommands())

    def _draw(
        self, text: str, pen: Any, scale: float, start: tuple[float, float], tracking: float
    ) -> None:
        from fontTools.pens.transformPen import TransformPen

        shapes, (x, y) = self._font.getGlyphSet(), start
        for sign in text:
            glyph = shapes[self.glyphs.get(ord(sign), ".notdef")]
            glyph.draw(TransformPen(pen, (scale, 0, 0, -scale, x, y)))
            x += (self.advance(sign) + tracking) * self.units * scale


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
        """Return the face of a family that is nearest in weight."""
        same = [face for face in self.faces if face.family == family and face.style == style]
        return min(same, key=lambda face: abs(face.weight - weight))

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
