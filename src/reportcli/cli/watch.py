"""`reportcli watch`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from reportcli.cli import completion
from reportcli.cli.frame import guard

if TYPE_CHECKING:
    from reportcli.diagnostics import Diagnostic
    from reportcli.watch.studio import Happened


def watch(
    context: typer.Context,
    year: Annotated[
        str,
        typer.Argument(
            metavar="YEAR", autocompletion=completion.years, help="The report to watch."
        ),
    ],
    port: Annotated[
        int | None,
        typer.Option(
            "--port",
            "-p",
            metavar="N",
            min=1,
            max=65535,
            help="Port on this machine.",
            show_default="8710, or the next free one",
        ),
    ] = None,
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help="Do not open the browser.")
    ] = False,
    lang: Annotated[
        str | None,
        typer.Option(
            "--lang",
            metavar="CODE",
            autocompletion=completion.languages,
            help="Language.",
            show_default="the report's first",
        ),
    ] = None,
    layout: Annotated[
        str | None,
        typer.Option(
            "--layout",
            "-l",
            metavar="NAME",
            autocompletion=completion.layouts,
            help="Layout, instead of the report's own.",
        ),
    ] = None,
) -> None:
    """See the report in the browser while you write it: every save shows at once.

    Screen and paper stand side by side, with what is wrong below; no file is written.

    Ctrl-C ends it. For example: reportcli watch 2023
    """
    with guard(context):
        from reportcli import watch as job
        from reportcli.project import find
        from reportcli.watch.server import listen
        from reportcli.watch.studio import Wish, require_known

        project, wish = find(context.obj[0]), Wish(year, lang, layout)
        require_known(project, wish)
        listening = listen(port)
        address = f"http://127.0.0.1:{listening.getsockname()[1]}/"
        print(address, flush=True)
        _say(f"watching {year}: save, and look there; Ctrl-C ends")
        if not no_browser:
            typer.launch(address)
        job.watch(project, wish, listening, _Teller())


class _Teller:
    """Tells what happens in the terminal; the same warnings once."""

    def __init__(self) -> None:
        self._warned: tuple[Diagnostic, ...] = ()

    def __call__(self, happened: Happened) -> None:
        from reportcli import terminal

        if happened.faults:
            terminal.show(terminal.error_console(), happened.faults)
            _say("the last good version stays until this is mended")
        if happened.mended:
            _say("mended")
        if happened.html is not None:
            what = f"victory {happened.victory}: HTML" if happened.victory else "HTML"
            _say(f"{what} in {_milliseconds(happened.html)}")
        if happened.pages:
            pages = ", ".join(map(str, happened.pages))
            word = "page" if len(happened.pages) == 1 else "pages"
            _say(f"PDF {word} {pages} in {_milliseconds(happened.pdf)}")
        if happened.whole:
            _say(f"PDF, all {happened.whole} pages, in {_milliseconds(happened.pdf)}")
        if happened.warnings is not None and happened.warnings != self._warned:
            terminal.show(terminal.error_console(), happened.warnings)
            self._warned = happened.warnings


def _milliseconds(seconds: float | None) -> str:
    return f"{1000 * (seconds or 0):.0f} ms"


def _say(sentence: str) -> None:
    from reportcli import terminal

    terminal.error_console().print(sentence)
