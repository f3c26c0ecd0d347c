"""A mark is one dot in as many pieces as a victory counts, and always of the same ink."""

from __future__ import annotations

import re
from math import hypot

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportcli.figures import Reading, read
from reportcli.marks import FINE, MOST, REACH, Mark, cut, of
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


def paths(svg: str) -> list[dict[str, str]]:
    """The attributes of the paths of a drawing."""
    return [
        dict(re.findall(r'([\w-]+)="([^"]*)"', path)) for path in re.findall("<path[^>]*>", svg)
    ]


def test_each_piece_is_a_line_of_almost_no_length_that_is_as_wide_as_the_piece() -> None:
    assert paths(cut().dots(10, 50, 60)) == [
        {"fill": "none", "stroke-width": "20", "d": "M50 60h.001"}
    ]
    assert paths(cut((500,)).dots(20))[0]["d"].count("M") == 500


def test_each_count_is_a_path_of_its_own() -> None:
    both = cut((1, 3))
    assert [both.dots(10, group=0), both.dots(10, group=1)] == str(both.dots(10)).split("\n")


def test_pieces_stand_a_gap_apart_and_keep_half_their_size() -> None:
    mark = cut((500,))
    (alone,), (apart,), (far,) = (paths(mark.dots(20, gap=gap)) for gap in (0, 0.2, 0.5))
    assert float(apart["stroke-width"]) == pytest.approx(
        2 * 20 * mark.radius(0) / 0.92 - 0.2, abs=1e-3
    )
    assert "d" in far
    assert far.get("stroke") == "none"
    assert float(alone["stroke-width"]) == pytest.approx(2 * 20 * mark.radius(0), abs=1e-3)


def test_a_fine_piece_is_an_outline_of_its_size() -> None:
    """Viewers draw no line thinner than a pixel."""
    (path,) = paths(cut((500,)).dots(3, gap=0.12))
    assert path["stroke"] == "none"
    assert path["d"].count("M") == 500
    one = re.match(r"M(\S+) (\S+)c0-(\S+) (\S+)-\3 \4 0s-\4 \3-\4 0z", path["d"])
    assert one
    over, across = float(one[3]), float(one[4])
    assert 3 * cut((500,)).radius(0) <= across <= 0.12 * FINE
    assert over == pytest.approx(across * 2 / 3, abs=1e-3)


def test_a_ring_stands_where_its_piece_would() -> None:
    assert cut().rings(10, 50, 60, 0, 0) == "M40 60a10 10 0 1 1 20 0a10 10 0 1 1-20 0Z"


@given(st.floats(0.1, 60))
@settings(max_examples=60, deadline=None)
def test_the_halves_of_a_ring_have_their_chord_s_middle(radius: float) -> None:
    """Where an arc's chord is shorter than twice its radius, the circle's middle lies beside it."""
    r, across = re.search(r"a(\S+) \S+ 0 1 1 (\S+) 0a", cut().rings(radius, 0, 0, 0, 0)).groups()  # type: ignore[union-attr]
    assert float(across) == pytest.approx(2 * float(r), abs=1e-9)
