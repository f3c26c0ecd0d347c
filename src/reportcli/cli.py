"""The command line: each command reads its arguments, calls one function and prints its result."""

from __future__ import annotations

import json
import os
import sys
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportcli import __version__
from reportcli.diagnostics import Failure, has_errors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from reportcli.build import Product
    from reportcli.diagnostics import Diagnostic

INTERRUPTED = 130

app = typer.Typer(
    name="reportcli",
    help="One TOML file of a year's victories becomes a report that people read, print and archive.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


class Format(StrEnum):
    PDF = "pdf"
    HTML = "html"


class Purpose(StrEnum):
    SCREEN = "screen"


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"reportcli {__version__}")
        raise typer.Exit


@app.callback()
def _main(
    context: typer.Context,
    directory: Annotated[
        Path | None,
        typer.Option(
            "-C",
            "--directory",
            help="The project's folder.",
            show_default="this one, or the nearest above",
        ),
    ] = None,
    debug: Annotated[
        bool, typer.Option("--debug", help="Show a traceback when something fails.")
    ] = False,
    version: Annotated[  # noqa: ARG001
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    context.obj = (directory, debug)


@app.command()
def build(
    context: typer.Context,
    years: Annotated[
        list[str] | None, typer.Argument(metavar="YEAR…", help="The reports to build.")
    ] = None,
    every: Annotated[
        bool, typer.Option("--all", help="Build every report of the project.")
    ] = False,
    layout: Annotated[
        list[str] | None,
        typer.Option("--layout", "-l", help="Layout, instead of the report's own."),
    ] = None,
    lang: Annotated[
        list[str] | None, typer.Option("--lang", help="Language, instead of all of them.")
    ] = None,
    formats: Annotated[
        list[Format] | None, typer.Option("--format", "-f", help="Format, instead of both.")
    ] = None,
    purpose: Annotated[
        Purpose, typer.Option("--for", help="What the PDF is for.")
    ] = Purpose.SCREEN,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Folder for the results.", show_default="out")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
    open_: Annotated[
        bool, typer.Option("--open", help="Open the results when they are done.")
    ] = False,
) -> None:
    """Build reports as PDF and HTML.

    For example: reportcli build 2023, or: reportcli build --all --format pdf
    """
    if bool(years) == every:
        raise typer.BadParameter(
            "name one or more years, or --all" if not every else "name years or --all, not both"
        )
    with _guard(context, as_json=as_json):
        from reportcli import build as job
        from reportcli.project import find

        order = job.Order(
            years=years or (),
            layouts=layout or (),
            languages=lang or (),
            formats=[choice.value for choice in formats or Format],
            purpose=purpose.value,
            out=out,
        )
        with _progress() as progress:
            products, warnings = job.build(find(context.obj[0]), order, progress)
        _report(products, warnings, as_json=as_json)
        for product in products if open_ else ():
            typer.launch(str(product.path))


def _report(products: Sequence[Product], warnings: Sequence[Diagnostic], *, as_json: bool) -> None:
    from reportcli import terminal

    if as_json:
        _print_json([product.as_json() for product in products], warnings)
        return
    terminal.show(terminal.error_console(), warnings)
    for product in products:
        pages = f", {product.pages} pages" if product.pages else ""
        print(f"{_near(product.path)} ({len(product.data) / 1000:.0f} kB{pages})")  # noqa: T201


def _near(path: Path) -> Path:
    """Return a path as one would type it here."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def _print_json(editions: list[dict[str, object]], diagnostics: Sequence[Diagnostic]) -> None:
    document = {"editions": editions, "diagnostics": [d.as_json() for d in diagnostics]}
    print(json.dumps(document, ensure_ascii=False, indent=2))  # noqa: T201


@contextmanager
def _progress() -> Iterator[Callable[[str], None]]:
    """Yield a function that says what is being done: a spinner in a terminal, silence in a pipe."""
    from reportcli import terminal

    console = terminal.error_console()
    if not console.is_terminal:
        yield lambda _doing: None
        return
    with console.status("reading") as status:
        yield lambda doing: status.update(f"building {doing}")


@contextmanager
def _guard(context: typer.Context, *, as_json: bool = False) -> Iterator[None]:
    """Turn every failure into sentences and an exit code; a traceback only with --debug."""
    debug = context.obj[1]
    try:
        yield
    except Failure as failure:
        if debug:
            raise
        _say(failure.diagnostics, as_json=as_json)
        raise typer.Exit(failure.exit_code) from None
    except KeyboardInterrupt:
        raise typer.Exit(INTERRUPTED) from None
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(1) from None
    except (typer.Exit, typer.BadParameter):
        raise
    except Exception as error:
        if debug:
            raise
        print(  # noqa: T201
            f"reportcli failed in a way that it should not have ({type(error).__name__}: {error}).\n"
            "  → run it again with: reportcli --debug …, and send the result to the authors",
            file=sys.stderr,
        )
        raise typer.Exit(1) from None


def _say(diagnostics: Sequence[Diagnostic], *, as_json: bool) -> None:
    from reportcli import terminal

    console = terminal.error_console()
    if as_json:
        _print_json([], diagnostics)
        return
    terminal.show(console, diagnostics)
    errors = sum(d.severity == "error" for d in diagnostics)
    if has_errors(diagnostics):
        console.print(f"{errors} error{'s' if errors > 1 else ''}; nothing was written")
