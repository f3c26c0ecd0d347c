"""A text → its words, each with its place; what is no word of its language is left out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportcli.checks.passages import HIDDEN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportcli.checks.passages import Passage

LONGEST = 60
"""Signs; what is longer is no word (Hunspell takes 100)."""
_INSIDE = "\u0300-\u036f\u00ad\u200b"
"""Combining accents, and what shows where a word may be divided."""
_WORD = re.compile(rf"[\w{_INSIDE}]+(?:['’ʼ‐‑-][\w{_INSIDE}]+)*")
_STANDS_IN = re.compile(rf"[@#/\\_~{HIDDEN}-]\Z|(?<!\.)\.\Z|[·•]\Z")
"""Before what is part of something else: an address, a path, a tag, a domain, a compound."""
_GOES_ON = re.compile(rf"[@_/\\{HIDDEN}·•]|\.(?=[^\W\d_])|:(?=\w)|[-‐‑](?!\w)|\((?=\w{{1,8}}\))")
_SHORT = 3
"""Letters of what may be a unit after its number (3 kg), or a particle in a name (Ngũgĩ wa Thiong’o)."""
_IN_PLACE = re.compile(r"(?:\d[ \u00a0\u202f]?|(?<!\w)[A-ZÀ-Þ][\w’]*[ \u00a0])\Z")
_SHORTENED = re.compile(r"(?<!\w)[’']\Z")
"""Before what is short of its beginning: ’tis."""
_BEGINS = re.compile(
    r"(?:\A|[!?…:;\n|]|(?<![^\W\d_a-zà-ÿ])\.|[-–—•]\s)[\s\"'“”«»‹›‘(\[*_¿¡>#–—-]*\Z"
)
"""What stands before the first word of a sentence, or of what is cited."""
_OPENS = re.compile(r"[\"“„«‹‘(\[][ \u00a0\u202f]?\Z")
_CLOSES = re.compile(r"[ \u00a0\u202f]?[\"”“»›’)\]]")
_ITALIC = re.compile(
    r"(?<![*\w\\])\*(?![*\s])[^*\n]{1,40}(?<![\s\\])\*(?![*\w])"
    r"|(?<![_\w\\])_(?![_\s])[^_\n]{1,40}(?<![\s\\])_(?![_\w])"
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word as typed.

    `is_first`: it begins a sentence; `next_is_name`: a word with a capital follows; `is_enclosed`: it
    stands alone in quotation marks or brackets.
    """

    start: int
    end: int
    text: str
    is_first: bool
    next_is_name: bool
    is_enclosed: bool


def words(passage: Passage) -> Iterator[Word]:
    """Yield a text's words; not a few in italics, which may be of another language.

    Inclusive forms are left out, too: `Passage.forms` has them.
    """
    text = passage.text
    skipped = [found.span() for found in _ITALIC.finditer(text)]
    skipped += [(form.start, form.end) for form in passage.forms]
    skipped.sort()
    at = 0
    for found in _WORD.finditer(text):
        start, end = found.span()
        while at < len(skipped) and skipped[at][1] <= start:
            at += 1
        if at < len(skipped) and skipped[at][0] < end:
            continue
        if _is_word(found[0]) and not (
            _STANDS_IN.search(text, max(0, start - 2), start) or _GOES_ON.match(text, end)
        ):
            is_first = _BEGINS.search(text, max(0, start - 12), start) is not None
            next_is_name = text[end + 1 : end + 2].isupper()
            if _is_short(text, start, end, next_is_name=next_is_name):
                continue
            enclosed = _OPENS.search(text, max(0, start - 2), start) and _CLOSES.match(text, end)
            yield Word(start, end, found[0], is_first, next_is_name, enclosed is not None)


def _is_short(text: str, start: int, end: int, *, next_is_name: bool) -> bool:
    """Say whether some letters are a unit, a particle in a name, or short of their beginning."""
    if end - start > _SHORT:
        return False
    if _SHORTENED.search(text, max(0, start - 2), start):
        return not _CLOSES.match(text, end)
    before = _IN_PLACE.search(text, max(0, start - 24), start)
    return before is not None and (next_is_name or before[0][0].isdigit())


def _is_word(word: str) -> bool:
    """Say whether it is made of letters: no number, ordinal or formula, no single letter."""
    return 1 < len(word) <= LONGEST and not any(sign.isdigit() or sign == "_" for sign in word)
