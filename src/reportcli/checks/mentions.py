"""The web addresses of the data, each where it is typed, and what their servers answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from reportcli.checks.passages import Passage
from reportcli.patterns import Pattern
from reportcli.salvage import is_whole
from reportcli.typography.kept import ADDRESS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reportcli.checks.passages import Path
    from reportcli.model import Data

_ADDRESS = Pattern(
    rf"(?<=\]\()https?://[^\s()]*(?:\([^\s()]*\)[^\s()]*){{0,3}}|(?<![^\W_])https?://{ADDRESS}"
)


class Answer(NamedTuple):
    """What comes of an address: it is fine, has moved for good (to `new`), is lost, or cannot be told."""

    kind: Literal["fine", "moved", "lost", "unsure"]
    what: str
    new: str | None = None


class Mention(NamedTuple):
    """An address in a text, or as a value of its own."""

    passage: Passage
    start: int
    end: int

    @property
    def address(self) -> str:
        return self.passage.words[self.start : self.end]


Answered = tuple[Mention, Answer]


def mentions(data: Data, cut: frozenset[Path], passages: Iterable[Passage]) -> Iterator[Mention]:
    """Yield the web addresses of the data and of its texts; what has a template in it is none."""
    for path, address in _values(data):
        if is_whole(cut, path):
            yield Mention(Passage(path, address, "", "name"), 0, len(address))
    for passage in passages:
        if "://" in passage.words:
            for found in _ADDRESS.finditer(passage.words):
                if "{" not in found[0]:
                    yield Mention(passage, *found.span())


def _values(data: Data) -> Iterator[tuple[Path, str]]:
    organization = data.organization
    if organization.url:
        yield ("organization", "url"), organization.url
    if organization.donate and organization.donate.url:
        yield ("organization", "donate", "url"), organization.donate.url
    for year, report in data.reports.items():
        for index, victory in enumerate(report.victories):
            for at, link in enumerate(victory.links):
                yield ("reports", year, "victories", index, "links", at, "url"), link.url
