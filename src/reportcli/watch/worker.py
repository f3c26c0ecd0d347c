"""The typesetting process: its beginning there, and its handle here."""

from __future__ import annotations

import asyncio
import multiprocessing
import signal
from typing import TYPE_CHECKING

from reportcli.diagnostics import Diagnostic, Failure
from reportcli.watch.jobs import Failed

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection

    from reportcli.watch.jobs import Answer, Job


def main(connection: Connection) -> None:
    """Run in a process of its own until the other end goes away. Ctrl-C is the other end's affair."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        from reportcli.watch.typesetter import Typesetter

        Typesetter(connection).run()
    except Failure as failure:  # there is no engine on this machine
        _refuse_all(connection, failure)


def _refuse_all(connection: Connection, failure: Failure) -> None:
    while True:
        try:
            connection.send(Failed(connection.recv().number, failure.diagnostics))
        except (EOFError, OSError):
            return


class Worker:
    """Starts the process, sends it jobs, and hands its answers to `answered`, in their order."""

    def __init__(self, answered: Callable[[Answer], None]) -> None:
        self._answered = answered
        self._job: Job | None = None
        self._lost = 0
        self._start()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=main, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()
        asyncio.get_running_loop().add_reader(self._connection.fileno(), self._receive)

    def send(self, job: Job) -> None:
        """Have a job done; one that is under way is given up."""
        self._job = job
        try:
            self._connection.send(job)
        except OSError:
            self._restart()

    def stop(self) -> None:
        self._forget()
        self._process.kill()
        self._process.join()

    def _receive(self) -> None:
        try:
            answer = self._connection.recv()
        except (EOFError, OSError):
            self._restart()
        else:
            self._answered(answer)

    def _forget(self) -> None:
        asyncio.get_running_loop().remove_reader(self._connection.fileno())
        self._connection.close()

    def _restart(self) -> None:
        """Begin anew after the process was lost: the same job once more, and then not again."""
        self.stop()
        job = self._job
        self._start()
        if job and job.number != self._lost:
            self._lost = job.number
            self.send(job)
        elif job:
            hint = "change the data, or run reportcli build to see more"
            fault = Diagnostic("W003", "the typesetting process ended twice", hint=hint)
            self._answered(Failed(job.number, (fault,)))
