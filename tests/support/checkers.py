"""The programs from outside that check a finished PDF: which of them are here, and running one.

Tests that need them are marked `conformance` and call `require_checkers` first.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from functools import cache
from typing import TYPE_CHECKING, NoReturn

import pytest

if TYPE_CHECKING:
    from pathlib import Path

OLDEST_JAVA = 17
INSTALL = {  # what brings each command, on Debian and on macOS
    "java": "apt install default-jdk-headless, brew install openjdk",
    "qpdf": "apt install qpdf, brew install qpdf",
    "gs": "apt install ghostscript, brew install ghostscript",
    "pdffonts": "apt install poppler-utils, brew install poppler",
    "pdftotext": "apt install poppler-utils, brew install poppler",
}


def missing_checkers() -> list[str]:
    """Each checker that cannot run here, with the commands that install it."""
    return [f"{name} ({how})" for name, how in INSTALL.items() if not runs(name)]


def runs(name: str) -> bool:
    """Whether a checker is here and fit for its work."""
    path = shutil.which(name)
    return path is not None and (name != "java" or _compiles(path))


def require_checkers() -> None:
    """Skip the test when a checker is missing; fail it in CI, where nothing may go unchecked."""
    if missing := missing_checkers():
        go_without("missing checkers: " + "; ".join(missing))


def go_without(reason: str) -> NoReturn:
    """Skip the test for want of a program; fail it in CI and by `make conformance`."""
    if os.environ.get("CI") == "true" or os.environ.get("REPORTCLI_CHECKERS") == "required":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


def run_checker(name: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a checker as it would run in any locale; its exit code is the caller's to judge."""
    return subprocess.run(
        [name, *arguments],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env={**os.environ, "LC_ALL": "C.UTF-8"},  # else Java loses the accents of file names
    )


@cache
def _compiles(java: str) -> bool:
    """Whether this is a Java that runs source files: macOS has a stub, and a JRE no compiler."""
    modules = run_checker(java, "--list-modules").stdout
    compiler = re.search(r"^jdk\.compiler@(\d+)", modules, re.MULTILINE)
    return compiler is not None and int(compiler[1]) >= OLDEST_JAVA
