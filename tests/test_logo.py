"""The organisation's logo: on the cover, on white, and said by its name."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops

from reportcli.build import Order, build
from reportcli.conformance.programs import run as run_checker
from reportcli.conformance.verapdf import verify
from reportcli.diagnostics import Diagnostic
from reportcli.load import survey
from reportcli.project import find
from support.pictures import RED
from support.projects import write

# WeasyPrint leaves the file of its colour profile to the garbage collector.
pytestmark = pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)

VICTORY = '[[reports.2024.victories]]\ntext = "Une loi."\n'
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {1}"><rect width="{0}" height="{1}" fill="#f00"/></svg>'


def logo(folder: Path, wide: int, high: int, extension: str) -> str:
    file = folder / f"logo.{extension}"
    if extension == "svg":
        file.write_text(SVG.format(wide, high))
    else:
        Image.new("RGB", (wide, high), RED).save(file)
    return file.name


def built(
    folder: Path,
    name: str,
    victories: int = 4,
    organization: str = 'name = "Défense & Droits"',
    layout: str = "annual",
) -> tuple[dict[str, bytes], list[Diagnostic]]:
    about = f'[organization]\nlogo = "{name}"\n{organization}\n[reports.2024]\nlanguages = ["fr"]\n'
    project = find(write(folder, about + 'title = "Nos victoires"\n' + VICTORY * victories))
    products, told = build(project, Order(["2024"], layouts=[layout]), lambda _doing: None)
    return {product.path.suffix[1:]: product.data for product in products}, list(told)


def red_box(page: Image.Image) -> tuple[int, int, int, int]:
    """Where on a page there is pure red."""
    bands = page.convert("RGB").split()
    masks = [
        band.point(lambda level, least=least: 255 if abs(level - least) < 9 else 0)
        for band, least in zip(bands, RED, strict=True)
    ]
    box = ImageChops.darker(ImageChops.darker(masks[0], masks[1]), masks[2]).getbbox()
    assert box is not None
    return box


@pytest.mark.parametrize("extension", ["svg", "png"])
@pytest.mark.parametrize(
    ("wide", "high", "width", "height"),
    [
        (400, 400, 14.85, 14.85),
        (800, 200, 29.7, 7.42),
        (300, 600, 10.5, 21.0),
        (100, 900, 2.48, 22.28),
        (4000, 200, 55.15, 2.76),
    ],
)
def test_every_logo_weighs_the_same_on_the_cover(
    tmp_path: Path, extension: str, wide: int, high: int, width: float, height: float
) -> None:
    files, told = built(tmp_path, logo(tmp_path, wide, high, extension))
    assert told == []
    page = pypdfium2.PdfDocument(BytesIO(files["pdf"]))[0]
    mm = 4 * 72 / 25.4  # pixels
    left, top, right, bottom = red_box(page.render(scale=4).to_pil())
    assert left / mm == pytest.approx(19.8, abs=0.5)
    assert (right - left) / mm == pytest.approx(width, abs=0.5)
    assert (bottom - top) / mm == pytest.approx(height, abs=0.5)


@pytest.mark.parametrize("victories", [1, 2, 10])
def test_a_logo_stands_on_white_whatever_is_behind_it(tmp_path: Path, victories: int) -> None:
    files, _ = built(tmp_path, logo(tmp_path, 400, 200, "png"), victories)
    page = pypdfium2.PdfDocument(BytesIO(files["pdf"]))[0].render(scale=2).to_pil().convert("RGB")
    left, top, right, bottom = red_box(page)
    for place in ((left - 6, top), (right + 5, bottom - 1), (left, top - 6), (right, bottom + 5)):
        assert page.getpixel(place) == (255, 255, 255)


def test_a_logo_is_a_figure_that_is_read_as_the_organisation_s_name(tmp_path: Path) -> None:
    files, _ = built(tmp_path, logo(tmp_path, 400, 200, "svg"))
    with pikepdf.open(BytesIO(files["pdf"])) as pdf:
        figures = [
            item
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Figure"
        ]
        assert [str(figure["/Alt"]) for figure in figures] == ["Défense & Droits"]
    page = files["html"].decode()
    assert re.findall(r'<figure class="logo".*? alt="(.*?)">', page) == ["Défense &amp; Droits"]


@pytest.mark.parametrize(("layout", "page", "left"), [("letter", 0, 24.75), ("booklet", -1, 14)])
def test_a_letter_has_the_logo_at_its_head_and_a_booklet_on_its_back(
    tmp_path: Path, layout: str, page: int, left: float
) -> None:
    files, told = built(tmp_path, logo(tmp_path, 400, 200, "svg"), layout=layout)
    assert told == []
    pages = list(pypdfium2.PdfDocument(BytesIO(files["pdf"])))
    box = red_box(pages[page].render(scale=4).to_pil())
    assert box[0] / (4 * 72 / 25.4) == pytest.approx(left, abs=0.3)
    assert (box[2] - box[0]) / (box[3] - box[1]) == pytest.approx(2, abs=0.1)
    assert files["html"].count(b'alt="D\xc3\xa9fense &amp; Droits"') == 1


def test_the_cover_says_the_name_once(tmp_path: Path) -> None:
    files, _ = built(tmp_path, logo(tmp_path, 400, 200, "svg"))
    pages = pypdfium2.PdfDocument(BytesIO(files["pdf"]))
    assert "Défense" not in pages[0].get_textpage().get_text_range()
    assert "Défense" in pages[len(pages) - 1].get_textpage().get_text_range()


def test_a_logo_without_a_name_is_told(tmp_path: Path) -> None:
    about = f'[organization]\nlogo = "{logo(tmp_path, 9, 9, "svg")}"\n[reports.2024]\n'
    project = find(write(tmp_path, f'{about}languages = ["fr"]\ntitle = "A"\n{VICTORY}'))
    (fault,) = survey(project).diagnostics
    assert (fault.code, fault.severity) == ("D021", "error")
    assert fault.place is not None
    assert fault.place.line == 2


@pytest.mark.parametrize(
    ("colour", "is_told"),
    [((255, 255, 255, 255), True), ((0, 0, 0, 0), True), ((180, 200, 190, 255), True), ((0, 0, 0, 255), False), ((255, 0, 0, 255), False)],
)  # fmt: skip
def test_a_logo_that_cannot_be_seen_on_white_is_told(
    tmp_path: Path, colour: tuple[int, ...], is_told: bool
) -> None:
    Image.new("RGBA", (300, 90), colour).save(tmp_path / "logo.png")
    _, told = built(tmp_path, "logo.png")
    assert [(fault.code, fault.severity) for fault in told] == [("L012", "warning")] * is_told


def test_a_logo_keeps_its_flat_colours(tmp_path: Path) -> None:
    files, _ = built(tmp_path, logo(tmp_path, 1200, 900, "png"))
    assert files["html"].count(b"data:image/png") == 1
    assert b"data:image/jpeg" not in files["html"]


def test_in_the_dark_a_logo_stands_on_white(tmp_path: Path, browser: Any) -> None:
    files, _ = built(tmp_path, logo(tmp_path, 400, 200, "svg"))
    (tmp_path / "page.html").write_bytes(files["html"])
    page = browser.new_page(color_scheme="dark", viewport={"width": 390, "height": 800})
    page.goto((tmp_path / "page.html").as_uri())
    shown = Image.open(BytesIO(page.locator(".logo").screenshot())).convert("RGB")
    assert shown.getpixel((2, 2)) == (255, 255, 255)
    assert shown.getpixel((shown.width // 2, shown.height // 2)) == RED
    assert page.locator(".logo img").bounding_box()["x"] == page.locator("h1").bounding_box()["x"]
    page.close()


@pytest.mark.conformance
@pytest.mark.parametrize("extension", ["svg", "png"])
def test_verapdf_passes_a_report_with_a_logo(tmp_path: Path, extension: str) -> None:
    files, _ = built(tmp_path, logo(tmp_path, 400, 200, extension))
    (tmp_path / "report.pdf").write_bytes(files["pdf"])
    for verdict in verify([tmp_path / "report.pdf"], ("3a", "ua1")):
        assert verdict.compliant, verdict
    assert run_checker("qpdf", "--check", tmp_path / "report.pdf").returncode == 0
