"""A long text is parted into pages at the ends of sentences, and nothing of it is lost."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from reportcli.paging import paged, sentences

SENTENCES = st.lists(st.integers(1, 30).map(lambda n: "Demain " * n + "viendra."), min_size=1)
TEXTS = st.lists(SENTENCES.map(" ".join), min_size=1, max_size=5)


def lines(paragraphs: Sequence[Markup]) -> int:
    return sum(-(-len(paragraph) // 40) for paragraph in paragraphs)


@given(TEXTS, st.integers(6, 40), st.one_of(st.none(), st.integers(6, 20)))
def test_no_page_has_too_many_lines_and_all_is_there(
    texts: list[str], most: int, first: int | None
) -> None:
    text = [Markup(paragraph) for paragraph in texts]
    pages = paged(text, lines, most, first)
    assert " ".join(str(part) for page in pages for part in page) == " ".join(texts)
    assert all(lines(page) <= most for page in pages[1:])
    assert lines(pages[0]) <= (first or most)


def test_pages_are_evenly_filled() -> None:
    text = [Markup("Nous avons relayé leur parole au Conseil. " * 30).strip()]
    filled = [lines(page) for page in paged(text, lines, 25)]
    assert len(filled) == 2
    assert max(filled) - min(filled) <= 2


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Une loi est votée. Elle protège.", ["Une loi est votée.", "Elle protège."]),
        ("Avec M. Dupont et l'O.N.U. Genève.", ["Avec M. Dupont et l'O.N.U. Genève."]),
        ("<em>Elle est libre. Enfin.</em> Merci.", ["<em>Elle est libre. Enfin.</em> Merci."]),
    ],
)
def test_a_text_is_parted_where_a_sentence_ends_and_no_markup_is_open(
    text: str, parts: list[str]
) -> None:
    assert [str(part) for part in sentences(Markup(text))] == parts
