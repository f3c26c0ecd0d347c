"""The job of `import`: a file becomes a report in the project's data file, or TOML to look at."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from reportcli import append, toml_sections
from reportcli.checks.data import named_pictures
from reportcli.diagnostics import Diagnostic, Failure, Place
from reportcli.importers import compose, languages, reading, writing
from reportcli.values import OPEN

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reportcli.importers.compose import Draft
    from reportcli.project import Project
    from reportcli.source import Source

UNPLACED = "I041"
NEW = "schema = 1\n\n"
"""How a data file begins that `import` makes."""


@dataclass(frozen=True)
class Order:
    """What to import as which year's report; None where the file or the project says it."""

    file: Path
    year: str | None
    title: str | None = None
    language: str | None = None


@dataclass(frozen=True)
class Imported:
    """TOML, the years of its reports, how many victories they have, and what is to be said of it."""

    toml: bytes
    years: tuple[str, ...]
    victories: int
    languages: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def unplaced(self) -> int:
        """How many things stand in the TOML as comments."""
        return sum(fault.code == UNPLACED for fault in self.diagnostics)


def convert(order: Order, data: Source | None) -> Imported:
    """Return what a file becomes; `data` is the project's data file, if there is one."""
    read = reading.read(order.file)
    if read.data is not None:
        return _given_back(order, read.data)
    if order.year is None:
        hint = f"say it: reportcli import {order.file} --year 2023"
        raise Failure([Diagnostic("I030", "the year of the report is not known", hint=hint)])
    draft = compose.compose(read.blocks, order.year)
    draft.notes[:0] = read.notes
    _require_victories(draft, order)
    _complete_title(draft, order)
    language = _language(draft, order, data)
    toml = writing.write(draft, order.year, language)
    said = tuple(_said(draft, order))
    return Imported(toml.encode(), (order.year,), len(draft.victories), (language,), said)


def add(imported: Imported, project: Project) -> Imported:
    """Append what was imported to a project's data; of a PDF's data, each year that is not there yet.

    Returns what was added. Raises Failure where nothing is left to add.
    """
    file = project.data
    source = append.present(file)
    there = append.years_of(source)
    wanted = tuple(year for year in imported.years if year not in there)
    if not wanted:
        append.require_free(source, imported.years[0])
    toml = _what_to_add(imported, wanted, source)
    append.append(file, toml, wanted)
    added = tomllib.loads(toml)
    said = [*imported.diagnostics, *_left_behind(imported, added, project)]
    return replace(imported, years=wanted, victories=_count(added), diagnostics=tuple(said))


def _left_behind(
    imported: Imported, added: dict[str, Any], project: Project
) -> Iterator[Diagnostic]:
    """Yield what a report needs, or its PDF has, and is not in the project."""
    names = dict.fromkeys(name for _, name in named_pictures(added))
    if missing := [name for name in names if not _is_there(project.root / name)]:
        message = f"the data names files that no PDF carries with it: {', '.join(missing)}"
        hint = "copy them into the project's folder, each to its place, before you build"
        yield Diagnostic("I025", message, hint=hint, severity="info")
    given = tomllib.loads(imported.toml.decode().removeprefix("\ufeff"))
    if tables := [f"[{key}]" for key in given if key not in {"schema", *added}]:
        message = f"only the report was added; its PDF has {' and '.join(tables)} besides"
        hint = "if they are to be the project's, copy them from: reportcli import … --print"
        yield Diagnostic("I026", message, hint=hint, severity="info")


def _is_there(file: Path) -> bool:
    try:
        return file.is_file()
    except (OSError, ValueError):
        return False


def _what_to_add(imported: Imported, wanted: tuple[str, ...], source: Source | None) -> str:
    """Return TOML that can stand at the end of a data file: all that was imported, or some reports of it."""
    text = imported.toml.decode().removeprefix("\ufeff").replace("\r\n", "\n")
    values = tomllib.loads(text)
    if source is None and set(values["reports"]) == set(wanted):
        return text if "schema" in values else NEW + text
    if set(values) == {"reports"} and set(values["reports"]) == set(wanted):
        return text
    part = toml_sections.reports(text, wanted)
    if part is None:
        message = "the reports of this PDF's data do not stand under headings of their own"
        hint = "write the data out with --print, and copy from it"
        raise Failure([Diagnostic("I024", message, hint=hint)])
    return part if source else NEW + part


def _given_back(order: Order, data: bytes) -> Imported:
    """Take the data that a PDF carries, after a look at whether it can be added."""
    try:
        values = tomllib.loads(data.decode().removeprefix("\ufeff"))
        years = tuple(values["reports"])
    except (ValueError, KeyError, TypeError):
        message = "the data that this PDF carries cannot be read"
        hint = "with --print it is written out as it is"
        raise Failure([Diagnostic("I022", message, Place(str(order.file)), hint)]) from None
    if order.year is not None and order.year not in years:
        message = f"this PDF carries no report for {order.year}"
        hint = f"it has: {', '.join(years)}"
        raise Failure([Diagnostic("I023", message, Place(str(order.file)), hint)])
    chosen = (order.year,) if order.year else years
    return Imported(data, chosen, _count(values), ())


def _count(values: dict[str, Any]) -> int:
    return sum(len(report.get("victories", ())) for report in values.get("reports", {}).values())


def _require_victories(draft: Draft, order: Order) -> None:
    if not draft.victories:
        message = "no victory was found in this file"
        hint = 'begin each with a number ("1.") or a heading, and write its text after it'
        raise Failure([Diagnostic("I031", message, Place(str(order.file)), hint)])


def _complete_title(draft: Draft, order: Order) -> None:
    if order.title:
        if draft.title and draft.title != order.title:
            draft.notes.append(f"the file's own title, {draft.title}, was replaced by --title")
        draft.title = order.title
    elif not draft.title:
        draft.title = re.sub(r"[_\s]+", " ", order.file.stem).strip() or OPEN
        draft.notes.append("no title was found: the file's name stands in its place; see --title")


def _language(draft: Draft, order: Order, data: Source | None) -> str:
    """Return the language: asked for, told by the file, told by its words, or the project's."""
    if order.language or draft.language:
        return order.language or draft.language
    guessed = languages.guess(draft.words)
    theirs = _project_language(data)
    if theirs and (guessed is None or theirs.split("-")[0] == guessed):
        return theirs
    if guessed is None:
        draft.notes.append("the language was not recognised: `languages` says English; mend it")
    return guessed or "en"


def _project_language(data: Source | None) -> str | None:
    reports = append.years_of(data)
    latest: Any = reports[max(reports)] if reports else None
    known = latest.get("languages") if isinstance(latest, dict) else None
    return known[0] if isinstance(known, list) and known and isinstance(known[0], str) else None


def _said(draft: Draft, order: Order) -> Iterator[Diagnostic]:
    place = Place(str(order.file))
    for note in draft.notes:
        yield Diagnostic("I040", note, place, severity="warning")
    for lost in draft.unplaced:
        at = Place(place.path, lost.line, 1, lost.line, 1) if lost.line else place
        where = "" if lost.line else f" ({lost.where})"
        short = " ".join(lost.text.split())
        short = short if len(short) <= 60 else short[:59].rstrip() + "…"
        message = f"{lost.fate}: {lost.what}{where}: {short}"
        yield Diagnostic(UNPLACED, message, at, severity="warning")
