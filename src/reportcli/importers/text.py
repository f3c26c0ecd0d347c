"""Plain text → blocks: paragraphs parted by empty lines, numbers before victories, lines wrapped or not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from reportcli.importers.blocks import Block, Run

if TYPE_CHECKING:
    from collections.abc import Iterator

SPACE = " \t"
"""What is taken off the ends of lines; a no-break space is a sign that somebody typed."""
WIDEST = 120
"""Signs of a line above which a text is not wrapped by words: every line is a paragraph."""
_NUMBER = re.compile(r"(?:\(?(\d{1,3})[.)]|(\d{1,3})[ \t]+[-–—])(?:[ \t]+|$)")
_PARTED = re.compile(r"\w[-‐·]$")
_BULLET = re.compile(r"[-–—*•‣◦·][ \t]+(?=\S)")


@dataclass(frozen=True)
class Line:
    number: int
    text: str
    indent: int


def read(text: str) -> list[Block]:
    """Return the blocks of a plain text."""
    lines = [_line(number, words) for number, words in enumerate(_lines(text), 1)]
    room = _width(lines)
    last = 0
    blocks: list[Block] = []
    for paragraph in _paragraphs(lines, room):
        words = _joined([line.text for line in paragraph])
        number, rest = numbered(words, last)
        if number is not None:
            last = number
        blocks.append(_block(words, rest, number, paragraph[0].number))
    return blocks


def numbered(words: str, last: int) -> tuple[int | None, str]:
    """Part the number before a victory from its words; `last` is the number before it, or 0.

    A number that does not follow is part of the words: a date, such as « 25. Juni ».
    """
    if match := _NUMBER.match(words):
        number = int(match[1] or match[2])
        if max(last, 1) <= number <= last + 3:
            return number, words[match.end() :]
    return None, words


def _lines(text: str) -> list[str]:
    return re.split(r"\r\n|[\n\r\f\v\x85\u2028\u2029]", text)


def _line(number: int, words: str) -> Line:
    return Line(number, words.strip(SPACE), len(words) - len(words.lstrip(SPACE)))


def _block(words: str, rest: str, number: int | None, line: int) -> Block:
    where = f"line {line}"
    if number is not None:
        return Block("numbered", (Run(rest),) if rest else (), where, line, number=number)
    if bullet := _BULLET.match(words):
        runs = (Run(words[bullet.end() :]),)
        return Block("bullet", runs, where, line, marker=bullet[0])
    return Block("paragraph", (Run(words),), where, line)


def _width(lines: list[Line]) -> int:
    """Return how wide a text is wrapped, or 0 where every line is a paragraph."""
    followed = [len(line.text) for line, after in pairwise(lines) if line.text and after.text]
    widest = max(followed, default=0)
    return widest if 30 <= widest <= WIDEST else 0


def _paragraphs(lines: list[Line], room: int) -> Iterator[list[Line]]:
    """Yield the lines of each paragraph."""
    last = 0
    paragraph: list[Line] = []
    for line in lines:
        if paragraph and (not line.text or _ends(paragraph, line, room, last)):
            yield paragraph
            paragraph = []
        if not line.text:
            continue
        paragraph.append(line)
        number, _ = numbered(line.text, last)
        last = last if number is None or len(paragraph) > 1 else number
    if paragraph:
        yield paragraph


def _ends(paragraph: list[Line], after: Line, room: int, last: int) -> bool:
    """Say whether a paragraph ends before a line: it begins one, or its first word had room before it.

    What is indented under a number or a bullet goes on from it.
    """
    if numbered(after.text, last)[0] is not None or _BULLET.match(after.text):
        return True
    begins, line = paragraph[0], paragraph[-1].text
    listed = numbered(begins.text, last)[0] is not None or _BULLET.match(begins.text)
    if listed and after.indent > begins.indent:
        return False
    first, _, _ = after.text.partition(" ")
    return len(line) + 1 + len(first) + room // 4 <= room or not room


def _joined(lines: list[str]) -> str:
    """Join wrapped lines; a word that was parted at its own hyphen is put together again."""
    pieces = lines[:1]
    for line, after in pairwise(lines):
        parted = _PARTED.search(line[-2:]) and after[:1].isalnum()
        pieces.append(after if parted else f" {after}")
    return "".join(pieces)
