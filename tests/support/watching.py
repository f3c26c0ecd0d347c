"""`reportcli watch`, running on a project of a test."""

from __future__ import annotations

import http.client
import json
import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

PATIENCE = 15
"""Seconds of silence after which the server is taken to be gone."""
LONGEST = 120
"""Seconds after which what is waited for will not come."""


@dataclass
class Watching:
    process: subprocess.Popen[str]
    address: str
    project: Path

    @property
    def data(self) -> Path:
        return self.project / "data" / "victories.toml"

    @property
    def netloc(self) -> str:
        return urlsplit(self.address).netloc

    def edit(self, old: str, new: str) -> None:
        """Change the data file in place, which must hold `old` once."""
        text = self.data.read_text("utf-8")
        assert text.count(old) == 1
        self.data.write_text(text.replace(old, new), "utf-8")

    def ask(
        self, path: str, headers: dict[str, str] | None = None, method: str = "GET"
    ) -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection(self.netloc, timeout=PATIENCE)
        try:
            connection.request(method, path, headers=headers or {})
            answer = connection.getresponse()
            return answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read()
        finally:
            connection.close()

    def get(self, path: str) -> bytes:
        status, _, body = self.ask(path)
        assert status == 200, path
        return body

    def states(self) -> Iterator[dict[str, Any]]:
        """Yield what is shown, now and at each change; fail when it goes on for too long."""
        shown: dict[str, Any] = {}
        until = time.monotonic() + LONGEST
        connection = http.client.HTTPConnection(self.netloc, timeout=PATIENCE)
        connection.request("GET", "/events")
        stream = connection.getresponse()
        try:
            while line := stream.readline():
                assert time.monotonic() < until, shown
                if line.startswith(b"data: "):
                    shown = json.loads(line[6:])
                    yield shown
        finally:
            connection.close()

    def wait(self, there: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """Return the first state that is as wished."""
        states = self.states()
        try:
            return next(filter(there, states))
        finally:
            states.close()  # type: ignore[attr-defined]

    def settled(self, *words: str) -> dict[str, Any]:
        """Return the state in which HTML with certain words, and its whole PDF, are shown."""
        until = time.monotonic() + PATIENCE
        while not all(word in self.page for word in words):
            assert time.monotonic() < until, self.page
            time.sleep(0.01)
        return self.wait(lambda state: state["pdf"] and not state["setting"] and not state["stale"])

    @property
    def page(self) -> str:
        return self.ask("/report.html")[2].decode()


@contextmanager
def watching(project: Path, *arguments: str, year: str = "2024") -> Iterator[Watching]:
    """Run the command on a project; at the end it is interrupted and must end well."""
    command = [sys.executable, "-m", "reportcli", "watch", year, "--no-browser", *arguments]
    with (
        (project / "said.txt").open("w") as said,
        subprocess.Popen(
            command,
            cwd=project,
            env={**os.environ, "NO_COLOR": "1", "COLUMNS": "80"},
            stdout=subprocess.PIPE,
            stderr=said,
            encoding="utf-8",
            start_new_session=True,
        ) as process,
    ):
        assert process.stdout
        try:
            address = process.stdout.readline().strip()
            assert address, (project / "said.txt").read_text("utf-8")
            started = Watching(process, address, project)
            _answering(started)
            yield started
        finally:
            os.killpg(process.pid, signal.SIGINT)
            process.wait(PATIENCE)
    assert process.returncode == 130


def _answering(started: Watching) -> None:
    for _ in range(100 * PATIENCE):
        try:
            started.ask("/")
        except OSError:
            time.sleep(0.01)
        else:
            return
