"""WeasyPrint's boxes → the structure of the text, as its HTML has it.

WeasyPrint tags boxes: what a line or a page breaks in two is two elements there. Here an HTML element is
one node, wherever its boxes are, and an element without a meaning of its own is none.
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from reportcli.engine import weasyprint
from reportcli.tagging import roles

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

boxes = weasyprint.formatting_structure.boxes
LOGGER = logging.getLogger("weasyprint")
UNSEEN = re.compile("\u00ad|\u2010(?=\n|$)")
"""A hyphen of hyphenation, as it may stand and as it is drawn."""


class Content(NamedTuple):
    """A marked-content sequence of a page (from 0), and what it says. `line` names the line it is in."""

    page: int
    mcid: int
    text: str
    line: int = 0


@dataclass(eq=False, slots=True)
class Node:
    """A structure element to be. `annotations` are a link's, each with its page (from 0)."""

    type: str
    parent: Node | None = None
    element: Element | None = None
    kids: list[Node | Content] = field(default_factory=list)
    annotations: list[tuple[int, Any]] = field(default_factory=list)
    language: str | None = None
    alternative: str | None = None
    expansion: str | None = None
    attributes: dict[str, Any] = field(default_factory=dict)
    """Those of one owner, which is `O` (ISO 32000-1, 14.7.5)."""

    def add(self, type_: str, element: Element | None, at: int | None = None) -> Node:
        node = Node(type_, self, element)
        self.kids.insert(len(self.kids) if at is None else at, node)
        return node

    def contents(self) -> Iterator[Content]:
        for kid in self.kids:
            if isinstance(kid, Content):
                yield kid
            else:
                yield from kid.contents()

    @property
    def said(self) -> str:
        """What it says, spaces as in the HTML where that has all of it."""
        drawn, before = "", None
        for content in self.contents():
            drawn += "\n" if before not in {None, content.line} else ""
            drawn, before = drawn + content.text, content.line
        drawn = UNSEEN.sub("", drawn)
        typed = UNSEEN.sub("", "".join(self.element.itertext())) if self.element is not None else ""
        same = "".join(typed.split()) == "".join(drawn.split())
        return " ".join((typed if same else drawn).split())


class Place(NamedTuple):
    """Where a box is met. `artifact` are the properties of what is only drawn (14.8.2.2.2)."""

    page: int
    height: float
    language: str
    linked: bool = False
    artifact: str = ""


class Tree:
    """The structure of a document in a language, read page by page.

    `artifacts` has the marked-content sequences of each page that are no content, with their
    properties; `dropped` the annotations that lie in another of the same link, or in an artifact.
    """

    def __init__(self, language: str) -> None:
        self.root = Node("Document")
        self.language = language
        self.artifacts: dict[int, dict[int, str]] = {}
        self.dropped: list[tuple[int, Any]] = []
        self._nodes: dict[tuple[int, str], tuple[Node, int]] = {}
        self._marked: dict[Any, dict[str, Any]] = {}

    def read(self, page_box: Any, page: int, marked: dict[Any, dict[str, Any]]) -> None:
        """Read a page (from 0). `marked` are the boxes that its content stream marks."""
        self._marked = marked
        place = Place(page, page_box.margin_height(), self.language)
        for child in page_box.children:
            self._read(child, self.root, place)
        if marked:
            raise AssertionError("WeasyPrint has drawn what is in no box of the page")

    def _read(self, box: Any, parent: Node, place: Place, line: int = 0) -> None:
        box = getattr(
            box, "_box", box
        )  # WeasyPrint's placeholder of a box that is placed absolutely
        if isinstance(box, boxes.MarginBox):
            self._margin(box, place)
            return
        if box.element is not None and not place.artifact:
            parent, place = self._enter(box, parent, place)
        if place.artifact and box.link_annotation:
            self.dropped.append((place.page, box.link_annotation))
        if box in self._marked:
            self._take(box, parent, place, line)
        if isinstance(box, boxes.LineBox):
            line = id(box)
        for child in getattr(box, "children", ()):
            self._read(child, parent, place, line)

    def _margin(self, box: Any, place: Place) -> None:
        """Read a page margin: an artifact (14.8.2.2.2), but for a running element where it stands first."""
        edge = "Header" if box.at_keyword.startswith("@top") else "Footer"
        running = f"<</Type /Pagination /Subtype /{edge}>>"
        for child in box.children:
            key = (id(child.element), child.element_tag)
            is_new = child.element is not None and key not in self._nodes
            self._read(child, self.root, place if is_new else place._replace(artifact=running))

    def _enter(self, box: Any, parent: Node, place: Place) -> tuple[Node, Place]:
        """Return the node of what is in an element's box, and its place."""
        element, key = box.element, (id(box.element), box.element_tag)
        if roles.hidden(element):
            return parent, place._replace(artifact="<</Type /Layout>>")
        if box.element_tag in {"html", "body"}:
            return parent, place
        language = element.get("lang") or place.language
        if key in self._nodes:
            node, since = self._nodes[key]
            if since != place.page and _repeated(box):
                return parent, place._replace(artifact="<</Type /Pagination>>")
        else:
            node = self._new(box, parent, language if language != place.language else None)
            self._nodes[key] = node, place.page
        place = self._linked(box, node, place)
        return node, place if language == place.language else place._replace(language=language)

    def _new(self, box: Any, parent: Node, language: str | None) -> Node:
        """Return the node for what is in an element's first box: the parent where it has no meaning."""
        element = box.element
        called, _ = self._nodes.get((id(element), f"{element.tag}::footnote-call"), (None, 0))
        if "::" in box.element_tag:
            node = _generated(box, parent)
        elif called and called.parent:
            node = called.parent.add("Note", element, called.parent.kids.index(called) + 1)
        else:
            node = _opened(box, parent)
        if language:
            node = parent.add("Span", element) if node is parent else node
            (node.parent if node.type == "LBody" and node.parent else node).language = language
        return node

    def _linked(self, box: Any, node: Node, place: Place) -> Place:
        """Keep a link's outermost annotations, one for each of its lines (ISO 14289-1, 7.18.5)."""
        if not box.link_annotation:
            return place
        if place.linked or node.type != "Link":
            self.dropped.append((place.page, box.link_annotation))
            return place
        node.annotations.append((place.page, box.link_annotation))
        return place._replace(linked=True)

    def _take(self, box: Any, parent: Node, place: Place, line: int) -> None:
        """Give a box's marked content to its node."""
        mcid = self._marked.pop(box)["mcid"]
        if place.artifact:
            self.artifacts.setdefault(place.page, {})[mcid] = place.artifact
            return
        text = box.text if isinstance(box, boxes.TextBox) else parent.alternative or ""
        parent.kids.append(Content(place.page, mcid, text, line))
        if parent.type == "Figure":
            parent.attributes = {
                "O": "/Layout",
                "Placement": "/Block" if isinstance(box, boxes.BlockLevelBox) else "/Inline",
                "BBox": _rectangle(box, place.height),
            }


