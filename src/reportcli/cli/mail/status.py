"""`reportcli mail status`."""

from __future__ import annotations

import csv
import json
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from reportcli.cli.frame import guard
from reportcli.cli.mail.options import Campaign, Year

if TYPE_CHECKING:
    from reportcli.mail.ledger import Ledger

NAMES = {
    "sent": "have it",
    "failed": "were refused for good",
    "retry": "could not be reached yet",
    "in_doubt": "are in doubt",
    "pending": "are still to come",
    "suppressed": "are suppressed",
}


def status(
    context: typer.Context,
    year: Year,
    campaign: Campaign = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the counts as JSON.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print each donor's state as CSV.")] = False,
) -> None:
    """Say who has it, who was refused and in which words, who is still to come.

    For example: reportcli mail status 2023
    """
    with guard(context):
        from reportcli.mail import ledger
        from reportcli.project import find

        project = find(context.obj[0])
        name = campaign or year
        if not ledger.file(project).exists():
            counts = dict.fromkeys(NAMES, 0)
            print(
                json.dumps(counts)
                if as_json
                else ""
                if as_csv
                else f"nothing of {name} was sent yet"
            )
            return
        with ledger.opened(project, year, name) as entries:
            if name not in (known := entries.campaigns()):
                _say_unknown(year, name, known)
            if as_csv:
                _print_csv(entries)
            elif as_json:
                print(json.dumps(_counts(entries)))
            else:
                _print(entries, name, year)


def _say_unknown(year: str, name: str, known: list[str]) -> None:
    from reportcli import terminal
    from reportcli.diagnostics import Diagnostic

    hint = f"of {year} there are: {', '.join(known)}" if known else None
    message = f"nothing of {year} was sent as “{name}” yet"
    console = terminal.error_console()
    terminal.show(console, [Diagnostic("M044", message, None, hint, "info")])


def _counts(entries: Ledger) -> dict[str, int]:
    counts: dict[str, int] = {**entries.counts(), "suppressed": entries.suppressed()}  # type: ignore[dict-item]
    counts["pending"] = counts.pop("planned")
    return {name: counts[name] for name in NAMES}


def _print_csv(entries: Ledger) -> None:
    writer = csv.writer(sys.stdout)
    writer.writerow(["email", "state", "attempts", "reply", "message_id", "content", "changed"])
    for entry in entries.entries():
        state = "pending" if entry.state == "planned" else entry.state
        writer.writerow(
            [
                entry.email,
                state,
                entry.attempts,
                entry.reply,
                entry.message_id,
                entry.content,
                entry.changed,
            ]
        )


def _print(entries: Ledger, name: str, year: str) -> None:
    from rich.text import Text

    from reportcli import terminal

    console = terminal.output_console()
    console.print(Text(f"Campaign {name}", "bold"))
    for state, count in _counts(entries).items():
        if count:
            console.print(f"{count:>8,} {NAMES[state]}")
    for entry in entries.entries("failed", "retry", "in_doubt"):
        reply = f": {entry.reply}" if entry.reply else ""
        console.print(Text(f"{entry.state.replace('_', ' ')}  {entry.email}{reply}"))
    counts = entries.counts()
    if counts["in_doubt"]:
        console.print(Text(f"who is in doubt: reportcli mail resolve {year}", "dim"))
    if counts["retry"] or counts["planned"]:
        console.print(Text(f"who is still to come: reportcli mail send {year} --to …", "dim"))
