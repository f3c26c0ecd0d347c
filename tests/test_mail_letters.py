"""Letters for the print shop, read back: whose they are, where they begin, where the address stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pikepdf
import pytest
from pypdfium2 import PdfDocument

from reportcli.conformance.programs import run as run_checker
from support.mailings import DEDICATED, mail, write_project

if TYPE_CHECKING:
    from pathlib import Path

LIST = """\
email,name,address,postcode,city,country
,Zoë Nguyễn,Rue de la Paix 1,1202,Genève,Suisse
,Владимир Иванов,Chemin Vert 12,1003,Lausanne,Suisse
ann@example.org,Ann Smith,1 High Street,EC1A 1BB,London,Royaume-Uni
"""
MM = 72 / 25.4


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write_project(tmp_path_factory.mktemp("letters"), DEDICATED)
    (folder / "donors.csv").write_text(LIST, "utf-8")
    return folder


def printed(project: Path, name: str, *options: str) -> Path:
    done = mail("print", "2024", "--to", "donors.csv", "--out", name, *options, project=project)
    assert done.returncode == 0, done.stderr
    return project / name


def texts(file: Path) -> list[str]:
    document = PdfDocument(file)
    return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]


def test_who_has_no_address_of_email_gets_letter_and_report_by_postcode(project: Path) -> None:
    pages = texts(printed(project, "letters.pdf"))
    begin = [number for number, text in enumerate(pages) if "Bonjour" in text]
    assert [number % 2 for number in begin] == [0, 0]
    assert ["Владимир" in pages[begin[0]], "Zoë" in pages[begin[1]]] == [True, True]
    covers = [
        number for number, text in enumerate(pages) if "Merci," in text and "Bonjour" not in text
    ]
    assert [pages[number].split("Merci, ")[1].split("\n")[0] for number in covers] == [
        "Владимир Иванов",
        "Zoë Nguyễn",
    ]
    assert [number % 2 for number in covers] == [0, 0]
    assert "Vous le trouverez avec cette lettre." in pages[begin[0]].replace("\u00a0", " ")
    assert "Ann Smith" not in "".join(pages)


def test_everyone_may_get_a_letter_alone_each_on_a_right_hand_page(project: Path) -> None:
    pages = texts(printed(project, "alone.pdf", "--everyone", "--letter-only"))
    assert [number for number, text in enumerate(pages) if text] == [0, 2, 4]
    assert [text.split("Bonjour ")[1].split(",")[0] for text in pages if text] == [
        "Ann Smith",
        "Владимир Иванов",
        "Zoë Nguyễn",
    ]
    assert "ROYAUME-UNI" in pages[0]


@pytest.mark.parametrize(
    ("window", "left", "top"),
    [("right", (118, 130), (45, 75)), ("left", (18, 30), (43, 75))],
)
def test_the_address_stands_in_the_window(
    project: Path, window: str, left: tuple[int, int], top: tuple[int, int]
) -> None:
    """DIN 5008, form B: 20 mm from the left, 45 mm from the top; at the right the Swiss Post's place."""
    page = PdfDocument(printed(project, f"{window}.pdf", "--letter-only", "--window", window))[0]
    found = page.get_textpage().search("Chemin Vert 12").get_next()
    assert found
    x, _, _, y = page.get_textpage().get_charbox(found[0])
    assert left[0] <= x / MM <= left[1]
    assert top[0] <= (page.get_height() - y) / MM <= top[1]


def test_the_file_is_sound_and_has_no_links_or_tags(project: Path) -> None:
    file = printed(project, "sound.pdf")
    with pikepdf.open(file) as pdf:
        assert "/StructTreeRoot" not in pdf.Root
        assert all("/Annots" not in page for page in pdf.pages)
    done = run_checker("qpdf", "--check", file)
    assert done.returncode == 0, done.stdout


def test_a_list_without_postal_addresses_makes_no_letters(project: Path, tmp_path: Path) -> None:
    (tmp_path / "l.csv").write_text("email,name\na@example.org,A\n", "utf-8")
    out = tmp_path / "none.pdf"
    done = mail("print", "2024", "--to", tmp_path / "l.csv", "--out", out, project=project)
    assert (done.returncode, "M063" in done.stderr, out.exists()) == (1, True, False)
