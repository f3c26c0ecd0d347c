"""The brand's colours can be read and seen, and its fonts are there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportcli.brand import PAPER
from reportcli.colour import GRAPHIC, contrast, readable_on
from reportcli.diagnostics import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportcli.edition import Edition
    from reportcli.source import Source

UNKNOWN_FAMILY = "L004"
"""The code of the fault that a font is not there, without which no sign can be looked for."""


def check(source: Source, edition: Edition) -> Iterator[Diagnostic]:
    """Yield a fault for a colour that fails WCAG's contrast (see colour) and for an unknown family."""
    brand = edition.data.brand
    legible = readable_on(PAPER, brand.ink) is not None
    if not legible:
        yield _faint(source, "ink", brand.ink, "text in it cannot be read on paper")
    if contrast(brand.accent, PAPER) < GRAPHIC:
        yield _faint(source, "accent", brand.accent, "what is drawn in it cannot be seen on paper")
    elif legible and readable_on(brand.accent, brand.ink, PAPER) is None:
        yield _faint(source, "accent", brand.accent, "neither ink nor white can be read on it")
    known = edition.layout.fonts.families
    for use in ("display", "text"):
        if (family := getattr(brand.fonts, use)) not in known:
            yield Diagnostic(
                code=UNKNOWN_FAMILY,
                message=f"unknown font family `{family}`",
                place=source.place(("brand", "fonts", use)),
                hint=f"there are: {', '.join(known)}",
            )


def _faint(source: Source, name: str, colour: str, why: str) -> Diagnostic:
    return Diagnostic(
        code="L005",
        message=f"the brand's {name} {colour} is too faint: {why}",
        place=source.place(("brand", name)),
        hint=f"choose a darker {name}",
    )
