"""A project's own fonts: files that may be used, and families that have what is asked of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportcli import own_fonts
from reportcli.brand import FACES
from reportcli.checks.data import FONT_FILES as FILES
from reportcli.checks.pictures import misplaced
from reportcli.diagnostics import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reportcli.edition import Edition
    from reportcli.fonts import Face
    from reportcli.source import Source

HEAVY = 600
"""The least weight that looks bold beside one to read."""
NAMES = {400: "regular", 700: "bold", 800: "extra bold"}


def fault(root: Path, name: str) -> tuple[str, str] | None:
    """Say what is wrong with a font file and what to do, or None. `name` is relative to `root`."""
    if found := misplaced(root, name, "font"):
        return found
    try:
        own_fonts.read(root / name)
    except own_fonts.Unusable as unusable:
        return f"{name} {unusable.message}", unusable.hint
    except OSError:
        return f"{name} cannot be read: its permissions forbid it", "allow yourself to read it"
    return None


def check(source: Source, edition: Edition) -> Iterator[Diagnostic]:
    """Yield what an edition lacks in the project's own fonts, and files that it does not use."""
    brand = edition.data.brand.fonts
    own = {face.file: face for face in edition.fonts.faces if face.own}
    seen: dict[tuple[str, int, str], str] = {}
    for at, name in enumerate(brand.files):
        if (face := own.get(edition.folder / name)) is None:
            continue
        kind = (face.family, face.weight, face.style)
        if kind in seen:
            why = f"{name} is of the same weight and style as {seen[kind]}, which is taken"
            yield _warning(source, (*FILES, at), why, "take one of the two out")
        elif face.family not in {brand.display, brand.text}:
            why = f"the font {name} is not used: its family is `{face.family}`"
            hint = f'write display = "{face.family}" or text = "{face.family}"'
            yield _warning(source, (*FILES, at), why, hint)
        seen.setdefault(kind, name)
    for use in ("display", "text"):
        family = getattr(brand, use)
        if any(face.family == family for face in own.values()):
            yield from _lacks(source, edition, use, [f for f in own.values() if f.family == family])


def _lacks(source: Source, edition: Edition, use: str, faces: list[Face]) -> Iterator[Diagnostic]:
    """Yield a warning for each weight or style that a family is asked for and has nothing near to."""
    family, text = faces[0].family, edition.text
    bold, italic = ("**" in text or "__" in text), ("*" in text.replace("**", "") or "_" in text)
    for weight, style in FACES[use]:
        if use == "text" and ((weight > 400 and not bold) or (style == "italic" and not italic)):
            continue
        nearest = edition.fonts.face(family, weight, style)
        if (nearest.weight >= HEAVY) == (weight >= HEAVY) and nearest.style == style:
            continue
        named = "italic" if style == "italic" else NAMES[weight]
        yield _warning(
            source,
            ("brand", "fonts", use),
            f"`{family}` has no {named} (weight {weight}): {nearest.file.name} stands for it",
            f"add the file of that weight and style to `files`, or choose another family for `{use}`",
        )


def _warning(source: Source, path: tuple[str | int, ...], message: str, hint: str) -> Diagnostic:
    return Diagnostic("L013", message, source.place(path), hint, severity="warning")
