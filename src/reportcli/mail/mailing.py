"""A mailing as one asks for it: the list, the campaign in its languages, and all that is wrong."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import islice
from typing import IO, TYPE_CHECKING

from reportcli.diagnostics import Diagnostic, Failure, Place
from reportcli.edition import one
from reportcli.load import load
from reportcli.mail import campaign as campaigns
from reportcli.mail import roster as rosters
from reportcli.mail import suppression, template, writing
from reportcli.mail.donor import Donor
from reportcli.mail.ledger import Taken
from reportcli.resolution import DOTS

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    from reportcli.mail.campaign import Campaign
    from reportcli.mail.ledger import Ledger
    from reportcli.mail.roster import Roster, Whom
    from reportcli.project import Project

MOST_TOLD = 200
"""Donors whose messages are wrong that are told of; of more, how many."""
OF_ALL = "M013"
"""The fault of a text that is wrong for every donor alike: it is told once."""


@dataclass(frozen=True)
class Wish:
    """A mailing that is asked for: `stream` holds the list, `refused` takes the rows that are left out.

    `whom`: those who get a message, or a letter.
    """

    year: str
    campaign: str
    stream: IO[bytes]
    name: str
    columns: Mapping[str, str]
    refused: Path | None = None
    whom: Whom = "message"


@dataclass(frozen=True)
class Mailing:
    """A mailing that can be made; `size` in bytes is that of the largest message that was looked at."""

    campaign: Campaign
    roster: Roster
    notes: tuple[Diagnostic, ...]
    size: int


def gather(project: Project, wish: Wish, progress: Callable[[str], None]) -> Mailing:
    """Read the list, prepare the campaign, rehearse every message. Raises Failure with all that is wrong.

    With `wish.refused` rows that are wrong are written there, and the others go on.
    """
    roster = read(project, wish, progress)
    if roster.faults and wish.refused is None:
        message = "nothing goes on while rows are wrong; --skip-invalid goes on without them"
        told = Diagnostic("M119", message, None, None, "info")
        raise Failure([*roster.notes, *roster.faults, told])
    campaign = prepare(project, wish, roster.languages(wish.whom), progress)
    if wish.whom == "message":
        _require_small(campaign)
    progress("every message")
    _rehearse(campaign, roster, wish)
    samples = [] if wish.whom != "message" else roster.samples()
    made = [writing.write(campaign, donor, datetime.now(UTC)) for donor in samples]
    notes = [
        *roster.notes,
        *_set_aside(roster, wish),
        *campaign.notes,
        *_unknown_names(campaign, roster, wish),
    ]
    size = max((len(message.data) for message in made), default=campaign.size)
    return Mailing(campaign, roster, tuple(dict.fromkeys(notes)), size)


def read(project: Project, wish: Wish, progress: Callable[[str], None]) -> Roster:
    """Read the list and check every row. Raises Failure when it is no list."""
    progress("the list")
    languages = _languages(project, wish.year)
    suppressed = suppression.load(project)
    return rosters.read(wish.stream, wish.name, languages, wish.columns, suppressed.__contains__)


def prepare(
    project: Project, wish: Wish, wanted: Collection[str], progress: Callable[[str], None]
) -> Campaign:
    """Prepare what goes out in some languages; none: in the report's first. Raises Failure."""
    languages = _languages(project, wish.year)
    ordered = [language for language in languages if language in wanted] or languages[:1]
    dots = DOTS["screen" if wish.whom == "message" else "print"]
    return campaigns.prepare(project, wish.year, wish.campaign, ordered, progress, dots)


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


def _rehearse(campaign: Campaign, roster: Roster, wish: Wish) -> None:
    """Render every donor's texts. Raises Failure with what is wrong.

    With `wish.refused`, donors for whom something cannot be set are left out, as rows that are wrong.
    """
    found: dict[object, Diagnostic] = {}
    wrong: list[tuple[Donor, Diagnostic]] = []
    for donor in roster.donors(wish.whom):
        try:
            writing.rehearse(campaign, donor)
        except Failure as failure:
            fault = failure.diagnostics[0]
            if fault.code == OF_ALL:
                found.setdefault((fault.code, fault.place), fault)
            elif wish.refused:
                wrong.append((donor, fault))
            else:
                found[donor.line] = fault
    if found:
        more = len(found) - MOST_TOLD
        left = [Diagnostic("M113", f"and {more} more donors like these")] if more > 0 else []
        raise Failure([*islice(found.values(), MOST_TOLD), *left])
    for donor, fault in wrong:
        roster.refuse(donor, fault)


def _set_aside(roster: Roster, wish: Wish) -> Iterator[Diagnostic]:
    if roster.suppressed:
        message = f"suppressed, and get nothing: {roster.suppressed} of the list"
        yield Diagnostic("M114", message, None, None, "info")
    if wish.whom == "message" and roster.letters:
        message = f"without an address of e-mail: {roster.letters} of the list get no message"
        hint = f"print their letters: reportcli mail print {wish.year} --to {wish.name} --out letters.pdf"
        yield Diagnostic("M116", message, None, hint, "info")
    if wish.refused and roster.refused:
        file = roster.write_refused(wish.refused)
        rows = "1 row that is" if roster.refused == 1 else f"{roster.refused} rows that are"
        hint = "mend what it says there, and send that file in the same campaign"
        yield Diagnostic("M115", f"left out: {rows} wrong", Place(str(file)), hint, "warning")


def _unknown_names(campaign: Campaign, roster: Roster, wish: Wish) -> Iterator[Diagnostic]:
    """Yield a warning for each name that no column gives, where `default` keeps it from being a fault."""
    donor = next(roster.donors(wish.whom), None)
    if donor is None:
        return
    known = vars(writing.values_for(campaign, donor)["donor"])
    for part in campaign.parts.values():
        for text in filter(None, (part.subject, part.dedication, part.template.body)):
            for name in sorted(text.donor_names - known.keys()):
                yield replace(
                    template.unknown_name(name, known, text.place), code="M015", severity="warning"
                )


def sample(campaign: Campaign, first: Donor | None, language: str, address: str) -> Donor:
    """Return whom a trial message is written for: the list's first, or the sender; it goes to `address`."""
    if first:
        return replace(first, email=address)
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
