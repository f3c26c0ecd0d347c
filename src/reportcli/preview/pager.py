"""What is longer than the screen goes through the pager that the user has chosen, as with git."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

DEFAULTS = {"LESS": "FRX", "LV": "-c"}
"""Options of pagers that let colours through and leave the text on the screen; the user's go first."""


def show(console: Console, text: Text) -> None:
    """Print a text; by $PAGER, or less, where it is longer than a terminal's screen."""
    with console.capture() as captured:
        console.print(text)
    written = captured.get()
    command = shlex.split(os.environ.get("PAGER", "less"))
    long = text.plain.count("\n") + 1 >= console.height
    if not (long and command and _is_screen(console) and _page(command, written)):
        sys.stdout.write(written)
        sys.stdout.flush()


def _is_screen(console: Console) -> bool:
    return sys.stdout.isatty() and not console.is_dumb_terminal


def _page(command: list[str], text: str) -> bool:
    """Hand a text to a pager and wait for it; say whether there is such a pager. Ctrl-C is the pager's."""
    environment = {**DEFAULTS, **os.environ}
    try:
        pager = subprocess.Popen(command, stdin=subprocess.PIPE, env=environment)  # noqa: S603
    except OSError:
        return False
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        pager.communicate(text.encode(errors="replace"))
    finally:
        signal.signal(signal.SIGINT, before)
    return True
