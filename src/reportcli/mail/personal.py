"""An edition → the base of its donors' PDFs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportcli import products
from reportcli.diagnostics import Diagnostic, Failure, Place
from reportcli.mail import slot
from reportcli.scale import Scale

if TYPE_CHECKING:
    from reportcli.copyfit import Step
    from reportcli.edition import Edition
    from reportcli.layouts import Layout
    from reportcli.mail.tail import Base
    from reportcli.source import Source


def base(edition: Edition, source: Source) -> Base:
    """Typeset an edition with its dedication's slot open, and make it ready for donors.

    Raises Failure where the layout has no slot, or the edition cannot be typeset.
    """
    step = _step(edition)
    products.require_fit(source, edition)
    personal = replace(edition, personal=True)
    typeset = products.typeset(source, personal, products.sheets(source, personal))
    return slot.prepare(typeset.data, step.face.data, step.size, step.leading)


def _step(edition: Edition) -> Step:
    """Return the step of the scale in which the layout sets dedications."""
    settings = edition.layout.settings
    wanted = settings.get("slots", {}).get("dedication")
    if wanted is None:
        hint = "use another layout, or mail without dedications"
        message = f"the layout `{edition.layout.name}` has no place for a dedication"
        raise Failure([Diagnostic("L006", message, _place(edition.layout), hint)])
    if (name := wanted.get("step")) not in settings["scale"]:
        message = f"the dedication’s slot is set at the step `{name}`, which the scale has not"
        hint = f"there are: {', '.join(settings['scale'])}"
        raise Failure([Diagnostic("L006", message, _place(edition.layout), hint)])
    step = Scale(edition).step(name)
    if not step.face.is_truetype:
        message = (
            f"dedications cannot be set in {step.face.file.name}: its outlines are PostScript's"
        )
        hint = f"name the TrueType files (.ttf) of `{step.face.family}` in [brand.fonts] files"
        raise Failure([Diagnostic("L014", message, hint=hint)])
    return step


def _place(layout: Layout) -> Place:
    return layout.parts[0].place("layout.toml")
