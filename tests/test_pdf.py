"""The finished PDF, read back."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest

from conftest import Built
from support.projects import REPOSITORY

SOFT_HYPHEN = "\u00ad"


def words(text: str) -> str:
    """A text without what setting changes: spaces, line ends, quotation marks, soft hyphens."""
    return re.sub(r"[\s\u00ad\ufffe\x02«»\"'’“”]", "", text)


def text_of(file: Path) -> list[str]:
    document = pypdfium2.PdfDocument(file)
    return [page.get_textpage().get_text_range() for page in document]


@pytest.fixture(scope="module")
def pages(report: Built) -> list[str]:
    return text_of(report.pdf)


@pytest.fixture(scope="module")
def pdf(report: Built) -> Any:
    with pikepdf.open(report.pdf) as opened:
        yield opened


def elements(pdf: Any) -> list[Any]:
    """The structure elements in reading order."""
    found, waiting = [], [pdf.Root.StructTreeRoot]
    while waiting:
        element = waiting.pop()
        found.append(element)
        kids = element.get("/K", [])
        kids = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
        waiting += [
            kid
            for kid in reversed(kids)
            if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/StructElem"
        ]
    return found[1:]


def test_all_ten_texts_stand_in_the_order_of_the_story(pages: list[str]) -> None:
    seed = (REPOSITORY / "tests/seed/nos-10-victoires-2023.txt").read_text("utf-8")
    texts = [words(part) for part in re.split(r"^\d+\.$", seed, flags=re.MULTILINE)[1:]]
    everything = words("".join(pages))
    places = [everything.find(text) for text in texts]
    assert -1 not in places
    assert places == sorted(places)


def test_each_victory_stands_whole_on_one_page_of_its_own(pages: list[str]) -> None:
    seed = (REPOSITORY / "tests/seed/nos-10-victoires-2023.txt").read_text("utf-8")
    texts = [words(part) for part in re.split(r"^\d+\.$", seed, flags=re.MULTILINE)[1:]]
    homes = [[i for i, page in enumerate(pages) if text in words(page)] for text in texts]
    assert homes == [[5 + number] for number in range(10)]


def test_the_report_has_sixteen_pages_four_sheets_of_a_booklet(pages: list[str]) -> None:
    assert len(pages) == 16


def test_no_page_is_empty(pages: list[str]) -> None:
    assert [number for number, page in enumerate(pages, 1) if not page.strip()] == []


def test_an_inclusive_form_is_never_broken(pages: list[str]) -> None:
    joined = "\n".join(pages)
    assert joined.count("défenseur-e-x-s") >= 10
    assert joined.count("défenseur·e·x·s") >= 4
    assert not re.search(r"[·-]\s*\n\s*(e|x|s|es)\b", joined)


def test_a_hyphen_of_hyphenation_is_no_letter_of_the_text(report: Built) -> None:
    with pikepdf.open(report.pdf) as opened:
        maps = [font.ToUnicode.read_bytes() for font in opened.objects if _is_font(font)]
    assert any(b"<00ad>" in table for table in maps)
    assert not any(b"<2010>" in table for table in maps)


def _is_font(item: Any) -> bool:
    return isinstance(item, pikepdf.Dictionary) and item.get("/Subtype") == "/Type0"


def test_only_the_two_families_are_used_embedded_and_subset(pdf: Any) -> None:
    fonts = [font for font in pdf.objects if _is_font(font)]
    names = {str(font.BaseFont)[1:] for font in fonts}
    assert all(re.match(r"[A-Z]{6}\+(Bricolage-Grotesque|Literata)", name) for name in names)
    assert all("/FontFile2" in font.DescendantFonts[0].FontDescriptor for font in fonts)


def test_the_documents_title_language_subject_and_keywords_are_set(pdf: Any) -> None:
    assert str(pdf.docinfo["/Title"]) == "Nos 10\u00a0victoires, 2023"
    assert str(pdf.Root.Lang) == "fr"
    assert "défenseur·e·x·s du monde entier" in str(pdf.docinfo["/Subject"])
    assert "crimes de guerre" in str(pdf.docinfo["/Keywords"])
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    assert pdf.Root.MarkInfo.Marked


def test_no_clock_no_path_and_no_random_id_is_inside(report: Built, pdf: Any) -> None:
    assert "/CreationDate" not in pdf.docinfo
    assert "/ModDate" not in pdf.docinfo
    data = report.pdf.read_bytes()
    assert str(REPOSITORY).encode() not in data
    assert b"xmpMM" not in data


def test_bookmarks_name_the_parts_and_each_victory_with_its_number(pdf: Any) -> None:
    with pdf.open_outline() as outline:
        (root,) = outline.root
        names = [item.title for item in root.children]
    assert names[:2] == ["Sommaire", "Chiffres clés"]
    assert names[2] == "1. Aux côtés de qui demande justice"
    assert names[11:] == ["10. Une narration innovante et positive", "Pays cités"]


def test_the_contents_link_to_each_victory(pdf: Any) -> None:
    links = [str(note.Dest) for note in pdf.pages[2].Annots]
    assert links == [f"v{number}" for number in range(1, 11)]


def test_a_link_is_one_annotation_under_one_link_element(pdf: Any) -> None:
    notes = [note for page in pdf.pages for note in page.get("/Annots", [])]
    owners = [e for e in elements(pdf) if e.S == "/Link"]
    references = [
        kid
        for owner in owners
        for kid in owner.K
        if isinstance(kid, pikepdf.Dictionary) and "/Obj" in kid
    ]
    assert len(notes) == len(owners) == len(references)


def test_headings_are_in_order_and_carry_number_and_title(pdf: Any) -> None:
    headings = [str(e.S) for e in elements(pdf) if str(e.S).startswith("/H")]
    assert headings == ["/H1"] + ["/H2"] * 13


def test_running_feet_are_artifacts_and_out_of_the_tree(pdf: Any) -> None:
    page = pdf.pages[6]
    content = page.Contents.read_bytes()
    assert content.count(b"/Subtype /Footer") == 1
    used = [int(number) for number in re.findall(rb"/MCID (\d+)", content)]
    row = dict(zip(*[iter(pdf.Root.StructTreeRoot.ParentTree.Nums)] * 2, strict=True))[6]
    assert all(row[number] is not None for number in used)


def test_numerals_are_drawn_and_not_read(pages: list[str]) -> None:
    words_of_page = pages[7].replace("Nos 10\u00a0victoires, 2023\u20038", "")
    # 3/10 in the heading, the text, two figures; the giant 3 is not there.
    assert re.findall(r"\d+", words_of_page) == ["3", "10", "20", "3", "20"]


def test_pictures_have_their_alternative_text(rich: Built) -> None:
    with pikepdf.open(rich.pdf) as opened:
        figures = [e for e in elements(opened) if e.S == "/Figure"]
        assert [str(e.Alt) for e in figures] == ["Une rue pleine", "Des mains levées", "Une rue"]


def test_a_link_of_the_text_goes_where_it_says(rich: Built) -> None:
    with pikepdf.open(rich.pdf) as opened:
        notes = [note for page in opened.pages for note in page.get("/Annots", [])]
        urls = {str(note.A.URI) for note in notes if "/A" in note}
    assert {"https://example.org/loi?a=1&b=2", "https://example.org/jugement"} <= urls


def test_an_edition_is_in_its_own_language(rich: Built) -> None:
    english = rich.file("pdf", "en")
    assert english.name == "our-4-victories-2024.en.pdf"
    with pikepdf.open(english) as opened:
        assert str(opened.Root.Lang) == "en"
        assert str(opened.docinfo["/Author"]) == "Défense & Droits"
    assert "The government adopted a law" in " ".join("".join(text_of(english)).split())


def test_a_long_text_is_whole(rich: Built) -> None:
    joined = words("".join(text_of(rich.pdf)))
    assert joined.count("Nousavonsrelayélaparoledesdéfenseur·e·x·sdumonde.") == 30


def test_a_date_is_written_as_the_language_writes_it(rich: Built) -> None:
    assert "3\u00a0mai 2024" in "".join(text_of(rich.pdf))
    assert "May\u00a03, 2024" in "".join(text_of(rich.file("pdf", "en"))).replace(" 3,", "\u00a03,")
