"""An edition → its finished files. Whoever makes one, `build` or `watch`, makes it here: the same bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportcli import html
from reportcli.attachment import published
from reportcli.brand import font_rules
from reportcli.checks import brand, fonts, glyphs, options, pages, room
from reportcli.diagnostics import Failure, has_errors
from reportcli.misfits import Unfit

if TYPE_CHECKING:
    from reportcli.diagnostics import Diagnostic
    from reportcli.edition import Edition
    from reportcli.pdf import Hooks, Typeset
    from reportcli.press import Printed
    from reportcli.source import Source


def require_fit(source: Source, edition: Edition) -> list[Diagnostic]:
    """Raise Failure where the brand or the fonts cannot set the edition; return what is only a warning."""
    faults = unfit(source, edition)
    if has_errors(faults):
        raise Failure(faults)
    return faults


def unfit(source: Source, edition: Edition) -> list[Diagnostic]:
    """Return why the brand or the fonts cannot set the edition."""
    found = [*options.check(source, edition), *brand.check(source, edition)]
    if any(fault.code == brand.UNKNOWN_FAMILY for fault in found):
        return found
    return [*found, *fonts.check(source, edition), *glyphs.check(source, edition)]


def page(edition: Edition) -> bytes:
    """Return the HTML file. Raises Failure when a template has a fault."""
    (text,) = html.render(edition, "screen")
    return text.encode("utf-8")


def sheets(source: Source, edition: Edition) -> str:
    """Return the HTML that is typeset. Raises Failure for a template's fault, and for what does not fit."""
    try:
        (text,) = html.render(edition, "paper")
    except Unfit as unfit:
        raise Failure(room.check(source, edition, unfit.misfits)) from None
    return text


def attached(source: Source, edition: Edition) -> bytes | None:
    """Return the data that the PDF carries with it."""
    attach = edition.data.publish.attach_source
    return published(source.values, edition.year, edition.layout.name) if attach else None


def typeset(source: Source, edition: Edition, text: str, hooks: Hooks | None = None) -> Typeset:
    """Typeset what `sheets` returned. Raises Failure with all that the engine found wrong."""
    from reportcli import pdf

    layout = edition.layout
    roots = {**edition.fonts.roots, **layout.roots}
    faces = font_rules(edition)
    return pdf.typeset(text, faces, roots, attached(source, edition), hooks, edition.dots)


def press(source: Source, edition: Edition, text: str) -> tuple[Typeset, Printed]:
    """Typeset what `sheets` returned for a print shop: the pages, and the PDF/X-4 made of them.

    Raises Failure with all that the engine found wrong, and for what cannot be printed.
    """
    from reportcli import pdf
    from reportcli.press import prepare

    roots = {**edition.fonts.roots, **edition.layout.roots}
    typeset = pdf.typeset(text, font_rules(edition), roots, dots=edition.dots, for_press=True)
    return typeset, prepare(source, edition, typeset.data)


def on_pages(source: Source, edition: Edition, typeset: Typeset) -> list[Diagnostic]:
    """Return warnings about the typeset pages."""
    return list(pages.check(source, edition, typeset))
