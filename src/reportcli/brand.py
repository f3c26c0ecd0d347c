"""A project's colours and fonts as a layout uses them."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING

from markupsafe import Markup

from reportcli import fonts
from reportcli.colour import readable_on, tint

if TYPE_CHECKING:
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


def font_rules(edition: Edition, *, embedded: bool) -> Markup:
    """Return the @font-face rules: addresses of whole files, or what the text needs as data: URLs."""
    library, brand = edition.layout.fonts, edition.data.brand.fonts
    faces = [face for face in library.faces if face.family in {brand.display, brand.text}]
    rules = _embedded(edition, faces) if embedded else _linked(faces)
    return Markup("\n".join(rules))  # noqa: S704  file names and base64


def _linked(faces: list[Face]) -> list[str]:
    return [_rule(face, f"fonts/{face.file.name}") for face in faces]


def _embedded(edition: Edition, faces: list[Face]) -> list[str]:
    library, display = edition.layout.fonts, edition.data.brand.fonts.display
    groups = _groups(library, set(edition.text))
    return [
        _rule(
            face, f"data:font/woff2;base64,{_base64(library, face, group)}", library.groups[group]
        )
        for face in faces
        if face.family == display or _is_used(face, edition.text)
        for group in groups
    ]


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


def _base64(library: Library, face: Face, group: str) -> str:
    return b64encode(library.woff2(face, group).read_bytes()).decode("ascii")
