"""`reportcli mail print`."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from reportcli.cli.frame import counted, guard, near, progress
from reportcli.cli.mail.options import Campaign, Column, SkipInvalid, To, Year, wish


class Window(StrEnum):
    RIGHT = "right"
    LEFT = "left"


def print_(
    context: typer.Context,
    year: Year,
    to: To,
    out: Annotated[Path, typer.Option("--out", "-o", help="The PDF for the print shop.")],
    everyone: Annotated[
        bool, typer.Option("--everyone", help="Also those who have an address of e-mail.")
    ] = False,
    letter_only: Annotated[
        bool, typer.Option("--letter-only", help="The letters without the report after each.")
    ] = False,
    window: Annotated[
        Window | None,
        typer.Option(
            "--window",
            help="The envelope's window: right (Swiss), left (German, French).",
            show_default="the data's choice, or right",
        ),
    ] = None,
    campaign: Campaign = None,
    column: Column = None,
    skip_invalid: SkipInvalid = False,
) -> None:
    """Make one PDF of letters for those who have no address of e-mail.

    The address stands in the envelope's window, the report follows each
    letter, and every letter begins on a right-hand page. They are sorted by
    country and postcode.

    For example: reportcli mail print 2023 --to donors.csv --out letters.pdf
    """
    with guard(context):
        from reportcli import terminal
        from reportcli.diagnostics import Diagnostic, Failure
        from reportcli.mail import letters, mailing
        from reportcli.project import find

        project = find(context.obj[0])
        with wish(project, year, campaign, to, column, skip_invalid=skip_invalid) as given:
            asked = replace(given, whom="everyone" if everyone else "letter")
            with progress() as say:
                found = mailing.gather(project, asked, say)
                people = found.roster.donors(asked.whom)
                layout = letters.layout(project, found.campaign, window and window.value)
                made = letters.write(
                    found.campaign,
                    (donor for donor in people if donor.address),
                    out,
                    layout=layout,
                    home=found.roster.home,
                    alone=letter_only,
                    told=lambda made: say(f"{made} letters more"),
                )
            terminal.show(terminal.error_console(), found.notes)
            if not made.letters:
                hint = "they need columns such as address, postcode and city, and no email; or --everyone"
                raise Failure([Diagnostic("M063", "nobody on the list gets a letter", None, hint)])
            if made.long:
                message = f"{made.long} of the letters take more than one page"
                hint = "shorten the message in mail/, or the report's titles"
                terminal.show(
                    terminal.error_console(), [Diagnostic("M064", message, None, hint, "warning")]
                )
        told = f"{counted(made.letters, 'letter')}, {counted(made.pages, 'page')}"
        print(f"{near(out.absolute())}: {told}")
