"""The typeset pages as pictures: the terminal's own graphics where it has them, half blocks elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any

from rich.color import Color
from rich.style import Style
from rich.text import Text

from reportcli import products
from reportcli.diagnostics import Diagnostic, Failure
from reportcli.edition import one
from reportcli.load import load
from reportcli.preview import graphics, pager

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from PIL import Image
    from rich.console import Console

    from reportcli.project import Project

TWO_UP = 120
"""Cells from which two pages stand side by side."""
WIDEST = 100
"""Cells of a page: more would not fit on any screen in height."""
RESOLUTION = 1200
"""Pixels across a page that a terminal's graphics get; it makes them smaller."""
BESIDE = 30
"""Rows of a page that is shown under other things."""
SMALL = 20
"""Cells of a picture by which a layout is known."""
EDGE = "#c8c8c8"
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
    loaded = load(project)
    edition = one(project, loaded, year, layout, language)
    progress(edition.name)
    try:
        products.require_fit(loaded.source, edition)
        made = products.typeset(loaded.source, edition, products.sheets(loaded.source, edition))
    except Failure as failure:
        raise Failure(dict.fromkeys([*loaded.diagnostics, *failure.diagnostics])) from None
    found = products.on_pages(loaded.source, edition, made)
    return Pages(made.data, made.pages, tuple(dict.fromkeys([*loaded.diagnostics, *found])))


def show(console: Console, pages: Pages, page: int | None) -> None:
    """Show all pages, or one of them (from 1). Raises Failure for a page that there is not."""
    from pypdfium2 import PdfDocument

    if page is not None and page > pages.count:
        told = f"there is no page {page}: the report has {pages.count} pages"
        raise Failure([Diagnostic("V001", told, hint=f"name one from 1 to {pages.count}")])
    two_up = page is None and console.width >= TWO_UP
    spreads = [[page]] if page else list(_spreads(pages.count, two_up=two_up))
    document = PdfDocument(pages.pdf)
    shown = (
        (
            partial(_spread, [document[number - 1] for number in spread]),
            Text(f"{'–'.join(map(str, spread))} / {pages.count}\n", "dim"),
        )
        for spread in spreads
    )
    if found := graphics.graphics():
        for drawn, caption in shown:
            picture = found[1](drawn(RESOLUTION), "auto", "auto")
            console.print(picture, height=max(console.height - 3, 1))
            console.print(caption)
        return
    draw = _in_colour if graphics.in_colour(console) else _in_shades
    width = min(console.width // (2 if two_up else 1), WIDEST)
    blocks = ([draw(drawn(width)), caption] for drawn, caption in shown)
    pager.show(console, Text("\n").join(chain.from_iterable(blocks)))


def show_first(console: Console, pdf: bytes) -> None:
    """Show a PDF's first page under what stands there already, by graphics or in half blocks."""
    from pypdfium2 import PdfDocument

    page = PdfDocument(pdf)[0]
    if found := graphics.graphics():
        _, picture = found
        console.print(picture(_spread([page], RESOLUTION), "auto", "auto"), height=BESIDE)
        return
    draw = _in_colour if graphics.in_colour(console) else _in_shades
    console.print(draw(_spread([page], min(console.width, 2 * BESIDE))))


def cover(file: Path) -> Any:
    """Return a small picture of a file to be printed, by graphics or in half blocks; None without it."""
    from PIL import Image

    if not file.is_file():
        return None
    picture = Image.open(file).convert("RGB")
    if found := graphics.graphics():
        return found[1](picture, SMALL, "auto")
    height = 2 * round(SMALL * picture.height / picture.width / 2)
    return _in_colour(picture.resize((SMALL, height), Image.Resampling.LANCZOS))


def _spreads(count: int, *, two_up: bool) -> Iterator[list[int]]:
    """Yield what stands side by side: each page alone, or as in a book the first page and then pairs."""
    if not two_up:
        yield from ([page] for page in range(1, count + 1))
        return
    yield [1]
    yield from (list(range(page, min(page + 2, count + 1))) for page in range(2, count + 1, 2))


def _spread(sheets: Sequence[Any], width: int) -> Image.Image:
    """Draw pages side by side, each `width` pixels wide, with the edges of their paper."""
    from PIL import Image, ImageDraw

    height = 2 * round(width * sheets[0].get_height() / sheets[0].get_width() / 2)
    whole = Image.new("RGB", (width * len(sheets), height))
    for place, sheet in enumerate(sheets):
        fine = sheet.render(scale=2 * width / sheet.get_width()).to_pil().convert("RGB")
        page = fine.resize((width, height), Image.Resampling.LANCZOS)
        ImageDraw.Draw(page).rectangle((0, 0, width - 1, height - 1), outline=EDGE)
        whole.paste(page, (place * width, 0))
    return whole


def _in_colour(picture: Image.Image) -> Text:
    """Draw a picture in half blocks: two pixels in each cell."""
    pixels: Any = picture.load()
    text = Text()
    for row in range(0, picture.height, 2):
        for column in range(picture.width):
            upper, lower = (Color.from_rgb(*pixels[column, row + half]) for half in (0, 1))
            text.append("▀", Style(color=upper, bgcolor=lower))
        text.append("\n")
    text.right_crop()
    return text


def _in_shades(picture: Image.Image) -> Text:
    """Draw a picture in shades, without colour: one pixel in each cell."""
    size = picture.width, picture.height // 2
    grey: Any = picture.convert("L").resize(size).load()
    rows = (
        "".join(SHADES[grey[column, row] * len(SHADES) // 256] for column in range(size[0]))
        for row in range(size[1])
    )
    return Text("\n".join(row.rstrip() for row in rows))
