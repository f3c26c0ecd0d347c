"""What the typeset pages show, by the rules about pages."""

from __future__ import annotations

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


def check(source: Source, edition: Edition, typeset: Typeset) -> Iterator[Diagnostic]:
    """Yield what the rules find on the pages of an edition, but for what the data switches off."""
    look = Look(typeset.geometry, grounds(typeset.data), edition.layout.settings.get("whole"))
    victories = {
        victory.anchor(number): (number - 1, victory)
        for number, victory in enumerate(edition.report.victories, 1)
    }
    for rule in about_pages():
        if rule.code in edition.data.check.ignore:
            continue
        for found in rule.find(look):
            index, victory = next(
                (victories[name] for name in found.anchors if name in victories), (None, None)
            )
            if victory is None or rule.code not in victory.check.ignore:
                yield _diagnostic(source, edition, rule, found, index)


def _diagnostic(
    source: Source, edition: Edition, rule: Rule, found: OnPage, victory: int | None
) -> Diagnostic:
    path: Path = ("reports", edition.year)
    if victory is not None:
        path = (*path, "victories", victory)
    several = len(edition.report.languages) > 1
    where = f"page {found.page}" + (f" ({edition.language})" if several else "")
    return Diagnostic(
        code=rule.code,
        message=f"{where}{whose(source, path)}: {found.what}",
        place=source.place(path),
        hint=found.hint,
        severity=rule.severity,
    )
