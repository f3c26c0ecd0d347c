"""What rules about typeset pages have in common: which lines they look at, and how they tell of them."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from reportcli.checks.rule import OnPage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportcli.geometry import Line, Page

LONG: Final = (
    "Nous avons obtenu que la loi protège celles et ceux qui défendent"
    " les droits de toutes et tous. "
)
"""A sentence for examples."""


def read(page: Page) -> Iterator[Line]:
    """Yield the lines of a page that are there to be read."""
    return (line for line in page.lines if line.kind != "hidden")


def own_text(page: Page) -> list[Line]:
    """Return the lines of a page's own text, without what stands in its margins."""
    return [line for line in page.lines if line.kind == "text"]


def quoted(line: Line) -> str:
    text = line.text
    return f"“{text}”" if len(text) <= 40 else f"“{text[:39].rstrip()}…”"


def told(page: Page, lines: list[Line], what: str, hint: str) -> OnPage:
    """Return what is wrong with one line of a page or more, which begins with the first's words."""
    others = len(lines) - 1
    more = f" and {others} line{'s' if others > 1 else ''} more" if others else ""
    return OnPage(page.number, lines[0].anchors, f"{quoted(lines[0])}{more}: {what}", hint)


def by_anchors(lines: list[Line]) -> Iterator[list[Line]]:
    for _, group in groupby(lines, lambda line: line.anchors):
        yield list(group)
