"""The poster holds for any report: one sheet, every victory on it, or it is said what does not fit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportcli import products
from reportcli.diagnostics import Failure
from reportcli.edition import one
from reportcli.load import load
from reportcli.marks import of
from reportcli.project import find
from reportcli.wording import Wording
from support.projects import ARABIC, REPOSITORY, reportcli, write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

# WeasyPrint leaves the file of its colour profile to the garbage collector.
pytestmark = pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)

MM = 72 / 25.4
SIZES = {"A3": (297, 420), "A4": (210, 297)}
ORGANIZATION = '[organization]\nname = "Défense & Droits"\nurl = "https://example.org"\n'
SENTENCE = "Nous avons relayé la parole des défenseur·e·x·s du monde entier dans nos déclarations"
TITLES = {
    "fr": ["Libres", "Une loi nationale protège les défenseur·e·x·s", "Un record de 13 États"],
    "en": ["Free", "A law that protects those who defend rights", "A record of 13 States"],
    "es": ["Libres", "Una ley nacional para quienes defienden derechos", "Absueltas"],
    "de": [
        "Frei",
        "Anerkennung der Menschenrechtsverteidigerinnen",
        "Grundsatzurteil in Karlsruhe",
    ],
}
FACTS = [
    'places = ["CD", "BR"]',
    'figures = [{ value = "1 234 567", label = "voix" }]',
    'figures = [{ value = "3", label = "personnes" }, { value = "25e", label = "loi" }]',
    "",
]


@dataclass(frozen=True)
class Sheet:
    """A poster's pages, and its text with the size and the box of each sign in pt."""

    data: bytes

    @property
    def document(self) -> Any:
        return pypdfium2.PdfDocument(BytesIO(self.data))

    @property
    def text(self) -> str:
        found = self.document[0].get_textpage().get_text_range()
        return " ".join(re.sub("[\ufffe\u00ad\u0002]\\s*", "", found).split())

    def signs(self) -> list[tuple[str, float, tuple[float, float, float, float]]]:
        page = self.document[0].get_textpage()
        matrix = pdfium.FS_MATRIX()
        found = []
        for at in range(page.count_chars()):
            sign = chr(pdfium.FPDFText_GetUnicode(page.raw, at))
            if not sign.isspace() and sign.isprintable():
                pdfium.FPDFText_GetMatrix(page.raw, at, matrix)
                size = pdfium.FPDFText_GetFontSize(page.raw, at) * matrix.d
                found.append((sign, size, page.get_charbox(at)))
        return found


def victory(title: str = "", more: str = "", text: str = SENTENCE) -> str:
    name = f'title = "{title}"\n' if title else ""
    return f'[[reports.2024.victories]]\n{name}text = "{text}."\n{more}\n'


def report(*victories: str, title: str = "Nos victoires", head: str = "", before: str = "") -> str:
    """The data of a report in French; `head` is more of it, `before` what stands before it."""
    return f'{before}\n[reports.2024]\nlanguages = ["fr"]\ntitle = "{title}"\n{head}\n' + "".join(
        victories
    )


def sheet(folder: Path, data: str, language: str | None = None, year: str = "2024") -> Sheet:
    """Make a poster; all that it says stands on one page, within the margins."""
    project = find(write(folder, data))
    loaded = load(project)
    edition = one(project, loaded, year, "poster", language)
    made = products.typeset(loaded.source, edition, products.sheets(loaded.source, edition))
    assert made.pages == 1
    done = Sheet(made.data)
    width, height = done.document[0].get_size()
    taken: dict[tuple[int, int], list[tuple[float, float, float, float]]] = {}
    for sign, _, (left, bottom, right, top) in done.signs():
        assert width * 13 / 297 <= left < right <= width * (1 - 13 / 297), sign
        assert height * 13 / 420 <= bottom < top <= height * (1 - 12 / 420), sign
        near = taken.setdefault((int(left / 40), int(bottom / 40)), [])
        assert not any(overlap((left, bottom, right, top), box) for box in near), sign
        near.append((left, bottom, right, top))
    return done


