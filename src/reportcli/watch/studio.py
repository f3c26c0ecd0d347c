"""From a change on the disk to what is shown: the HTML at once, the pages as they are typeset."""

from __future__ import annotations

import asyncio
import gc
import secrets
from dataclasses import dataclass, replace
from time import perf_counter
from typing import TYPE_CHECKING

from reportcli import layouts, own_fonts, products
from reportcli.diagnostics import Failure
from reportcli.edition import Edition, one
from reportcli.load import load
from reportcli.project import file_name
from reportcli.watch import edited, inputs
from reportcli.watch.board import Board, Jump, Sheet
from reportcli.watch.jobs import Failed, Job, Part, Whole
from reportcli.watch.sheets import Sheets
from reportcli.watch.worker import Worker

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from reportcli.diagnostics import Diagnostic
    from reportcli.load import Loaded
    from reportcli.project import Project
    from reportcli.watch.jobs import Answer

DOUBT = 0.15
"""Seconds for which a fault must last: an editor may be in the middle of saving."""
ABSENCE = 0.5
"""Seconds for which a file must be gone."""
GONE = {"S001", "S002", "S007"}
"""Faults of a file that is being replaced: not there, not yet a file, still empty."""


@dataclass(frozen=True)
class Wish:
    """What is watched. None means: the report's first language, its own layout."""

    year: str
    language: str | None = None
    layout: str | None = None


@dataclass(frozen=True)
class Draft:
    """A report as it was just read, and its HTML."""

    loaded: Loaded
    edition: Edition
    html: bytes


def require_known(project: Project, wish: Wish) -> None:
    """Raise Failure where the data can be read and has no such report, language or layout.

    What is wrong with the data itself is no reason not to watch it.
    """
    try:
        loaded = load(project)
    except Failure:
        return
    try:
        _edition(project, loaded, wish)
    except Failure as failure:
        if wish.layout or any(found.code != "L001" for found in failure.diagnostics):
            raise


def _edition(project: Project, loaded: Loaded, wish: Wish) -> Edition:
    return one(project, loaded, wish.year, wish.layout, wish.language)


def _anchor(edition: Edition, number: int) -> str:
    return edition.report.victories[number - 1].anchor(number)


