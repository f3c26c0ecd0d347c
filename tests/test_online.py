"""`check --online`: what is said of addresses that were asked, by servers of this machine."""

from __future__ import annotations

import json
import socket
import struct
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from reportcli import online
from reportcli.mending import mend
from reportcli.online import AGENT, Asker
from reportcli.project import find
from reportcli.review import review
from support.mailserver import certificate
from support.projects import reportcli, write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reportcli.checks.mentions import Answer


class Site(ThreadingHTTPServer):
    """A server that answers as its paths say, and remembers what it was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Page)
        self.asked: list[tuple[str, str]] = []
        self.headers: list[dict[str, str]] = []
        self.times: list[float] = []
        self.scheme = "http"

    def url(self, path: str) -> str:
        return f"{self.scheme}://localhost:{self.server_address[1]}{path}"


class Page(BaseHTTPRequestHandler):
    server: Site

    def do_HEAD(self) -> None:
        self.server.asked.append((self.command, self.path))
        self.server.headers.append(dict(self.headers))
        self.server.times.append(time.monotonic())
        _, kind, *rest = self.path.partition("?")[0].split("/")
        if kind == "slow":
            time.sleep(1)
        elif kind == "reset":
            linger = struct.pack("ii", 1, 0)
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            self.connection.close()
            return
        elif kind == "only-get":
            kind = "200" if self.command == "GET" else "405"
        self.send_response(int(kind) if kind.isdigit() else 200)
        if rest:
            self.send_header("Location", self._target(rest))
        if "cookie" in self.path:
            self.send_header("Set-Cookie", "a=b")
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_HEAD  # noqa: N815

    def _target(self, rest: list[str]) -> str:
        if rest[0] == "further":
            return f"/302/further/{int(rest[1]) + 1}"
        if rest[0] == "mail":
            return "mailto:a@example.org"
        return "/" + "/".join(rest)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def asker() -> Asker:
    return Asker(spacing=0, timeout=0.5)


def answer(asker: Asker, address: str) -> Answer:
    return asker([address])[address]


@pytest.mark.parametrize(
    ("path", "kind", "what"),
    [
        ("/", "fine", ""),
        ("/204", "fine", ""),
        ("/only-get", "fine", ""),
        ("/302/200", "fine", ""),
        ("/307/301/200", "fine", ""),
        ("/404", "lost", "nothing is there (404)"),
        ("/302/404", "lost", "nothing is there (404)"),
        ("/410", "lost", "it was taken away for good (410)"),
        ("/302/mail", "lost", "it leads to mailto:a@example.org, which is no web address"),
        ("/302/further/1", "lost", "it leads on more than 10 times"),
        ("/403", "unsure", "the server answers 403, Forbidden"),
        ("/429", "unsure", "the server answers 429, Too Many Requests"),
        ("/500", "unsure", "the server answers 500, Internal Server Error"),
        ("/503", "unsure", "the server answers 503, Service Unavailable"),
        ("/999", "unsure", "the server answers 999"),
        ("/301/503", "unsure", "the server answers 503, Service Unavailable"),
        ("/slow", "unsure", "the server does not answer in time"),
        ("/reset", "unsure", "the server breaks off"),
        ("/é(1)?q=ü", "fine", ""),
    ],
)  # fmt: skip
def test_each_answer_is_told_for_what_it_is(
    site: Site, asker: Asker, path: str, kind: str, what: str
) -> None:
    found = answer(asker, site.url(path))
    assert (found.kind, found.what) == (kind, what)


class Circle(Page):
    def _target(self, _rest: list[str]) -> str:
        return "/302/b" if self.path.startswith("/302/a") else "/302/a"


@pytest.mark.parametrize(
    ("path", "kind", "what"),
    [
        ("/302/a", "lost", "it leads in a circle"),
        ("/302/a-cookie", "unsure", "it leads in a circle for those without its cookies"),
    ],
)
def test_a_circle_is_lost_unless_cookies_may_lead_out_of_it(
    site: Site, asker: Asker, path: str, kind: str, what: str
) -> None:
    site.RequestHandlerClass = Circle
    found = answer(asker, site.url(path))
    assert (found.kind, found.what) == (kind, what)
    assert not any("Cookie" in headers for headers in site.headers)


@pytest.mark.parametrize(
    ("path", "new"),
    [("/301/200", "/200"), ("/308/301/200", "/200"), ("/301/302/200", "/302/200")],
)
def test_what_has_moved_for_good_is_told_as_far_as_it_is_for_good(
    site: Site, asker: Asker, path: str, new: str
) -> None:
    found = answer(asker, site.url(path))
    assert (found.kind, found.new) == ("moved", site.url(new))


def test_a_certificate_that_nobody_vouches_for_is_told(
    site: Site, asker: Asker, tmp_path: Path
) -> None:
    context, _ = certificate(tmp_path)
    site.socket = context.wrap_socket(site.socket, server_side=True)
    site.scheme = "https"
    found = answer(asker, site.url("/"))
    assert found.kind == "lost"
    assert found.what.startswith("its certificate is not valid: self")


def test_a_server_without_tls_a_closed_port_and_an_unknown_name_are_told(
    site: Site, asker: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = answer(asker, site.url("/").replace("http:", "https:"))
    assert (found.kind, found.what) == ("lost", "it makes no secure connection (TLS)")
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        found = answer(asker, f"http://127.0.0.1:{closed.getsockname()[1]}/")
    assert (found.kind, found.what) == ("lost", "no server is there: it is refused")

    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(code, "no")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    code = socket.EAI_NONAME
    found = answer(asker, "https://gone.example/")
    assert (found.kind, found.what) == ("lost", "there is no server called gone.example")
    code = socket.EAI_AGAIN
    found = answer(asker, "https://away.example/")
    assert found.kind == "unsure"
    assert "is this machine online?" in found.what


@pytest.mark.parametrize("address", ["http://[::1", "http://a:b/", "https://é\u0300..x/"])
def test_what_is_not_well_formed_is_lost_and_asks_nobody(asker: Asker, address: str) -> None:
    assert answer(asker, address).kind == "lost"


def test_each_address_is_asked_once_by_a_name_and_without_cookies(site: Site, asker: Asker) -> None:
    addresses = [site.url(path) for path in ("/cookie", "/cookie#a", "/cookie#b", "/404")]
    first = asker(addresses)
    assert set(first) == set(addresses)
    asker(addresses)
    assert sorted(site.asked) == [("GET", "/404"), ("HEAD", "/404"), ("HEAD", "/cookie")]
    assert {headers["User-Agent"] for headers in site.headers} == {AGENT}
    assert not any("Cookie" in headers for headers in site.headers)


def test_who_is_busy_is_not_asked_again(site: Site, asker: Asker) -> None:
    answer(asker, site.url("/429"))
    answer(asker, site.url("/503"))
    assert [method for method, _ in site.asked] == ["HEAD", "HEAD"]


def test_requests_to_one_host_are_spaced(site: Site) -> None:
    Asker(spacing=0.1)([site.url(f"/200?{number}") for number in range(5)])
    times = sorted(site.times)
    assert all(later - sooner > 0.05 for sooner, later in pairwise(times))


def test_a_server_that_never_ends_is_not_waited_for(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(online, "DEADLINE", 0.3)
    begun = time.monotonic()
    found = answer(Asker(spacing=0, timeout=60), site.url("/slow"))
    assert (found.kind, found.what) == ("unsure", "it does not come to an end in 0 seconds")
    assert time.monotonic() - begun < 0.9


def data(site: Site) -> str:
    return f"""\
