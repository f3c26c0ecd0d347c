"""How finely pictures are set on paper, by what a PDF is for."""

from __future__ import annotations

MM_PER_INCH = 25.4
DOTS = {"screen": 150, "print": 300}
"""Dots an inch of the page: what a screen shows of it at twice its size; what print shops ask for."""


def pixels(length: float, dots: int) -> int:
    """Return how many pixels `length` mm of paper have, at least one."""
    return max(int(length / MM_PER_INCH * dots), 1)
