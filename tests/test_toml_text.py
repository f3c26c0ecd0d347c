"""Texts written as TOML."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reportcli import toml_text

ODD = st.text(
    st.sampled_from(list("\"'\\ \n\r\t a#·é\x00\x1b\x7f\x85\u00a0\u202f\u2028\u202e\ufeff"))
)
ANY = st.text(st.characters(exclude_categories=["Cs"])) | ODD


def read(written: str) -> object:
    return tomllib.loads(f"text = {written}\n")["text"]


@given(ANY)
@example("'''")
@example('"""')
@example('ends with "')
@example("a line with a trailing space \nand more \\")
@example("\n")
@example("\r\n")
def test_any_text_reads_back_as_it_was(text: str) -> None:
    assert read(toml_text.string(text)) == text
    assert read(toml_text.paragraphs(text)) == text


@given(ANY)
def test_any_text_reads_back_in_a_file_with_windows_line_ends(text: str) -> None:
    assert read(toml_text.paragraphs(text).replace("\n", "\r\n")) == text


@given(ANY)
def test_any_text_makes_comments_and_nothing_else(text: str) -> None:
    assert tomllib.loads(toml_text.comment(text) + "after = 1\n") == {"after": 1}


@given(ANY)
def test_nothing_unseen_is_written(text: str) -> None:
    for written in (toml_text.string(text), toml_text.paragraphs(text), toml_text.comment(text)):
        assert not set(written) & set("\x00\x1b\x7f\x85\r\u2028\u202e\ufeff")
        assert not [line for line in written.split("\n") if line != line.rstrip(" \t")]


@given(st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), ANY, min_size=1))
def test_texts_by_language_read_back(texts: dict[str, str]) -> None:
    value = read(toml_text.by_language(texts))
    assert value == (texts if len(texts) > 1 else next(iter(texts.values())))


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Acquitté·es", '"Acquitté·es"'),
        ("les forces de l'ordre", '"les forces de l\'ordre"'),
        ('dits "terroristes"', "'dits \"terroristes\"'"),
        ('l\'un, "deux"', '"l\'un, \\"deux\\""'),
    ],
)
def test_a_line_is_written_as_one_would_type_it(text: str, written: str) -> None:
    assert toml_text.string(text) == written


def test_a_long_text_keeps_its_quotation_marks_and_its_paragraphs() -> None:
    text = 'accusé·es de "terrorisme"\n\net acquitté·es'
    assert toml_text.paragraphs(text) == f'"""\n{text}"""'
