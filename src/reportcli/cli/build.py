"""`reportcli build`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportcli.cli import completion
from reportcli.cli.frame import guard, near, print_json, progress

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportcli.build import Product
    from reportcli.diagnostics import Diagnostic


class Format(StrEnum):
    PDF = "pdf"
    HTML = "html"


class Purpose(StrEnum):
    SCREEN = "screen"
    PRINT = "print"


def build(
    context: typer.Context,
    years: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="YEAR…", autocompletion=completion.years, help="The reports to build."
        ),
    ] = None,
    every: Annotated[
        bool, typer.Option("--all", help="Build every report of the project.")
    ] = False,
    layout: Annotated[
        list[str] | None,
        typer.Option(
            "--layout",
            "-l",
            metavar="NAME",
            autocompletion=completion.layouts,
            help="Layout, instead of the report's own.",
        ),
    ] = None,
    lang: Annotated[
        list[str] | None,
        typer.Option(
            "--lang",
            metavar="CODE",
            autocompletion=completion.languages,
            help="Language, instead of all of them.",
        ),
    ] = None,
    formats: Annotated[
        list[Format] | None,
        typer.Option("--format", "-f", metavar="pdf|html", help="Format, instead of both."),
    ] = None,
    purpose: Annotated[
        Purpose,
        typer.Option(
            "--for", metavar="screen|print", help="What the PDF is for: print is PDF/X-4."
        ),
    ] = Purpose.SCREEN,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", "-o", metavar="FOLDER", help="Folder for the results.", show_default="out"
        ),
    ] = None,
    impose: Annotated[
        bool,
        typer.Option("--impose", help="Also write the sheets from which a booklet is folded."),
    ] = False,
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
    if impose and formats and Format.PDF not in formats:
        raise typer.BadParameter("--impose lays out the pages of a PDF: add --format pdf")
    if purpose is Purpose.PRINT:
        _require_printable(formats or (), impose=impose)
        formats = [Format.PDF]
    with guard(context, as_json=as_json):
        from reportcli import build as job
        from reportcli.project import find

        order = job.Order(
            years=years or (),
            layouts=layout or (),
            languages=lang or (),
            formats=[choice.value for choice in formats or Format],
            purpose=purpose.value,
            out=out,
            impose=impose,
        )
        with progress() as say:
            products, warnings = job.build(find(context.obj[0]), order, say)
        _report(products, warnings, as_json=as_json)
        for product in products if open_ else ():
            typer.launch(str(product.path))


def _require_printable(formats: Sequence[Format], *, impose: bool) -> None:
    if Format.HTML in formats:
        raise typer.BadParameter("--for print makes a PDF only: leave --format html out")
    if impose:
        raise typer.BadParameter(
            "a print shop lays out the sheets itself, with its own bleed and creep: "
            "leave out --impose, or --for print"
        )


def _report(products: Sequence[Product], warnings: Sequence[Diagnostic], *, as_json: bool) -> None:
    from reportcli import terminal

    if as_json:
        print_json([product.as_json() for product in products], warnings)
        return
    terminal.show(terminal.error_console(), warnings)
    for product in products:
        pages = f", {product.pages} page{'s' if product.pages > 1 else ''}" if product.pages else ""
        print(f"{near(product.path)} ({len(product.data) / 1000:.0f} kB{pages})")
        if product.note:
            print(f"  {product.note}")
