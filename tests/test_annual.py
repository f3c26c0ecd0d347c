"""The annual layout holds for any report: every number, length and lack."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from PIL import Image

from reportcli.build import Order, build
from reportcli.project import find
from support.projects import write

if TYPE_CHECKING:
    from reportcli.diagnostics import Diagnostic

# WeasyPrint leaves the file of its colour profile to the garbage collector.
pytestmark = pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)

SENTENCE = "Nous avons relayé la parole des défenseur·e·x·s du monde entier dans nos déclarations."
QUOTE = "Sans cette loi, je serais encore en prison ; aujourd'hui je peux travailler."
COUNTRIES = '"BR", "AR", "CL", "CD", "UA", "PS", "IR", "AF", "DZ", "US", "FR", "CH"'


def victory(words: int, more: str = "", title: str = "Une loi") -> str:
    text = " ".join((SENTENCE.split() * (words // 13 + 1))[:words])
    name = f'title = "{title}"\n' if title else ""
    return f'[[reports.2024.victories]]\n{name}text = "{text}."\n{more}\n'


def printed(folder: Path, *victories: str, head: str = "") -> tuple[bytes, list[Diagnostic]]:
    """Build a report; return its PDF, and what was told."""
    report = f'[reports.2024]\nlanguages = ["fr"]\ntitle = "Nos victoires"\n{head}\n'
    project = find(write(folder, report + "".join(victories)))
    (product,), told = build(project, Order(["2024"], formats=["pdf"]), lambda _doing: None)
    return product.data, list(told)


def typeset(folder: Path, *victories: str, head: str = "") -> tuple[list[str], list[Diagnostic]]:
    """Build a report; return the text of each page, and what was told."""
    data, told = printed(folder, *victories, head=head)
    pages = pypdfium2.PdfDocument(BytesIO(data))
    return [page.get_textpage().get_text_range() for page in pages], told


def left_of(pdf: bytes, word: str) -> float:
    """Return how far from its page's left edge, in pt, a word that the report has once begins."""
    (left,) = [
        page.get_textpage().get_charbox(found[0])[0]
        for page in pypdfium2.PdfDocument(BytesIO(pdf))
        if (found := page.get_textpage().search(word).get_next())
    ]
    return float(left)


@pytest.mark.parametrize(("number", "contents"), [(1, 1), (2, 1), (3, 1), (9, 1), (24, 1), (25, 2)])
def test_each_victory_has_one_page_whatever_their_number(
    tmp_path: Path, number: int, contents: int
) -> None:
    pages, told = typeset(tmp_path, *[victory(40, 'places = ["BR"]')] * number)
    assert told == []
    assert len(pages) == 2 + contents + number + 1
    for n in range(1, number + 1):
        assert pages[1 + contents + n].startswith(f"{n}/{number}")


USUAL = (1, 5, 12, 30, 60, 90, 130, 170)


@pytest.mark.parametrize("words", USUAL)
def test_a_first_text_of_any_usual_length_stands_on_its_page(tmp_path: Path, words: int) -> None:
    pages, told = typeset(tmp_path, victory(words, 'places = ["CD"]'), victory(40))
    assert told == []
    assert len(pages) == 6 + (words > 130)


def test_later_texts_of_any_usual_length_stand_on_their_pages(tmp_path: Path) -> None:
    texts = [victory(40), *(victory(words, 'places = ["CD"]') for words in USUAL)]
    pages, told = typeset(tmp_path, *texts)
    assert told == []
    firsts = [page.partition("/9")[0] for page in pages if "/9\r\nUne loi" in page]
    assert firsts == [str(n) for n in range(1, 10)]
    assert len(pages) == 4 + len(texts) + 1


@pytest.mark.parametrize("words", [200, 300, 450, 900])
def test_a_longer_text_goes_on_on_pages_of_its_own_and_stays_whole(
    tmp_path: Path, words: int
) -> None:
    pages, told = typeset(tmp_path, victory(words), victory(20))
    assert told == []
    joined = " ".join(pages).replace("\ufffe", "").replace("\u00ad", "")
    assert joined.count("relayé") == words // 13 + (words % 13 > 2) + 2
    assert [number for number, page in enumerate(pages, 1) if len(page.split()) < 1] == []


