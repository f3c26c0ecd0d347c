"""What `reportcli check` found: for the terminal, for programs, for pull requests."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from reportcli.cli.frame import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportcli.diagnostics import Diagnostic
    from reportcli.mending import Mended
    from reportcli.project import Project


def show(diagnostics: Sequence[Diagnostic], mended: Mended | None, limit: int) -> None:
    from reportcli import listing, terminal

    console = terminal.output_console()
    listing.show(console, diagnostics, limit)
    if mended:
        made = ", ".join(f"{code} × {count}" for code, count in sorted(mended.made.items()))
        total = sum(mended.made.values())
        console.print(f"mended: {counted(total, 'place')} ({made})" if total else "nothing to mend")
    console.print(_summary(diagnostics))


def _summary(diagnostics: Sequence[Diagnostic]) -> str:
    from reportcli.listing import LABELS

    counts = {kind: sum(d.severity == kind for d in diagnostics) for kind in LABELS}
    told = ", ".join(counted(counts[kind], name) for kind, name in LABELS.items() if counts[kind])
    if not told:
        return "nothing is wrong"
    safe = sum(bool(d.fix and d.fix.is_safe) for d in diagnostics)
    return told + (f"; `reportcli check --fix` mends {safe:,} of them" if safe else "")


def print_json(diagnostics: Sequence[Diagnostic]) -> None:

    document = {
        "diagnostics": [diagnostic.as_json() for diagnostic in diagnostics],
        "errors": sum(d.severity == "error" for d in diagnostics),
        "warnings": sum(d.severity == "warning" for d in diagnostics),
    }
    print(json.dumps(document, ensure_ascii=False, indent=2))


_COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}
_IN_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTY = _IN_DATA | str.maketrans({":": "%3A", ",": "%2C"})


def print_github(project: Project, diagnostics: Sequence[Diagnostic]) -> None:
    """Print annotations as GitHub's workflow commands; files are named from where the command runs."""
    from reportcli.cli.frame import near

    for found in diagnostics:
        properties = {"title": found.code}
        if place := found.place:
            properties["file"] = near(project.root / place.path).as_posix()
            if place.line:
                properties |= {"line": str(place.line), "endLine": str(place.end_line)}
                if place.line == place.end_line:
                    # GitHub's endColumn is the last column, not the one after it
                    last = max(place.end_column - 1, place.column)
                    properties |= {"col": str(place.column), "endColumn": str(last)}
        told = ",".join(
            f"{key}={value.translate(_IN_PROPERTY)}" for key, value in properties.items()
        )
        hint = f"\n{found.hint}" if found.hint else ""
        mended = f"\n→ {found.fix.replacement}" if found.fix else ""
        words = f"{found.message}{hint}{mended}".translate(_IN_DATA)
        print(f"::{_COMMANDS[found.severity]} {told}::{words}")


def show_diff(mended: Mended) -> None:
    from difflib import unified_diff

    from reportcli.project import DATA

    before, after = (text.splitlines(keepends=True) for text in (mended.before, mended.after))
    for line in unified_diff(before, after, f"a/{DATA}", f"b/{DATA}"):
        print(line, end="" if line.endswith("\n") else "\n\\ No newline at end of file\n")
