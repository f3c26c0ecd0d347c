"""One sender at a time: a lock that ends with the process that holds it, however that ends."""

from __future__ import annotations

import fcntl
import os
import socket
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

from reportcli.diagnostics import Diagnostic, Failure, Place
from reportcli.mail.ledger import prepare_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportcli.project import Project


@contextmanager
def held(project: Project) -> Iterator[None]:
    """Hold the lock of a project's mailings. Raises Failure that says who holds it."""
    prepare_folder(project.mail)
    path = project.mail / "lock"
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            who = file.read().strip() or "another process"
            message = f"a mailing is being sent already: {who}"
            hint = (
                "wait until it is done, or end it; what it has sent is known, and is not sent again"
            )
            raise Failure([Diagnostic("M041", message, Place(str(path)), hint)]) from None
        file.truncate(0)
        since = datetime.now().astimezone().isoformat(" ", "seconds")
        file.write(f"process {os.getpid()} on {socket.gethostname()}, since {since}\n")
        file.flush()
        yield
        file.truncate(0)
