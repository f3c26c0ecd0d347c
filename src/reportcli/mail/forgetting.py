"""A person asks to be forgotten (GDPR, 17; nFADP, 32): out of the ledger and the drafts, and suppressed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reportcli.diagnostics import Diagnostic, Failure
from reportcli.mail import addresses, drafts, ledger, lock, suppression
from reportcli.mail.donor import postal_key

if TYPE_CHECKING:
    from reportcli.project import Project


@dataclass(frozen=True)
class Forgotten:
    entries: int
    drafts: int


def forget(project: Project, whom: str, postcode: str | None) -> Forgotten:
    """Forget an address, or, where `postcode` is given, who has that name and gets letters.

    Suppressed first, so that nothing can be sent meanwhile. Raises Failure.
    """
    key = _key(whom, postcode)
    with lock.held(project), ledger.opened(project, "", "") as entries:
        suppression.forget(project, key)
        gone = entries.forget(key)
        written = sum(drafts.forget(Path(place), key) for place in entries.drafts())
    return Forgotten(gone, written)


def _key(whom: str, postcode: str | None) -> str:
    if postcode is not None:
        return postal_key(whom, postcode)
    try:
        return addresses.parse(whom).key
    except addresses.NoAddress as error:
        hint = error.hint
        if "@" not in whom:
            hint = f'for who gets letters: reportcli mail forget "{whom}" --postcode 1202'
        raise Failure([Diagnostic("M104", f"{whom}: {error}", None, hint)]) from None
