"""The parts of a document that have pages of their own, so that a few can be typeset without the rest.

A block is an element that stands beside others at the outermost level: a cover, a chapter. An island is
a run of blocks and the pages that no other block shares. What is left out of a document keeps its
place: the same number of empty pages with the same anchors, so page numbers, sides and references to
pages come out as in the whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element, SubElement, tostring

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SECTIONING = {"article", "aside", "footer", "header", "nav", "section"}
UNSEEN = {"title", "meta"}
"""Elements that no page shows."""
LEADER = "display:block;position:static;margin:0;padding:0"
EMPTY_PAGE = "display:block;margin:0;height:1px;break-before:page;break-after:page"


@dataclass(frozen=True)
class Outline:
    """What a document is made of: a print of all that is outside its blocks, and one of each block."""

    frame: str
    blocks: tuple[str, ...]

    def changed(self, since: Outline) -> frozenset[int] | None:
        """Return which blocks differ, or None where more than blocks does."""
        if (self.frame, len(self.blocks)) != (since.frame, len(since.blocks)):
            return None
        pairs = enumerate(zip(self.blocks, since.blocks, strict=True))
        return frozenset(index for index, (now, before) in pairs if now != before)


@dataclass(frozen=True)
class Island:
    """Blocks `first` to `last` (from 0) fill the pages `start` to `end` (from 1)."""

    first: int
    last: int
    start: int
    end: int
    anchors: tuple[tuple[str, int], ...] = ()
    """Each id in it, with the first page on which it stands."""

    @property
    def blocks(self) -> range:
        return range(self.first, self.last + 1)

    @property
    def pages(self) -> range:
        return range(self.start, self.end + 1)


def blocks(root: Element) -> list[Element]:
    """Return a document's blocks in their order."""
    body = root.find("body")
    return [] if body is None else list(_blocks(body))


def _blocks(parent: Element) -> Iterator[Element]:
    for child in parent:
        if not isinstance(child.tag, str):
            continue
        if child.tag == "main" or (child.tag == "div" and _holds_sections(child)):
            yield from _blocks(child)
        else:
            yield child


def _holds_sections(element: Element) -> bool:
    return any(inner.tag in SECTIONING for inner in element.iter())


def outline(root: Element, found: Sequence[Element]) -> Outline:
    inside = {id(block) for block in found}
    frame = sha256("\0".join(_frame(root, inside)).encode()).hexdigest()
    return Outline(frame, tuple(sha256(tostring(block)).hexdigest() for block in found))


def _frame(element: Element, blocks: set[int]) -> Iterator[str]:
    yield f"{element.tag} {sorted(element.attrib.items())} {element.text}"
    for child in element:
        if id(child) not in blocks and child.tag not in UNSEEN:
            yield from _frame(child, blocks)
        yield f"/{child.tail}"


def islands(found: Sequence[Element], pages: Sequence[Any]) -> list[Island]:
    """Return the islands of a document that WeasyPrint has laid out, in the order of their pages."""
    owners = {id(element): index for index, block in enumerate(found) for element in block.iter()}
    stands: dict[int, list[int]] = {}
    for number, page in enumerate(pages, 1):
        for box in page._page_box.descendants():  # noqa: SLF001  no public way says it of all elements
            if (owner := owners.get(id(box.element))) is not None:
                stands.setdefault(owner, []).append(number)
    spans = [(index, min(there), max(there)) for index, there in sorted(stands.items())]
    firsts: dict[str, int] = {}
    for number, page in enumerate(pages, 1):
        for name in page.anchors:
            firsts.setdefault(name, number)
    return _joined(spans, len(found), len(pages), found, firsts)


def _joined(
    spans: list[tuple[int, int, int]],
    count: int,
    pages: int,
    found: Sequence[Element],
    firsts: dict[str, int],
) -> list[Island]:
    """Join blocks that share a page; an island reaches to where the next begins."""
    runs: list[list[int]] = []  # first block, first page, last page
    for index, start, end in spans:
        if runs and start <= runs[-1][2]:
            runs[-1][1:] = [min(start, runs[-1][1]), max(end, runs[-1][2])]
        else:
            runs.append([index, start, end])
    joined = []
    for position, (first, start, _) in enumerate(runs):
        following = runs[position + 1] if position + 1 < len(runs) else [count, pages + 1]
        first_block, first_page = (first, start) if position else (0, 1)
        names = [e.get("id", "") for b in found[first_block : following[0]] for e in b.iter()]
        anchors = tuple((name, firsts[name]) for name in names if name in firsts)
        joined.append(Island(first_block, following[0] - 1, first_page, following[1] - 1, anchors))
    return joined


def leave_out(found: Sequence[Element], island: Island) -> None:
    """Empty the blocks of an island, so that it makes its pages and anchors and nothing else."""
    for index in island.blocks:
        block, tail = found[index], found[index].tail
        block.clear()
        block.tail = tail
        block.set("style", LEADER if index == island.first else "display:none")
    leader = found[island.first]
    for number in island.pages:
        page = SubElement(leader, "div", style=EMPTY_PAGE)
        for name, where in island.anchors:
            if where == number:
                SubElement(page, "i", id=name, style="display:block;height:0")
