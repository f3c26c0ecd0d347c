"""A long text parted into pages beforehand, so that the pages of a report are known before they are set."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

SENTENCE_END = re.compile(
    r"(?:(?<=[^\W\d_]{4}[.!?…]) (?=[A-ZÀ-ÞŒ«“\"])|(?<=[ء-ي]{2}[.!؟…]) (?=[ء-ي«]))"
)
"""A space after a word of four letters and a full stop, before a capital: no initial, no abbreviation.

Arabic has no capitals, and cuts words to one letter.
"""

Page = list[Markup]


def sentences(paragraph: Markup) -> list[Markup]:
    """Part a paragraph after each sentence at which no markup is open."""
    found: list[Markup] = []
    start = 0
    for match in SENTENCE_END.finditer(paragraph):
        sentence = paragraph[start : match.start()]
        if sentence.count("<") == 2 * sentence.count("</"):
            found.append(sentence)
            start = match.end()
    return [*found, paragraph[start:]]


def paged(
    paragraphs: Sequence[Markup],
    lines: Callable[[Sequence[Markup]], int],
    most: int,
    first: int | None = None,
) -> list[Page]:
    """Part a text into the fewest pages of `most` lines, evenly filled, each ending with a sentence.

    `first`: the lines of the first page, where that is another; it is filled.
    """
    pages = _filled(paragraphs, lines, most, first or most)
    enough, too_few = most, 0
    while enough - too_few > 1 and len(pages) > 1:
        limit = (enough + too_few) // 2
        tried = _filled(paragraphs, lines, limit, first or limit)
        if len(tried) == len(pages):
            pages, enough = tried, limit
        else:
            too_few = limit
    return pages


def _filled(
    paragraphs: Sequence[Markup],
    lines: Callable[[Sequence[Markup]], int],
    most: int,
    first: int,
) -> list[Page]:
    pages: list[Page] = [[]]
    for paragraph in paragraphs:
        begun = False
        for sentence in sentences(paragraph):
            page = pages[-1]
            longer = [*page[:-1], page[-1] + Markup(" ") + sentence] if begun else [*page, sentence]
            if page and lines(longer) > (first if len(pages) == 1 else most):
                pages.append([sentence])
            else:
                pages[-1] = longer
            begun = True
    return pages
