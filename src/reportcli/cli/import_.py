"""`reportcli import`."""

from __future__ import annotations

import sys
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportcli.cli.frame import guard, language_of, near, year_of

if TYPE_CHECKING:
    from reportcli.importers.job import Imported


def import_(
    context: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="A text, Markdown, Word (.docx) or PDF file of ours."),
    ],
    year: Annotated[
        str | None,
        typer.Option(
            "--year",
            metavar="YEAR",
            callback=year_of,
            help="The report's year; of a PDF, only this one.",
        ),
    ] = None,
    title: Annotated[
        str | None,
        typer.Option(
            "--title", metavar="TITLE", help="The report's title, instead of the file's own."
        ),
    ] = None,
    lang: Annotated[
        str | None,
        typer.Option(
            "--lang",
            metavar="CODE",
            callback=language_of,
            help="The text's language.",
            show_default="told by its words",
        ),
    ] = None,
    to_stdout: Annotated[
        bool, typer.Option("--print", help="Print the TOML; write nothing.")
    ] = False,
) -> None:
    """Make a report of a text that is there already.

    A number or a heading begins a victory. What has no place in a report
    stays as a comment where it was, and is listed. The report is added at
    the end of data/victories.toml; nothing before it changes.

    For example: reportcli import victoires.docx --year 2024
    """
    with guard(context):
        from reportcli import append, terminal
        from reportcli.diagnostics import Failure
        from reportcli.importers import job
        from reportcli.project import find_or_here

        project = find_or_here(context.obj[0])
        source = None
        with suppress(Failure) if to_stdout else nullcontext():
            source = append.present(project.data)
        imported = job.convert(job.Order(file, year, title, lang), source)
        if to_stdout:
            _print(imported.toml)
        else:
            imported = job.add(imported, project)
        console = terminal.error_console()
        terminal.show(console, imported.diagnostics)
        if imported.unplaced:
            things = (
                "1 thing stands" if imported.unplaced == 1 else f"{imported.unplaced} things stand"
            )
            console.print(f"{things} as comments where they were; look for # in the result")
        if not to_stdout:
            print(_told(imported, near(project.data)))
            print(f"Then: reportcli build {imported.years[-1]}")


def _print(toml: bytes) -> None:
    sys.stdout.flush()
    sys.stdout.buffer.write(toml)
    sys.stdout.buffer.flush()


def _told(imported: Imported, file: Path) -> str:
    years, count = ", ".join(imported.years), imported.victories
    victories = "1 victory" if count == 1 else f"{count} victories"
    language = f", language {imported.languages[0]}" if imported.languages else ""
    return f"{file}: added {years} ({victories}{language})"
