"""The command line: each command reads its arguments, calls one function and prints its result.

A command's module is imported when the command is used, or when help names it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, ClassVar

import typer

from reportcli import __version__
from reportcli.cli.plain_help import LazyGroup, Place


class Commands(LazyGroup):
    """The commands, in the order of help."""

    places: ClassVar = {
        "new": Place("new", "new"),
        "import": Place("import_", "import_"),
        "add": Place("add", "add"),
        "build": Place("build", "build"),
        "check": Place("check", "check", "CheckCommand"),
        "preview": Place("preview", "preview"),
        "watch": Place("watch", "watch"),
        "verify": Place("verify", "verify"),
        "schema": Place("schema", "schema"),
        "doctor": Place("doctor", "doctor"),
        "mail": Place("mail", "app"),
        "layouts": Place("layouts", "app"),
    }


app = typer.Typer(
    cls=Commands,
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
