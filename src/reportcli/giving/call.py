"""What a layout's templates get of `[organization.donate]`: links, codes and numbers as they are read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportcli.giving import codes, epc, numbers, qrbill
from reportcli.giving.payment import Payee, Payment, usual_currency
from reportcli.giving.slip import Slip, face, slip

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from reportcli.giving.codes import Code
    from reportcli.model import Donate, Organization

    Say = Callable[[Mapping[str, str]], str]
    """Returns a text's words in the edition's language, as typed."""


@dataclass(frozen=True)
class Account:
    """An account as people read it; `code` pays to it."""

    payment: Payment
    iban: str
    reference: str
    amount: str
    code: Code
    slip: Slip | None


@dataclass(frozen=True)
class Giving:
    """The call to give. `url` with its `code`, or an account, or both; empty what there is not."""

    message: Mapping[str, str] | None
    url: str
    code: Code | None
    account: Account | None


def giving(organization: Organization, language: str, say: Say, fonts: Path) -> Giving | None:
    """Return the call to give in a language, or None. `fonts` is the layouts' folder."""
    donate = organization.donate
    if donate is None:
        return None
    paid = payment(donate, organization, say)
    return Giving(
        donate.message,
        donate.url or "",
        codes.code(donate.url) if donate.url else None,
        _account(paid, language, fonts) if paid else None,
    )


def payment(donate: Donate, organization: Organization, say: Say) -> Payment | None:
    """Return the payment that is asked for; None without an account. The texts stay as typed."""
    if donate.iban is None:
        return None
    holder = donate.holder
    name = holder.name or organization.name
    return Payment(
        donate.iban,
        Payee(
            say(name) if name else "",
            holder.street or "",
            holder.house_number or "",
            holder.postcode or "",
            holder.town or "",
            holder.country or "",
        ),
        donate.currency or usual_currency(donate.iban),
        donate.bic or "",
        donate.amount,
        donate.reference or "",
        say(donate.purpose) if donate.purpose else "",
    )


def _account(payment: Payment, language: str, fonts: Path) -> Account:
    from babel.numbers import format_currency

    amount, locale = payment.amount, language.replace("-", "_")
    return Account(
        payment,
        numbers.grouped_iban(payment.iban),
        numbers.grouped_reference(payment.reference) if payment.reference else "",
        format_currency(amount, payment.currency, locale=locale) if amount is not None else "",
        codes.bill_code(qrbill.payload(payment))
        if payment.is_swiss
        else codes.payment_code(epc.payload(payment)),
        slip(payment, language, face(fonts)) if payment.is_swiss else None,
    )
