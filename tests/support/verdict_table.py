"""docs/conformance.md: what each checker said of each document, in the run that wrote it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from importlib import metadata
from typing import TYPE_CHECKING

from reportcli.conformance.programs import run
from reportcli.conformance.verapdf import CARRIER
from support.checkers import NODE_MODULES
from support.documents import REPORTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from support.documents import Document

HEAD = """\
# Verdicts

Written by `make conformance`, from what the checkers said in that run; do not edit it. Each cell has the number of
rules that the file breaks, of those that were applied: `0 / 155`. The Nu checker, qpdf, poppler and Ghostscript
count no rules: there, the number of faults. [How to prove a report](how-to/prove.md) says what each checker proves, and what none can.

"""


@dataclass(frozen=True)
class Cell:
    """A checker's verdict on a document. `rules` that were applied: 0 where the checker counts none."""

    checker: str
    faults: tuple[str, ...]
    rules: int = 0

    def __str__(self) -> str:
        failed = len(self.faults)
        count = f"{failed} / {self.rules}" if self.rules else str(failed)
        return f"**{count}**" if failed else count


def write(file: Path, verdicts: Sequence[tuple[Document, Sequence[Cell]]], browser: str) -> None:
    """Write the page of all verdicts; `browser` is the browser's version."""
    parts = [HEAD, _reports()]
    formats = dict.fromkeys((document.format, document.purpose) for document, _ in verdicts)
    for format_, purpose in formats:
        rows = [
            (document, cells)
            for document, cells in verdicts
            if (document.format, document.purpose) == (format_, purpose)
        ]
        parts.append(f"## {format_.upper()}, for `{purpose}`\n\n{_table(rows)}\n\n")
    parts.append(_versions(browser))
    file.write_text("".join(parts), "utf-8")


def failures(page: str) -> list[str]:
    """Return the rows of the page in which a checker found something."""
    return [line for line in page.splitlines() if line.startswith("|") and "**" in line]


def rows(page: str) -> set[tuple[str, ...]]:
    """Return layout, report and language of each row of the page."""
    found = re.findall(r"^\| `([a-z]+)` \| `(\w+)` \| ([a-z]{2}) \|", page, re.MULTILINE)
    return set(found)


def _reports() -> str:
    told = [f"| `{name}` | {what} |" for name, (what, _) in REPORTS.items()]
    return "\n".join(["| report | what it has |", "| --- | --- |", *told, "", ""])


def _table(rows: Sequence[tuple[Document, Sequence[Cell]]]) -> str:
    names = ["layout", "report", "language", *(cell.checker for cell in rows[0][1])]
    lines = [names, ["---"] * len(names)]
    order = sorted(rows, key=lambda row: (row[0].layout, list(REPORTS).index(row[0].report)))
    for document, cells in order:
        of = [f"`{document.layout}`", f"`{document.report}`", document.language]
        lines.append([*of, *map(str, cells)])
    return "\n".join(_row(line) for line in lines)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _versions(browser: str) -> str:
    poppler = run("pdffonts", "-v").stderr.split()[2]
    qpdf = run("qpdf", "--version").stdout.split()[2]
    java = re.search(r'"([\d.]+)', run("java", "-version").stderr)
    told = {
        "veraPDF": f"from {CARRIER} {metadata.version(CARRIER)}, in Java {java[1] if java else '?'}",
        "qpdf": qpdf,
        "poppler": poppler,
        "Ghostscript": run("gs", "--version").stdout.strip(),
        "Nu HTML checker": f"vnu-jar {_npm('vnu-jar')}",
        "axe-core": f"{_npm('axe-core')}, in Chromium {browser}",
    }
    return (
        "## The checkers\n\n" + "\n".join(f"- {name} {what}" for name, what in told.items()) + "\n"
    )


def _npm(package: str) -> str:
    text = (NODE_MODULES / package / "package.json").read_text("utf-8")
    return str(json.loads(text)["version"])
