"""Word files that become reports."""

from __future__ import annotations

import re
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest

from reportcli.importers import word, writing
from reportcli.importers.compose import Draft, compose
from support.projects import REPOSITORY
from support.word import write_all_kinds

SEED = (REPOSITORY / "tests/seed/nos-10-victoires-2023.txt").read_text("utf-8")


def draft(file: Path) -> Draft:
    return compose(word.read(file.read_bytes()), "2024")


def report(found: Draft) -> Any:
    return tomllib.loads(writing.write(found, "2024", "fr"))["reports"]["2024"]


@pytest.fixture(scope="module")
def all_kinds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_all_kinds(tmp_path_factory.mktemp("word") / "a.docx")


def test_lists_styles_emphasis_and_links_are_placed(all_kinds: Path) -> None:
    assert report(draft(all_kinds)) == {
        "languages": ["fr"],
        "title": "Nos 2 victoires",
        "subtitle": "obtenues avec vous.",
        "intro": "Une année de travail.",
        "victories": [
            {
                "title": "Une loi",
                "text": "Le parlement a adopté **une loi** *très*\u00a0attendue : "
                "[son texte](https://example.org/loi) (ici) et votée.",
            },
            {
                "title": "Acquitté·es",
                "quote": {"text": "C'est une loi."},
                "text": "Trois personnes sont libres.\n\nEnfin.\n\n• un point",
            },
        ],
    }


def test_what_has_no_place_is_told_with_its_place(all_kinds: Path) -> None:
    found = draft(all_kinds)
    assert [(lost.where, lost.what, lost.text) for lost in found.unplaced] == [
        ("every page", "a header", "en tête"),
        ("paragraph 5", "a comment", "à vérifier"),
        ("paragraph 5", "where a link leads", "file:///C:/loi.txt"),
        ("paragraph 5", "deleted text", "mot ôté"),
        ("paragraph 5", "inserted text", "et votée"),
        ("paragraph 5", "hidden text", "mot caché"),
        ("paragraph 5", "words struck through", "."),
        ("paragraph 5", "a formula", "x=1"),
        ("paragraph 5", "a text box", "en marge"),
        ("paragraph 5", "a footnote", "une note"),
        ("table 1", "a table", "| en haut |  |\n|  | en bas |"),
        ("paragraph 6", "a picture", "Picture 1"),
    ]
    written = writing.write(found, "2024", "fr")
    for lost in found.unplaced:
        assert f"# {lost.fate} ({lost.where}, {lost.what}): {lost.text.splitlines()[0]}" in written


def test_no_word_of_the_file_is_lost(all_kinds: Path) -> None:
    kept = re.sub(r"[\W_]", "", writing.write(draft(all_kinds), "2024", "fr"))
    said: list[str] = []
    with zipfile.ZipFile(all_kinds) as archive:
        for name in archive.namelist():
            if re.fullmatch(r"word/(document|footnotes|comments|header\d*)\.xml", name):
                xml = archive.read(name).decode()
                said += re.findall(r"<\w+:(?:t|delText)(?: [^>]*)?>([^<]+)<", xml)
    assert len(said) > 20
    assert [words for words in said if re.sub(r"[\W_]", "", words) not in kept] == []


@pytest.mark.parametrize("typed", [True, False])
def test_the_seed_comes_out_word_for_word(tmp_path: Path, typed: bool) -> None:
    document = docx.Document()
    paragraphs = [part for part in SEED.split("\n") if part.strip()]
    for text in paragraphs:
        number = re.fullmatch(r"\d+\.", text)
        if typed or not number:
            style = "List Number" if len(text) > 100 and not typed else None
            document.add_paragraph(text, style=style)
    document.save(str(tmp_path / "seed.docx"))
    found = report(compose(word.read((tmp_path / "seed.docx").read_bytes()), "2023"))
    assert found["title"] == paragraphs[0]
    assert found["subtitle"] == paragraphs[2]
    assert [v["text"] for v in found["victories"]] == [p for p in paragraphs if len(p) > 100]


def test_headings_of_word_are_titles(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Nos victoires", 1)
    for title in ("1. Une loi", "Acquitté·es"):
        document.add_heading(title, 2)
        document.add_paragraph(f"Le texte de {title}.")
    document.save(str(tmp_path / "a.docx"))
    found = draft(tmp_path / "a.docx")
    assert found.title == "Nos victoires"
    assert [v.title for v in found.victories] == ["Une loi", "Acquitté·es"]


def test_a_link_that_word_keeps_as_a_field_is_a_link(tmp_path: Path) -> None:
    from support.word import element

    document = docx.Document()
    document.add_heading("T", 0)
    paragraph = document.add_paragraph("1. Voir ")
    for xml in (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
        '<w:r><w:instrText xml:space="preserve"> HYPERLINK "https://example.org/a" </w:instrText></w:r>',
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
        "<w:r><w:t>le texte</w:t></w:r>",
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        "<w:r><w:t>.</w:t></w:r>",
    ):
        paragraph._p.append(element(xml))
    document.save(str(tmp_path / "a.docx"))
    (victory,) = draft(tmp_path / "a.docx").victories
    assert victory.paragraphs == ["Voir [le texte](https://example.org/a)."]
