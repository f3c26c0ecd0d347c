"""`reportcli mail eject`."""

from __future__ import annotations

from typing import Annotated

import typer

from reportcli.cli.frame import guard, language_of, near
from reportcli.cli.mail.options import Year


def eject(
    context: typer.Context,
    year: Year,
    lang: Annotated[
        str | None,
        typer.Option(
            "--lang",
            callback=language_of,
            help="The message's language.",
            show_default="the report's first",
        ),
    ] = None,
) -> None:
    """Write the message into your project, with remarks, so that you can change it.

    For example: reportcli mail eject 2023
    """
    with guard(context):
        from reportcli.mail import ejected
        from reportcli.project import find

        project = find(context.obj[0])
        print(near(ejected.eject(project, year, lang)))
