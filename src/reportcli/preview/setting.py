"""Set text in the cells of a terminal: HTML of the typography → Rich, lines broken as the page breaks them.

Rich breaks at every white space. Here a no-break space holds what it holds on the page, and a
paragraph's lines are chosen together, so that their ends are as even as they can be.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from rich.cells import cell_len, chop_cells
from rich.style import Style
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

BREAKABLE = " \u2002\u2003\u2009\u3000"
"""The spaces at which a line may end, as in CSS."""
NO_BREAK = "\u00a0\u202f"
JOINERS = "\u200c\u200d"
"""Signs without width that shape the letters around them."""
UNSEEN = "\u00ad\u200b\u200e\u200f\u2060\ufeff"
STYLES = {"em": Style(italic=True), "strong": Style(bold=True)}
LINK = Style(underline=True)

_IDEOGRAPH = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
_CLOSING = "、。，．：；！？）」』】》〉ー々"
_WORD = re.compile(
    f"[（「『【《〈]*[{_IDEOGRAPH}][{_CLOSING}]*|[^{BREAKABLE}{_IDEOGRAPH}]+[{_CLOSING}]*"
)
"""What cannot be broken. Between ideographs a line may end, but not before what closes."""


def printable(text: str) -> str:
    """Replace what a terminal would obey (controls, changes of direction) by U+FFFD; drop what is unseen."""
    return "".join(map(_sign, text))


def _sign(sign: str) -> str:
    if sign.isprintable() or sign in BREAKABLE + NO_BREAK + JOINERS:
        return sign
    return "" if sign in UNSEEN else " " if sign.isspace() else "\ufffd"


def rich_text(html: str, *, links: bool) -> Text:
    """Return the inside of a paragraph (see typography) as Rich's text.

    With `links` they can be clicked; without, the address stands after the words.
    """
    reader = _Reader(links=links)
    reader.feed(str(html))
    reader.close()
    return reader.text


class _Reader(HTMLParser):
    def __init__(self, *, links: bool) -> None:
        super().__init__()
        self.text = Text()
        self._links = links
        self._open: list[tuple[Style, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        address = printable(dict(attrs).get("href") or "")
        style = STYLES.get(tag, Style.null())
        if address:
            style = LINK + Style(link=address) if self._links else Style.null()
        self._open.append((style, address))

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002
        _, address = self._open.pop()
        if address and not self._links:
            self.text.append(f" <{address}>")

    def handle_data(self, data: str) -> None:
        self.text.append(
            printable(data), Style.combine([Style.null(), *(style for style, _ in self._open)])
        )


def lines(text: Text, width: int, *, even: bool = False) -> list[Text]:
    """Break a text into lines of at most `width` cells; with `even` the last is as long as the others."""
    words = list(_words(text.plain, width))
    if not words:
        return []
    starts = _line_starts(text.plain, words, width, even=even)
    broken = text.divide(words[first][0] for first in starts)[-len(starts) :]
    return [line[: len(line.plain.rstrip(BREAKABLE))] for line in broken]


def _words(text: str, width: int) -> Iterator[tuple[int, int]]:
    """Yield the spans of what cannot be broken; what is too long for a line comes in pieces."""
    for word in _WORD.finditer(text):
        start = word.start()
        for piece in [word[0]] if cell_len(word[0]) <= width else chop_cells(word[0], width):
            yield start, start + len(piece)
            start += len(piece)


def _line_starts(
    text: str, words: Sequence[tuple[int, int]], width: int, *, even: bool
) -> list[int]:
    """Return the indices of the words with which lines begin, so that the squares of the gaps are least."""
    count = len(words)
    best, after = [0.0] * (count + 1), [count] * (count + 1)
    for first in reversed(range(count)):
        best[first] = float("inf")
        for last in range(first, count):
            gap = width - cell_len(text[words[first][0] : words[last][1]])
            if gap < 0 and last > first:
                break
            ends, alone = last + 1 == count, first == last and first > 0
            cost = best[last + 1] + (gap**2 if not ends or even or alone else 0)
            if cost < best[first]:
                best[first], after[first] = cost, last + 1
    starts, start = [], 0
    while start < count:
        starts.append(start)
        start = after[start]
    return starts