@pytest.mark.parametrize(
    "more",
    [
        'figures = [{ value = "13", label = "États" }]',
        'figures = [{ value = "plus de 1 200 000", label = "personnes protégées par la loi" }]',
        'figures = [{ value = "huit", label = "ans" }, { value = "−40 %", label = "de plaintes" }]',
        f'quote = {{ text = "{QUOTE}", by = "Une défenseuse" }}',
        f'quote = {{ text = "{QUOTE * 4}" }}',
        f'quote = {{ text = "{QUOTE * 60}" }}',
        f"places = [{COUNTRIES}]",
        'themes = ["plaidoyer"]\ndate = 2024-05-03\npartners = ["Une ONG", "Une autre"]',
        'links = [{ label = "La loi", url = "https://example.org" }]',
        'image = { src = "p.jpg", alt = "Une rue" }',
        f'image = {{ src = "p.jpg", alt = "Une rue", credit = "A. B." }}\nquote = {{ text = "{QUOTE}" }}',
    ],
)  # fmt: skip
def test_whatever_a_victory_has_is_composed(tmp_path: Path, more: str) -> None:
    Image.new("RGB", (60, 40), "grey").save(tmp_path / "p.jpg")
    titled = [victory(words, more) for words in (300, 5, 60)]
    untitled = [victory(words, more, title="") for words in (60, 300, 5)]
    pages, told = typeset(tmp_path, *titled, *untitled)
    assert told == []
    everything = "\n".join(pages)
    assert [everything.count(f"{n}/6\r\nUne loi") for n in (1, 2, 3)] == [1, 1, 1]
    assert [f"Victoire {n}" in everything for n in (4, 5, 6)] == [True, True, True]


def test_key_figures_stand_from_small_to_large(tmp_path: Path) -> None:
    figures = ['{ value = "900", label = "a" }, { value = "7", label = "b" }', '{ value = "plus de 30", label = "c" }']  # fmt: skip
    pages, _ = typeset(tmp_path, *[victory(20, f"figures = [{figure}]") for figure in figures])
    (opening,) = [page for page in pages if page.startswith("Chiffres clés")]
    assert re.findall(r"\d+(?=.[abc]\b)", opening) == ["7", "30", "900"]


def test_of_many_figures_the_first_of_each_victory_are_the_key_ones(tmp_path: Path) -> None:
    two = 'figures = [{ value = "%d", label = "mois" }, { value = "%d", label = "ans" }]'
    pages, _ = typeset(tmp_path, *[victory(20, two % (n, 100 + n)) for n in range(11, 18)])
    opening = "\n".join(page for page in pages if re.search(r"\bpage \d+", page) and "mois" in page)
    assert re.findall(r"\d+(?=.mois|.ans)", opening) == [
        "11",
        "12",
        "13",
        "14",
        "15",
        "16",
        "17",
    ]


def test_a_report_without_figures_has_no_page_for_them(tmp_path: Path) -> None:
    pages, _ = typeset(tmp_path, victory(20))
    assert not any("Chiffres" in page for page in pages)


def test_a_report_without_places_ends_with_its_title(tmp_path: Path) -> None:
    pages, _ = typeset(tmp_path, victory(20))
    assert pages[-1].strip() == "Nos victoires"


def test_introduction_and_closing_words_are_there(tmp_path: Path) -> None:
    head = (
        f'subtitle = "Une année."\nintro = "{SENTENCE * 8}"\nclosing = "Merci à *toutes* et tous."'
    )
    pages, told = typeset(tmp_path, victory(20), head=head)
    assert told == []
    assert "Une année." in pages[1]
    assert "Merci à toutes et\u00a0tous." in pages[-1]


@pytest.mark.parametrize(("words", "line"), [(20, 21.05), (110, 14.03), (180, 21.05), (290, 17.54)])
def test_every_paragraph_but_the_first_begins_a_line_s_height_in(
    tmp_path: Path, words: int, line: float
) -> None:
    text = f"Hier, {'la loi, ' * words}\\n\\nDemain."
    head = 'intro = "Madame.\\n\\nBonjour."\nclosing = "Adieu.\\n\\nMerci."'
    told = f'[[reports.2024.victories]]\ntitle = "Une loi"\ntext = "{text}"\nplaces = ["BR"]\n'
    pdf, _ = printed(tmp_path, told, victory(20), head=head)
    for first, second, indent in (
        ("Madame.", "Bonjour.", 21.05),
        ("Hier,", "Demain.", line),
        ("Adieu.", "Merci.", 28.07),
    ):
        assert left_of(pdf, second) - left_of(pdf, first) == pytest.approx(indent, abs=1.5)


def test_paper_says_where_each_link_leads(tmp_path: Path) -> None:
    head = 'intro = "Voir [notre site](https://www.example.org/)."\nclosing = "[Dons](https://example.org/dons)."'
    here = victory(
        20,
        'links = [{ label = "Le texte", url = "https://loi.example.org/25?lang=fr" }]\n'
        'places = ["BR"]',
    )
    away = (
        f'[[reports.2024.victories]]\ntitle = "Suite"\ntext = "{SENTENCE * 30}'
        ' Écrivez à [Jeanne](mailto:jeanne@example.org), sur [example.org](https://example.org/)."\n'
    )
    pages, told = typeset(tmp_path, here, away, head=head)
    assert told == []
    assert "Notre site example.org" in pages[1]
    assert "Le texte loi.example.org/25?lang=fr" in pages[3]
    assert "Jeanne jeanne@example.org" in pages[5]
    assert pages[5].count("example.org") == 2
    assert "Dons example.org/dons" in pages[-1]


