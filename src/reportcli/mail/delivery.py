"""A connection to the mail server, and one message's hand-over through it.

The standard library's client does the talking; the end of the data is ours, so that the ledger is
written when the whole message is on its way and its last line, the dot, is not.
"""

from __future__ import annotations

import re
import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from reportcli.diagnostics import Diagnostic, Failure

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportcli.mail.message import Message
    from reportcli.mail.server import Server

TIMEOUT = 60.0
"""Seconds that an answer may take before the message is given up."""
DATA_TIMEOUT = 600.0
"""Seconds that the answer to the data may take (RFC 5321, 4.5.3.2.6)."""

Kind = Literal["sent", "refused", "later", "lost", "doubt", "barred"]
_DOTS = re.compile(rb"^\.", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a hand-over ended, in the server's words.

    `refused` is for good, `later` to be tried again; `lost` says the same of the connection, which
    broke before the message was whole; `doubt` that it broke when the message may have been taken;
    `barred` that the server takes nothing from this sender.
    """

    kind: Kind
    reply: str


class Connection:
    """An open connection, for one message after another."""

    def __init__(self, client: smtplib.SMTP) -> None:
        self._client = client
        self._broken = (
            False  # in the midst of a message, or worse: nothing more can be said over it
        )

    @property
    def limit(self) -> int | None:
        """How many bytes of a message the server takes, if it says so (RFC 1870)."""
        said = self._client.esmtp_features.get("size", "")
        return int(said) or None if said.isdigit() else None

    def hand_over(self, message: Message, before_the_end: Callable[[], None]) -> Outcome:
        """Hand a message over; `before_the_end` is called before the line that ends it."""
        whole, self._broken = False, True

        def about_to_end() -> None:
            nonlocal whole
            before_the_end()
            whole = True

        try:
            outcome = self._converse(message, about_to_end)
        except (OSError, smtplib.SMTPException) as error:
            return Outcome("doubt" if whole else "lost", _said(error))
        self._broken = outcome.kind in {"lost", "doubt"}
        return outcome

    def _converse(self, message: Message, before_the_end: Callable[[], None]) -> Outcome:
        client = self._client
        if message.international and not client.has_extn("smtputf8"):
            return Outcome("refused", "the server takes no international addresses (SMTPUTF8)")
        options = ["SMTPUTF8", "BODY=8BITMIME"] if message.international else []
        client.command_encoding = "utf-8" if message.international else "ascii"
        code, reply = client.mail(message.sender, options)
        if code != 250:
            return self._given_up(code, reply, "barred" if code >= 500 else None)
        code, reply = client.rcpt(message.recipient)
        if code not in {250, 251}:
            return self._given_up(code, reply)
        code, reply = client.docmd("DATA")
        if code != 354:
            return self._given_up(code, reply)
        client.send(_DOTS.sub(b"..", message.data))
        before_the_end()
        return self._end()

    def _end(self) -> Outcome:
        """Send the line that ends a message, and take the server's word for what became of it."""
        sock = self._client.sock
        assert sock
        sock.settimeout(DATA_TIMEOUT)
        self._client.send(b".\r\n")
        code, reply = self._client.getreply()
        sock.settimeout(TIMEOUT)
        if 200 <= code < 300:
            return Outcome("sent", _told(code, reply))
        return _refusal(code, reply) if code >= 400 else Outcome("doubt", _told(code, reply))

    def _given_up(self, code: int, reply: bytes, kind: Kind | None = None) -> Outcome:
        """Return how a message ended before its data, and clear the connection for the next one."""
        outcome = Outcome(kind, _told(code, reply)) if kind else _refusal(code, reply)
        if outcome.kind != "lost":
            self._client.docmd("RSET")
        return outcome

    def close(self) -> None:
        """Take leave, or hang up where a message is under way that must not be ended."""
        if not self._broken:
            with suppress(OSError, smtplib.SMTPException):
                self._client.quit()
        self._client.close()


def connect(server: Server) -> Connection:
    """Open a connection, encrypted and logged in. Raises Failure with what went wrong."""
    try:
        client = _client(server)
    except ssl.SSLCertVerificationError as error:
        hint = "the name in the server's URL must be the one in its certificate"
        message = f"the server's certificate is not valid: {error.verify_message}"
        raise _failure("M050", server, message, hint) from None
    except smtplib.SMTPNotSupportedError as error:
        hint = (
            "try another beginning of the URL: smtps:// (port 465) or smtp+starttls:// (port 587)"
        )
        message = f"the server does not offer what the URL asks for: {_said(error)}"
        raise _failure("M051", server, message, hint) from None
    except smtplib.SMTPAuthenticationError as error:
        hint = "look at the user and the password in the server's URL"
        raise _failure(
            "M051", server, f"the server does not log us in: {_said(error)}", hint
        ) from None
    except ssl.SSLError as error:
        hint = "the port may be one for smtp+starttls://, and not for smtps://"
        told = (error.reason or str(error)).lower().replace("_", " ")
        message = f"the server does not speak TLS there: {told}"
        raise _failure("M052", server, message, hint) from None
    except (OSError, smtplib.SMTPException) as error:
        hint = "look at the host and the port in the server's URL, and at your network"
        raise _failure(
            "M052", server, f"the server cannot be reached: {_said(error)}", hint
        ) from None
    return Connection(client)


def _client(server: Server) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if server.security == "tls":
        client: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host, server.port, timeout=TIMEOUT, context=context
        )
    else:
        client = smtplib.SMTP(server.host, server.port, timeout=TIMEOUT)
    try:
        if server.security == "starttls":
            client.starttls(context=context)
        client.ehlo_or_helo_if_needed()
        if server.user:
            client.login(server.user, server.password)
    except BaseException:
        client.close()
        raise
    return client


def _refusal(code: int, reply: bytes) -> Outcome:
    """Return what a refusal means (RFC 5321, 4.2.1): 5yz for good, 4yz for now; 421 ends the connection."""
    if code >= 500:
        return Outcome("refused", _told(code, reply))
    return Outcome("later" if 400 <= code != 421 else "lost", _told(code, reply))


def _told(code: int, reply: bytes) -> str:
    return f"{code} {_words(reply)}"


def _words(reply: bytes) -> str:
    text = reply.decode("utf-8", "replace")
    return " ".join("".join(s if s.isprintable() else " " for s in text).split())[:500]


def _said(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        reply = error.smtp_error
        return _told(error.smtp_code, reply if isinstance(reply, bytes) else reply.encode())
    if isinstance(error, TimeoutError):
        return "no answer in time"
    return str(error) or type(error).__name__


def _failure(code: str, server: Server, message: str, hint: str) -> Failure:
    return Failure([Diagnostic(code, f"{message} ({server})", None, hint)])
