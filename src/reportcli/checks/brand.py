"""The brand's colours can be read and seen, and its fonts are there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportcli import pictures
from reportcli.brand import PAPER
from reportcli.checks.pictures import fault
from reportcli.colour import GRAPHIC, contrast, luminance, nearest, readable_on
from reportcli.diagnostics import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportcli.edition import Edition
    from reportcli.source import Source

BLACK = "#000000"
"""What passes on paper and carries it, whatever the ink."""
UNKNOWN_FAMILY = "L004"
"""The code of the fault that a font is not there, without which no sign can be looked for."""


def check(source: Source, edition: Edition) -> Iterator[Diagnostic]:
    """Yield a fault for a colour that fails WCAG's contrast (see colour) and for an unknown family."""
    brand = edition.data.brand
    ink = _legible(brand.ink, brand.accent)
    if ink != brand.ink:
        yield _faint(source, "ink", brand.ink, ink, "text in it cannot be read on paper")
    accent = nearest(brand.accent, lambda colour: _carries(colour, ink)) or BLACK
    if contrast(brand.accent, PAPER) < GRAPHIC:
        why = "what is drawn in it cannot be seen on paper"
        yield _faint(source, "accent", brand.accent, accent, why)
    elif accent != brand.accent:
        why = "neither ink nor white can be read on it"
        yield _faint(source, "accent", brand.accent, accent, why)
    yield from _unseen_logo(source, edition)
    known = edition.fonts.families
    for use in ("display", "text"):
        if (family := getattr(brand.fonts, use)) not in known:
            yield Diagnostic(
                code=UNKNOWN_FAMILY,
                message=f"unknown font family `{family}`",
                place=source.place(("brand", "fonts", use)),
                hint=f"there are: {', '.join(known)}",
            )


def _legible(ink: str, accent: str) -> str:
    """Return an ink that can be read on paper: this one, or else the nearest that spares the accent."""
    if readable_on(PAPER, ink):
        return ink

    def passes(other: str) -> bool:
        seen = contrast(accent, PAPER) >= GRAPHIC
        return bool(readable_on(PAPER, other)) and (not seen or _carries(accent, other))

    return nearest(ink, passes) or BLACK


def _carries(accent: str, ink: str) -> bool:
    """Say whether an accent can be seen on paper, and ink or paper be read on it."""
    seen = contrast(accent, PAPER) >= GRAPHIC
    return seen and readable_on(accent, ink, PAPER) is not None


def _unseen_logo(source: Source, edition: Edition) -> Iterator[Diagnostic]:
    logo = edition.data.organization.logo
    if logo is None or fault(edition.folder, logo):
        return
    shade = pictures.shade(edition.folder / logo)
    if shade and contrast(shade, PAPER) < GRAPHIC:
        yield Diagnostic(
            code="L012",
            message=f"the logo cannot be seen: nothing in it is darker than {shade}, and it stands on white",
            place=source.place(("organization", "logo")),
            hint="name the logo that is made for a light ground",
            severity="warning",
        )


def _faint(source: Source, name: str, colour: str, better: str, why: str) -> Diagnostic:
    change = "darker" if luminance(better) < luminance(colour) else "lighter"
    return Diagnostic(
        code="L005",
        message=f"the brand's {name} {colour} is too faint: {why}",
        place=source.place(("brand", name)),
        hint=f'choose a {change} {name}; the nearest that passes: {name} = "{better}"',
    )
