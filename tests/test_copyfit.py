"""Where a heading breaks, how many lines a text makes, which size holds it. Every sign is 1 mm wide."""

from __future__ import annotations

import time
from itertools import combinations, pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reportcli import fonts
from reportcli.copyfit import MM_PER_PT, Hyphens, Step, balance, count_lines, fill, fit
from reportcli.layouts import built_in

FACE = fonts.library(built_in() / "fonts").face("Bricolage Grotesque", 800)
SCALE = [Step(name, FACE, size, size) for name, size in (("large", 60), ("middle", 40), ("small", 20))]  # fmt: skip

TEXTS = st.text("aé ,", max_size=60)
LONG_WORDS = st.lists(st.text("x", min_size=4, max_size=12), min_size=3, max_size=8).map(" ".join)
MEASURES = st.integers(min_value=1, max_value=40)


@pytest.mark.parametrize(
    ("text", "measures", "lines"),
    [
        ("Une loi pour elles", [18], ["Une loi pour elles"]),
        ("Une loi pour elles", [17], ["Une loi pour", "elles"]),
        ("Une loi pour elles", [7, 10], ["Une loi", "pour elles"]),
        ("Une loi pour elles", [3, 8, 4], ["Une", "loi pour", "elles"]),
        ("Une anticonstitutionnalité enfin", [9], ["Une", "anticonstitutionnalité", "enfin"]),
        ("12\u00a0000 voix, n°\u202f5", [8], ["12\u00a0000", "voix,", "n°\u202f5"]),
        ("", [9], [""]),
    ],
)
def test_lines_are_filled_with_whole_words(
    text: str, measures: list[int], lines: list[str]
) -> None:
    assert fill(text, len, measures) == lines


@given(TEXTS, st.lists(MEASURES, min_size=1, max_size=3))
def test_filling_keeps_every_word_in_order(text: str, measures: list[int]) -> None:
    assert " ".join(fill(text, len, measures)) == text


@given(TEXTS, st.lists(MEASURES, min_size=1, max_size=3))
def test_only_a_word_alone_may_stand_out_of_its_line(text: str, measures: list[int]) -> None:
    for index, line in enumerate(fill(text, len, measures)):
        assert len(line) <= measures[min(index, len(measures) - 1)] or " " not in line


@given(TEXTS, MEASURES)
def test_a_line_is_broken_only_where_the_next_word_does_not_fit(text: str, measure: int) -> None:
    lines = fill(text, len, [measure])
    for line, following in pairwise(lines):
        assert len(f"{line} {following.split(' ')[0]}") > measure


def test_a_paragraph_after_the_first_begins_indented() -> None:
    step = Step("s", FACE, 10, 12)
    text = "Une loi pour elles"
    measure = step.width(text)
    assert count_lines([text, text], step, measure) == 2
    assert count_lines([text, text], step, measure, indent=1) == 3


# Words that are divided

HYPHENS = Hyphens("fr", chars=10, before=5, after=4, zone=8)
WORDS = st.sampled_from(["de", "constitution", "constitution,", "…constitution", "(anticonstitutionnel)", "l’assemblée"])  # fmt: skip


@pytest.mark.parametrize(
    ("text", "measure", "lines"),
    [
        ("une constitution nationale", 14, ["une constitu-", "tion nationale"]),
        ("une constitution, elle", 14, ["une constitu-", "tion, elle"]),
        ("une constitution", 11, ["une", "constitution"]),  # what is left free is not much
        ("elles votent", 10, ["elles", "votent"]),  # the word is short
        ("l’or de Constantinople", 17, ["l’or de Constan-", "tinople"]),
    ],
)
def test_a_long_word_is_divided_where_that_fills_a_line(
    text: str, measure: int, lines: list[str]
) -> None:
    assert fill(text, len, [measure], HYPHENS) == lines


def test_a_language_without_patterns_divides_no_word() -> None:
    lao = Hyphens("lo", chars=5, before=2, after=2, zone=0)
    assert fill("une constitution", len, [14], lao) == ["une", "constitution"]


@given(st.lists(WORDS, max_size=12).map(" ".join), MEASURES)
def test_dividing_words_keeps_every_letter_in_order(text: str, measure: int) -> None:
    lines = fill(text, len, [measure], HYPHENS)
    assert " ".join(lines).replace("- ", "") == text
    assert all(len(line) <= measure or " " not in line for line in lines)
    assert len(lines) <= len(fill(text, len, [measure]))


# Headings


@pytest.mark.parametrize(
    ("title", "measure", "lines"),
    [
        ("Les victoires de l’année passée", 26, ["Les victoires", "de l’année passée"]),
        ("Une loi nationale enfin adoptée", 28, ["Une loi nationale", "enfin adoptée"]),
        ("Acquittée", 4, ["Acquittée"]),
    ],
)
def test_a_title_breaks_where_a_reader_would_pause(
    title: str, measure: int, lines: list[str]
) -> None:
    assert balance(title, len, measure) == lines


