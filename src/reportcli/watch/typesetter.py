"""What the typesetting process does: first the pages that are looked at, then the whole PDF.

Only the newest job is done; the one under way is given up for it.
"""

from __future__ import annotations

import gc
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reportcli import own_fonts, products
from reportcli.diagnostics import Diagnostic, Failure
from reportcli.garbage import uncollected
from reportcli.pdf import Hooks, Typeset
from reportcli.watch import islands
from reportcli.watch.jobs import Failed, Job, Part, Whole

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from xml.etree.ElementTree import Element

    from reportcli.engine import weasyprint


class Overtaken(Exception):  # noqa: N818  nothing is wrong
    """A newer job waits."""


class NoPart(Exception):  # noqa: N818
    """The pages that changed cannot be told from the others: the whole must be typeset."""


@dataclass(frozen=True)
class _Known:
    """The last whole document: what it was made from, and which pages came of what."""

    text: str
    look: str
    attached: bytes | None
    outline: islands.Outline
    islands: list[islands.Island]
    result: Typeset


@dataclass
class Typesetter:
    """Keeps what it knows of the last whole document. `waiting` says whether a newer job waits."""

    connection: Connection
    known: _Known | None = None
    fonts: str = ""
    _found: list[Element] = field(default_factory=list)
    _shown: set[int] = field(default_factory=set)
    """The first blocks of the islands that were shown since the last whole document."""

    def run(self) -> None:
        """Take jobs until the other end goes away."""
        first = True
        while True:
            try:
                job = self.connection.recv()
                while self.connection.poll():
                    job = self.connection.recv()
                with uncollected():
                    self._do(job)
                gc.collect()
                if first:
                    gc.freeze()  # what is loaded stays: no collection need look at it again
                first = False
            except (EOFError, OSError):
                return

    def _do(self, job: Job) -> None:
        if job.fonts != self.fonts:
            own_fonts.forget()
            self.fonts, self.known = job.fonts, None
        try:
            text = products.sheets(job.source, job.edition)
            if self._is_known(job, text):
                self._answer(job, changed=False)
                return
            if part := self._part(job, text):
                self.connection.send(part)
            self._whole(job, text)
        except Overtaken:
            pass
        except Failure as failure:
            self.connection.send(Failed(job.number, failure.diagnostics))
        except Exception as error:  # noqa: BLE001  the next save may be better
            hint = f"to see more: reportcli --debug build {job.edition.year}"
            what = f"the pages could not be set ({type(error).__name__}: {error})"
            self.connection.send(Failed(job.number, (Diagnostic("W002", what, hint=hint),)))

    def _is_known(self, job: Job, text: str) -> bool:
        known, attached = self.known, products.attached(job.source, job.edition)
        return known is not None and (known.text, known.look, known.attached) == (
            text,
            job.look,
            attached,
        )

    def _part(self, job: Job, text: str) -> Part | None:
        """Typeset the islands that changed since the last whole document, if they can be told."""
        known = self.known
        if known is None or known.look != job.look:
            return None
        kept: list[islands.Island] = []

        def parsed(root: Element) -> None:
            self._found = islands.blocks(root)
            changed = islands.outline(root, self._found).changed(known.outline)
            if not changed:
                raise NoPart
            kept[:] = self._urgent(job, known.islands, changed)
            for island in known.islands:
                if island not in kept:
                    islands.leave_out(self._found, island)

        def laid_out(document: weasyprint.Document) -> None:
            now = islands.islands(self._found, document.pages)
            if [island.pages for island in now] != [island.pages for island in known.islands]:
                raise NoPart

        try:
            made = products.typeset(
                job.source, job.edition, text, Hooks(parsed, self._stepped, laid_out)
            )
        except (NoPart, Failure):
            return None
        self._shown |= {island.first for island in kept}
        return Part(job.number, made.data, tuple(page for island in kept for page in island.pages))

    def _urgent(
        self, job: Job, all_: list[islands.Island], blocks: frozenset[int]
    ) -> list[islands.Island]:
        """Return the islands that are to be shown before the whole is there.

        The one where the reader looks, and those that were shown since the last whole; the others
        (contents, key figures) cost more time than they are worth. All, where it is not known.
        """
        changed = [island for island in all_ if blocks & set(island.blocks)]
        looked_at = [i for i in changed if job.anchor in dict(i.anchors)]
        if not looked_at:
            return changed
        return [i for i in changed if i in looked_at or i.first in self._shown]

    def _whole(self, job: Job, text: str) -> None:
        found: list[islands.Island] = []
        outlines: list[islands.Outline] = []

        def parsed(root: Element) -> None:
            self._found = islands.blocks(root)
            outlines.append(islands.outline(root, self._found))

        def laid_out(document: weasyprint.Document) -> None:
            found[:] = islands.islands(self._found, document.pages)

        made = products.typeset(
            job.source, job.edition, text, Hooks(parsed, self._stepped, laid_out)
        )
        attached = products.attached(job.source, job.edition)
        self.known = _Known(text, job.look, attached, outlines[0], found, made)
        self._answer(job, changed=True)

    def _answer(self, job: Job, *, changed: bool) -> None:
        assert self.known is not None
        made = self.known.result
        self._shown.clear()
        anchors = {name: pages[0] for name, pages in made.anchors.items()}
        warnings = tuple(products.on_pages(job.source, job.edition, made))
        data = made.data if changed else None
        self.connection.send(Whole(job.number, data, anchors, warnings))

    def _stepped(self, _step: str) -> None:
        if self.connection.poll():
            raise Overtaken
