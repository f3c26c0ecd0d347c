"""What the typeset pages show: words that are cut, covered or lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportcli.checks.looking import LONG, by_anchors, own_text, quoted, read, told
from reportcli.checks.rule import OnPage, rule
from reportcli.geometry import MM_PER_PT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportcli.checks.rule import Look
    from reportcli.geometry import Line, Page, Run

SLACK = 0.5
"""Millimetres by which words may stand out: what hangs, and the last letter's space."""


@rule(
    "F001",
    "words that leave the page",
    why="What stands beyond the edge of the paper is cut off, and in a PDF it is not seen.",
    scope="page",
    bad='<p style="margin-inline-start: 70mm; white-space: nowrap">Une ligne qui ne tient pas</p>',
    good='<p style="white-space: nowrap">Une ligne qui tient</p>',
)
def off_the_page(look: Look) -> Iterator[OnPage]:
    for page in look.pages:
        off = [line for line in read(page) if _leaves(line, page)]
        for lines in by_anchors(off):
            yield told(
                page, lines, "beyond the edge of the page", "shorten it, or give it another place"
            )


def _leaves(line: Line, page: Page) -> bool:
    left, top, right, bottom = line.box
    return left < -SLACK or top < -SLACK or right > page.width + SLACK or bottom > page.height


@rule(
    "F002",
    "words that leave their box",
    why="Where a word is wider than its column, or a text longer than its frame, it stands on what is beside or"
    " below, or is cut off.",
    scope="page",
    bad='<p style="width: 20mm">Menschenrechtsverteidigerinnen</p>',
    good='<p style="width: 70mm">Menschenrechtsverteidigerinnen</p>',
)
def out_of_its_box(look: Look) -> Iterator[OnPage]:
    for page in look.pages:
        for lines in by_anchors([line for line in read(page) if not _leaves(line, page)]):
            if out := [line for line in lines if max(_over(line)) > SLACK]:
                over = max(max(_over(line)) for line in out)
                yield told(page, out, f"{over:.1f} mm too large for its box", "shorten it")


def _over(line: Line) -> tuple[float, float, float]:
    """Return by how many mm a line leaves its column to either side, and its frame below."""
    left, _, right, bottom = line.box
    below = bottom - line.frame.bottom if line.frame else 0.0
    return line.room[0] - left, right - line.room[1], below


@rule(
    "F003",
    "words on other words",
    why="Two texts in one place can both not be read.",
    scope="page",
    bad='<p>Les victoires de 2023</p><p style="margin-top: -14pt">Les défaites de 2023</p>',
    good="<p>Les victoires de 2023</p><p>Les défaites de 2023</p>",
)
def over_each_other(look: Look) -> Iterator[OnPage]:
    for page in look.pages:
        pairs: set[tuple[int, int]] = set()
        for one, other in _overlaps(page):
            if (pair := (one.block, other.block)) not in pairs:
                pairs.add(pair)
                what = f"on top of {quoted(one)}"
                yield told(page, [other], what, "shorten one of the two")


def _overlaps(page: Page) -> Iterator[tuple[Line, Line]]:
    """Yield the pairs of lines whose letters share a place, in the order of reading."""
    order = {id(line): index for index, line in enumerate(page.lines)}
    above: list[Line] = []
    for line in sorted(read(page), key=lambda line: line.box.top):
        above = [other for other in above if other.box.bottom > line.box.top]
        for other in above:
            if any(_on(one, two) for one in line.runs for two in other.runs):
                first, second = sorted((other, line), key=lambda line: order[id(line)])
                yield first, second
        above.append(line)


def _on(one: Run, other: Run) -> bool:
    across, down = one.letters.shared(other.letters)
    least = min(one.size, other.size) * MM_PER_PT / 6
    return across > least and down > least


@rule(
    "F004",
    "what is made for one page and does not fit on it",
    why="A layout composes some pages as a whole, such as where a victory begins; what does not fit there runs on"
    " to the next page.",
    scope="page",
    bad=f'<div id="_whole-1"><p style="break-after: page">{LONG}</p><p>{LONG}</p></div>',
    good=f'<div id="_whole-1"><p>{LONG}</p></div>',
)
def runs_over(look: Look) -> Iterator[OnPage]:
    if not look.whole:
        return
    there: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
    for page in look.pages:
        first = {name: line.anchors for line in reversed(own_text(page)) for name in line.anchors}
        for name, anchors in first.items():
            there.setdefault(name, []).append((page.number, anchors))
    for name, pages in there.items():
        if name.startswith(look.whole) and len(pages) > 1:
            part = name.removeprefix(look.whole)
            what = "its beginning" if part[:1].isdigit() else f"the {part}"
            hint = "shorten its title, places, figures or links"
            yield OnPage(*pages[0], f"{what} runs over to the next page", hint)
