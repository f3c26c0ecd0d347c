"""Contrast as WCAG 2.2 reckons it."""

from __future__ import annotations

from math import atan2, degrees, hypot

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportcli.colour import _oklab, along, contrast, luminance, nearest, readable_on, tint

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


# The nearest colour that passes


def hue(colour: str) -> float:
    _, a, b = _oklab(colour)
    return degrees(atan2(b, a))


@pytest.mark.parametrize(
    ("colour", "lab"),
    [
        ("#ffffff", (1, 0, 0)),
        ("#000000", (0, 0, 0)),
        ("#ff0000", (0.6280, 0.2249, 0.1258)),
        ("#0000ff", (0.4520, -0.0325, -0.3115)),
    ],
)
def test_oklab_is_what_its_author_says(colour: str, lab: tuple[float, ...]) -> None:
    assert _oklab(colour) == pytest.approx(lab, abs=2e-4)


@settings(deadline=None)
@given(COLOURS, COLOURS, st.floats(1, 4.5))
def test_the_nearest_colour_passes_and_nothing_nearer_on_its_way_does(
    colour: str, ground: str, least: float
) -> None:
    def passes(one: str) -> bool:
        return contrast(one, ground) >= least

    found = nearest(colour, passes)
    assert found is not None
    assert passes(found)
    way, lightness = list(along(colour)), _oklab(colour)[0]
    far = abs(_oklab(found)[0] - lightness)
    nearer = [one for one in way if abs(_oklab(one)[0] - lightness) < far - 2 / 255]
    assert [one for one in nearer if passes(one)] == []


@given(COLOURS)
def test_a_colour_that_passes_is_its_own_nearest(colour: str) -> None:
    assert nearest(colour, lambda _one: True) == colour


@settings(deadline=None)
@given(COLOURS)
def test_the_way_to_other_lightnesses_keeps_the_hue_and_ends_in_black_and_white(
    colour: str,
) -> None:
    way, (_, a, b) = list(along(colour)), _oklab(colour)
    assert {"#000000", "#ffffff"} <= set(way)
    seen = [one for one in way if _oklab(one)[0] > 0.3]  # of darker ones, sRGB has few
    assert max(hypot(*_oklab(one)[1:]) for one in seen) < hypot(a, b) + 0.01
    strong = [one for one in seen if hypot(*_oklab(one)[1:]) > 0.06]
    if hypot(a, b) > 0.06:
        assert [one for one in strong if abs((hue(one) - hue(colour) + 180) % 360 - 180) > 6] == []


@given(COLOURS, st.floats(0.5, 1))
def test_a_tint_is_as_light_as_was_asked_or_the_colour_itself(
    colour: str, lightness: float
) -> None:
    expected = max(lightness, _oklab(colour)[0])
    assert _oklab(tint(colour, lightness))[0] == pytest.approx(expected, abs=0.004)


def test_a_tint_keeps_the_hue() -> None:
    assert tint("#ff5a1f", 0.94) == "#ffe5dd"
    assert tint("#000000", 1) == tint("#ffffff", 0.9) == "#ffffff"
