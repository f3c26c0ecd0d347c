"""How a picture comes into the page: upright, no larger than is seen, with nothing that a camera wrote."""

from __future__ import annotations

from base64 import b64decode
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageCms
from PIL.Image import Transpose

from reportcli.pictures import data_url

RED, BLUE = (255, 0, 0), (0, 0, 255)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><!-- as drawn --></svg>'


def made(file: Path, longest: int = 100) -> tuple[str, bytes]:
    """Type and bytes of the picture in a page."""
    head, _, data = data_url(file, longest).partition(";base64,")
    return head, b64decode(data)


def seen(file: Path, longest: int = 100) -> Image.Image:
    return Image.open(BytesIO(made(file, longest)[1])).convert("RGB")


def near(colour: object, other: tuple[int, int, int]) -> bool:
    assert isinstance(colour, tuple)
    return all(abs(one - two) < 12 for one, two in zip(colour, other, strict=True))


def photo(file: Path, image: Image.Image, orientation: int = 1) -> Path:
    """A photograph as a telephone writes it, with its place and maker."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = orientation, "Owner Phone"
    exif.get_ifd(0x8825).update({1: "N", 2: (46.0, 12.0, 0.0)})
    image.save(file, exif=exif)
    return file


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


def test_a_drawing_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "a.SVG").write_bytes(SVG)
    assert made(tmp_path / "a.SVG") == ("data:image/svg+xml", SVG)


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
