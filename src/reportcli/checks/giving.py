"""What `[organization.donate]` asks for can be paid: its parts fit one another and the payment's standard."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from reportcli.diagnostics import Diagnostic
from reportcli.giving.call import payment
from reportcli.giving.payment import Fault, faults
from reportcli.salvage import is_whole
from reportcli.values import FIRST

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reportcli.model import Data, Donate, Organization
    from reportcli.source import Source

Path = tuple[str | int, ...]

DONATE: Path = ("organization", "donate")
NAME: Path = ("organization", "name")
OF_AN_ACCOUNT = ("bic", "currency", "amount", "reference", "purpose", "holder")


def check(source: Source, data: Data, cut: frozenset[Path]) -> Iterator[Diagnostic]:
    """Yield a fault for what cannot be paid; nothing where a part of it could not be read."""
    organization = data.organization
    donate = organization.donate
    if donate is None or not (is_whole(cut, DONATE) and is_whole(cut, NAME)):
        return
    found = _of_payment(donate, organization) if donate.iban else _without_account(source, donate)
    for fault in dict.fromkeys(found):
        yield Diagnostic("D070", fault.message, source.place(_there(source, fault)), fault.hint)


def _there(source: Source, fault: Fault) -> Path:
    """Return the innermost place of a fault that the data has."""
    path, values = DONATE, source.values["organization"]["donate"]
    for key in fault.keys:
        if key not in values:
            return NAME if fault.keys == ("holder", "name") else path
        path, values = (*path, key), values[key]
    return path


def _without_account(source: Source, donate: Donate) -> Iterator[Fault]:
    given = source.values["organization"]["donate"]
    if unused := [key for key in OF_AN_ACCOUNT if key in given]:
        hint = 'add the account: iban = "…"'
        yield Fault((unused[0],), f"`{unused[0]}` belongs to no account", hint)
    elif not donate.url:
        hint = 'name a page (url = "https://…") or an account (iban = "…")'
        yield Fault((), "there is no way to give", hint)


def _of_payment(donate: Donate, organization: Organization) -> Iterator[Fault]:
    """Check the payment in every language of its texts."""
    named = donate.holder.name or organization.name
    if named is None:
        hint = 'say who holds it: holder = { name = "…" }, or name the organisation'
        yield Fault(("iban",), "the account has no holder", hint)
        return
    for language in dict.fromkeys([*named, *(donate.purpose or {})]):
        if paid := payment(donate, organization, partial(_said, language)):
            yield from faults(paid)


def _said(language: str, text: Mapping[str, str]) -> str:
    """Return a text in a language, or else as it stands first."""
    return text.get(language) or text.get(FIRST) or next(iter(text.values()))
