"""What the commands of `mail` have in common: their options, and the list that --to names."""

from __future__ import annotations

import re
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated

import typer

from reportcli.cli.frame import year_of
from reportcli.diagnostics import Diagnostic, Failure, Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportcli.mail.mailing import Wish
    from reportcli.project import Project

Year = Annotated[
    str, typer.Argument(metavar="YEAR", callback=year_of, help="The year of the report.")
]
To = Annotated[str, typer.Option("--to", help="The donor list, a CSV file; - is standard input.")]
Campaign = Annotated[
    str | None,
    typer.Option(
        "--campaign",
        help="The mailing's name: each donor gets each of them once.",
        show_default="YEAR",
    ),
]
Column = Annotated[
    list[str] | None,
    typer.Option(
        "--column", help="What a column holds, such as email=“Adresse 2”.", metavar="FIELD=HEADING"
    ),
]
SkipInvalid = Annotated[
    bool,
    typer.Option("--skip-invalid", help="Go on without the rows that are wrong, which get a file."),
]


def columns(given: list[str] | None) -> dict[str, str]:
    """Return the headings by field that --column names."""
    found = {}
    for item in given or ():
        field, equals, heading = item.partition("=")
        if not (field and equals and heading):
            raise typer.BadParameter(f"--column {item}: write it such as --column email='E-Mail 2'")
        found[field.strip()] = heading.strip().strip("“”\"'")
    return found


@contextmanager
def wish(
    project: Project,
    year: str,
    campaign: str | None,
    to: str,
    column: list[str] | None,
    *,
    skip_invalid: bool = False,
) -> Iterator[Wish]:
    """Open the list that --to names. Raises Failure where it cannot be."""
    from reportcli.mail.mailing import Wish

    stdin = to == "-"
    stem = re.sub(r"\.refused(-\d+)?$", "", Path(to).stem)
    refused = project.mail / "refused.csv" if stdin else Path(to).with_name(f"{stem}.refused.csv")
    with _opened(to) as stream:
        yield Wish(
            year,
            campaign or year,
            stream,
            "standard input" if stdin else to,
            columns(column),
            refused if skip_invalid else None,
        )


@contextmanager
def _opened(to: str) -> Iterator[IO[bytes]]:
    if to == "-":
        yield sys.stdin.buffer
        return
    try:
        stream = Path(to).open("rb")  # noqa: SIM115  closed below
    except OSError as error:
        told = f"cannot read the list: {(error.strerror or str(error)).lower()}"
        hint = "name a CSV file; - is standard input"
        raise Failure([Diagnostic("M100", told, Place(to), hint)]) from None
    with stream:
        yield stream
