"""A message as bytes, by the standard library's email package (RFC 5322, 2045 to 2047, 2183, 2387).

What is the same for every donor (the PDF but for its tail, the pictures) is encoded once: the package
sets a mark where it stands, and the finished message has it in the mark's place.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

LINE = 57
"""Bytes that make a line of base64 (76 signs; RFC 2045, 6.8)."""
_ASCII = policy.SMTP.clone(cte_type="7bit")
_INTERNATIONAL = policy.SMTPUTF8.clone(cte_type="7bit")


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A name and an address, whose domain is in ASCII."""

    name: str
    address: str

    def header(self) -> Address:
        user, _, domain = self.address.rpartition("@")
        return Address(self.name, user, domain)

    @property
    def domain(self) -> str:
        return self.address.rpartition("@")[2]


@dataclass(frozen=True)
class Shared:
    """Bytes that every message carries, in base64 lines but for the rest that makes no whole line."""

    data: bytes

    @cached_property
    def _split(self) -> int:
        return len(self.data) // LINE * LINE

    @cached_property
    def _lines(self) -> bytes:
        return _base64(self.data[: self._split])

    def encoded(self, tail: bytes = b"") -> bytes:
        """Return the bytes and a tail after them in base64."""
        return (self._lines + _base64(self.data[self._split :] + tail)).removesuffix(b"\r\n")


@dataclass(frozen=True, slots=True)
class Picture:
    """An inline picture; `name` is its Content-ID without the angle brackets."""

    name: str
    kind: str
    data: Shared


@dataclass(frozen=True, slots=True)
class Head:
    """What stands in a message's header."""

    message_id: str
    date: datetime
    sender: Mailbox
    recipient: Mailbox
    reply_to: Mailbox | None
    subject: str
    language: str
    unsubscribe: str


@dataclass(frozen=True, slots=True)
class Body:
    text: str
    html: str
    pictures: Sequence[Picture]


@dataclass(frozen=True, slots=True)
class Enclosure:
    """The PDF: `data` and what is one's own after it."""

    name: str
    data: Shared
    tail: bytes


@dataclass(frozen=True, slots=True)
class Message:
    """A message that can be handed to a server. `international` asks for SMTPUTF8 (RFC 6531)."""

    message_id: str
    sender: str
    recipient: str
    international: bool
    data: bytes


def compose(head: Head, body: Body, enclosure: Enclosure) -> Message:
    """Return a whole message; the same arguments give the same bytes."""
    addresses = [box.address for box in (head.sender, head.recipient, head.reply_to) if box]
    international = not all(address.isascii() for address in addresses)
    message = EmailMessage(_INTERNATIONAL if international else _ASCII)
    _write_head(message, head)
    message.set_content(body.text, cte="quoted-printable")
    message.add_alternative(body.html, subtype="html", cte="quoted-printable")
    marks = {}
    for number, picture in enumerate(body.pictures):
        related = message.get_payload()[1]  # type: ignore[index]
        related.add_related(  # type: ignore[union-attr]
            b"", "image", picture.kind, cid=f"<{picture.name}>", disposition="inline"
        )
        part = related.get_payload()[-1]  # type: ignore[index, union-attr]
        marks[_mark(part, number)] = picture.data.encoded()
    message.add_attachment(b"", "application", "pdf", filename=enclosure.name)
    last = message.get_payload()[-1]  # type: ignore[index]
    marks[_mark(last, len(marks))] = enclosure.data.encoded(enclosure.tail)
    _set_boundaries(message, head.message_id)
    message["Content-Language"] = head.language  # set_content drops it
    data = _unsubscribe(head.unsubscribe) + message.as_bytes()
    for mark, encoded in marks.items():
        data = data.replace(mark, encoded, 1)
    return Message(
        head.message_id, head.sender.address, head.recipient.address, international, data
    )


def _write_head(message: EmailMessage, head: Head) -> None:
    message["Message-ID"] = head.message_id
    message["Date"] = format_datetime(head.date)
    message["From"] = head.sender.header()
    message["To"] = head.recipient.header()
    if head.reply_to:
        message["Reply-To"] = head.reply_to.header()
    message["Subject"] = head.subject


def _mark(part: object, number: int) -> bytes:
    """Set a mark where a part's base64 is to stand: no header, text or encoding has a NUL."""
    mark = f"\0{number}\0"
    part.set_payload(mark)  # type: ignore[attr-defined]
    return mark.encode()


def _set_boundaries(message: EmailMessage, message_id: str) -> None:
    """Name boundaries by the message: `=_` is in no quoted-printable and no base64 (RFC 2045, 6.7)."""
    stem = message_id.strip("<>").partition("@")[0]
    for number, part in enumerate(message.walk()):
        if part.is_multipart():
            part.set_boundary(f"=_{stem}.{number}")


def _unsubscribe(address: str) -> bytes:
    """Return the header lines of RFC 2369 and RFC 8058, which takes https: only."""
    if not address:
        return b""
    one_click = "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"
    said = one_click if address.startswith("https:") else ""
    return f"List-Unsubscribe: <{address}>\r\n{said}".encode("ascii")


def _base64(data: bytes) -> bytes:
    return base64.encodebytes(data).replace(b"\n", b"\r\n")
