"""A mailing as one asks for it: the list, the campaign in its languages, and all that is wrong."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import IO, TYPE_CHECKING

from reportcli.diagnostics import Diagnostic, Failure, Place
from reportcli.edition import one
from reportcli.load import load
from reportcli.mail import campaign as campaigns
from reportcli.mail import roster as rosters
from reportcli.mail import suppression, writing
from reportcli.mail.donor import Donor
from reportcli.mail.ledger import Taken

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from reportcli.mail.campaign import Campaign
    from reportcli.mail.ledger import Ledger
    from reportcli.mail.roster import Roster
    from reportcli.project import Project

MOST_TOLD = 200
"""Donors whose messages are wrong that are told of; of more, how many."""


@dataclass(frozen=True)
class Wish:
    """A mailing that is asked for: `stream` holds the list, `refused` takes the rows that are left out."""

    year: str
    campaign: str
    stream: IO[bytes]
    name: str
    columns: Mapping[str, str]
    refused: Path | None = None


@dataclass(frozen=True)
class Mailing:
    campaign: Campaign
    roster: Roster
    notes: tuple[Diagnostic, ...]


def gather(project: Project, wish: Wish, progress: Callable[[str], None]) -> Mailing:
    """Read the list, prepare the campaign, rehearse every message. Raises Failure with all that is wrong.

    With `wish.refused` rows that are wrong are written there, and the others go on.
    """
    languages = _languages(project, wish.year)
    suppressed = suppression.load(project)
    progress("the list")
    roster = rosters.read(wish.stream, wish.name, languages, wish.columns, suppressed.__contains__)
    if roster.faults and wish.refused is None:
        raise Failure([*roster.notes, *roster.faults])
    wanted = list(roster.languages()) or languages[:1]
    ordered = [language for language in languages if language in wanted]
    campaign = campaigns.prepare(project, wish.year, wish.campaign, ordered, progress)
    _require_small(campaign)
    progress("every message")
    _rehearse(campaign, roster)
    notes = [*roster.notes, *_set_aside(roster, wish.refused), *campaign.notes]
    return Mailing(campaign, roster, tuple(dict.fromkeys(notes)))


def _languages(project: Project, year: str) -> tuple[str, ...]:
    return one(project, load(project), year, None, None).report.languages


def _require_small(campaign: Campaign) -> None:
    if campaign.size > campaign.max_size:
        message = (
            f"a message would have {campaign.size / 1e6:.1f} MB as it is sent,"
            f" and {campaign.max_size / 1e6:.1f} MB are allowed"
        )
        hint = "make the report's pictures smaller; or allow more, under [mail]: max_size = 20"
        raise Failure([Diagnostic("M025", message, None, hint)])


def _rehearse(campaign: Campaign, roster: Roster) -> None:
    """Render every donor's texts, and compose the messages that are looked at first as a whole."""
    faults: list[Diagnostic] = []
    more = 0
    for donor in roster.donors():
        try:
            writing.rehearse(campaign, donor)
        except Failure as failure:
            if len(faults) < MOST_TOLD:
                faults += failure.diagnostics
            else:
                more += 1
    if more:
        faults.append(Diagnostic("M113", f"and {more} more donors like these"))
    if faults:
        raise Failure(faults)
    for donor in roster.samples():
        writing.write(campaign, donor, datetime.now(UTC))


def _set_aside(roster: Roster, file: Path | None) -> Sequence[Diagnostic]:
    told = []
    if roster.suppressed:
        message = f"suppressed, and get nothing: {roster.suppressed} of the list"
        told.append(Diagnostic("M114", message, None, None, "info"))
    if file and roster.refused:
        roster.write_refused(file)
        message = f"left out: {roster.refused} rows that are wrong"
        hint = "mend them there, and send that file in the same campaign"
        told.append(Diagnostic("M115", message, Place(str(file)), hint, "warning"))
    return told


def sample(campaign: Campaign, roster: Roster | None, language: str, address: str) -> Donor:
    """Return whom a trial message is written for: the list's first, or the sender; it goes to `address`."""
    found = next(iter(roster.donors()), None) if roster else None
    if found:
        return replace(found, email=address)
    return Donor(0, address, campaign.sender.name, "", language, key=address)


def require_same(campaign: Campaign, ledger: Ledger, *, amend: bool) -> None:
    """Raise Failure where a campaign has begun with other content than it has now, unless `amend`."""
    before, counts = ledger.content(), ledger.counts()
    begun = counts["sent"] + counts["in_doubt"]
    changed = [
        language
        for language, content in campaign.content.items()
        if before.get(language, content) != content
    ]
    if not changed or not begun or amend:
        return
    message = (
        f"the campaign “{campaign.name}” of {campaign.year} has changed ({', '.join(changed)}) since"
        f" {begun} got it: the report, the message, the sender or a picture"
    )
    hint = (
        "undo the change; or go on with it for the others: --amend;"
        " or send it to all anew, as another campaign: --campaign NAME"
    )
    raise Failure([Diagnostic("M042", message, None, hint)])


def resolve(ledger: Ledger, keys: Sequence[str], *, arrived: bool) -> list[str]:
    """Settle what is in doubt as a person says; return those that were not in doubt (nor failed)."""
    left = []
    for key in keys:
        try:
            ledger.resolve(key, arrived=arrived)
        except Taken:
            left.append(key)
    return left
