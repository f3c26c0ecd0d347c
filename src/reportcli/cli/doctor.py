"""`reportcli doctor`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from reportcli.cli.frame import guard

if TYPE_CHECKING:
    from rich.console import Console

    from reportcli.doctor import Finding

MARKS = {
    "ok": ("✓", "green"),
    "missing": ("✗", "bold red"),
    "wrong": ("✗", "bold red"),
    "open": ("·", "dim"),
}
NARROW = 60
"""Cells of a terminal below which names stand on lines of their own."""


def doctor(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Look whether this machine has what a report needs, and say how to mend it.

    Nothing is sent and nothing is changed. The exit code is 1 when
    something is missing or wrong.
    """
    with guard(context):
        from reportcli import terminal
        from reportcli.doctor import document, look
        from reportcli.preview.graphics import used

        console = terminal.output_console()
        colours = console.color_system or "none"
        findings = list(look(context.obj[0], (colours, used(console))))
        if as_json:
            print(json.dumps(document(findings), ensure_ascii=False, indent=2))
        else:
            _show(console, findings)
        if any(finding.is_fault for finding in findings):
            raise typer.Exit(1)


def _show(console: Console, findings: list[Finding]) -> None:
    from rich.text import Text

    room = max(len(finding.name) for finding in findings)
    for finding in findings:
        sign, colour = MARKS[finding.state]
        wide = console.width >= NARROW
        gap = " " * (room - len(finding.name) + 2) if wide else "\n  "
        console.print(
            Text.assemble((sign, colour), " ", (finding.name, "bold"), gap, finding.found)
        )
        if finding.mend:
            console.print(Text.assemble("  ", ("→ ", "bold"), finding.mend))
    faults = sum(finding.is_fault for finding in findings)
    if faults:
        console.print(f"\n{faults} thing{'s' if faults > 1 else ''} to mend")
    else:
        console.print("\nAll that a report needs is here")
