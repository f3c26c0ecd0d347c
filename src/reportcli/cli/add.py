"""`reportcli add`."""

from __future__ import annotations

from typing import Annotated

import typer

from reportcli.cli.frame import guard, near, year_of


def add(
    context: typer.Context,
    year: Annotated[
        str, typer.Argument(metavar="YEAR", callback=year_of, help="The year of the new report.")
    ],
) -> None:
    """Begin the next year's report in this project, with the last one's settings.

    Its languages, layout and titles are taken over; figures, pictures and
    texts are not. Nothing before it changes, and it builds at once.

    For example: reportcli add 2024
    """
    with guard(context):
        from reportcli import next_year
        from reportcli.project import find

        project = find(context.obj[0])
        added = next_year.add(project, year)
        print(f"{near(project.data)}: added {year}, with the settings of {added.last}")
        title = "its title and " if added.open_title else ""
        print(f"Write {title}its first victory there, then: reportcli build {year}")
