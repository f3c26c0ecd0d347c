"""Pictures made for tests: photographs that tell of their author, drawings, a dot at the focus."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw, ImageFilter

if TYPE_CHECKING:
    from pathlib import Path

RED, BLUE = (255, 0, 0), (0, 0, 255)

DRAWING = """<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY who "Owner">]><!-- by Owner -->
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:inkscape="urn:i" inkscape:version="Owner" viewBox="0 0 40 20" onload="run()">
<metadata>Owner</metadata><script>run()</script><script href="https://example.org/x.js"/>
<defs><linearGradient id="g"><stop stop-color="red"/></linearGradient></defs>
<a xlink:href="https://example.org/"><rect id="r" fill="url(#g)" onclick="run()" width="9" height="9"/></a>
<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">Owner</p></foreignObject>
<use xlink:href="#r" x="20"/><image href="data:image/jpeg;base64,%s" width="9" height="9"/>
</svg>"""


def photo(file: Path, image: Image.Image, orientation: int = 1) -> Path:
    """A photograph as a telephone writes it, with its place and maker."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = orientation, "Owner Phone"
    exif.get_ifd(0x8825).update({1: "N", 2: (46.0, 12.0, 0.0)})
    image.save(file, exif=exif)
    return file


def dotted(file: Path, size: tuple[int, int], focus: tuple[float, float]) -> Path:
    """A white picture with a red dot at its focus."""
    picture = Image.new("RGB", size, "white")
    x, y = round(focus[0] * size[0]), round(focus[1] * size[1])
    picture.paste(RED, (x - 24, y - 24, x + 24, y + 24))
    picture.save(file)
    return file


def photograph(size: tuple[int, int], seed: int) -> Image.Image:
    """A photograph's weight: light that changes slowly, detail of every size, edges, and grain."""
    random = Random(seed)
    picture = _noise(random, (5, 4), "RGB").resize(size, Image.Resampling.BICUBIC)
    for cells in (8, 16, 32, 64, 128, 256, 512, 1024, 2048):
        detail = _noise(random, (cells, cells * 3 // 4), "L").resize(size, Image.Resampling.BICUBIC)
        picture = Image.blend(picture, detail.convert("RGB"), 0.6 / (cells / 8) ** 0.5)
    draw = ImageDraw.Draw(picture)
    for _ in range(30):
        x, y, side = random.randrange(size[0]), random.randrange(size[1]), random.randrange(50, 500)
        draw.ellipse((x, y, x + side, y + 2 * side), fill=tuple(random.randbytes(3)))
    grain = _noise(random, size, "L").filter(ImageFilter.GaussianBlur(0.7)).convert("RGB")
    return Image.blend(picture, grain, 0.08)


def _noise(random: Random, size: tuple[int, int], mode: str) -> Image.Image:
    return Image.frombytes(mode, size, random.randbytes(size[0] * size[1] * len(mode)))