@pytest.mark.parametrize("late", [False, True])
@pytest.mark.parametrize("count", [1, 3, 8])
def test_many_links_leave_the_text_its_place(tmp_path: Path, count: int, late: bool) -> None:
    urls = [f"https://example.org/un/chemin/assez/long/{n}" for n in range(count)]
    links = ", ".join(f'{{ label = "Un document officiel", url = "{url}" }}' for url in urls)
    linked = victory(60, f'links = [{links}]\nplaces = ["BR"]')
    others = [victory(20)] * 2
    _, told = typeset(tmp_path, *([*others, linked] if late else [linked, *others]))
    assert {found.code for found in told} <= {"F010"}, (
        "the last links may have a page for themselves"
    )


def test_pages_of_pictures_and_quotations_have_their_number_too(tmp_path: Path) -> None:
    Image.new("RGB", (60, 40), "grey").save(tmp_path / "p.jpg")
    picture = victory(20, 'image = { src = "p.jpg", alt = "Une rue" }')
    quotation = victory(60, f'quote = {{ text = "{QUOTE * 4}" }}\nplaces = ["BR"]')
    pages, told = typeset(tmp_path, picture, quotation, quotation, picture)
    assert told == []
    plates = pages[4:-1:2]
    assert len(plates) == 4
    assert ["Nos victoires, 2024" in page for page in plates] == [True] * 4


def test_a_picture_of_the_report_keeps_its_credit(tmp_path: Path) -> None:
    Image.new("RGB", (60, 40), "grey").save(tmp_path / "p.jpg")
    head = (
        f'intro = "{SENTENCE * 12}"\ncover = {{ src = "p.jpg", alt = "Une rue", credit = "A. B." }}'
    )
    pages, told = typeset(tmp_path, victory(20), head=head)
    assert told == []
    assert pages[2].split() == ["A.", "B.", "Sommaire"]


@pytest.mark.parametrize("number", [1, 3, 10, 24])
def test_the_last_number_of_the_contents_keeps_clear_of_the_trim(
    tmp_path: Path, number: int
) -> None:
    pdf, _ = printed(tmp_path, *[victory(20)] * number)
    contents = pypdfium2.PdfDocument(BytesIO(pdf))[2].render(scale=2).to_pil().convert("RGB")
    width, height = contents.size
    row, safe = height // number, width * 10 // 210
    strip = contents.crop((width - safe, height - row + 1, width, height))
    assert strip.getcolors() == [(strip.width * strip.height, strip.getpixel((0, 0)))]


CITED = ["AF", "DZ", "AR", "BR", "CL", "US", "IR", "PS", "CD", "UA", "FR", "DE", "ES", "IT", "CH", "AT", "BE", "NL", "SE", "NO", "FI", "DK", "PL", "CZ", "SK", "HU", "RO", "BG", "GR", "PT", "IE", "IS"]  # fmt: skip
NAMED = 'organization = { name = "Défense & Droits", url = "https://example.org" }\n'


@pytest.mark.parametrize("count", [4, 13, 32])
@pytest.mark.parametrize("words", [0, 120, 600])
def test_countries_and_last_words_keep_clear_of_who_speaks(
    tmp_path: Path, count: int, words: int
) -> None:
    shares = [CITED[at:count:4] for at in range(4)]
    victories = [victory(9, f"places = {places}".replace("'", '"')) for places in shares]
    closing = " ".join((SENTENCE.split() * 60)[:words])
    head = f'closing = "{closing}"\n' if words else ""
    report = '[reports.2024]\nlanguages = ["fr"]\ntitle = "Nos victoires"\n'
    project = find(write(tmp_path, NAMED + report + head + "".join(victories)))
    (product,), told = build(project, Order(["2024"], formats=["pdf"]), lambda _doing: None)
    assert told == ()
    last = list(pypdfium2.PdfDocument(BytesIO(product.data)))[-1].get_textpage()
    text = last.get_text_range()
    assert text.count("Défense & Droits") == 1
    lowest = min(
        last.get_charbox(found[0])[1]
        for country in ("Ukraine", "Chili", "Brésil")
        if (found := last.search(country).get_next())
    )
    by = last.get_charbox(last.search("Défense & Droits").get_next()[0])[3]
    assert lowest > by + 4


@pytest.mark.parametrize(
    "title", ["Une loi", "La Commission interaméricaine ordonne de protéger", "La Commission interaméricaine des droits humains ordonne de protéger les quarante-six communautés du fleuve"]
)  # fmt: skip
def test_every_row_of_the_contents_has_its_page(tmp_path: Path, title: str) -> None:
    texts, told = typeset(tmp_path, *[victory(9, 'places = ["CO"]', title)] * 24)
    assert told == []
    pages = [" ".join(text.split()) for text in texts]
    rows = " ".join(page for page in pages if page.count(title) > 1 or page.count("Colombie") > 1)
    first = next(at for at, page in enumerate(pages, 1) if page.count(title) == 1)
    for number in range(first, first + 24):
        assert re.search(rf"\b{number}\b", rows), number
