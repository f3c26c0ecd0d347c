"""How a picture comes into the page: upright, no larger than is seen, with nothing that a camera wrote."""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from collections.abc import Callable
from functools import partial
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms
from PIL.Image import Transpose

from reportcli.checks.pictures import fault
from reportcli.pictures import cropped, data_url, mark, ratio, window
from support.pictures import BLUE, DRAWING, RED, dotted, photo

approx = pytest.approx


def made(file: Path, longest: int = 100) -> tuple[str, bytes]:
    """Type and bytes of the picture in a page."""
    head, _, data = data_url(file, longest).partition(";base64,")
    return head, b64decode(data)


def seen(file: Path, longest: int = 100) -> Image.Image:
    return Image.open(BytesIO(made(file, longest)[1])).convert("RGB")


def near(colour: object, other: tuple[int, int, int]) -> bool:
    assert isinstance(colour, tuple)
    return all(abs(one - two) < 12 for one, two in zip(colour, other, strict=True))


STORED = {
    1: None, 2: Transpose.FLIP_LEFT_RIGHT, 3: Transpose.ROTATE_180, 4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE, 6: Transpose.ROTATE_90, 7: Transpose.TRANSVERSE, 8: Transpose.ROTATE_270,
}  # fmt: skip


@pytest.mark.parametrize("orientation", STORED)
def test_a_photograph_stands_upright(tmp_path: Path, orientation: int) -> None:
    upright = Image.new("RGB", (64, 32), "white")
    upright.paste(RED, (0, 0, 32, 16))
    way = STORED[orientation]
    file = photo(
        tmp_path / "a.jpg", upright if way is None else upright.transpose(way), orientation
    )
    picture = seen(file)
    assert picture.size == (64, 32)
    assert near(picture.getpixel((8, 4)), RED)
    assert near(picture.getpixel((56, 28)), (255, 255, 255))


@pytest.mark.parametrize(("extension", "mode"), [("jpg", "RGB"), ("png", "RGBA"), ("webp", "RGB")])
def test_what_the_camera_wrote_is_left_out(tmp_path: Path, extension: str, mode: str) -> None:
    file = photo(tmp_path / f"a.{extension}", Image.new(mode, (40, 20)))
    assert b"Owner" in file.read_bytes()
    _, data = made(file)
    assert not Image.open(BytesIO(data)).getexif()
    assert b"Owner" not in data


def test_a_comment_in_a_picture_is_left_out(tmp_path: Path) -> None:
    Image.new("RGB", (40, 20)).save(tmp_path / "a.jpg", comment=b"Owner")
    assert b"Owner" not in made(tmp_path / "a.jpg")[1]


@pytest.mark.parametrize(
    ("size", "expected"),
    [((400, 200), (100, 50)), ((200, 400), (50, 100)), ((60, 30), (60, 30)), ((900, 1), (100, 1))],
)
def test_a_picture_is_no_larger_than_is_seen(
    tmp_path: Path, size: tuple[int, int], expected: tuple[int, int]
) -> None:
    Image.new("RGB", size).save(tmp_path / "a.jpg")
    assert seen(tmp_path / "a.jpg").size == expected


@pytest.mark.parametrize(
    ("mode", "colour", "extension", "kind"),
    [
        ("RGB", RED, "png", "jpeg"),
        ("RGBA", (255, 0, 0, 90), "png", "png"),
        ("LA", (90, 90), "png", "png"),
        ("RGBA", (255, 0, 0, 90), "webp", "png"),
        ("P", 0, "gif", "jpeg"),
        ("CMYK", (0, 255, 255, 0), "jpg", "jpeg"),
    ],
)
def test_a_picture_that_lets_through_stays_png_and_all_else_becomes_a_photograph(
    tmp_path: Path, mode: str, colour: int | tuple[int, ...], extension: str, kind: str
) -> None:
    Image.new(mode, (40, 20), colour).save(tmp_path / f"a.{extension}")
    head, data = made(tmp_path / f"a.{extension}")
    assert head == f"data:image/{kind}"
    assert Image.open(BytesIO(data)).mode == {"jpeg": "RGB", "png": "RGBA"}[kind]


def test_a_picture_in_printing_inks_keeps_its_colour(tmp_path: Path) -> None:
    Image.new("CMYK", (40, 20), (0, 255, 255, 0)).save(tmp_path / "a.jpg")
    assert near(seen(tmp_path / "a.jpg").getpixel((9, 9)), RED)


def test_a_picture_with_a_colour_profile_keeps_its_colour(tmp_path: Path) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = profile.replace(b"rXYZ", b"?").replace(b"bXYZ", b"rXYZ").replace(b"?", b"bXYZ")
    Image.new("RGB", (40, 20), RED).save(tmp_path / "a.jpg", icc_profile=swapped)
    assert near(seen(tmp_path / "a.jpg").getpixel((9, 9)), BLUE)


