"""What the typeset pages show: words that are cut, hidden, lost, torn apart, or hard to read."""

from __future__ import annotations

import re
from functools import cache
from itertools import groupby
from math import floor
from typing import TYPE_CHECKING, NamedTuple

from reportcli import ground
from reportcli.checks.rule import OnPage, rule
from reportcli.colour import TEXT, contrast
from reportcli.geometry import MM_PER_PT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL.Image import Image

    from reportcli.checks.rule import Look
    from reportcli.geometry import Line, Page, Run

SLACK = 0.5
"""Millimetres by which words may stand out: what hangs, and the last letter's space."""
LONG = "Nous avons obtenu que la loi protège celles et ceux qui défendent les droits de toutes et tous. "


def _read(page: Page) -> Iterator[Line]:
    """Yield the lines of a page that are there to be read."""
    return (line for line in page.lines if line.kind != "hidden")


def _text(page: Page) -> list[Line]:
    """Return the lines of a page's own text, without what stands in its margins."""
    return [line for line in page.lines if line.kind == "text"]


def _quoted(line: Line) -> str:
    text = line.text
    return f"“{text}”" if len(text) <= 40 else f"“{text[:39].rstrip()}…”"


def _told(
    page: Page, lines: list[Line], what: str, hint: str, anchors: tuple[str, ...] | None = None
) -> OnPage:
    """Return what is wrong with one line of a page or more, which begins with the first's words."""
    more = f" and {len(lines) - 1} more" if len(lines) > 1 else ""
    where = lines[0].anchors if anchors is None else anchors
    return OnPage(page.number, where, f"{_quoted(lines[0])}{more} {what}", hint)


def _by_anchors(lines: list[Line]) -> Iterator[list[Line]]:
    for _, group in groupby(lines, lambda line: line.anchors):
        yield list(group)


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
        off = [line for line in _read(page) if _leaves(line, page)]
        for lines in _by_anchors(off):
            yield _told(page, lines, "leaves the page", "shorten it, or give it another place")


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
        for lines in _by_anchors([line for line in _read(page) if not _leaves(line, page)]):
            if out := [line for line in lines if max(_over(line)) > SLACK]:
                over = max(max(_over(line)) for line in out)
                yield _told(page, out, f"is {over:.1f} mm larger than its box", "shorten it")


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
        told: set[tuple[int, int]] = set()
        for one, other in _overlaps(page):
            if (pair := (one.block, other.block)) not in told:
                told.add(pair)
                what = f"stands on {_quoted(one)}"
                yield _told(page, [other], what, "shorten one of the two")


def _overlaps(page: Page) -> Iterator[tuple[Line, Line]]:
    """Yield the pairs of lines whose letters share a place, in the order of reading."""
    order = {id(line): index for index, line in enumerate(page.lines)}
    above: list[Line] = []
    for line in sorted(_read(page), key=lambda line: line.box.top):
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
        first = {name: line.anchors for line in reversed(_text(page)) for name in line.anchors}
        for name, anchors in first.items():
            there.setdefault(name, []).append((page.number, anchors))
    for name, pages in there.items():
        if name.startswith(look.whole) and len(pages) > 1:
            part = name.removeprefix(look.whole)
            what = "its beginning" if part[:1].isdigit() else f"the {part}"
            hint = "shorten its title, places, figures or links"
            yield OnPage(*pages[0], f"{what} runs over to the next page", hint)


@rule(
    "F010",
    "a page that is nearly empty",
    why="A page of which less than a third is filled looks like a mistake, and paper costs.",
    scope="page",
    bad=f'<p style="break-after: page">{LONG * 11}</p><p style="break-after: page">{LONG}</p><p>{LONG * 11}</p>',
    good=f'<p style="break-after: page">{LONG * 11}</p><p style="break-after: page">{LONG * 8}</p><p>{LONG * 11}</p>',
)
def thin_page(look: Look) -> Iterator[OnPage]:
    for page in look.pages[1:-1]:
        height = page.area.bottom - page.area.top
        lines = _text(page)
        if page.is_blank or not height:
            continue
        words = max((line.box.bottom for line in lines), default=0.0)
        if words - page.area.top < height / 3:
            drawn = ground.lowest(look.grounds[page.number - 1], page.area)
            filled = max(max(words, drawn) - page.area.top, 0) / height
            if filled < 1 / 3:
                anchors = lines[0].anchors if lines else ()
                what = f"only {filled * 100:.0f} % of the page is filled"
                yield OnPage(page.number, anchors, what, "shorten the text before it, or add to it")


class Part(NamedTuple):
    """The lines of a block that stand together, and the page that they are on."""

    page: Page
    lines: list[Line]


def _parts(look: Look) -> Iterator[list[Part]]:
    """Yield the blocks of the text that are parted over pages or columns."""
    found: dict[int, dict[int, Part]] = {}
    for page in look.pages:
        for line in _text(page):
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
    bad=f'<p>{LONG}</p><h2 style="break-after: auto">Le Congo</h2><p style="break-before: page">{LONG}</p>',
    good=f'<p>{LONG}</p><h2 style="break-before: page">Le Congo</h2><p>{LONG}</p>',
)
def heading_at_foot(look: Look) -> Iterator[OnPage]:
    flow = [(page, line) for page in look.pages for line in _text(page)]
    for before, (page, line), (following, after) in zip(flow, flow[1:], flow[2:], strict=False):
        is_last = re.fullmatch("h[1-6]", line.tag) and after.block != line.block
        if (
            is_last
            and before[0] is page
            and before[1].block != line.block
            and (following is not page or _is_next_column(line, after))
        ):
            hint = "shorten or lengthen what stands before it"
            yield _told(page, [line], "is a heading alone at the foot", hint)


