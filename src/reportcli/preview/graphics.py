"""How a terminal shows pictures: by graphics of its own, in half blocks of colour, or in shades."""

from __future__ import annotations

import logging
import os
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from PIL import Image
    from rich.console import Console

SILENT = {"Apple_Terminal"}
"""Terminals without graphics that would print the question."""


def graphics() -> tuple[str, Callable[[Image.Image, int | str, str], Any]] | None:
    """Return the name of the terminal's graphics and what draws by them, or None if it has none.

    The library asks the terminal when it is imported: only where one can answer.
    """
    try:
        asked = sys.stdin.isatty() and sys.stdout.isatty() and os.get_terminal_size().columns
    except (OSError, ValueError):
        return None
    silent = os.environ.get("TERM") == "dumb" or os.environ.get("TERM_PROGRAM") in SILENT
    if silent or not asked:
        return None
    logging.getLogger("textual_image").setLevel(logging.CRITICAL)
    from textual_image import renderable

    names = {renderable.SixelImage: "Sixel", renderable.TGPImage: "Kitty's graphics"}
    found = renderable.Image
    return (names[found], found) if found in names else None


def in_colour(console: Console) -> bool:
    """Say whether a console shows colours."""
    return bool(console.color_system) and not console.no_color


def used(console: Console) -> str:
    """Say how pictures are shown on a console."""
    if found := graphics():
        return found[0]
    blocks = "half blocks, in colour" if in_colour(console) else "shades, without colour"
    return blocks if console.is_terminal else f"{blocks}: this is no terminal"
