"""What the typeset pages show: words that are cut, hidden, lost, torn apart, or hard to read."""

from __future__ import annotations

import re
from functools import cache
from itertools import groupby, pairwise
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
HEADING = re.compile("h[1-6]")
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


def _told(page: Page, lines: list[Line], what: str, hint: str) -> OnPage:
    """Return what is wrong with one line of a page or more, which begins with the first's words."""
    others = len(lines) - 1
    more = f" and {others} line{'s' if others > 1 else ''} more" if others else ""
    return OnPage(page.number, lines[0].anchors, f"{_quoted(lines[0])}{more}: {what}", hint)


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
            yield _told(
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
        for lines in _by_anchors([line for line in _read(page) if not _leaves(line, page)]):
            if out := [line for line in lines if max(_over(line)) > SLACK]:
                over = max(max(_over(line)) for line in out)
                yield _told(page, out, f"{over:.1f} mm too large for its box", "shorten it")


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
                what = f"on top of {_quoted(one)}"
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
    why="A page of which less than a third is filled looks like a mistake, and paper costs. Where a layout"
    " composes its pages, one on which something begins may be as empty as the layout likes.",
    scope="page",
    bad=f'<section id="v1"><p style="break-after: page">{LONG * 11}</p><p>{LONG}</p></section><p style="break-before: page">{LONG}</p>',
    good=f'<section id="v1"><p style="break-after: page">{LONG * 11}</p><p>{LONG * 8}</p></section><p style="break-before: page">{LONG}</p>',
)
def thin_page(look: Look) -> Iterator[OnPage]:
    for page in look.pages[1:-1]:
        height = page.area.bottom - page.area.top
        lines = _text(page)
        composed = look.whole and not _goes_on(lines, _text(look.pages[page.number - 2]))
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
    return not lines or not earlier.isdisjoint({*lines[0].anchors, lines[0].block})


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
    bad=f'<div style="height: 99mm"></div><h2 style="break-after: auto">Le Congo</h2><p style="break-before: page">{LONG}</p>',
    good=f'<div style="height: 99mm"></div><h2 style="break-before: page">Le Congo</h2><p>{LONG}</p>',
)
def heading_at_foot(look: Look) -> Iterator[OnPage]:
    flow = [(page, line) for page in look.pages for line in _text(page)]
    for (page, line), (following, after) in pairwise(flow):
        is_last = HEADING.fullmatch(line.tag) and not HEADING.fullmatch(after.tag)
        if is_last and (
            _is_next_column(line, after)
            if following is page
            else following.name == page.name and _is_low(line, page)
        ):
            hint = "shorten or lengthen what stands before it"
            yield _told(page, [line], "a heading alone at the foot", hint)


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
                yield _told(part.page, part.lines, what, hint)


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
            what = "stretched until it gapes"
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
            yield _told(page, lines, f"set in {size:.1f} pt", "set it in 7 pt or more")


def _smallest(line: Line) -> float:
    return min((run.size for run in line.runs if not run.is_fixed), default=float(SMALLEST))


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
            told = [f for run in line.runs if (f := _faint(run, picture))]
            if told:
                faint.append((line, min(told)))
        for _, group in groupby(faint, lambda pair: pair[0].anchors):
            pairs = list(group)
            least = min(pair[1] for pair in pairs)
            what = (
                f"a contrast of {_down(least.contrast)}, {least.colour} on {least.ground}, where"
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
    behind = ground.colours(picture, run.letters)
    if run.opacity < 1:  # the words themselves are in the picture, but cover less than half of it
        behind = [max(behind)]
    close = [
        (count, other, own)
        for count, other in behind
        if _contrast(own := _over_ground(run, other), other) < needed
    ]
    if sum(count for count, *_ in close) <= STRAY * sum(count for count, _ in behind):
        return None
    _, commonest, own = max(close)
    return _Faint(_contrast(own, commonest), needed, own, commonest)


def _over_ground(run: Run, behind: str) -> str:
    """Return the colour of some words where they are drawn on another."""
    grounds = (int(behind[i : i + 2], 16) for i in (1, 3, 5))
    mixed = (
        255 * c * run.opacity + g * (1 - run.opacity)
        for c, g in zip(run.colour, grounds, strict=True)
    )
    return "#" + "".join(f"{round(channel):02x}" for channel in mixed)


@cache
def _contrast(one: str, other: str) -> float:
    return contrast(one, other)


def _down(ratio: float) -> float:
    """Return a ratio by its first two decimals: 4.499 is not 4.5."""
    return floor(100 * ratio) / 100
