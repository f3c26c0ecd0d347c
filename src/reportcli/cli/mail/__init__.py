"""`reportcli mail`: donor mailings."""

from __future__ import annotations

import typer

from reportcli.cli.mail.draft import draft
from reportcli.cli.mail.eject import eject
from reportcli.cli.mail.forget import forget
from reportcli.cli.mail.print_ import print_
from reportcli.cli.mail.resolve import resolve
from reportcli.cli.mail.send import send
from reportcli.cli.mail.status import status
from reportcli.cli.mail.try_ import try_
from reportcli.cli.plain_help import Command, Group

app = typer.Typer(
    cls=Group,
    help="Send each donor the report, once: look first, try it on yourself, then send.",
    no_args_is_help=True,
)
app.command(cls=Command)(eject)
app.command(cls=Command)(draft)
app.command("test", cls=Command)(try_)
app.command(cls=Command)(send)
app.command("print", cls=Command)(print_)
app.command(cls=Command)(status)
app.command(cls=Command)(resolve)
app.command(cls=Command)(forget)