def test_a_picture_of_sixteen_bits_keeps_its_grey(tmp_path: Path) -> None:
    Image.new("I;16", (40, 20), 0x8080).save(tmp_path / "a.png")
    assert near(seen(tmp_path / "a.png").getpixel((9, 9)), (128, 128, 128))


@pytest.mark.parametrize("mode", ["L", "RGB", "P", "1"])
def test_a_picture_of_few_colours_is_reduced_as_smoothly_as_any(tmp_path: Path, mode: str) -> None:
    stripes = Image.new("L", (200, 200))
    for x in range(0, 200, 2):
        stripes.paste(255, (x, 0, x + 1, 200))
    stripes.convert(mode).save(tmp_path / "a.png")
    assert near(seen(tmp_path / "a.png").getpixel((50, 50)), (128, 128, 128))


def drawing(file: Path, text: str = DRAWING) -> Path:
    inside = photo(file.parent / "inside.jpg", Image.new("RGB", (40, 20), RED))
    file.write_text(text.replace("%s", b64encode(inside.read_bytes()).decode()), "utf-8")
    return file


def test_a_drawing_keeps_what_is_drawn_and_nothing_that_runs_or_tells_of_its_author(
    tmp_path: Path,
) -> None:
    head, data = made(drawing(tmp_path / "a.SVG"))
    text = data.decode()
    assert head == "data:image/svg+xml"
    assert 'fill="url(#g)"' in text
    assert 'xlink:href="#r"' in text
    for unwanted in (
        "Owner",
        "run",
        "script",
        "metadata",
        "example.org",
        "foreignObject",
        "ENTITY",
    ):
        assert unwanted not in text
    ((_, inside),) = re.findall(r"data:image/(jpeg);base64,([^\"]+)", text)
    picture = Image.open(BytesIO(b64decode(inside)))
    assert not picture.getexif()
    assert near(picture.convert("RGB").getpixel((9, 9)), RED)


def test_a_drawing_made_anew_is_made_the_same_again(tmp_path: Path) -> None:
    _, data = made(drawing(tmp_path / "a.svg"))
    (tmp_path / "b.svg").write_bytes(data)
    text = re.compile(rb"base64,[^\"]+")  # a photograph that is saved twice is not quite the same
    assert text.sub(b"", made(tmp_path / "b.svg")[1]) == text.sub(b"", data)


# Of what moves, the first picture


@pytest.mark.parametrize("extension", ["gif", "png", "webp"])
def test_of_what_moves_the_first_picture_is_shown(tmp_path: Path, extension: str) -> None:
    first, second = Image.new("RGB", (40, 20), RED), Image.new("RGB", (40, 20), BLUE)
    first.save(tmp_path / f"a.{extension}", save_all=True, append_images=[second], lossless=True)
    assert near(seen(tmp_path / f"a.{extension}").getpixel((9, 9)), RED)


def test_of_a_camera_s_pair_of_pictures_the_first_is_shown(tmp_path: Path) -> None:
    first, second = Image.new("RGB", (40, 20), RED), Image.new("RGB", (40, 20), BLUE)
    first.save(tmp_path / "a.jpg", "MPO", save_all=True, append_images=[second])
    assert near(seen(tmp_path / "a.jpg").getpixel((9, 9)), RED)
    assert fault(tmp_path, "a.jpg") is None


# Crops

SHARES = st.floats(0, 1)
SIDES = st.integers(1, 9000)


@given(SIDES, SIDES, st.floats(0.1, 10), SHARES, SHARES)
def test_a_crop_lies_in_the_picture_has_its_shape_and_keeps_the_focus(
    wide: int, high: int, ratio: float, x: float, y: float
) -> None:
    left, top, right, bottom = window((0, 0, wide, high), ratio, (x, y))
    assert 0 <= left <= right <= wide
    assert 0 <= top <= bottom <= high
    assert (right - left) / (bottom - top) == approx(ratio, rel=1e-6)
    assert right - left == approx(wide) or bottom - top == approx(high)
    assert left - 1e-6 <= x * wide <= right + 1e-6
    assert top - 1e-6 <= y * high <= bottom + 1e-6


@given(SIDES, SIDES, st.floats(0.1, 10), SHARES, SHARES)
def test_the_focus_is_in_the_middle_of_the_crop_unless_an_edge_is_in_the_way(
    wide: int, high: int, ratio: float, x: float, y: float
) -> None:
    left, top, right, bottom = window((0, 0, wide, high), ratio, (x, y))
    across, down = (left + right) / 2 - x * wide, (top + bottom) / 2 - y * high
    assert abs(across) < 1e-6 or left == 0 or right == approx(wide)
    assert abs(down) < 1e-6 or top == 0 or bottom == approx(high)
    assert across > -1e-6 or right == approx(wide)
    assert across < 1e-6 or left == 0


