"""`reportcli mail forget`."""

from __future__ import annotations

from typing import Annotated

import typer

from reportcli.cli.frame import guard


def forget(
    context: typer.Context,
    address: Annotated[str, typer.Argument(metavar="ADDRESS", help="Whom to forget.")],
) -> None:
    """Take a person out of the ledger and the drafts, and never write to them again.

    They stay suppressed by a hash, which tells nobody who they were. Lists
    of your own, and what mail servers keep, are yours to clear.

    For example: reportcli mail forget zoe@example.org
    """
    with guard(context, undone="nothing was changed"):
        from reportcli.mail import forgetting
        from reportcli.project import find

        done = forgetting.forget(find(context.obj[0]), address)
        print(
            f"forgotten: {done.entries} entries of the ledger, {done.drafts} drafts;"
            " suppressed by a hash in mail/suppressed.csv"
        )
