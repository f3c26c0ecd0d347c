"""The base of donors' PDFs: the finished report, its slot emptied once. Read back."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from PIL import ImageChops

from conftest import Built
from reportcli import products
from reportcli.layouts import built_in
from reportcli.mail import slot
from reportcli.mail.tail import Base
from support.personal import (
    LITERATA,
    base_of,
    cover_text,
    own,
    personal_edition,
    picture,
    read,
    refused,
)

# WeasyPrint leaves the file of its colour profile to the garbage collector.
pytestmark = [
    pytest.mark.pdf,
    pytest.mark.filterwarnings(
        "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
    ),
]

FACE = built_in() / "fonts" / LITERATA


@pytest.fixture(scope="module")
def base(report: Built) -> Base:
    return base_of(report.folder, "2023")


@pytest.fixture(scope="module")
def rich_base(rich: Built) -> Base:
    return base_of(rich.folder, "2024", "en")


@pytest.fixture(scope="module")
def opened(report: Built) -> bytes:
    """The report of 2023 with its slot open, as WeasyPrint writes it."""
    edition, source = personal_edition(report.folder, "2023")
    return products.typeset(source, edition, products.sheets(source, edition)).data


def span(pdf: Any) -> Any:
    """The structure element of the dedication: the last Span of the cover."""
    found = []
    waiting = [pdf.Root.StructTreeRoot]
    while waiting:
        element = waiting.pop()
        found.append(element)
        kids = element.get("/K", [])
        kids = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
        waiting += [kid for kid in reversed(kids) if isinstance(kid, pikepdf.Dictionary)]
    cover = [
        item for item in found if item.get("/S") == "/Span" and item.get("/Pg") == pdf.pages[0].obj
    ]
    assert cover
    return cover[-1]


def test_the_base_has_nothing_of_the_link_that_marked_the_slot(base: Base) -> None:
    with read(base.data) as pdf:
        assert "/Annots" not in pdf.pages[0].obj
        assert b"slot.invalid" not in base.data
        everything = [item.unparse(resolved=True) for item in pdf.objects]
        assert not [text for text in everything if b"slot.invalid" in text]


def test_the_other_links_stay_each_with_its_own_entry_in_the_parent_tree(rich_base: Base) -> None:
    with read(rich_base.data) as pdf:
        numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
        owners = {int(key): value for key, value in zip(numbers[::2], numbers[1::2], strict=True)}
        assert list(owners) == sorted(owners)
        notes = [note for page in pdf.pages for note in page.get("/Annots", [])]
        assert len(notes) > 4
        for note in notes:
            assert owners.pop(int(note.StructParent)).S == "/Link"
        for page in pdf.pages:
            owners.pop(int(page.StructParents))
        assert owners == {}


def test_the_slot_is_a_span_in_a_paragraph_under_the_marked_content_that_the_link_had(
    base: Base,
) -> None:
    with read(base.data) as pdf:
        element = span(pdf)
        assert element.P.S == "/P"
        (mcid,) = element.K
        numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
        row = numbers[2 * numbers[::2].index(pdf.pages[0].StructParents) + 1]
        assert row[int(mcid)].objgen == element.objgen
        content = pdf.pages[0].Contents.read_bytes()
        marked = re.search(rb"/MCID %d\s*>>\s*BDC(.*?)EMC" % int(mcid), content, re.DOTALL)
        assert marked
        assert b"/Dedication Do" in marked[1]
        assert b"TJ" not in marked[1]


def test_the_base_carries_no_dedication_and_shows_the_pages_of_the_plain_report(
    base: Base, report: Built
) -> None:
    with read(base.data) as pdf:
        assert pdf.pages[0].Resources.XObject.Dedication.read_bytes() == b""
        assert str(pdf.docinfo.Title) == base.title == "Nos 10\u00a0victoires, 2023"
    plain = report.pdf.read_bytes()
    assert cover_text(base.data) == cover_text(plain)
    for page in range(16):
        ours, theirs = picture(base.data, page, 0.5), picture(plain, page, 0.5)
        assert ImageChops.difference(ours, theirs).getbbox() is None


def test_only_the_cover_has_the_form_though_pages_share_their_resources(base: Base) -> None:
    with read(base.data) as pdf:
        having = [n for n, page in enumerate(pdf.pages) if slot.FORM in page.Resources.XObject]
    assert having == [0]


def test_a_pdf_that_is_not_of_a_personal_edition_has_no_slot(report: Built) -> None:
    fault = refused(slot.prepare, report.pdf.read_bytes(), FACE.read_bytes(), 14)
    assert fault.code == "L007"
    assert fault.message.startswith("this PDF has no dedication’s slot")


def test_a_pdf_that_is_a_donors_own_is_refused(base: Base) -> None:
    for pdf in (base.data, own(base)):
        fault = refused(slot.prepare, pdf, FACE.read_bytes(), 14)
        assert fault.message.startswith("this PDF is already a donor's own")


def test_a_pdf_with_two_slots_is_refused(opened: bytes) -> None:
    file = BytesIO()
    with read(opened) as pdf:
        pdf.pages[1].Annots = pikepdf.Array([pdf.pages[0].Annots[0]])
        pdf.save(file)
    fault = refused(slot.prepare, file.getvalue(), FACE.read_bytes(), 14)
    assert fault.message.startswith("this PDF has 2 slots")


def test_a_slot_whose_text_is_in_two_parts_is_refused(report: Built) -> None:
    edition, source = personal_edition(report.folder, "2023")
    text = products.sheets(source, edition).replace(">…</a>", ">… <i>…</i></a>")
    broken = products.typeset(source, edition, text).data
    assert "several parts" in refused(slot.prepare, broken, FACE.read_bytes(), 14).message


def test_a_slot_that_is_not_drawn_on_the_page_itself_is_refused(report: Built) -> None:
    edition, source = personal_edition(report.folder, "2023")
    text = products.sheets(source, edition).replace("min-height:", "opacity: 0.5; min-height:")
    faint = products.typeset(source, edition, text).data
    assert (
        "not drawn on the page itself"
        in refused(slot.prepare, faint, FACE.read_bytes(), 14).message
    )
