"""Numbers of payments: an account, a bank, a reference, an amount. Text in; the number, or what is wrong."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

SMALLEST, LARGEST = Decimal("0.01"), Decimal("999999999.99")
"""Bounds of an amount, the same in both standards: EPC069-12 v2.1, AT-04; IG QR-bill 2.3, 4.2.2 `Amt`."""
CONTROL = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]")
"""What would end an element of a code before its end: EPC069-12 v2.1, 2; IG QR-bill 2.3, 4.1.4."""
QR_IBANS = range(30000, 32000)
"""The institutions (IID) of QR-IBANs: IG QR-bill 2.3, 4.2.2 `IBAN`."""
SWISS = frozenset({"CH", "LI"})
"""Countries whose accounts a QR-bill pays to."""


class WrongNumberError(ValueError):
    """A number cannot be right; `hint` says what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def iban(text: str) -> str:
    """Return an account's number without spaces (ISO 13616). Raises WrongNumberError."""
    from stdnum import iban as standard
    from stdnum.exceptions import InvalidChecksum, ValidationError

    number = standard.compact(text)
    if not re.fullmatch(r"[A-Z]{2}\d{2}[A-Z0-9]+", number, re.ASCII):
        raise WrongNumberError(
            f"is not an IBAN: {text!r}",
            "copy it from the bank: two letters, two digits, the account",
        )
    country, needed = number[:2], _iban_length(number)
    if needed is None:
        raise WrongNumberError(
            f"begins with {country}, a country without IBANs", "copy it from the bank, all of it"
        )
    if len(number) != needed:
        raise WrongNumberError(
            f"has {len(number)} signs, but an IBAN of {country} has {needed}",
            "copy it from the bank, all of it",
        )
    try:
        return standard.validate(number)
    except InvalidChecksum:
        raise WrongNumberError(
            f"is mistyped: the check digits of {standard.format(number)} do not fit",
            "compare it with the bank's, digit by digit",
        ) from None
    except ValidationError:
        raise WrongNumberError(
            f"is no account of {country}: {standard.format(number)}",
            "compare it with the bank's, digit by digit",
        ) from None


def _iban_length(number: str) -> int | None:
    """Return how many signs an IBAN of a number's country has, by SWIFT's register in stdnum."""
    from stdnum import numdb

    _, properties = numdb.get("iban").info(number)[0]
    if "bban" not in properties:
        return None
    return 4 + sum(map(int, re.findall(r"(\d+)!", properties["bban"])))


def bic(text: str) -> str:
    """Return a bank's code without spaces (ISO 9362). Raises WrongNumberError."""
    from stdnum import bic as standard
    from stdnum.exceptions import ValidationError

    try:
        return standard.validate(text)
    except ValidationError:
        raise WrongNumberError(
            f"is not a BIC: {text!r}", 'it has 8 or 11 signs, such as "POFICHBEXXX"'
        ) from None


def reference(text: str) -> str:
    """Return a reference without spaces: a QR reference, or one of ISO 11649. Raises WrongNumberError."""
    number = re.sub(r"[ \u00a0\u202f]", "", text).upper()
    if number.startswith("RF"):
        return _creditor_reference(number)
    if re.fullmatch(r"\d+", number, re.ASCII):
        return _qr_reference(number)
    raise WrongNumberError(
        f"is not a reference: {text!r}",
        "a QR reference is 27 digits; a creditor reference begins with RF; other words go into `purpose`",
    )


def _creditor_reference(number: str) -> str:
    from stdnum import iso11649
    from stdnum.exceptions import ValidationError

    whole = re.fullmatch(r"RF\d\d[A-Z0-9]{1,21}", number, re.ASCII)
    try:
        if whole:
            return iso11649.validate(number)
    except ValidationError:
        raise WrongNumberError(
            f"is mistyped: the check digits of {iso11649.format(number)} do not fit",
            "compare it with the one that you were given",
        ) from None
    raise WrongNumberError(
        f"is not a creditor reference (ISO 11649): {number}",
        "after RF come two check digits and up to 21 letters and digits",
    )


def _qr_reference(number: str) -> str:
    """IG QR-bill 2.3, 4.2.2 `Ref`: 27 digits, the last by modulo 10, recursive; not all 0."""
    from stdnum.ch import esr

    if len(number) != 27:
        raise WrongNumberError(
            f"has {len(number)} digits, but a QR reference has 27", "fill it up with 0 in front"
        )
    if not number.strip("0") or not esr.is_valid(number):
        raise WrongNumberError(
            f"is mistyped: the check digit of {esr.format(number)} does not fit",
            "compare it with the one that the bank gave",
        )
    return number


def amount(value: object) -> Decimal:
    """Return an amount in whole hundredths. Raises WrongNumberError."""
    hint = "write it such as 50 or 49.90, or leave it out: readers choose"
    try:
        found = Decimal(str(value)) if not isinstance(value, bool) else Decimal("NaN")
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite():
        raise WrongNumberError(f"is not an amount: {value!r}", hint)
    if not SMALLEST <= found <= LARGEST:
        raise WrongNumberError(f"must lie between {SMALLEST} and {LARGEST}: {value}", hint)
    hundredths = found.quantize(SMALLEST)
    if hundredths != found:
        raise WrongNumberError(f"has more than two decimals: {value}", hint)
    return hundredths


def is_swiss(iban: str) -> bool:
    return iban[:2] in SWISS


def is_qr_iban(iban: str) -> bool:
    return is_swiss(iban) and int(iban[4:9]) in QR_IBANS


def grouped_iban(iban: str) -> str:
    """Return an IBAN as it is printed, in groups of four: IG QR-bill 2.3, 3.6.2."""
    from stdnum import iban as standard

    return standard.format(iban)


def grouped_reference(reference: str) -> str:
    """Return a reference as it is printed: in groups of five from the right, or of four (IG 3.6.2)."""
    from stdnum import iso11649
    from stdnum.ch import esr

    return iso11649.format(reference) if reference.startswith("RF") else esr.format(reference)
