"""Projects that ask for gifts, and their codes read back from what is seen."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import pypdfium2
import zxingcpp

from reportcli.build import Order, build
from reportcli.project import find
from support.projects import SMALL, write

if TYPE_CHECKING:
    from pathlib import Path

ORGANIZATION = '[organization]\nname = "Défense & Droits"\n'
HOLDER = 'holder = { street = "Rue de la Paix", house_number = "1", postcode = "1202", town = "Genève", country = "CH" }\n'
PLAIN, QR_IBAN = "CH93 0076 2011 6238 5295 7", "CH44 3199 9123 0008 8901 2"
GERMAN = "DE89 3704 0044 0532 0130 00"
QR_REFERENCE, CREDITOR_REFERENCE = "21 00000 00003 13947 14300 09017", "RF18 5390 0754 7034"
SWISS = f'iban = "{PLAIN}"\n{HOLDER}'


def asking(donate: str, languages: str = '["fr"]', head: str = ORGANIZATION) -> str:
    """A data file whose organisation asks for gifts."""
    report = SMALL.replace('["fr"]', languages)
    return f"{head}[organization.donate]\n{donate}\n{report}"


def printed(folder: Path, donate: str, languages: str = '["fr"]', layout: str = "annual") -> bytes:
    """The PDF of a report that asks for gifts, of which nothing is told but that a long message ends on a thin page."""
    project = find(write(folder, asking(donate, languages)))
    order = Order(["2024"], layouts=[layout], formats=["pdf"])
    (product,), told = build(project, order, lambda _doing: None)
    assert {found.code for found in told} <= {"F010"}
    return product.data


def last_page(pdf: bytes) -> Any:
    document = pypdfium2.PdfDocument(BytesIO(pdf))
    return document[len(document) - 1]


def codes(picture: Any) -> list[str]:
    """What the codes in a picture say, from top to bottom."""
    found = zxingcpp.read_barcodes(picture)
    return [code.text for code in sorted(found, key=lambda code: code.position.top_left.y)]


def printed_codes(pdf: bytes, dots: int = 200, page: int = -1) -> list[str]:
    """What a reader's telephone finds on a page, counted from the end: the last, or another."""
    document = pypdfium2.PdfDocument(BytesIO(pdf))
    return codes(document[len(document) + page].render(scale=dots / 72).to_pil())
