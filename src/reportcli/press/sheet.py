"""A page on its untrimmed sheet: the boxes, the bleed, and the marks where it is cut.

All is measured in pt, from the sheet's lower left corner (ISO 32000-1, 14.11.2).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pikepdf

MM = 72 / 25.4
BLEED = 3
"""Millimetres that colour runs on beyond the cut, as print shops ask for."""
MARGIN = 10
"""Millimetres of sheet around the cut: the bleed and the marks."""
APART, LONG = 4, 5
"""Millimetres from the cut to a mark, outside the bleed; and its length."""
HAIRLINE = 0.25
"""The width of a mark in pt."""
REGISTRATION = "/Registration"
"""The colour of marks: on every plate (ISO 32000-1, 8.6.6.4, All)."""


class Box(NamedTuple):
    left: float
    bottom: float
    right: float
    top: float

    def grown(self, by: float) -> Box:
        return Box(self.left - by, self.bottom - by, self.right + by, self.top + by)


def lay(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    """Lay a page, drawn with `MARGIN` around its trim box, on its sheet.

    What was drawn becomes a form that is clipped to the bleed; the marks stand around it.
    """
    from pikepdf import Dictionary, Name

    drawn = Box(*(float(edge) for edge in page.trimbox))
    width, height = drawn.right - drawn.left, drawn.top - drawn.bottom
    margin, bleed = MARGIN * MM, BLEED * MM
    form = pdf.make_stream(
        page.Contents.read_bytes(),
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=_array(drawn.grown(bleed)),
        Matrix=[1, 0, 0, 1, round(margin - drawn.left, 3), round(margin - drawn.bottom, 3)],
        Resources=page.obj.Resources,
    )
    trim = Box(margin, margin, margin + width, margin + height)
    page.Contents = pdf.make_stream(f"/Page Do\n{_marks(trim)}".encode())
    page.obj.Resources = Dictionary(
        XObject=Dictionary(Page=form),
        ColorSpace=Dictionary({REGISTRATION: _registration()}),
    )
    page.obj.MediaBox = _array(Box(0, 0, width + 2 * margin, height + 2 * margin))
    page.obj.TrimBox, page.obj.BleedBox = _array(trim), _array(trim.grown(bleed))
    for key in ("/CropBox", "/ArtBox"):
        if key in page.obj:
            del page.obj[key]


def _marks(trim: Box) -> str:
    """Return what draws two lines at each corner of the cut."""
    lines = "\n".join(
        f"{x1:.3f} {y1:.3f} m {x2:.3f} {y2:.3f} l S" for x1, y1, x2, y2 in _lines(trim)
    )
    return f"q {HAIRLINE} w {REGISTRATION} CS 1 SCN\n{lines}\nQ"


def _lines(trim: Box) -> Iterator[tuple[float, float, float, float]]:
    near, far = APART * MM, (APART + LONG) * MM
    for x, outwards in ((trim.left, -1), (trim.right, 1)):
        for y, upwards in ((trim.bottom, -1), (trim.top, 1)):
            yield x + outwards * near, y, x + outwards * far, y
            yield x, y + upwards * near, x, y + upwards * far


def _registration() -> pikepdf.Array:
    """Return the colour space that prints on all plates; where there are none, as all four inks."""
    from pikepdf import Array, Dictionary, Name

    function = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[1, 1, 1, 1], N=1)
    return Array([Name.Separation, Name.All, Name.DeviceCMYK, function])


def _array(box: Box) -> list[float]:
    return [round(edge, 3) for edge in box]
