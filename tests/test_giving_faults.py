"""What an editor is told of a call to give that nobody could follow: a place, a reason, a next step."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reportcli.diagnostics import Failure
from reportcli.load import load
from reportcli.project import find
from support.giving import (
    CREDITOR_REFERENCE,
    GERMAN,
    HOLDER,
    ORGANIZATION,
    PLAIN,
    QR_IBAN,
    QR_REFERENCE,
    SWISS,
    asking,
)
from support.projects import write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reportcli.diagnostics import Diagnostic

EUR = f'iban = "{GERMAN}"\n'
CASES = {
    "nothing to give by": 'message = "Donnez."',
    "an amount without an account": 'url = "https://example.org"\namount = 50',
    "not an IBAN": 'iban = "12345"',
    "a mistyped IBAN": f'iban = "{GERMAN[:-1]}1"',
    "a short IBAN": f'iban = "{GERMAN[:-3]}"',
    "an IBAN of no country": 'iban = "XX12 3456"',
    "no text": "iban = 93",
    "not a BIC": EUR + 'bic = "COBA"',
    "another currency": EUR + 'currency = "USD"',
    "francs to Germany": EUR + 'currency = "CHF"',
    "nothing": EUR + "amount = 0",
    "a third of a cent": EUR + "amount = 0.333",
    "a word for an amount": EUR + 'amount = "dix"',
    "a mistyped QR reference": f'iban = "{QR_IBAN}"\nreference = "{QR_REFERENCE[:-1]}8"\n{HOLDER}',
    "a short QR reference": f'iban = "{QR_IBAN}"\nreference = "1234"\n{HOLDER}',
    "a mistyped creditor reference": EUR + 'reference = "RF19 5390 0754 7034"',
    "a reference in words": EUR + 'reference = "Don 2023"',
    "a QR-IBAN without reference": f'iban = "{QR_IBAN}"\n{HOLDER}',
    "a QR-IBAN with a creditor reference": f'iban = "{QR_IBAN}"\nreference = "{CREDITOR_REFERENCE}"\n{HOLDER}',
    "a QR reference for a plain IBAN": SWISS + f'reference = "{QR_REFERENCE}"',
    "a QR reference for Germany": EUR + f'reference = "{QR_REFERENCE}"',
    "a reference and a purpose": EUR + f'reference = "{CREDITOR_REFERENCE}"\npurpose = "Don"',
    "no address": f'iban = "{PLAIN}"',
    "half an address": f'iban = "{PLAIN}"\nholder = {{ town = "Genève", country = "CH" }}',
    "a name for a country": SWISS.replace('"CH" }', '"Suisse" }'),
    "a long street": SWISS.replace("Rue de la Paix", "Rue de la Paix " * 6),
    "a street on two lines": SWISS.replace("Rue de la Paix", "Rue\\nde la Paix"),
    "a street with a line's end": SWISS.replace("Rue de la Paix", "Rue de la Paix\\n"),
    "a long purpose": EUR + f'purpose = "{"Merci " * 24}"',
    "a long name": EUR + f'holder = {{ name = "{"Une organisation " * 5}" }}',
    "signs that no bank writes": SWISS + 'purpose = "L’appel – Ελλάδα"',
    "signs in one language": SWISS + 'purpose = { fr = "Don", en = "It’s a gift" }',
    "letters that count twice": 'iban = "GR16 0110 1250 0000 0001 2300 695"\n'
    f'holder = {{ name = "{"Οργάνωση" * 8}" }}\npurpose = "{"Δωρεά " * 20}"',
    "outside SEPA": 'iban = "TR33 0006 1005 1978 6457 8413 26"',
    "a British account without BIC": 'iban = "GB29 NWBK 6016 1331 9268 19"',
    "an unknown key": EUR + 'recipient = "x"',
}


def faults(folder: Path, data: str) -> list[Diagnostic]:
    try:
        return list(load(find(write(folder, data))).diagnostics)
    except Failure as failure:
        return list(failure.diagnostics)


def told(fault: Diagnostic) -> str:
    assert fault.place is not None
    at = fault.place
    marked = at.excerpt[at.column - 1 : at.end_column - 1]
    return f"  {fault.code} {at.line}:{at.column} [{marked}]\n  {fault.message}\n  → {fault.hint}\n"


def test_every_fault_is_told_as_it_was_accepted(
    tmp_path: Path, golden: Callable[[str, str], None]
) -> None:
    said = []
    for case, donate in CASES.items():
        found = faults(tmp_path, asking(donate))
        assert found, case
        said.append(f"{case}\n" + "\n".join(map(told, found)))
    golden("give-faults.txt", "\n".join(said))


def test_a_name_of_the_organisation_that_no_payment_holds_is_told_where_it_stands(
    tmp_path: Path,
) -> None:
    long = ORGANIZATION.replace("Défense & Droits", "Défense & Droits " * 5)
    (fault,) = faults(tmp_path, asking(EUR, head=long))
    assert fault.place is not None
    assert fault.place.line == 2
    (fault,) = faults(tmp_path, asking(SWISS, head=ORGANIZATION.replace("Défense", "L’Aide")))
    assert "’" in fault.message
    assert "write '" in (fault.hint or "")


@pytest.mark.parametrize("donate", [EUR, SWISS])
def test_no_name_can_add_a_line_to_a_code(tmp_path: Path, donate: str) -> None:
    head = ORGANIZATION.replace("Défense & Droits", "Défense\\nBE72000000001616")
    (fault,) = faults(tmp_path, asking(donate, head=head))
    assert fault.message == "the name of the account's holder goes over several lines"
    assert fault.place is not None
    assert fault.place.line == 2


def test_an_account_needs_a_holder(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, asking(EUR, head=""))
    assert fault.message == "the account has no holder"


@pytest.mark.parametrize(
    "donate",
    [
        'url = "https://example.org/don"',
        EUR,
        EUR + 'holder = { name = "Ελληνική Οργάνωση" }',
        EUR + f'reference = "{CREDITOR_REFERENCE}"',
        EUR + 'holder = { name = "Défense\u00a0& Droits" }',
        SWISS + 'purpose = "Œuvre\u00a0: 50 € à Łódź, Iași"',
        EUR + 'bic = "COBADEFFXXX"\ncurrency = "EUR"\namount = "49.90"\npurpose = "Don 2023"',
        'iban = "GB29 NWBK 6016 1331 9268 19"\nbic = "NWBKGB2L"',
        SWISS,
        SWISS + 'currency = "EUR"\namount = 50',
        SWISS + f'reference = "{CREDITOR_REFERENCE}"\npurpose = "Don 2023"',
        f'iban = "{QR_IBAN}"\nreference = "{QR_REFERENCE}"\n{HOLDER}',
    ],
)
def test_what_can_be_paid_has_no_faults(tmp_path: Path, donate: str) -> None:
    assert faults(tmp_path, asking(donate)) == []


def test_what_follows_from_another_fault_is_not_told(tmp_path: Path) -> None:
    (fault,) = faults(
        tmp_path, asking('iban = "CH93"\nreference = "Don"'.replace("Don", QR_REFERENCE))
    )
    assert "`iban`" in fault.message
