"""`reportcli check`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from reportcli.cli import verdicts
from reportcli.cli.frame import guard


class Format(StrEnum):
    TERMINAL = "terminal"
    JSON = "json"


def check(
    context: typer.Context,
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="FILE…", help="The files to check.")
    ] = None,
    pdf: Annotated[
        bool,
        typer.Option("--pdf", help="Whether finished PDFs keep the standards, by their checkers."),
    ] = False,
    format_: Annotated[
        Format, typer.Option("--format", "-f", metavar="terminal|json", help="How to say it.")
    ] = Format.TERMINAL,
) -> None:
    """Ask veraPDF and qpdf whether finished PDFs are PDF/A-3a, PDF/UA-1 and sound.

    They must be installed: reportcli doctor says what is missing. The
    exit code is 1 when a file does not conform.

    For example: reportcli check --pdf out/2024/*.pdf
    """
    if not (pdf and files):
        raise typer.BadParameter("name the files: reportcli check --pdf FILE…")
    as_json = format_ is Format.JSON
    with guard(context, undone="nothing was checked"):
        from reportcli.conformance import job
        from reportcli.diagnostics import Failure

        try:
            told, faults = job.check(files)
        except Failure as failure:
            if not as_json:
                raise
            told, faults = [], failure.diagnostics
        if as_json:
            verdicts.print_json(told, faults)
        else:
            verdicts.show(told, faults)
        if faults:
            raise typer.Exit(1)
