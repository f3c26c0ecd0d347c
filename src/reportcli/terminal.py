"""Diagnostics and results for people, in the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportcli.diagnostics import Diagnostic, Place

COLOURS = {"error": "bold red", "warning": "bold yellow", "info": "bold blue"}
CONTEXT = 30
"""Characters of a long source line that are shown before a span."""


def error_console() -> Console:
    return Console(stderr=True, highlight=False, soft_wrap=True)


def show(console: Console, diagnostics: Sequence[Diagnostic]) -> None:
    """Print diagnostics, each with its place, the source line with the span marked, and the next step."""
    for diagnostic in diagnostics:
        console.print(_head(diagnostic))
        if diagnostic.place and diagnostic.place.excerpt:
            console.print(_excerpt(diagnostic.place, console.width, COLOURS[diagnostic.severity]))
        if diagnostic.hint:
            console.print(Text.assemble(("  → ", "bold"), _printable(diagnostic.hint)))


def _head(diagnostic: Diagnostic) -> Text:
    place = f"{_printable(str(diagnostic.place))}: " if diagnostic.place else ""
    return Text.assemble(
        (place, "bold"),
        (diagnostic.severity, COLOURS[diagnostic.severity]),
        f" {diagnostic.code}: ",
        _printable(diagnostic.message),
    )


def _excerpt(place: Place, width: int, colour: str) -> Text:
    """Return the part of the source line around the span, with carets under it."""
    gutter = f"{place.line:>5} │ "
    room = max(width - len(gutter) - 2, 20)
    line, column = _printable(place.excerpt), place.column - 1
    start = 0 if len(line) <= room else max(0, min(column - CONTEXT, len(line) - room))
    shown = line[start : start + room]
    last = place.end_column - 1 if place.end_line == place.line else len(line)
    marks = max(1, min(last, start + room) - max(column, start))
    before, after = "…" if start else "", "…" if start + room < len(line) else ""
    pad = " " * (column - start + len(before))
    return Text.assemble(
        (gutter, "dim"),
        f"{before}{shown}{after}\n",
        ("      │ ", "dim"),
        pad,
        ("^" * marks, colour),
    )


def _printable(text: str) -> str:
    """Replace control characters, which a terminal would obey."""
    return "".join(
        sign if sign.isprintable() else " " if sign == "\t" else "\ufffd" for sign in text
    )
