"""The one time that a report may know: what SOURCE_DATE_EPOCH names (reproducible-builds.org)."""

from __future__ import annotations

import os
from datetime import UTC, datetime

EPOCH = "SOURCE_DATE_EPOCH"


def source_date() -> datetime | None:
    """Return the time that SOURCE_DATE_EPOCH names, or None: a report has no clock of its own."""
    seconds = os.environ.get(EPOCH, "")
    return datetime.fromtimestamp(int(seconds), UTC) if seconds.isdigit() else None
