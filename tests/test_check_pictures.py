"""What the editor is told about a picture that is none, or not here."""

from __future__ import annotations

import os
import signal
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PIL import Image

from reportcli.checks.pictures import fault

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"/>'


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with pictures of every kind; its neighbour has one too."""
    root = tmp_path / "project"
    (root / "images").mkdir(parents=True)
    for file in (
        root / "images/a.jpg",
        root / "b.png",
        root / "c.gif",
        root / "d.webp",
        tmp_path / "x.png",
    ):
        Image.radial_gradient("L").save(file)
    (root / "e.svg").write_bytes(SVG)
    (root / "in.png").symlink_to(root / "b.png")
    (root / "out.png").symlink_to(tmp_path / "x.png")
    (root / "loop.png").symlink_to(root / "loop.png")
    return root


@pytest.mark.parametrize(
    "name", ["images/a.jpg", "b.png", "c.gif", "d.webp", "e.svg", "images/../b.png", "in.png"]
)
def test_a_good_picture_has_no_fault(project: Path, name: str) -> None:
    assert fault(project, name) is None


@pytest.mark.parametrize(
    ("inside", "address"),
    [
        ('<image href="https://example.org/a.png"/>', "https://example.org/a.png"),
        ('<image xlink:href="a.png"/>', "a.png"),
        ('<image href="data:image/svg+xml,%3Csvg/%3E"/>', "data:image/svg+xml"),
        ('<use href="other.svg#a"/>', "other.svg#a"),
        ('<rect fill="url(other.svg#g)"/>', "url(other.svg#g"),
        ("<style>@import 'a.css';</style>", "@import"),
        ("<style>rect { fill: url( 'x.svg#a' ) }</style>", "url( 'x.svg#a"),
    ],
)
def test_a_drawing_that_needs_other_files_is_told_with_what_it_needs(
    tmp_path: Path, inside: str, address: str
) -> None:
    head = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    (tmp_path / "a.svg").write_text(f"<svg {head}>{inside}</svg>")
    found = fault(tmp_path, "a.svg")
    assert found is not None
    assert found[0].startswith(f"a.svg takes a part of itself from elsewhere: {address}")
    assert "embed it" in found[1]


@pytest.mark.parametrize(
    "inside",
    [
        '<script href="https://example.org/a.js"/>',
        '<a href="https://example.org"><rect fill="url(#g)" style="fill: url(\'#g\')"/></a>',
        '<image href="data:image/png;base64,AAAA"/><use href="#a"/>',
    ],
)
def test_a_drawing_that_needs_no_other_file_has_no_fault(tmp_path: Path, inside: str) -> None:
    (tmp_path / "a.svg").write_text(f'<svg xmlns="http://www.w3.org/2000/svg">{inside}</svg>')
    assert fault(tmp_path, "a.svg") is None


def png(width: int, height: int) -> bytes:
    """A PNG that says how large it is, and holds nothing."""
    size = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", size), (b"IDAT", zlib.compress(b"")), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )


FILES = {
    "half.jpg": None, "text.jpg": b"Bonjour", "empty.png": b"", "page.svg": b"<html/>",
    "bare.svg": b"<svg/>", "text.svg": b"Bonjour", "empty.svg": b"",
    "code.svg": b'<?xml version="1.0" encoding="klingon"?><svg xmlns="http://www.w3.org/2000/svg"/>',
    "bomb.svg": b'<!DOCTYPE svg [<!ENTITY a0 "aaaaaaaaaa">' + b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 9)) + b']><svg xmlns="http://www.w3.org/2000/svg">&a8;</svg>',
    "none.png": png(9, 9), "huge.png": png(60_000, 60_000), "large.png": png(10_000, 10_000),
}  # fmt: skip

# name · what is said · what to do
FAULTS = [
    ("images/b.jpg", "there is no picture images/b.jpg", "did you mean images/a.jpg?"),
    ("gone/a.jpg", "there is no picture gone/a.jpg", "letters large and small count"),
    ("images", "images is not a picture but a folder", "name the picture file itself"),
    ("", "no picture can have this name", "write the path"),
    ("../x.png", "outside the project: ../x.png", "copy it into"),
    ("/etc/hostname", "outside the project", "copy it into"),
    ("out.png", "outside the project: out.png", "copy it into"),
    ("loop.png", "no picture can have this name", "write the path"),
    ("x" * 300, "no picture can have this name", "write the path"),
    ("a\0.png", "no picture can have this name", "write the path"),
    ("half.jpg", "half.jpg is damaged, or only half of it is there", "save it again"),
    ("text.jpg", "text.jpg is not a picture", "JPEG, PNG or SVG"),
    ("empty.png", "empty.png is not a picture", "JPEG, PNG or SVG"),
    ("none.png", "none.png is damaged, or only half of it is there", "save it again"),
    ("page.svg", "page.svg is not an SVG picture", "export it again"),
    ("bare.svg", "bare.svg is not an SVG picture", "export it again"),
    ("text.svg", "text.svg is not an SVG picture", "export it again"),
    ("empty.svg", "empty.svg is not an SVG picture", "export it again"),
    ("code.svg", "code.svg is not an SVG picture", "export it again"),
    ("bomb.svg", "bomb.svg is not an SVG picture", "export it again"),
    ("huge.png", "huge.png has too many pixels", "make it smaller"),
    ("large.png", "large.png has too many pixels", "make it smaller"),
]


@pytest.mark.parametrize(("name", "message", "hint"), FAULTS, ids=[case[0][:12] for case in FAULTS])
def test_a_bad_picture_is_told_with_what_to_do(
    project: Path, name: str, message: str, hint: str
) -> None:
    for file, data in FILES.items():
        (project / file).write_bytes(
            (project / "images/a.jpg").read_bytes()[:900] if data is None else data
        )
    found = fault(project, name)
    assert found is not None
    assert message in found[0]
    assert hint in found[1]


def test_a_name_by_way_of_a_link_to_the_project_gets_its_suggestion(project: Path) -> None:
    link = project.parent / "link"
    link.symlink_to(project)
    found = fault(project, f"{link}/bb.png")
    assert found is not None
    assert "b.png" in found[1]


BROKEN_EXIF = {
    "none": b"Exif\0\0no EXIF at all",
    "truncated": b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x0f\0\x02\0\0\0\x99\0\0\0\x99",
}


@pytest.mark.parametrize("exif", BROKEN_EXIF)
@pytest.mark.parametrize("extension", ["jpg", "png", "webp"])
def test_broken_metadata_are_no_fault_as_they_are_not_used(
    tmp_path: Path, extension: str, exif: str
) -> None:
    Image.new("RGB", (40, 20)).save(tmp_path / f"a.{extension}", exif=BROKEN_EXIF[exif])
    assert fault(tmp_path, f"a.{extension}") is None


@contextmanager
def within(seconds: float) -> Iterator[None]:
    def fail(*_: object) -> None:
        raise AssertionError(f"longer than {seconds} s")

    signal.signal(signal.SIGALRM, fail)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


@pytest.mark.parametrize("name", ["pipe.jpg", "pipe.svg"])
def test_a_pipe_in_place_of_a_picture_does_not_keep_the_command_waiting(
    project: Path, name: str
) -> None:
    os.mkfifo(project / name)
    with within(5):
        assert fault(project, name) == (
            f"{name} is not a picture but a folder or device",
            "name the picture file itself",
        )


def test_a_picture_with_too_many_pixels_raises_no_warning_of_pythons(project: Path) -> None:
    (project / "large.png").write_bytes(png(10_000, 10_000))
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        found = fault(project, "large.png")
    assert found is not None
    assert [str(each.message) for each in said] == []