def overlap(
    one: tuple[float, float, float, float], other: tuple[float, float, float, float]
) -> bool:
    """Say whether more than a third of both boxes, across and down, is shared."""
    return all(
        min(one[end], other[end]) - max(one[start], other[start])
        > max(one[end] - one[start], other[end] - other[start]) / 3
        for start, end in ((0, 2), (1, 3))
    )


def many(number: int, language: str = "fr") -> list[str]:
    titles = TITLES[language]
    return [victory(f"{titles[n % 3]} {n + 1}", FACTS[n % 4]) for n in range(number)]


def in_order(text: str, parts: list[str]) -> None:
    place = 0
    for part in parts:
        place = text.find(part, place)
        assert place >= 0, part


# One sheet


@pytest.mark.parametrize("format_", SIZES)
@pytest.mark.parametrize("number", [1, 2, 3, 5, 7, 10, 12, 24, 36])
def test_any_number_of_victories_stands_on_one_sheet(
    tmp_path: Path, number: int, format_: str
) -> None:
    before = f'{ORGANIZATION}[layouts.poster]\nformat = "{format_}"'
    made = sheet(tmp_path, report(*many(number), head='subtitle = "avec vous."', before=before))
    assert made.document[0].get_size() == pytest.approx([side * MM for side in SIZES[format_]], abs=0.1)  # fmt: skip
    assert min(size for _, size, _ in made.signs()) >= (8 if format_ == "A4" else 11.3)
    names = [f"{TITLES['fr'][n % 3]} {n + 1}" for n in range(number)]
    in_order(made.text, ["Nos victoires avec vous.", *names])
    assert "Défense & Droits" in made.text
    assert "example.org" in made.text


@pytest.mark.parametrize("language", TITLES)
@pytest.mark.parametrize("number", [3, 10, 24])
def test_in_every_language_each_name_is_read_in_its_order(
    tmp_path: Path, language: str, number: int
) -> None:
    data = report(*many(number, language), title="2024").replace('["fr"]', f'["{language}"]')
    in_order(
        sheet(tmp_path, data).text,
        [f"{TITLES[language][n % 3]} {n + 1}" for n in range(number)],
    )


def test_from_right_to_left_the_sheet_begins_at_the_right(tmp_path: Path) -> None:
    made = sheet(tmp_path, ARABIC, "ar")
    _, _, (_, _, right, _) = made.signs()[0]
    assert right > made.document[0].get_width() * 0.9


def test_the_title_can_be_read_from_three_metres(tmp_path: Path) -> None:
    made = sheet(tmp_path, (REPOSITORY / "data" / "victories.toml").read_text("utf-8"), year="2023")
    assert made.signs()[0][1] >= 100


WORDS = st.sampled_from([*SENTENCE.split(), "Menschenrechtsverteidigerinnen", "13", "l'Homme"])
NAMES = st.lists(WORDS, min_size=1, max_size=30).map(" ".join)
NUMBERS = st.integers(0, 9_999_999)


@given(
    names=st.lists(NAMES, min_size=1, max_size=40),
    numbers=st.lists(NUMBERS, min_size=1, max_size=5),
    title=NAMES,
    labels=NAMES,
)
@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_there_is_fits_or_is_told_with_what_to_do(
    tmp_path: Path, names: list[str], numbers: list[int], title: str, labels: str
) -> None:
    victories = [
        victory(
            name, f'figures = [{{ value = "{numbers[at % len(numbers)]}", label = "{labels}" }}]'
        )
        for at, name in enumerate(names)
    ]
    try:
        sheet(tmp_path, report(*victories, title=title))
    except Failure as failure:
        for fault in failure.diagnostics:
            assert (fault.code, fault.severity) == ("D051", "error")
            assert fault.place
            assert fault.hint


# What stands for a victory


