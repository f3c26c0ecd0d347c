"""Campaign + donor → the donor's message, or what is wrong with it before anything is sent."""

from __future__ import annotations

import hashlib
import unicodedata
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from reportcli import typography
from reportcli.diagnostics import Diagnostic, Failure
from reportcli.mail import markdown
from reportcli.mail.frame import LIMIT, frame
from reportcli.mail.message import Body, Enclosure, Head, Mailbox, Message, compose

if TYPE_CHECKING:
    from datetime import datetime

    from reportcli.mail.campaign import Campaign, Part
    from reportcli.mail.donor import Donor
    from reportcli.mail.template import Text


def message_id(campaign: Campaign, donor: Donor) -> str:
    """Return the Message-ID: one for each donor, report and campaign (RFC 5322, 3.6.4)."""
    said = f"{campaign.year}\0{campaign.name}\0{donor.key}".encode()
    digest = hashlib.blake2b(said, digest_size=16).hexdigest()
    return f"<{digest}@{campaign.sender.domain}>"


def write(campaign: Campaign, donor: Donor, date: datetime) -> Message:
    """Return a donor's message. Raises Failure that names the donor."""
    part, values = campaign.parts[donor.lang], values_for(campaign, donor)
    head = Head(
        message_id(campaign, donor),
        date,
        campaign.sender,
        Mailbox(donor.name, donor.email),
        campaign.reply_to,
        _line(part.subject, values, donor),
        donor.lang,
        _unsubscribe(campaign, values, donor),
    )
    body = _body(part, values, head.subject, head.unsubscribe, donor)
    return compose(
        head,
        body,
        Enclosure(part.file_name, part.pdf, _tail(part, dedication(campaign, part, donor))),
    )


def dedication(campaign: Campaign, part: Part, donor: Donor) -> str:
    """Return a donor's own words, that can be set; empty where there are none. Raises Failure."""
    if part.base is None or part.dedication is None:
        return ""
    words = _line(part.dedication, values_for(campaign, donor), donor)
    if not words:
        return ""
    try:
        part.base.tail(words)
    except Failure as failure:
        (fault,) = failure.diagnostics
        message = f"{fault.message} (for {_name(donor)})"
        raise Failure(
            [Diagnostic(fault.code, message, part.dedication.place, fault.hint)]
        ) from None
    return words


def _tail(part: Part, words: str) -> bytes:
    return part.base.tail(words) if part.base and words else b""


def rehearse(campaign: Campaign, donor: Donor) -> None:
    """Render every text of a donor's message, and set none of it. Raises Failure that names the donor."""
    part, values = campaign.parts[donor.lang], values_for(campaign, donor)
    _line(part.subject, values, donor)
    _unsubscribe(campaign, values, donor)
    dedication(campaign, part, donor)
    rendered(part.template.body, values, donor)
    if part.template.preheader:
        _line(part.template.preheader, values, donor)


def values_for(campaign: Campaign, donor: Donor) -> dict[str, Any]:
    """Return what every text of a donor's message may use."""
    own = {
        "id": hashlib.blake2b(donor.key.encode(), digest_size=12).hexdigest(),
        "address": "\n".join(donor.address),
        "postcode": donor.postcode,
        "country": donor.country,
        **donor.more,
        "email": donor.email,
        "name": donor.name,
        "salutation": donor.salutation,
        "amount": donor.amount,
        "lang": donor.lang,
    }
    return {**campaign.parts[donor.lang].values, "donor": SimpleNamespace(**own)}


def _body(part: Part, values: dict[str, Any], subject: str, unsubscribe: str, donor: Donor) -> Body:
    preheader = part.template.preheader
    addresses = {source: f"cid:{picture.name}" for source, picture in part.pictures.items()}
    said = markdown.write(rendered(part.template.body, values, donor), donor.lang, addresses)
    html = frame(
        {
            **part.look,
            "organization": values["organization"],
            "subject": subject,
            "preheader": _line(preheader, values, donor) if preheader else "",
            "body": said.html,
            "unsubscribe": unsubscribe,
        }
    )
    if len(html.encode()) > LIMIT:
        message = f"the message has {len(html.encode()) / 1000:.0f} kB of HTML for {_name(donor)}"
        hint = f"shorten it: mail programs cut it off beyond {LIMIT // 1000} kB"
        raise Failure([Diagnostic("M030", message, part.template.body.place, hint)])
    text = said.text + _foot(part, values, unsubscribe)
    return Body(
        text, html, [part.pictures[source] for source in said.pictures if source in addresses]
    )


def _foot(part: Part, values: dict[str, Any], unsubscribe: str) -> str:
    """Return the plain text's foot, after the line that mail programs take for one (RFC 3676, 4.3)."""
    about = values["organization"]
    who = ", ".join(filter(None, (about["name"], about["address"])))
    said = typography.plain(f"{part.look['words']['unsubscribe']}:", part.edition.language)
    stop = f"{said} {unsubscribe}" if unsubscribe else ""
    lines = [line for line in (who, about["url"], stop) if line]
    return "\n".join(["\n-- ", *lines, ""]) if lines else ""


def _unsubscribe(campaign: Campaign, values: dict[str, Any], donor: Donor) -> str:
    if campaign.unsubscribe is None:
        return ""
    return quote(_line(campaign.unsubscribe, values, donor), safe=":/?#[]@!$&'()*+,;=%~")


def _line(text: Text, values: dict[str, Any], donor: Donor) -> str:
    """Return a text that goes into a header, in one line. Raises Failure for what a header cannot hold.

    An encoded word (RFC 2047) would be read as what it encodes, a new line among it.
    """
    line = unicodedata.normalize("NFC", " ".join(rendered(text, values, donor).split()))
    if "=?" in line or not all(sign.isprintable() or sign in "\u00a0\u202f" for sign in line):
        message = f"a header cannot hold this text for {_name(donor)}: {line!r}"
        raise Failure([Diagnostic("M031", message, text.place, "take out =? and control signs")])
    return line


def rendered(text: Text, values: dict[str, Any], donor: Donor) -> str:
    """Return a text with a donor's values. Raises Failure that names the donor."""
    try:
        return text.render(values)
    except Failure as failure:
        (fault,) = failure.diagnostics
        message = f"{fault.message}, for {_name(donor)}"
        raise Failure(
            [Diagnostic(fault.code, message, fault.place, fault.hint, fault.severity)]
        ) from None


def _name(donor: Donor) -> str:
    who = donor.email or donor.name
    return f"{who} (line {donor.line})" if donor.line else who
