"""Inclusive forms aloud: what a project says for them is there to be heard, and what it wrote to be found."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import pikepdf
import pypdfium2
import pytest

from reportcli import products
from reportcli.conformance.programs import run as run_checker
from reportcli.conformance.verapdf import verify
from reportcli.diagnostics import Failure
from reportcli.edition import Edition, one
from reportcli.load import load
from reportcli.project import find
from support.projects import reportcli, write
from support.structure import Structure

if TYPE_CHECKING:
    from pathlib import Path

    from reportcli.source import Source

# WeasyPrint leaves the file of its colour profile to the garbage collector.
pytestmark = pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)

REPORT = """\
[reports.2024]
languages = ["fr"]
title = "Nos victoires"
subtitle = "obtenues avec les défenseur·e·x·s."

[[reports.2024.victories]]
title = "Acquitté·es"
text = "Des Défenseur-e-x-s et des [habitant·e·s](https://example.org) sont *libéré·es*, dit-elle."
"""
CHOSEN = """\
[speech]
pairs = true
[speech.forms]
"défenseur·e·x·s" = "défenseuses, défenseurs et autres"

"""
LAYOUTS = ("annual", "booklet", "poster", "letter")


def edition(folder: Path, layout: str, speech: str = CHOSEN) -> tuple[Source, Edition]:
    project = find(write(folder, speech + REPORT))
    loaded = load(project)
    return loaded.source, one(project, loaded, "2024", layout, "fr")


def typeset(folder: Path, layout: str, speech: str = CHOSEN) -> bytes:
    source, made = edition(folder, layout, speech)
    return products.typeset(source, made, products.sheets(source, made)).data


@pytest.fixture(scope="module", params=LAYOUTS)
def pdf(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return typeset(tmp_path_factory.mktemp("speech"), request.param)


def spoken(data: bytes) -> set[tuple[str, str]]:
    elements = Structure(BytesIO(data)).root.all()
    return {(e.text, str(e.object.E)) for e in elements if "/E" in e.object}


def test_a_form_has_its_expansion_in_the_pdf(pdf: bytes) -> None:
    found = spoken(pdf)
    assert ("défenseur·e·x·s", "défenseuses, défenseurs et autres") in found
    assert ("Acquitté·es", "Acquittées et acquittés") in found


def test_searching_and_copying_find_what_was_typed(pdf: bytes) -> None:
    assert b"ActualText" not in pdf
    pages = [page.get_textpage() for page in pypdfium2.PdfDocument(pdf)]
    text = "".join(page.get_text_range() for page in pages)
    assert "Acquitté·es" in text
    assert "Acquittées" not in text
    assert "défenseuses" not in text
    assert any(page.search("défenseur·e·x·s").get_next() for page in pages)


def test_pdfium_hands_on_what_is_said(tmp_path: Path) -> None:
    document = pypdfium2.PdfDocument(typeset(tmp_path, "letter"))
    assert _expansions(document[0]) == ["défenseuses, défenseurs et autres", "Acquittées et acquittés"]  # fmt: skip


def _expansions(page: Any) -> list[str]:
    import ctypes

    import pypdfium2.raw as pdfium

    tree = pdfium.FPDF_StructTree_GetForPage(page)
    waiting = [pdfium.FPDF_StructTree_GetChildAtIndex(tree, 0)]
    found = []
    while waiting:
        element = waiting.pop()
        buffer = ctypes.create_string_buffer(400)
        length = pdfium.FPDF_StructElement_GetExpansion(element, buffer, 400)
        if length > 2:
            found.append(buffer.raw[: length - 2].decode("utf-16-le"))
        count = pdfium.FPDF_StructElement_CountChildren(element)
        kids = (pdfium.FPDF_StructElement_GetChildAtIndex(element, at) for at in range(count))
        waiting += reversed([kid for kid in kids if kid])
    pdfium.FPDF_StructTree_Close(tree)
    return found


def test_a_link_and_emphasis_keep_theirs(tmp_path: Path) -> None:
    data = typeset(tmp_path, "annual")
    assert {
        ("Défenseur-e-x-s", "défenseuses, défenseurs et autres"),
        ("habitant·e·s", "habitantes et habitants"),
        ("libéré·es", "libérées et libérés"),
    } < spoken(data)
    links = Structure(BytesIO(data)).of("Link")
    assert "habitant·e·s" in [link.text for link in links]
    assert all(str(note.Contents) == link.text or link.text.isdigit() for link in links for note in link.annotations)  # fmt: skip


@pytest.mark.parametrize("speech", ["", "[speech]\npairs = false\n"])
def test_nothing_is_said_for_a_form_unless_the_project_asks(tmp_path: Path, speech: str) -> None:
    source, made = edition(tmp_path, "letter", speech)
    html = products.sheets(source, made)
    assert "<abbr" not in html
    assert spoken(products.typeset(source, made, html).data) == set()
    assert b"<abbr" not in products.page(made)


def test_a_project_may_say_its_own_forms_alone(tmp_path: Path) -> None:
    source, made = edition(tmp_path, "annual", CHOSEN.replace("pairs = true\n", ""))
    html = products.sheets(source, made)
    assert html.count("<abbr") == 2
    assert html.count('<abbr title="défenseuses, défenseurs et autres">') == 2


def test_what_is_said_changes_no_line_of_the_page(tmp_path: Path) -> None:
    said = pypdfium2.PdfDocument(typeset(tmp_path / "a", "annual"))
    unsaid = pypdfium2.PdfDocument(typeset(tmp_path / "b", "annual", ""))
    assert len(said) == len(unsaid)
    for one_, other in zip(said, unsaid, strict=True):
        assert one_.get_textpage().get_text_range() == other.get_textpage().get_text_range()


def test_a_browser_names_the_form_by_what_is_said_and_copies_what_was_typed(
    tmp_path: Path, browser: Any
) -> None:
    _, made = edition(tmp_path, "letter")
    page = browser.new_page()
    page.set_content(products.page(made).decode())
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    names = [node["name"]["value"] for node in tree if node.get("role", {}).get("value") == "Abbr"]
    assert names == ["défenseuses, défenseurs et autres", "Acquittées et acquittés"]
    copied = page.evaluate(
        "() => { getSelection().selectAllChildren(document.body); return getSelection().toString() }"
    )
    page.close()
    assert "défenseur·e·x·s" in copied
    assert "défenseuses" not in copied


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('"ONG" = "organisation"', "is no inclusive form: 'ONG'"),
        ('"élu·e·s" = " "', "is empty"),
        ('"élu·e·s" = 3', "must be"),
    ],
)
def test_what_is_no_form_or_says_nothing_is_told(tmp_path: Path, line: str, message: str) -> None:
    project = find(write(tmp_path, f"[speech.forms]\n{line}\n{REPORT}"))
    with pytest.raises(Failure) as failure:
        load(project)
    (told,) = failure.value.diagnostics
    assert message in told.message
    assert told.place
    assert told.place.line == 2


def test_the_attached_data_keeps_what_is_said(tmp_path: Path) -> None:
    write(tmp_path, CHOSEN + REPORT)
    built = reportcli("build", "2024", "--layout", "letter", "--format", "pdf", cwd=tmp_path)
    assert built.returncode == 0, built.stderr
    (file,) = (tmp_path / "out" / "2024").glob("*.pdf")
    with pikepdf.open(file) as opened:
        data = opened.attachments["victories.toml"].get_file().read_bytes().decode()
    assert '"défenseur·e·x·s" = "défenseuses, défenseurs et autres"' in data


@pytest.mark.conformance
def test_expansions_pass_the_checkers_and_poppler_reads_what_was_typed(
    pdf: bytes, tmp_path: Path
) -> None:
    file = tmp_path / "said.pdf"
    file.write_bytes(pdf)
    for verdict in verify([file]):
        assert verdict.compliant, verdict
    for command in (("pdftotext", file, "-"), ("pdfinfo", "-struct-text", file)):
        text = run_checker(*command).stdout
        assert "Acquitté·es" in text
        assert "Acquittées" not in text
