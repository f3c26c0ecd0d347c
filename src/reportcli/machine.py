"""The machine's own package manager, and the command by which it installs what is missing."""

from __future__ import annotations

import os
import shutil
import sys

_SYSTEMS = {
    "apt-get": "apt install",
    "dnf": "dnf install",
    "apk": "apk add",
}
TYPESETTING = {
    "apt-get": "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
    "dnf": "pango harfbuzz",
    "apk": "so:libpango-1.0.so.0 so:libpangoft2-1.0.so.0 so:libharfbuzz-subset.so.0",
    "brew": "pango",
}
"""What each package manager calls the libraries that WeasyPrint needs."""


def install(packages: dict[str, str]) -> str:
    """Return the command that installs packages here; `packages` has their names by package manager.

    Where none of the managers is here, the command of Debian and Ubuntu.
    """
    here = [] if sys.platform == "darwin" else [name for name in _SYSTEMS if shutil.which(name)]
    if not here and (sys.platform == "darwin" or shutil.which("brew")):
        return f"brew install {packages['brew']}"
    manager = here[0] if here else "apt-get"
    right = "" if os.geteuid() == 0 else "sudo "
    return f"{right}{_SYSTEMS[manager]} {packages[manager]}"
