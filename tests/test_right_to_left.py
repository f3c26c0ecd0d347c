"""Reports written from right to left: the mirror image of those that are not."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
import uharfbuzz
from PIL import ImageChops, ImageOps

from conftest import Built
from reportcli import fonts, layouts, numerals
from reportcli.characters import characters
from reportcli.conformance.programs import run as run_checker
from reportcli.conformance.verapdf import verify
from reportcli.edition import Edition, one
from reportcli.load import load
from reportcli.mail import personal
from reportcli.mail.face import Face
from reportcli.model import Data
from reportcli.project import Project, find
from reportcli.scale import Scale
from reportcli.template_tools import Tools
from reportcli.texts import opening_sentence
from reportcli.typography import paragraphs
from support.projects import ARABIC, REPOSITORY, write

# WeasyPrint leaves the file of its colour profile to the garbage collector.
pytestmark = pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)

LIBRARY = fonts.library(layouts.built_in() / "fonts")
FACES = pytest.mark.parametrize("face", LIBRARY.faces, ids=lambda face: face.file.stem)
A4 = 595.28
ACCENT, PAPER = (255, 90, 31), (255, 255, 255)


def edition(language: str, title: str = "انتصاراتنا", text: str = "عادت إلى أرضها.") -> Edition:
    report = {"languages": [language], "title": title, "victories": [{"text": text}]}
    data = Data.model_validate({"reports": {"2024": report}})
    return Edition(data, "2024", language, layouts.find(Project(REPOSITORY), "annual"), REPOSITORY)


@pytest.fixture(scope="module")
def pages(arabic: Built) -> dict[str, Any]:
    return {lang: pypdfium2.PdfDocument(arabic.file("pdf", lang)) for lang in ("fr", "ar")}


def box(document: Any, number: int, words: str) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of words that stand once on a page."""
    text = document[number - 1].get_textpage()
    start, count = text.search(words).get_next()
    boxes = [text.get_charbox(place) for place in range(start, start + count)]
    left, bottom, right, top = zip(*boxes, strict=True)
    return min(left), min(bottom), max(right), max(top)


def test_viewers_are_told_the_language_and_that_pages_turn_from_right_to_left(
    arabic: Built,
) -> None:
    with pikepdf.open(arabic.file("pdf", "ar")) as pdf:
        assert pdf.Root.Lang == "ar"
        assert pdf.Root.ViewerPreferences.Direction == "/R2L"
    with pikepdf.open(arabic.file("pdf", "fr")) as pdf:
        assert "/Direction" not in pdf.Root.ViewerPreferences


@pytest.mark.parametrize(
    ("number", "french", "arabic_"),
    [
        (1, "Nos", "انتصاراتنا"),  # the cover's title
        (2, "Sommaire", "المحتويات"),
        (3, "Acquittés", "البراءة"),  # a title in the contents
        (4, "Chiffres", "أرقام"),
        (5, "Une loi", "قانون"),  # a victory's title, and its side column
        (5, "Colombie", "كولومبيا"),
        (6, "Tunisie", "تونس"),
        (9, "Pays", "البلدان"),  # the index
    ],
)
def test_what_begins_at_the_left_begins_at_the_right(
    pages: dict[str, Any], number: int, french: str, arabic_: str
) -> None:
    left = box(pages["fr"], number, french)[0]
    right = box(pages["ar"], number, arabic_)[2]
    assert A4 - right == pytest.approx(left, abs=6)  # letters' own side bearings


def test_the_side_column_stands_at_the_right_of_the_text(pages: dict[str, Any]) -> None:
    assert box(pages["fr"], 5, "Colombie")[2] < box(pages["fr"], 5, "Le parlement")[0]
    assert box(pages["ar"], 5, "كولومبيا")[0] > box(pages["ar"], 5, "البرلمان")[2]


def test_the_second_paragraph_begins_indented_from_the_right(pages: dict[str, Any]) -> None:
    first, second = box(pages["ar"], 2, "عام"), box(pages["ar"], 2, "وعام")
    assert first[2] - second[2] == pytest.approx(24.56, abs=2)  # a line's height


@pytest.mark.parametrize("number", [5, 6, 7])
def test_folios_stand_at_the_inner_edge_of_pages_bound_at_the_right(
    pages: dict[str, Any], number: int
) -> None:
    """The first page is a left one, so odd pages have the gutter at their right."""
    inner = 56.13  # 19.8 mm
    left, bottom, right, _ = box(pages["ar"], number, "انتصاراتنا، 2024")
    text = pages["ar"][number - 1].get_textpage()
    folio = text.get_text_bounded(left=0, bottom=0, right=A4, top=bottom + 14)
    assert str(number) in folio
    if number % 2:
        assert A4 - inner - right < 40
    else:
        assert left - inner < 40


def colour(document: Any, number: int, x: float, y: float) -> tuple[int, ...]:
    """The colour of a page at a place, as shares of its width and height."""
    picture = document[number - 1].render().to_pil()
    return tuple(picture.getpixel((int(x * picture.width), int(y * picture.height))))


