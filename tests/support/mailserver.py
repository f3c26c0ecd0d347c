"""A mail server on loopback that takes, refuses, stalls and drops as a test tells it."""

from __future__ import annotations

import asyncio
import socket
import ssl
import subprocess
from collections import Counter, defaultdict
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HOST = "127.0.0.1"


@dataclass
class Postbox:
    """What a server has taken, and how it is to behave: by recipient, one thing at each try."""

    behaviour: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    taken: list[tuple[str, bytes]] = field(default_factory=list)
    tries: Counter[str] = field(default_factory=Counter)
    connections: int = 0
    logins: list[tuple[str, str]] = field(default_factory=list)

    def received(self) -> Counter[str]:
        return Counter(recipient for recipient, _ in self.taken)

    def next(self, recipient: str) -> str:
        waiting = self.behaviour.get(recipient) or self.behaviour.get("*") or []
        return waiting.pop(0) if waiting else "take"

    # What aiosmtpd calls

    async def handle_MAIL(
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "550 you may not send" if address.startswith("barred@") else "250 OK"

    async def handle_RCPT(
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        self.tries[address] += 1
        envelope.told = self.next(address)
        if envelope.told == "drop before":
            server.transport.abort()
        if envelope.told.startswith("rcpt "):
            return str(envelope.told).removeprefix("rcpt ")
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        told: str = envelope.told
        if told.startswith("data "):
            return told.removeprefix("data ")
        if told == "drop after, not taken":
            server.transport.abort()
            return "250 never said"
        if told == "stall":
            await asyncio.sleep(5)
        if told == "slow":
            await asyncio.sleep(0.3)
        self.taken.append((envelope.rcpt_tos[0], envelope.content))
        if told == "drop after":
            server.transport.abort()
        return "250 taken"

    def authenticate(
        self, server: Any, session: Any, envelope: Any, mechanism: str, data: Any
    ) -> Any:
        self.logins.append((data.login.decode(), data.password.decode()))
        return AuthResult(success=data.password == b"p@ss/word", handled=False)


@contextmanager
def running(postbox: Postbox, **options: Any) -> Iterator[str]:
    """Run a server over a postbox; yield its URL without encryption."""
    with socket.socket() as free:
        free.bind((HOST, 0))
        port = free.getsockname()[1]
    controller = Controller(postbox, hostname=HOST, port=port, enable_SMTPUTF8=True, **options)
    controller.start()
    try:
        yield f"smtp://{HOST}:{port}"
    finally:
        controller.stop()


def certificate(folder: Path, name: str = "localhost") -> tuple[ssl.SSLContext, Path]:
    """Make a certificate that its own file vouches for; return a server's context and that file."""
    key, file = folder / "key.pem", folder / "cert.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
            *("-keyout", str(key), "-out", str(file), "-subj", f"/CN={name}"),
            *("-addext", f"subjectAltName=DNS:{name}"),
        ],
        check=True,
        capture_output=True,
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file, key)
    return context, file
