"""Where the lines of typeset pages stand, as plain values.

`boxes` reads them from the engine; what looks at them needs none. Lengths are in millimetres from the
upper left corner of the page as it is trimmed, sizes of type in points.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection
    from typing import Literal

    Kind = Literal["text", "margin", "hidden"]
    """Of the text, of a page's margin, or drawn and never read aloud."""

MM_PER_PT = 25.4 / 72
CAPITAL = 0.66
"""How high small and capital letters stand above their line, in ems: most faces have 0.66 to 0.73."""


class Area(NamedTuple):
    """A rectangle, in mm."""

    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def around(cls, areas: Collection[Area]) -> Area:
        """Return the least area that holds all of some."""
        lefts, tops, rights, bottoms = zip(*areas, strict=True)
        return cls(min(lefts), min(tops), max(rights), max(bottoms))

    def shared(self, other: Area) -> tuple[float, float]:
        """Return the width and the height that two have in common; less than 0 where they are apart."""
        across = min(self.right, other.right) - max(self.left, other.left)
        return across, min(self.bottom, other.bottom) - max(self.top, other.top)


class Run(NamedTuple):
    """Letters of one face on one line. `spacing` is what justification adds to each space, in ems.

    `size` is in pt, `colour` as `#rrggbb`. `is_fixed`: its size is not the layout's to choose, as in
    a superscript or a form that a standard describes. `opacity`: 1 for what hides what is behind it.
    """

    text: str
    left: float
    right: float
    baseline: float
    size: float
    weight: int
    colour: str
    spacing: float
    is_fixed: bool
    opacity: float

    @property
    def letters(self) -> Area:
        """Where its letters stand, without what reaches below the line."""
        return Area(
            self.left, self.baseline - self.size * MM_PER_PT * CAPITAL, self.right, self.baseline
        )


class Line(NamedTuple):
    """A line of text.

    `box` is where its letters stand. `block` is the same number for all lines of one block of the document,
    `part` for those of them that stand together on one page or in one column. `tag` is the block's element,
    `room` what it has in width, `frame` what is drawn around it, or cuts what leaves it; `columns` is the
    block that is set in columns, 0 for none. `anchors` are the ids that it stands under, from without.
    `goes_on`: another line of the block follows.
    """

    runs: tuple[Run, ...]
    box: Area
    block: int
    part: int
    tag: str
    room: tuple[float, float]
    frame: Area | None
    columns: int
    anchors: tuple[str, ...]
    kind: Kind
    goes_on: bool

    @property
    def text(self) -> str:
        return " ".join("".join(run.text for run in self.runs).split())


@dataclass(frozen=True, slots=True)
class Page:
    """A page, numbered from 1. `area` is what its margins leave; `is_blank`: a break put it in.

    `name` is by which rules of @page it is made: where it changes, the style sheet asks for a new page.
    """

    number: int
    name: str
    width: float
    height: float
    area: Area
    lines: tuple[Line, ...]
    is_blank: bool