def cut(file: Path, size: tuple[int, int], focus: tuple[float, float]) -> Image.Image:
    _, _, data = cropped(file, size, focus).partition(";base64,")
    return Image.open(BytesIO(b64decode(data))).convert("RGB")


@pytest.mark.parametrize(
    ("size", "box", "focus", "expected"),
    [
        ((800, 400), (100, 100), (0.3, 0.5), (0.5, 0.5)),
        ((400, 800), (200, 100), (0.5, 0.7), (0.5, 0.5)),
        ((800, 400), (100, 100), (0.1, 0.2), (0.2, 0.2)),
        ((800, 400), (300, 100), (0.9, 0.9), (0.9, 0.85)),
    ],
)
def test_a_crop_is_made_around_the_focus(
    tmp_path: Path,
    size: tuple[int, int],
    box: tuple[int, int],
    focus: tuple[float, float],
    expected: tuple[float, float],
) -> None:
    picture = cut(dotted(tmp_path / "a.png", size, focus), box, focus)
    assert picture.size == box
    place = (round(expected[0] * box[0]), round(expected[1] * box[1]))
    assert near(picture.getpixel(place), RED)


def test_a_crop_has_no_more_pixels_than_the_picture(tmp_path: Path) -> None:
    file = dotted(tmp_path / "a.png", (300, 200), (0.5, 0.5))
    assert cut(file, (3000, 3000), (0.5, 0.5)).size == (200, 200)
    assert cut(file, (3000, 1), (0.5, 0.5)).size == (300, 1)


def test_the_focus_is_that_of_the_picture_as_it_is_seen(tmp_path: Path) -> None:
    upright = Image.open(dotted(tmp_path / "up.png", (400, 800), (0.5, 0.25)))
    file = photo(tmp_path / "a.png", upright.transpose(Transpose.ROTATE_90), 6)
    assert ratio(file) == 0.5
    assert near(cut(file, (100, 100), (0.5, 0.25)).getpixel((50, 50)), RED)


@pytest.mark.parametrize(
    ("head", "whole", "expected"),
    [
        ('viewBox="0 0 40 20"', 2, "10 0 20 20"),
        ('viewBox="-10,5 40 20" width="99" height="1"', 2, "0 5 20 20"),
        ('width="40mm" height="2cm"', 2, "37.7953 0 75.5906 75.5906"),
        ('width="40" height="20px"', 2, "10 0 20 20"),
        ('width="100%" height="20"', 1, None),
        ('viewBox="a b c d"', 1, None),
    ],
)
def test_a_drawing_is_cropped_where_it_says_how_large_it_is(
    tmp_path: Path, head: str, whole: float, expected: str | None
) -> None:
    file = tmp_path / "a.svg"
    file.write_text(f'<svg xmlns="http://www.w3.org/2000/svg" {head}/>')
    assert ratio(file) == approx(whole)
    _, _, data = cropped(file, (50, 50), (0.5, 0.5)).partition(";base64,")
    found = re.search(rb'viewBox="([-\d. ]+)"', b64decode(data))
    assert (found and found[1].decode()) == expected


BROKEN_EXIF = [
    b"Exif\0\0no EXIF at all",
    b"Exif\0\0MM\0*\0\0\0\x08\0\x02\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\x01\x0f\0\x02\0\0\0\x99\0\0\0\x99\0\0\0\0",
]


@pytest.mark.parametrize("exif", BROKEN_EXIF, ids=["none", "truncated"])
@pytest.mark.parametrize("extension", ["jpg", "png", "webp"])
def test_a_picture_whose_metadata_are_broken_is_used_without_a_word(
    tmp_path: Path, extension: str, exif: bytes
) -> None:
    Image.new("RGB", (40, 20)).save(tmp_path / f"a.{extension}", exif=exif)
    assert seen(tmp_path / f"a.{extension}").size in {(40, 20), (20, 40)}


@pytest.mark.parametrize("make", [partial(data_url, longest=50), partial(cropped, size=(50, 50), focus=(0.5, 0.5)), partial(mark, longest=50)])  # fmt: skip
def test_a_picture_is_made_anew_when_its_file_has_changed(
    tmp_path: Path, make: Callable[[Path], str]
) -> None:
    file = tmp_path / "a.png"
    Image.new("RGB", (99, 99), RED).save(file)
    first = make(file)
    assert make(file) is first
    Image.new("RGB", (98, 99), BLUE).save(file)
    assert make(file) != first
