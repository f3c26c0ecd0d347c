"""Diagnostics and results for people, in the terminal."""

from __future__ import annotations

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
        for text in told(diagnostic, console.width):
            console.print(text)


def told(diagnostic: Diagnostic, width: int) -> Iterator[Text]:
    """Yield what is wrong, the source line with marks (in `width` cells), and the next step."""
    yield _head(diagnostic)
    if diagnostic.place and diagnostic.place.excerpt:
        yield excerpt(diagnostic.place, width, COLOURS[diagnostic.severity])
    if diagnostic.hint:
        yield Text.assemble(("  → ", "bold"), printable(diagnostic.hint))


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
    start, end = _window(line, first, width - len(gutter) - 2)
    last = place.end_column - 1 if place.end_line == place.line else len(line)
    before, after = "…" if start else "", "…" if end < len(line) else ""
    marks = max(1, cell_len(line[first : min(last, end)]))
    return Text.assemble(
        (gutter, "dim"),
        f"{before}{line[start:end]}{after}\n",
        (f"{'│ ':>{len(gutter)}}", "dim"),
        " " * cell_len(before + line[start:first]),
        ("^" * marks, colour),
    )


def _window(line: str, column: int, room: int) -> tuple[int, int]:
    """Return the part of a line around a column that fits in `room` cells of a terminal."""
    start = end = min(column, len(line))
    while start and cell_len(line[start - 1 : column]) <= min(CONTEXT, room // 2):
        start -= 1
    while end < len(line) and cell_len(line[start : end + 1]) <= room:
        end += 1
    while start and cell_len(line[start - 1 : end]) <= room:
        start -= 1
    return start, end


def printable(text: str) -> str:
    """Replace control characters, which a terminal would obey; every white space is a space."""
    return "".join(
        " " if sign.isspace() else sign if sign.isprintable() else "\ufffd" for sign in text
    )
