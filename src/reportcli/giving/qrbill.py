"""A payment as a Swiss QR-bill: SIX, Swiss Implementation Guidelines for the QR-bill, version 2.3 (IG)."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    from reportcli.giving.payment import Payee, Payment

HEADINGS = Path(__file__).parents[1] / "share" / "qr-bill.toml"
LINE_END = "\r\n"
NOBODY = [""] * 7
"""An ultimate creditor, reserved for later use; a debtor, whom the reader is to write in."""


def payload(payment: Payment) -> str:
    """Return the elements of the Swiss QR code in the order of IG 4.2.2.

    What is optional after the trailer is left out, and so is the line end behind it (IG 4.1.4).
    """
    elements = [
        "SPC",  # QRType
        "0200",  # Version
        "1",  # Coding: UTF-8, within the signs of 4.1.1
        payment.iban,
        "S",  # AdrTp: structured, the only one since 21 November 2025
        *payment.payee,
        *NOBODY,  # UltmtCdtr
        str(payment.amount) if payment.amount is not None else "",
        payment.currency,
        *NOBODY,  # UltmtDbtr
        reference_type(payment.reference),
        payment.reference,
        payment.purpose,  # Ustrd
        "EPD",  # Trailer
    ]
    return LINE_END.join(elements)


def reference_type(reference: str) -> str:
    """Return IG 4.2.2's `Tp`: QR reference, creditor reference (ISO 11649), or none."""
    if not reference:
        return "NON"
    return "SCOR" if reference.startswith("RF") else "QRR"


def address(payee: Payee) -> list[str]:
    """Return the payee as the slip prints it, a line each (IG 3.6.2); abroad the country stands in front."""
    abroad = "" if payee.country == "CH" else f"{payee.country}-"
    lines = [
        payee.name,
        f"{payee.street} {payee.house_number}",
        f"{abroad}{payee.postcode} {payee.town}",
    ]
    return [line.strip() for line in lines if line.strip()]


def printed_amount(amount: Decimal) -> str:
    """Return an amount as IG 3.6.3 prints it: two decimals, thousands parted by a space."""
    return f"{amount:,}".replace(",", "\u00a0")


def headings(language: str) -> tuple[str, dict[str, str]]:
    """Return the language of a slip and its headings, which IG Annex D fixes; English where it has none."""
    own, known = language.split("-", maxsplit=1)[0], _headings()
    spoken = own if own in known else "en"
    return spoken, known[spoken]


@cache
def _headings() -> dict[str, dict[str, str]]:
    return tomllib.loads(HEADINGS.read_text("utf-8"))
