"""How large a message may be as it is sent: what `[mail] max_size` is held against."""

from __future__ import annotations

from math import ceil

REST = 30_000
"""Bytes for all of a message that is neither PDF nor picture: texts, headers, a donor's own tail."""
LINE = 76
"""Signs on a line of base64 (RFC 2045, 6.8); a line end is two bytes more."""


def as_sent(size: int) -> int:
    """Return how many bytes a file of `size` bytes has in a message."""
    signs = 4 * ceil(size / 3)
    return signs + 2 * max(ceil(signs / LINE) - 1, 0)


def message(size: int) -> int:
    """Return how many bytes a message has at most that encloses a file of `size` bytes."""
    return as_sent(size) + REST
