"""A mark is one dot in as many pieces as a victory counts, and always of the same ink."""

from __future__ import annotations

from math import hypot

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportcli.figures import Reading, read
from reportcli.marks import MOST, REACH, Mark, cut, of
from reportcli.model import Figure, Victory

SMALL = st.integers(1, 200)


def drawn(counts: tuple[int, ...], group: int) -> int:
    return sum(piece.group == group for piece in cut(counts).pieces)


def victory(*values: str, places: tuple[str, ...] = (), count: int | None = None) -> Mark:
    figures = tuple(Figure(value={"": value}, label={"": "x"}, count=count) for value in values)
    return of(Victory(text={"": "x"}, figures=figures, places=places), reading)


def reading(figure: Figure) -> Reading:
    return read(figure.value[""], figure.count)


@given(st.integers(1, MOST))
@settings(max_examples=60, deadline=None)
def test_a_count_has_as_many_pieces(count: int) -> None:
    assert drawn((count,), 0) == count


@given(SMALL, SMALL)
@settings(max_examples=60, deadline=None)
def test_two_counts_have_as_many_pieces_each(one: int, other: int) -> None:
    assert [drawn((one, other), group) for group in (0, 1)] == [one, other]


@given(st.one_of(st.tuples(SMALL), st.tuples(SMALL, SMALL)))
@settings(max_examples=60, deadline=None)
def test_no_piece_touches_another_and_none_reaches_too_far(counts: tuple[int, ...]) -> None:
    pieces = cut(counts).pieces
    for number, a in enumerate(pieces):
        assert max(abs(a.x), abs(a.y)) + a.r <= REACH + 1e-9
        assert all(hypot(a.x - b.x, a.y - b.y) > a.r + b.r for b in pieces[:number])


@pytest.mark.parametrize("counts", [(), (1,), (3,), (4,), (13,), (16,), (1000,)])
def test_the_ink_is_that_of_the_whole_dot(counts: tuple[int, ...]) -> None:
    assert sum(piece.r**2 for piece in cut(counts).pieces) == pytest.approx(1, abs=0.05)


@pytest.mark.parametrize(
    ("count", "scale", "pieces"),
    [(1000, 1, 1000), (1001, 10, 100), (12_345, 100, 123), (7_654_321, 10_000, 765)],
)
def test_of_a_large_count_one_piece_stands_for_many(count: int, scale: int, pieces: int) -> None:
    assert cut((count,)).scales == (scale,)
    assert drawn((count,), 0) == pieces


@pytest.mark.parametrize(
    ("values", "counts"),
    [
        (("13",), (13,)),
        (("plus de 800",), (800,)),
        (("800+",), (800,)),
        (("16", "plus de 800"), (16, 800)),
        (("16", "17", "18"), (16, 17)),
        (("25e", "plus de 500"), (500,)),
        (("40 %",), ()),
        (("-3",), ()),
        (("0",), ()),
        (("3,5",), ()),
        (("huit",), ()),
    ],
)
def test_it_draws_what_can_be_counted(values: tuple[str, ...], counts: tuple[int, ...]) -> None:
    assert victory(*values).counts == counts


def test_a_figure_s_own_count_goes_before_what_can_be_read() -> None:
    assert victory("huit", count=8).counts == (8,)
    assert victory("3 millions", count=3_000_000).scales == (10_000,)


def test_it_says_which_figures_it_draws() -> None:
    assert victory("25e", "plus de 500").figures == (1,)


def test_without_figures_it_draws_the_places_each_once() -> None:
    mark = victory(places=("AR", "BR", "CL", "BR"))
    assert (mark.source, mark.counts) == ("places", (3,))
    assert victory("8", places=("CD",)).source == "figures"


def test_where_nothing_is_counted_the_dot_stays_whole() -> None:
    assert victory().is_whole
    assert victory().source == "nothing"
    assert victory(places=("DZ",)).is_whole


def test_its_path_has_each_piece_where_it_is_wanted() -> None:
    assert cut().path(10, 50, 60) == "M40 60a10 10 0 1 1 20 0a10 10 0 1 1-20 0Z"
    both = cut((1, 3))
    assert both.path(10, group=0) + both.path(10, group=1) == both.path(10)
    assert cut((500,)).path(20).count("M") == 500
