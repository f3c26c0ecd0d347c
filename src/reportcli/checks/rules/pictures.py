"""Pictures: the words that stand for them, and whether they have enough in them for paper."""

from __future__ import annotations

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
    path: Path
    image: Image
    file: File
    size: tuple[int, int]
    mode: str
    has_profile: bool


def _pictures(subject: Subject) -> Iterator[tuple[str, str, Sized]]:
    """Yield the pictures that can be opened, with their report's year and what they are: victory, cover."""
    for year, report in subject.data.reports.items():
        named: list[tuple[str, Path, Image | None]] = [
            ("cover", ("reports", year, "cover"), report.cover)
        ]
        for index, victory in enumerate(report.victories):
            named.append(("victory", ("reports", year, "victories", index, "image"), victory.image))
        for use, path, image in named:
            if image and (sized := _sized(subject.project.root / image.src, path, image)):
                yield year, use, sized


def _sized(file: File, path: Path, image: Image) -> Sized | None:
    from PIL import Image as Pillow

    from reportcli.pictures import FORMATS, is_drawing

    if is_drawing(file):
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Pillow.open(file, formats=FORMATS) as opened:
                profile = bool(opened.info.get("icc_profile"))
                return Sized(path, image, file, opened.size, opened.mode, profile)
    except (OSError, ValueError, SyntaxError, Pillow.DecompressionBombError):
        return None  # D020 says so


LEAST, ENOUGH = 150, 300
"""Dots per inch: under the first a picture is blurred on paper, from the second on no more are seen."""
MM_PER_INCH = 25.4


@rule(
    "A010",
    "a picture with too few pixels for paper",
    why="Under 150 dots per inch a printed picture is blurred; 300 are what a printer asks for. How wide it is"
    " printed is said by the layout.",
    scope="data",
    bad="a picture of 600 × 400 pixels",
    good="a picture of 2600 × 1800 pixels",
)
def too_few_pixels(subject: Subject) -> Iterator[Fault]:
    for year, use, picture in _pictures(subject):
        width = _printed(subject, year).get(use)
        if not width:
            continue
        across = min(picture.size) if picture.size[0] < picture.size[1] else picture.size[0]
        dots = across / width * MM_PER_INCH
        if dots < LEAST:
            needed = round(width / MM_PER_INCH * ENOUGH)
            what = f"{picture.image.src} has {dots:.0f} dots per inch where it is printed ({width:.0f} mm wide)"
            yield Fault(
                (*picture.path, "src"),
                what,
                f"use one of {needed} pixels across; {round(needed / 2)} is the least",
            )


def _printed(subject: Subject, year: str) -> dict[str, float]:
    """Return how wide a report's layout prints its pictures, in mm; nothing where it does not say."""
    from reportcli import layouts
    from reportcli.diagnostics import Failure

    name = subject.data.reports[year].layout
    try:
        layout = layouts.find(subject.project, name, None, subject.data.choices(name))
        return dict(layout.settings.get("pictures", {}))
    except Failure:
        return {}  # that there is no such layout is said elsewhere


@rule(
    "A011",
    "a picture in inks whose colours are not said",
    why="A picture in CMYK without a profile says how much ink there is and not of which: its colours will be others.",
    scope="data",
    bad="a picture in CMYK, without a profile",
    good="a picture of 2600 × 1800 pixels",
)
def unknown_inks(subject: Subject) -> Iterator[Fault]:
    for _, _, picture in _pictures(subject):
        if picture.mode == "CMYK" and not picture.has_profile:
            what = f"{picture.image.src} is in CMYK without a profile"
            yield Fault((*picture.path, "src"), what, "save it in sRGB, or with its profile")
