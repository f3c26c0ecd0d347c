"""What the codes hold, by the examples of both standards and for any payment that is allowed."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from urllib.parse import unquote

import pytest
import segno
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from segno.helpers import make_epc_qr

from reportcli.giving import codes, epc, qrbill
from reportcli.giving.payment import LONGEST_SEPA, Payee, Payment, faults, is_swiss_sign
from support.giving import codes as read

MUSTER = Payee("Muster Krankenkasse", "Musterstrasse", "12", "8000", "Seldwyla", "CH")
SIGNS = st.characters(min_codepoint=0x20, max_codepoint=0x17F).filter(is_swiss_sign)
AMOUNTS = st.none() | st.decimals("0.01", "999999999.99", places=2)


def some(most: int, least: int = 0) -> st.SearchStrategy[str]:
    return st.text(SIGNS, min_size=least, max_size=most)


PAYEES = st.builds(Payee, some(70, 1), some(70), some(16), some(16, 1), some(35, 1), st.just("CH"))
BILLS = st.builds(
    Payment,
    st.sampled_from(["CH5800791123000889012", "LI21088100002324013AA"]),
    PAYEES,
    st.sampled_from(["CHF", "EUR"]),
    st.just(""),
    AMOUNTS,
    st.sampled_from(["", "RF18539007547034"]),
    some(140),
)
TRANSFERS = st.builds(
    Payment,
    st.sampled_from(["DE89370400440532013000", "FR1420041010050500013M02606"]),
    st.text(st.characters(codec="utf-8", categories=["L", "N"]), min_size=1, max_size=70).map(Payee),
    st.just("EUR"),
    st.sampled_from(["", "COBADEFFXXX"]),
    AMOUNTS,
    st.just(""),
    st.text(st.characters(codec="utf-8", categories=["L", "N"]), max_size=140),
)  # fmt: skip


def test_a_bill_with_a_creditor_reference_is_the_guidelines_example() -> None:
    """IG QR-bill 2.3, Annex A, without the debtor, whom no report knows."""
    payment = Payment(
        "CH5800791123000889012", MUSTER, "CHF", "", Decimal("211.00"), "RF720191230100405JSH0438"
    )
    assert qrbill.payload(payment).split("\r\n") == [
        *("SPC", "0200", "1", "CH5800791123000889012"),
        *("S", "Muster Krankenkasse", "Musterstrasse", "12", "8000", "Seldwyla", "CH"),
        *[""] * 7,
        *("211.00", "CHF"),
        *[""] * 7,
        *("SCOR", "RF720191230100405JSH0438", "", "EPD"),
    ]


def test_a_bill_for_gifts_is_the_guidelines_example() -> None:
    """IG QR-bill 2.3, Annex A: no amount, no debtor, no reference."""
    payee = Payee("Muster Stiftung", "P.O. Box", "", "3001", "Bern", "CH")
    assert qrbill.payload(Payment("CH5204835012345671000", payee, "CHF")).split("\r\n") == [
        *("SPC", "0200", "1", "CH5204835012345671000"),
        *("S", "Muster Stiftung", "P.O. Box", "", "3001", "Bern", "CH"),
        *[""] * 7,
        *("", "CHF"),
        *[""] * 7,
        *("NON", "", "", "EPD"),
    ]


@given(BILLS)
@settings(deadline=None)  # the first code loads segno
def test_a_bill_has_31_elements_within_the_code_of_the_standard(payment: Payment) -> None:
    """IG QR-bill 2.3, 4.2.2 and 5.3: 31 elements to the trailer, 997 signs, version 25 at level M."""
    payload = qrbill.payload(payment)
    elements = payload.split("\r\n")
    assert len(elements) == 31
    assert elements[30] == "EPD"
    assert len(payload) <= 997
    code = segno.make_qr(payload, error="m", boost_error=False, encoding="utf-8")
    assert (code.version, code.error) <= (25, "M")
    assert list(faults(payment)) == []


def test_a_transfer_says_what_the_guidelines_example_says() -> None:
    """EPC069-12 v2.1, example, without a purpose's code and a word to the payer, in version 002."""
    payment = Payment(
        "BE72000000001616", Payee("Red Cross of Belgium"), "EUR", "BPOTBEB1", Decimal(1), "", "Urgency fund"
    )  # fmt: skip
    assert epc.payload(payment).split("\n") == [
        *("BCD", "002", "1", "SCT", "BPOTBEB1", "Red Cross of Belgium", "BE72000000001616"),
        *("EUR1", "", "", "Urgency fund"),
    ]


