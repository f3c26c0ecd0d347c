"""What the shell offers after TAB: the years, the layouts and the languages of the project."""

from __future__ import annotations

import tomllib
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import typer  # noqa: TC002  Typer reads the annotations when it runs

if TYPE_CHECKING:
    from reportcli.project import Project


def years(context: typer.Context, incomplete: str) -> list[str]:
    """Return the years of the project's reports that are not named yet."""
    named = context.params.get("years") or ()
    found: list[str] = []
    with suppress(Exception):  # a shell that completes has no place for messages
        found = [year for year in sorted(_reports(_project(context))) if year not in named]
    return _beginning(found, incomplete)


def layouts(context: typer.Context, incomplete: str) -> list[str]:
    """Return the names of the layouts that the project can use."""
    found: list[str] = []
    with suppress(Exception):
        from reportcli.layouts import names

        found = names(_project(context))
    return _beginning(found, incomplete)


def languages(context: typer.Context, incomplete: str) -> list[str]:
    """Return the languages of the project's reports."""
    found: list[str] = []
    with suppress(Exception):
        reports = _reports(_project(context)).values()
        found = [language for report in reports for language in report["languages"]]
    return _beginning(dict.fromkeys(found), incomplete)


def _project(context: typer.Context) -> Project:
    from reportcli.project import find

    return find(context.parent.params.get("directory") if context.parent else None)


def _reports(project: Project) -> dict[str, Any]:
    """Return the reports by their years, whatever they hold."""
    values = tomllib.loads(project.data.read_text("utf-8-sig"))
    return dict(values["reports"])


def _beginning(words: Any, incomplete: str) -> list[str]:
    return [word for word in words if isinstance(word, str) and word.startswith(incomplete)]
