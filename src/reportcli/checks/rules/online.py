"""Addresses that were asked (`check --online`): what their servers answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportcli.checks.rule import Found, rule, shortest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportcli.checks.mentions import Answered
    from reportcli.checks.passages import Passage


@rule(
    "A030",
    "an address that has moved",
    why="Its server says that it is elsewhere for good (301, 308): one day it will not say so any more.",
    severity="info",
    fix="unsafe",
    scope="online",
    bad="https://example.org/old, which leads to https://example.org/new for good",
    good="https://example.org/new",
)
def moved(answered: Sequence[Answered]) -> Iterator[tuple[Passage, Found]]:
    for mention, answer in answered:
        if answer.kind == "moved" and answer.new:
            old = mention.address
            new = answer.new.replace("(", "%28").replace(")", "%29")
            if "#" in old and "#" not in new:
                new += old[old.index("#") :]
            edit = shortest(mention.start, old, new)
            what = f"“{old}” has moved for good"
            yield mention.passage, Found(mention.start, mention.end, what, (edit,))


@rule(
    "A031",
    "an address that leads nowhere",
    why="Who follows it finds nothing, or is warned by the browser.",
    scope="online",
    bad="https://example.org/lost, which answers 404",
    good="https://example.org/",
)
def lost(answered: Sequence[Answered]) -> Iterator[tuple[Passage, Found]]:
    yield from _answered(answered, "lost", "look for where it is now, or take the link out")


def _answered(
    answered: Sequence[Answered], kind: str, hint: str
) -> Iterator[tuple[Passage, Found]]:
    """Yield the addresses with an answer of a kind, each with what was answered."""
    for mention, answer in answered:
        if answer.kind == kind:
            what = f"“{mention.address}”: {answer.what}"
            yield mention.passage, Found(mention.start, mention.end, what, hint=hint)


@rule(
    "A032",
    "an address of which nothing can be told",
    why="Its server refuses programs, has trouble, or cannot be reached from here; a browser may see more.",
    severity="info",
    scope="online",
    bad="https://example.org/busy, which answers 503",
    good="https://example.org/",
)
def unsure(answered: Sequence[Answered]) -> Iterator[tuple[Passage, Found]]:
    yield from _answered(answered, "unsure", "follow it in a browser")
