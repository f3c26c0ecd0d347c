"""Font files of a family of tests' own, made from one of the layouts'."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables._f_v_a_r import Axis

from reportcli.layouts import built_in

if TYPE_CHECKING:
    from pathlib import Path

SOURCES = {
    800: "bricolage-800.ttf",
    700: "bricolage-700.ttf",
    400: "literata-400.ttf",
    401: "literata-400-italic.ttf",
}


def font(file: Path, family: str = "Essai", weight: int = 800, *, italic: bool = False, embedding: int = 0, source: int = 0) -> Path:  # fmt: skip
    """Make a font file; its kind is by its name: .ttf, .woff2 or .otf."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(_made(file.suffix, family, weight, italic, embedding, source or weight))
    return file


@cache
def _made(kind: str, family: str, weight: int, italic: bool, embedding: int, source: int) -> bytes:
    made: Any = TTFont(built_in() / "fonts" / SOURCES[source])
    for name, text in ((1, family), (2, "Regular"), (4, f"{family} {weight}"), (6, f"{family}-{weight}")):  # fmt: skip
        made["name"].setName(text, name, 3, 1, 0x409)
    for name in (16, 17, 21, 22, 25):
        made["name"].removeNames(nameID=name)
    made["OS/2"].usWeightClass, made["OS/2"].fsType = weight, embedding
    made["OS/2"].fsSelection = 1 if italic else 0x40
    made["head"].macStyle = 2 if italic else 0
    if kind == ".woff2":
        made.flavor = "woff2"
    data = BytesIO()
    (postscript(made, family, weight) if kind == ".otf" else made).save(data)
    return data.getvalue()


def postscript(made: Any, family: str, weight: int) -> Any:
    """Make a font anew with PostScript's outlines."""
    glyphs, order = made.getGlyphSet(), made.getGlyphOrder()
    builder = FontBuilder(made["head"].unitsPerEm, isTTF=False)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(made.getBestCmap())
    strings = {}
    for name in order:
        pen = T2CharStringPen(glyphs[name].width, glyphs)
        glyphs[name].draw(pen)
        strings[name] = pen.getCharString()
    builder.setupCFF(f"{family}-{weight}", {}, strings, {})
    builder.setupHorizontalMetrics({name: (glyphs[name].width, 0) for name in order})
    builder.setupHorizontalHeader(ascent=made["hhea"].ascent, descent=made["hhea"].descent)
    builder.setupNameTable({"familyName": family, "styleName": "Regular", "psName": f"{family}-{weight}"})  # fmt: skip
    builder.setupOS2(usWeightClass=weight, fsType=0, sTypoAscender=made["hhea"].ascent)
    builder.setupPost()
    return builder.font


def variable(file: Path) -> Path:
    """Make a font that says it has an axis."""
    made: Any = TTFont(font(file))
    made["fvar"] = newTable("fvar")
    axis = Axis()
    axis.axisTag, axis.minValue, axis.defaultValue, axis.maxValue = "wght", 400, 400, 800
    made["fvar"].axes, made["fvar"].instances = [axis], []
    made.save(file)
    return file
