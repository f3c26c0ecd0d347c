"""Which victory was just edited."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportcli.edition import Edition


def victory(before: Edition, now: Edition) -> int | None:
    """Return the number (from 1) of the first victory that is new or other than before, or None.

    Where one was only taken out, it is the one that stands in its place.
    """
    old, new = before.report.victories, now.report.victories
    if old == new:
        return None
    same = next(
        (place for place, (a, b) in enumerate(zip(old, new, strict=False)) if a != b),
        min(len(old), len(new)),
    )
    return min(same, len(new) - 1) + 1
