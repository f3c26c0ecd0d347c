"""PDF files → whether each keeps the standards of what it is for, and what is wrong where not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportcli import machine
from reportcli.conformance import programs, qpdf, verapdf
from reportcli.conformance.standards import OF_PURPOSE, PRESS, Standard, purpose
from reportcli.diagnostics import Diagnostic, Failure, Place
from reportcli.press.preflight import preflight

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

HEADER = b"%PDF-"
HEAD = 1024
"""The bytes at a file's beginning among which readers look for the header (ISO 32000-1, annex H.3.4.1)."""
MEND = (
    "`reportcli build` makes no such fault: build the file again;"
    " what another program changed is to be mended there"
)
INJECT = f"pipx inject reportcli {verapdf.CARRIER} (or, in its environment: pip install {verapdf.CARRIER})"
"""What brings veraPDF to the command."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a file keeps a standard. `applied`: in how many places rules were applied; qpdf counts none."""

    file: Path
    standard: Standard
    faults: tuple[Diagnostic, ...]
    rules: int = 0
    applied: int = 0

    @property
    def conforms(self) -> bool:
        return not self.faults

    def as_json(self) -> dict[str, object]:
        return {
            "path": str(self.file),
            "standard": self.standard.name,
            "checker": self.standard.checker,
            "conforms": self.conforms,
        }


def check(files: Sequence[Path]) -> tuple[list[Verdict], tuple[Diagnostic, ...]]:
    """Check files; return the verdicts, those of a file together, and all that is wrong.

    Raises Failure where a checker is missing.
    """
    if missing := list(_missing()):
        raise Failure(missing)
    files = list(dict.fromkeys(files))
    unfit = {file: fault for file in files if (fault := _unfit(file))}
    verdicts = _verdicts([file for file in files if file not in unfit])
    return verdicts, (*unfit.values(), *(fault for verdict in verdicts for fault in verdict.faults))


def _missing() -> Iterator[Diagnostic]:
    for name, told in {"java": f"Java {programs.OLDEST_JAVA} or newer", "qpdf": "qpdf"}.items():
        if not programs.is_here(name):
            hint = f"install it: {machine.install(programs.PACKAGES[name])}"
            yield Diagnostic("C001", f"a checker is missing: {told}", hint=hint)
    if not verapdf.is_carried():
        yield Diagnostic("C001", "a checker is missing: veraPDF", hint=f"install it: {INJECT}")


def _unfit(file: Path) -> Diagnostic | None:
    """Return why a file cannot be given to the checkers."""
    try:
        with file.open("rb") as opened:
            head = opened.read(HEAD)
    except OSError as error:
        told = (error.strerror or str(error)).lower()
        return Diagnostic("C002", f"cannot be read: {told}", Place(str(file)), "name a PDF file")
    if HEADER not in head:
        hint = "name a PDF, such as `reportcli build` writes to out/"
        return Diagnostic("C002", "is not a PDF", Place(str(file)), hint)
    return None


def _verdicts(files: Sequence[Path]) -> list[Verdict]:
    asked = {file: OF_PURPOSE[purpose(file)] for file in files}
    told = _told_by_verapdf(asked)
    return [
        _from_verapdf(told[file, standard.flavour], standard)
        if standard.flavour
        else _from_preflight(file, standard)
        if standard is PRESS
        else _from_qpdf(file, standard)
        for file, standards in asked.items()
        for standard in standards
    ]


def _told_by_verapdf(
    asked: Mapping[Path, Sequence[Standard]],
) -> dict[tuple[Path, str], verapdf.Verdict]:
    """Return veraPDF's verdicts by file and flavour: it is started once, for its start takes a second."""
    flavours = {file: tuple(s.flavour for s in of if s.flavour) for file, of in asked.items()}
    found = {}
    for wanted in dict.fromkeys(filter(None, flavours.values())):
        files = [file for file, of in flavours.items() if of == wanted]
        found.update({(one.file, one.flavour): one for one in verapdf.verify(files, wanted)})
    return found


def _from_verapdf(verdict: verapdf.Verdict, standard: Standard) -> Verdict:
    if verdict.unreadable:
        told = [f"cannot be checked, for the file is broken ({verdict.unreadable})"]
    else:
        told = [
            f"clause {rule.clause}, test {rule.test}: {rule.message}"
            f" ({_times(rule.count)}, first at {rule.where})"
            for rule in verdict.failed
        ]
    faults = _faults(verdict.file, standard, told)
    return Verdict(verdict.file, standard, faults, verdict.rules, verdict.checks)


def _from_qpdf(file: Path, standard: Standard) -> Verdict:
    return Verdict(file, standard, _faults(file, standard, qpdf.faults(file)))


def _from_preflight(file: Path, standard: Standard) -> Verdict:
    verdict = preflight(file.read_bytes())
    told = [f"{name}: {fault}" for name, fault in verdict.faults]
    return Verdict(file, standard, _faults(file, standard, told), len(verdict.checks))


def _faults(file: Path, standard: Standard, told: Sequence[str]) -> tuple[Diagnostic, ...]:
    place = Place(str(file))
    return tuple(Diagnostic(standard.code, f"{standard.name}: {one}", place, MEND) for one in told)


def _times(count: int) -> str:
    return f"{count:,} times" if count > 1 else "once"
