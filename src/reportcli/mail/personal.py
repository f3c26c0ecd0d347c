"""An edition typeset once, with the slot that each donor's words go into."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportcli import products
from reportcli.diagnostics import Diagnostic, Failure
from reportcli.mail import slot
from reportcli.mail.tail import Base
from reportcli.mail.typeface import Typeface
from reportcli.template_tools import Tools

if TYPE_CHECKING:
    from reportcli.edition import Edition
    from reportcli.source import Source

SLOT = "dedication"


def base(source: Source, edition: Edition) -> tuple[Base, int]:
    """Typeset an edition with an empty slot; return it and how many pages it has.

    Raises Failure where the layout has no slot, or the report cannot be typeset.
    """
    slots = edition.layout.settings.get("slots", {})
    if SLOT not in slots:
        message = f"the layout `{edition.layout.name}` has no place for a dedication"
        hint = "take `dedication` out of [mail], or use another layout for the report"
        raise Failure([Diagnostic("M071", message, source.place(("mail", SLOT), key=True), hint)])
    opened = replace(edition, personal=True)
    made = products.typeset(source, opened, products.sheets(opened))
    typeface = Typeface(Tools(edition).step(slots[SLOT]["step"]).face.file)
    data, where = slot.prepare(made.data, typeface)
    return Base(data, where, typeface), made.pages
