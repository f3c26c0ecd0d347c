"""What is for the print shop: its ICC profile, and the finished file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportcli.checks.data import PROFILE
from reportcli.checks.pictures import misplaced
from reportcli.diagnostics import Diagnostic
from reportcli.press.profile import Unusable, read

if TYPE_CHECKING:
    from pathlib import Path

    from reportcli.edition import Edition
    from reportcli.press.preflight import Soft
    from reportcli.source import Source


def fault(root: Path, name: str) -> tuple[str, str] | None:
    """Say what is wrong with a profile and what to do, or None. `name` is relative to `root`."""
    if found := misplaced(root, name, "profile"):
        return found
    try:
        read(root / name)
    except Unusable as unusable:
        return f"{name} {unusable.message}", unusable.hint
    except OSError:
        return f"{name} cannot be read: its permissions forbid it", "allow yourself to read it"
    return None


def unusable(source: Source, edition: Edition, found: Unusable) -> Diagnostic:
    """Return the fault of a profile whose tables cannot be used."""
    message = f"{edition.data.print.profile} {found.message}"
    return Diagnostic("D023", message, source.place(PROFILE), found.hint)


def unprintable(edition: Edition, space: str) -> Diagnostic:
    """Return the fault of a layout that draws in a colour space which has no way into inks."""
    return Diagnostic(
        "L015",
        f"the layout `{edition.layout.name}` has a colour that cannot be printed: it is in {space[1:]}",
        hint="write its colours as #rrggbb, or as device-cmyk(…) for inks",
    )


def broken(edition: Edition, check: str, found: str) -> Diagnostic:
    """Return the fault of a finished file that does not hold what a check asks."""
    return Diagnostic(
        "P060",
        f"the print file of the layout `{edition.layout.name}` fails the check of {check}: {found}",
        hint="look at what your own layout draws there; of a built-in one it is our fault: report it",
    )


def soft(found: Soft) -> Diagnostic:
    """Return a warning about what will show in print."""
    return Diagnostic("P061", found.what, hint=found.hint, severity="warning")
