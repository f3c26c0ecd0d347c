"""A report's pages on the sheets of an office printer: two beside each other, to be folded and stapled."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from reportcli.diagnostics import Diagnostic, Failure

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pikepdf

MM = 72 / 25.4
SHEETS = {"A4": (297 * MM, 210 * MM), "A3": (420 * MM, 297 * MM)}
"""Sheets of office printers, on their long side, in pt."""
SLACK = 1.5 * MM
"""Half an A4 sheet is 148.5 mm wide, an A5 page 148."""
THICKNESS = 0.1
"""Millimetres of paper of 80 to 100 g/m²."""


class Side(NamedTuple):
    """The pages (from 1) on one side of a sheet."""

    left: int
    right: int


class Sheet(NamedTuple):
    """A sheet: its front, and its back as it lies when it has been turned on its short edge."""

    front: Side
    back: Side


@dataclass(frozen=True)
class Imposed:
    """The sheets as a PDF of two pages each. `creep`: mm by which the innermost pages are drawn in."""

    data: bytes
    pages: int
    sheets: int
    size: str
    creep: float

    def __str__(self) -> str:
        creep = f"; creep {self.creep:g} mm" if self.creep else ""
        return (
            f"{self.pages} pages on {self.sheets} {self.size} sheet{'s'[: self.sheets != 1]}; "
            f"print on both sides, turn on the short edge, fold, staple{creep}"
        )


def imposition(pages: int, *, rtl: bool = False) -> list[Sheet]:
    """Return the sheets of a booklet, the outermost first; `pages` is a multiple of four.

    Where one reads from right to left, it is folded from the other side.
    """
    sheets = []
    for first in range(1, pages // 2, 2):
        last = pages + 1 - first
        front, back = Side(last, first), Side(first + 1, last - 1)
        sheets.append(Sheet(Side(*front[::-1]), Side(*back[::-1])) if rtl else Sheet(front, back))
    return sheets


def creep(sheets: int) -> list[float]:
    """Return by how many mm the pages of each sheet are drawn towards the fold, the outermost first.

    The paper of those around it pushes a sheet outwards; cut off, its outer margin would be the narrower.
    """
    return [round(THICKNESS * around, 4) for around in range(sheets)]


def impose(pdf: bytes, *, rtl: bool = False) -> Imposed:
    """Lay a PDF's pages on sheets.

    Raises Failure where they do not fill whole sheets, or are not half a sheet in size.
    """
    import pikepdf

    with pikepdf.open(BytesIO(pdf)) as source, pikepdf.new() as target:
        count = len(source.pages)
        if count % 4:
            raise Failure([_uneven(count)])
        size = _size(source.pages)
        sheets = imposition(count, rtl=rtl)
        drawn = creep(len(sheets))
        for sheet, shift in zip(sheets, drawn, strict=True):
            for side in sheet:
                _lay(source, target, side, SHEETS[size], shift * MM)
        _describe(source, target)
        data = BytesIO()
        target.save(data, deterministic_id=True)
    return Imposed(data.getvalue(), count, len(sheets), size, drawn[-1])


def _uneven(count: int) -> Diagnostic:
    return Diagnostic(
        code="P050",
        message=f"{count} pages do not fill whole sheets, of which each holds four",
        hint="build without --impose, or by a layout that fills its sheets: --layout booklet",
    )


def _size(pages: Iterable[pikepdf.Page]) -> str:
    """Return the sheet of which all pages are half."""
    boxes = {tuple(round(float(value), 2) for value in page.trimbox) for page in pages}
    for name, (width, height) in SHEETS.items():
        if all(
            abs(2 * (right - left) - width) <= SLACK and abs(top - bottom - height) <= SLACK
            for left, bottom, right, top in boxes
        ):
            return name
    raise Failure(
        [
            Diagnostic(
                code="P051",
                message="the pages are not half a sheet: two of them fill neither A4 nor A3",
                hint="build without --impose, or by a layout of A5 or A4 pages",
            )
        ]
    )


def _lay(
    source: pikepdf.Pdf,
    target: pikepdf.Pdf,
    side: Side,
    size: tuple[float, float],
    shift: float,
) -> None:
    """Add one side of a sheet: each page at the fold, clipped to its half."""
    from pikepdf import Dictionary

    width, height = size
    fold = width / 2
    forms, drawing = Dictionary(), []
    for name, number, left in (("/Left", side.left, 0.0), ("/Right", side.right, fold)):
        page = source.pages[number - 1]
        form = target.copy_foreign(page.as_form_xobject())
        box = [float(value) for value in form.BBox]
        x = fold - box[2] + shift if name == "/Left" else fold - box[0] - shift
        y = (height - box[3] - box[1]) / 2
        forms[name] = form
        drawing.append(
            f"q {left:.3f} 0 {fold:.3f} {height:.3f} re W n 1 0 0 1 {x:.3f} {y:.3f} cm {name} Do Q"
        )
    page = target.add_blank_page(page_size=(round(width, 3), round(height, 3)))
    page.Resources = Dictionary(XObject=forms)
    page.Contents = target.make_stream("\n".join(drawing).encode())


def _describe(source: pikepdf.Pdf, target: pikepdf.Pdf) -> None:
    """Give the sheets the report's title and language, and tell the printer how to turn them."""
    from pikepdf import Dictionary, Name

    if "/Title" in source.docinfo:
        target.docinfo.Title = source.docinfo.Title
    if "/Lang" in source.Root:
        target.Root.Lang = source.Root.Lang
    target.Root.ViewerPreferences = Dictionary(
        Duplex=Name.DuplexFlipShortEdge, PrintScaling=Name("/None"), DisplayDocTitle=True
    )
