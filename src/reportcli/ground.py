"""A finished PDF → what is drawn behind its words, and nothing else, as small pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL.Image import Image

    from reportcli.geometry import Area

DOTS = 36
"""Of the pictures, to an inch: the letters of 7 pt are two dots high there."""
DOTS_PER_MM = DOTS / 25.4


def grounds(pdf: bytes) -> list[Image]:
    """Return the pages of a PDF as they are trimmed, without their words.

    Words that are part of a drawing stay, and so do those behind a veil (an `opacity`).
    """
    import pypdfium2
    from pypdfium2 import raw

    pictures = []
    with pypdfium2.PdfDocument(pdf) as opened:
        for page in opened:
            for item in [*page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=1)]:
                page.remove_obj(item)
            page.set_cropbox(*page.get_trimbox())
            drawn = page.render(scale=DOTS / 72, may_draw_forms=False, draw_annots=False)
            pictures.append(drawn.to_pil().convert("RGB"))
    return pictures


def colours(ground: Image, area: Area) -> list[tuple[int, str]]:
    """Return the colours of a part of a ground as `#rrggbb`, each with its number of dots."""
    counted = _counted(ground.crop(_dots(ground, area)))
    return [(count, f"#{bytes(colour).hex()}") for count, colour in counted]


def lowest(ground: Image, area: Area) -> float:
    """Return how far down in an area something is drawn, in mm from the page's top; 0 for nothing.

    The paper's colour is that of the page's lightest corner.
    """
    from PIL import Image, ImageChops

    left, top, right, bottom = _dots(ground, area)
    part = ground.crop((left, top, right, bottom))
    across, down = ground.width - 1, ground.height - 1
    corners: list[Any] = [ground.getpixel((x, y)) for x in (0, across) for y in (0, down)]
    paper = max(corners, key=sum)
    drawn = ImageChops.difference(part, Image.new("RGB", part.size, paper)).getbbox()
    return (top + drawn[3]) / DOTS_PER_MM if drawn else 0


def _counted(picture: Image) -> list[tuple[int, tuple[int, int, int]]]:
    """Return the colours of a picture, each with its number of dots."""
    colours: Any = picture.getcolors(picture.width * picture.height)
    return list(colours)


def _dots(ground: Image, area: Area) -> tuple[int, int, int, int]:
    """Return an area in the dots of a ground: at least one, inside it."""
    left, top, right, bottom = (round(edge * DOTS_PER_MM) for edge in area)
    left, top = min(max(left, 0), ground.width - 1), min(max(top, 0), ground.height - 1)
    return (
        left,
        top,
        max(min(right, ground.width), left + 1),
        max(min(bottom, ground.height), top + 1),
    )