schema = 1
[organization]
name = "O"
url = "{site.url("/404?org")}"
[reports.2024]
languages = ["fr"]
title = "T"
[[reports.2024.victories]]
text = "Voir [la loi]({site.url("/301/200")}#art(1)) et {site.url("/403")}."
links = [{{ label = "Loi", url = "{site.url("/410")}" }}]
[reports.2023]
languages = ["fr"]
title = "T"
[[reports.2023.victories]]
text = "Voir {site.url("/404?other")}."
"""


def test_addresses_are_told_where_they_are_typed_and_what_moved_can_be_mended(
    site: Site, asker: Asker, tmp_path: Path
) -> None:
    project = find(write(tmp_path, data(site)))
    found = review(project, ["2024"], ask=asker).diagnostics
    assert [(d.code, d.place and d.place.line) for d in found] == [
        ("A031", 4),
        ("A030", 9),
        ("A032", 9),
        ("A031", 10),
    ]
    for diagnostic in found:
        place = diagnostic.place
        assert place is not None
        assert place.excerpt[place.column - 1 : place.end_column - 1].startswith(site.url("/"))
    mended = mend(project, ["2024"], lambda d: d.code == "A030", asker)
    assert mended is not None
    assert mended.after == data(site).replace("/301/200", "/200")
    assert not any(path == "/404?other" for _, path in site.asked)


def test_nothing_is_asked_without_the_option_and_all_is_told_with_it(
    site: Site, tmp_path: Path
) -> None:
    write(tmp_path, data(site))
    assert reportcli("check", cwd=tmp_path).returncode == 0
    assert site.asked == []
    done = reportcli("check", "2024", "--online", "--strict", "--format", "json", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr == ""
    told = json.loads(done.stdout)["diagnostics"]
    assert [d["code"] for d in told] == ["A031", "A030", "A032", "A031"]
