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

app = typer.Typer(
    help="Send each donor the report, once: look first, try it on yourself, then send.",
    no_args_is_help=True,
)
app.command()(eject)
app.command()(draft)
app.command("test")(try_)
app.command()(send)
app.command("print")(print_)
app.command()(status)
app.command()(resolve)
app.command()(forget)
