"""`reportcli mail draft`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportcli.cli.frame import counted, guard, near, progress
from reportcli.cli.mail.options import Campaign, Column, SkipInvalid, To, Year, wish

if TYPE_CHECKING:
    from reportcli.mail.mailing import Mailing


def draft(
    context: typer.Context,
    year: Year,
    to: To,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="The folder that gets a file for each donor.")
    ] = None,
    mbox: Annotated[
        Path | None, typer.Option("--mbox", help="One file for all messages, instead.")
    ] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Take away the drafts that are in the folder.")
    ] = False,
    campaign: Campaign = None,
    column: Column = None,
    skip_invalid: SkipInvalid = False,
) -> None:
    """Write every message to a file, and show the ones to look at first.

    A file opens in a mail program, ready to send. Nothing is sent.

    For example: reportcli mail draft 2023 --to donors.csv --out drafts
    """
    if (out is None) == (mbox is None):
        raise typer.BadParameter("give --out DIR, or --mbox FILE")
    with guard(context):
        from reportcli import terminal
        from reportcli.mail import ledger, mailing, sheet
        from reportcli.project import find

        project = find(context.obj[0])
        with wish(project, year, campaign, to, column, skip_invalid=skip_invalid) as asked:
            with progress() as say:
                found = mailing.gather(project, asked, say)
            terminal.show(terminal.error_console(), found.notes)
            if found.roster.count:
                sheet.show(terminal.output_console(), found)
            with ledger.opened(project, year, asked.campaign) as entries, progress() as say:
                say("the drafts")
                place = out or mbox
                assert place
                entries.remember_drafts(str(place.absolute()))
                _write(found, out, mbox, replace=replace)
        print(_told(found, place))


def _write(found: Mailing, out: Path | None, mbox: Path | None, *, replace: bool) -> None:
    from reportcli.mail import drafts as files

    if out:
        files.write_folder(found, out, replace=replace)
    elif mbox:
        files.write_mbox(found, mbox)


def _told(found: Mailing, place: Path) -> str:
    return f"{near(place.absolute())}: {counted(found.roster.count, 'draft')}"
