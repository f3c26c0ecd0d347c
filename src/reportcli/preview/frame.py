"""The grid of a preview: how many columns of victories, what stands beside the text, how wide it is set."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

MEASURE = 66
"""Cells of a line of text that is easy to read."""
GUTTER = 6
MARGIN = 2
NUMBER, ASIDE = 8, 28
"""Cells beside the text: room for a victory's number, or for its places and figures too."""
SHORTEST = 48
"""Cells of a line below which a number is not worth a column of its own."""
NARROWEST = 12

Lines = list[Text]


@dataclass(frozen=True)
class Frame:
    """Cells: `side` beside the text with its gap, `measure` of the text; `columns` of both."""

    margin: int
    side: int
    measure: int
    columns: int = 1

    @property
    def column(self) -> int:
        return self.side + self.measure

    @property
    def width(self) -> int:
        """All that is set, margins aside."""
        return self.columns * self.column + (self.columns - 1) * GUTTER


def frame(width: int) -> Frame:
    """Return the richest grid that holds in a terminal of a width."""
    for columns, side in ((2, ASIDE), (2, NUMBER), (1, ASIDE), (1, NUMBER)):
        found = Frame(MARGIN, side, MEASURE, columns)
        if found.width + 2 * MARGIN <= width:
            return found
    if (measure := width - 2 * MARGIN - NUMBER) >= SHORTEST:
        return Frame(MARGIN, NUMBER, measure)
    return Frame(1, 0, max(width - 2, NARROWEST))


def beside(left: Sequence[Text], right: Sequence[Text], width: int) -> Lines:
    """Set two blocks side by side; the right one begins at `width`."""
    return [
        padded(one, width).append_text(other) if other else one
        for one, other in zip_longest(left, right, fillvalue=Text())
    ]


def padded(line: Text, width: int) -> Text:
    """Return a copy of a line with spaces up to a width, its style ending with it."""
    return Text().append_text(line).append(" " * max(width - line.cell_len, bool(line)))


def indented(lines: Sequence[Text], width: int) -> Lines:
    return [Text(" " * width) + line if line else line for line in lines]


def row(blocks: Sequence[Sequence[Text]], width: int) -> Lines:
    """Set blocks side by side, each beginning `width` cells after the one before."""
    *first, last = blocks
    if not first:
        return list(last)
    return beside(row(first, width), last, width * len(first))


def stacked(blocks: Sequence[Sequence[Text]], gap: int = 1) -> Lines:
    """Set blocks one below the other, empty lines between them; empty blocks are left out."""
    lines: Lines = []
    for block in filter(None, blocks):
        lines += [Text()] * gap * bool(lines) + list(block)
    return lines
