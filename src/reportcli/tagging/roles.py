"""What HTML says → how PDF says it: structure types (ISO 32000-1, 14.8.4) and their attributes (14.8.5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

SVG = "{http://www.w3.org/2000/svg}svg"
TYPES = {
    **dict.fromkeys(("section", "nav", "aside"), "Sect"),
    **dict.fromkeys(("div", "header", "footer", "figure", "address", "hgroup"), "Div"),
    **dict.fromkeys(("ul", "ol", "dl"), "L"),
    **dict.fromkeys(("img", SVG), "Figure"),
    **dict.fromkeys(("caption", "figcaption"), "Caption"),
    **{heading: heading.upper() for heading in ("h1", "h2", "h3", "h4", "h5", "h6")},
    **{part: part.upper() for part in ("p", "tr", "th", "td")},
    **{group: group[:2].upper() + group[2:] for group in ("thead", "tbody", "tfoot")},
    "main": "Part",
    "article": "Art",
    "blockquote": "BlockQuote",
    "a": "Link",
    "q": "Quote",
    "table": "Table",
}
"""The structure types of HTML's elements. One that is not here, such as `em`, is a part of its parent."""

GROUPING = {"Document", "Part", "Art", "Sect", "Div", "BlockQuote"}
"""Elements that hold other elements and no words of their own (14.8.4.2)."""
INLINE = {"Link", "Span", "Quote", "Reference", "Note"}
CELLS = {"TH", "TD"}
NUMBERINGS = {
    "disc": "Disc",
    "circle": "Circle",
    "square": "Square",
    "decimal": "Decimal",
    "upper-roman": "UpperRoman",
    "lower-roman": "LowerRoman",
    **dict.fromkeys(("upper-alpha", "upper-latin"), "UpperAlpha"),
    **dict.fromkeys(("lower-alpha", "lower-latin"), "LowerAlpha"),
}
"""CSS's `list-style-type` → ListNumbering (14.8.5.5)."""


def hidden(element: Element) -> bool:
    """Return whether an element only decorates (HTML 4.8.4.4.4, WAI-ARIA 6.6)."""
    return (
        element.get("aria-hidden") == "true"
        or element.get("role") in {"presentation", "none"}
        or (element.tag == "img" and element.get("alt") == "")
    )


def type_of(element: Element) -> str | None:
    """Return the structure type of an element; None for one that is a part of its parent."""
    return element.get("data-tag") or TYPES.get(element.tag)


def expansion(element: Element) -> str | None:
    """Return what an abbreviation stands for (14.9.5)."""
    return element.get("title") if element.tag == "abbr" else None


def alternative(element: Element) -> str | None:
    """Return what stands for a picture (14.9.3)."""
    if element.tag == SVG:
        return element.get("aria-label") or element.findtext(SVG.replace("}svg", "}title"))
    return element.get("alt")


def numbering(style: str, ordered: bool) -> str:
    """Return the ListNumbering of a list whose labels are drawn in a CSS `list-style-type`.

    `none` is that of labels which are words of the text: an ordered list's are numbers.
    """
    return NUMBERINGS.get(style, "Decimal" if ordered and style == "none" else "None")


def cell(box: Any) -> dict[str, Any]:
    """Return the attributes of a table's cell (14.8.5.7): a head is its column's unless it says its row's."""
    element, taken = box.element, {"ColSpan": box.colspan, "RowSpan": box.rowspan}
    found: dict[str, Any] = {name: count for name, count in taken.items() if count != 1}
    if element.tag == "th":
        found["Scope"] = "/Row" if element.get("scope") in {"row", "rowgroup"} else "/Column"
    return {"O": "/Table", **found} if found else {}
