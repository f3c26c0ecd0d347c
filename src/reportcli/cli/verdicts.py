"""What `check --pdf` prints: verdicts for people, or one JSON document."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from reportcli.cli.frame import near
from reportcli.diagnostics import count_errors, has_errors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportcli.conformance.job import Verdict
    from reportcli.diagnostics import Diagnostic


def show(verdicts: Sequence[Verdict], faults: Sequence[Diagnostic]) -> None:
    """Print each file with its standards, and to standard error what is wrong."""
    from reportcli import terminal

    console = terminal.error_console()
    terminal.show(console, faults)
    if has_errors(faults):
        console.print(f"{count_errors(faults)}")
    output = terminal.output_console()
    for file in dict.fromkeys(verdict.file for verdict in verdicts):
        output.print(str(near(file)), markup=False)
        for verdict in (one for one in verdicts if one.file == file):
            output.print(f"  {_told(verdict)}", markup=False)


def print_json(verdicts: Sequence[Verdict], faults: Sequence[Diagnostic]) -> None:
    severities = [fault.severity for fault in faults]
    document = {
        "diagnostics": [fault.as_json() for fault in faults],
        "errors": severities.count("error"),
        "warnings": severities.count("warning"),
        "verdicts": [verdict.as_json() for verdict in verdicts],
    }
    print(json.dumps(document, ensure_ascii=False, indent=2))


def _told(verdict: Verdict) -> str:
    by = f"{verdict.standard.name}, by {verdict.standard.checker}"
    if verdict.conforms:
        rules = f": {verdict.rules} rules" if verdict.rules else ""
        counted = f"{rules}, in {verdict.applied:,} places" if verdict.applied else rules
        return f"✓ {by}{counted}"
    count = len(verdict.faults)
    return f"✗ {by}: {count} fault{'s' if count > 1 else ''}"
