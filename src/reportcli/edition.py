"""One report in one language by one layout: what a page is rendered from, and which ones are asked for."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from typing import TYPE_CHECKING

from reportcli import layouts, own_fonts
from reportcli.diagnostics import Diagnostic, Failure
from reportcli.model import texts, words
from reportcli.project import file_name
from reportcli.resolution import DOTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from reportcli.fonts import Library
    from reportcli.layouts import Layout
    from reportcli.load import Loaded
    from reportcli.model import Data, Report
    from reportcli.project import Project


DEDICATION = "https://slot.invalid/dedication"
"""Where the link goes that marks the dedication's slot; no host has such a name (RFC 6761, 6.4)."""


def direction_of(language: str) -> str:
    """Return the direction in which a language is written: ltr or rtl."""
    from babel import Locale

    return str(Locale.parse(language, sep="-").text_direction)


@dataclass(frozen=True)
class Edition:
    """`folder` is the project's, to which pictures are relative.

    `personal`: on paper the slot of a dedication is left open, marked by a link (see mail.slot).
    `dots`: as many an inch of paper has of a picture.
    """

    data: Data
    year: str
    language: str
    layout: Layout
    folder: Path
    personal: bool = False
    dots: int = DOTS["screen"]

    @property
    def report(self) -> Report:
        return self.data.reports[self.year]

    @property
    def name(self) -> str:
        """How progress calls it."""
        return f"{self.year}, {self.layout.name}, {self.language}"

    @property
    def direction(self) -> str:
        """The direction of its writing: ltr or rtl."""
        return direction_of(self.language)

    @property
    def fonts(self) -> Library:
        """The layout's fonts and the project's own."""
        own = own_fonts.faces(self.folder, self.data.brand.fonts.files)
        return self.layout.fonts.with_own(own)

    def file_name(self, extension: str) -> str:
        """Return how its file is named: by title and year; by language and layout where not the usual."""
        title, _ = self.words(self.report.title)
        language = "" if self.language == self.report.languages[0] else self.language
        layout = "" if self.layout.name == self.report.layout else self.layout.name
        suffixes = tuple(part for part in (language, layout) if part)
        return file_name(title, self.year, suffixes=suffixes, extension=extension)

    def words(self, text: Mapping[str, str]) -> tuple[str, str]:
        """Return a text's words and their language: the edition's, or else the report's first."""
        first = self.report.languages[0]
        own = words(text, self.language, first)
        return (own, self.language) if own is not None else (words(text, first, first) or "", first)

    @cached_property
    def text(self) -> str:
        """All the texts that the edition sets, as typed."""
        found = [*texts(self.data.organization), *texts(self.report)]
        return "\n".join(self.words(text)[0] for _, text in found)


def editions(
    project: Project,
    loaded: Loaded,
    years: Sequence[str] = (),
    names: Sequence[str] = (),
    languages: Sequence[str] = (),
) -> Iterator[Edition]:
    """Yield each report in each layout and language that is asked for.

    Empty means all years, each report's own layout, all its languages. Raises Failure for what there is not.
    """
    reports = loaded.data.reports
    for year in years or sorted(reports):
        if year not in reports:
            unread = year in loaded.source.values["reports"]
            raise Failure(
                loaded.diagnostics if unread else [unknown_year(year, sorted(reports), loaded)]
            )
        report = reports[year]
        for name in names or [report.layout]:
            place = loaded.source.place(("reports", year, "layout")) if not names else None
            layout = layouts.find(project, name, place, loaded.data.choices(name))
            for language in _known(languages, year, report.languages):
                yield Edition(loaded.data, year, language, layout, project.root)


def one(
    project: Project, loaded: Loaded, year: str, layout: str | None, language: str | None
) -> Edition:
    """Return a report in a layout and a language; None means its own layout, its first language."""
    names, languages = [layout] if layout else [], [language] if language else []
    return next(editions(project, loaded, [year], names, languages))


def unknown_year(year: str, known: list[str], loaded: Loaded) -> Diagnostic:
    """Return what is said of a year that has no report."""
    close = get_close_matches(year, known, n=1)
    hint = f"did you mean {close[0]}? " if close else ""
    return Diagnostic(
        code="D040",
        message=f"there is no report for {year}",
        place=loaded.source.place(("reports",)),
        hint=f"{hint}there {'are' if len(known) > 1 else 'is'}: {', '.join(known)}",
    )


def _known(languages: Sequence[str], year: str, known: Sequence[str]) -> Sequence[str]:
    for language in languages:
        if language not in known:
            message = f"the report of {year} has no language `{language}`"
            raise Failure([Diagnostic("D041", message, hint=f"it has: {', '.join(known)}")])
    return languages or known
