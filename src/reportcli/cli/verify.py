"""`reportcli verify`."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from reportcli.cli.frame import guard


def verify(
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A PDF that reportcli made for the screen.")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Say whether a PDF is what the data that it carries makes.

    The report is built again from that data and compared byte for byte.
    Pictures, fonts and layouts of its own are taken from the project.
    The exit code is 0 when the bytes are the same.

    For example: reportcli verify out/2023/nos-10-victoires-2023.pdf
    """
    with guard(context, as_json=as_json, undone="it was not verified"):
        from reportcli import terminal, verification
        from reportcli.diagnostics import Failure
        from reportcli.project import find

        project = find(context.obj[0]) if context.obj[0] else None
        with suppress(Failure):
            project = project or find(None)
        verdict = verification.verify(file, project)
        told = [] if verdict.same else [verification.difference(verdict)]
        if as_json:
            document = {**verdict.as_json(), "diagnostics": [fault.as_json() for fault in told]}
            print(json.dumps(document, ensure_ascii=False, indent=2))
        else:
            terminal.show(terminal.error_console(), told)
            if verdict.same:
                print(f"{file}: {verdict}")
        if told:
            raise typer.Exit(1)
