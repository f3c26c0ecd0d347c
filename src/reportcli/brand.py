"""A project's colours and fonts as a layout uses them."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import replace
from typing import TYPE_CHECKING

from markupsafe import Markup

from reportcli import fonts
from reportcli.colour import readable_on, tint
from reportcli.own_fonts import read, woff2

if TYPE_CHECKING:
    from collections.abc import Collection

    from reportcli.edition import Edition
    from reportcli.fonts import Face, Library

PAPER = "#ffffff"


TINTS = (0.94, 0.95, 0.96, 0.97, 0.98, 0.99)
"""OKLab lightnesses of a field that takes little ink: the first at which the ink can be read on it."""


def palette(edition: Edition, *, printed: bool = False) -> dict[str, str]:
    """Return colours and families.

    `field` is what is filled, `edge` the line around it where it is not to take much ink, and
    `on_accent` what can be read on the field: ink, or else paper.
    """
    brand = edition.data.brand
    light = printed and brand.coverage == "light"
    field = thin(brand.accent, brand.ink) if light else brand.accent
    return {
        "accent": brand.accent,
        "ink": brand.ink,
        "paper": PAPER,
        "field": field,
        "edge": brand.accent if light else "",
        "on_accent": readable_on(field, brand.ink) or PAPER,
        "display": brand.fonts.display,
        "text": brand.fonts.text,
    }


def thin(accent: str, ink: str) -> str:
    """Return the accent as a tint of paper on which the ink can be read."""
    tints = (tint(accent, lightness) for lightness in TINTS)
    return next((ground for ground in tints if readable_on(ground, ink)), PAPER)


FACES: dict[str, tuple[tuple[int, str], ...]] = {
    "display": ((800, "normal"), (700, "normal")),
    "text": ((400, "normal"), (400, "italic"), (700, "normal")),
}
"""Weights and styles in which layouts set a brand's two families."""
ALWAYS = frozenset((*range(0x20, 0x7F), 0xA0, 0x2003, 0x2010))
"""Signs that a style sheet, a counter or a hyphenated word may add to those of a page."""


def font_rules(edition: Edition) -> Markup:
    """Return the @font-face rules for paper: addresses of whole files, under the fonts' `roots`."""
    library = edition.fonts
    rules = [_rule(face, library.address(face)) for face in _faces(edition)]
    return Markup("\n".join(rules))  # noqa: S704  file names


def embedded_fonts(edition: Edition, signs: Collection[int]) -> Markup:
    """Return the @font-face rules for a page of the screen: what its signs need, as data: URLs."""
    library, display = edition.fonts, edition.data.brand.fonts.display
    groups = _groups(library, set(edition.text))
    rules = []
    for face in _faces(edition):
        if not (face.family == display or _is_used(face, edition.text)):
            continue
        if face.own:
            file = read(face.file)
            rules.append(_rule(face, _data_url(woff2(file, ALWAYS | frozenset(signs)))))
            continue
        for group in groups:
            data = library.woff2(face, group).read_bytes()
            rules.append(_rule(face, _data_url(data), library.groups[group]))
    return Markup("\n".join(rules))  # noqa: S704  base64


def _faces(edition: Edition) -> list[Face]:
    """Return the faces that an edition is set in.

    An own family has every weight and style that is asked of it, its nearest file standing for one that
    it lacks: neither engine nor browser then makes letters bold or slanted by itself.
    """
    library, brand = edition.fonts, edition.data.brand.fonts
    wanted = {}
    for use in ("display", "text"):
        for weight, style in FACES[use]:
            family = getattr(brand, use)
            nearest = library.face(family, weight, style)
            if nearest.own:
                wanted[family, weight, style] = replace(nearest, weight=weight, style=style)
    families = {brand.display, brand.text}
    given = [face for face in library.faces if face.family in families and not face.own]
    return [*given, *wanted.values()]


def _is_used(face: Face, text: str) -> bool:
    """Say whether a text's Markdown may ask for a face of the family to read."""
    bold, italic = ("**" in text or "__" in text), ("*" in text or "_" in text)
    return (face.weight <= 400 or bold) and (face.style == "normal" or italic)


def _groups(library: Library, characters: set[str]) -> list[str]:
    """Return the script groups that a text needs; Latin always."""
    latin = library.groups["latin"]
    beyond = [ord(sign) for sign in characters if not fonts.in_range(ord(sign), latin)]
    return [
        name
        for name, ranges in library.groups.items()
        if name == "latin" or any(fonts.in_range(code, ranges) for code in beyond)
    ]


def _rule(face: Face, source: str, ranges: str = "") -> str:
    scope = f";unicode-range:{ranges}" if ranges else ""
    return (
        f'@font-face{{font-family:"{face.family}";font-weight:{face.weight};'
        f"font-style:{face.style};src:url({source}){scope}}}"
    )


def _data_url(file: bytes) -> str:
    return f"data:font/woff2;base64,{b64encode(file).decode('ascii')}"
