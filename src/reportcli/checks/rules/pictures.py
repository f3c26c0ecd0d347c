"""Pictures: the words that stand for them, and whether they have enough in them for paper."""

from __future__ import annotations

import math
import re
import warnings
from typing import TYPE_CHECKING, NamedTuple

from reportcli.checks.rule import Fault, Found, Pattern, rule

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path as File

    from reportcli.checks.passages import Passage, Path
    from reportcli.checks.rule import Subject
    from reportcli.model import Image

_FILE = Pattern(
    r"\A\s*(?:[^\n]{0,200}\.(?:jpe?g|png|gif|webp|svg|tiff?|heic)|(?:img|dsc|dscn|pxl|screenshot)[_ -]?[\w.-]{0,60}"
    r"|[a-z0-9]{1,40}(?:[_-][a-z0-9]{1,40}){2,10})\s*\Z",
    re.IGNORECASE,
)
_NOTHING = Pattern(
    r"\A\s*(?:une? )?(?:image|photo|photographie|picture|logo|illustration|foto|imagen|fotografía|alt|cover|couverture)\W*\Z",
    re.IGNORECASE,
)
_SAYS_PICTURE = Pattern(
    r"\A\s*(?:(?:une |l[’'])?(?:image|photo|photographie)s? (?:de |d[’']|du |des )"
    r"|(?:an? )?(?:image|photo|picture|photograph) of |(?:una )?(?:imagen|foto|fotografía) de )",
    re.IGNORECASE,
)


def _is_alt(passage: Passage) -> bool:
    return "alt" in passage.path[-2:]


@rule(
    "A001",
    "a picture's words that are no description",
    why="`alt` is what those hear who do not see the picture: what it shows, not how its file is called.",
    scope="text",
    bad={"alt": "IMG_2041.jpg"},
    good={"alt": "Des mains levées devant le tribunal"},
)
def no_description(passage: Passage) -> Iterator[Found]:
    if not _is_alt(passage):
        return
    words = passage.words
    if _FILE.search(words):
        yield Found(0, len(words), "`alt` is the name of a file", hint="say what the picture shows")
    elif _NOTHING.search(words):
        yield Found(
            0, len(words), "`alt` says only that there is a picture", hint="say what it shows"
        )


@rule(
    "A002",
    "a description that begins by saying that it is one",
    why="A screen reader says by itself that there is a picture: begin with what it shows.",
    severity="info",
    bad={"alt": "Photo d’une manifestation"},
    good={"alt": "Une manifestation, photographiée de haut"},
)
def says_picture(passage: Passage) -> Iterator[Found]:
    if _is_alt(passage) and (found := _SAYS_PICTURE.search(passage.words)):
        yield Found(
            *found.span(), f"“{found[0].strip()}” is known already", hint="begin with what it shows"
        )


class Sized(NamedTuple):
    """A picture that can be opened: upright, wide and high in pixels."""

    path: Path
    image: Image
    file: File
    size: tuple[int, int]
    mode: str
    profile: bytes | None
    has_transparency: bool


Box = tuple[float, float]
"""Wide and high, in mm of paper."""


def _pictures(subject: Subject) -> Iterator[tuple[Sized, Box | None]]:
    """Yield the pictures that can be opened, with the box that they fill, where the layout says it."""
    for year, report in subject.data.reports.items():
        named: list[tuple[str, Path, Image | None]] = [
            ("cover", ("reports", year, "cover"), report.cover)
        ]
        for index, victory in enumerate(report.victories):
            named.append(("victory", ("reports", year, "victories", index, "image"), victory.image))
        shown = [
            (use, sized)
            for use, path, image in named
            if image and (sized := _sized(subject.project.root / image.src, path, image))
        ]
        boxes = _boxes(subject, year) if shown else {}
        for use, sized in shown:
            yield sized, boxes.get(use)


def _sized(file: File, path: Path, image: Image) -> Sized | None:
    from PIL import Image as Pillow

    from reportcli.pictures import FORMATS, is_drawing, orientation

    if is_drawing(file):
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Pillow.open(file, formats=FORMATS) as opened:
                wide, high = opened.size
                size = (high, wide) if orientation(opened) > 4 else (wide, high)
                profile = opened.info.get("icc_profile")
                see_through = opened.has_transparency_data
                return Sized(path, image, file, size, opened.mode, profile, see_through)
    except (OSError, ValueError, SyntaxError, Pillow.DecompressionBombError):
        return None  # D020 says so


def _boxes(subject: Subject, year: str) -> dict[str, Box]:
    """Return the boxes that a report's layout says its pictures fill; nothing where it does not say."""
    from reportcli import layouts
    from reportcli.diagnostics import Failure

    name = subject.data.reports[year].layout
    try:
        layout = layouts.find(subject.project, name, None, subject.data.choices(name))
    except Failure:
        return {}  # that there is no such layout is said elsewhere
    said = layout.settings.get("pictures", {})
    return {
        use: (box[0], box[1]) if isinstance(box, list) else (box, 0) for use, box in said.items()
    }


LEAST, ENOUGH = 150, 300
"""Dots per inch: under the first a picture is blurred on paper, from the second on no more are seen."""


