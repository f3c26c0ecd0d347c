"""Every layout with every content: it builds, and its pages look as they were accepted.

The pictures stand in docs/pictures/pages, where docs/gallery.md shows them; `pytest --accept` takes
today's pages in their place.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageStat

from reportcli.build import Order, build
from reportcli.layouts import built_in
from reportcli.project import Project
from support.contents import CONTENTS
from support.projects import REPOSITORY

# WeasyPrint leaves the file of its colour profile to the garbage collector.
pytestmark = pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)

KEPT = REPOSITORY / "docs" / "pictures" / "pages"
LAYOUTS = sorted(file.parent.name for file in built_in().glob("*/layout.toml"))
HEIGHT, ALONE, GAP, ACROSS, GROUND = 160, 480, 6, 1400, (120, 120, 114)
"""Pixels of a page, of one by itself, of what is between pages, of a sheet; the colour behind them."""
BLOCK = 8
"""Pixels of a block: type that moves within it is no change."""
MEAN, WORST = 1.0, 40
"""By how much (of 255) sheets may differ on the whole, and a block of them."""


def sheet(pdf: bytes) -> Image.Image:
    """Return the pages of a PDF side by side."""
    document = pypdfium2.PdfDocument(pdf)
    height = HEIGHT if len(document) > 1 else ALONE
    pages = [
        page.render(scale=height / page.get_height()).to_pil().convert("RGB") for page in document
    ]
    wide = max(page.width for page in pages) + GAP
    columns = min(len(pages), ACROSS // wide)
    rows = -(-len(pages) // columns)
    made = Image.new("RGB", (columns * wide + GAP, rows * (height + GAP) + GAP), GROUND)
    for index, page in enumerate(pages):
        row, column = divmod(index, columns)
        made.paste(page, (GAP + column * wide, GAP + row * (height + GAP)))
    return made.quantize(64, dither=Image.Dither.NONE)


def difference(one: Image.Image, other: Image.Image) -> tuple[float, float]:
    """Return by how much two pictures differ on the whole, and in their worst block, of 255."""
    if one.size != other.size:
        return 255, 255
    found = ImageChops.difference(one.convert("RGB"), other.convert("RGB")).convert("L")
    blocks = found.reduce(BLOCK)
    return ImageStat.Stat(found).mean[0], float(blocks.getextrema()[1])  # type: ignore[arg-type]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("content", CONTENTS)
def test_the_pages_look_as_they_were_accepted(
    layout: str, content: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    project = Project(CONTENTS[content](tmp_path / content))
    made, diagnostics = build(
        project, Order((), layouts=[layout], formats=["pdf"]), lambda _doing: None
    )
    assert diagnostics == ()
    now = sheet(made[0].data)
    kept = KEPT / f"{layout}-{content}.png"
    if request.config.getoption("--accept"):
        kept.parent.mkdir(parents=True, exist_ok=True)
        now.save(kept, optimize=True)
    mean, worst = difference(now, Image.open(kept))
    target = tmp_path / "now.png"
    now.save(target)
    assert (mean <= MEAN, worst <= WORST) == (True, True), (
        f"{mean:.1f}, {worst:.0f}: look at {target}; pytest --accept takes a change that is meant"
    )


def test_the_comparison_sees_a_change() -> None:
    kept = Image.open(KEPT / "annual-2023.png").convert("RGB")
    other = kept.copy()
    other.paste((255, 255, 255), (20, 20, 60, 40))
    assert difference(kept, kept) == (0, 0)
    assert difference(kept, other)[1] > WORST
    assert difference(kept, kept.crop((0, 0, 100, 100))) == (255, 255)
    target = BytesIO()
    kept.resize((kept.width // 2, kept.height // 2)).resize(kept.size).save(target, "PNG")
    assert difference(kept, Image.open(target))[0] > MEAN
