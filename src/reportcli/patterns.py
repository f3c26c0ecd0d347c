"""Regular expressions that cost nothing until they are used."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

MAX = sys.maxsize


class Pattern:
    """A regular expression that is compiled when it is first needed: most texts need few of them.

    `needs` are pieces of text of which each match holds one: where a text has none, nothing is compiled.
    """

    def __init__(self, pattern: str, flags: int = 0, needs: Sequence[str] = ()) -> None:
        self._source = pattern
        self._flags = flags
        self._needs = needs
        self._compiled: re.Pattern[str] | None = None

    def _can_match(self, text: str) -> bool:
        return not self._needs or any(piece in text for piece in self._needs)

    @property
    def compiled(self) -> re.Pattern[str]:
        if self._compiled is None:
            self._compiled = compiled = re.compile(self._source, self._flags)
            if not self._needs:  # from here on it is asked directly
                self.__dict__.update(finditer=compiled.finditer, search=compiled.search)
        return self._compiled

    def finditer(self, text: str, start: int = 0, end: int = MAX) -> Iterator[re.Match[str]]:
        return self.compiled.finditer(text, start, end) if self._can_match(text) else iter(())

    def search(self, text: str, start: int = 0, end: int = MAX) -> re.Match[str] | None:
        return self.compiled.search(text, start, end) if self._can_match(text) else None

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        return self.compiled.match(text, start)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        return self.compiled.fullmatch(text)

    def findall(self, text: str) -> list[Any]:
        return self.compiled.findall(text)

    def split(self, text: str) -> list[Any]:
        return self.compiled.split(text)

    def sub(self, new: str | Callable[[re.Match[str]], str], text: str) -> str:
        return self.compiled.sub(new, text)
