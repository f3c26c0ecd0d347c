"""The booklet holds for any report: its pages fill whole sheets, and each victory is composed."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from conftest import Built
from reportcli import html
from reportcli.build import Order, build
from reportcli.edition import one
from reportcli.load import load
from reportcli.mail import personal
from reportcli.project import find
from support.projects import REPOSITORY, write

if TYPE_CHECKING:
    from reportcli.diagnostics import Diagnostic

# WeasyPrint leaves the file of its colour profile to the garbage collector.
pytestmark = pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)

SENTENCE = "Nous avons relayé la parole des défenseur·e·x·s du monde entier dans nos déclarations."
QUOTE = "Sans cette loi, je serais encore en prison ; aujourd'hui je peux travailler."
COUNTRIES = '"BR", "AR", "CL", "CD", "UA", "PS", "IR", "AF", "DZ", "US", "FR", "CH"'
MM = 72 / 25.4


def victory(words: int, more: str = "", title: str = "Une loi") -> str:
    text = " ".join((SENTENCE.split() * (words // 13 + 1))[:words]).rstrip(".")
    name = f'title = "{title}"\n' if title else ""
    return f'[[reports.2024.victories]]\n{name}text = "{text}."\n{more}\n'


def printed(folder: Path, *victories: str, head: str = "") -> tuple[bytes, list[Diagnostic]]:
    """Build a booklet; return its PDF, and what was told."""
    report = f'[reports.2024]\nlanguages = ["fr"]\ntitle = "Nos victoires"\n{head}\n'
    project = find(write(folder, report + "".join(victories)))
    order = Order(["2024"], layouts=["booklet"], formats=["pdf"])
    (product,), told = build(project, order, lambda _doing: None)
    return product.data, list(told)


def typeset(folder: Path, *victories: str, head: str = "") -> tuple[list[str], list[Diagnostic]]:
    """Build a booklet; return the text of each page, and what was told."""
    data, told = printed(folder, *victories, head=head)
    return texts(data), told


def texts(pdf: bytes) -> list[str]:
    pages = pypdfium2.PdfDocument(BytesIO(pdf))
    return [page.get_textpage().get_text_range() for page in pages]


def starts(pages: list[str]) -> list[int]:
    """The pages (from 1) on which victories begin that are called « Une loi »; contents name several."""
    return [
        at
        for at, page in enumerate(pages, 1)
        if re.match(r"\d+\s+Une loi", page) and page.count("Une loi") == 1
    ]


# Whole sheets


@pytest.mark.parametrize(("number", "words"), [(1, 60), (2, 5), (3, 60), (4, 5), (9, 60), (15, 5), (24, 60), (30, 5)])  # fmt: skip
def test_any_number_of_victories_fills_whole_sheets(
    tmp_path: Path, number: int, words: int
) -> None:
    pages, told = typeset(tmp_path, *[victory(words, 'places = ["BR"]')] * number)
    assert told == []
    assert len(pages) % 4 == 0
    assert len(pages) <= 2 * number + 6
    assert len(starts(pages)) == number


@pytest.mark.parametrize("words", [12, 130, 170, 220, 300, 900])
def test_texts_of_any_length_fill_whole_sheets_and_stay_whole(tmp_path: Path, words: int) -> None:
    pages, told = typeset(tmp_path, *[victory(words)] * 3, victory(20))
    assert told == []
    assert len(pages) % 4 == 0
    joined = " ".join(pages).replace("\ufffe", "").replace("\u00ad", "")
    assert joined.count("relayé") == 3 * (words // 13 + (words % 13 > 2)) + 2


WHATEVER = [
    'figures = [{ value = "13", label = "États" }]',
    'figures = [{ value = "plus de 1 200 000", label = "personnes protégées par la loi" }]',
    'figures = [{ value = "16", label = "ans" }, { value = "800", label = "personnes" }]',
    'figures = [{ value = "huit", label = "ans" }, { value = "−40 %", label = "de plaintes" }]',
    "figures = [" + '{ value = "7", label = "jours" },' * 9 + "]",
    f'quote = {{ text = "{QUOTE}", by = "Une défenseuse" }}',
    f'quote = {{ text = "{QUOTE * 4}" }}',
    f'quote = {{ text = "{(QUOTE + " ") * 60}", by = "Une défenseuse" }}',
    'places = ["DZ"]',
    f"places = [{COUNTRIES}]",
    'themes = ["plaidoyer"]\ndate = 2024-05-03\npartners = ["Une ONG", "Une autre"]',
    'links = [{ label = "La loi", url = "https://example.org" }]',
    'image = { src = "p.jpg", alt = "Une rue" }',
    f'image = {{ src = "p.jpg", alt = "Une rue", credit = "A. B." }}\nquote = {{ text = "{QUOTE}" }}',
    'summary = "La loi protège toutes les personnes qui défendent les droits humains."',
]  # fmt: skip


@pytest.mark.parametrize("words", [5, 60, 160, 300])
@pytest.mark.parametrize("shift", [0, 1])
def test_whatever_a_victory_has_is_composed(tmp_path: Path, words: int, shift: int) -> None:
    """`shift`: on the left and on the right."""
    Image.new("RGB", (60, 40), "grey").save(tmp_path / "p.jpg")
    others = [victory(30)] * shift
    made = [victory(words, more) for more in WHATEVER]
    pages, told = typeset(tmp_path, *others, *made, victory(words, title=""))
    assert {found.code for found in told} <= {"F010"}, "a quotation may have a page for itself"
    assert len(pages) % 4 == 0
    assert len(starts(pages)) == len(others) + len(made)
    assert f"Victoire {len(others) + len(made) + 1}" in "\n".join(pages)


def test_victories_of_two_pages_begin_on_the_left(tmp_path: Path) -> None:
    pages, _ = typeset(tmp_path, victory(30), *[victory(300)] * 4)
    assert [start % 2 for start in starts(pages)] == [0, 0, 0, 0, 0]


def test_the_pages_that_no_victory_can_fill_are_for_notes(tmp_path: Path) -> None:
    pages, told = typeset(tmp_path, *[victory(300)] * 5)
    assert told == []
    assert len(pages) == 16
    assert [page.split()[0] for page in pages[-3:-1]] == ["Notes", "Nos"]


def test_introduction_closing_words_and_cover_picture_have_their_pages(tmp_path: Path) -> None:
    Image.new("RGB", (60, 40), "grey").save(tmp_path / "p.jpg")
    head = f'intro = "{SENTENCE}"\nclosing = "Merci à *toutes* et tous."\ncover = {{ src = "p.jpg", alt = "Une rue" }}'
    pages, told = typeset(tmp_path, *[victory(40)] * 4, head=head)
    assert told == []
    assert len(pages) % 4 == 0
    assert [n for n, page in enumerate(pages) if "Merci à toutes et\u00a0tous." in page] == [
        len(pages) - 2
    ]


def test_contents_of_two_pages_face_each_other(tmp_path: Path) -> None:
    pages, _ = typeset(tmp_path, *[victory(40)] * 20)
    (first,) = [at for at, page in enumerate(pages, 1) if page.startswith("Sommaire")]
    assert first % 2 == 0
    assert pages[first].count("Une loi") == 10


# The pages of 2023


def test_the_booklet_of_2023_is_four_sheets(booklet: Built) -> None:
    with pikepdf.open(booklet.pdf) as pdf:
        assert len(pdf.pages) == 16
        assert [float(side) / MM for side in pdf.pages[0].trimbox[2:]] == pytest.approx([148, 210])


def test_its_story_is_read_in_order(booklet: Built) -> None:
    text = " ".join(" ".join(texts(booklet.pdf.read_bytes())).split())
    story = ["Nos 10", "Chaque victoire pèse", "Sommaire", "Aux côtés de qui", "Nous avons continué à travailler", "Palestine", "Enfin une loi", "Leur parole", "Une narration innovante", "Chiffres clés", "Pays cités"]  # fmt: skip
    place = 0
    for part in story:
        place = text.find(part, place)
        assert place >= 0, part


def elements(pdf: Any) -> list[str]:
    found, waiting = [], [pdf.Root.StructTreeRoot]
    while waiting:
        element = waiting.pop()
        found.append(str(element.get("/S", "")))
        kids = element.get("/K", [])
        kids = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
        waiting += [kid for kid in reversed(kids) if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/StructElem"]  # fmt: skip
    return found


def test_marks_are_not_read_aloud_and_headings_skip_no_level(booklet: Built) -> None:
    with pikepdf.open(booklet.pdf) as pdf:
        tags = elements(pdf)
    assert "/Figure" not in tags
    headings = [int(tag[2:]) for tag in tags if re.fullmatch(r"/H\d", tag)]
    assert headings == [1, *[2] * 13]
    assert all(after - before <= 1 for before, after in pairwise(headings))


def test_its_bookmarks_are_its_contents(booklet: Built) -> None:
    titles = [item.get_title() for item in pypdfium2.PdfDocument(booklet.pdf).get_toc()]
    assert titles[0] == "Nos 10\u00a0victoires"
    assert titles[2] == "1. Aux côtés de qui demande justice"
    assert titles[-2:] == ["Chiffres clés", "Pays cités"]


def test_countries_that_are_counted_are_named_in_their_pieces(booklet: Built) -> None:
    page = pypdfium2.PdfDocument(booklet.pdf)[3]
    text = page.get_textpage()
    for country in ("Palestine", "Ukraine", "États-Unis", "Brésil"):
        boxes = []
        found = text.search(country, match_case=True)
        while hit := found.get_next():
            boxes.append(text.get_charbox(hit[0]))
        assert any(page.get_height() - box[3] < 95 * MM for box in boxes), country


def test_a_dedication_has_its_place_on_the_cover() -> None:
    project = find(REPOSITORY)
    loaded = load(project)
    edition = replace(one(project, loaded, "2023", "booklet", None), personal=True)
    base = personal.base(edition, loaded.source)
    assert base.room.width >= 60 * MM
    words = texts(base.data + base.tail("Merci, Maria-Élisabeth Ottoline Hohenstein"))[0]
    assert words.split()[-4:] == ["Merci,", "Maria-Élisabeth", "Ottoline", "Hohenstein"]


# The page


def test_the_page_shows_each_mark_and_keeps_its_pieces_from_those_who_listen() -> None:
    project = find(REPOSITORY)
    (page,) = html.render(one(project, load(project), "2023", "booklet", None), "screen")
    assert page.count('<div class="mark of-') == 10
    assert page.count("aria-hidden") >= page.count("<svg") / 10
    assert "<script" not in page


@pytest.mark.parametrize("width", [320, 390, 768, 1280, 1920])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_never_scrolls_sideways(
    browser: Any, booklet: Built, width: int, scheme: str
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page.goto(booklet.file("html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def test_printed_from_the_browser_each_victory_has_a_page(
    browser: Any, booklet: Built, tmp_path: Path
) -> None:
    page = browser.new_page()
    page.goto(booklet.file("html").as_uri())
    page.pdf(path=tmp_path / "print.pdf", prefer_css_page_size=True, print_background=True)
    page.close()
    pages = texts((tmp_path / "print.pdf").read_bytes())
    assert len(pages) == 16
    for number in range(1, 11):
        assert re.search(rf"(?m)^{number}\b", pages[2 + number])
