"""A new project: its data file, the schema beside it, what git is not to keep."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Template
from typing import Any

from reportcli import schema, toml_text
from reportcli.diagnostics import Diagnostic, Failure, Place
from reportcli.files import write_all
from reportcli.project import DATA, Project
from reportcli.values import OPEN

FOLDER = Path(__file__).parent / "share" / "starter"
IGNORED = "out/\n"


@dataclass(frozen=True)
class Settings:
    """What a project begins with. Empty: the name is left to be written, the title is the language's own."""

    language: str
    year: str
    name: str = ""
    title: str = ""


@dataclass(frozen=True)
class Made:
    project: Project
    notes: tuple[Diagnostic, ...]


def require_free(folder: Path) -> None:
    """Raise Failure where a file that a new project in this folder would have is there already."""
    for file in _files(folder):
        if os.path.lexists(file):
            name = file.relative_to(folder)
            hint = "choose another folder; or, for another year in that project: reportcli add YEAR"
            raise Failure(
                [Diagnostic("N001", f"{name} is there already", Place(str(folder)), hint)]
            )


def _files(folder: Path) -> tuple[Path, Path]:
    """Return where a new project's data and its schema stand."""
    data = folder / DATA
    return data, data.with_name(schema.NAME)


def make(folder: Path, settings: Settings) -> Made:
    """Make a project in a folder. Raises Failure where a file of it is there already."""
    require_free(folder)
    data, described = _files(folder)
    files = {data: write(settings).encode(), described: schema.text().encode()}
    ignore = folder / ".gitignore"
    kept = os.path.lexists(ignore)
    write_all(files if kept else {**files, ignore: IGNORED.encode()})
    return Made(Project(folder), tuple(_notes(settings, ignore if kept else None)))


def write(settings: Settings) -> str:
    """Return the data file of a new project."""
    said = words(settings.language)
    values = {key: _value(key, value) for key, value in (said or words("en") or {}).items()}
    if settings.title:
        values["title"] = toml_text.string(settings.title)
    name = toml_text.string(settings.name or OPEN)
    template = FOLDER / ("fr.toml" if base(settings.language) == "fr" else "en.toml")
    note = (
        ""
        if said
        else f"# Their texts are in English: there are none in `{settings.language}` yet.\n"
    )
    return Template(template.read_text("utf-8")).substitute(
        values,
        year=settings.year,
        language=toml_text.string(settings.language),
        name=f"name = {name}" if settings.name else f"# name = {name}",
        note=note,
    )


@cache
def all_words() -> dict[str, dict[str, Any]]:
    """Return the starting texts by language."""
    return tomllib.loads((FOLDER / "words.toml").read_text("utf-8"))


def words(language: str) -> dict[str, Any] | None:
    """Return the starting texts in a language or its parent (fr-CH → fr), or None."""
    return all_words().get(base(language))


def is_example(report: Any) -> bool:
    """Say whether a report, as values, has no victory but the examples of a new project."""
    examples = {
        " ".join(text.split())
        for said in all_words().values()
        for key, text in said.items()
        if key.startswith("text_")
    }
    victories = report.get("victories") if isinstance(report, dict) else None
    texts = [victory.get("text") for victory in victories or () if isinstance(victory, dict)]
    return bool(texts) and all(" ".join(str(text).split()) in examples for text in texts)


def base(language: str) -> str:
    """Return a language without its region: fr-CH → fr."""
    return language.partition("-")[0]


def _value(key: str, value: str | list[str]) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(map(toml_text.string, value)) + "]"
    return toml_text.paragraphs(value) if key.startswith("text_") else toml_text.string(value)


def _notes(settings: Settings, ignore: Path | None) -> list[Diagnostic]:
    notes = []
    if ignore:
        message = ".gitignore was there already, and is as it was"
        hint = "for git to pass over what is built, add the line out/ to it"
        notes.append(Diagnostic("N002", message, Place(str(ignore)), hint, "info"))
    if not words(settings.language):
        message = f"the examples are in English: there are none in `{settings.language}` yet"
        hint = "their texts are all to be replaced; the pages are set as your language is"
        notes.append(Diagnostic("N003", message, None, hint, "warning"))
    return notes
