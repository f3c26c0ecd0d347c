"""What stands in several languages says the same in all of them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from reportcli.checks.quantities import quantities
from reportcli.checks.rule import Found, Pattern, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportcli.checks.passages import Passage, Path
    from reportcli.checks.quantities import Quantities
    from reportcli.model import Check

Texts = dict[str, "Passage"]


def _translated(passages: Sequence[Passage]) -> Iterator[tuple[Passage, Passage]]:
    """Yield each translation with the text that it translates: the one in the language given first."""
    by_field: dict[Path, Texts] = defaultdict(dict)
    for passage in passages:
        if passage.kind == "prose":
            by_field[passage.field][passage.language] = passage
    for texts in by_field.values():
        first, *others = texts.values()
        for other in others:
            yield first, other


_WORD = Pattern(r"[^\W\d_]{2,}")


@rule(
    "X001",
    "a text that is the same in two languages",
    why="It was copied to be translated, and still is not.",
    scope="report",
    bad=(
        {
            "fr": "Une loi protège enfin les défenseuses.",
            "en": "Une loi protège enfin les défenseuses.",
        },
    ),
    good=(
        {"fr": "Une loi protège.", "en": "A law protects."},
        {"fr": "Front Line Defenders", "en": "Front Line Defenders"},
    ),
)
def untranslated(passages: Sequence[Passage], _check: Check) -> Iterator[tuple[Passage, Found]]:
    for first, other in _translated(passages):
        if first.words.strip() == other.words.strip():
            related = {first.base, other.base} <= _RELATED
            words = _WORD.findall(first.text)
            if first.base != other.base and sum(map(str.islower, words)) >= (4 if related else 3):
                what = f"the text in `{other.language}` is the one in `{first.language}`"
                yield other, Found(0, len(other.words), what, hint="translate it")


_RELATED = {"es", "pt", "it", "gl", "ca"}
"""Languages in which three words in a row may well be the same."""
_SMALL = {
    "fr": ["le", "la", "les", "des", "du", "un", "une", "et", "est", "sont", "dans", "pour", "avec", "qui", "que", "nous", "sur", "par", "pas", "aux", "ce", "cette", "ont", "leur", "au"],
    "en": ["the", "of", "and", "to", "in", "is", "are", "was", "were", "that", "for", "with", "by", "on", "our", "we", "have", "has", "it", "from", "this", "their", "an", "at"],
    "es": ["el", "la", "los", "las", "del", "un", "una", "y", "es", "son", "en", "para", "con", "que", "nosotros", "por", "no", "se", "su", "sus", "al", "ha", "han", "nuestro", "lo"],
    "de": ["der", "die", "das", "und", "ist", "sind", "den", "dem", "ein", "eine", "zu", "mit", "für", "von", "nicht", "wir", "auf", "im", "des", "haben", "wird", "auch"],
    "it": ["il", "lo", "la", "gli", "le", "del", "della", "un", "una", "e", "è", "sono", "nel", "per", "con", "che", "noi", "su", "di", "non", "ha", "hanno", "al", "dei", "delle"],
    "pt": ["o", "a", "os", "as", "do", "da", "dos", "das", "um", "uma", "e", "é", "são", "em", "para", "com", "que", "nós", "por", "não", "se", "sua", "no", "na", "ao", "foi"],
}  # fmt: skip
_SETS = {language: frozenset(words) for language, words in _SMALL.items()}


@rule(
    "X002",
    "a text in another language than it says",
    why="Its small words are those of another language: it stands under the wrong key, or is not translated.",
    bad="The law of the land protects those who defend the rights of others in this country.",
    good="La loi protège celles et ceux qui défendent les droits des autres dans ce pays.",
    languages=("fr", "en", "es", "de", "it", "pt"),
)
def other_language(passage: Passage) -> Iterator[Found]:
    if len(passage.words) < 40:
        return
    words = [word.lower() for word in _WORD.findall(passage.text)]
    if sum(map(_SETS[passage.base].__contains__, words)) * 8 > len(words):
        return
    score = {tag: sum(map(small.__contains__, words)) for tag, small in _SETS.items()}
    best = max(score, key=lambda tag: score[tag])
    if best != passage.base and score[best] >= 5 and score[best] > 2 * score[passage.base] + 2:
        what = f"the text in `{passage.language}` seems to be in `{best}`"
        yield Found(
            0, len(passage.words), what, hint="translate it, or put it under its own language"
        )


@rule(
    "X003",
    "figures that differ between languages",
    why="A number in one language is another one in the other: one of the two is wrong.",
    scope="report",
    bad=({"fr": "Un record de 13 États.", "en": "A record of 31 states."},),
    good=(
        {
            "fr": "Les 12 000 voix de 3 pays, en 2023, 1,5 %.",
            "en": "The 12,000 votes of three countries in 2023, 1.5%.",
        },
        {
            "fr": "À 14 h 30, treize pays et 3 villes : 1,2 million de voix.",
            "en": "At 2.30 pm, 13 countries and three cities: 1,200,000 votes.",
        },
    ),
)
def figures(passages: Sequence[Passage], _check: Check) -> Iterator[tuple[Passage, Found]]:
    for first, other in _translated(passages):
        here, there = quantities(first.text, first.base), quantities(other.text, other.base)
        added = [number for number in there.figures if not here.says(number)]
        lacking = [number for number in here.figures if not there.says(number)]
        for number in added:
            told = lacking or list(_rarer(here, there, number))
            if told:
                start, end = there.figures[number][0]
                said = ", ".join(first.words[slice(*here.figures[n][0])] for n in told)
                what = f"“{other.words[start:end]}” in `{other.language}`, but in `{first.language}`: {said}"
                yield other, Found(start, end, what, hint="say the same number in both")


def _rarer(here: Quantities, there: Quantities, number: str) -> Iterator[str]:
    """Yield what stands less often in the translation, in whose place a number of as many digits can be."""
    for other, places in here.figures.items():
        if len(other) == len(number) > 1 and len(places) > len(there.figures.get(other, ())):
            yield other


_LEAST = 200
_BLANK = Pattern(r"\n[ \t]*\n")


@rule(
    "X004",
    "a translation of another length",
    why="It lacks a part of the text, or the text has grown or was cut since it was translated.",
    scope="report",
    bad=({"fr": "Une loi protège enfin. " * 12, "en": "A law protects."},),
    good=({"fr": "Une loi protège enfin. " * 12, "en": "At last a law protects. " * 12},),
)
def shortened(passages: Sequence[Passage], _check: Check) -> Iterator[tuple[Passage, Found]]:
    for first, other in _translated(passages):
        dense = not _DENSE.isdisjoint({first.base, other.base})
        long, short = len(first.words.strip()), len(other.words.strip())
        paragraphs = [
            len(_BLANK.findall(words.strip())) + 1 for words in (first.words, other.words)
        ]
        if max(long, short) >= _LEAST and min(long, short) * 2 < max(long, short) and not dense:
            what = f"{short} signs in `{other.language}`, {long} in `{first.language}`"
        elif first.path[-2:-1] == ("text",) and paragraphs[0] != paragraphs[1]:
            here, there = (f"{n} paragraph{'s' if n > 1 else ''}" for n in paragraphs)
            what = f"{there} in `{other.language}`, {here} in `{first.language}`"
        else:
            continue
        yield (
            other,
            Found(0, len(other.words), what, hint="compare the two, and translate what is new"),
        )


_DENSE = {"zh", "ja", "ko"}
