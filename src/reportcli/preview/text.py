"""A year's report as composed text, with all that is wrong in its data."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from rich.text import Text

from reportcli.checks import brand, glyphs
from reportcli.edition import one
from reportcli.load import survey
from reportcli.preview import hyperlinks
from reportcli.preview.composition import Composition
from reportcli.preview.frame import frame
from reportcli.salvage import by_victory
from reportcli.wording import Wording

if TYPE_CHECKING:
    from rich.console import Console

    from reportcli.diagnostics import Diagnostic
    from reportcli.project import Project


def compose(
    project: Project, year: str, language: str | None, layout: str | None, console: Console
) -> tuple[Text, tuple[Diagnostic, ...]]:
    """Compose a report for a console, in its first language or another; return the faults as well.

    What is wrong stands in the text, beside the victory that it concerns. Raises Failure when there
    is nothing to show.
    """
    loaded = survey(project)
    edition = one(project, loaded, year, layout, language)
    drawn = brand.check(loaded.source, edition), glyphs.check(loaded.source, edition)
    faults = tuple(
        dict.fromkeys([*loaded.diagnostics, *(fault for group in drawn for fault in group)])
    )
    composition = Composition(
        edition,
        Wording(edition),
        frame(console.width),
        by_victory(loaded.source, year, faults),
        drawn=console.is_terminal,
        links=console.is_terminal and hyperlinks.follows(os.environ),
    )
    return Text("\n").join(composition.lines()), faults
