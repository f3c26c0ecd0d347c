"""All texts of a project → the words that no dictionary has, and the languages that have no dictionary."""

from __future__ import annotations

import os
import unicodedata
from collections import Counter
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from reportcli import machine
from reportcli.checks.rule import Fault, Found, shortest
from reportcli.spelling.dictionaries import FOLDER, PACKAGES, folders, found, opened
from reportcli.spelling.speller import Speller, spread
from reportcli.spelling.words import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reportcli.checks.passages import Passage
    from reportcli.checks.rule import Edit
    from reportcli.project import Project
    from reportcli.spelling.words import Word

RIGHT = "if it is right, add it to `words` in [check.spelling]"
WORLD = "en"
"""The language that texts in every other one cite."""
_LINKS = {
    *("and", "of", "the", "for", "in", "on", "to", "with", "by"),
    *("y", "del", "los", "las", "et", "des", "du"),
}
"""Words that link names: Rock and Roll, Freedom of the Press."""


class Proofreader:
    """The spelling of a project's texts. `own` are the project's words.

    Raises Failure, when it reads, where the engine is missing.
    """

    def __init__(self, project: Project, passages: Sequence[Passage], own: Iterable[str]) -> None:
        self._among = list(dict.fromkeys(folders(project.root, os.environ, Path.home())))
        self._passages = [p for p in passages if p.kind != "name" and p.language]
        self._own = frozenset(map(spread, own))
        self._names = frozenset(_names(passages))
        self._spellers: dict[str, Speller | None] = {}

    def speller(self, language: str) -> Speller | None:
        """Return what knows a language; None where no dictionary of it was found."""
        if language not in self._spellers:
            dictionaries = [opened(file) for file in found(language, self._among)]
            self._spellers[language] = (
                Speller(language, dictionaries, self._own, self._names) if dictionaries else None
            )
        return self._spellers[language]

    def misspelt(self) -> Iterator[tuple[Passage, Found]]:
        """Yield the words that are in no dictionary, with what is close to them."""
        for passage in self._passages:
            if speller := self.speller(passage.language):
                yield from ((passage, item) for item in self._of_words(passage, speller))
                yield from ((passage, item) for item in _of_forms(passage, speller))

    def without_dictionary(self) -> Iterator[Fault]:
        """Yield the languages that have no dictionary, each at the first text in it."""
        firsts = {p.language: p for p in reversed(self._passages)}
        for language, passage in firsts.items():
            if self.speller(language) is None:
                yield Fault(
                    passage.path, f"no dictionary of {language!r} was found", _bring(language)
                )

    def _of_words(self, passage: Passage, speller: Speller) -> Iterator[Found]:
        every = list(words(passage))
        for at, word in enumerate(every):
            wrong = speller.wrong(word)
            if wrong is None or _script(wrong[1]) != _script(passage.text):
                continue
            start, bare = wrong
            beside = every[max(0, at - 1) : at] + every[at + 1 : at + 2]
            if not self._is_cited(bare, word, beside, speller):
                yield _found(word.start + start, _typed(word.text, start, bare), bare, speller)

    def _is_cited(self, bare: str, word: Word, beside: Sequence[Word], speller: Speller) -> bool:
        """Say whether a word is one of another language that is cited.

        It is where it stands alone in quotation marks or brackets, where the word beside it is of that
        language, too (« the straw that broke »), and where it links names (Rock and Roll).
        """
        return any(
            other.base != speller.base
            and other.is_right(bare)
            and (word.is_enclosed or any(_is_of(other, near, bare, speller) for near in beside))
            for other in self._others
        )

    @cached_property
    def _others(self) -> list[Speller]:
        languages = dict.fromkeys([*(passage.language for passage in self._passages), WORLD])
        return [speller for language in languages if (speller := self.speller(language))]


def _is_of(other: Speller, near: Word, bare: str, speller: Speller) -> bool:
    """Say whether the word beside another shows it to be of the other language."""
    typed = spread(near.text)
    if typed[0].isupper() and bare in _LINKS:
        return True
    return not speller.is_right(typed) and other.is_right(typed)


def _of_forms(passage: Passage, speller: Speller) -> Iterator[Found]:
    for form in passage.forms:
        if wrong := speller.wrong_form(form):
            start, end, new = wrong
            if new:
                edit = (form.start + start, form.start + end, new)
                what = f"“{form.words}”: the feminine doubles the last letter"
                yield Found(form.start, form.end, what, (edit,))
            else:
                yield _found(form.start, form.stem, spread(form.stem), speller)


def _typed(text: str, start: int, bare: str) -> str:
    """Return what was typed of a word from one of its signs on; accents may be signs of their own."""
    return text[start : start + len(bare)] if len(spread(text)) == len(text) else text[start:]


def _found(start: int, typed: str, word: str, speller: Speller) -> Found:
    """Return a word that is in no dictionary. What it becomes is offered where one word alone is meant."""
    told = [_as(word, new) for new in speller.near(word)]
    meant = speller.meant(word)
    edits: tuple[Edit, ...] = ()
    if meant:
        edits = (shortest(start, typed, _as(word, meant)),)
        told.remove(_as(word, meant))
    hint = f"{', '.join(told)}? Or, {RIGHT}" if told else RIGHT
    what = f"“{typed}” is not in the dictionary ({speller.language})"
    return Found(start, start + len(typed), what, edits, hint)


def _as(word: str, new: str) -> str:
    """Return a word with a capital where another has one, and with curved apostrophes."""
    new = new.replace("'", "’")
    return new[0].upper() + new[1:] if word[0].isupper() else new


def _bring(language: str) -> str:
    """Return how a dictionary is had."""
    base = language.partition("-")[0].lower()
    name = language.replace("-", "_")
    own = f"put {name}.aff and {name}.dic of Hunspell into {FOLDER}/"
    if base not in PACKAGES:
        return f"{own}, or install Hunspell's dictionary of this language"
    return f"install one: {machine.install(PACKAGES[base])}; or {own}"


def _names(passages: Sequence[Passage]) -> Iterator[str]:
    """Yield, in small letters, the words that are names: of fields for names, and within sentences."""
    for passage in passages:
        for word in words(passage):
            bare = spread(word.text).casefold()
            if passage.kind == "name":
                yield from (bare, *bare.split("-"))
            elif word.text[0].isupper() and (not word.is_first or word.next_is_name):
                yield bare


def _script(text: str) -> str:
    """Return the script of most letters of a text: LATIN, CYRILLIC, ARABIC."""
    letters = [sign for sign in text[:200] if sign.isalpha()]
    counted = Counter(unicodedata.name(sign, "?").split()[0] for sign in letters)
    return counted.most_common(1)[0][0] if counted else ""
