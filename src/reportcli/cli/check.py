"""`reportcli check`."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from reportcli.cli import completion
from reportcli.cli.frame import guard
from reportcli.cli.plain_help import Command

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from reportcli.checks.mentions import Answer
    from reportcli.checks.rule import Rule
    from reportcli.diagnostics import Diagnostic
    from reportcli.project import Project
    from reportcli.review import Ask, Review


class Shape(StrEnum):
    TERMINAL = "terminal"
    JSON = "json"
    GITHUB = "github"


class CheckCommand(Command):
    """`--fix` may have a value, and what follows it is none: `check --fix 2023`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        return super().parse_args(ctx, ["--fix=safe" if word == "--fix" else word for word in args])


def check(
    context: typer.Context,
    years: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[YEAR…|FILE…]",
            autocompletion=completion.years,
            help="The reports to check, all without one; with --pdf the files.",
        ),
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Fail (exit code 1) at warnings too.")
    ] = False,
    fix: Annotated[
        str | None,
        typer.Option(
            "--fix",
            metavar="[=unsafe|CODE…]",
            help="Mend the data file: what is safe to mend; with =unsafe all that can be; with =T050,G001"
            " what these rules find.",
        ),
    ] = None,
    diff: Annotated[
        bool, typer.Option("--diff", help="With --fix: show the changes, and make none.")
    ] = False,
    shape: Annotated[
        Shape,
        typer.Option("--format", "-f", metavar="terminal|json|github", help="How to say it."),
    ] = Shape.TERMINAL,
    limit: Annotated[
        int,
        typer.Option(
            "--limit",
            min=0,
            metavar="N",
            help="Places shown of each rule in the terminal; 0 for all.",
        ),
    ] = 5,
    pages: Annotated[
        bool,
        typer.Option("--pages", help="Also set the pages of every edition, and look at them."),
    ] = False,
    online: Annotated[
        bool, typer.Option("--online", help="Ask the links too: whether they lead anywhere.")
    ] = False,
    pdf: Annotated[
        bool,
        typer.Option("--pdf", help="Whether finished PDFs keep the standards, by their checkers."),
    ] = False,
    spelling: Annotated[
        bool,
        typer.Option("--spelling", help="The spelling too, by the dictionaries of this machine."),
    ] = False,
    list_: Annotated[bool, typer.Option("--list", help="List the rules.")] = False,
    explain: Annotated[
        str | None, typer.Option("--explain", metavar="CODE", help="Say what a rule is and why.")
    ] = None,
) -> None:
    """Look through the data: all that is wrong, where, why, and how it is mended.

    For example: reportcli check 2023, or, to mend what is safe to mend: reportcli check --fix;
    of finished files: reportcli check --pdf out/2023/*.pdf
    """
    if diff and not fix:
        raise typer.BadParameter("--diff shows what --fix would change: add --fix")
    if pdf:
        _check_files(context, years or (), shape)
        return
    if any(name.lower().endswith(".pdf") for name in years or ()):
        raise typer.BadParameter("to check finished files: reportcli check --pdf FILE…")
    with guard(context, undone="nothing was changed"):
        if list_:
            _list()
        elif explain:
            _explain(explain)
        else:
            from reportcli.garbage import uncollected
            from reportcli.project import find

            with uncollected():
                _check(
                    find(context.obj[0]),
                    years or (),
                    fix,
                    shape,
                    limit,
                    diff=diff,
                    pages=pages,
                    strict=strict,
                    online=online,
                    spelling=spelling,
                )


def _check_files(context: typer.Context, names: Sequence[str], shape: Shape) -> None:
    """Ask the checkers of the standards about finished files."""
    if not names or shape is Shape.GITHUB:
        raise typer.BadParameter("name the files: reportcli check --pdf FILE… [--format json]")
    with guard(context, undone="nothing was checked"):
        from pathlib import Path

        from reportcli.cli import verdicts
        from reportcli.conformance import job
        from reportcli.diagnostics import Failure

        as_json = shape is Shape.JSON
        try:
            told, faults = job.check([Path(name) for name in names])
        except Failure as failure:
            if not as_json:
                raise
            told, faults = [], failure.diagnostics
        if as_json:
            verdicts.print_json(told, faults)
        else:
            verdicts.show(told, faults)
        if faults:
            raise typer.Exit(1)


