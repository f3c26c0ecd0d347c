"""`[print]` in the data: the shop's ICC profile, and the brand's colours in inks."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PIL import ImageCms

from reportcli.press.profile import OURS
from support.projects import SMALL, reportcli, write

GIVEN = OURS.read_bytes()
PRINT = ("build", "2024", "--for", "print", "--layout", "letter")


def with_profile(folder: Path, data: bytes | None, name: str = "print/shop.icc") -> Path:
    project = write(folder, f'[print]\nprofile = "{name}"\n' + SMALL)
    if data is not None:
        (folder / "print").mkdir()
        (folder / "print" / "shop.icc").write_bytes(data)
    return project


def screen_profile() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def changed(at: int, to: bytes) -> bytes:
    return GIVEN[:at] + to + GIVEN[at + len(to) :]


@pytest.mark.pdf
def test_the_shops_own_profile_is_embedded_and_used(tmp_path: Path) -> None:
    shop = changed(8, b"\x02\x10")  # another one: of version 2.1
    done = reportcli(*PRINT, cwd=with_profile(tmp_path, shop))
    assert done.returncode == 0, done.stderr
    with pikepdf.open(next(tmp_path.glob("out/2024/*.print.pdf"))) as pdf:
        (intent,) = pdf.Root.OutputIntents
        assert intent.DestOutputProfile.read_bytes() == shop
        assert intent.OutputConditionIdentifier == "Custom"
        assert "/RegistryName" not in intent
        assert "FOGRA39" in str(intent.Info)


@pytest.mark.parametrize(
    ("data", "message", "hint"),
    [
        (b"no profile", "print/shop.icc is not an ICC profile", "name the .icc file that the print shop"),
        (GIVEN[:200_000], "print/shop.icc is only a part of an ICC profile", "copy it again"),
        (screen_profile(), "is an ICC profile for a screen in RGB, not for print in CMYK", "print shops give it out"),
        (changed(8, b"\x05"), "is an ICC profile of version 5; PDF/X-4 takes those of", "ask the print shop"),
        (None, "there is no profile print/shop.icc", "paths are relative to the project"),
    ],
)  # fmt: skip
def test_what_is_no_profile_for_print_is_told_with_its_place(
    tmp_path: Path, data: bytes | None, message: str, hint: str
) -> None:
    done = reportcli(*PRINT, cwd=with_profile(tmp_path, data))
    said = " ".join(done.stderr.split())
    assert done.returncode == 1
    assert "data/victories.toml:2:11: error D023: " in said
    assert message in said
    assert hint in said
    assert not (tmp_path / "out").exists()


@pytest.mark.pdf
def test_a_profile_whose_tables_are_damaged_is_told(tmp_path: Path) -> None:
    done = reportcli(
        *PRINT, cwd=with_profile(tmp_path, GIVEN[:132] + GIVEN[132:].replace(b"mft2", b"xxxx"))
    )
    assert done.returncode == 1
    assert "D023: print/shop.icc is damaged" in done.stderr


def test_a_profile_elsewhere_on_the_disk_is_refused(tmp_path: Path) -> None:
    (tmp_path / "shop.icc").write_bytes(GIVEN)
    (tmp_path / "projet").mkdir()
    done = reportcli(*PRINT, cwd=with_profile(tmp_path / "projet", None, "../shop.icc"))
    assert "the profile lies outside the project: ../shop.icc" in done.stderr


@pytest.mark.parametrize(
    ("accent", "message"),
    [
        ('"0 70 85"', "is not a colour in four inks: 0 70 85"),
        ('"0 70 85 120"', "has an ink of over 100 %: 0 70 85 120"),
        ('"90 90 80 80"', "takes 340 % of ink: 90 90 80 80"),
        ('"#FF5A1F"', "is not a colour in four inks: #FF5A1F"),
        ("[0, 70, 85, 0]", "is not a colour in four inks"),
    ],
)
def test_what_is_no_colour_in_inks_is_told_with_its_place(
    tmp_path: Path, accent: str, message: str
) -> None:
    done = reportcli("build", "2024", cwd=write(tmp_path, f"[print]\naccent = {accent}\n" + SMALL))
    assert done.returncode == 1
    assert f"data/victories.toml:2:10: error D003: `accent` {message}" in " ".join(
        done.stderr.split()
    )


def test_the_profile_in_the_package_is_what_its_licence_says() -> None:
    opened = ImageCms.ImageCmsProfile(BytesIO(GIVEN)).profile
    assert "zlib" in (opened.copyright or "")
    assert "zlib licence" in OURS.with_name("LICENCE-fogra39.txt").read_text("utf-8")
