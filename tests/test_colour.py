"""Contrast as WCAG 2.2 reckons it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportcli.colour import contrast, luminance, readable_on

COLOURS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21),
        ("#ffffff", "#ffffff", 1),
        ("#767676", "#ffffff", 4.54),
        ("#777777", "#ffffff", 4.48),
        ("#ff0000", "#ffffff", 4.00),
        ("#008000", "#ffffff", 5.14),
        ("#0000ff", "#ffffff", 8.59),
        ("#FFFF00", "#0000FF", 8.00),
    ],
)
def test_contrast_is_what_other_checkers_say(one: str, other: str, ratio: float) -> None:
    assert round(contrast(one, other), 2) == ratio


@given(COLOURS, COLOURS)
def test_contrast_is_the_same_both_ways_and_between_1_and_21(one: str, other: str) -> None:
    assert contrast(one, other) == contrast(other, one)
    assert 1 <= contrast(one, other) <= 21


@given(COLOURS)
def test_a_colour_has_no_contrast_with_itself(colour: str) -> None:
    assert contrast(colour, colour) == 1


@given(COLOURS, st.sampled_from([1, 3, 5]))
def test_more_light_in_a_channel_is_more_luminance(colour: str, channel: int) -> None:
    brighter = f"{colour[:channel]}ff{colour[channel + 2 :]}"
    assert luminance(colour) <= luminance(brighter) <= 1
    assert (luminance(colour) < luminance(brighter)) == (colour != brighter)


@pytest.mark.parametrize(
    ("ground", "colours", "readable"),
    [
        ("#ffffff", ["#16120f", "#000000"], "#16120f"),
        ("#1d3557", ["#16120f", "#ffffff"], "#ffffff"),
        ("#ffffff", ["#777777", "#767676"], "#767676"),
        ("#777777", ["#333333", "#cccccc"], None),
        ("#ffffff", [], None),
    ],
)
def test_the_first_colour_that_can_be_read_is_taken(
    ground: str, colours: list[str], readable: str | None
) -> None:
    assert readable_on(ground, *colours) == readable
