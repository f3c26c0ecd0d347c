"""What goes to the typesetting process and comes back from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportcli.diagnostics import Diagnostic
    from reportcli.edition import Edition
    from reportcli.source import Source


@dataclass(frozen=True)
class Job:
    """An edition to be typeset.

    `look` stands for the content of the layout's files, `fonts` of the fonts'. `anchor` is where the
    reader looks: the victory that was just edited, if it is known.
    """

    number: int
    source: Source
    edition: Edition
    look: str
    fonts: str
    anchor: str | None = None


@dataclass(frozen=True)
class Part:
    """Pages that changed since the last whole: a PDF of which only `pages` (from 1) are to be shown."""

    number: int
    data: bytes
    pages: tuple[int, ...]


@dataclass(frozen=True)
class Whole:
    """The whole PDF, with the first page of each anchor. `data` is None where it is as it was."""

    number: int
    data: bytes | None
    anchors: Mapping[str, int]
    warnings: tuple[Diagnostic, ...]


@dataclass(frozen=True)
class Failed:
    number: int
    faults: tuple[Diagnostic, ...]


Answer = Part | Whole | Failed
