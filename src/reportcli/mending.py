"""A data file mended: the fixes that the rules offer, made in the text and nowhere else."""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportcli import source as toml
from reportcli.append import BOM
from reportcli.diagnostics import Diagnostic, Failure, Place
from reportcli.files import write_all
from reportcli.project import DATA
from reportcli.review import review

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reportcli.project import Project
    from reportcli.review import Ask, Review

PASSES = 12
"""How often the text is looked through again: a fix may uncover what another rule mends."""


@dataclass(frozen=True)
class Mended:
    """The text before and after, and how many fixes of each code were made."""

    before: str
    after: str
    made: Counter[str]
    left: Review
    """What is still wrong after it."""


def mend(
    project: Project,
    years: Sequence[str],
    wanted: Callable[[Diagnostic], bool],
    ask: Ask | None = None,
    *,
    spelling: bool = False,
) -> Mended | None:
    """Return the data file's text with every wanted fix made; None where the file cannot be read.

    Nothing is written. The text is read again after each pass, until there is nothing left to mend.
    """
    found = review(project, years, ask=ask, spelling=spelling)
    if found.source is None:
        return None
    before = text = found.source.text
    made: Counter[str] = Counter()
    for _ in range(PASSES):
        chosen = _apart([d for d in found.diagnostics if d.fix and wanted(d)])
        if not chosen:
            break
        text = _edited(text, [edit for d in chosen if d.fix for edit in d.fix.edits])
        made.update(d.code for d in chosen)
        found = review(project, years, text, ask, spelling=spelling)
        if found.source is None or found.source.text != text:
            raise RuntimeError("a fix made the file unreadable")
    return Mended(before, text, made, found)


def write(project: Project, mended: Mended) -> None:
    """Write the text, whole or not at all. Raises Failure where the file is not what was read."""
    file = project.data.resolve()
    data = toml.bytes_of(file, DATA)
    if data.removeprefix(BOM).decode(errors="replace") != mended.before:
        message = "the file was changed while it was being looked through"
        raise Failure([Diagnostic("P063", message, Place(DATA), "nothing was written: try again")])
    tomllib.loads(mended.after)
    mark = BOM if data.startswith(BOM) else b""
    write_all({file: mark + mended.after.encode()})


def _apart(found: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Return those whose edits do not touch one another, the first of those that do."""
    chosen: list[Diagnostic] = []
    taken = -1
    for diagnostic in sorted(found, key=_reach):
        first, last = _reach(diagnostic)
        if first > taken:
            chosen.append(diagnostic)
            taken = last
    return chosen


def _reach(diagnostic: Diagnostic) -> tuple[int, int]:
    edits = diagnostic.fix.edits if diagnostic.fix else ()
    return min(edit[0] for edit in edits), max(edit[1] for edit in edits)


def _edited(text: str, edits: Sequence[tuple[int, int, str]]) -> str:
    pieces, at = [], 0
    for start, end, new in sorted(edits):
        pieces += [text[at:start], new]
        at = end
    return "".join([*pieces, text[at:]])
