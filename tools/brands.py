"""Make the pictures of docs/how-to/brand.md: the report of 2023 in three brands, and with little ink.

python tools/brands.py
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2
from PIL import Image

from reportcli.build import Order, build
from reportcli.project import Project

ROOT = Path(__file__).resolve().parents[1]
HERE = ROOT / "docs" / "pictures"
PAGES = (1, 3, 5, 9, 13)
"""The cover, the contents, key figures, a victory of the first half and one of the second."""
HEIGHT, GAP, GROUND = 330, 12, (120, 120, 114)
BRANDS = {
    "brand-dark": 'accent = "#1d3557"',
    "brand-light": 'accent = "#19a974"',
    "brand-one-ink": 'accent = "#7a1f3d"\nink = "#7a1f3d"',
    "brand-little-ink": 'coverage = "light"',
}
"""Name of the picture → what [brand] says."""


def pages(brand: str) -> list[Image.Image]:
    """Build the report of 2023 in a brand; return the pages that are shown."""
    with TemporaryDirectory() as folder:
        data = Path(folder) / "data" / "victories.toml"
        data.parent.mkdir()
        text = (ROOT / "data" / "victories.toml").read_text("utf-8")
        data.write_text(f"{text}\n[brand]\n{brand}\n", "utf-8")
        order = Order(["2023"], formats=["pdf"])
        (made,), _ = build(Project(Path(folder)), order, lambda _doing: None)
        document = pypdfium2.PdfDocument(BytesIO(made.data))
        return [_page(document[number - 1]) for number in PAGES]


def _page(page: pypdfium2.PdfPage) -> Image.Image:
    size = (round(HEIGHT * page.get_width() / page.get_height()), HEIGHT)
    large = page.render(scale=3 * HEIGHT / page.get_height()).to_pil().convert("RGB")
    return Image.Image.resize(large, size, Image.Resampling.LANCZOS)


def strip(pictures: list[Image.Image]) -> Image.Image:
    """Put pictures side by side."""
    wide = sum(picture.width + GAP for picture in pictures) + GAP
    made, left = Image.new("RGB", (wide, HEIGHT + 2 * GAP), GROUND), GAP
    for picture in pictures:
        made.paste(picture, (left, GAP))
        left += picture.width + GAP
    return made


def main() -> None:
    for name, brand in BRANDS.items():
        picture = strip(pages(brand)).quantize(96, dither=Image.Dither.NONE)
        picture.save(HERE / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
