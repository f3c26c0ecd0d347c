"""[brand] coverage = "light": the same pages, of which an office printer makes little ink."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageStat

from reportcli.brand import PAPER, thin
from reportcli.build import Order, build
from reportcli.colour import TEXT, contrast
from reportcli.project import find
from support.projects import write

# WeasyPrint leaves the file of its colour profile to the garbage collector.
pytestmark = pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)

COLOURS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)
VICTORY = """
[[reports.2024.victories]]
title = "Une loi"
text = "Le gouvernement a adopté une loi."
places = ["CD"]
figures = [{ value = "25e", label = "loi du pays" }]
"""
REPORT = '[reports.2024]\nlanguages = ["fr"]\ntitle = "Nos victoires"\n' + 4 * VICTORY


def pages(folder: Path, coverage: str, accent: str) -> list[Image.Image]:
    """The pages of a report, a pixel to the point."""
    brand = f'[brand]\ncoverage = "{coverage}"\naccent = "{accent}"\n'
    project = find(write(folder / coverage, brand + REPORT))
    (pdf,), told = build(project, Order(["2024"], formats=["pdf"]), lambda _doing: None)
    assert list(told) == []
    document = pypdfium2.PdfDocument(BytesIO(pdf.data))
    return [page.render(scale=1).to_pil().convert("RGB") for page in document]


def ink(page: Image.Image) -> float:
    """How much of a page's light is taken away, from 0 (paper) to 3."""
    return sum(1 - mean / 255 for mean in ImageStat.Stat(page).mean)


@given(COLOURS, COLOURS)
def test_ink_that_can_be_read_on_paper_can_be_read_on_the_tint(accent: str, colour: str) -> None:
    if contrast(colour, PAPER) >= TEXT:
        assert contrast(colour, thin(accent, colour)) >= TEXT


@pytest.mark.parametrize("accent", ["#ff5a1f", "#1d3557", "#000000"])
def test_light_pages_take_less_than_a_third_of_the_ink(tmp_path: Path, accent: str) -> None:
    full, light = pages(tmp_path, "full", accent), pages(tmp_path, "light", accent)
    assert len(full) == len(light)
    assert sum(map(ink, light)) < sum(map(ink, full)) / 3


def test_the_level_is_a_line_at_the_same_height(tmp_path: Path) -> None:
    full, light = pages(tmp_path, "full", "#ff5a1f"), pages(tmp_path, "light", "#ff5a1f")
    first = len(full) - 5
    across = 340
    column = [full[first].getpixel((across, y)) for y in range(full[first].height)]
    edge = column.index((255, 90, 31))
    around = [light[first].getpixel((across, y)) for y in range(edge - 2, edge + 3)]
    assert (255, 90, 31) in around
    assert light[first].getpixel((across, edge + 5)) == (255, 229, 221)
    assert light[first].getpixel((across, edge - 5)) == (255, 255, 255)


def test_the_page_for_the_screen_is_the_same(tmp_path: Path) -> None:
    made = []
    for coverage in ("full", "light"):
        brand = f'[brand]\ncoverage = "{coverage}"\n'
        project = find(write(tmp_path / coverage, brand + REPORT))
        (page,), _ = build(project, Order(["2024"], formats=["html"]), lambda _doing: None)
        made.append(page.data)
    assert made[0] == made[1]
