"""The pages of a booklet fill whole sheets."""

from __future__ import annotations

from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportcli.spreads import Plan, plan

PAGES = st.lists(st.integers(1, 5), min_size=1, max_size=30)


def shared(*pages: int, before: int = 3, after: int = 1) -> Plan:
    return plan(pages, range(len(pages)), before, after)


@given(PAGES, st.integers(2, 7), st.integers(1, 4))
def test_all_pages_are_a_multiple_of_four(pages: list[int], before: int, after: int) -> None:
    planned = plan(pages, [1] * len(pages), before, after)
    assert (before + sum(planned.pages) + planned.left + after) % 4 == 0
    assert 0 <= planned.left < 4


@given(PAGES, st.integers(2, 7))
def test_a_victory_has_the_pages_that_it_needs_or_two_where_one_would_do(
    pages: list[int], before: int
) -> None:
    planned = plan(pages, [1] * len(pages), before, 1)
    starts = accumulate(planned.pages[:-1], initial=before + 1)
    for needed, given_, start in zip(pages, planned.pages, starts, strict=True):
        assert given_ == needed or (needed, given_, start % 2) == (1, 2, 0)


def test_where_all_comes_out_even_nothing_is_added() -> None:
    assert shared(*[1] * 12) == Plan((1,) * 12, 0, 0)


def test_the_victory_that_weighs_most_gets_the_page_that_is_wanting() -> None:
    weights = [1, 1, 800, 1, 500]
    assert plan([1] * 5, weights, 3, 3).pages == (1, 1, 2, 1, 1)


def test_a_victory_of_one_page_gets_two_lest_the_next_be_parted() -> None:
    assert shared(1, 2, 2, 2).pages == (2, 2, 2, 2)


@pytest.mark.parametrize(("number", "left"), [(12, 0), (13, 2)])
def test_where_no_victory_can_have_more_pages_some_are_left(number: int, left: int) -> None:
    assert shared(*[2] * number).left == left
