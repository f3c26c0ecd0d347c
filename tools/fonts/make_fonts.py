"""Make layouts/fonts/ from the families' own files. Run once when a family changes.

    https://github.com/ateliertriay/bricolage, commit 84745e5: fonts/variable/ as FOLDER/bricolage
    npm pack @expo-google-fonts/commissioner@0.4.1 @expo-google-fonts/literata@0.4.3
    npm pack @expo-google-fonts/rubik@0.4.2 @expo-google-fonts/markazi-text@0.4.1
    tar xzf each into FOLDER/commissioner, FOLDER/literata, FOLDER/rubik and FOLDER/markazi-text
    python tools/fonts/make_fonts.py FOLDER

Bricolage Grotesque is cut from its variable font: the large sizes at opsz 96, where it is tight and dark,
the small at opsz 24. It has neither Cyrillic nor Greek; those letters are Commissioner's, of the same
weight, scaled to the same height of capitals. Arabic letters are Rubik's beside Bricolage, as dark and
as tight, and Markazi Text's beside Literata, of the same colour: sized by eye, and last in each file, so
that no other glyph's number changes. Arabic does not slant: beside Literata's italic it is bold, by which
it stresses; arabic.py says what becomes of its ligatures. The whole of each cut is kept (every script, every
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

import arabic
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
ARABIC_CUTS: dict[str, tuple[str, float]] = {  # whose Arabic, and its em in the cut's
    "bricolage-800.ttf": ("rubik/package/800ExtraBold/Rubik_800ExtraBold.ttf", 1.0),
    "bricolage-700.ttf": ("rubik/package/700Bold/Rubik_700Bold.ttf", 1.0),
    "literata-400.ttf": ("markazi-text/package/400Regular/MarkaziText_400Regular.ttf", 1.3),
    "literata-400-italic.ttf": ("markazi-text/package/700Bold/MarkaziText_700Bold.ttf", 1.3),
    "literata-700.ttf": ("markazi-text/package/700Bold/MarkaziText_700Bold.ttf", 1.3),
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
    if 0x66A not in cmap:
        add_glyph(font, "percent-ar", 0x66A, cmap[0x25])


def capital_height(font: TTFont) -> float:
    """Return the height of H in font units."""
    pen = BoundsPen(font.getGlyphSet())
    font.getGlyphSet()[font.getBestCmap()[ord("H")]].draw(pen)
    return float(pen.bounds[3])


def joined(
    font: TTFont, other: TTFont, size: float, codes: list[int], features: list[str]
) -> TTFont:
    """Return a font with some characters of another, whose em is `size` of its own."""
    scale_upem(other, round(font["head"].unitsPerEm * size))
    other["head"].unitsPerEm = font["head"].unitsPerEm
    worker = subset.Subsetter(subset.Options(layout_features=features))
    worker.populate(unicodes=set(codes) - set(font.getBestCmap()))
    worker.subset(other)
    with TemporaryDirectory() as folder:
        files = [str(Path(folder) / name) for name in ("font.ttf", "other.ttf")]
        font.save(files[0])
        other.save(files[1])
        made = Merger(MergeOptions(drop_tables=["STAT", "DSIG", "meta", "MVAR"])).merge(files)
    made["head"].created = font["head"].created  # else the clock
    return made


def bricolage(folder: Path, axes: dict[str, float], other: str) -> TTFont:
    latin = instantiateVariableFont(TTFont(folder / BRICOLAGE, recalcTimestamp=False), axes)
    second = TTFont(folder / other, recalcTimestamp=False)
    ems = second["head"].unitsPerEm / latin["head"].unitsPerEm
    size = ems * capital_height(latin) / capital_height(second)
    font = joined(latin, second, size, CYRILLIC_AND_GREEK, ["kern", "mark", "mkmk", "ccmp", "locl"])
    font["OS/2"].usWeightClass = int(axes["wght"])
    return font


def with_arabic(font: TTFont, other: TTFont, size: float) -> TTFont:
    """Return a font with the Arabic of another; its lines stay as high as they are."""
    other["OS/2"] = deepcopy(font["OS/2"])
    other["head"].macStyle = font["head"].macStyle
    for name in ("ascent", "descent", "lineGap"):
        setattr(other["hhea"], name, getattr(font["hhea"], name))
    return joined(font, other, size, arabic.LETTERS, arabic.FEATURES)


def drop_tables(font: TTFont) -> TTFont:
    for tag in DROPPED:
        if tag in font:
            del font[tag]
    return font


def write_ttf(font: TTFont, target: Path) -> None:
    for glyph in font["glyf"].glyphs.values():
        glyph.removeHinting()
    removeOverlaps(font, [font.getBestCmap()[ord(digit)] for digit in "0123456789"])
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
    for name, cut in cuts.items():
        complete(drop_tables(cut))
        source, size = ARABIC_CUTS[name]
        other = drop_tables(arabic.opened(folder / source))
        font = with_arabic(cut, other, size)
        write_ttf(font, HERE / name)
        for group, ranges in groups.items():
            make_woff2(HERE / name, group, ranges)
        print(name, (HERE / name).stat().st_size)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
