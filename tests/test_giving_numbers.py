"""Accounts, banks, references and amounts: what a bank would take, and why it would not."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportcli.giving import numbers
from reportcli.giving.numbers import WrongNumberError

if TYPE_CHECKING:
    from collections.abc import Callable

DIGITS = st.text("0123456789", min_size=26, max_size=26)


def check_digits(bban: str, prefix: str) -> str:
    """ISO 13616 and ISO 11649 by their words: letters are 10 to 35, and the whole leaves 1 over 97."""
    turned = "".join(str(int(sign, 36)) for sign in bban + prefix + "00")
    return f"{98 - int(turned) % 97:02}"


def modulo_10_recursive(digits: str) -> str:
    """The QR reference's check digit by the table of the old inpayment slips."""
    row = (0, 9, 4, 6, 8, 2, 7, 1, 3, 5)
    carry = 0
    for digit in digits:
        carry = row[(carry + int(digit)) % 10]
    return str((10 - carry) % 10)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("CH93 0076 2011 6238 5295 7", "CH9300762011623852957"),  # SWIFT's register
        ("de89 3704 0044 0532 0130 00", "DE89370400440532013000"),
        ("GB29NWBK60161331926819", "GB29NWBK60161331926819"),
        ("LI21 0881 0000 2324 013A A", "LI21088100002324013AA"),
        ("FR14 2004 1010 0505 0001 3M02 606", "FR1420041010050500013M02606"),
        ("CH44 3199 9123 0008 8901 2", "CH4431999123000889012"),  # IG QR-bill 2.3, Annex A
        ("CH58 0079 1123 0008 8901 2", "CH5800791123000889012"),
        ("CH52 0483 5012 3456 7100 0", "CH5204835012345671000"),
        ("BE72 0000 0000 1616", "BE72000000001616"),  # EPC069-12, example
    ],
)
def test_published_ibans_are_taken(typed: str, number: str) -> None:
    assert numbers.iban(typed) == number


@settings(deadline=None)  # the first IBAN reads SWIFT's register
@given(st.integers(0, 99999), st.text("0123456789", min_size=12, max_size=12))
def test_every_swiss_account_is_taken_and_its_kind_known(institution: int, account: str) -> None:
    bban = f"{institution:05}{account}"
    number = numbers.iban(f"CH{check_digits(bban, 'CH')}{bban}")
    assert numbers.is_swiss(number)
    assert numbers.is_qr_iban(number) == (30000 <= institution <= 31999)
    assert numbers.iban(numbers.grouped_iban(number)) == number


@settings(deadline=None)
@given(st.integers(4, 20), st.integers(1, 9))
def test_no_digit_of_an_iban_can_be_mistyped(position: int, by: int) -> None:
    right = "CH9300762011623852957"
    wrong = right[:position] + str((int(right[position]) + by) % 10) + right[position + 1 :]
    with pytest.raises(WrongNumberError, match="mistyped"):
        numbers.iban(wrong)


@pytest.mark.parametrize("read", [numbers.iban, numbers.bic, numbers.reference, numbers.amount])
@settings(deadline=None)
@given(text=st.text(max_size=40))
def test_whatever_is_typed_is_a_number_or_said_to_be_wrong(
    read: Callable[[str], object], text: str
) -> None:
    with suppress(WrongNumberError):
        assert read(text)


@settings(deadline=None)
@given(DIGITS.filter(lambda digits: digits.strip("0")))
def test_a_qr_reference_has_the_check_digit_of_modulo_10_recursive(digits: str) -> None:
    right = digits + modulo_10_recursive(digits)
    assert numbers.reference(numbers.grouped_reference(right)) == right
    with pytest.raises(WrongNumberError, match="check digit"):
        numbers.reference(digits + str((int(right[-1]) + 1) % 10))


@pytest.mark.parametrize(
    "reference", ["210000000003139471430009017", "000008207791225857421286694"]
)
def test_published_qr_references_are_taken(reference: str) -> None:
    assert numbers.reference(reference) == reference
    assert len(numbers.grouped_reference(reference).split()) == 6


@settings(deadline=None)
@given(st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", min_size=1, max_size=21))
def test_a_creditor_reference_has_the_check_digits_of_iso_11649(own: str) -> None:
    right = f"RF{check_digits(own, 'RF')}{own}"
    assert numbers.reference(numbers.grouped_reference(right).lower()) == right


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("RF19 5390 0754 7034", "check digits"),
        ("RF18", "not a creditor reference"),
        ("RF18539007547034539007547034", "not a creditor reference"),
        ("0" * 27, "check digit"),
        ("123", "has 3 digits"),
        ("Don 2023", "is not a reference"),
        ("٢١" + "0" * 25, "is not a reference"),
    ],
)
def test_a_wrong_reference_is_told(typed: str, said: str) -> None:
    with pytest.raises(WrongNumberError, match=said):
        numbers.reference(typed)


@given(st.decimals("0.01", "999999999.99", places=2))
def test_an_amount_is_kept_to_the_hundredth(amount: Decimal) -> None:
    assert numbers.amount(amount) == amount
    assert numbers.amount(float(amount)) == amount


@pytest.mark.parametrize(
    "amount", [0, 0.001, 0.005, -1, 1_000_000_000, "50,5", "nan", "inf", "", True, 49.999, None]
)
def test_an_amount_that_cannot_be_paid_is_told(amount: object) -> None:
    with pytest.raises(WrongNumberError):
        numbers.amount(amount)


@pytest.mark.parametrize("bic", ["POFICHBEXXX", "POFICHBE", "pofi ch be"])
def test_a_bic_has_eight_signs_or_eleven(bic: str) -> None:
    assert numbers.bic(bic) in {"POFICHBEXXX", "POFICHBE"}


@pytest.mark.parametrize("bic", ["POFICHBEX", "POFI1HBE", "POFIXXBE", ""])
def test_a_bic_of_another_form_is_told(bic: str) -> None:
    with pytest.raises(WrongNumberError, match="not a BIC"):
        numbers.bic(bic)
