"""`reportcli mail`: donor mailings."""

from __future__ import annotations

from typing import ClassVar

import typer

from reportcli.cli.plain_help import LazyGroup, Place


class Commands(LazyGroup):
    """The commands, in the order of help."""

    places: ClassVar = {
        "eject": Place("mail.eject", "eject"),
        "draft": Place("mail.draft", "draft"),
        "test": Place("mail.try_", "try_"),
        "send": Place("mail.send", "send"),
        "print": Place("mail.print_", "print_"),
        "status": Place("mail.status", "status"),
        "resolve": Place("mail.resolve", "resolve"),
        "forget": Place("mail.forget", "forget"),
    }


app = typer.Typer(
    cls=Commands,
    help="Send each donor the report, once: look first, try it on yourself, then send.",
    no_args_is_help=True,
)
