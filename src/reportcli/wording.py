"""How an edition's values are said in its language: names, dates, countries, figures. No markup."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import quote

from reportcli import figures, numerals, places, typography
from reportcli.diagnostics import Diagnostic, Failure
from reportcli.paging import sentences

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportcli.edition import Edition
    from reportcli.model import Figure, Victory

OPENING_WORDS = 7
TAG = re.compile("<[^>]*>")
LONGEST_ADDRESS = 44
"""Signs of an address that someone will still copy from paper."""
UNSAID = re.compile(r"(?:https?://(?:www\.)?|mailto:|tel:)", re.IGNORECASE)
"""What an address begins with and nobody says."""
IN_ADDRESSES = "/?#[]@!$&'()*+,;=:%~"
"""What stands as it is in an address, beside ASCII's letters and digits."""


@dataclass(frozen=True)
class Numbered:
    """A victory with its number."""

    victory: Victory
    number: int


@dataclass(frozen=True)
class ReadFigure(Numbered):
    """A figure with its victory, and how its value is read."""

    figure: Figure
    reading: figures.Reading


@dataclass(frozen=True)
class Month:
    """A month's short name, and the victories that are dated in it."""

    name: str
    victories: tuple[Numbered, ...]


@dataclass(frozen=True)
class Wording:
    """What an edition says, set as its language is."""

    edition: Edition

    def plain(self, text: Mapping[str, str] | str) -> str:
        """Set a text as bare characters."""
        if isinstance(text, str):
            return typography.plain(text, self.edition.language)
        return typography.plain(*self.edition.words(text))

    @cached_property
    def words(self) -> Mapping[str, str]:
        """The layout's own words. Raises Failure if it has none, not even in English."""
        layout = self.edition.layout
        found = layout.words_in(self.edition.language) or layout.words_in("en")
        if found is None:
            raise Failure([Diagnostic("L003", f"layout `{layout.name}` has no words in English")])
        return found

    @cached_property
    def numerals(self) -> numerals.Numerals:
        """The digits in which the edition counts."""
        return numerals.of(self.edition.language, self.edition.text)

    @cached_property
    def comma(self) -> str:
        """What stands between the parts of a list, with its space."""
        return typography.language(self.edition.language).comma

    @cached_property
    def year(self) -> str:
        return self.numerals.write(self.edition.year)

    @cached_property
    def year_beside_title(self) -> str:
        """The report's year; empty where its title says it."""
        said = re.search(rf"(?<!\d){self.year}(?!\d)", self.plain(self.edition.report.title))
        return "" if said else self.year

    @cached_property
    def dated_title(self) -> str:
        """The report's title with its year, each year once."""
        parts = [self.plain(self.edition.report.title), self.year_beside_title]
        return self.comma.join(filter(None, parts))

    def name(self, victory: Victory) -> str:
        """Return a victory's title, or what stands for it: its summary or the first words of its text."""
        if victory.title:
            return self.plain(victory.title)
        opening = (
            self.plain(victory.summary) if victory.summary else self._without_tags(victory.text)
        )
        first = " ".join(opening.split(" ")[:OPENING_WORDS])
        return first if first == opening else f"{first} …"

    def naming(self, victory: Victory) -> Mapping[str, str]:
        """Return the text that a victory's name is of."""
        return victory.title or victory.summary or victory.text

    def short_names(self, victory: Victory) -> list[str]:
        """Return what may stand for a victory as it is, the best first: title, summary, first sentence."""
        written = [self.plain(text) for text in (victory.title, victory.summary) if text]
        opening = typography.paragraphs(*self.edition.words(victory.text))[0]
        return [*written, unescape(TAG.sub("", sentences(opening)[0]))]

    def _without_tags(self, text: Mapping[str, str]) -> str:
        html = " ".join(typography.paragraphs(*self.edition.words(text)))
        return unescape(TAG.sub("", html))

    def keywords(self) -> list[str]:
        """Return the themes of all victories, each once, in their order."""
        victories = self.edition.report.victories
        return list(dict.fromkeys(self.plain(theme) for v in victories for theme in v.themes))

    def date(self, when: str) -> str:
        """Return a date (2023, 2023-05 or 2023-05-12) as the language writes it."""
        from babel.dates import format_date, format_skeleton

        year, *rest = (int(part) for part in when.split("-"))
        locale = self.edition.language.replace("-", "_")
        if not rest:
            return self.numerals.write(year)
        day = date(year, rest[0], rest[1] if len(rest) > 1 else 1)
        if len(rest) > 1:
            return self.numerals.write(self.plain(format_date(day, "long", locale)))
        return self.numerals.write(self.plain(format_skeleton("yMMMM", day, locale=locale)))

    def months(self) -> list[Month]:
        """Return the months of the report's year, each with the victories dated in it.

        None where fewer than half of the victories have a month of that year, or fewer than three.
        """
        from babel.dates import get_month_names

        dated: dict[str, list[Numbered]] = {}
        for number, victory in enumerate(self.edition.report.victories, 1):
            year, _, rest = (victory.date or "").partition("-")
            if rest and year == self.edition.year:
                dated.setdefault(rest[:2], []).append(Numbered(victory, number))
        count = sum(map(len, dated.values()))
        if count < max(3, len(self.edition.report.victories) / 2):
            return []
        locale = self.edition.language.replace("-", "_")
        names = get_month_names("abbreviated", "stand-alone", locale)
        return [
            Month(self.plain(str(names[month])), tuple(dated.get(f"{month:02}", ())))
            for month in range(1, 13)
        ]

    def grouped(self, number: int) -> str:
        """Write a number with its groups of three, as the language parts them."""
        from babel.numbers import format_decimal

        locale = self.edition.language.replace("-", "_")
        return self.numerals.write(format_decimal(number, locale=locale))

    def country(self, code: str) -> str:
        return places.country(code, self.edition.language)

    def reading(self, figure: Figure) -> figures.Reading:
        """Return the parts of a figure's value in the edition's language."""
        return figures.read(self.plain(figure.value), figure.count)

    def key_figures(self, most: int) -> list[ReadFigure]:
        """Return the key figures from small to large: the first of each victory, then the largest."""
        found = [
            (bool(order), ReadFigure(victory, number, figure, self.reading(figure)))
            for number, victory in enumerate(self.edition.report.victories, 1)
            for order, figure in enumerate(victory.figures)
        ]
        chosen = sorted(found, key=lambda item: (item[0], -(item[1].reading.amount or 0)))[:most]
        return sorted((item for _, item in chosen), key=lambda item: item.reading.amount or 0)


def address(url: str) -> str:
    """Return an address as it is said: without what nobody says, a long one cut after a part of its path."""
    bare = quote(UNSAID.sub("", url, count=1).rstrip("/"), safe=IN_ADDRESSES)
    host, path, _ = bare.partition("/")
    if not path or len(bare) <= LONGEST_ADDRESS:
        return bare
    return f"{bare[: LONGEST_ADDRESS - 1].rpartition('/')[0] or host}/…"
