"""A dedication in its room: how large, and in which lines. Lengths in pt."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportcli.mail.face import Glyph

SMALLEST = 8.0
"""The least size at which a dedication is still read with ease."""
STEP = 0.25
"""By how much it is made smaller at once."""
ROUNDING = 0.01


@dataclass(frozen=True, slots=True)
class Room:
    """Where a dedication stands in the page's own space: its first line's start, and what there is for it.

    `size` and `leading` are those of the layout; `height` is that of all lines.
    `at_right`: lines begin there.
    """

    x: float
    baseline: float
    width: float
    height: float
    size: float
    leading: float
    at_right: bool = False


@dataclass(frozen=True, slots=True)
class Lines:
    """Glyphs in lines, at a size and a leading."""

    size: float
    leading: float
    glyphs: list[list[Glyph]]


def fitted(words: str, glyphs: list[Glyph], room: Room) -> Lines | None:
    """Set shaped words as large as the room holds them, or return None below SMALLEST.

    They go to a new line at a space where the room has more than one; a line that has letters
    from right to left is not broken.
    """
    whole = sum(glyph.advance for glyph in glyphs) / 1000
    if whole * room.size <= room.width + ROUNDING:
        return Lines(room.size, room.leading, [glyphs])
    pieces = _pieces(words, glyphs)
    ratio, size = room.leading / room.size, room.size
    while size >= SMALLEST:
        most = int((room.height + ROUNDING) / (size * ratio))
        lines = _filled(pieces, 1000 * (room.width + ROUNDING) / size)
        if lines and len(lines) <= max(most, 1):
            return Lines(size, size * ratio, lines)
        size -= STEP
    return None


def _pieces(words: str, glyphs: list[Glyph]) -> list[list[Glyph]]:
    """Cut glyphs before each space after which a line may begin."""
    if any(before.place > after.place for before, after in pairwise(glyphs)):
        return [glyphs]
    pieces: list[list[Glyph]] = [[]]
    for glyph in glyphs:
        if words[glyph.place] == " " and pieces[-1]:
            pieces.append([])
        pieces[-1].append(glyph)
    return pieces


def _filled(pieces: Sequence[list[Glyph]], measure: float) -> list[list[Glyph]]:
    """Fill lines of a measure (1/1000 em) with pieces; return nothing where one is too wide for a line."""
    lines: list[list[Glyph]] = []
    end = measure + 1
    for piece in pieces:
        width = sum(glyph.advance for glyph in piece)
        if end + width <= measure:
            lines[-1] += piece
            end += width
        else:
            begun = piece[1:] if lines else piece  # without the space
            end = sum(glyph.advance for glyph in begun)
            if end > measure:
                return []
            lines.append([*begun])
    return lines
