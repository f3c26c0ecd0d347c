"""What the typeset pages show."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportcli.diagnostics import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportcli.edition import Edition
    from reportcli.pdf import Typeset
    from reportcli.source import Source


def check(source: Source, edition: Edition, typeset: Typeset) -> Iterator[Diagnostic]:
    """Yield a warning for each page that does not hold what it should.

    A layout names by `whole` how the ids of what stands whole on one page begin; a victory's number
    follows, or a name.
    """
    if not (prefix := edition.layout.settings.get("whole")):
        return
    for name, pages in typeset.anchors.items():
        if name.startswith(prefix) and len(pages) > 1:
            yield _runs_over(source, edition, name.removeprefix(prefix), pages[0])


def _runs_over(source: Source, edition: Edition, name: str, page: int) -> Diagnostic:
    number = re.match(r"\d+", name)
    what = f"victory {number.group()}" if number else f"the {name}"
    within = ("victories", int(number.group()) - 1) if number else ()
    return Diagnostic(
        code="D050",
        severity="warning",
        message=f"{what} runs over from page {page} of the PDF to the next",
        place=source.place(("reports", edition.year, *within)),
        hint="shorten its title, places, figures or links",
    )
