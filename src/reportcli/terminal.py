"""Diagnostics and results for people, in the terminal."""

from __future__ import annotations

import re
import sys
from io import TextIOWrapper
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportcli.diagnostics import Diagnostic, Place

COLOURS = {"error": "bold red", "warning": "bold yellow", "info": "bold blue"}
CONTEXT = 30
"""Cells of a long source line that are shown before a span."""
_WORD = re.compile(r"\s*\S+ *|\s+")


def error_console() -> Console:
    return Console(stderr=True, highlight=False, emoji=False, soft_wrap=True)


def output_console(width: int | None = None) -> Console:
    """Return the console of results; `width` in cells instead of the terminal's own."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(
            errors="replace"
        )  # a terminal that is not UTF-8 gets what it can show
    return Console(highlight=False, emoji=False, soft_wrap=True, width=width)


def show(console: Console, diagnostics: Sequence[Diagnostic]) -> None:
    """Print diagnostics, each with its place, the source line with the span marked, and the next step."""
    for diagnostic in diagnostics:
        head, *rest = told(diagnostic, console.width)
        console.print(hanging(head, room(console), 4))
        for text in rest:
            console.print(text if "\n" in text.plain else hanging(text, room(console), 4))


def room(console: Console) -> int | None:
    """Return the cells that a line may have; None in a pipe, where a line stays whole for who reads it on."""
    return console.width if console.is_terminal else None


def hanging(text: Text, width: int | None, indent: int) -> Text:
    """Return a line broken between words at `width` cells, all but its first part `indent` cells in.

    A word that is wider stays whole: a path or an address can be copied.
    """
    if width is None or text.cell_len <= width:
        return text
    breaks, used = [], 0
    for word in _WORD.finditer(text.plain):
        wide = cell_len(word[0])
        if used + cell_len(word[0].rstrip()) > width and used > indent:
            breaks.append(word.start())
            used = indent
        used += wide
    lines = text.divide(breaks)
    for line in lines:
        line.rstrip()
    return Text("\n" + " " * indent).join(lines)


def told(diagnostic: Diagnostic, width: int) -> Iterator[Text]:
    """Yield what is wrong, the source line with marks (in `width` cells), and the next step."""
    yield _head(diagnostic)
    if diagnostic.place and diagnostic.place.excerpt:
        yield excerpt(diagnostic.place, width, COLOURS[diagnostic.severity])
    if diagnostic.hint:
        yield next_step(diagnostic.hint, "  → ")


def next_step(hint: str, lead: str) -> Text:
    """Return what to do, after its arrow; lines that are to be typed stay lines."""
    first, *more = map(printable, hint.rstrip("\n").split("\n"))
    lines = [first, *(f"{' ' * len(lead)}{line}" if line else "" for line in more)]
    return Text.assemble((lead, "bold"), "\n".join(lines))


def _head(diagnostic: Diagnostic) -> Text:
    place = f"{printable(str(diagnostic.place))}: " if diagnostic.place else ""
    return Text.assemble(
        (place, "bold"),
        (diagnostic.severity, COLOURS[diagnostic.severity]),
        f" {diagnostic.code}: ",
        printable(diagnostic.message),
    )


def excerpt(place: Place, width: int, colour: str) -> Text:
    """Return the part of the source line around the span, with carets under it."""
    gutter = f"{place.line:>5} │ "
    line, first = printable(place.excerpt), max(place.column - 1, 0)
    while 0 < first < len(line) and not cell_len(line[first]):
        first -= 1  # a mark over a letter stands in the letter's cell
    last = place.end_column - 1 if place.end_line == place.line else len(line)
    start, end = _window(line, first, last, width - len(gutter) - 2)
    before, after = "…" if start else "", "…" if end < len(line) else ""
    marks = max(1, cell_len(line[first : min(last, end)]))
    return Text.assemble(
        (gutter, "dim"),
        f"{before}{line[start:end]}{after}\n",
        (f"{'│ ':>{len(gutter)}}", "dim"),
        " " * cell_len(before + line[start:first]),
        ("^" * marks, colour),
    )


def _window(line: str, first: int, last: int, room: int) -> tuple[int, int]:
    """Return the part of a line around a span that fits in `room` cells of a terminal, cut between words."""
    start = end = min(first, len(line))
    free = min(CONTEXT, room // 2)
    while start and (wide := cell_len(line[start - 1])) <= free:
        start, free = start - 1, free - wide
    free = room - cell_len(line[start:end])
    while end < len(line) and (wide := cell_len(line[end])) <= free:
        end, free = end + 1, free - wide
    while start and (wide := cell_len(line[start - 1])) <= free:
        start, free = start - 1, free - wide
    if start and (space := line.find(" ", start, first)) >= 0:
        start = space + 1
    if end < len(line) and (space := line.rfind(" ", last, end)) >= 0:
        end = space
    return start, end


def printable(text: str) -> str:
    """Replace control characters, which a terminal would obey; every white space is a space."""
    return "".join(
        " " if sign.isspace() else sign if sign.isprintable() else "\ufffd" for sign in text
    )
