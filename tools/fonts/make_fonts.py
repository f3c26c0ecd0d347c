"""Make layouts/fonts/ from the families' own files. Run once when a family changes.

    https://github.com/ateliertriay/bricolage, commit 84745e5: fonts/variable/ as FOLDER/bricolage
    npm pack @expo-google-fonts/commissioner@0.4.1 @expo-google-fonts/literata@0.4.3
    tar xzf each into FOLDER/commissioner and FOLDER/literata
    python tools/fonts/make_fonts.py FOLDER

Bricolage Grotesque is cut from its variable font: the large sizes at opsz 96, where it is tight and dark,
the small at opsz 24. It has neither Cyrillic nor Greek; those letters are Commissioner's, of the same
weight, scaled to the same height of capitals. The whole of each cut is kept (every script, every
OpenType feature). Changed are: hinting and vertical metrics are dropped; signs that line breaking needs
and the families lack are added (U+202F narrow no-break space, U+2010 hyphen, U+2011 no-break hyphen,
U+2003 em space); overlapping contours of the digits are united, as the layouts draw numerals by the
even-odd rule. For the browser each cut is also written as woff2, split by groups of scripts. Needs
fontTools, brotli and skia-pathops.

liberation-sans-400.ttf and -700.ttf are not made: they are LiberationSans-Regular.ttf and -Bold.ttf of
Liberation Fonts 2.1.5, byte for byte, as its licence reserves the name for unchanged files and a QR-bill
may be set in that family only. No layout offers it for anything else, so fonts.toml does not list it.
"""

from __future__ import annotations

import sys
import tomllib
from copy import deepcopy
from pathlib import Path
from tempfile import TemporaryDirectory

from fontTools import subset
from fontTools.merge import Merger
from fontTools.merge import Options as MergeOptions
from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.removeOverlaps import removeOverlaps
from fontTools.ttLib.scaleUpem import scale_upem
from fontTools.varLib.instancer import instantiateVariableFont

HERE = Path(__file__).resolve().parents[2] / "layouts" / "fonts"
BRICOLAGE = "bricolage/BricolageGrotesque[opsz,wdth,wght].ttf"
BRICOLAGE_CUTS: dict[
    str, tuple[dict[str, float], str]
] = {  # the cut, and whose Cyrillic and Greek it is given
    "bricolage-800.ttf": (
        {"opsz": 96, "wdth": 100, "wght": 800},
        "commissioner/package/800ExtraBold/Commissioner_800ExtraBold.ttf",
    ),
    "bricolage-700.ttf": (
        {"opsz": 24, "wdth": 100, "wght": 700},
        "commissioner/package/700Bold/Commissioner_700Bold.ttf",
    ),
}
LITERATA_CUTS = {
    "literata-400.ttf": "literata/package/400Regular/Literata_400Regular.ttf",
    "literata-400-italic.ttf": "literata/package/400Regular_Italic/Literata_400Regular_Italic.ttf",
    "literata-700.ttf": "literata/package/700Bold/Literata_700Bold.ttf",
}
CYRILLIC_AND_GREEK = [*range(0x370, 0x400), *range(0x400, 0x530), *range(0x1F00, 0x2000)]
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
    if 0x2010 not in cmap:
        add_glyph(font, "uni2010", 0x2010, hyphen)
    if 0x2011 not in cmap:
        add_glyph(font, "nbhyphen", 0x2011, hyphen)
    if 0x2003 not in cmap:
        add_glyph(font, "emspace", 0x2003, space, font["head"].unitsPerEm)


def capital_height(font: TTFont) -> float:
    """Return the height of H in font units."""
    pen = BoundsPen(font.getGlyphSet())
    font.getGlyphSet()[font.getBestCmap()[ord("H")]].draw(pen)
    return float(pen.bounds[3])


def joined(latin: TTFont, other: TTFont) -> TTFont:
    """Return `latin` with the Cyrillic and Greek of `other`, scaled to the same height of capitals."""
    units = latin["head"].unitsPerEm
    scale_upem(
        other, round(other["head"].unitsPerEm * capital_height(latin) / capital_height(other))
    )
    other["head"].unitsPerEm = units
    options = subset.Options(layout_features=["kern", "mark", "mkmk", "ccmp", "locl"])
    worker = subset.Subsetter(options)
    worker.populate(unicodes=set(CYRILLIC_AND_GREEK) - set(latin.getBestCmap()))
    worker.subset(other)
    with TemporaryDirectory() as folder:
        files = [str(Path(folder) / name) for name in ("latin.ttf", "other.ttf")]
        latin.save(files[0])
        other.save(files[1])
        return Merger(MergeOptions(drop_tables=["STAT", "DSIG", "meta", "MVAR"])).merge(files)


def bricolage(folder: Path, axes: dict[str, float], other: str) -> TTFont:
    latin = instantiateVariableFont(TTFont(folder / BRICOLAGE, recalcTimestamp=False), axes)
    font = joined(latin, TTFont(folder / other, recalcTimestamp=False))
    font["OS/2"].usWeightClass = int(axes["wght"])
    return font


def write_ttf(font: TTFont, target: Path) -> None:
    for tag in DROPPED:
        if tag in font:
            del font[tag]
    for glyph in font["glyf"].glyphs.values():
        glyph.removeHinting()
    removeOverlaps(font, [font.getBestCmap()[ord(digit)] for digit in "0123456789"])
    complete(font)
    font["head"].modified = font["head"].created
    font.recalcTimestamp = False
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
    cuts = {name: bricolage(folder, *cut) for name, cut in BRICOLAGE_CUTS.items()}
    cuts |= {
        name: TTFont(folder / source, recalcTimestamp=False)
        for name, source in LITERATA_CUTS.items()
    }
    for name, font in cuts.items():
        write_ttf(font, HERE / name)
        for group, ranges in groups.items():
            make_woff2(HERE / name, group, ranges)
        print(name, (HERE / name).stat().st_size)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
