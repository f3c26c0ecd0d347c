"""One payment to an account, as both standards see it, and what each asks of it beyond its parts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from reportcli.giving import numbers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

EEA = frozenset({
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE",
    "IS", "IT", "LI", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
})  # fmt: skip
SEPA = EEA | {"AD", "AL", "CH", "GB", "GI", "MC", "MD", "ME", "MK", "RS", "SM", "VA"}
"""Countries whose accounts can be reached by a SEPA credit transfer: EPC409-09."""
LONGEST_NAME = 70
"""Signs of a payee's name: EPC069-12 v2.1, AT-21; IG QR-bill 2.3, 4.2.2 `Name`."""
LONGEST_SEPA = 331
"""Bytes of a SEPA code, which QR code version 13 holds at error level M: EPC069-12 v2.1, 2."""


class Payee(NamedTuple):
    """Who holds the account; the address is structured (IG QR-bill 2.3, 4.2.2 `AdrTp` S)."""

    name: str
    street: str = ""
    house_number: str = ""
    postcode: str = ""
    town: str = ""
    country: str = ""


@dataclass(frozen=True)
class Payment:
    """A payment whose parts are valid each by itself; `purpose` is what the payee reads with it."""

    iban: str
    payee: Payee
    currency: str
    bic: str = ""
    amount: Decimal | None = None
    reference: str = ""
    purpose: str = ""

    @property
    def is_swiss(self) -> bool:
        """Whether a QR-bill pays it; a SEPA code does otherwise."""
        return numbers.is_swiss(self.iban)


def usual_currency(iban: str) -> str:
    return "CHF" if numbers.is_swiss(iban) else "EUR"


class Fault(NamedTuple):
    """What is wrong with a payment: the keys under `donate` where it lies, and what to do."""

    keys: tuple[str, ...]
    message: str
    hint: str


def faults(payment: Payment) -> Iterator[Fault]:
    """Yield what the payment's standard does not allow."""
    if (length := len(payment.payee.name)) > LONGEST_NAME:
        yield Fault(
            ("holder", "name"),
            f"the name of the account's holder has {length} signs, but a payment has room for {LONGEST_NAME}",
            'write a shorter one for payments: holder = { name = "…" }',
        )
    if numbers.CONTROL.search(payment.payee.name):
        yield Fault(
            ("holder", "name"),
            "the name of the account's holder goes over several lines",
            'write it on one line for payments: holder = { name = "…" }',
        )
    elif payment.is_swiss:
        yield from _of_a_bill(payment)
    else:
        yield from _of_a_transfer(payment)


def _of_a_bill(payment: Payment) -> Iterator[Fault]:
    """IG QR-bill 2.3, 4.2.2: the payee's address; the reference that the kind of account asks for."""
    lacking = [f"`{key}`" for key in ("postcode", "town", "country") if not _part(payment, key)]
    if lacking:
        yield Fault(
            ("holder",),
            f"a QR-bill needs the {' and the '.join(lacking)} of the account's holder",
            'write holder = { street = "…", house_number = "…", postcode = "…", town = "…", country = "CH" }',
        )
    digits = payment.reference.isdigit()
    if numbers.is_qr_iban(payment.iban) and not digits:
        yield Fault(
            ("reference",) if payment.reference else ("iban",),
            "a QR-IBAN needs a QR reference",
            "write the 27 digits that the bank gave as `reference`, or take the account's plain IBAN",
        )
    if digits and not numbers.is_qr_iban(payment.iban):
        yield Fault(
            ("reference",),
            "a QR reference needs a QR-IBAN, and this account's IBAN is a plain one",
            "take the QR-IBAN that the bank gave, or a reference that begins with RF, or none",
        )
    for key, text in _texts(payment):
        if foreign := sorted({sign for sign in text if not is_swiss_sign(sign)}):
            yield _unknown_signs(key, foreign)


def _part(payment: Payment, key: str) -> str:
    return str(getattr(payment.payee, key))


def _texts(payment: Payment) -> Iterator[tuple[tuple[str, ...], str]]:
    yield from ((("holder", key), text) for key, text in payment.payee._asdict().items())
    yield ("purpose",), payment.purpose


def is_swiss_sign(sign: str) -> bool:
    """Say whether a QR-bill may hold a sign: IG QR-bill 2.3, 4.1.1."""
    code = ord(sign)
    latin = 0x20 <= code <= 0x7E or 0xA0 <= code <= 0x17F
    return latin or sign in "ȘșȚț€"


PLAIN_SIGNS = {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "..."}


def _unknown_signs(key: tuple[str, ...], signs: list[str]) -> Fault:
    named = ", ".join(f"“{sign}” (U+{ord(sign):04X})" for sign in signs[:3])
    plain = [f"{PLAIN_SIGNS.get(sign)} for {sign}" for sign in signs]
    return Fault(
        key,
        f"a QR-bill may not hold {named}",
        f"write {', '.join(plain)}"
        if PLAIN_SIGNS.keys() >= set(signs)
        else "write it in Latin letters, such as on the bank's papers",
    )


def _of_a_transfer(payment: Payment) -> Iterator[Fault]:
    """EPC069-12 v2.1, 2: euros within SEPA, one kind of remittance information, 331 bytes."""
    from reportcli.giving import epc

    country = payment.iban[:2]
    if country not in SEPA:
        yield Fault(
            ("iban",),
            f"no SEPA payment reaches an account in {country}",
            "give by a page instead (url), or take an account of the SEPA area",
        )
    if payment.currency != "EUR":
        yield Fault(
            ("currency",),
            f"a SEPA payment is in EUR, not in {payment.currency}",
            'write "EUR", or take an account in Switzerland or Liechtenstein',
        )
    if country in SEPA - EEA and not payment.bic:
        yield Fault(
            ("iban",),
            f"an account in {country}, outside the European Economic Area, needs its `bic`",
            'add the bank\'s BIC: bic = "…"',
        )
    if payment.reference and not payment.reference.startswith("RF"):
        yield Fault(
            ("reference",),
            "a QR reference is for Swiss QR-IBANs only",
            "take a reference that begins with RF, or none",
        )
    if payment.reference and payment.purpose:
        yield Fault(
            ("purpose",),
            "a SEPA payment carries a `reference` or a `purpose`, not both",
            "take one of the two out",
        )
    elif (size := len(epc.payload(payment).encode())) > LONGEST_SEPA:
        yield Fault(
            ("purpose",),
            f"the SEPA code would have {size} bytes, but may have {LONGEST_SEPA}",
            "shorten the purpose; letters beyond a to z count twice",
        )
