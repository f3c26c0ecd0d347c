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
    """Yield a warning for each victory whose opening page does not hold what it should.

    A layout names by `whole` the ids that stand whole on one page; the victory's number follows.
    """
    if not (prefix := edition.layout.settings.get("whole")):
        return
    for name, pages in typeset.anchors.items():
        found = re.match(rf"{re.escape(prefix)}(\d+)", name)
        if found and len(pages) > 1:
            number = int(found[1])
            yield Diagnostic(
                code="D050",
                severity="warning",
                message=f"victory {number} runs over from page {pages[0]} of the PDF to the next",
                place=source.place(("reports", edition.year, "victories", number - 1)),
                hint="shorten its title, places, figures or links",
            )
