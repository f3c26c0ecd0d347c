"""`reportcli preview`."""

from __future__ import annotations

from typing import Annotated

import typer

from reportcli.cli import completion
from reportcli.cli.frame import guard, progress
from reportcli.diagnostics import count_errors, has_errors
from reportcli.garbage import uncollected


def preview(
    context: typer.Context,
    year: Annotated[
        str,
        typer.Argument(metavar="YEAR", autocompletion=completion.years, help="The report to see."),
    ],
    pages: Annotated[
        bool, typer.Option("--pages", help="Show the typeset pages as pictures.")
    ] = False,
    page: Annotated[
        int | None, typer.Option("--page", min=1, metavar="N", help="Show this page alone.")
    ] = None,
    width: Annotated[
        int | None,
        typer.Option(
            "--width", min=20, max=1000, metavar="N", help="Columns.", show_default="the terminal's"
        ),
    ] = None,
    lang: Annotated[
        str | None,
        typer.Option(
            "--lang",
            metavar="CODE",
            autocompletion=completion.languages,
            help="Language.",
            show_default="the report's first",
        ),
    ] = None,
    layout: Annotated[
        str | None,
        typer.Option(
            "--layout",
            "-l",
            metavar="NAME",
            autocompletion=completion.layouts,
            help="Layout, instead of the report's own.",
        ),
    ] = None,
) -> None:
    """See a report in the terminal; what is wrong in the data stands beside the victory.

    For example: reportcli preview 2023, or its pages: reportcli preview 2023 --pages
    """
    with guard(context, undone="the report cannot be shown"):
        if pages or page:
            _show_pages(context, year, page, width, lang, layout)
        else:
            with uncollected():
                _show_text(context, year, width, lang, layout)


def _show_pages(
    context: typer.Context,
    year: str,
    page: int | None,
    width: int | None,
    lang: str | None,
    layout: str | None,
) -> None:
    from reportcli import terminal
    from reportcli.preview import sheets
    from reportcli.project import find

    with progress() as say:
        made = sheets.typeset(find(context.obj[0]), year, lang, layout, say)
    terminal.show(terminal.error_console(), made.warnings)
    sheets.show(terminal.output_console(width), made, page)


def _show_text(
    context: typer.Context, year: str, width: int | None, lang: str | None, layout: str | None
) -> None:
    from reportcli import terminal
    from reportcli.preview import pager, text
    from reportcli.project import find

    console = terminal.output_console(width)
    composed, faults = text.compose(find(context.obj[0]), year, lang, layout, console)
    pager.show(console, composed)
    if has_errors(faults):
        told = f"{count_errors(faults)}, shown in place; the report cannot be built yet"
        terminal.error_console().print(told)
        raise typer.Exit(1)
