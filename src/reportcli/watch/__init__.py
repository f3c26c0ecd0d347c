"""A local page that shows a report while it is being written.

inputs      which files, and whether they changed
studio      a change → the HTML at once, a job for the typesetting process
worker      the process and its handle; typesetter, islands: what it does there
board       what is shown now
server      the board for the browser; page/ is what the browser gets
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable

    from reportcli.project import Project
    from reportcli.watch.studio import Happened, Wish


def watch(
    project: Project,
    wish: Wish,
    listening: socket.socket,
    said: Callable[[Happened], None],
) -> None:
    """Show a report at a socket and keep it up to date until Ctrl-C; `said` gets what happens."""
    asyncio.run(_watch(project, wish, listening, said))


async def _watch(
    project: Project,
    wish: Wish,
    listening: socket.socket,
    said: Callable[[Happened], None],
) -> None:
    from reportcli.watch.board import Board
    from reportcli.watch.server import serve
    from reportcli.watch.studio import Studio

    board = Board()
    serving = asyncio.create_task(serve(board, listening))
    try:
        await Studio(project, wish, board, said).run()
    finally:
        serving.cancel()
        with suppress(asyncio.CancelledError):
            await serving