class Studio:
    """Keeps the board up to date. `said` gets what happens, for the terminal."""

    def __init__(
        self, project: Project, wish: Wish, board: Board, said: Callable[[Happened], None]
    ) -> None:
        self.project, self.wish, self.board, self.said = project, wish, board, said
        self.draft: Draft | None = None
        self.number = 0
        self.began = 0.0
        self._run = secrets.token_hex(3)
        self._stamps: inputs.Stamps | None = None
        self._worker: Worker | None = None
        self._anchors: Mapping[str, int] = {}

    async def run(self) -> None:
        self._worker = Worker(self._answered)
        try:
            async for _ in inputs.changes(self._folders):
                await self._look()
                if self.number == 1:
                    gc.freeze()  # what is loaded stays: no collection need look at it again
        finally:
            self._worker.stop()

    def read(self) -> Draft:
        """Read the data and make the HTML. Raises Failure with all that is wrong."""
        loaded = load(self.project)
        edition = _edition(self.project, loaded, self.wish)
        products.require_fit(loaded.source, edition)
        return Draft(loaded, edition, products.page(edition))

    def _folders(self) -> frozenset[Path]:
        return inputs.folders(self.project, self._layout)

    @property
    def _layout(self) -> list[Path]:
        """The folders of the layout, as far as is known."""
        if not self.draft:
            return [layouts.built_in() / "annual"]
        return [part.folder for part in self.draft.edition.layout.parts]

    def _now(self) -> inputs.Stamps:
        return inputs.stamps(self.project, self._layout)

    async def _look(self) -> None:
        """Make anew what changed; while something is wrong, wait whether it was only half a save."""
        while (now := self._now()) != self._stamps:
            if self._stamps and now.fonts != self._stamps.fonts:
                own_fonts.forget()
            self._stamps, self.began = now, perf_counter()
            try:
                draft = self.read()
            except Failure as failure:
                gone = GONE & {found.code for found in failure.diagnostics}
                if await self._holds(ABSENCE if gone else DOUBT):
                    self._refuse(failure.diagnostics)
            else:
                self._accept(draft)
                self._stamps = replace(now, look=self._now().look)

    async def _holds(self, seconds: float) -> bool:
        """Say whether nothing changes for some time."""
        until = perf_counter() + seconds
        while perf_counter() < until:
            await asyncio.sleep(0.01)
            if self._now() != self._stamps:
                return False
        return True

    def _refuse(self, faults: Sequence[Diagnostic]) -> None:
        self.board.show(diagnostics=tuple(faults), stale=True, setting=False, jump=None)
        self.said(Happened(faults=tuple(faults)))

    def _accept(self, draft: Draft) -> None:
        before, self.draft, was_stale = self.draft, draft, self.board.shown.stale
        self.number += 1
        edition, shown = draft.edition, self.board.shown
        victory = edited.victory(before.edition, edition) if before else None
        title, _ = edition.words(edition.report.title)
        same = draft.html == shown.html
        self.board.show(
            title=title,
            year=edition.year,
            language=edition.language,
            file_name=file_name(title, edition.year, suffixes=(), extension="pdf"),
            html_name=shown.html_name if same else f"{self._run}-{self.number}",
            html=draft.html,
            diagnostics=draft.loaded.diagnostics,
            stale=False,
            setting=True,
            jump=self._jump(edition, victory) if victory else shown.jump if same else None,
        )
        took = perf_counter() - self.began
        self.said(Happened(victory=victory, html=took, mended=was_stale))
        assert self._worker
        stamps = self._now()
        bare = replace(draft.loaded.source)  # without the index that it may have made meanwhile
        anchor = _anchor(edition, victory) if victory else None
        self._worker.send(Job(self.number, bare, edition, stamps.look, stamps.fonts, anchor))

    def _jump(self, edition: Edition, victory: int) -> Jump:
        return Jump(f"{self._run}-{self.number}", victory, _anchor(edition, victory))

    def _to_page(self, number: int) -> Jump | None:
        """Return the jump with its page, once the pages of that state are there."""
        jump = self.board.shown.jump
        if jump is None or number != self.number:
            return jump
        return replace(jump, page=self._anchors.get(jump.anchor))

    def _answered(self, answer: Answer) -> None:
        """Show what the typesetting process made.

        An answer that was overtaken is shown all the same until the newer one is there, as that one
        may be no more than the pages that differ from it.
        """
        if isinstance(answer, Failed):
            if answer.number == self.number:
                self._refuse(answer.faults)
        elif isinstance(answer, Part):
            self._show_part(answer)
        else:
            self._show_whole(answer)

    def _show_part(self, part: Part) -> None:
        shown, name = self.board.shown, f"{self._run}-{part.number}-part"
        whole = shown.pdf(shown.whole)
        assert whole is not None
        changed = set(part.pages)
        numbers = range(1, len(whole.ratios) + 1)
        self.board.show(
            pdfs=((shown.whole, whole), (name, Sheets(part.data))),
            sheets=tuple(Sheet(name if n in changed else shown.whole, n) for n in numbers),
            jump=self._to_page(part.number),
        )
        if part.number == self.number:
            self.said(Happened(pages=part.pages, pdf=perf_counter() - self.began))

    def _show_whole(self, whole: Whole) -> None:
        shown = self.board.shown
        name = f"{self._run}-{whole.number}" if whole.data else shown.whole
        sheets = Sheets(whole.data) if whole.data else shown.pdf(shown.whole)
        assert sheets is not None
        newest, self._anchors = whole.number == self.number, whole.anchors
        self.board.show(
            whole=name,
            pdfs=((name, sheets),),
            sheets=tuple(Sheet(name, n) for n in range(1, len(sheets.ratios) + 1)),
            jump=self._to_page(whole.number),
        )
        if newest and not shown.stale:
            assert self.draft
            found = dict.fromkeys([*self.draft.loaded.diagnostics, *whole.warnings])
            self.board.show(setting=False, diagnostics=tuple(found))
            self.said(
                Happened(
                    whole=len(sheets.ratios) if whole.data else 0,
                    pdf=perf_counter() - self.began,
                    warnings=tuple(found),
                )
            )


@dataclass(frozen=True)
class Happened:
    """One thing to be told. Times in seconds since the change was seen."""

    victory: int | None = None
    html: float | None = None
    pages: tuple[int, ...] = ()
    whole: int = 0
    pdf: float | None = None
    mended: bool = False
    faults: tuple[Diagnostic, ...] = ()
    """What keeps the report from being shown."""
    warnings: tuple[Diagnostic, ...] | None = None
    """All warnings of a whole report."""
