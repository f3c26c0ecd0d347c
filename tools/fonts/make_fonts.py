"""Make layouts/fonts/ from the families' own files. Run once when a family changes.

    npm pack @expo-google-fonts/commissioner@0.4.1 @expo-google-fonts/literata@0.4.3
    tar xzf each into FOLDER/commissioner and FOLDER/literata
    python tools/fonts/make_fonts.py FOLDER

The whole of each static cut is kept (every script, every OpenType feature). Changed are: hinting and
vertical metrics are dropped; signs that line breaking needs and the families lack are added (U+202F
narrow no-break space, U+2011 no-break hyphen, U+2003 em space); overlapping contours of the digits
are united, as the layouts draw numerals by the even-odd rule. For the browser each cut is also
written as woff2, split by groups of scripts. Needs fontTools, brotli and skia-pathops.
"""

from __future__ import annotations

import sys
import tomllib
from copy import deepcopy
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.ttLib.removeOverlaps import removeOverlaps

HERE = Path(__file__).resolve().parents[2] / "layouts" / "fonts"
SOURCES = {
    "commissioner-800.ttf": "commissioner/package/800ExtraBold/Commissioner_800ExtraBold.ttf",
    "commissioner-700.ttf": "commissioner/package/700Bold/Commissioner_700Bold.ttf",
    "literata-400.ttf": "literata/package/400Regular/Literata_400Regular.ttf",
    "literata-400-italic.ttf": "literata/package/400Regular_Italic/Literata_400Regular_Italic.ttf",
    "literata-700.ttf": "literata/package/700Bold/Literata_700Bold.ttf",
}
DROPPED = ("fpgm", "prep", "cvt ", "gasp", "hdmx", "VDMX", "LTSH", "DSIG", "vhea", "vmtx")
FRENCH_THIN_SPACE = 0.8  # of the word space; some 0.2 em, as French compositors set it


def add_glyph(font: TTFont, name: str, code: int, model: str, width: int | None = None) -> None:
    """Add a copy of the glyph `model` for the character `code`, `width` font units wide."""
    advance, bearing = font["hmtx"][model]
    order = font.getGlyphOrder()
    font["glyf"].glyphs[name] = deepcopy(font["glyf"][model])
    font["glyf"].glyphOrder = [*order, name]
    font.setGlyphOrder([*order, name])
    font["hmtx"][name] = (advance if width is None else width, bearing)
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[code] = name


def complete(font: TTFont) -> None:
    cmap = font.getBestCmap()
    space, hyphen = cmap[0x20], cmap[0x2D]
    thin = round(font["hmtx"][space][0] * FRENCH_THIN_SPACE)
    if 0x202F not in cmap:
        add_glyph(font, "nnbspace", 0x202F, space, thin)
    if 0x2011 not in cmap:
        add_glyph(font, "nbhyphen", 0x2011, hyphen)
    if 0x2003 not in cmap:
        add_glyph(font, "emspace", 0x2003, space, font["head"].unitsPerEm)


def make_ttf(source: Path, target: Path) -> None:
    font = TTFont(source, recalcTimestamp=False)
    for tag in DROPPED:
        if tag in font:
            del font[tag]
    for glyph in font["glyf"].glyphs.values():
        glyph.removeHinting()
    removeOverlaps(font, [font.getBestCmap()[ord(digit)] for digit in "0123456789"])
    complete(font)
    font.save(target)


def make_woff2(ttf: Path, group: str, ranges: str) -> None:
    options = subset.Options(
        layout_features=["*"], flavor="woff2", hinting=False, notdef_outline=True
    )
    font = subset.load_font(ttf, options)
    worker = subset.Subsetter(options)
    worker.populate(unicodes=subset.parse_unicodes(ranges.replace("U+", "")))
    worker.subset(font)
    subset.save_font(font, HERE / "woff2" / f"{ttf.stem}.{group}.woff2", options)


def main(folder: Path) -> None:
    groups: dict[str, str] = tomllib.loads((HERE / "fonts.toml").read_text("utf-8"))["groups"]
    (HERE / "woff2").mkdir(exist_ok=True)
    for name, source in SOURCES.items():
        make_ttf(folder / source, HERE / name)
        for group, ranges in groups.items():
            make_woff2(HERE / name, group, ranges)
        print(name, (HERE / name).stat().st_size)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