def _check(
    project: Project,
    years: Sequence[str],
    fix: str | None,
    shape: Shape,
    limit: int,
    *,
    diff: bool,
    pages: bool,
    strict: bool,
    online: bool,
    spelling: bool,
) -> None:
    from reportcli.cli import findings
    from reportcli.diagnostics import Failure
    from reportcli.review import Review, review

    mended, ask = None, _asker() if online else None
    try:
        if fix:
            from reportcli import mending

            mended = mending.mend(project, years, _wanted(fix), ask, spelling=spelling)
            if mended and diff:
                findings.show_diff(mended)
                return
            if mended and mended.after != mended.before:
                mending.write(project, mended)
        found = mended.left if mended else review(project, years, ask=ask, spelling=spelling)
        if pages:
            found = _with_pages(project, years, found)
    except (
        Failure
    ) as failure:  # it is what the command was asked for, in the format that was asked for
        found, mended = Review(None, failure.diagnostics), None
    if shape is Shape.JSON:
        findings.print_json(found.diagnostics)
    elif shape is Shape.GITHUB:
        findings.print_github(project, found.diagnostics)
    else:
        findings.show(found.diagnostics, mended, limit)
    severities = {diagnostic.severity for diagnostic in found.diagnostics}
    if "error" in severities or (strict and "warning" in severities):
        raise typer.Exit(1)


def _with_pages(project: Project, years: Sequence[str], found: Review) -> Review:
    """Add what the typeset pages show; nothing is typeset while there are errors."""
    from dataclasses import replace

    from reportcli import proofs
    from reportcli.cli.frame import progress
    from reportcli.diagnostics import has_errors

    if has_errors(found.diagnostics):
        return replace(found, diagnostics=(*found.diagnostics, proofs.NOT_SET))
    with progress() as say:
        shown = proofs.read(project, years, say)
    return replace(found, diagnostics=(*found.diagnostics, *shown))


def _asker() -> Ask:
    from reportcli import terminal
    from reportcli.online import Asker

    asker, console = Asker(), terminal.error_console()

    def ask(addresses: Iterable[str]) -> Mapping[str, Answer]:
        with console.status("asking the links"):
            return asker(addresses)

    return ask if console.is_terminal else asker


def _wanted(fix: str) -> Callable[[Diagnostic], bool]:
    """Return what says whether a fix is asked for. Raises BadParameter for a code that no rule has."""
    if fix in {"safe", "unsafe"}:
        return lambda found: found.fix is not None and (fix == "unsafe" or found.fix.is_safe)
    codes = {_known(code).code for code in fix.split(",")}
    return lambda found: found.code in codes


def _known(code: str) -> Rule:
    from difflib import get_close_matches

    from reportcli.checks.rule import rules

    known = {rule.code: rule for rule in rules()}
    if code.upper() not in known:
        close = get_close_matches(code.upper(), known, n=1)
        hint = f"did you mean {close[0]}?" if close else "see: reportcli check --list"
        raise typer.BadParameter(f"no rule is called {code!r}: {hint}")
    return known[code.upper()]


def _list() -> None:
    from reportcli.checks.rule import rules
    from reportcli.listing import LABELS

    for rule in rules():
        fix = {"safe": "fix", "unsafe": "(fix)"}.get(rule.fix or "", "")
        languages = ", ".join(rule.languages)
        print(
            f"{rule.code}  {LABELS[rule.severity]:<7}  {fix:<5}  {rule.title}"
            + (f" [{languages}]" if languages else "")
        )


def _explain(code: str) -> None:
    from reportcli import terminal
    from reportcli.checks.explaining import explained

    terminal.output_console().print(explained(_known(code)), markup=False, soft_wrap=False)
