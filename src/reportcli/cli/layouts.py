"""`reportcli layouts`: what a report can look like."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from reportcli.cli import completion
from reportcli.cli.frame import guard, near
from reportcli.cli.plain_help import Command, Group

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportcli.layouts import Layout

app = typer.Typer(
    cls=Group, help="See the layouts, and take one over to change it.", no_args_is_help=True
)
Name = Annotated[
    str, typer.Argument(metavar="NAME", autocompletion=completion.layouts, help="The layout.")
]


def list_(context: typer.Context) -> None:
    """List the layouts that this project can use, its own among them.

    Terminals that can show colours show the cover of each.
    """
    with guard(context):
        from rich.table import Table
        from rich.text import Text

        from reportcli import layouts, terminal
        from reportcli.preview import graphics, sheets
        from reportcli.project import find_or_here

        project, console = find_or_here(context.obj[0]), terminal.output_console()
        pictured = graphics.in_colour(console) and console.is_terminal
        table = Table.grid(padding=(0, 3, 1 if pictured else 0, 0))
        for name in layouts.names(project):
            layout = layouts.find(project, name)
            cover = sheets.cover(layout.folder / layouts.PICTURE) if pictured else None
            said = f"{layout.settings.get('description', '')}{_whose(layout)}"
            table.add_row(*([cover or ""] if pictured else []), name, Text(said))
        console.print(table)


def show(context: typer.Context, name: Name) -> None:
    """Say what a layout offers: its options, its blocks, its languages, and where it stands.

    For example: reportcli layouts show annual
    """
    with guard(context):
        from rich.table import Table
        from rich.text import Text

        from reportcli import layouts, terminal
        from reportcli.project import find_or_here

        project = find_or_here(context.obj[0])
        table = Table.grid(padding=(0, 3, 0, 0))
        for heading, said in _facts(layouts.find(project, name)):
            table.add_row(heading, Text(said))
        terminal.output_console().print(table)


def eject(
    context: typer.Context,
    name: Name,
    new: Annotated[
        str | None,
        typer.Option("--as", metavar="NAME", help="Its name here.", show_default="the same"),
    ] = None,
) -> None:
    """Copy a layout into this project's layouts/, to be changed there.

    To change one block or one colour, a layout that extends it is less to
    keep: docs/layouts.md.

    For example: reportcli layouts eject annual --as ours
    """
    with guard(context):
        from reportcli import layouts
        from reportcli.project import find

        project = find(context.obj[0])
        folder = layouts.eject(layouts.find(project, name), project, new or name)
        print(near(folder))
        print(
            f'use it: layout = "{new or name}" under [reports.…], or build --layout {new or name}'
        )


def _whose(layout: Layout) -> str:
    from reportcli.layouts import built_in

    extended = f", extends {layout.parts[1].name}" if len(layout.parts) > 1 else ""
    own = "" if layout.folder.is_relative_to(built_in().resolve()) else "this project's"
    told = (own + extended).removeprefix(", ")
    return f" ({told})" if told else ""


def _facts(layout: Layout) -> Iterator[tuple[str, str]]:
    from reportcli import html

    settings = layout.settings
    yield "layout", f"{layout.name}: {settings.get('description', '')}{_whose(layout)}"
    yield "folder", str(near(layout.folder))
    if page := settings.get("page"):
        yield "page", f"{page['width']:g} × {page['height']:g} mm"
    for option in layout.options:
        chosen = ", ".join(option.choices[1:])
        yield "option", f"{option.name} = {option.choices[0]} (or {chosen}): {option.says}"
    for slot in settings.get("slots", {}):
        yield "slot", f"{slot}, for mailings"
    yield "languages", ", ".join(sorted(layout.words))
    yield "blocks", ", ".join(html.blocks(layout))
    files = {str(file) for part in layout.parts for file in part.files}
    yield "files", ", ".join(sorted(files))


app.command("list", cls=Command)(list_)
app.command(cls=Command)(show)
app.command(cls=Command)(eject)
