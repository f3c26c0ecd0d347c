"""A project's own font files: what they say of themselves, whether they may be used, and their subsets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

from reportcli import fonts
from reportcli.fonts import Face

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

KINDS = (".ttf", ".otf", ".woff2")
NEEDED = ("cmap", "head", "hhea", "hmtx", "maxp", "name", "OS/2", "post")
KEPT = {*NEEDED, "glyf", "loca", "CFF ", "GSUB", "GPOS", "GDEF", "BASE", "kern"}
"""Tables that set a text: what else a file has, the browser needs not."""
RESTRICTED, NO_SUBSET, BITMAPS_ONLY = 0x0002, 0x0100, 0x0200
"""OpenType, OS/2, fsType: what the maker of a font forbids."""
UNSAFE = re.compile(r"""["'\\<>&;{}\x00-\x1f]""")
"""What a family's name cannot hold in a style sheet."""


@dataclass(frozen=True)
class Unusable(Exception):  # noqa: N818  told to the user
    """Why a file cannot be used as a font, and what to do; `name` stands for the file's."""

    message: str
    hint: str


def faces(folder: Path, names: Iterable[str]) -> tuple[Face, ...]:
    """Return the faces of a project's font files, without those that cannot be used."""
    return tuple(face for name in names if (face := _face_or_none(folder / name)))


def _face_or_none(file: Path) -> Face | None:
    try:
        return read(file)
    except (Unusable, OSError):
        return None


@cache
def read(file: Path) -> Face:
    """Read a font file. Raises Unusable, or OSError."""
    data = file.read_bytes()
    if file.suffix.lower() not in KINDS:
        raise Unusable("is no .ttf, .otf or .woff2", "name the font's file in one of these formats")
    try:
        return _face(file, data)
    except Unusable:
        raise
    except Exception:  # noqa: BLE001  fontTools raises what it likes at broken fonts
        raise Unusable(
            "is not a font, or damaged", "get the file anew from the font's maker"
        ) from None


def _face(file: Path, data: bytes) -> Face:
    from fontTools.ttLib import TTFont

    font = TTFont(BytesIO(data), lazy=True)
    if "fvar" in font:
        static = f"{file.stem.partition('[')[0]}-Bold.ttf"
        raise Unusable(
            "is a variable font",
            "name the static files of its family, or make one for each weight: "
            f'fonttools varLib.instancer "{file.name}" wght=700 --update-name-table -o "{static}"',
        )
    missing = [table for table in NEEDED if table not in font]
    if missing or not ({"glyf", "CFF "} & set(font.keys())):
        raise Unusable(
            f"lacks what a font needs: {', '.join(missing) or 'outlines'}",
            "export it again from the font's source, or take another file",
        )
    _require_licence(font["OS/2"].fsType)
    family = font["name"].getDebugName(16) or font["name"].getDebugName(1)
    if not family or UNSAFE.search(family):
        raise Unusable(
            f"has a family name that cannot be used: {family!r}", "take a file with a plain name"
        )
    font.getBestCmap()[ord("0")]  # every report has digits
    weight = min(max(round(font["OS/2"].usWeightClass / 100), 1), 9) * 100
    italic = bool(font["OS/2"].fsSelection & 1 or font["head"].macStyle & 2)
    return Face(family, weight, "italic" if italic else "normal", file, own=True)


def _require_licence(embedding: int) -> None:
    hint = "ask its maker for a licence that allows it, or choose another font"
    if embedding & 0xF == RESTRICTED:
        raise Unusable("may not be embedded: its maker forbids it (OS/2 fsType 2)", hint)
    if embedding & (NO_SUBSET | BITMAPS_ONLY):
        raise Unusable(
            f"may not be embedded in part: its maker forbids it (OS/2 fsType {embedding})", hint
        )


@lru_cache(maxsize=50)
def woff2(face: Face, signs: frozenset[int]) -> bytes:
    """Return a file for the browser that holds the given signs, with what sets them well."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    font: Any = TTFont(BytesIO(face.data), recalcTimestamp=False)
    options = Options(hinting=False, notdef_outline=True, glyph_names=False)
    options.drop_tables = [table for table in font.keys() if table not in KEPT]  # noqa: SIM118
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=signs)
    subsetter.subset(font)
    font.flavor, target = "woff2", BytesIO()
    font.save(target)
    return target.getvalue()


def forget() -> None:
    """Read all files anew when they are next used."""
    for remembered in (read, woff2):
        remembered.cache_clear()
    fonts.forget()
