"""The programs that check a finished PDF: which of them are here, and running one."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

OLDEST_JAVA = 17
PACKAGES = {
    "java": {
        "apt-get": "default-jdk-headless",
        "dnf": "java-latest-openjdk-devel",
        "apk": "openjdk21-jdk",
        "brew": "openjdk",
    },
    "qpdf": dict.fromkeys(("apt-get", "dnf", "apk", "brew"), "qpdf"),
}
"""What each package manager calls what brings a program."""


def is_here(name: str) -> bool:
    """Return whether a program can be run; of Java, whether it runs source files and is new enough."""
    path = shutil.which(name)
    return path is not None and (name != "java" or _java(path) >= OLDEST_JAVA)


def run(name: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a program as it would run in any locale; its exit code is the caller's to judge."""
    return subprocess.run(  # noqa: S603  the names are ours, the arguments files
        [name, *arguments],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env={**os.environ, "LC_ALL": "C.UTF-8"},  # else Java loses the accents of file names
    )


@cache
def _java(java: str) -> int:
    """Return the version of a Java's compiler, 0 where it has none: macOS has a stub, a JRE no compiler."""
    modules = run(java, "--list-modules").stdout
    compiler = re.search(r"^jdk\.compiler@(\d+)", modules, re.MULTILINE)
    return int(compiler[1]) if compiler else 0
