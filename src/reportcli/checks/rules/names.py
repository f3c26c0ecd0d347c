"""Names that are spelled in one way all through a report."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportcli.checks.rule import Found, Pattern, rule, shortest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportcli.checks.passages import Passage
    from reportcli.model import Check

_CAPITAL = r"[A-ZÀ-ÖØ-Þ][^\W\d_]{1,24}"
_LINKS = {
    "de",
    "des",
    "du",
    "la",
    "le",
    "les",
    "sur",
    "of",
    "the",
    "for",
    "and",
    "et",
    "del",
    "los",
    "las",
    "y",
    "pour",
}
_PERSON = Pattern(
    rf"(?<![\w’'·-]){_CAPITAL}(?:-{_CAPITAL})?(?: (?:[ae]l-)?{_CAPITAL}(?:-{_CAPITAL})?){{1,3}}(?![\w·])"
)
_PHRASE = Pattern(
    r"(?<![\w’'·-])(?=(?P<words>[A-ZÀ-ÖØ-Þ][^\W\d_]{2,24}(?:[ \u00a0](?:[dl][’'])?[^\W\d_]{1,20}){2,6})(?![\w·]))"
)
"""From a capital on, the words that may be of one name."""


@dataclass(frozen=True)
class Mention:
    passage: Passage
    start: int
    end: int
    words: str


def _bare(words: str) -> str:
    spread = unicodedata.normalize("NFKD", words.replace("’", "'").replace("-", " ").casefold())
    return "".join(sign for sign in spread if not unicodedata.combining(sign))


@rule(
    "X010",
    "a name spelled in two ways",
    why="The same person or body has one spelling, in every text and in every language.",
    scope="report",
    fix="unsafe",
    fixed="Kaddour Chouicha, puis Kaddour Chouicha.",
    kinds=("prose", "name"),
    bad=("Kaddour Chouicha est libre.", "Kaddour Chouicha, puis Kadour Chouicha."),
    good=("Kaddour Chouicha est libre.", "Jamila Loukil et Said Boudour aussi, à New York."),
)
def spelled_twice(passages: Sequence[Passage], _check: Check) -> Iterator[tuple[Passage, Found]]:
    mentions = [
        Mention(passage, *found.span(), found[0])
        for passage in passages
        for found in _PERSON.finditer(passage.text)
    ]
    spelled: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        spelled[mention.words].append(mention)
    near: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for name in spelled:
        for key in _neighbours(name):
            near[key].add(name)
    told: set[str] = set()
    for names in near.values():
        if len(names) < 2:
            continue
        usual = max(sorted(names), key=lambda name: len(spelled[name]))
        for name in sorted(names - {usual} - told):
            if not _are_one(usual, name):
                continue
            told.add(name)
            for mention in spelled[name]:
                what = f"“{name}” stands elsewhere as “{usual}”"
                edit = shortest(mention.start, name, usual)
                yield mention.passage, Found(mention.start, mention.end, what, (edit,))


def _neighbours(name: str) -> Iterator[tuple[str, ...]]:
    """Yield what two spellings have in common that differ in one letter of one word."""
    words = tuple(_bare(name).split())
    yield words
    for index, word in enumerate(words):
        if len(word) >= 5:
            for at in range(len(word)):
                yield (*words[:index], word[:at] + word[at + 1 :], *words[index + 1 :])


def _are_one(usual: str, name: str) -> bool:
    """Say whether two names are one in two spellings: one word is the same, the other differs in a letter."""
    pairs = list(zip(usual.split(), name.split(), strict=False))
    differing = [(a, b) for a, b in pairs if a != b]
    if len(differing) != 1 or len(pairs) < 2:
        return False
    a, b = (_bare(word) for word in differing[0])
    endings = {"s", "e", "es", "a", "o", ""}  # Droit, Droits: a plural; Maria, Mario: two persons
    common = 0
    while common < min(len(a), len(b)) and a[common] == b[common]:
        common += 1
    return a == b or not {a[common:], b[common:]} <= endings


@rule(
    "X011",
    "a name with capitals here and small letters there",
    why="The same body has one spelling within a report.",
    scope="report",
    fix="unsafe",
    fixed="Au Conseil des droits de l’Homme.",
    bad=(
        "Au Conseil des droits de l’Homme.",
        "Au Conseil des droits de l’Homme.",
        "Au Conseil des Droits de l’Homme.",
    ),
    good=(
        "Au Conseil des droits de l’homme.",
        "Le Conseil des droits de l’homme. Les droits de l’homme.",
    ),
    languages=("fr", "en", "es", "de", "it", "pt"),
)
def capitals(passages: Sequence[Passage], _check: Check) -> Iterator[tuple[Passage, Found]]:
    """A name of three words or more that begins with a capital, with a link word in it."""
    groups: dict[tuple[str, str], dict[str, list[Mention]]] = defaultdict(lambda: defaultdict(list))
    for passage in passages:
        for found in _PHRASE.finditer(passage.text):
            for name in _beginnings(found["words"]):
                mention = Mention(passage, found.start(), found.start() + len(name), name)
                key = name.replace("’", "'").casefold()
                groups[(passage.language, key)][name.replace("’", "'")].append(mention)
    longest: dict[tuple[int, int], tuple[Mention, str]] = {}
    for spellings in groups.values():
        if len(spellings) > 1:
            usual = min(spellings, key=lambda name: (-len(spellings[name]), _capitals(name)))
            for mention in (m for name in spellings if name != usual for m in spellings[name]):
                at = id(mention.passage), mention.start
                if at not in longest or longest[at][0].end < mention.end:
                    longest[at] = mention, usual
    for mention, usual in longest.values():
        cased = zip(mention.words, usual, strict=True)
        new = "".join(other if other.isalpha() else sign for sign, other in cased)
        what = f"“{mention.words}” stands elsewhere as “{new}”"
        edit = shortest(mention.start, mention.words, new)
        yield mention.passage, Found(mention.start, mention.end, what, (edit,))


def _beginnings(words: str) -> Iterator[str]:
    """Yield the beginnings of a phrase that may be a name: linked, and ending in a word that links nothing."""
    parts = re.split("([ \u00a0])", words)
    for length in range(5, len(parts) + 1, 2):
        linked = any(part in _LINKS for part in parts[2 : length - 1 : 2])
        if linked and parts[length - 1] not in _LINKS:
            yield "".join(parts[:length])


def _capitals(words: str) -> int:
    return sum(map(str.isupper, words))
