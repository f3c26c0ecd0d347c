"""`reportcli mail forget`."""

from __future__ import annotations

from typing import Annotated

import typer

from reportcli.cli.frame import counted, guard


def forget(
    context: typer.Context,
    whom: Annotated[
        str, typer.Argument(metavar="WHOM", help="An address; with --postcode, a name.")
    ],
    postcode: Annotated[
        str | None,
        typer.Option(
            "--postcode",
            help="Of somebody without an address of e-mail, as it stands in the list.",
            metavar="CODE",
        ),
    ] = None,
) -> None:
    """Take a person out of the ledger and the drafts, and never write to them again.

    They stay suppressed by a hash, which tells nobody who they were. Lists
    of your own, and what mail servers keep, are yours to clear.

    For example: reportcli mail forget zoe@example.org
    """
    with guard(context, undone="nothing was changed"):
        from reportcli.mail import forgetting
        from reportcli.project import find

        done = forgetting.forget(find(context.obj[0]), whom, postcode)
        print(
            f"forgotten: {counted(done.entries, 'entry', 'entries')} of the ledger,"
            f" {counted(done.drafts, 'draft')}; suppressed by a hash in mail/suppressed.csv"
        )