@pytest.mark.parametrize(
    ("given_", "shown"),
    [
        ({"title": "Une loi", "summary": "Elle est là."}, "Une loi"),
        ({"title": "Une loi " * 60, "summary": "Elle est là."}, "Elle est là."),
        ({"summary": "Elle est là."}, "Elle est là."),
        ({}, f"{SENTENCE}."),
    ],
)
def test_a_victory_is_named_by_its_title_its_summary_or_its_first_sentence(
    tmp_path: Path, given_: dict[str, str], shown: str
) -> None:
    fields = "\n".join(f'{key} = "{text}"' for key, text in given_.items())
    made = sheet(tmp_path, report(victory(more=fields, text=f"{SENTENCE}. Puis d'autres mots")))
    text = made.text.replace("déclara tions", "déclarations")
    assert shown.replace("'", "’") in text
    assert "Puis" not in text
    assert "…" not in text


def test_facts_say_what_the_dots_count(tmp_path: Path) -> None:
    figures = 'figures = [{ value = "3", label = "personnes" }, { value = "2 millions", count = 2000000, label = "voix" }]'  # fmt: skip
    text = sheet(tmp_path, report(victory("Une loi", f'{figures}\nplaces = ["BR", "AR"]'))).text
    assert "3 personnes 2 millions voix (un point pour 10 000) Brésil, Argentine" in text


def test_many_countries_are_counted(tmp_path: Path) -> None:
    countries = '"BR", "AR", "CL", "CD", "UA", "PS", "IR"'
    text = sheet(tmp_path, report(victory("Une loi", f"places = [{countries}]"))).text
    assert "7 pays" in text
    assert "Chili" not in text


# What does not fit


def refusals(folder: Path, data: str) -> list[str]:
    with pytest.raises(Failure) as failure:
        sheet(folder, data)
    return [
        f"{fault.place}: {fault.message}\n  {fault.hint}" for fault in failure.value.diagnostics
    ]


def test_what_does_not_fit_is_told_with_its_victory_and_what_to_do(
    tmp_path: Path, golden: Callable[[str, str], None]
) -> None:
    long = " ".join([SENTENCE] * 6)
    label = 'figures = [{ value = "3", label = "%s" }]'
    said = [
        refusals(tmp_path, report(*[victory("Libre")] * 37)),
        refusals(tmp_path, report(victory("Libre"), title=long * 3, head=f'subtitle = "{long}"')),
        refusals(
            tmp_path,
            report(
                *[victory("Libre")] * 20,
                victory(long, text=long),
                victory(long, f'summary = "{long}"', text=long),
                victory("", f'summary = "{long}"', text=long),
                victory("", text=long),
                victory("Une loi", label % long),
            ),
        ),
    ]
    golden("poster-refusals.txt", "\n".join(line for part in said for line in part) + "\n")


@pytest.mark.parametrize("number", [6, 14, 24, 36])
def test_a_name_of_as_many_characters_as_are_told_does_fit(tmp_path: Path, number: int) -> None:
    others = [victory("Libre")] * (number - 1)
    long = " ".join([SENTENCE] * 20)
    (told,) = refusals(tmp_path, report(*others, victory(long, FACTS[0], text=long)))
    most = int(re.findall(r"at most (\d+) characters", told)[0])
    short = long[: long.rindex(" ", 0, most + 1)]
    sheet(tmp_path, report(*others, victory(short, FACTS[0])))


def test_nothing_is_written_where_something_does_not_fit(tmp_path: Path) -> None:
    write(tmp_path, report(*[victory("Libre")] * 37))
    done = reportcli("build", "2024", "--layout", "poster", cwd=tmp_path)
    assert done.returncode == 1
    assert "D051: 37 victories do not fit on one sheet" in done.stderr
    assert not (tmp_path / "out").exists()


def test_the_screen_has_room_for_all_of_it(tmp_path: Path) -> None:
    write(tmp_path, report(*[victory("Libre")] * 37, victory(SENTENCE * 6)))
    done = reportcli("build", "2024", "--layout", "poster", "--format", "html", cwd=tmp_path)
    assert done.returncode == 0, done.stderr


# What is drawn


def sheets_of(folder: Path, data: str, year: str = "2024") -> tuple[str, Any, Any]:
    project = find(write(folder, data))
    loaded = load(project)
    edition = one(project, loaded, year, "poster", None)
    return products.sheets(loaded.source, edition), edition, loaded.source


