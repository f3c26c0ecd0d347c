"""`reportcli new`."""

from __future__ import annotations

import os
import shlex
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportcli.cli.frame import guard, language_of, near, year_of

if TYPE_CHECKING:
    from reportcli.starter import Settings


def new(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder of the new project.")],
    name: Annotated[
        str | None,
        typer.Option(
            "--name", metavar="NAME", help="The organisation's name.", show_default="asked for"
        ),
    ] = None,
    lang: Annotated[
        str | None,
        typer.Option(
            "--lang",
            metavar="CODE",
            callback=language_of,
            help="The report's language.",
            show_default="asked for",
        ),
    ] = None,
    year: Annotated[
        str | None,
        typer.Option(
            "--year",
            metavar="YEAR",
            callback=year_of,
            help="The report's year.",
            show_default="this one",
        ),
    ] = None,
    title: Annotated[
        str | None, typer.Option("--title", metavar="TITLE", help="The report's title.")
    ] = None,
    yes: Annotated[
        bool, typer.Option("--yes", "-y", help="Ask nothing: leave open what is not given.")
    ] = False,
) -> None:
    """Begin a project: one file to write in, with examples, that builds at once.

    For example: reportcli new rapport --name "Une organisation amie" --lang fr
    """
    with guard(context):
        from reportcli import starter, terminal

        place = (context.obj[0] or Path()) / folder
        starter.require_free(place)
        settings = _settings(name, lang, year, title, yes=yes)
        made = starter.make(place, settings)
        terminal.show(terminal.error_console(), made.notes)
        told = f"made for {settings.year} (examples, language {settings.language})"
        print(f"{near(made.project.data.absolute())}: {told}")
        _print_next(near(made.project.root.absolute()), settings.year)


def _settings(
    name: str | None, lang: str | None, year: str | None, title: str | None, *, yes: bool
) -> Settings:
    """Complete what is given: by asking in a terminal, else by what is usual here, if `yes`."""
    from reportcli.starter import Settings

    here = _language_here()
    if not yes and sys.stdin.isatty() and sys.stderr.isatty():
        name = typer.prompt("The organisation's name", err=True) if name is None else name
        if lang is None:
            question = "The report's language (a code: fr, en, es, de, …)"
            lang = typer.prompt(question, here, value_proc=language_of, err=True)
    missing = [option for option, given in (("--name", name), ("--lang", lang)) if given is None]
    if missing and not yes:
        raise typer.BadParameter(
            f"give {' and '.join(missing)}, or --yes to leave the name open and take {lang or here}"
            " as the language (in a terminal they are asked for)"
        )
    year = year or str(date.today().year)  # noqa: DTZ011  the year on the wall
    return Settings(lang or here, year, (name or "").strip(), (title or "").strip())


def _language_here() -> str:
    """Return the language of this terminal."""
    usual = next(
        filter(None, (os.environ.get(key) for key in ("LC_ALL", "LC_MESSAGES", "LANG"))), ""
    )
    found = usual.partition("_")[0].partition(".")[0].lower()
    return found if len(found) == 2 and found.isalpha() else "en"


def _print_next(folder: Path, year: str) -> None:
    """Print the three commands that come next, those that can be typed as they stand."""
    steps = [f"reportcli watch {year}", f"reportcli build {year} --open"]
    if folder != Path():
        steps.insert(0, f"cd {shlex.quote(str(folder))}")
    else:
        steps.append("reportcli doctor")
    print("\nNext:", *(f"  {step}" for step in steps), sep="\n")