@given(TEXTS, MEASURES)
def test_balancing_keeps_every_word_in_order_and_adds_no_line(text: str, measure: int) -> None:
    lines = balance(text, len, measure)
    assert " ".join(lines) == text
    assert len(lines) == len(fill(text, len, [measure]))


@given(TEXTS, MEASURES)
@example("x" * 28 + " à " + "y" * 31, 30)
def test_only_a_word_alone_may_stand_out_of_a_title(text: str, measure: int) -> None:
    assert all(len(line) <= measure or " " not in line for line in balance(text, len, measure))


def every_break(words: list[str], count: int) -> list[list[str]]:
    """All ways of setting words in `count` lines."""
    cuts = combinations(range(1, len(words)), count - 1)
    spans = [zip([0, *cut], [*cut, len(words)], strict=True) for cut in cuts]
    return [[" ".join(words[first:last]) for first, last in span] for span in spans]


@given(LONG_WORDS, st.integers(min_value=12, max_value=30))
def test_a_title_breaks_into_lines_as_even_as_they_can_be(text: str, measure: int) -> None:
    lines = balance(text, len, measure)
    others = [
        other
        for other in every_break(text.split(" "), len(lines))
        if all(len(line) <= measure for line in other)
    ]
    unevenness = [sum(len(line) ** 2 for line in each) for each in others]
    assert sum(len(line) ** 2 for line in lines) == min(unevenness)


@pytest.mark.parametrize(
    ("title", "measure", "lines", "step", "fits"),
    [
        ("Une loi", 200, 1, "large", True),
        ("Une loi nationale", 150, 2, "large", True),
        ("Une loi nationale", 150, 1, "middle", True),
        ("Une loi nationale", 70, 1, "small", True),
        ("Une loi nationale", 30, 1, "small", False),
    ],
)
def test_a_title_is_set_at_the_largest_size_that_holds_it(
    title: str, measure: float, lines: int, step: str, fits: bool
) -> None:
    fitted = fit(title, SCALE, measure, lines)
    assert (fitted.step.name, fitted.fits) == (step, fits)
    assert (len(fitted.lines) <= lines) == fits
    assert " ".join(fitted.lines) == title


def test_a_word_that_is_wider_than_the_measure_is_divided_where_hyphens_are_given() -> None:
    title, hyphens = "Die Menschenrechtsverteidigerinnen", Hyphens("de", 10, 4, 4, 0)
    fitted = fit(title, SCALE[-1:], 60, 3, hyphens)
    assert fitted.lines == ("Die", "Menschenrechts\u2010", "verteidigerinnen")
    assert fitted.fits
    assert not fit(title, SCALE[-1:], 60, 3).fits
    assert fit(title, SCALE[-1:], 200, 1, hyphens).lines == (title,)


def test_the_two_parts_of_a_word_are_as_even_as_they_can_be() -> None:
    hyphens = Hyphens("de", 10, 4, 4, 0)
    assert fit("Grundstücksverkehr", SCALE[-1:], 60, 3, hyphens).lines == ("Grundstücks\u2010", "verkehr")  # fmt: skip


def test_a_word_that_cannot_be_divided_stands_out() -> None:
    hyphens = Hyphens("de", 10, 4, 4, 0)
    fitted = fit("https://example.org/einundzwanzig", SCALE[-1:], 30, 9, hyphens)
    assert fitted.lines == ("https://example.org/einundzwanzig",)
    assert not fitted.fits


def test_lines_at_a_size_stand_as_high_as_their_leadings() -> None:
    fitted = fit("Une loi", SCALE[:1], 50, 2)
    assert fitted.lines == ("Une", "loi")
    assert fitted.height == pytest.approx(2 * 60 * MM_PER_PT)


def test_a_title_as_long_as_a_chapter_is_refused_at_once() -> None:
    started = time.process_time()
    assert not fit("une loi " * 50 + "fin", SCALE[:1], 150, lines=4).fits
    assert time.process_time() - started < 0.5


@pytest.mark.parametrize(("measure", "lines"), [(1000, 3), (1, 6)])
def test_paragraphs_make_as_many_lines_as_each_of_them(measure: float, lines: int) -> None:
    assert count_lines(["Une loi nationale", "", "Une loi"], SCALE[2], measure) == lines


def test_a_width_grows_with_the_size_and_with_each_signs_tracking() -> None:
    text, plain = "Loi", Step("plain", FACE, 10, 10)
    loose, double = Step("loose", FACE, 10, 10, 0.1), Step("double", FACE, 20, 20)
    assert plain.width(text) == pytest.approx(FACE.advance(text) * 10 * MM_PER_PT)
    assert loose.width(text) - plain.width(text) == pytest.approx(0.1 * 3 * 10 * MM_PER_PT)
    assert double.width(text) == pytest.approx(2 * plain.width(text))


def test_leading_is_shared_between_above_and_below_a_line() -> None:
    tight, airy = Step("tight", FACE, 10, 10), Step("airy", FACE, 10, 20)
    assert airy.baseline - tight.baseline == pytest.approx(5)
    ink = FACE.metrics.ascent + FACE.metrics.descent
    assert Step("full", FACE, 10, 10 * ink).baseline == pytest.approx(10 * FACE.metrics.ascent)
