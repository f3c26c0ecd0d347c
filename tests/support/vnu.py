"""The Nu HTML checker's verdict on web pages."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.request import url2pathname

from reportcli.conformance.programs import run
from support.checkers import FROM_NPM, NODE_MODULES

if TYPE_CHECKING:
    from collections.abc import Sequence

JAR = NODE_MODULES / "vnu-jar" / FROM_NPM["vnu-jar"]
STYLES = "CSS:"
"""How its messages about style sheets begin. Its parser of CSS knows no container queries, no @property
and no clamp(); Chromium reads the styles, and what it drops is seen in the pictures of the pages."""


def errors(files: Sequence[Path]) -> dict[Path, list[str]]:
    """Return what is not valid in each page, all in one run of Java; of its CSS nothing is told."""
    done = run("java", "-jar", JAR, "--format", "json", "--stdout", "--exit-zero-always", *files)
    assert done.returncode == 0, done.stderr
    found: dict[Path, list[str]] = {file: [] for file in files}
    for message in json.loads(done.stdout)["messages"]:
        told = message["message"]
        if message["type"] != "info" and not told.startswith(STYLES):
            line = message.get("lastLine", 0)
            found[Path(url2pathname(urlsplit(message["url"]).path))].append(f"line {line}: {told}")
    return found
