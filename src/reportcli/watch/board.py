"""What is shown at the moment; whoever follows it learns of each change."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from reportcli.diagnostics import Diagnostic
    from reportcli.watch.sheets import Sheets


@dataclass(frozen=True)
class Sheet:
    """A page as it is shown: a page of one of the PDFs on the board."""

    pdf: str
    number: int


@dataclass(frozen=True)
class Jump:
    """To the victory that was just edited. `page` is None until its pages are there."""

    name: str
    victory: int
    anchor: str
    page: int | None = None


@dataclass(frozen=True)
class Shown:
    """`pdfs` has the whole PDF and perhaps one of changed pages; `stale` means: the data has errors."""

    title: str = ""
    year: str = ""
    language: str = "en"
    file_name: str = "report.pdf"
    html_name: str = ""
    html: bytes = b""
    whole: str = ""
    pdfs: tuple[tuple[str, Sheets], ...] = ()
    sheets: tuple[Sheet, ...] = ()
    setting: bool = False
    stale: bool = False
    diagnostics: tuple[Diagnostic, ...] = ()
    jump: Jump | None = None

    def pdf(self, name: str) -> Sheets | None:
        return dict(self.pdfs).get(name)

    def as_json(self) -> dict[str, Any]:
        """Return what the page in the browser needs to know."""
        return {
            "title": self.title,
            "year": self.year,
            "language": self.language,
            "html": self.html_name,
            "pdf": self.whole,
            "pages": [self._page(sheet) for sheet in self.sheets],
            "setting": self.setting,
            "stale": self.stale,
            "diagnostics": [_diagnostic(found) for found in self.diagnostics],
            "jump": self.jump and vars(self.jump),
        }

    def _page(self, sheet: Sheet) -> dict[str, Any]:
        pdf = self.pdf(sheet.pdf)
        assert pdf is not None
        ratio = round(pdf.ratios[sheet.number - 1], 5)
        return {"picture": f"/pages/{sheet.pdf}/{sheet.number}.png", "ratio": ratio}


def _diagnostic(found: Diagnostic) -> dict[str, Any]:
    excerpt = found.place.excerpt if found.place and found.place.line else None
    return {**found.as_json(), "excerpt": excerpt}


class Board:
    def __init__(self) -> None:
        self.shown = Shown()
        self._changed = asyncio.Event()

    def show(self, **changes: Any) -> None:
        """Change what is shown; a PDF that is shown no more is closed."""
        before, self.shown = self.shown, replace(self.shown, **changes)
        for _, sheets in before.pdfs:
            if all(sheets is not kept for _, kept in self.shown.pdfs):
                sheets.close()
        told, self._changed = self._changed, asyncio.Event()
        told.set()

    async def follow(self) -> AsyncIterator[Shown]:
        """Yield what is shown now, and then whenever it changed; only the newest for who is slow."""
        while True:
            changed = self._changed
            yield self.shown
            await changed.wait()