def test_each_dot_is_in_as_many_pieces_as_its_victory_counts(tmp_path: Path) -> None:
    data = (REPOSITORY / "data" / "victories.toml").read_text("utf-8")
    html, edition, _ = sheets_of(tmp_path, data, "2023")
    paths = re.findall(r'<path [^>]* d="([^"]+)"', unquote(html))[1:]
    reading = Wording(edition).reading
    counts = [of(victory, reading).counts or (1,) for victory in edition.report.victories]
    assert counts == [(4,), (8,), (3, 20), (13,), (16, 800), (500,), (1,), (3,), (2,), (1,)]
    assert [path.count("M") for path in paths] == [count for each in counts for count in each]


@pytest.mark.parametrize("format_", SIZES)
def test_the_field_reaches_into_the_bleed(tmp_path: Path, format_: str) -> None:
    before = f'[layouts.poster]\nformat = "{format_}"'
    html, edition, source = sheets_of(tmp_path, report(victory("Libre"), before=before))
    bled = products.typeset(source, edition, html.replace("@page {", "@page { bleed: 3mm;", 1))
    (page,) = pypdfium2.PdfDocument(BytesIO(bled.data))
    page.set_cropbox(*page.get_mediabox())
    picture = page.render(scale=1).to_pil().convert("RGB")
    assert picture.width == pytest.approx((SIZES[format_][0] + 6) * MM, abs=1.5)
    corners = {picture.getpixel((x, y)) for x in (1, picture.width - 2) for y in (1, picture.height - 2)}  # fmt: skip
    assert corners == {(255, 90, 31)}


def test_in_one_ink_the_second_of_two_like_counts_is_rings(tmp_path: Path) -> None:
    figures = 'figures = [{ value = "4", label = "loi" }, { value = "5", label = "lois" }]'
    dark = '[brand]\naccent = "#0b3b8f"\n'
    rings = re.compile(r'stroke="#ffffff"[^<]*<path fill="none" stroke-width="[^"]+" d="M\S+ \S+a')
    data = report(victory("Libre", figures), before=dark)
    assert rings.search(unquote(sheets_of(tmp_path, data)[0]))
    assert not rings.search(unquote(sheets_of(tmp_path, data.replace(dark, ""))[0]))


# Who listens


def test_the_tags_are_a_title_and_a_heading_for_each_victory(tmp_path: Path) -> None:
    made = sheet(tmp_path, report(*many(7)))
    with pikepdf.open(BytesIO(made.data)) as pdf:
        tags = [str(item.S) for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and "/S" in item and "/P" in item]  # fmt: skip
        marks = [mark.title.replace("\u00a0", " ") for mark in pdf.open_outline().root[0].children]
    assert (tags.count("/H1"), tags.count("/H2"), tags.count("/Figure")) == (1, 7, 0)
    assert marks == [f"{TITLES['fr'][n % 3]} {n + 1}" for n in range(7)]


# The screen


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = (REPOSITORY / "data" / "victories.toml").read_text("utf-8")
    project = find(write(tmp_path_factory.mktemp("screen"), data))
    edition = one(project, load(project), "2023", "poster", None)
    file = project.root / "poster.html"
    file.write_bytes(products.page(edition))
    return file


@pytest.mark.parametrize(
    ("width", "columns"), [(320, 1), (390, 1), (640, 2), (900, 3), (1280, 4), (1920, 4)]
)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_has_as_many_columns_as_the_window_allows(
    browser: Any, page: Path, width: int, columns: int, scheme: str
) -> None:
    tab = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(page.as_uri())
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    lefts = tab.evaluate(
        "[...document.querySelectorAll('article')].map(a => a.getBoundingClientRect().left)"
    )
    assert len({round(left) for left in lefts}) == columns
    bottoms = tab.evaluate(
        "[...document.querySelectorAll('.dot')].map(a => Math.round(a.getBoundingClientRect().bottom))"
    )
    assert len(set(bottoms)) == -(-10 // columns)
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    tab.close()


def test_the_page_has_one_title_and_a_heading_for_each_victory(page: Path) -> None:
    html = page.read_text("utf-8")
    assert (html.count("<h1"), html.count("<h2"), html.count('<svg class="dot" aria-hidden="true"')) == (1, 10, 10)  # fmt: skip
    assert "<script" not in html
