"""What several tests read and none changes: made once in a run, by the first process that needs it."""

from __future__ import annotations

import fcntl
import json
import os
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest


def made_once(
    factory: pytest.TempPathFactory, name: str, make: Callable[[Path], dict[str, Any]]
) -> dict[str, Any]:
    """Return what `make` says of what it made in a folder, as JSON keeps it.

    The processes of pytest-xdist have a folder each, in one of the whole run; there the others wait
    until the first is done. Where it fails the next one tries.
    """
    run = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        run = run.parent
    folder, told = run / name, run / f"{name}.json"
    with (run / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not told.exists():
            folder.mkdir(exist_ok=True)
            told.write_text(json.dumps(make(folder)), "utf-8")
    found: dict[str, Any] = json.loads(told.read_text("utf-8"))
    return found
