"""A person asks to be forgotten (GDPR, 17; nFADP, 32): out of the ledger and the drafts, and suppressed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reportcli.diagnostics import Diagnostic, Failure
from reportcli.mail import addresses, drafts, ledger, lock, suppression

if TYPE_CHECKING:
    from reportcli.project import Project


@dataclass(frozen=True)
class Forgotten:
    entries: int
    drafts: int


def forget(project: Project, address: str) -> Forgotten:
    """Forget an address. Suppressed first, so that nothing can be sent meanwhile. Raises Failure."""
    try:
        key = addresses.parse(address).key
    except addresses.NoAddress as error:
        raise Failure([Diagnostic("M104", f"{address}: {error}", None, error.hint)]) from None
    with lock.held(project), ledger.opened(project, "", "") as entries:
        suppression.forget(project, key)
        gone = entries.forget(key)
        written = sum(drafts.forget(Path(place), key) for place in entries.drafts())
    return Forgotten(gone, written)
