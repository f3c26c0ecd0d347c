"""The command line: each command reads its arguments, calls one function and prints its result."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from reportcli import __version__
from reportcli.cli.add import add
from reportcli.cli.build import build
from reportcli.cli.check import CheckCommand, check
from reportcli.cli.doctor import doctor
from reportcli.cli.import_ import import_
from reportcli.cli.layouts import app as layouts
from reportcli.cli.mail import app as mail
from reportcli.cli.new import new
from reportcli.cli.plain_help import Command, Group
from reportcli.cli.preview import preview
from reportcli.cli.schema import schema
from reportcli.cli.verify import verify
from reportcli.cli.watch import watch

app = typer.Typer(
    cls=Group,
    name="reportcli",
    help="One TOML file of a year's victories becomes a report that people read, print and archive.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"reportcli {__version__}")
        raise typer.Exit


@app.callback()
def _main(
    context: typer.Context,
    directory: Annotated[
        Path | None,
        typer.Option(
            "-C",
            "--directory",
            metavar="FOLDER",
            help="The project's folder.",
            show_default="this one, or the nearest above",
        ),
    ] = None,
    debug: Annotated[
        bool, typer.Option("--debug", help="Show a traceback when something fails.")
    ] = False,
    version: Annotated[  # noqa: ARG001
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    context.obj = (directory, debug)


app.command(cls=Command)(new)
app.command("import", cls=Command)(import_)
app.command(cls=Command)(add)
app.command(cls=Command)(build)
app.command(cls=CheckCommand)(check)
app.command(cls=Command)(preview)
app.command(cls=Command)(watch)
app.command(cls=Command)(verify)
app.add_typer(mail, name="mail")
app.add_typer(layouts, name="layouts")
app.command(cls=Command)(schema)
app.command(cls=Command)(doctor)
