"""What is drawn with the signs of a terminal: at each victory the ink gains 1/N."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from reportcli.colour import GRAPHIC, contrast
from reportcli.preview.frame import beside, indented

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportcli.preview.frame import Lines

EIGHTHS = " ▁▂▃▄▅▆▇█"
GROUNDS = ("#ffffff", "#282828")
"""What terminals are mostly written on; a colour is used where it can be seen on both."""

CLEAR = 3
"""Cells between words and a drawing that they stand in."""


def seen(colour: str) -> str:
    """Return a colour if it can be seen on light and dark terminals, or else the terminal's own."""
    return colour if all(contrast(colour, ground) >= GRAPHIC for ground in GROUNDS) else "default"


def staircase(steps: int, width: int, height: int, colour: str) -> Lines:
    """Draw the levels side by side, the last one full."""
    heights = [8 * height * -(-column * steps // width) // steps for column in range(1, width + 1)]
    rows = (
        "".join(EIGHTHS[max(0, min(8, level - 8 * floor))] for level in heights)
        for floor in reversed(range(height))
    )
    return [Text(row.rstrip(), colour) for row in rows]


def over(words: Lines, drawing: Lines) -> Lines:
    """Set lines into the empty upper left of a drawing; above it as far as they would touch it."""
    most = len(words) + 1
    for above in range(max(0, most - len(drawing)), most + 1):
        lowered = [Text()] * above + drawing
        under = zip(words, lowered, lowered[1:], strict=False)
        if all(_clear(line, row) and _clear(line, next_row) for line, row, next_row in under):
            break
    rest = lowered[len(words) :]
    return [
        Text().append_text(line).append_text(under[line.cell_len :]) if under else line
        for line, under in zip(words, lowered, strict=False)
    ] + rest


def _clear(line: Text, under: Text) -> bool:
    return not line or not under.plain[: line.cell_len + CLEAR].strip()


def gauge(number: int, steps: int, width: int, colour: str) -> Text:
    """Draw a line of which number/steps is ink."""
    ink = round(width * number / steps)
    return Text.assemble(("━" * ink, colour), ("─" * (width - ink), "dim"))


def boxed(lines: Sequence[Text], width: int) -> Lines:
    """Draw a box of `width` cells around lines: the place of a picture."""
    edge = "─" * (width - 2)
    inside = beside(indented(lines, 2), [Text("│")] * len(lines), width - 1)
    sides = [Text("│") + line[1:] for line in inside]
    return [Text(f"┌{edge}┐"), *sides, Text(f"└{edge}┘")]


def barred(lines: Sequence[Text], colour: str) -> Lines:
    """Draw a bar at the left of lines."""
    return [Text.assemble(("┃ ", colour), line) for line in lines]
