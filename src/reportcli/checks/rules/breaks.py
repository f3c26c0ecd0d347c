"""How the typeset text is parted: thin pages, headings and lines alone, lines that gape."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from reportcli import ground
from reportcli.checks.looking import LONG, by_anchors, own_text, told
from reportcli.checks.rule import OnPage, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportcli.checks.rule import Look
    from reportcli.geometry import Line, Page

HEADING = re.compile("h[1-6]")


@rule(
    "F010",
    "a page that is nearly empty",
    why="A page of which less than a third is filled looks like a mistake, and paper costs. Where a layout"
    " composes its pages, one on which something begins may be as empty as the layout likes.",
    scope="page",
    bad=f'<section id="v1"><p style="break-after: page">{LONG * 11}</p><p>{LONG}</p></section><p style="break-before: page">{LONG}</p>',
    good=f'<section id="v1"><p style="break-after: page">{LONG * 11}</p><p>{LONG * 8}</p></section><p style="break-before: page">{LONG}</p>',
)
def thin_page(look: Look) -> Iterator[OnPage]:
    for page in look.pages[1:-1]:
        height = page.area.bottom - page.area.top
        lines = own_text(page)
        composed = look.whole and not _goes_on(lines, own_text(look.pages[page.number - 2]))
        if page.is_blank or not height or composed:
            continue
        words = max((line.box.bottom for line in lines), default=0.0)
        if words - page.area.top < height / 3:
            drawn = ground.lowest(look.grounds[page.number - 1], page.area)
            filled = max(max(words, drawn) - page.area.top, 0) / height
            if filled < 1 / 3:
                anchors = lines[0].anchors if lines else ()
                what = f"only {filled * 100:.0f} % of the page is filled"
                yield OnPage(page.number, anchors, what, "shorten the text before it, or add to it")


def _goes_on(lines: list[Line], before: list[Line]) -> bool:
    """Say whether a page goes on with what is on the one before it."""
    earlier = {name for line in before for name in line.anchors} | {line.block for line in before}
    return bool(lines) and not earlier.isdisjoint({*lines[0].anchors, lines[0].block})


class Part(NamedTuple):
    """The lines of a block that stand together, and the page that they are on."""

    page: Page
    lines: list[Line]


def _parts(look: Look) -> Iterator[list[Part]]:
    """Yield the blocks of the text that are parted over pages or columns."""
    found: dict[int, dict[int, Part]] = {}
    for page in look.pages:
        for line in own_text(page):
            parts = found.setdefault(line.block, {})
            parts.setdefault(line.part, Part(page, [])).lines.append(line)
    for by_part in found.values():
        run: list[Part] = []
        for part in by_part.values():
            run.append(part)
            if not part.lines[-1].goes_on:
                if len(run) > 1:
                    yield run
                run = []


@rule(
    "F011",
    "a heading alone at the foot",
    why="A heading belongs to what follows it: alone at the foot of a page it announces nothing.",
    scope="page",
    bad=f'<div style="height: 99mm"></div><h2 style="break-after: auto">Le Congo</h2><p style="break-before: page">{LONG}</p>',
    good=f'<div style="height: 99mm"></div><h2 style="break-before: page">Le Congo</h2><p>{LONG}</p>',
)
def heading_at_foot(look: Look) -> Iterator[OnPage]:
    flow = [(page, line) for page in look.pages for line in own_text(page)]
    for (page, line), (following, after) in pairwise(flow):
        is_last = HEADING.fullmatch(line.tag) and not HEADING.fullmatch(after.tag)
        if is_last and (
            _is_next_column(line, after)
            if following is page
            else following.name == page.name and _is_low(line, page)
        ):
            hint = "shorten or lengthen what stands before it"
            yield told(page, [line], "a heading alone at the foot", hint)


def _is_low(line: Line, page: Page) -> bool:
    """Say whether a line stands in the lower half of its page: a title above it has the page to itself."""
    return line.box.top > (page.area.top + page.area.bottom) / 2


def _is_next_column(line: Line, after: Line) -> bool:
    is_beside = after.room[0] >= line.room[1] or after.room[1] <= line.room[0]
    return is_beside and 0 != line.columns == after.columns


@rule(
    "F012",
    "a line of a paragraph alone",
    why="One line of a paragraph alone at the foot of a page or column (an orphan), or at the head (a widow), is"
    " lost to readers and looks like a mistake (CSS Fragmentation 3, 3.3).",
    scope="page",
    bad=f'<div style="height: 116mm"></div><p style="orphans: 1">{LONG * 2}</p>',
    good=f'<div style="height: 116mm"></div><p style="orphans: 2">{LONG * 2}</p>',
)
def alone(look: Look) -> Iterator[OnPage]:
    for parts in _parts(look):
        for part in parts:
            if len(part.lines) == 1:
                where = "foot" if part is parts[0] else "head"
                what = f"one line of a paragraph, alone at the {where}"
                hint = "shorten or lengthen the text by a few words"
                yield told(part.page, part.lines, what, hint)


LOOSE = 0.4
"""Ems that justification may add to a space, which has some 0.25 by itself."""


@rule(
    "F013",
    "a line that gapes",
    why="In a narrow column a line that is stretched to its full width has holes between its words.",
    scope="page",
    bad='<p style="width: 60mm; text-align: justify">Les mots les Menschenrechtsverteidigerinnen</p>',
    good='<p style="width: 60mm">Les mots les Menschenrechtsverteidigerinnen</p>',
)
def gaping(look: Look) -> Iterator[OnPage]:
    for page in look.pages:
        loose = [line for line in own_text(page) if any(r.spacing > LOOSE for r in line.runs)]
        for lines in by_anchors(loose):
            what = "stretched until it gapes"
            yield told(page, lines, what, "change a word, let words divide, or set it ragged")