def _is_next_column(line: Line, after: Line) -> bool:
    return after.box.top < line.box.top and (
        after.room[0] >= line.room[1] or after.room[1] <= line.room[0]
    )


@rule(
    "F012",
    "a line of a paragraph alone",
    why="One line of a paragraph alone at the foot of a page or column (an orphan), or at the head (a widow), is"
    " lost to readers and looks like a mistake (Chicago Manual of Style, 2.116).",
    scope="page",
    bad=f'<div style="height: 116mm"></div><p style="orphans: 1">{LONG * 2}</p>',
    good=f'<div style="height: 116mm"></div><p style="orphans: 2">{LONG * 2}</p>',
)
def alone(look: Look) -> Iterator[OnPage]:
    for first, *_, last in _parts(look):
        hint = "shorten or lengthen the text by a few words"
        if len(first.lines) == 1:
            yield _told(first.page, first.lines, "begins a paragraph, alone at the foot", hint)
        if len(last.lines) == 1:
            yield _told(last.page, last.lines, "ends a paragraph, alone at the head", hint)


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
        loose = [line for line in _text(page) if any(r.spacing > LOOSE for r in line.runs)]
        for lines in _by_anchors(loose):
            what = "is stretched until it gapes"
            yield _told(page, lines, what, "change a word, let words divide, or set it ragged")


SMALLEST = 7
"""Points."""


@rule(
    "F020",
    "letters smaller than 7 pt",
    why="Under 7 pt most readers have trouble, on paper and on a telephone; superscripts are no letters of the text.",
    scope="page",
    bad='<p style="font-size: 6pt">Imprimé à Genève</p>',
    good='<p style="font-size: 7pt">Imprimé à Genève, le 1<sup>er</sup> mars</p>',
)
def too_small(look: Look) -> Iterator[OnPage]:
    for page in look.pages:
        for lines in _by_anchors([line for line in _read(page) if _smallest(line) < SMALLEST]):
            size = min(map(_smallest, lines))
            yield _told(page, lines, f"is set in {size:.1f} pt", "set it in 7 pt or more")


def _smallest(line: Line) -> float:
    rounded = (round(run.size, 2) for run in line.runs if not run.is_fixed)
    return min(rounded, default=float(SMALLEST))


LARGE, LARGE_BOLD, BOLD = 18, 14, 700
LARGE_TEXT = 3.0
"""WCAG 2.2, 1.4.3: from 18 pt on, or 14 in bold, letters may have a contrast of 3."""
STRAY = 0.05
"""What part of the ground of some words may have too little contrast: the edges of what is drawn there."""


@rule(
    "F021",
    "letters that hardly stand out",
    why="Text must have a contrast of 4.5 with what is behind it, large text 3 (WCAG 2.2, 1.4.3, level AA).",
    scope="page",
    bad='<p style="color: #999">Imprimé à Genève</p>',
    good='<p style="color: #666">Imprimé à Genève</p>',
)
def low_contrast(look: Look) -> Iterator[OnPage]:
    for page in look.pages:
        picture = look.grounds[page.number - 1]
        faint: list[tuple[Line, _Faint]] = []
        for line in _read(page):
            told = [f for run in line.runs if run.is_plain and (f := _faint(run, picture))]
            if told:
                faint.append((line, min(told)))
        for _, group in groupby(faint, lambda pair: pair[0].anchors):
            pairs = list(group)
            least = min(pair[1] for pair in pairs)
            what = (
                f"has a contrast of {_down(least.contrast)}, {least.colour} on {least.ground};"
                f" {least.needed:g} is the least"
            )
            hint = "choose a darker or lighter colour, or another picture"
            yield _told(page, [line for line, _ in pairs], what, hint)


class _Faint(NamedTuple):
    """Words that hardly stand out: their contrast, the least that they need, and the two colours."""

    contrast: float
    needed: float
    colour: str
    ground: str


def _faint(run: Run, picture: Image) -> _Faint | None:
    """Return how faint some words are, where enough of what is behind them is too like them."""
    is_large = run.size >= (LARGE_BOLD if run.weight >= BOLD else LARGE)
    needed = LARGE_TEXT if is_large else TEXT
    own = "#" + "".join(f"{round(255 * part):02x}" for part in run.colour)
    behind = ground.colours(picture, run.letters)
    close = [(count, colour) for count, colour in behind if _contrast(own, colour) < needed]
    if sum(count for count, _ in close) <= STRAY * sum(count for count, _ in behind):
        return None
    _, commonest = max(close)
    return _Faint(_contrast(own, commonest), needed, own, commonest)


@cache
def _contrast(one: str, other: str) -> float:
    return contrast(one, other)


def _down(ratio: float) -> float:
    """Return a ratio by its first two decimals: 4.499 is not 4.5."""
    return floor(100 * ratio) / 100
