"""A pseudo-terminal in which the command runs, and what it would show."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import termios
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, NamedTuple

from support.projects import start

if TYPE_CHECKING:
    from collections.abc import Mapping

    from support.forked import Process

CELL = 10, 20
"""Pixels of a cell of the pseudo-terminal."""


class Shown(NamedTuple):
    """What a command wrote to its terminal, escape codes and all, its exit code, and standard error."""

    text: str
    returncode: int
    errors: str


def in_terminal(
    *arguments: str,
    cwd: Path,
    size: tuple[int, int] = (80, 24),
    answers: Mapping[str, str] | None = None,
    env: Mapping[str, str] | None = None,
    keyboard: bool = True,
) -> Shown:
    """Run the command in a terminal of a size (columns, lines) that answers what it knows.

    Without a keyboard standard input is no terminal.
    """
    outside, inside = pty.openpty()
    columns, lines = size
    pixels = struct.pack("HHHH", lines, columns, columns * CELL[0], lines * CELL[1])
    fcntl.ioctl(inside, termios.TIOCSWINSZ, pixels)
    unset = {"NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "PAGER", "LESS"}
    unset |= {"TERM_PROGRAM", "VTE_VERSION", "TMUX", "WT_SESSION", "KONSOLE_VERSION", "DOMTERM"}
    inherited = {name: value for name, value in os.environ.items() if name not in unset}
    given = {**inherited, "TERM": "xterm-256color", "COLORTERM": "truecolor", **(env or {})}
    with TemporaryFile() as errors, Path(os.devnull).open("rb") as none:
        streams = [inside if keyboard else none.fileno(), inside, errors.fileno()]
        process = start(arguments, cwd, given, streams)
        os.close(inside)
        written = _conversation(outside, process, dict(answers or {}))
        code = process.wait()
        os.close(outside)
        errors.seek(0)
        return Shown(written.decode().replace("\r\n", "\n"), code, errors.read().decode())


def _conversation(outside: int, process: Process, answers: dict[str, str]) -> bytes:
    written = b""
    while True:
        ready, _, _ = select.select([outside], [], [], 0.05)
        try:
            read = os.read(outside, 65536) if ready else b""
        except OSError:  # the other side is closed
            return written
        if not read and process.poll() is not None:
            return written
        written += read
        for question in [q for q in answers if q.encode() in written]:
            os.write(outside, answers.pop(question).encode())
