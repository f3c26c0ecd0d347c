"""What is drawn with the signs of a terminal says what is true, and leaves the words alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.text import Text

from reportcli.preview.drawings import CLEAR, EIGHTHS, boxed, gauge, over, seen, staircase
from reportcli.preview.frame import MEASURE, frame

STEPS, WIDTHS = st.integers(1, 120), st.integers(12, 200)


@given(STEPS, WIDTHS, st.integers(1, 9))
def test_the_staircase_rises_to_the_full_and_never_falls(
    steps: int, width: int, height: int
) -> None:
    rows = [row.plain.ljust(width) for row in staircase(steps, width, height, "red")]
    levels = [sum(EIGHTHS.index(sign) for sign in column) for column in zip(*rows, strict=True)]
    assert len(rows) == height
    assert levels == sorted(levels)
    assert levels[-1] == 8 * height
    assert len(set(levels)) <= steps


def test_ten_steps_in_eighty_columns_have_ten_heights() -> None:
    rows = [row.plain.ljust(80) for row in staircase(10, 80, 5, "red")]
    levels = [sum(EIGHTHS.index(sign) for sign in column) for column in zip(*rows, strict=True)]
    assert sorted(set(levels)) == [4 * step for step in range(1, 11)]


@given(STEPS, WIDTHS, st.lists(st.integers(0, 100), min_size=1, max_size=14))
def test_no_word_is_lost_in_the_staircase_nor_touched_by_it(
    steps: int, width: int, lengths: list[int]
) -> None:
    words = [Text("x" * length) for length in lengths]
    drawn = over(words, staircase(steps, width, 5, "red"))
    for word, line in zip(words, drawn, strict=False):
        after = line.plain[len(word) : len(word) + CLEAR]
        assert line.plain.startswith(word.plain)
        assert not word or not after.strip()
    assert sum(line.plain.count("x") for line in drawn) == sum(lengths)
    assert drawn[-1].plain.endswith("█")


@pytest.mark.parametrize(("number", "ink"), [(1, 7), (5, 37), (10, 74)])
def test_the_gauge_gains_a_share_at_each_victory(number: int, ink: int) -> None:
    assert gauge(number, 10, 74, "red").plain == "━" * ink + "─" * (74 - ink)


def test_a_box_is_as_wide_as_said_whatever_is_in_it() -> None:
    lines = boxed([Text("日本"), Text("é"), Text()], 20)
    assert {line.cell_len for line in lines} == {20}


@pytest.mark.parametrize(
    ("colour", "used"), [("#ff5a1f", True), ("#ffffff", False), ("#ffcc00", False), ("#16120f", False)]
)  # fmt: skip
def test_a_colour_is_used_where_it_is_seen_on_light_and_dark(colour: str, used: bool) -> None:
    assert (seen(colour) == colour) is used


@given(st.integers(20, 400))
def test_the_grid_never_passes_the_terminal(width: int) -> None:
    found = frame(width)
    assert found.margin + found.width <= width
    assert 12 <= found.measure <= MEASURE


def test_the_grid_is_richer_where_there_is_room() -> None:
    grids = [(frame(width).columns, frame(width).side > 0) for width in (40, 80, 120, 160, 200)]
    assert grids == [(1, False), (1, True), (1, True), (2, True), (2, True)]
