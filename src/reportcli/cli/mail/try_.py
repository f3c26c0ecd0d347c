"""`reportcli mail test`."""

from __future__ import annotations

from typing import Annotated

import typer

from reportcli.cli.frame import guard, language_of, progress
from reportcli.cli.mail.options import Column, Year, wish


def try_(
    context: typer.Context,
    year: Year,
    to_me: Annotated[str, typer.Option("--to-me", help="Your own address.")],
    to: Annotated[
        str | None,
        typer.Option("--to", help="A donor list: the message is the one of its first donor."),
    ] = None,
    lang: Annotated[
        str | None,
        typer.Option(
            "--lang",
            callback=language_of,
            help="The report's language.",
            show_default="its first, or the donor's",
        ),
    ] = None,
    column: Column = None,
) -> None:
    """Send one real message, to yourself. No donor gets anything.

    For example: reportcli mail test 2023 --to-me me@example.org --to donors.csv
    """
    with guard(context, undone="nothing was sent"):
        from reportcli import terminal
        from reportcli.mail import server, trial
        from reportcli.project import find

        project, there = find(context.obj[0]), server.require()
        with progress() as say:
            if to is None:
                sent = trial.send(project, year, None, lang, to_me, there, say)
            else:
                with wish(project, year, None, to, column) as asked:
                    sent = trial.send(project, year, asked, lang, to_me, there, say)
        terminal.show(terminal.error_console(), sent.notes)
        print(f"sent to {sent.recipient} ({sent.size / 1000:,.0f} kB): {sent.reply}")
