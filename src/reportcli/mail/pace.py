"""How fast messages go out: no more than so many in a second, a minute or an hour."""

from __future__ import annotations

import re
import threading
import time
from dataclasses import dataclass, field

SECONDS = {"s": 1, "m": 60, "min": 60, "h": 3600}


@dataclass
class Pace:
    """Parts the beginnings of messages by `interval` seconds, whoever sends them."""

    interval: float = 0
    _next: float = field(default=0, init=False)
    _alone: threading.Lock = field(default_factory=threading.Lock, init=False)

    def wait(self, stop: threading.Event) -> None:
        """Wait for one's turn, or until `stop` is set."""
        if not self.interval:
            return
        with self._alone:
            now = time.monotonic()
            turn = max(self._next, now)
            self._next = turn + self.interval
        stop.wait(turn - now)


def interval(rate: str) -> float:
    """Return the seconds between two messages at a rate such as 500/h, 30/min or 5/s. Raises ValueError."""
    match = re.fullmatch(r"([1-9]\d{0,6})/(s|min|m|h)", rate.strip())
    if not match:
        raise ValueError(rate)
    return SECONDS[match[2]] / int(match[1])
