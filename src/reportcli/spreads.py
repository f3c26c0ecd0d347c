"""How many pages each victory of a booklet gets, so that the sheets come out even."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SHEET = 4
"""Pages on a sheet that is folded once."""
PARTED = 3
"""What it costs that a victory of two pages begins on a right-hand page, and so is not seen at once."""
OPENED = 2
"""What it costs that a victory for which one page is enough gets two."""
FILLED = 3
"""What it costs that a page is left for notes."""


@dataclass(frozen=True)
class Plan:
    """The pages of each victory, and how many pages are left over for notes.

    `cost` is what makes one plan worse than another.
    """

    pages: tuple[int, ...]
    left: int
    cost: int


@dataclass(frozen=True, order=True)
class _Way:
    cost: int
    weight: int
    pages: tuple[int, ...]


def plan(pages: Sequence[int], weights: Sequence[int], before: int, after: int) -> Plan:
    """Share out pages so that all are a multiple of four.

    `pages` are those that each victory needs, `before` and `after` those around them. Where pages are
    wanting, victories of one page get two, those of the greatest weight first, so that no victory is
    parted by a leaf if it can be helped; what then is wanting is left for notes.
    """
    ways = {before % SHEET: _Way(0, 0, ())}
    for needed, weight in zip(pages, weights, strict=True):
        found: dict[int, list[_Way]] = {}
        for taken, way in ways.items():
            for count, cost in _choices(needed, taken):
                here = weight if count > needed else 0
                longer = _Way(way.cost + cost, way.weight - here, (*way.pages, count))
                found.setdefault((taken + count) % SHEET, []).append(longer)
        ways = {taken: min(options) for taken, options in found.items()}
    left = {taken: -(taken + after) % SHEET for taken in ways}
    costs = {taken: way.cost + FILLED * left[taken] for taken, way in ways.items()}
    best = min(ways, key=lambda taken: (costs[taken], ways[taken]))
    return Plan(ways[best].pages, left[best], costs[best])


def _choices(needed: int, taken: int) -> Iterator[tuple[int, int]]:
    """Yield the pages that a victory can have, each with its cost, after `taken` pages."""
    on_the_left = taken % 2 == 1
    yield needed, PARTED if needed > 1 and not on_the_left else 0
    if needed == 1 and on_the_left:
        yield 2, OPENED
