"""The command in processes of their own, forked from one that has imported its modules already.

To start Python, import what `build` needs and compile templates takes longer than most of what tests ask of
the command. This file, run as a program, does that once and then forks a process for each order.
What a process finds out only when it starts (its modules, the variables `AT_START`) is that of the first:
whoever wants it fresh runs `python -m reportcli`.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import json
import os
import runpy
import select
import socket
import subprocess
import sys
import threading
import time
import traceback
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NoReturn, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SMALL = """\
[reports.2024]
languages = ["fr"]
title = "Nos victoires"
[[reports.2024.victories]]
text = "Une loi."
"""
AT_START = ("PYTHON", "LC_", "LANG", "MALLOC_", "LD_", "DYLD_")
"""How the names of variables begin that Python and the C library read once."""
LONGEST = 1 << 20
"""Bytes of an order: arguments, folder and environment."""


def is_possible(env: Mapping[str, str]) -> bool:
    """Whether a forked process would be as a new one. On macOS Pango's libraries bear no fork."""
    return sys.platform == "linux" and _at_start(env) == _at_start(os.environ)


def _at_start(env: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in env.items() if name.startswith(AT_START)}


class Process(Protocol):
    """What is asked of a process, forked or not."""

    def poll(self) -> int | None:
        """Return the exit code, None before the end."""

    def wait(self) -> int:
        """Return the exit code, at the end."""


class _Forked:
    def __init__(self, heard: socket.socket) -> None:
        self._heard = heard
        self._code: int | None = None

    def poll(self) -> int | None:
        if self._code is None and select.select([self._heard], [], [], 0)[0]:
            return self.wait()
        return self._code

    def wait(self) -> int:
        if self._code is None:
            with self._heard, self._heard.makefile() as said:
                self._code = int(said.read())
        return self._code


def start(
    arguments: Sequence[str], cwd: Path, env: Mapping[str, str], streams: Sequence[int]
) -> Process:
    """Start the command on the descriptors of its three streams, which may then be closed here."""
    order = json.dumps([*arguments]), str(cwd), json.dumps(dict(env))
    heard, said = socket.socketpair()
    with said:
        socket.send_fds(_server(), ["\0".join(order).encode()], [*streams, said.fileno()])
    return _Forked(heard)


@cache
def _server() -> socket.socket:
    """Start the process that forks; it ends before this one does."""
    ours, its = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    ours.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, LONGEST)
    with its:
        command = [sys.executable, __file__, str(its.fileno())]
        process = subprocess.Popen(command, pass_fds=[its.fileno()])
    atexit.register(process.wait)  # what is registered last is done first
    atexit.register(ours.close)
    return ours


def _serve(orders: socket.socket) -> None:
    _prepare()
    gc.freeze()  # what is here stays: no child need look through it
    while True:
        order, descriptors, _, _ = socket.recv_fds(orders, LONGEST, 4)
        if not order:
            return
        _bury_the_dead()
        if os.fork():
            for descriptor in descriptors:
                os.close(descriptor)
        else:
            _wait_for_command(order.decode(), descriptors)


def _bury_the_dead() -> None:
    with contextlib.suppress(ChildProcessError):  # there is no child
        while any(os.waitpid(-1, os.WNOHANG)):
            pass


def _prepare() -> None:
    """Import every module, and set the pages of a small report in every layout: their templates are compiled."""
    import pkgutil

    import reportcli
    from reportcli.diagnostics import Failure

    for module in pkgutil.walk_packages(reportcli.__path__, "reportcli."):
        if not module.name.endswith("__main__"):
            with contextlib.suppress(Failure):  # no Pango here: the command will say so
                __import__(module.name)

    from reportcli import edition, html, layouts
    from reportcli.load import load
    from reportcli.project import Project

    with TemporaryDirectory() as folder:
        project = Project(Path(folder))
        project.data.parent.mkdir()
        project.data.write_text(SMALL, "utf-8")
        loaded = load(project)
        for layout in layouts.names(project):
            html.render(edition.one(project, loaded, "2024", layout, None), "paper", "screen")


def _wait_for_command(order: str, descriptors: Sequence[int]) -> None:
    """In a process of its own: run the command in another, and say its exit code."""
    *streams, said = descriptors
    if not (pid := os.fork()):
        os.close(said)
        _command(order, streams)
    _, status = os.waitpid(pid, 0)
    os.write(said, str(os.waitstatus_to_exitcode(status)).encode())
    os._exit(0)


def _command(order: str, streams: Sequence[int]) -> None:
    arguments, folder, env = order.split("\0")
    for place, stream in enumerate(streams):
        os.dup2(stream, place)
        os.close(stream)
    for place, name in enumerate(("stdin", "stdout", "stderr")):
        _open(place, name)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(json.loads(env))
    time.tzset()
    sys.path[0] = folder
    sys.argv = ["reportcli", *json.loads(arguments)]
    code: object = 0
    try:
        runpy.run_module("reportcli", run_name="__main__", alter_sys=True)
    except SystemExit as leaving:
        code = leaving.code or 0
    except BaseException:  # noqa: BLE001
        traceback.print_exc()
        code = 1
    _end(code)


def _open(place: int, name: str) -> None:
    """Open a standard stream as Python does when it starts: how depends on what is there."""
    before = getattr(sys, name)
    by_line = name == "stderr" or os.isatty(place)
    stream = open(  # noqa: SIM115
        place, before.mode, 1 if by_line else -1, before.encoding, before.errors, closefd=False
    )
    setattr(sys, name, stream)
    setattr(sys, f"__{name}__", stream)


def _end(code: object) -> NoReturn:
    """End as Python does, but without taking apart what is there: for so many modules that takes half a second."""
    if not isinstance(code, int):
        sys.stderr.write(f"{code}\n")
    threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code if isinstance(code, int) else 1)


if __name__ == "__main__":
    _serve(socket.socket(fileno=int(sys.argv[1])))
