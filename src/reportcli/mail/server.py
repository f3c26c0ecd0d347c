"""The mail server: its address, from the environment or a file, never from an argument."""

from __future__ import annotations

import ipaddress
import os
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import unquote, urlsplit

from reportcli.diagnostics import Diagnostic, Failure, Place

if TYPE_CHECKING:
    from collections.abc import Mapping

VARIABLE = "REPORTCLI_SMTP_URL"
FILE_VARIABLE = f"{VARIABLE}_FILE"
FORM = "smtps://user:password@mail.example.org:465"

Security = Literal["none", "starttls", "tls"]
SECURITY: dict[str, tuple[Security, int]] = {
    "smtp": ("none", 25),
    "smtp+starttls": ("starttls", 587),
    "smtps": ("tls", 465),
}
"""Scheme → how the connection is encrypted, and the usual port (RFC 8314; RFC 6409)."""
TOLD = {"none": "without encryption", "starttls": "STARTTLS", "tls": "TLS"}


@dataclass(frozen=True)
class Server:
    """Where messages are handed over. The password is never shown."""

    host: str
    port: int
    security: Security
    user: str = ""
    password: str = field(default="", repr=False)

    def __str__(self) -> str:
        who = "with a user" if self.user else "without a user"
        return f"{self.host}:{self.port}, {TOLD[self.security]}, {who}"


def find(environment: Mapping[str, str] | None = None) -> Server | None:
    """Return the server that the environment names, or None. Raises Failure where it is named wrongly."""
    environment = os.environ if environment is None else environment
    if url := environment.get(VARIABLE, ""):
        return parse(url, VARIABLE)
    if name := environment.get(FILE_VARIABLE, ""):
        return parse(_secret(Path(name)), name)
    return None


def require() -> Server:
    """Return the server. Raises Failure where the environment names none."""
    if found := find():
        return found
    hint = f'set it to your mail provider\'s, such as: export {VARIABLE}="{FORM}"'
    raise Failure(
        [Diagnostic("M001", f"no mail server is named: {VARIABLE} is not set", None, hint)]
    )


def parse(url: str, origin: str) -> Server:
    """Return the server that a URL names. Raises Failure; no message repeats the URL, which is secret."""
    form = f"write it as {FORM}"
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        raise _wrong(f"{origin} is no address of a mail server", form) from None
    if parts.scheme not in SECURITY or not host:
        known = ", ".join(f"{scheme}://" for scheme in SECURITY)
        raise _wrong(f"{origin} must begin with {known} and name a host", form)
    if parts.path not in {"", "/"} or parts.query or parts.fragment:
        hint = "in a password, write @ as %40, / as %2F, # as %23, ? as %3F and % as %25"
        raise _wrong(f"{origin} goes on after the host and port", hint)
    security, usual = SECURITY[parts.scheme]
    if security == "none" and not is_loopback(host):
        hint = "begin it with smtps:// or smtp+starttls://"
        raise _wrong(f"{origin} has no encryption, which is for this machine only", hint)
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return Server(host, port or usual, security, user, password)


def is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _secret(file: Path) -> str:
    """Return what a file holds that only its owner may read. Raises Failure."""
    try:
        mode = file.stat().st_mode
        text = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        told = getattr(error, "strerror", None) or "it is no text"
        place, hint = Place(str(file)), f"{FILE_VARIABLE} names it; put the server's URL into it"
        fault = Diagnostic("M003", f"cannot read the file: {told.lower()}", place, hint)
        raise Failure([fault]) from None
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        message = "others can read this file, which holds the password of the mail server"
        raise Failure([Diagnostic("M004", message, Place(str(file)), f"chmod 600 {file}")])
    return text


def _wrong(message: str, hint: str) -> Failure:
    return Failure([Diagnostic("M002", message, None, hint)])