@pytest.mark.parametrize(
    ("text", "reference"), [("Spende 2023", ""), ("", "RF18539007547034"), ("Zoë’s “gift”", "")]
)
def test_a_transfer_is_what_segno_makes_of_it(text: str, reference: str) -> None:
    payment = Payment(
        "DE89370400440532013000", Payee("Verein Ü"), "EUR", "COBADEFFXXX", Decimal("49.90"), reference, text
    )  # fmt: skip
    theirs = make_epc_qr(  # for segno an amount and one of the two are musts
        "Verein Ü", payment.iban, Decimal("49.90"), text, reference, "COBADEFFXXX", None, "utf-8"
    )
    picture = BytesIO()
    theirs.save(picture, kind="png", scale=4)
    (said,) = read(Image.open(picture))
    assert said.replace("EUR49.9\n", "EUR49.90\n") == epc.payload(payment)


@given(TRANSFERS)
@settings(deadline=None)
def test_a_transfer_fits_version_13_or_is_told(payment: Payment) -> None:
    """EPC069-12 v2.1, 2: at most 12 lines, the last one not empty; 331 bytes."""
    payload = epc.payload(payment)
    lines = payload.split("\n")
    assert len(lines) <= 12
    assert lines[-1]
    if list(faults(payment)):
        assert len(payload.encode()) > LONGEST_SEPA
    else:
        code = segno.make_qr(payload, error="m", boost_error=False, encoding="utf-8")
        assert isinstance(code.version, int)
        assert code.version <= 13


@given(st.integers(1, 12).flatmap(lambda n: st.lists(st.lists(st.integers(0, 1), min_size=n, max_size=n), min_size=n, max_size=n)))  # fmt: skip
@settings(max_examples=60, deadline=None)
def test_contours_hold_the_dark_modules_and_no_other(matrix: list[list[int]]) -> None:
    """By the rule of even and odd: from the left, an edge to the right of which it is dark."""
    edges = set()
    for ring in codes._contours(matrix).split("M")[1:]:
        x, y = start = tuple(map(int, ring.split("h")[0].split("v")[0].split(",")))
        for step in ring.removesuffix("z").replace("h", " h").replace("v", " v").split()[1:]:
            length = int(step[1:])
            if step[0] == "v":
                edges |= {(x, line) for line in range(min(y, y + length), max(y, y + length))}
                y += length
            else:
                x += length
        if x == start[0]:
            edges |= {(x, line) for line in range(min(y, start[1]), max(y, start[1]))}
    for line, row in enumerate(matrix):
        for column, dark in enumerate(row):
            crossed = sum((x, line) in edges for x in range(column + 1))
            assert crossed % 2 == dark


def test_a_bill_s_code_is_46_mm_wide_and_its_cross_7() -> None:
    bare, quiet = (unquote(url.partition(",")[2]) for url in codes.bill_code("SPC"))
    assert "width='46mm' height='46mm' viewBox='0 0 46 46'" in bare
    assert "width='56mm' height='56mm' viewBox='-5 -5 56 56'" in quiet
    assert "M19.5,19.5h7v7h-7z" in bare


@pytest.mark.parametrize(
    ("language", "spoken", "receipt"),
    [("fr", "fr", "Récépissé"), ("de-CH", "de", "Empfangsschein"), ("it", "it", "Ricevuta"), ("es", "en", "Receipt"), ("rm", "en", "Receipt")],
)  # fmt: skip
def test_a_slip_speaks_the_language_of_the_report_or_english(
    language: str, spoken: str, receipt: str
) -> None:
    found, headings = qrbill.headings(language)
    assert (found, headings["receipt"]) == (spoken, receipt)


def test_a_payee_abroad_has_the_country_before_the_postcode() -> None:
    vaduz = MUSTER._replace(country="LI", postcode="9490", town="Vaduz", house_number="")
    assert qrbill.address(vaduz) == ["Muster Krankenkasse", "Musterstrasse", "LI-9490 Vaduz"]
    assert qrbill.printed_amount(Decimal("1234567.50")) == "1\u00a0234\u00a0567.50"
