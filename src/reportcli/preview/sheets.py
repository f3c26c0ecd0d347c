"""The typeset pages as pictures: the terminal's own graphics where it has them, half blocks elsewhere."""

from __future__ import annotations

import logging
import os
import sys
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

from rich.color import Color
from rich.style import Style
from rich.text import Text

from reportcli.build import Order, make
from reportcli.diagnostics import Diagnostic, Failure
from reportcli.edition import editions
from reportcli.load import load
from reportcli.preview import pager

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from PIL import Image
    from rich.console import Console

    from reportcli.project import Project

TWO_UP = 120
"""Cells from which two pages stand side by side."""
WIDEST = 100
"""Cells of a page: more would not fit on any screen in height."""
CELL = 10, 20
"""Pixels of a cell where the terminal does not say."""
EDGE = "#a0a0a0"
"""The edge of the paper, which is seen on white as on black."""
SHADES = "█▓▒░ "


@dataclass(frozen=True)
class Pages:
    """A typeset report; `warnings` are of its making."""

    pdf: bytes
    count: int
    warnings: tuple[Diagnostic, ...]


def typeset(
    project: Project,
    year: str,
    language: str | None,
    layout: str | None,
    progress: Callable[[str], None],
) -> Pages:
    """Typeset a report in its first language or another. Raises Failure if it cannot be built."""
    names, languages = [layout] if layout else [], [language] if language else []
    edition = next(editions(project, load(project), [year], names, languages))
    order = Order([year], names, [edition.language], ["pdf"])
    (product,), warnings = make(project, order, progress)
    return Pages(product.data, product.pages or 0, warnings)


def show(console: Console, pages: Pages, page: int | None) -> None:
    """Show all pages, or one of them (from 1). Raises Failure for a page that there is not."""
    if page is not None and page > pages.count:
        told = f"there is no page {page}: the report has {pages.count} pages"
        raise Failure([Diagnostic("V001", told, hint=f"name one from 1 to {pages.count}")])
    spreads = [[page]] if page else list(_spreads(pages.count, console.width >= TWO_UP))
    graphics = _graphics()
    draw = _in_colour if console.color_system else _in_shades
    if graphics:
        for spread, picture in _pictures(pages, spreads, console, fit=True):
            console.print(graphics(picture.image, picture.columns, picture.rows))
            console.print(_caption(spread, pages.count))
        return
    drawn = (
        [draw(picture), _caption(spread, pages.count)]
        for spread, picture in _pictures(pages, spreads, console, fit=False)
    )
    pager.show(console, Text("\n").join(chain.from_iterable(drawn)))


def _spreads(count: int, two_up: bool) -> Iterator[list[int]]:
    """Yield what stands side by side: each page alone, or as in a book the first page and then pairs."""
    if not two_up:
        yield from ([page] for page in range(1, count + 1))
        return
    yield [1]
    yield from (list(range(page, min(page + 2, count + 1))) for page in range(2, count + 1, 2))


def _caption(spread: Sequence[int], count: int) -> Text:
    return Text(f"{'–'.join(map(str, spread))} / {count}\n", "dim")


@dataclass(frozen=True)
class Picture:
    """Pages side by side, to fill so many cells."""

    image: Image.Image
    columns: int
    rows: int


def _pictures(
    pages: Pages, spreads: Sequence[Sequence[int]], console: Console, *, fit: bool
) -> Iterator[tuple[Sequence[int], Picture]]:
    """Yield the pictures of spreads; with `fit` each is no higher than the screen."""
    from pypdfium2 import PdfDocument

    document = PdfDocument(pages.pdf)
    across = 2 if console.width >= TWO_UP else 1
    for spread in spreads:
        sheets = [document[page - 1] for page in spread]
        width = min(console.width // across, WIDEST)
        tall, wide = sheets[0].get_height(), sheets[0].get_width()
        rows = round(width * tall / wide * CELL[0] / CELL[1])
        if fit and rows > console.height - 2:
            rows = console.height - 2
            width = round(rows * wide / tall * CELL[1] / CELL[0])
        size = (width * CELL[0], rows * CELL[1]) if fit else (width, rows * 2)
        image = _side_by_side([_rendered(sheet, size) for sheet in sheets])
        yield spread, Picture(image, width * len(spread), rows)


def _rendered(sheet: Any, size: tuple[int, int]) -> Image.Image:
    """Draw a page to a size in pixels, finer first, with the edge of its paper."""
    from PIL import Image, ImageDraw

    scale = 2 * size[0] / sheet.get_width()
    image: Image.Image = sheet.render(scale=scale).to_pil().convert("RGB")
    small = image.resize(size, Image.Resampling.LANCZOS)
    ImageDraw.Draw(small).rectangle((0, 0, size[0] - 1, size[1] - 1), outline=EDGE)
    return small


def _side_by_side(images: Sequence[Image.Image]) -> Image.Image:
    from PIL import Image

    width, height = images[0].size
    whole = Image.new("RGB", (width * len(images), height))
    for place, image in enumerate(images):
        whole.paste(image, (place * width, 0))
    return whole


def _in_colour(picture: Picture) -> Text:
    """Draw a picture in half blocks: two pixels in each cell."""
    pixels: Any = picture.image.load()
    text = Text()
    for row in range(picture.rows):
        for column in range(picture.columns):
            upper, lower = (Color.from_rgb(*pixels[column, 2 * row + half]) for half in (0, 1))
            text.append("▀", Style(color=upper, bgcolor=lower))
        text.append("\n")
    text.right_crop()
    return text


def _in_shades(picture: Picture) -> Text:
    """Draw a picture in shades, without colour: one pixel in each cell."""
    grey: Any = picture.image.convert("L").resize((picture.columns, picture.rows)).load()
    rows = (
        "".join(SHADES[grey[column, row] * len(SHADES) // 256] for column in range(picture.columns))
        for row in range(picture.rows)
    )
    return Text("\n".join(row.rstrip() for row in rows))


def _graphics() -> Callable[[Image.Image, int, int], Any] | None:
    """Return what draws pictures by the terminal's graphics (Sixel, Kitty's), or None if it has none.

    The library asks the terminal when it is imported: only where one can answer.
    """
    try:
        asked = sys.stdin.isatty() and sys.stdout.isatty() and os.get_terminal_size().columns
    except (OSError, ValueError):
        return None
    if not asked or os.environ.get("TERM") == "dumb":
        return None
    logging.getLogger("textual_image").setLevel(logging.CRITICAL)
    from textual_image import renderable

    found = renderable.Image
    return found if found in {renderable.SixelImage, renderable.TGPImage} else None
