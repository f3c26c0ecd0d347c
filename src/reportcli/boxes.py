"""WeasyPrint's boxes → where the lines of the typeset pages stand (see geometry)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from reportcli.colour import of_xyz, of_xyz_d50
from reportcli.engine import weasyprint
from reportcli.geometry import Area, Line, Page, Run
from reportcli.tagging import roles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportcli.geometry import Kind

boxes = weasyprint.formatting_structure.boxes
get_color = weasyprint.draw.color.get_color
MM, PT = 25.4 / 96, 0.75
"""Of a CSS pixel."""


def pages(document: weasyprint.Document) -> tuple[Page, ...]:
    """Return the pages of a document that WeasyPrint has laid out, without what a `transform` moves."""
    blocks: dict[Any, int] = {}
    return tuple(
        _page(number, page._page_box, blocks)  # noqa: SLF001  no public way says where lines stand
        for number, page in enumerate(document.pages, 1)
    )


def _page(number: int, box: Any, blocks: dict[Any, int]) -> Page:
    return Page(
        number=number,
        name=box.page_type.name,
        width=box.margin_width() * MM,
        height=box.margin_height() * MM,
        area=_content(box),
        lines=tuple(_lines(box.children, _Within(), blocks)),
        is_blank=box.page_type.blank,
    )


class _Within(NamedTuple):
    """What is known of the boxes that a box lies in."""

    block: int = 0
    part: int = 0
    tag: str = ""
    room: tuple[float, float] = (0.0, 0.0)
    frame: Area | None = None
    columns: int = 0
    anchors: tuple[str, ...] = ()
    kind: Kind = "text"
    is_fixed: bool = False
    opacity: float = 1.0


def _lines(children: Any, within: _Within, blocks: dict[Any, int]) -> Iterator[Line]:
    for child in children:
        box = getattr(child, "_box", child)  # a placeholder stands for what is placed absolutely
        if isinstance(box, boxes.TextBox):
            continue
        if isinstance(box, boxes.LineBox):
            if runs := tuple(_runs(box.children, within)):
                yield _line(box, runs, within)
            yield from _lines(box.children, within, blocks)
        elif (inside := getattr(box, "children", ())) and not box.style["transform"]:
            yield from _lines(inside, _inside(box, within, blocks), blocks)


def _line(box: Any, runs: tuple[Run, ...], within: _Within) -> Line:
    letters = Area.around([run.letters for run in runs])
    return Line(runs, letters, *within[:8], goes_on=box.resume_at is not None)


def _runs(children: Any, within: _Within) -> Iterator[Run]:
    """Yield the words of a line; the blocks that stand in it are no part of it."""
    for child in children:
        box = getattr(child, "_box", child)
        if isinstance(box, boxes.TextBox):
            colour = box.style["color"]
            seen = colour.alpha * within.opacity and box.style["visibility"] == "visible"
            if seen and box.style["font_size"] and box.text.strip():
                yield _run(box, within, colour)
        elif isinstance(box, boxes.InlineBox):
            yield from _runs(box.children, _set_in(box, within))


def _run(box: Any, within: _Within, colour: Any) -> Run:
    size = box.style["font_size"]
    return Run(
        text=box.text,
        left=box.position_x * MM,
        right=(box.position_x + box.width) * MM,
        baseline=(box.position_y + box.baseline) * MM,
        size=round(size * PT, 3),
        weight=box.style["font_weight"],
        colour=_hex(colour),
        spacing=box.justification_spacing / size,
        is_fixed=within.is_fixed or _is_raised(box),
        opacity=within.opacity * colour.alpha,
    )


def _hex(colour: Any) -> str:
    """Return a colour of any space that WeasyPrint draws in as `#rrggbb`; inks as they look, about."""
    if colour.space in {"xyz-d65", "oklab", "oklch"}:
        return of_xyz(*colour.to("xyz-d65").coordinates)
    if colour.space in {"xyz-d50", "lab", "lch"}:
        return of_xyz_d50(*colour.to("xyz-d50").coordinates)
    channels = colour.coordinates
    if colour.space == "device-cmyk":
        *inks, black = channels
        channels = [(1 - ink) * (1 - black) for ink in inks]
    elif colour.space in {"hsl", "hwb"}:
        channels = colour.to("srgb").coordinates
    return "#" + "".join(
        f"{round(255 * min(max(channel or 0, 0), 1)):02x}" for channel in (*channels, 0, 0)[:3]
    )


def _is_raised(box: Any) -> bool:
    return bool(box.style["vertical_align"] != "baseline")


def _set_in(box: Any, within: _Within) -> _Within:
    """Return what is known inside an inline box."""
    if _is_raised(box):
        within = within._replace(is_fixed=True)
    veil = box.style["opacity"]
    return within._replace(opacity=within.opacity * veil) if veil < 1 else within


def _inside(box: Any, within: _Within, blocks: dict[Any, int]) -> _Within:
    """Return what is known inside a box."""
    new: dict[str, Any] = {}
    element = box.element
    if isinstance(box, boxes.MarginBox):
        new["kind"] = "margin"
    elif element is not None:
        if (name := element.get("id")) and name not in within.anchors:
            new["anchors"] = (*within.anchors, name)
        if within.kind == "text" and roles.hidden(element):
            new["kind"] = "hidden"
        if element.get("data-form") is not None:
            new["is_fixed"] = True
    if (veil := box.style["opacity"]) < 1:
        new["opacity"] = within.opacity * veil
    if isinstance(box, boxes.BlockContainerBox):
        content = _content(box)
        new["block"] = blocks.setdefault((id(element), box.element_tag), len(blocks) + 1)
        new["part"] = blocks.setdefault((box,), len(blocks) + 1)
        new["tag"] = box.element_tag or ""
        new["room"] = (content.left, content.right)
        if box.style["column_count"] != "auto" or box.style["column_width"] != "auto":
            new["columns"] = new["block"]
        if _is_framed(box):
            new["frame"] = _border(box)
    return within._replace(**new) if new else within


def _is_framed(box: Any) -> bool:
    """Return whether it is seen where a box ends: it has a ground, or cuts what leaves it."""
    cuts = box.style["overflow"] != "visible"
    return bool(cuts or get_color(box.style, "background_color").alpha > 0)


def _content(box: Any) -> Area:
    left, top = box.content_box_x() * MM, box.content_box_y() * MM
    return Area(left, top, left + box.width * MM, top + box.height * MM)


def _border(box: Any) -> Area:
    left, top = box.border_box_x() * MM, box.border_box_y() * MM
    return Area(left, top, left + box.border_width() * MM, top + box.border_height() * MM)
