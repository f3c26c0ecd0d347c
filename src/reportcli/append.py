"""Reports added at the end of a data file; not a byte before them changes."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

from reportcli import source as toml
from reportcli import starter
from reportcli.diagnostics import Diagnostic, Failure, Place
from reportcli.files import write_all
from reportcli.project import DATA

if TYPE_CHECKING:
    from pathlib import Path

    from reportcli.source import Source

BOM = b"\xef\xbb\xbf"


def present(file: Path) -> Source | None:
    """Read a data file that may be added to; None where there is none, or one that says nothing yet.

    Raises Failure when it cannot be read or is not TOML.
    """
    try:
        if not file.exists() or not toml.bytes_of(file, DATA).removeprefix(BOM).strip():
            return None
    except OSError:
        pass  # read() says what is wrong
    try:
        return toml.read(file, DATA)
    except Failure as failure:
        if failure.diagnostics[0].code == toml.SAYS_NOTHING:
            return None
        raise


def years_of(source: Source | None) -> dict[str, Any]:
    """Return the reports of a data file by year, whatever they hold."""
    reports = source.values.get("reports", {}) if source else {}
    return dict(reports) if isinstance(reports, dict) else {}


def require_free(source: Source | None, year: str) -> None:
    """Raise Failure when a data file has a report of a year."""
    if source and year in (reports := years_of(source)):
        what = "it holds only the examples of `reportcli new`: "
        hint = f"delete [reports.{year}] with its victories from the file first"
        choice = what if starter.is_example(reports[year]) else "choose another year, or "
        raise Failure(
            [
                Diagnostic(
                    code="N010",
                    message=f"there is a report for {year} already",
                    place=source.place(("reports", year)),
                    hint=choice + hint,
                )
            ]
        )


def append(file: Path, block: str, years: tuple[str, ...]) -> None:
    """Add the TOML of reports to a data file, which is made where there is none.

    Keeps a byte order mark, the line ends and the file's permissions. Raises Failure where a report
    is there already, where the file is no TOML, and where it cannot be written.
    """
    source = present(file)
    for year in years:
        require_free(source, year)
    before = toml.bytes_of(file, DATA) if file.exists() else b""
    after = before + _between(before) + _with_line_ends(before, block)
    values = source.values if source else {}
    if not _adds_only(values, after, block):
        raise Failure([_closed(source)])
    write_all({file.resolve(): after})


def _between(before: bytes) -> bytes:
    """Return the line ends that part what is added from what stands before."""
    end = b"\r\n" if b"\r\n" in before else b"\n"
    if not before.removeprefix(BOM).strip():
        return b""
    if not before.endswith(b"\n"):
        return end * 2
    return b"" if before.endswith(end * 2) else end


def _with_line_ends(before: bytes, block: str) -> bytes:
    return block.replace("\n", "\r\n" if b"\r\n" in before else "\n").encode()


def _adds_only(before: Any, after: bytes, block: str) -> bool:
    """Say whether a file means what it meant, and what is added besides."""
    try:
        values = tomllib.loads(after.decode().removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError:
        return False
    added, there = tomllib.loads(block), before.get("reports", {})
    if not isinstance(there, dict):
        return False
    reports = {**there, **added.pop("reports", {})}
    return bool(values == {**added, **before, "reports": reports})


def _closed(source: Source | None) -> Diagnostic:
    return Diagnostic(
        code="N011",
        message="nothing can be added to this file: its `reports` stand in one line or under another heading",
        place=source.place(("reports",), key=True) if source else Place(DATA),
        hint="give each report a heading of its own, [reports.2023], or use --print and paste the result",
    )
