"""A QR-bill's slip as it is printed: its headings, its lines, and at which of the sizes allowed they hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportcli.copyfit import MM_PER_PT, Step, count_lines
from reportcli.fonts import Face
from reportcli.giving import numbers, qrbill

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from reportcli.giving.payment import Payment

RECEIPT = (52, 56 - 20)
PAYMENT_PART = (87, 85 - 25)
"""Millimetres of the information sections, without the field for the payer: style guide QR-bill."""
USUAL, DENSE = (10, 11), (8, 9)
"""Sizes and leadings of the values in pt; IG QR-bill 2.3, 3.4 recommends 10 and allows 6 to 10."""


@dataclass(frozen=True)
class Slip:
    """`headings` in `language`; `receipt_address` without the street where there is no room for it.

    `dense`: the payment part is set at the receipt's sizes.
    """

    language: str
    headings: Mapping[str, str]
    address: list[str]
    receipt_address: list[str]
    amount: str
    dense: bool


def face(folder: Path) -> Face:
    """Return the slip's face among the layouts' fonts, one of the four that the standard allows (IG 3.4)."""
    return Face("Liberation Sans", 400, "normal", folder / "liberation-sans-400.ttf")


def slip(payment: Payment, language: str, face: Face) -> Slip:
    spoken, headings = qrbill.headings(language)
    address = qrbill.address(payment.payee)
    short = qrbill.address(payment.payee._replace(street="", house_number=""))
    referred = [[numbers.grouped_reference(payment.reference)]] if payment.reference else []
    told = [[payment.purpose]] if payment.purpose else []
    iban = numbers.grouped_iban(payment.iban)
    whole = _holds([[iban, *address], *referred], face, DENSE, RECEIPT)
    return Slip(
        spoken,
        headings,
        address,
        address if whole else short,
        qrbill.printed_amount(payment.amount) if payment.amount is not None else "",
        not _holds([[iban, *address], *referred, *told], face, USUAL, PAYMENT_PART),
    )


def _holds(
    blocks: Sequence[Sequence[str]], face: Face, size: tuple[int, int], room: tuple[int, int]
) -> bool:
    """Say whether blocks hold in a room, each under a heading, a blank line apart, and one more heading."""
    (points, leading), (width, height) = size, room
    step = Step("slip", face, points, leading)
    lines = sum(2 + count_lines(block, step, width) for block in blocks) + 1
    return lines * leading * MM_PER_PT <= height