@pytest.mark.parametrize(
    ("number", "x", "y"),
    [
        (1, 0.98, 0.01),  # the highest step of the cover
        (3, 0.02, 0.02),  # the first bar of the contents
        (3, 0.98, 0.98),
    ],
)
def test_the_ink_is_mirrored(pages: dict[str, Any], number: int, x: float, y: float) -> None:
    for language, place, opposite in (("fr", x, 1 - x), ("ar", 1 - x, x)):
        assert colour(pages[language], number, place, y) == ACCENT
        if y < 0.5:
            assert colour(pages[language], number, opposite, y) == PAPER


def test_numerals_are_not_mirrored_and_stand_where_they_would_in_a_mirror(
    pages: dict[str, Any],
) -> None:
    """The 4 of the last victory: its page is all ink, the numeral paper."""
    french, arabic_ = (
        pages[language][7]
        .render()
        .to_pil()
        .crop((0, 0, 595, 390))
        .convert("L")
        .point(lambda v: 255 * (v > 200))
        for language in ("fr", "ar")
    )
    left, _, right, _ = french.getbbox()
    mirrored = arabic_.getbbox()
    assert 595 - mirrored[2] == pytest.approx(left, abs=3)
    assert 595 - mirrored[0] == pytest.approx(right, abs=3)
    pairs = zip(ImageOps.mirror(french).tobytes(), arabic_.tobytes(), strict=True)
    assert sum(a != b for a, b in pairs) > 20_000  # it would be a mirrored 4


def test_the_words_can_be_found_and_are_in_the_order_of_the_story(pages: dict[str, Any]) -> None:
    text = " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in pages["ar"])
    story = ["انتصاراتنا", "المحتويات", "قانون جديد للأرض", "الأرض", "محكمة الاستئناف ثلاثة", "البلدان المذكورة"]  # fmt: skip
    place = 0
    for part in story:
        place = text.find(part, place)
        assert place >= 0, part


@pytest.mark.conformance
def test_poppler_reads_whole_words_with_lam_alef_and_marks(arabic: Built) -> None:
    text = run_checker("pdftotext", arabic.file("pdf", "ar"), "-").stdout
    bare = " ".join(re.sub("[\u202a-\u202e\u2066-\u2069]", "", text).split())
    for words in (
        "قانون جديد للأرض",
        "برأت محكمة الاستئناف ثلاثة صحفيين",
        "أقرّ البرلمان",
        "Defenders",
    ):
        assert words in bare


@pytest.mark.conformance
def test_verapdf_passes_it_as_3a_and_ua1(arabic: Built) -> None:
    for verdict in verify([arabic.file("pdf", "ar")], ("3a", "ua1")):
        assert verdict.compliant, verdict


