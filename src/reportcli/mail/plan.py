"""What a call of `send` is about to do, in numbers and names."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportcli.mail.ledger import Ledger
    from reportcli.mail.mailing import Mailing
    from reportcli.mail.sending import Order

OPEN = {"planned", "retry"}
ABLE = 60
"""Messages a second that a server near by takes over a few connections; others are slower."""


@dataclass(frozen=True)
class Plan:
    """`now` get a message in this call, of `left` who have none; `known` are settled or in doubt."""

    campaign: str
    subject: str
    sender: str
    now: int
    left: int
    known: int
    first: str
    last: str
    size: int
    languages: dict[str, int]
    others: tuple[str, ...]
    begun: bool

    def lines(self, server: str, order: Order) -> Iterator[str]:
        """Yield what is to be said before anything is sent."""
        if not self.now:
            yield (
                f"Nobody is left to send “{self.campaign}” to:"
                f" {self.known:,} of the list have it, were refused, or are in doubt."
            )
            return
        later = f" (of {self.left:,})" if self.left > self.now else ""
        yield f"Campaign  {self.campaign}: {self.subject}"
        if not self.begun:
            others = f"; earlier ones: {', '.join(self.others)}" if self.others else ""
            yield f"          new: nobody has it yet{others}"
        yield f"From      {self.sender}"
        yield f"Server    {server}"
        yield f"To        {self.now:,}{later}: first {self.first}, last {self.last}"
        if len(self.languages) > 1:
            said = ", ".join(f"{count} {language}" for language, count in self.languages.items())
            yield f"Languages {said}"
        if self.known:
            yield f"Not to    {self.known:,} of the list who have it, were refused, or are in doubt"
        whole = max(self.now * self.size / 1e6, 0.1)
        yield f"Each      about {self.size / 1000:,.0f} kB as sent, {whole:,.1f} MB in all"
        yield f"Time      {_duration(self.now, order)}"


def make(mailing: Mailing, ledger: Ledger, order: Order) -> Plan:
    """Count who is to get a message now, in the list's order."""
    campaign, first, last, now, left, known = mailing.campaign, "", "", 0, 0, 0
    languages: Counter[str] = Counter()
    for donor in mailing.roster.donors():
        entry = ledger.entry(donor.key)
        if entry and entry.state not in OPEN:
            known += 1
            continue
        left += 1
        if order.limit is None or now < order.limit:
            now += 1
            first, last = first or donor.email, donor.email
            languages[donor.lang] += 1
    part = next(iter(campaign.parts.values()))
    return Plan(
        campaign.name,
        part.subject.text if "{" not in part.subject.text else part.values["report"]["title"],
        f"{campaign.sender.name} <{campaign.sender.address}>".strip(),
        now,
        left,
        known,
        first,
        last,
        mailing.size,
        dict(languages),
        tuple(name for name in ledger.campaigns() if name != campaign.name),
        sum(ledger.counts().values()) > 0,
    )


def left(mailing: Mailing, ledger: Ledger) -> int:
    """Return how many of the list are planned and have not been tried."""
    found = (ledger.entry(donor.key) for donor in mailing.roster.donors())
    return sum(entry is not None and entry.state == "planned" for entry in found)


def _duration(count: int, order: Order) -> str:
    interval = order.pace.interval
    if interval:
        seconds = count * interval
        rate = f"{3600 / interval:,.0f} an hour" if interval > 1 else f"{1 / interval:.0f} a second"
        return f"{spoken(seconds)} at {rate}"
    return f"{spoken(count / ABLE)} or more, as fast as the server takes them; --rate slows it down"


def spoken(seconds: float) -> str:
    """Return a time as one says it."""
    if seconds < 90:
        return f"about {max(round(seconds), 1)} s"
    if seconds < 5400:
        return f"about {seconds / 60:.0f} min"
    return f"about {seconds / 3600:.1f} h"
