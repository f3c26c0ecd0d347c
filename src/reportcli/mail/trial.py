"""One real message to oneself, through the same server as all others; the ledger knows nothing of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from reportcli.diagnostics import Diagnostic, Failure
from reportcli.edition import one
from reportcli.load import load
from reportcli.mail import addresses, delivery, mailing, writing
from reportcli.mail import campaign as campaigns

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportcli.mail.mailing import Wish
    from reportcli.mail.server import Server
    from reportcli.project import Project


@dataclass(frozen=True)
class Sent:
    recipient: str
    size: int
    reply: str
    notes: tuple[Diagnostic, ...]


def send(
    project: Project,
    year: str,
    wish: Wish | None,
    language: str | None,
    recipient: str,
    server: Server,
    progress: Callable[[str], None],
) -> Sent:
    """Send the message of a list's first donor, or of nobody, to `recipient`. Raises Failure."""
    try:
        address = addresses.parse(recipient).email
    except addresses.NoAddress as error:
        raise Failure([Diagnostic("M104", f"--to-me: {error}", None, error.hint)]) from None
    first = next(mailing.read(project, wish, progress).donors(), None) if wish else None
    wanted = first.lang if first else language
    chosen = one(project, load(project), year, None, wanted).language
    campaign = campaigns.prepare(project, year, year, [chosen], progress)
    donor = mailing.sample(campaign, first, chosen, address)
    message = writing.write(campaign, donor, datetime.now(UTC))
    progress("the message, for the server")
    connection = delivery.connect(server)
    try:
        outcome = connection.hand_over(message, _nothing)
    finally:
        connection.close()
    if outcome.kind != "sent":
        hint = "mend what it says; no donor got anything"
        told = f"the server did not take the message: {outcome.reply}"
        raise Failure([Diagnostic("M056", told, None, hint)])
    return Sent(address, len(message.data), outcome.reply, campaign.notes)


def _nothing() -> None:
    pass