def _repeated(box: Any) -> bool:
    """Return whether a box is the head or foot of a table, which every one of its pages shows."""
    return isinstance(box, boxes.TableRowGroupBox) and (box.is_header or box.is_footer)


def _rectangle(box: Any, height: float) -> tuple[float, ...]:
    """Return a box's place in pt from the lower left corner of its page, whose height is in px."""
    left, top = box.content_box_x(), box.content_box_y()
    right, bottom = left + box.width, top + box.height
    return tuple(round(0.75 * edge, 2) for edge in (left, height - bottom, right, height - top))


def _generated(box: Any, parent: Node) -> Node:
    """Return the node of what a style sheet generates in an element."""
    _, _, pseudo = box.element_tag.partition("::")
    if pseudo == "marker" and (item := _item(parent)):
        return _label(item, box.element, box.style["list_style_type"])
    kind = {"footnote-call": "Reference", "footnote-marker": "Lbl"}.get(pseudo)
    return parent.add(kind, None) if kind else parent


def _item(node: Node | None) -> Node | None:
    """Return the list item that a node is in."""
    while node and node.type != "LI":
        node = node.parent
    return node


def _label(item: Node, element: Element, style: str) -> Node:
    """Return the node of a list item's label, before the item's body; the list has its numbering."""
    ordered = (
        item.parent is not None
        and item.parent.element is not None
        and item.parent.element.tag == "ol"
    )
    if item.parent:
        numbering = roles.numbering(style, ordered=ordered)
        item.parent.attributes = {"O": "/List", "ListNumbering": f"/{numbering}"}
    return item.add("Lbl", element, 0)


def _opened(box: Any, parent: Node) -> Node:
    element = box.element
    type_ = roles.type_of(element)
    if element.tag == "li":
        return parent.add("LI", element).add("LBody", element)
    if element.tag in {"dt", "dd"}:
        return _described(element, parent)
    if type_ == "Lbl" and (item := _item(parent)):
        return _label(item, element, "none")
    if type_ is None and not roles.expansion(element):
        return parent
    node = parent.add(type_ or "Span", element)
    node.expansion = roles.expansion(element)
    if type_ == "Figure":
        node.alternative = roles.alternative(element)
        if not node.alternative:
            LOGGER.error('Image "%s" has no required alt description', element.get("src", "?"))
    elif type_ == "L":
        node.attributes = {"O": "/List", "ListNumbering": "/None"}
    elif type_ in roles.CELLS:
        node.attributes = roles.cell(box)
    return node


def _described(element: Element, parent: Node) -> Node:
    """Return the node of a term, or of what it means: both are in one item."""
    last = parent.kids[-1] if parent.kids else None
    if element.tag == "dd" and isinstance(last, Node) and last.type == "LI":
        return last.add("LBody", element)
    item = parent.add("LI", element)
    return item.add("Lbl" if element.tag == "dt" else "LBody", element)


def settle(node: Node) -> None:
    """Leave out what holds nothing, and groups without a meaning; put bare words into paragraphs."""
    found: list[Node | Content] = []
    for kid in node.kids:
        if isinstance(kid, Content):
            found.append(kid)
            continue
        settle(kid)
        if kid.type == "Div" and not kid.language:
            found += _without(kid, node)
        elif kid.kids or kid.annotations or kid.type in roles.CELLS:
            found.append(kid)
    node.kids = found
    if node.type in roles.GROUPING and node.type != "Div" and any(map(_is_inline, found)):
        node.kids = list(_in_paragraphs(node))


def _is_inline(kid: Node | Content) -> bool:
    return (
        isinstance(kid, Content)
        or kid.type in roles.INLINE
        or kid.attributes.get("Placement") == "/Inline"
    )


def _without(group: Node, parent: Node) -> list[Node | Content]:
    """Return what stays of a group without a meaning: a paragraph where it has words of its own."""
    if parent.type in roles.INLINE or not any(map(_is_inline, group.kids)):
        return group.kids
    return list(_in_paragraphs(group))


def _in_paragraphs(node: Node) -> Iterator[Node | Content]:
    for inline, run in groupby(node.kids, _is_inline):
        if inline:
            yield Node("P", node, node.element, list(run))
        else:
            yield from run
