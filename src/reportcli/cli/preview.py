"""`reportcli preview`."""

from __future__ import annotations

from typing import Annotated

import typer

from reportcli.cli.frame import count_errors, guard, progress
from reportcli.diagnostics import has_errors


def preview(
    context: typer.Context,
    year: Annotated[str, typer.Argument(metavar="YEAR", help="The report to see.")],
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
        str | None, typer.Option("--lang", help="Language.", show_default="the report's first")
    ] = None,
    layout: Annotated[
        str | None, typer.Option("--layout", "-l", help="Layout, instead of the report's own.")
    ] = None,
) -> None:
    """See a report in the terminal; what is wrong in the data stands beside the victory.

    For example: reportcli preview 2023, or its pages: reportcli preview 2023 --pages
    """
    with guard(context, undone="the report cannot be shown"):
        from reportcli import terminal
        from reportcli.project import find

        project, console = find(context.obj[0]), terminal.output_console(width)
        if pages or page:
            from reportcli.preview import sheets

            with progress() as say:
                made = sheets.typeset(project, year, lang, layout, say)
            terminal.show(terminal.error_console(), made.warnings)
            sheets.show(console, made, page)
            return
        from reportcli.preview import pager, text

        composed, faults = text.compose(project, year, lang, layout, console)
        pager.show(console, composed)
        if has_errors(faults):
            told = f"{count_errors(faults)}, shown in place; the report cannot be built yet"
            terminal.error_console().print(told)
            raise typer.Exit(1)
