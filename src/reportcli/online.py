"""Whether the addresses that a report names answer (`check --online`).

Each address is asked once: by HEAD, and by GET where a server minds HEAD; of what it sends only the status
and the headers are read. Requests to one host are spaced, and no cookie is kept. Nothing is crawled, as no
link of a page is followed: robots.txt (RFC 9309) speaks to those who do.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import time
from collections import Counter
from http import HTTPStatus
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urldefrag, urljoin, urlsplit, urlunsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from reportcli import __version__
from reportcli.checks.mentions import Answer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

AGENT = f"reportcli/{__version__} (checks the links of a report)"
AT_ONCE = 8
"""Addresses that are asked at the same time."""
SPACING = 0.5
"""Seconds between two requests to one host."""
TIMEOUT = 10.0
"""Seconds that a server may be silent."""
DEADLINE = 30.0
"""Seconds that one address may take in all, however little the server is silent."""
HOPS = 10
"""How often an address may lead on."""
PERMANENT = {HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.PERMANENT_REDIRECT}
REDIRECTS = {*PERMANENT, HTTPStatus.FOUND, HTTPStatus.SEE_OTHER, HTTPStatus.TEMPORARY_REDIRECT}
LOST = {HTTPStatus.NOT_FOUND: "nothing is there", HTTPStatus.GONE: "it was taken away for good"}
BUSY = {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE}
"""Who answers so is not asked again."""


class Asker:
    """Asks addresses, and remembers what was answered."""

    def __init__(self, spacing: float = SPACING, timeout: float = TIMEOUT) -> None:
        self._spacing, self._timeout = spacing, timeout
        self._answers: dict[str, Answer] = {}
        self._free: dict[str, float] = {}
        self._lock = Lock()
        self._open = build_opener(_Stay).open

    def __call__(self, addresses: Iterable[str]) -> Mapping[str, Answer]:
        """Return the answer of each address; fragments (#…) are not asked for."""
        asked = {address: address.partition("#")[0] for address in addresses}
        wanted = sorted({*asked.values()} - self._answers.keys())
        todo: SimpleQueue[str] = SimpleQueue()
        for address in wanted:
            todo.put(address)
        workers = [
            Thread(target=self._work, args=(todo,), daemon=True)
            for _ in range(min(AT_ONCE, len(wanted)))
        ]
        for worker in workers:
            worker.start()
        most = max(Counter(address.split("/")[2] for address in wanted).values(), default=0)
        end = time.monotonic() + DEADLINE * -(-len(wanted) // AT_ONCE) + 2 * self._spacing * most
        for worker in workers:
            worker.join(max(end - time.monotonic(), 0))
        late = Answer("unsure", f"it does not come to an end in {DEADLINE:.0f} seconds")
        return {given: self._answers.get(address, late) for given, address in asked.items()}

    def _work(self, todo: SimpleQueue[str]) -> None:
        while True:
            try:
                address = todo.get_nowait()
            except Empty:
                return
            try:
                self._answers[address] = self._ask(address)
            except (OSError, http.client.HTTPException, ValueError) as error:
                self._answers[address] = _failed(error, address)

    def _ask(self, address: str) -> Answer:
        """Follow an address to where it leads. Raises what `_failed` explains."""
        chain, moved, has_cookies = [_ascii(address)], True, False
        new = None
        while len(chain) <= HOPS:
            status, headers = self._request(chain[-1])
            has_cookies = has_cookies or "Set-Cookie" in headers
            location = headers.get("Location")
            if status not in REDIRECTS or not location:
                return _judged(status, new)
            target = _ascii(urldefrag(urljoin(chain[-1], location)).url)
            if urlsplit(target).scheme not in {"http", "https"}:
                return Answer("lost", f"it leads to {target}, which is no web address")
            moved = moved and status in PERMANENT
            if moved:
                new = target
            if target in chain:
                what = "it leads in a circle"
                return (
                    Answer("unsure", f"{what} for those without its cookies")
                    if has_cookies
                    else Answer("lost", what)
                )
            chain.append(target)
        return Answer("lost", f"it leads on more than {HOPS} times")

    def _request(self, address: str) -> tuple[int, Any]:
        """Ask by HEAD, and by GET where that is refused. Returns the status and the headers."""
        try:
            status, headers = self._send("HEAD", address)
        except (ConnectionResetError, http.client.HTTPException):
            return self._send("GET", address)
        if status >= HTTPStatus.BAD_REQUEST and status not in BUSY:
            return self._send("GET", address)
        return status, headers

    def _send(self, method: str, address: str) -> tuple[int, Any]:
        self._wait(urlsplit(address).netloc)
        headers = {"User-Agent": AGENT, "Accept": "*/*"}
        request = Request(address, method=method, headers=headers)  # noqa: S310  http(s), by `mentions`
        try:
            with self._open(request, timeout=self._timeout) as answer:
                return answer.status, answer.headers
        except HTTPError as error:
            error.close()
            return error.code, error.headers

    def _wait(self, host: str) -> None:
        """Wait until this host may be asked again."""
        with self._lock:
            now = time.monotonic()
            start = max(now, self._free.get(host, now))
            self._free[host] = start + self._spacing
        time.sleep(start - now)


class _Stay(HTTPRedirectHandler):
    """Where an address leads is told, and followed by us."""

    def redirect_request(self, *_: Any) -> None:
        return None


def _judged(status: int, new: str | None) -> Answer:
    """Say what a last answer means; `new` is the address that it has moved to for good."""
    if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        return Answer("moved", f"it has moved to {new}", new) if new else Answer("fine", "")
    if status in LOST:
        return Answer("lost", f"{LOST[HTTPStatus(status)]} ({status})")
    try:
        told = f"{status}, {HTTPStatus(status).phrase}"
    except ValueError:
        told = str(status)
    return Answer("unsure", f"the server answers {told}")


def _ascii(address: str) -> str:
    """Return an address as it is sent: the host by IDNA, what is no ASCII in the rest by percent signs."""
    parts = urlsplit(address)
    host = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode()
    path, query = (quote(part, safe="/%:=&?~+!$,;'@()*[]-._") for part in parts[2:4])
    return urlunsplit((parts.scheme, host, path or "/", query, ""))


UNKNOWN = {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}
WORDS: tuple[tuple[type[Exception], Callable[[Any], Answer]], ...] = (
    (
        ssl.SSLCertVerificationError,
        lambda fault: Answer("lost", f"its certificate is not valid: {fault.verify_message}"),
    ),
    (ssl.SSLError, lambda _: Answer("lost", "it makes no secure connection (TLS)")),
    (TimeoutError, lambda _: Answer("unsure", "the server does not answer in time")),
    (ConnectionRefusedError, lambda _: Answer("lost", "no server is there: it is refused")),
    (ConnectionError, lambda _: Answer("unsure", "the server breaks off")),
    (http.client.InvalidURL, lambda _: Answer("lost", "it is not well-formed")),
    (http.client.HTTPException, lambda _: Answer("unsure", "the server breaks off")),
    (OSError, lambda _: Answer("unsure", "the server cannot be reached from here")),
    (ValueError, lambda _: Answer("lost", "it is not well-formed")),
)
"""What an exception means, the first that fits."""


def _failed(error: Exception, address: str) -> Answer:
    fault = error.reason if isinstance(error, URLError) else error
    if isinstance(fault, socket.gaierror):
        host = urlsplit(address).hostname
        if fault.errno in UNKNOWN:
            return Answer("lost", f"there is no server called {host}")
        return Answer("unsure", f"{host} cannot be looked up: is this machine online?")
    return next(
        (told(fault) for kind, told in WORDS if isinstance(fault, kind)),
        Answer("unsure", "the server cannot be reached from here"),
    )
