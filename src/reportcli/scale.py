"""A layout's typographic scale in an edition: its steps, and what holds at them in a given room."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, partial
from math import ceil, inf
from typing import TYPE_CHECKING

from markupsafe import Markup

from reportcli.copyfit import MM_PER_PT, Hyphens, Step, count_lines, fit
from reportcli.paging import paged

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportcli.copyfit import Fitted
    from reportcli.edition import Edition
    from reportcli.fonts import Face

SLACK = 0.5
"""Millimetres by which a text may pass its room: less than anyone sees, more than rounding."""


@dataclass(frozen=True)
class SetText:
    """A text at a step; `height` of its columns in mm."""

    step: Step
    columns: int
    height: float


@dataclass(frozen=True)
class Scale:
    """Lengths in mm; a step is called by its name in `layout.toml`."""

    edition: Edition

    @property
    def numerals(self) -> Face:
        """The face of numerals and of all that is drawn."""
        return self.edition.fonts.face(self.edition.data.brand.fonts.display, 800)

    def step(self, name: str) -> Step:
        """Return a step of the layout's scale. Letters from right to left join, and reach further."""
        if name not in self._steps:
            self._steps[name] = self._step(name)
        return self._steps[name]

    @cached_property
    def _steps(self) -> dict[str, Step]:
        """The steps that were asked for: a composition asks thousands of times for a few."""
        return {}

    def _step(self, name: str) -> Step:
        step, brand = self.edition.layout.settings["scale"][name], self.edition.data.brand.fonts
        family = brand.display if step["face"] == "display" else brand.text
        face = self.edition.fonts.face(family, step["weight"])
        if self.edition.direction == "rtl":
            return Step(name, face, step["size"], step.get("tall", step["leading"]))
        return Step(name, face, step["size"], step["leading"], step.get("tracking", 0))

    def fit(
        self, text: str, steps: Sequence[tuple[str, int]], width: float, height: float = inf
    ) -> Fitted:
        """Return the first of `steps`, pairs of name and most lines, at which a heading holds.

        `width` and `height` in mm. Where none does, the last step, with `fits` false.
        """
        for name, most in steps:
            step = self.step(name)
            allowed = int(min(most, (height + SLACK) / (step.leading * MM_PER_PT)))
            fitted = fit(text, [step], width, allowed, self._hyphens(name))
            if fitted.fits:
                break
        return fitted

    def copyfit(
        self, paragraphs: Sequence[str], sizes: Sequence[tuple[str, float, int]], height: float
    ) -> SetText | None:
        """Return the first of `sizes`, (step, mm of a column, columns), that holds a text in `height` mm.

        Paragraphs after the first begin a line's height in. Several columns get a line to spare:
        orphans and widows keep them from being quite even.
        """
        for name, width, columns in sizes:
            step = self.step(name)
            indent = step.leading * MM_PER_PT
            lines = ceil(self.lines(paragraphs, name, width, indent) / columns) + (columns > 1)
            tall = lines * step.leading * MM_PER_PT
            if tall <= height + SLACK:
                return SetText(step, columns, tall)
        return None

    def paged(
        self,
        paragraphs: Sequence[Markup],
        name: str,
        width: float,
        height: float,
        first: float | None = None,
    ) -> list[list[Markup]]:
        """Part a text into pages of `height` mm, the first of them of `first` mm.

        Paragraphs after the first begin a line's height in.
        """
        indent = self.step(name).leading * MM_PER_PT
        most, opening = (int(((tall or height) + SLACK) / indent) for tall in (height, first))
        lines = partial(self.lines, name=name, width=width, indent=indent)
        return paged(paragraphs, lines, most, opening)

    def lines(self, paragraphs: Sequence[str], name: str, width: float, indent: float = 0) -> int:
        """Return how many lines paragraphs make at a step in a measure of `width` mm."""
        bare = [Markup(item).striptags() for item in paragraphs]  # noqa: S704  measured only
        return count_lines(bare, self.step(name), width, self._hyphens(name), indent)

    def _hyphens(self, name: str) -> Hyphens | None:
        """Return how words are divided at a step; None where they are not."""
        settings = self.edition.layout.settings
        divided = settings["scale"][name].get("hyphenated", False)
        return Hyphens(self.edition.language, **settings["hyphenation"]) if divided else None
