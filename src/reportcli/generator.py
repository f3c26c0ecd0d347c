"""What a finished file says of how it was made: the program, its version, the layout."""

from __future__ import annotations

import re

from reportcli import __version__

SAID = re.compile(r"reportcli (\S+) \((\S+)\)")


def made_by(layout: str) -> str:
    """Return what a PDF names as its Creator and HTML as its generator."""
    return f"reportcli {__version__} ({layout})"


def read(creator: str) -> tuple[str, str] | None:
    """Return the version and the layout that a finished file names; None where it is none of ours."""
    found = SAID.fullmatch(creator)
    return (found[1], found[2]) if found else None
