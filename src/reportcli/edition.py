"""One report in one language by one layout: what a page is rendered from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from reportcli.model import texts, words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from reportcli.layouts import Layout
    from reportcli.model import Data, Report


@dataclass(frozen=True)
class Edition:
    """`folder` is the project's, to which pictures are relative."""

    data: Data
    year: str
    language: str
    layout: Layout
    folder: Path

    @property
    def report(self) -> Report:
        return self.data.reports[self.year]

    def words(self, text: Mapping[str, str]) -> tuple[str, str]:
        """Return a text's words and their language: the edition's, or else the report's first."""
        first = self.report.languages[0]
        own = words(text, self.language, first)
        return (own, self.language) if own is not None else (words(text, first, first) or "", first)

    @cached_property
    def text(self) -> str:
        """All the texts that the edition sets, as typed."""
        found = [*texts(self.data.organization), *texts(self.report)]
        return "\n".join(self.words(text)[0] for _, text in found)
