"""Arabic letters that any reader of a PDF finds again: one letter to a glyph.

A PDF holds glyphs from left to right; who searches or copies turns them round, glyph by glyph. A ligature
of two letters would come out with its letters changed over. So of ligatures of letters only lam with alef,
which Arabic cannot do without, is kept, in two glyphs that meet; marks with shadda are kept as they are,
whose order says nothing (they are canonically equivalent). Both families use the same names.
"""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import otTables

if TYPE_CHECKING:
    from pathlib import Path

LETTERS = [  # Arabic's letters, marks and digits, and Persian's
    *(0x60C, 0x61B, 0x61F),
    *range(0x621, 0x63B),
    *range(0x640, 0x657),
    *range(0x660, 0x66E),
    *(0x670, 0x671, 0x67E, 0x686, 0x698, 0x6A4, 0x6A9, 0x6AF, 0x6CC),
    *range(0x6F0, 0x6FA),
]
FEATURES = ["ccmp", "locl", "isol", "init", "medi", "fina", "rlig", "kern", "mark", "mkmk"]
LAMS = ("uniFEDF", "uniFEE0")  # at the beginning, in the middle
ALEFS = {"uniFE82": 0xFEF5, "uniFE84": 0xFEF7, "uniFE88": 0xFEF9, "uniFE8E": 0xFEFB}
PAIRS = [
    (lam, alef, f"uni{first + second:04X}", f"{alef}.after.{lam}")
    for alef, first in ALEFS.items()
    for second, lam in enumerate(LAMS)
]
"""Lam, alef, their ligature, which is to be lam's glyph, and the alef that stands in it."""
SHADDA = [
    f"shadda{mark}ar" for mark in ("Fatha", "Damma", "Kasra", "Fathatan", "Dammatan", "Kasratan")
]
"""Marks that Markazi Text does not say to be marks; else they would take room."""
IGNORE_MARKS, BASE_GLYPH, MARK = 8, 1, 3
SINGLE, CONTEXT = 1, 6  # types of GSUB's lookups
TO_BASE, TO_LIGATURE = 4, 5  # and of GPOS's


def opened(file: Path) -> TTFont:
    """Open a family's own file, and leave it one letter to a glyph."""
    font = TTFont(file, recalcTimestamp=False)
    whole = {ligature: _drawn(font, ligature) for _, _, ligature, _ in PAIRS}
    for _, _, ligature, part in PAIRS:
        _split(font, ligature, part, whole[ligature])
    _substitute(font["GSUB"].table)
    _anchor(font["GPOS"].table, font)
    definitions = font["GDEF"].table
    bases = [glyph for pair in PAIRS for glyph in pair[2:]]
    classes = definitions.GlyphClassDef.classDefs
    classes.update(dict.fromkeys(bases, BASE_GLYPH))
    classes.update((name, MARK) for name in SHADDA if name in font["hmtx"].metrics)
    definitions.LigCaretList = None
    return font


def _drawn(font: TTFont, glyph: str) -> DecomposingRecordingPen:
    pen = DecomposingRecordingPen(font.getGlyphSet())
    font.getGlyphSet()[glyph].draw(pen)
    return pen


def _split(font: TTFont, ligature: str, part: str, drawn: DecomposingRecordingPen) -> None:
    """Give the left half of a ligature's width to a new, empty glyph, over which it reaches."""
    width, bearing = font["hmtx"][ligature]
    half = width // 2
    order = [*font.getGlyphOrder(), part]
    font.setGlyphOrder(order)
    font["glyf"].glyphOrder = order
    font["glyf"].glyphs[part] = TTGlyphPen(None).glyph()
    font["hmtx"][part] = (half, 0)
    pen = TTGlyphPen(None)
    drawn.replay(TransformPen(pen, (1, 0, 0, 1, -half, 0)))
    font["glyf"].glyphs[ligature] = pen.glyph()
    font["hmtx"][ligature] = (width - half, bearing - half)


def _substitute(table: Any) -> None:
    """Let `rlig` set the two glyphs of lam with alef, and join nothing else."""
    lookups = table.LookupList.Lookup
    features = [
        item.Feature for item in table.FeatureList.FeatureRecord if item.FeatureTag == "rlig"
    ]
    (required,) = {index for feature in features for index in feature.LookupListIndex}
    contexts = []
    for lam, alef, ligature, part in PAIRS:
        context = otTables.ChainContextSubst()
        context.Format = 3
        context.BacktrackCoverage, context.LookAheadCoverage = [], []
        context.InputCoverage = [_coverage([lam]), _coverage([alef])]
        context.SubstLookupRecord = []
        for place, (old, new) in enumerate([(lam, ligature), (alef, part)]):
            record = otTables.SubstLookupRecord()
            record.SequenceIndex, record.LookupListIndex = place, len(lookups)
            context.SubstLookupRecord.append(record)
            single = otTables.SingleSubst()
            single.mapping = {old: new}
            lookups.append(_lookup(SINGLE, 0, [single]))
        contexts.append(context)
    lookups[required] = _lookup(CONTEXT, IGNORE_MARKS, contexts)
    table.LookupList.LookupCount = len(lookups)


def _anchor(table: Any, font: TTFont) -> None:
    """Let marks stand on each of the two glyphs as they stood on the ligature's two letters."""
    for index, lookup in enumerate(table.LookupList.Lookup):
        if lookup.LookupType == TO_LIGATURE:
            subtables = [_on_bases(subtable, font) for subtable in lookup.SubTable]
            table.LookupList.Lookup[index] = _lookup(TO_BASE, lookup.LookupFlag, subtables)


def _on_bases(subtable: Any, font: TTFont) -> Any:
    attached = dict(
        zip(subtable.LigatureCoverage.glyphs, subtable.LigatureArray.LigatureAttach, strict=True)
    )
    anchors: dict[str, Any] = {}
    for _, _, ligature, part in PAIRS:
        letters = deepcopy(attached[ligature].ComponentRecord)
        lam, alef = (item.LigatureAnchor for item in letters)
        for anchor in filter(None, lam):
            anchor.XCoordinate -= font["hmtx"][part][0]
        anchors |= {ligature: lam, part: alef}
    bases = otTables.MarkBasePos()
    bases.Format, bases.ClassCount = 1, subtable.ClassCount
    bases.MarkCoverage, bases.MarkArray = subtable.MarkCoverage, subtable.MarkArray
    bases.BaseCoverage = _coverage(sorted(anchors, key=font.getGlyphID))
    bases.BaseArray = otTables.BaseArray()
    bases.BaseArray.BaseRecord = []
    for glyph in bases.BaseCoverage.glyphs:
        record = otTables.BaseRecord()
        record.BaseAnchor = anchors[glyph]
        bases.BaseArray.BaseRecord.append(record)
    return bases


def _coverage(glyphs: list[str]) -> Any:
    coverage = otTables.Coverage()
    coverage.glyphs = glyphs
    return coverage


def _lookup(kind: int, flag: int, subtables: list[Any]) -> Any:
    lookup = otTables.Lookup()
    lookup.LookupType, lookup.LookupFlag, lookup.SubTable = kind, flag, subtables
    return lookup
