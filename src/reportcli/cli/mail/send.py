"""`reportcli mail send`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from reportcli.cli.frame import counted, guard, progress
from reportcli.cli.mail.options import Campaign, Column, SkipInvalid, To, Year, wish

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportcli.mail.delivery import Outcome
    from reportcli.mail.donor import Donor
    from reportcli.mail.ledger import Ledger, State
    from reportcli.mail.mailing import Mailing
    from reportcli.mail.plan import Plan
    from reportcli.mail.sending import Order
    from reportcli.mail.server import Server


def _rate(given: str | None) -> str | None:
    if given is None:
        return None
    from reportcli.mail.pace import interval

    try:
        interval(given)
    except ValueError:
        message = f"{given!r} is no rate: write it such as 500/h, 30/min or 5/s"
        raise typer.BadParameter(message) from None
    return given


def send(
    context: typer.Context,
    year: Year,
    to: To,
    rate: Annotated[
        str | None,
        typer.Option(
            "--rate",
            callback=_rate,
            help="No more than so many: 500/h, 30/min, 5/s.",
            metavar="N/h",
        ),
    ] = None,
    limit: Annotated[
        int | None, typer.Option("--limit", min=1, help="Send so many now; the next call goes on.")
    ] = None,
    connections: Annotated[
        int, typer.Option("--connections", min=1, max=32, help="Connections to the server at once.")
    ] = 4,
    amend: Annotated[
        bool, typer.Option("--amend", help="Go on although report or message have changed since.")
    ] = False,
    campaign: Campaign = None,
    column: Column = None,
    skip_invalid: SkipInvalid = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
) -> None:
    """Send each donor the report, once.

    It says first what it is about to do. Stop it as you like (Ctrl-C, power
    off): called again, it goes on where it was, and nobody gets it twice.
    The server is the one that REPORTCLI_SMTP_URL names.

    For example: reportcli mail send 2023 --to donors.csv --rate 500/h
    """
    if not yes and not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise typer.BadParameter("this is no terminal to ask in: give --yes")
    with guard(context, undone="nothing was sent"):
        from reportcli import terminal
        from reportcli.mail import ledger, lock, mailing, plan, server
        from reportcli.mail.pace import Pace, interval
        from reportcli.mail.sending import Order
        from reportcli.project import find

        project, there = find(context.obj[0]), server.require()
        order = Order(connections, Pace(interval(rate) if rate else 0), limit)
        asking = wish(project, year, campaign, to, column, skip_invalid=skip_invalid)
        with lock.held(project), asking as asked:
            with progress() as say:
                found = mailing.gather(project, asked, say)
            terminal.show(terminal.error_console(), found.notes)
            with ledger.opened(project, year, asked.campaign) as entries:
                mailing.require_same(found.campaign, entries, amend=amend)
                intended = plan.make(found, entries, order)
                _say(intended, there, order)
                if intended.now and not _agreed(intended, yes=yes):
                    print("nothing was sent")
                    raise typer.Exit(1)
                entries.begin(found.campaign.content, found.roster.suppressed)
                entries.plan((donor.key, donor.email) for donor in found.roster.donors())
                with guard(context, undone="nothing more was sent"):
                    try:
                        if intended.now:
                            _send(found, entries, there, order, intended)
                    except KeyboardInterrupt:
                        have = entries.counts()["sent"]
                        said = f"stopped: {have:,} have it; call send again"
                        terminal.error_console().print(said)
                        raise
                left = plan.left(found, entries)
                done = _report(entries, left, year, limited=limit is not None)
                done = done and bool(found.roster.count or not found.roster.refused)
        raise typer.Exit(0 if done else 1)


def _say(intended: Plan, there: Server, order: Order) -> None:
    from rich.text import Text

    from reportcli import terminal

    console = terminal.error_console()
    for line in intended.lines(str(there), order):
        console.print(Text(line))


def _agreed(intended: Plan, *, yes: bool) -> bool:
    if yes:
        return True
    question = f"Send {counted(intended.now, 'message')} now?"
    return typer.confirm(question, default=False, err=True)


def _send(found: Mailing, entries: Ledger, there: Server, order: Order, intended: Plan) -> None:
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    from reportcli import terminal
    from reportcli.mail import sending

    console = terminal.error_console()
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task("sending", total=intended.now)
        told = _teller(bar.console.print, lambda: bar.advance(task))
        sending.send(
            found.campaign,
            found.roster.donors,
            entries,
            there,
            order,
            told,
            _waiter(bar.console.print),
        )


def _teller(
    say: Callable[[str], None], advance: Callable[[], None]
) -> Callable[[Donor, Outcome], None]:
    """Return what hears of each hand-over: what went well moves the bar, all else is said."""
    words = {
        "refused": "refused",
        "later": "put off",
        "lost": "not reached",
        "doubt": "IN DOUBT, not sent again by itself",
    }

    def told(donor: Donor, outcome: Outcome) -> None:
        if outcome.kind in words:
            from rich.text import Text

            say(Text(f"{donor.email}: {words[outcome.kind]}: {outcome.reply}"))  # type: ignore[arg-type]
        if outcome.kind not in {"later", "lost"}:
            advance()

    return told


def _waiter(say: Callable[[str], None]) -> Callable[[float, int], None]:
    """Return what hears of a pause, and how many wait for its end."""

    def told(seconds: float, waiting: int) -> None:
        from reportcli.mail.plan import spoken

        again = "it is" if waiting == 1 else f"{waiting:,} are"
        say(f"{again} tried again in {spoken(seconds)}; Ctrl-C stops, and loses nothing")

    return told


def _report(entries: Ledger, left: int, year: str, *, limited: bool) -> bool:
    """Say how it ended; return whether everybody has it who is to have it now."""
    counts = entries.counts()
    print(f"{counts['sent']:,} have it")
    words: dict[State, str] = {
        "failed": f"refused for good: reportcli mail status {year} says in which words",
        "retry": "not reached: call send again later",
        "in_doubt": f"in doubt: reportcli mail resolve {year} asks you about each",
    }
    for state, said in words.items():
        if counts[state]:
            print(f"{counts[state]:,} {said}")
    if left:
        print(f"{left:,} still to come: call send again")
    troubled = counts["failed"] + counts["retry"] + counts["in_doubt"]
    return not troubled and (limited or not left)
