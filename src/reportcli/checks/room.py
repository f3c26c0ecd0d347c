"""What a layout's sheet cannot hold, with its place and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportcli.checks.naming import whose
from reportcli.diagnostics import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reportcli.edition import Edition
    from reportcli.misfits import Misfit
    from reportcli.source import Source

Path = tuple[str | int, ...]
NOT = "not fit on one sheet"


def check(source: Source, edition: Edition, misfits: Iterable[Misfit]) -> Iterator[Diagnostic]:
    """Yield a fault for each thing that does not fit."""
    for misfit in misfits:
        if misfit.what == "name":
            path, message, hint = _name(edition, misfit)
        elif misfit.what == "facts":
            path, message, hint = _facts(source, edition, misfit)
        else:
            path, message, hint = _of_the_report(edition, misfit)
        yield Diagnostic("D051", message, source.place(path), hint)


def _of_the_report(edition: Edition, misfit: Misfit) -> tuple[Path, str, str]:
    path: Path = ("reports", edition.year, misfit.what)
    if misfit.what == "victories":
        hint = f"at most {misfit.most} do: take some out, or use another layout"
        return path, f"{misfit.taken} victories do {NOT}", hint
    message = f"the {misfit.what} of the report has {misfit.taken} characters and does {NOT}"
    return path, message, f"shorten it to at most {misfit.most} characters"


def _victory(edition: Edition, misfit: Misfit) -> Path:
    return ("reports", edition.year, "victories", misfit.victory - 1)


def _facts(source: Source, edition: Edition, misfit: Misfit) -> tuple[Path, str, str]:
    path = _victory(edition, misfit)
    message = f"the figures and places{whose(source, (*path, 'figures'))} do {NOT}"
    hint = (
        f"they take {misfit.taken} lines and {misfit.most} fit: shorten the labels, or give fewer"
    )
    return path, message, hint


def _name(edition: Edition, misfit: Misfit) -> tuple[Path, str, str]:
    victory = edition.report.victories[misfit.victory - 1]
    of_most = f"of at most {misfit.most} characters"
    if victory.title and victory.summary:
        field, said, hint = "title", "title", f"give it a title or a `summary` {of_most}"
    elif victory.title:
        field, said, hint = "title", "title", f"give it a `summary` {of_most}"
    elif victory.summary:
        field, said, hint = "summary", "summary", f"give it a `title` {of_most}"
    else:
        field, said, hint = "text", "first sentence", f"give it a `title` or a `summary` {of_most}"
    message = f"the {said} of victory {misfit.victory} has {misfit.taken} characters and does {NOT}"
    return (*_victory(edition, misfit), field), message, hint
