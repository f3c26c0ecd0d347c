"""The proofs: every edition's pages, typeset to be looked at and not to be kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportcli import products
from reportcli.checks import weight
from reportcli.diagnostics import Diagnostic, Failure
from reportcli.edition import editions
from reportcli.load import survey

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reportcli.edition import Edition
    from reportcli.load import Loaded
    from reportcli.project import Project

NOT_SET = Diagnostic(
    "P072", "the pages were not looked at", hint="mend the errors first", severity="info"
)


def read(
    project: Project, years: Sequence[str], progress: Callable[[str], None]
) -> tuple[Diagnostic, ...]:
    """Return what the pages of every edition show, by the report's own layout; of all years without one."""
    loaded = survey(project)
    found: list[Diagnostic] = []
    for edition in editions(project, loaded, years or tuple(loaded.data.reports), (), ()):
        progress(edition.name)
        found += _of(loaded, edition)
    return tuple(dict.fromkeys(found))


def _of(loaded: Loaded, edition: Edition) -> list[Diagnostic]:
    try:
        text = products.sheets(loaded.source, edition)
        made = products.typeset(loaded.source, edition, text)
        heavy = weight.check(loaded.source, edition, made.data)
        return [*products.on_pages(loaded.source, edition, made), *heavy]
    except Failure as failure:
        return [*failure.diagnostics]
