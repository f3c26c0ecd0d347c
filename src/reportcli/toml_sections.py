"""The parts of a TOML text that stand under some headings, cut out as they were typed."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

from reportcli.toml_index import key_parts, tokens

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator


def reports(text: str, years: Collection[str]) -> str | None:
    """Return the text of some reports: their headings, what stands under them, comments above them.

    None where they do not stand under headings of their own.
    """
    starts = [(_above(text, start), name) for start, name in _headings(text)]
    ends = [start for start, _ in starts[1:]] + [len(text)]
    parts = [
        text[start:end].strip("\n") + "\n"
        for (start, name), end in zip(starts, ends, strict=True)
        if name[:1] == ("reports",) and name[1:2] and name[1] in years
    ]
    cut = "\n".join(parts)
    wanted = {year: tomllib.loads(text)["reports"][year] for year in years}
    return cut if parts and tomllib.loads(cut) == {"reports": wanted} else None


def _headings(text: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield where each heading starts, and its key."""
    depth, before = 0, "\n"
    for token in tokens(text):
        mark = token.group()
        if mark == "[" and not depth and before == "\n":
            parts = key_parts(text, token.start(), len(text))
            yield token.start(), tuple(part.group().strip("\"'") for part in parts)
        depth += (mark in {"[", "{"}) - (mark in {"]", "}"})
        before = mark


def _above(text: str, start: int) -> int:
    """Return where the comments begin that stand directly above a heading."""
    while start:
        line = text.rfind("\n", 0, start - 1) + 1
        if not text[line:start].lstrip().startswith("#"):
            break
        start = line
    return start
