"""qpdf's verdict on a PDF: its syntax, its cross-references, its streams."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportcli.conformance.programs import run

if TYPE_CHECKING:
    from pathlib import Path

PASSED = 0


def faults(file: Path) -> tuple[str, ...]:
    """Return what `qpdf --check` finds, errors and warnings alike; empty where it finds nothing."""
    done = run("qpdf", "--check", file)
    if done.returncode == PASSED:
        return ()
    lines = [
        line.removeprefix("WARNING: ").removeprefix("qpdf: ") for line in done.stderr.splitlines()
    ]
    told = tuple(line.removeprefix(f"{file}").lstrip(": ") for line in lines)
    return told or (f"qpdf ended with {done.returncode}",)
