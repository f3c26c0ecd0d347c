"""What `new`, `add` and `import` left to be written, and still is."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from reportcli.checks.naming import whose
from reportcli.diagnostics import Diagnostic
from reportcli.model import texts
from reportcli.patterns import Pattern
from reportcli.values import FIRST, OPEN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportcli.model import Data
    from reportcli.source import Source

Path = tuple[str | int, ...]

SHORT = {"title", "subtitle", "name", "value"}
"""Texts in which a mark that stands by itself, with words after it, is no pause of the writer's."""
GAP = Pattern(rf"(?<!\S){OPEN}(?=\s+\w)")
EXAMPLE = 100
"""Characters that the longest example has, at most: longer texts need not be compared."""


@cache
def _examples() -> frozenset[str]:
    from reportcli import starter

    return frozenset(str(words["fill_in"]) for words in starter.all_words().values())


def check(source: Source, data: Data) -> Iterator[tuple[Path, Diagnostic]]:
    """Yield a warning for each text that is a mark or an example to be replaced, with its path."""
    for path, text in texts(data):
        key = next(part for part in reversed(path) if isinstance(part, str))
        for language, words in text.items():
            if found := _unwritten(key, words.strip()):
                what, hint = found
                at = path if language == FIRST else (*path, language)
                message = f"`{key}` {what}{whose(source, path)}"
                yield path, Diagnostic("D060", message, source.place(at), hint, "warning")


def _unwritten(key: str, words: str) -> tuple[str, str] | None:
    """Say what is left to be written in a text, and what to do; or None."""
    if words == OPEN:
        return "is still to be written", f"write it in place of the {OPEN}"
    if key == "text" and len(words) <= EXAMPLE and words in _examples():
        return "is still an example", "write your own in its place"
    if key in SHORT and GAP.search(words):
        hint = f"write what is missing in place of the {OPEN}"
        return "is still to be completed", hint
    return None
