"""What every command has in common: failures become sentences and exit codes, results are printed."""

from __future__ import annotations

import os
import re
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from reportcli.diagnostics import Failure, count_errors, has_errors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from reportcli.diagnostics import Diagnostic

INTERRUPTED = 130


@contextmanager
def guard(
    context: typer.Context, *, as_json: bool = False, undone: str = "nothing was written"
) -> Iterator[None]:
    """Turn every failure into sentences and an exit code; a traceback only with --debug.

    `undone` says what the errors prevented.
    """
    debug = context.obj[1]
    try:
        yield
    except Failure as failure:
        if debug:
            raise
        _say(failure.diagnostics, undone, as_json=as_json)
        raise typer.Exit(failure.exit_code) from None
    except typer.Abort:  # Ctrl-C or Ctrl-D at a question
        print(file=sys.stderr)
        raise typer.Exit(INTERRUPTED) from None
    except KeyboardInterrupt:
        if sys.stderr.isatty():
            print(file=sys.stderr)
        raise typer.Exit(INTERRUPTED) from None
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(1) from None
    except (typer.Exit, typer.BadParameter):
        raise
    except Exception as error:
        if debug:
            raise
        print(
            f"reportcli failed in a way that it should not have ({type(error).__name__}: {error}).\n"
            "  → run it again with: reportcli --debug …, and send the result to the authors",
            file=sys.stderr,
        )
        raise typer.Exit(1) from None


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """Yield a function that says what is being done: a spinner in a terminal, silence in a pipe."""
    from reportcli import terminal

    console = terminal.error_console()
    if not console.is_terminal:
        yield lambda _doing: None
        return
    with console.status("reading") as status:
        yield lambda doing: status.update(f"building {doing}")


def counted(number: int, one: str, many: str | None = None) -> str:
    """Return a number with its noun, such as “1 draft” or “2,013 drafts”."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def year_of(given: str | None) -> str | None:
    """Return a year as it was given; refuse what is none."""
    if given is not None and not re.fullmatch(r"[0-9]{4}", given):
        raise typer.BadParameter(f"{given!r} is not a year: write four digits, such as 2024")
    return given


def language_of(given: str | None) -> str | None:
    """Return a language tag as it was given; refuse what is none."""
    if given is None:
        return None
    from pydantic import TypeAdapter, ValidationError

    from reportcli.values import Language

    try:
        return str(TypeAdapter(Language).validate_python(given))
    except ValidationError as error:
        context = error.errors()[0]["ctx"]
        raise typer.BadParameter(f"this {context['message']}; {context['hint']}") from None


def near(path: Path) -> Path:
    """Return a path as one would type it here."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def print_json(editions: list[dict[str, object]], diagnostics: Sequence[Diagnostic]) -> None:
    import json

    document = {"editions": editions, "diagnostics": [d.as_json() for d in diagnostics]}
    print(json.dumps(document, ensure_ascii=False, indent=2))


def _say(diagnostics: Sequence[Diagnostic], undone: str, *, as_json: bool) -> None:
    from reportcli import terminal

    console = terminal.error_console()
    if as_json:
        print_json([], diagnostics)
        return
    terminal.show(console, diagnostics)
    if has_errors(diagnostics):
        console.print(f"{count_errors(diagnostics)}; {undone}")
