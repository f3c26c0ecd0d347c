"""What is close to a word: one slip of the finger, or accents that lack, are too many, or lean the other way.

Hunspell's own suggestions are not asked for: each costs 0.1 to 0.3 s, and where nothing is close it offers
what is far (backlog: colback).
"""

from __future__ import annotations

import unicodedata
from itertools import combinations
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_PLAIN: Final = "abcdefghijklmnopqrstuvwxyz"
_MORE: Final = {
    "fr": "éèàêçôîûâëïùœü",
    "es": "áéíóúñü",
    "de": "äöüß",
    "it": "àèéìòù",
    "pt": "áãâàçéêíóõôú",
}
ACCENTS: Final = 2
"""How many accents of a word may be wrong."""


def near(word: str, base: str, is_word: Callable[[str], bool], *, most: int) -> list[str]:
    """Return words that are close to one in small letters, the likeliest first; `most` of them.

    First those that differ in accents alone, then those with two letters changed about, one too many,
    one missing, one wrong.
    """
    letters = _PLAIN + _MORE.get(base, "")
    found: dict[str, None] = {}
    for variants in (_accented(word, letters), _slips(word, letters)):
        for new in variants:
            if new and new != word and new not in found and is_word(new):
                found[new] = None
                if len(found) == most:
                    return list(found)
    return list(found)


def are_alike(word: str, other: str) -> bool:
    """Say whether two words differ in accents alone."""
    return _bare(word) == _bare(other)


def _bare(word: str) -> str:
    spread = unicodedata.normalize("NFD", word.casefold())
    return "".join(sign for sign in spread if not unicodedata.combining(sign))


def _accented(word: str, letters: str) -> Iterator[str]:
    """Yield a word with up to `ACCENTS` of its letters accented otherwise."""
    others = [
        [new for new in letters if new != sign and _bare(new) == _bare(sign)] for sign in word
    ]
    places = [at for at, some in enumerate(others) if some][:10]
    for count in range(1, ACCENTS + 1):
        for chosen in combinations(places, count):
            yield from _replaced(word, chosen, others)


def _replaced(word: str, places: tuple[int, ...], others: list[list[str]]) -> Iterator[str]:
    if not places:
        yield word
        return
    at, *more = places
    for new in others[at]:
        yield from _replaced(word[:at] + new + word[at + 1 :], tuple(more), others)


def _slips(word: str, letters: str) -> Iterator[str]:
    """Yield a word with one slip mended: first those that are most often made."""
    cut = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    yield from (a + b[1] + b[0] + b[2:] for a, b in cut if len(b) > 1 and b[0] != b[1])
    yield from (a + b[0] + b for a, b in cut if b)  # one letter where two belong
    yield from (a + b[1:] for a, b in cut if b)
    yield from (a + new + b for a, b in cut for new in letters)
    yield from (a + new + b[1:] for a, b in cut if b for new in letters)
