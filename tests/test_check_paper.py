"""What `check` says of pictures on paper, before anything is built."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageCms

from reportcli.project import find
from reportcli.review import review
from support.checking import data
from support.projects import write

if TYPE_CHECKING:
    from pathlib import Path

    from reportcli.diagnostics import Diagnostic

COVER = '\n[reports.2024.cover]\nsrc = "a.jpg"\nalt = "Une rue"\n'


def found(folder: Path, more: str) -> list[Diagnostic]:
    text = data("Une loi.")
    head, victories = text.split("\n[[")
    cover, _, image = more.partition("|")
    project = find(write(folder, f"{head}{cover}\n[[{victories}{image}"))
    return list(review(project).diagnostics)


def test_a_wide_picture_in_a_high_box_has_the_dots_that_its_height_gives(tmp_path: Path) -> None:
    Image.new("RGB", (1600, 900)).save(tmp_path / "a.jpg")
    (fault,) = found(tmp_path, COVER)
    assert fault.message == "a.jpg has 103 dots per inch where it is printed (175 × 223 mm)"
    assert fault.hint == "use one of 2072 × 2631 pixels; 1036 × 1316 is the least"


def test_a_picture_that_its_camera_held_upright_is_measured_upright(tmp_path: Path) -> None:
    lying, upright = Image.Exif(), Image.Exif()
    lying[0x0112], upright[0x0112] = 1, 6
    Image.new("RGB", (1400, 1100)).save(tmp_path / "a.jpg", exif=upright)
    assert found(tmp_path, COVER) == []
    Image.new("RGB", (1400, 1100)).save(tmp_path / "a.jpg", exif=lying)
    assert [fault.code for fault in found(tmp_path, COVER)] == ["A010"]


def profile(kind: str) -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile(kind)).tobytes()  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("mode", "icc", "told"),
    [
        ("RGB", b"", None),
        ("RGB", profile("sRGB"), None),
        ("L", profile("sRGB"), None),
        ("RGB", b"broken", "a.jpg has a colour profile that cannot be read"),
        ("RGB", profile("LAB"), "a.jpg has a colour profile that is one for Lab"),
        ("CMYK", b"", "a.jpg is in CMYK without a profile"),
        ("CMYK", profile("sRGB"), "a.jpg has a colour profile that is one for RGB"),
    ],
)
def test_colours_that_nobody_can_know_are_told(
    mode: str, icc: bytes, told: str | None, tmp_path: Path
) -> None:
    Image.new(mode, (2400, 2700)).save(tmp_path / "a.jpg", icc_profile=icc)
    assert [fault.message for fault in found(tmp_path, COVER)] == ([told] if told else [])


def test_pictures_that_no_mail_carries_are_told_before_they_are_built(tmp_path: Path) -> None:
    noise = Image.effect_noise((1200, 1400), 90)
    Image.merge("RGBA", [noise.rotate(90 * n) for n in range(4)]).save(tmp_path / "a.png")
    cover = COVER.replace("a.jpg", "a.png") + "[mail]\nmax_size = 3\n"
    (fault,) = [fault for fault in found(tmp_path, cover) if fault.code == "A012"]
    assert "make a message of 6." in fault.message
    assert "a.png has 4." in fault.message
    assert fault.hint == "save it without transparency; or allow more: `max_size` under [mail]"
    assert "A012" not in [f.code for f in found(tmp_path, cover.replace("= 3", "= 8"))]
