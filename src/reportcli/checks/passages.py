"""The texts of the data, one by one, as rules read them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from reportcli.inclusive.forms import Form, forms
from reportcli.model import texts
from reportcli.patterns import Pattern
from reportcli.salvage import is_whole
from reportcli.typography.kept import IN_TEXT
from reportcli.values import FIRST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportcli.model import Data, Report

Path = tuple[str | int, ...]
Kind = Literal["prose", "name", "template"]

HIDDEN = "\ue000"
"""Stands for each character that no rule may read: no letter, no digit, no space, no mark."""
NAMES = {"by", "credit", "partners", "name", "address", "holder", "purpose"}
"""Fields that hold names and the like, which are spelled as their bearers spell them."""
_PROBABLY = re.compile(r"://|www\.|[@`&\\]|\]\(|\{[{%#]", re.IGNORECASE)
_LETTERS = Pattern("[A-Za-zÀ-ÖØ-öø-ÿŒœ]+")
_PIECES = Pattern(
    rf"""
    (?P<target>(?<=\]\()[^\s()]*(?:\([^\s()]*\)[^\s()]*){{0,3}})
  | `[^`\n]{{1,500}}`
  | \{{[{{%\#][^{{}}\n]{{0,200}}\}}{{1,2}}   # Jinja
  | \\[\\'"*_]
  | {IN_TEXT}
    """,
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True)
class Passage:
    """One text in one language. `path` leads to its string in the data."""

    path: Path
    words: str
    """As its string says."""
    language: str
    """A tag such as fr-CH; empty where it is not known."""
    kind: Kind = "prose"

    @cached_property
    def text(self) -> str:
        """The words, with `HIDDEN` for each character of addresses, targets of links, code and templates."""
        if not _PROBABLY.search(self.words):
            return self.words
        return _PIECES.sub(lambda piece: HIDDEN * len(piece[0]), self.words)

    @cached_property
    def tokens(self) -> frozenset[str]:
        """The runs of letters of French, English and Spanish in it."""
        return frozenset(_LETTERS.findall(self.text))

    @cached_property
    def capitals(self) -> tuple[str, ...]:
        """Those of its tokens that begin with a capital."""
        return tuple(token for token in self.tokens if token[0].isupper())

    @cached_property
    def forms(self) -> tuple[Form, ...]:
        """The inclusive forms in it."""
        return tuple(forms(self.text))

    @cached_property
    def base(self) -> str:
        """The language without its country: fr."""
        return self.language.partition("-")[0].lower()

    @property
    def field(self) -> Path:
        """The path without the language of a table."""
        return self.path[:-1] if self.path[-1:] == (self.language,) else self.path


def passages(data: Data, cut: frozenset[Path]) -> Iterator[Passage]:
    """Yield the texts that could be read, those of the organisation first."""
    firsts = {report.languages[0] for report in data.reports.values()}
    usual = firsts.pop() if len(firsts) == 1 else ""
    for root in ("organization", "mail"):
        for path, text in texts(getattr(data, root), (root,)):
            if is_whole(cut, path):
                yield from _each(path, text, usual)
    for year, report in data.reports.items():
        yield from _of_report(year, report, cut)


def _of_report(year: str, report: Report, cut: frozenset[Path]) -> Iterator[Passage]:
    path: Path = ("reports", year)
    first = report.languages[0] if is_whole(cut, (*path, "languages")) else ""
    for where, text in texts(report, path):
        if not cut or is_whole(cut, where):
            yield from _each(where, text, first)


def _each(path: Path, text: dict[str, str], first: str) -> Iterator[Passage]:
    kind: Kind = "prose"
    if not NAMES.isdisjoint(path):
        kind = "name"
    elif path[0] == "mail":
        kind = "template"
    for language, words in text.items():
        at = path if language == FIRST else (*path, language)
        yield Passage(at, words, first if language == FIRST else language, kind)
