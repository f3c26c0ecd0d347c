"""`reportcli mail resolve`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from reportcli.cli.frame import guard
from reportcli.cli.mail.options import Campaign, Year

if TYPE_CHECKING:
    from reportcli.mail.ledger import Ledger

HAVE, GET = "have it", "get it with the next send"


def resolve(
    context: typer.Context,
    year: Year,
    addresses: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[ADDRESS]…", help="Those whom it is about; none: each is asked for."
        ),
    ] = None,
    arrived: Annotated[
        bool, typer.Option("--arrived", help="They have it: it is not sent again.")
    ] = False,
    again: Annotated[
        bool, typer.Option("--again", help="They do not have it: the next send sends it.")
    ] = False,
    every: Annotated[
        bool,
        typer.Option("--all", help="All that are in doubt; with --again, those that failed too."),
    ] = False,
    campaign: Campaign = None,
) -> None:
    """Decide what is in doubt: the connection broke when the server may have had the message.

    Ask the donor, or the server's keeper (its log has the Message-ID), then
    say --arrived or --again.

    For example: reportcli mail resolve 2023 zoe@example.org --arrived
    """
    if arrived and again:
        raise typer.BadParameter("say --arrived or --again, not both")
    if (addresses or every) and not (arrived or again):
        raise typer.BadParameter("say --arrived or --again")
    if (arrived or again) and bool(addresses) == every:
        raise typer.BadParameter("name addresses, or --all")
    with guard(context, undone="nothing was changed"):
        from reportcli.mail import ledger, lock
        from reportcli.project import find

        project = find(context.obj[0])
        with lock.held(project), ledger.opened(project, year, campaign or year) as entries:
            if arrived or again:
                _resolve(entries, addresses or (), year, arrived=arrived, every=every)
            else:
                _ask(entries)


def _resolve(
    entries: Ledger, addresses: list[str] | tuple[()], year: str, *, arrived: bool, every: bool
) -> None:
    from reportcli.diagnostics import Diagnostic, Failure
    from reportcli.mail import mailing

    states = ("in_doubt",) if arrived else ("in_doubt", "failed")
    keys = (
        [entry.donor for entry in entries.entries(*states)]
        if every
        else [_key(address) for address in addresses]
    )
    left = mailing.resolve(entries, keys, arrived=arrived)
    count = len(keys) - len(left)
    if count:
        print(f"settled: {count}, who {HAVE if arrived else GET}")
    if left:
        hint = f"reportcli mail status {year} lists those who are"
        raise Failure([Diagnostic("M043", f"{key} is not in doubt", None, hint) for key in left])


def _key(address: str) -> str:
    from reportcli.mail import addresses

    try:
        return addresses.parse(address).key
    except addresses.NoAddress:
        return address


def _ask(entries: Ledger) -> None:
    from reportcli.mail import mailing

    doubtful = list(entries.entries("in_doubt"))
    if not doubtful:
        print("nothing is in doubt")
        return
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        for entry in doubtful:
            print(f"{entry.email}\t{entry.changed}\t{entry.message_id}\t{entry.reply}")
        raise typer.Exit(1)
    for entry in doubtful:
        reply = entry.reply or "it stopped there"
        print(f"\n{entry.email}, {entry.changed}, {entry.message_id}\n  {reply}")
        chosen = ""
        while chosen not in {"a", "g", "l"}:
            said = typer.prompt("[a]rrived, send a[g]ain, [l]eave", "l", err=True)
            chosen = said.strip()[:1].lower()
        if chosen == "l":
            print("left in doubt")
            continue
        mailing.resolve(entries, [entry.donor], arrived=chosen == "a")
        print(f"settled: {HAVE if chosen == 'a' else GET}")