@rule(
    "A010",
    "a picture with too few pixels for paper",
    why="Under 150 dots per inch a printed picture is blurred; 300 are what a printer asks for. The picture fills a"
    " box that the layout says, and is cropped to its shape: what is too low for it is enlarged.",
    scope="data",
    bad="a picture of 600 × 400 pixels",
    good="a picture of 2600 × 1800 pixels",
)
def too_few_pixels(subject: Subject) -> Iterator[Fault]:
    from reportcli.resolution import MM_PER_INCH

    for picture, box in _pictures(subject):
        if not box:
            continue
        sides = [(given, side) for given, side in zip(picture.size, box, strict=True) if side]
        dots = min(given / side for given, side in sides) * MM_PER_INCH
        if dots < LEAST:
            shape = " × ".join(f"{side:.0f}" for _, side in sides) + " mm"
            wide, half = (
                " × ".join(f"{math.ceil(side / MM_PER_INCH * asked)}" for _, side in sides)
                for asked in (ENOUGH, LEAST)
            )
            what = f"{picture.image.src} has {dots:.0f} dots per inch where it is printed ({shape})"
            hint = f"use one of {wide} pixels; {half} is the least"
            yield Fault((*picture.path, "src"), what, hint)


@rule(
    "A011",
    "a picture whose colours are not said",
    why="A picture in CMYK without a profile says how much ink there is and not of which: its colours will be others."
    " So they will be where its profile is broken, or is one for other colours.",
    scope="data",
    bad="a picture in CMYK, without a profile",
    good="a picture of 2600 × 1800 pixels",
)
def unknown_colours(subject: Subject) -> Iterator[Fault]:
    for picture, _ in _pictures(subject):
        if picture.profile and (wrong := _wrong(picture.profile, picture.mode)):
            what = f"{picture.image.src} has a colour profile that {wrong}"
        elif picture.mode == "CMYK" and not picture.profile:
            what = f"{picture.image.src} is in CMYK without a profile"
        else:
            continue
        yield Fault((*picture.path, "src"), what, "save it in sRGB, or with its profile")


SPACES = {"RGB": "RGB", "RGBA": "RGB", "CMYK": "CMYK", "L": "GRAY", "LA": "GRAY", "P": "RGB"}
"""What Pillow calls colours → what a profile for them is called (ICC.1, table 19)."""


def _wrong(profile: bytes, mode: str) -> str:
    """Say what is wrong with the profile that a picture carries, or nothing."""
    from io import BytesIO

    from PIL import ImageCms

    try:
        space = ImageCms.ImageCmsProfile(BytesIO(profile)).profile.xcolor_space.strip()
    except (OSError, ImageCms.PyCMSError):
        return "cannot be read"
    told = SPACES.get(mode)
    is_grey = space == "GRAY" or told == "GRAY"  # what is grey is grey by any profile
    return f"is one for {space}" if told and space != told and not is_grey else ""


@rule(
    "A012",
    "pictures too heavy for the mail",
    why="A PDF with them would be larger than `[mail] max_size`, and come back from many mailboxes.",
    scope="data",
    bad="a see-through picture of 2600 × 1800 pixels of noise, and room for 1 MB",
    good="a see-through picture of 2600 × 1800 pixels, and room for 1 MB",
)
def too_heavy(subject: Subject) -> Iterator[Fault]:
    """Yield what is certain without building: pictures as the PDF for screens has them, in their least boxes."""
    from reportcli.mail import budget

    most = subject.data.mail.max_size
    years: dict[str, list[tuple[Sized, Box]]] = {}
    for picture, box in _pictures(subject):
        if box and box[1]:
            years.setdefault(str(picture.path[1]), []).append((picture, box))
    for pictures in years.values():
        if budget.message(sum(_most(picture, box) for picture, box in pictures)) <= most:
            continue  # not even if every pixel were noise
        sizes = [_made(picture, box) for picture, box in pictures]
        if (size := budget.message(sum(sizes))) > most:
            heaviest, bytes_ = max(zip(pictures, sizes, strict=True), key=lambda pair: pair[1])
            what = (
                f"the report's pictures alone make a message of {size / 1e6:.1f} MB, and {most / 1e6:.1f} MB are"
                f" allowed; {heaviest[0].image.src} has {bytes_ / 1e6:.1f} MB"
            )
            hint = (
                "save it without transparency"
                if heaviest[0].has_transparency
                else "show fewer pictures"
            )
            yield Fault(
                (*heaviest[0].path, "src"), what, f"{hint}; or allow more: `max_size` under [mail]"
            )


def _most(picture: Sized, box: Box) -> int:
    """Return the bytes that a picture can have at most in the PDF: PNG where it is see-through, or JPEG."""
    wide, high = _pixels(box)
    return math.ceil(wide * high * (4.1 if picture.has_transparency else 2))


def _made(picture: Sized, box: Box) -> int:
    """Return the bytes of a picture as the build makes it."""
    from reportcli.pictures import cropped

    signs = cropped(picture.file, _pixels(box), picture.image.focus).partition(",")[2]
    return len(signs) * 3 // 4


def _pixels(box: Box) -> tuple[int, int]:
    from reportcli.resolution import DOTS, pixels

    return pixels(box[0], DOTS["screen"]), pixels(box[1], DOTS["screen"])