def test_only_the_two_families_are_embedded(arabic: Built) -> None:
    with pikepdf.open(arabic.file("pdf", "ar")) as pdf:
        names = {str(item.FontName).partition("+")[2] for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"}  # fmt: skip
    assert names
    assert all(name.startswith(("Bricolage-Grotesque", "Literata")) for name in names)


# Letters that join


@FACES
@pytest.mark.parametrize("word", ["للأرض", "الإنسان", "كلا", "حقَّ", "الأُولى", "محكمةٌ", "گیاه"])
def test_each_glyph_stands_for_its_own_letters(face: fonts.Face, word: str) -> None:
    data = face.file.read_bytes()
    buffer = uharfbuzz.Buffer()
    buffer.cluster_level = uharfbuzz.BufferClusterLevel.MONOTONE_CHARACTERS
    buffer.add_str(word)
    buffer.guess_segment_properties()
    uharfbuzz.shape(uharfbuzz.Font(uharfbuzz.Face(data)), buffer)
    known = characters(data)
    read = "".join(known.get(info.codepoint, "") for info in reversed(buffer.glyph_infos))
    assert sorted(read) == sorted(word.replace("\u200c", ""))
    letters = re.sub("[\u064b-\u0652\u200c]", "", word)
    assert re.sub("[\u064b-\u0652]", "", read) == letters


@FACES
def test_a_word_is_measured_as_it_is_set(face: fonts.Face) -> None:
    apart = sum(face.advance(letter) for letter in "محكمة")
    assert face.advance("محكمة") < 0.97 * apart
    assert face.advance("في محكمة") == pytest.approx(
        face.advance("في") + face.advance(" ") + face.advance("محكمة")
    )
    assert face.advance("  في ") == pytest.approx(face.advance("في") + 3 * face.advance(" "))


def test_letters_that_join_are_not_tracked_and_have_a_leading_of_their_own() -> None:
    arabic, french = (Scale(edition(language)).step("s1") for language in ("ar", "fr"))
    assert (arabic.tracking, french.tracking) == (0, -0.016)
    assert arabic.leading > 1.15 * arabic.size > french.leading


def test_where_letters_have_no_capitals_a_sentence_ends_before_any_letter() -> None:
    text = paragraphs(
        "بدأت الحكاية في قرية صغيرة، بلا طريق ولا مدرسة ولا ماء. قال د. سمير شيئًا.", "ar"
    )
    cut = opening_sentence(text)
    assert cut is not None
    assert cut.first.endswith("ولا ماء.")
    assert (
        opening_sentence(paragraphs("قال د. سمير إن الماء عاد إلى القرية بعد ثماني سنوات.", "ar"))
        is None
    )


# Digits


@pytest.mark.parametrize(
    ("language", "text", "zero"),
    [
        ("ar", "", "0"),  # CLDR's
        ("ar-EG", "", "٠"),
        ("fa", "", "۰"),
        ("ur", "", "0"),
        ("ar", "في 13 دولة", "0"),
        ("ar", "في ١٣ دولة، +41 22 123 45 67", "٠"),
        ("ar-EG", "في 13 دولة", "0"),
        ("ar-EG", "G20 و https://example.org/2024", "٠"),
        ("fr", "١٣", "0"),
    ],
)
def test_a_report_counts_in_the_digits_that_it_is_typed_in(
    language: str, text: str, zero: str
) -> None:
    assert numerals.of(language, text).zero == zero


def test_dates_pages_and_drawn_numerals_have_the_same_digits() -> None:
    tools = Tools(edition("ar", text="عادت ٤٠ عائلة."))
    assert tools.wording.date("2024-03-08") == "٨\u00a0مارس ٢٠٢٤"
    assert tools.wording.dated_title == "انتصاراتنا، ٢٠٢٤"
    assert (tools.globals["year"], tools.filters["numeral"](10)) == ("٢٠٢٤", "١٠")
    assert tools.globals["numerals"].style == "arabic-indic"


def test_a_year_that_a_title_says_in_its_own_digits_is_not_said_again() -> None:
    assert Tools(edition("ar", "انتصارات ٢٠٢٤")).wording.dated_title == "انتصارات ٢٠٢٤"


# The screen


@pytest.mark.parametrize("width", [320, 700, 1400])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_never_scrolls_sideways_and_begins_at_the_right(
    browser: Any, arabic: Built, width: int, scheme: str
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page.goto(arabic.file("html", "ar").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    title = page.evaluate(
        "(({left, right}) => [left, right])(document.querySelector('.contents h2').getBoundingClientRect())"
    )
    assert title[1] == pytest.approx(width, abs=1)
    bar = page.evaluate("getComputedStyle(document.querySelector('.contents .stair')).right")
    assert bar == "0px"
    page.close()


def test_the_cover_is_cut_by_steps_that_rise_to_the_left(arabic: Built) -> None:
    stairs = {
        language: re.search(
            r"--stairs: polygon\((.*?)\)", arabic.file("html", language).read_text("utf-8")
        )[1]  # type: ignore[index]
        for language in ("fr", "ar")
    }
    points = {
        language: [
            tuple(float(part.strip("%")) for part in point.split()) for point in found.split(", ")
        ]
        for language, found in stairs.items()
    }
    assert points["ar"] == [(100 - x, y) for x, y in points["fr"]]


def test_a_page_carries_arabic_letters_only_where_it_is_written_so(
    report: Built, arabic: Built
) -> None:
    assert "U+0600-06FF" in arabic.file("html", "ar").read_text("utf-8")
    assert "U+0600-06FF" not in report.page


def test_words_in_another_direction_stand_for_themselves(arabic: Built) -> None:
    page = arabic.file("html", "ar").read_text("utf-8")
    assert '<html lang="ar" dir="rtl">' in page
    assert '<span lang="fr" dir="ltr">Jean Valjean</span>' in page
    assert "<bdi>Human Rights Watch</bdi>، <bdi>Amnesty International</bdi>" in page
    assert '<bdi dir="ltr">#KeepItOn</bdi>' in page
    assert '<bdi dir="ltr">40<sup>%</sup></bdi>' in page


# Donors


def test_a_donors_name_in_arabic_is_set_in_the_reports_own_font() -> None:
    face = Face((LIBRARY.folder / "literata-400.ttf").read_bytes())
    assert face.lacks("شكرًا لكم، محمد") == ()


def test_words_in_latin_stand_at_the_left_of_those_that_thank_in_arabic() -> None:
    face = Face((LIBRARY.folder / "literata-400.ttf").read_bytes())
    places = [glyph.place for glyph in face.shape("شكرا Zoë", "ar", at_right=True)]
    assert places == [5, 6, 7, 4, 3, 2, 1, 0]
    places = [glyph.place for glyph in face.shape("Zoë شكرا", "ar", at_right=True)]
    assert places == [7, 6, 5, 4, 3, 0, 1, 2]


def test_a_dedication_begins_at_the_right(tmp_path: Path) -> None:
    project = find(write(tmp_path, ARABIC))
    loaded = load(project)
    base = personal.base(one(project, loaded, "2024", None, "ar"), loaded.source)
    pictures = [
        pypdfium2.PdfDocument(data)[0].render().to_pil().convert("L")
        for data in (base.data, base.data + base.tail("شكرًا لكِ يا Zoë"))
    ]
    left, _, right, _ = ImageChops.difference(*pictures).getbbox() or (0, 0, 0, 0)
    assert A4 - right == pytest.approx(56.13, abs=3)
    assert right - left > 60
