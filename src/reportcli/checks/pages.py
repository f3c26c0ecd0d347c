"""What the typeset pages show, by the rules about pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportcli.checks.naming import whose
from reportcli.checks.rule import Look, about_pages
from reportcli.diagnostics import Diagnostic
from reportcli.ground import grounds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportcli.checks.naming import Path
    from reportcli.checks.rule import OnPage, Rule
    from reportcli.edition import Edition
    from reportcli.pdf import Typeset
    from reportcli.source import Source


DIGITS = re.compile(r"\d+")


def check(source: Source, edition: Edition, typeset: Typeset) -> Iterator[Diagnostic]:
    """Yield what the rules find on the pages of an edition, but for what the data switches off.

    What stands on several pages and in no victory, such as a running foot, is told once.
    """
    look = Look(typeset.geometry, grounds(typeset.data), edition.layout.settings.get("whole"))
    numbered = enumerate(edition.report.victories)
    victories = {victory.anchor(index + 1): index for index, victory in numbered}
    for rule in about_pages():
        told: dict[tuple[int | None, str], list[OnPage]] = {}
        for found in () if rule.code in edition.data.check.ignore else rule.find(look):
            index = next((victories[name] for name in found.anchors if name in victories), None)
            words = found.what if index is not None else DIGITS.sub("", found.what)
            told.setdefault((index, words), []).append(found)
        for (index, _), same in told.items():
            if index is None or rule.code not in edition.report.victories[index].check.ignore:
                yield _diagnostic(source, edition, rule, same, index)


def _diagnostic(
    source: Source, edition: Edition, rule: Rule, same: list[OnPage], victory: int | None
) -> Diagnostic:
    path: Path = ("reports", edition.year)
    if victory is not None:
        path = (*path, "victories", victory)
    more = f" (and {len(same) - 1} more)" if len(same) > 1 else ""
    several = len(edition.report.languages) > 1
    where = f"page {same[0].page}{more}" + (f" ({edition.language})" if several else "")
    return Diagnostic(
        code=rule.code,
        message=f"{where}{whose(source, path)}: {same[0].what}",
        place=source.place(path),
        hint=same[0].hint,
        severity=rule.severity,
    )
