"""A string as typed in TOML → where each of its characters stands, and how a new one is typed there."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import NamedTuple

_BREAK = re.compile(
    r"""
    \\(?: u[0-9A-Fa-f]{4} | U[0-9A-Fa-f]{8} | x[0-9A-Fa-f]{2} | (?P<joins> [ \t]*+ \r?\n [ \t\r\n]*+ ) | . )
  | \r\n
    """,
    re.VERBOSE | re.DOTALL,
)
"""What is typed in another length than it has as a value (TOML 1.0, “String”)."""


class _Run(NamedTuple):
    """A part of a value and of the text that it comes from; `joined` of what is one character."""

    value: int
    text: int
    length: int
    joined: bool


class TomlString:
    """The string whose token stands at `start` to `end` of a TOML text, with its quotation marks."""

    def __init__(self, text: str, start: int, end: int) -> None:
        mark = text[start]
        quotes = 3 if text.startswith(mark * 3, start) and end - start >= 6 else 1
        self.is_literal = mark == "'"
        self.has_lines = quotes == 3
        first = start + quotes
        if self.has_lines and (newline := re.compile(r"\r?\n").match(text, first)):
            first = newline.end()
        self._end = end - quotes
        self._runs = self._read(text, first)
        breaks = _BREAK.finditer(text, first, self._end)
        self._joins = not self.is_literal and any(found["joins"] is not None for found in breaks)
        self._values = [run.value for run in self._runs]

    def _read(self, text: str, at: int) -> list[_Run]:
        runs, value = [], 0
        for found in _BREAK.finditer(text, at, self._end):
            if self.is_literal and found.group() != "\r\n":
                continue
            if plain := found.start() - at:
                runs.append(_Run(value, at, plain, joined=False))
                value += plain
            at = found.end()
            if found["joins"] is None:
                runs.append(_Run(value, found.start(), at - found.start(), joined=True))
                value += 1
        runs.append(_Run(value, at, self._end - at, joined=False))
        return runs

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where the characters `start` to `end` of the value stand in the text.

        An empty span stands before the character at `start`, where there is one.
        """
        first = self._runs[bisect_right(self._values, start) - 1]
        at = first.text if first.joined else first.text + start - first.value
        if end == start:
            return at, at
        last = self._runs[bisect_left(self._values, end) - 1]
        if last.joined:
            return at, last.text + last.length
        return at, last.text + end - last.value

    def typed(self, words: str) -> str | None:
        """Return how words are typed inside this string; None where they cannot be (a quote, a control)."""
        if self.is_literal:
            kept = "'" in words or any(ord(sign) < 32 and sign != "\t" for sign in words)
            return None if kept or "\x7f" in words else words
        if self._joins and words[:1] == " ":  # at the end of a backslash's line it would be lost
            return "\\u0020" + "".join(map(_escaped, words[1:]))
        return "".join(map(_escaped, words))


def _escaped(sign: str) -> str:
    if sign in {'"', "\\"}:
        return "\\" + sign
    return f"\\u{ord(sign):04X}" if ord(sign) < 32 or ord(sign) == 0x7F else sign
