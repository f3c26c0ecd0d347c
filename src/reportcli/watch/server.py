"""The local server: the page, what it shows, and nothing else; for this machine's own browser only."""

from __future__ import annotations

import json
import os
import socket
from contextlib import nullcontext
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from reportcli.diagnostics import Diagnostic, Failure
from reportcli.watch.sheets import WIDTHS

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from contextlib import AbstractContextManager

    from starlette.requests import Request
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from reportcli.watch.board import Board

HOST = "127.0.0.1"
PORTS = range(8710, 8720)
"""The ports that are tried where none is asked for."""

ASSETS = {"/": "index.html", "/watch.css": "watch.css", "/watch.js": "watch.js"}
TYPES = {"html": "text/html", "css": "text/css", "js": "text/javascript"}

PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
REPORT_POLICY = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; "
    "font-src data:; media-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": PAGE_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def listen(port: int | None) -> socket.socket:
    """Return a socket at a port, or at the first free one of PORTS. Raises Failure where it is taken."""
    for wanted in [port] if port is not None else [*PORTS, 0]:
        try:
            return socket.create_server((HOST, wanted))
        except OSError as error:
            reason = os.strerror(error.errno).lower() if error.errno else str(error)
    hint = "name another one: --port 8800; or leave --port out, and a free one is taken"
    raise Failure([Diagnostic("W001", f"port {port} cannot be used: {reason}", hint=hint)])


class Server(uvicorn.Server):
    """Uvicorn without its own signal handlers: Ctrl-C ends everything at once, open streams too."""

    def capture_signals(self) -> AbstractContextManager[None]:  # type: ignore[override]
        return nullcontext()


async def serve(board: Board, listening: socket.socket) -> None:
    config = uvicorn.Config(
        application(board, listening.getsockname()[1]),
        lifespan="off",
        log_config=None,
        log_level="critical",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        ws="none",
    )
    await Server(config).serve(sockets=[listening])


def application(board: Board, port: int) -> ASGIApp:
    """Return the ASGI application for a server at a port of this machine."""

    async def events(_request: Request) -> Response:
        return StreamingResponse(_events(board), media_type="text/event-stream")

    async def report(_request: Request) -> Response:
        if not board.shown.html:
            return _nothing()
        headers = {"Content-Security-Policy": REPORT_POLICY}
        return Response(board.shown.html, media_type="text/html", headers=headers)

    async def pdf(_request: Request) -> Response:
        shown = board.shown
        if (whole := shown.pdf(shown.whole)) is None:
            return _nothing()
        name = shown.file_name.encode("ascii", "replace").decode().replace("?", "_")
        headers = {"Content-Disposition": f'inline; filename="{name}"'}
        return Response(whole.data, media_type="application/pdf", headers=headers)

    async def picture(request: Request) -> Response:
        sheets, number = board.shown.pdf(request.path_params["pdf"]), request.path_params["number"]
        width = request.query_params.get("width", "")
        if sheets is None or not 1 <= number <= len(sheets.ratios):
            return _nothing()
        if not (width.isascii() and width.isdigit() and int(width[:5]) in WIDTHS):
            return PlainTextResponse("say how wide: ?width=800\n", 400)
        png = await run_in_threadpool(sheets.png, number, int(width))
        if png is None:
            return _nothing()
        return Response(png, media_type="image/png")

    routes = [
        *(Route(path, _asset(name)) for path, name in ASSETS.items()),
        Route("/events", events),
        Route("/report.html", report),
        Route("/report.pdf", pdf),
        Route("/pages/{pdf}/{number:int}.png", picture),
    ]
    return _Guard(Starlette(routes=routes), port)


def _asset(name: str) -> Any:
    content = (files("reportcli.watch") / "page" / name).read_bytes()
    kind = TYPES[name.rpartition(".")[2]]

    async def asset(_request: Request) -> Response:
        return Response(content, media_type=kind)

    return asset


async def _events(board: Board) -> AsyncIterator[str]:
    async for shown in board.follow():
        yield f"data: {json.dumps(shown.as_json())}\n\n"


def _nothing() -> Response:
    return PlainTextResponse("there is nothing here\n", 404)


class _Guard:
    """Lets in what this machine's browser asks of its own page, and sets the headers of all answers.

    A name that an attacker's DNS leads to this machine is not ours (Host), and neither is a page of
    another site (Origin, Sec-Fetch-Site).
    """

    def __init__(self, inner: ASGIApp, port: int) -> None:
        self._inner = inner
        self._hosts = {f"{name}:{port}".encode() for name in (HOST, "localhost")}
        self._origins = {b"http://" + host for host in self._hosts}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                there = {name.lower() for name, _ in message["headers"]}
                message["headers"] = [
                    *message["headers"],
                    *(
                        (name.encode(), value.encode())
                        for name, value in HEADERS.items()
                        if name.lower().encode() not in there
                    ),
                ]
            await send(message)

        inner = self._inner if self._is_ours(scope) else PlainTextResponse("not for you\n", 403)
        await inner(scope, receive, send_with_headers)

    def _is_ours(self, scope: Scope) -> bool:
        if scope["type"] != "http":
            return False
        headers: dict[bytes, list[bytes]] = {}
        for name, value in scope["headers"]:
            headers.setdefault(name, []).append(value)
        host, origin = headers.get(b"host", []), headers.get(b"origin", [])
        return (
            len(host) == 1
            and host[0] in self._hosts
            and all(each in self._origins for each in origin)
            and self._site_is_ours(headers.get(b"sec-fetch-site", []), scope["path"])
        )

    @staticmethod
    def _site_is_ours(sites: list[bytes], path: str) -> bool:
        """A link on another site may lead to the page; nothing may be taken from it there."""
        return path == "/" or all(site in {b"same-origin", b"none"} for site in sites)
