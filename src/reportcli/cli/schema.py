"""`reportcli schema`."""

from __future__ import annotations

import typer  # noqa: TC002  Typer reads the annotation when it runs

from reportcli.cli.frame import guard


def schema(context: typer.Context) -> None:
    """Print the JSON Schema of the data, by which editors complete and check.

    `new` puts it beside the data file, whose first line names it.

    After an upgrade, renew it: reportcli schema > data/victories.schema.json
    """
    with guard(context):
        from reportcli.schema import text

        print(text(), end="")
