"""Whether the words of the typeset pages can be read: their size, and their contrast."""

from __future__ import annotations

from functools import cache
from itertools import groupby
from math import floor
from typing import TYPE_CHECKING, NamedTuple

from reportcli import ground
from reportcli.checks.looking import by_anchors, read, told
from reportcli.checks.rule import OnPage, rule
from reportcli.colour import TEXT, contrast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL.Image import Image

    from reportcli.checks.rule import Look
    from reportcli.geometry import Line, Run

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
        for lines in by_anchors([line for line in read(page) if _smallest(line) < SMALLEST]):
            size = min(map(_smallest, lines))
            yield told(page, lines, f"set in {size:.1f} pt", "set it in 7 pt or more")


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
        for line in read(page):
            worst = [f for run in line.runs if (f := _faint(run, picture))]
            if worst:
                faint.append((line, min(worst)))
        for _, group in groupby(faint, lambda pair: pair[0].anchors):
            pairs = list(group)
            least = min(pair[1] for pair in pairs)
            what = (
                f"a contrast of {_down(least.contrast)}, {least.colour} on {least.ground}, where"
                f" {least.needed:g} is the least"
            )
            hint = "choose a darker or lighter colour, or another picture"
            yield told(page, [line for line, _ in pairs], what, hint)


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
    pairs = zip(bytes.fromhex(run.colour[1:]), bytes.fromhex(behind[1:]), strict=True)
    return "#" + "".join(f"{round(c * run.opacity + g * (1 - run.opacity)):02x}" for c, g in pairs)


_contrast = cache(contrast)


def _down(ratio: float) -> float:
    """Return a ratio by its first two decimals: 4.499 is not 4.5."""
    return floor(100 * ratio) / 100
