"""Colours of the screen become inks by rule."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from reportcli.colour import luminance
from reportcli.edition import editions
from reportcli.load import load
from reportcli.press import inks, profile
from reportcli.press.inks import BARE, BLACK, LIMIT, by_rule, limited, of_brand
from reportcli.press.photographs import Photographs, heaviest
from reportcli.project import find
from support.projects import SMALL, write

OURS = profile.ours()
SHARES = st.floats(0, 1)
INKS = st.tuples(SHARES, SHARES, SHARES, SHARES)


def rule(folder: Path, brand: str) -> inks.Inks:
    loaded = load(find(write(folder, brand + SMALL)))
    return of_brand(OURS, next(editions(find(folder), loaded)))


def of(found: inks.Inks, colour: str) -> inks.Cmyk:
    return found.of(*(int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)))


@pytest.mark.parametrize("colour", ["#000000", "#16120f", "#111318", "#1a1a1a"])
def test_what_looks_black_is_black_ink_alone(colour: str) -> None:
    assert by_rule(OURS, colour) == BLACK


def test_a_dark_blue_stays_blue() -> None:
    assert by_rule(OURS, "#101a4a") != BLACK
    assert by_rule(OURS, "#101a4a")[0] > 0.8


@pytest.mark.parametrize("level", [0x22, 0x55, 0x80, 0xBB, 0xEE])
def test_grey_is_a_share_of_black(level: int) -> None:
    cyan, magenta, yellow, black = by_rule(OURS, f"#{level:02x}{level:02x}{level:02x}")
    assert (cyan, magenta, yellow) == (0, 0, 0)
    assert 0 < black <= 1


def test_white_takes_no_ink(tmp_path: Path) -> None:
    assert of(rule(tmp_path, ""), "#ffffff") == BARE


def test_the_accent_comes_from_the_profile_in_whole_percent_and_pure(tmp_path: Path) -> None:
    assert of(rule(tmp_path, ""), "#ff5a1f") == (0, 0.76, 0.91, 0)


def test_a_brand_gives_its_own_inks(tmp_path: Path) -> None:
    found = rule(tmp_path, '[print]\naccent = "0 70 85 0"\nink = "50 0 0 100"\n')
    assert of(found, "#ff5a1f") == (0, 0.7, 0.85, 0)
    assert of(found, "#16120f") == (0.5, 0, 0, 1)


def test_a_tint_is_a_share_of_the_accent_so_that_its_hue_stays(tmp_path: Path) -> None:
    found = rule(tmp_path, '[brand]\ncoverage = "light"\naccent = "#1f5a8f"\n')
    full, tints = of(found, "#1f5a8f"), [ink for ink in found.named.values() if 0 < sum(ink) < 0.8]
    (tint,) = tints
    shares = {round(part / whole, 6) for part, whole in zip(tint, full, strict=True) if whole}
    assert len(shares) == 1
    assert 0.05 < shares.pop() < 0.4


@given(INKS)
def test_no_more_than_the_limit_is_left_and_black_stays(given_inks: inks.Cmyk) -> None:
    found = limited(given_inks, 2.8)
    assert sum(found) <= 2.8 + 1e-9
    assert found[3] == given_inks[3]
    assert sum(given_inks) > 2.8 or found == given_inks


def test_the_default_profile_is_true_to_its_measurements() -> None:
    """Solid inks of FOGRA39L in Lab, as its data have them: C, M, Y, K and paper."""
    from PIL import ImageCms

    measured = {
        (0, 0, 0, 0): (95, 0),
        (1, 0, 0, 0): (55, -37),
        (0, 1, 0, 0): (48, 74),
        (0, 0, 1, 0): (89, -5),
        (0, 0, 0, 1): (16, 0),
    }
    lab = ImageCms.buildTransform(
        OURS._opened, ImageCms.createProfile("LAB", 5000), "CMYK", "LAB",
        renderingIntent=ImageCms.Intent.ABSOLUTE_COLORIMETRIC,
    )  # fmt: skip
    for solid, (lightness, a) in measured.items():
        pixel = Image.new("CMYK", (1, 1), tuple(255 * ink for ink in solid))
        found = ImageCms.applyTransform(pixel, lab).tobytes()  # type: ignore[union-attr]
        assert found[0] / 2.55 == pytest.approx(lightness, abs=1)
        assert (found[1] + 128) % 256 - 128 == pytest.approx(a, abs=2)


def test_a_picture_never_takes_more_ink_than_the_limit() -> None:
    noise = Image.merge("RGB", [Image.effect_noise((300, 300), 200) for _ in range(3)])
    dark = Image.new("RGB", (300, 300), "#000000")
    table = Photographs(OURS).table
    assert heaviest(noise.filter(table)) <= LIMIT
    assert 2.4 < heaviest(dark.filter(table)) <= LIMIT


def test_a_profile_that_lays_on_too_much_is_held_back() -> None:
    class Heavy(profile.Profile):
        def inks(self, picture: Image.Image) -> Image.Image:
            return Image.new("CMYK", picture.size, (255, 255, 255, 230))

    table = Photographs(Heavy(b"")).table
    assert heaviest(Image.new("RGB", (9, 9), "#123456").filter(table)) <= LIMIT


def test_a_colour_through_the_table_is_that_of_the_profile() -> None:
    """Trilinear interpolation between 33 points is as near as colour engines are: two percent of ink."""
    levels = [
        (r, g, b) for r in range(5, 256, 50) for g in range(5, 256, 50) for b in range(5, 256, 50)
    ]
    picture = Image.new("RGB", (len(levels), 1))
    picture.putdata(levels)
    straight, table = (
        OURS.inks(picture).tobytes(),
        picture.filter(Photographs(OURS).table).tobytes(),
    )
    assert max(abs(one - other) for one, other in zip(straight, table, strict=True)) <= 8


def test_darker_colours_stay_darker() -> None:
    greys = [by_rule(OURS, f"#{n:02x}{n:02x}{n:02x}")[3] for n in range(0, 256, 15)]
    assert greys == sorted(greys, reverse=True)
    assert luminance("#000000") == 0
