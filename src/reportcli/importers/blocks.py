"""What readers of files yield: blocks of text with their emphasis and links, and what has no place."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from reportcli.typography.markup import MARKDOWN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Kind = Literal[
    "title", "subtitle", "language", "heading", "numbered", "bullet", "paragraph", "quote", "lost"
]
BULLET = "• "
"""What stands before an entry of a list that has no numbers; the data knows no lists."""
_SIGNS = ("", "\\*", "\\*_", "\\*_[]")
"""Signs that may have to be escaped, tried in turn: the fewer, the better a text reads."""
_OURS = re.compile(r"(?:https?://|mailto:|tel:).", re.IGNORECASE)


@dataclass(frozen=True)
class Run:
    """A piece of text that is set in one way; `link` is where it leads."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""


@dataclass(frozen=True)
class Lost:
    """What has no place in a report. `line` counts from 1; 0 where a file has no lines.

    `kept` when its words are placed, and only what marked them is not.
    """

    what: str
    text: str
    where: str
    line: int = 0
    kept: bool = False

    @property
    def fate(self) -> str:
        return "kept as plain words" if self.kept else "not placed"


@dataclass(frozen=True)
class Block:
    """A paragraph of a file.

    `level` is a heading's, from 1, or how deep a list's entry lies, from 0. `number` is a numbered
    entry's, where one was typed. `lost` is what stood in it and has no place.
    """

    kind: Kind
    runs: tuple[Run, ...] = ()
    where: str = ""
    line: int = 0
    level: int = 0
    number: int | None = None
    marker: str = ""
    lost: tuple[Lost, ...] = ()

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(run.text for run in self.runs).strip()

    @property
    def markdown(self) -> str:
        return inline(self.runs)

    @property
    def is_bold(self) -> bool:
        return bool(self.text) and all(run.bold for run in self.runs if run.text.strip())


def inline(runs: Sequence[Run]) -> str:
    """Return runs as the inline Markdown of the data; signs that would mean something are escaped."""
    tidy = list(_tidy(runs))
    for pieces in (tidy, [Run(run.text, link=run.link) for run in tidy]):
        for signs in _SIGNS:
            markdown = "".join(_marked(group, signs) for group in _by_link(pieces))
            if _signs(_read(markdown)) == _signs(pieces):
                return markdown
    return _escaped("".join(run.text for run in tidy), _SIGNS[-1])


def join(runs: list[Run], run: Run) -> None:
    """Add a run; where something was taken out between two spaces, one of them stays."""
    if runs and runs[-1].text.endswith(" ") and run.text.startswith(" "):
        run = replace(run, text=run.text[1:])
    if run.text:
        runs.append(run)


def is_link(address: str) -> bool:
    """Say whether a page can lead to an address."""
    return bool(_OURS.match(address))


def _tidy(runs: Sequence[Run]) -> Iterator[Run]:
    """Join what is set alike; spaces at the edges of emphasis go outside it, so that it is read."""
    spread = [piece for run in runs for piece in _apart(run)]
    alike = groupby(spread, lambda run: replace(run, text=""))
    for style, same in alike:
        yield replace(style, text="".join(run.text for run in same))


def _apart(run: Run) -> Iterator[Run]:
    if not (run.bold or run.italic):
        yield run
        return
    middle = run.text.strip()
    start = len(run.text) - len(run.text.lstrip())
    before, after = run.text[:start], run.text[start + len(middle) :]
    plain = replace(run, bold=False, italic=False)
    parts = (replace(plain, text=before), replace(run, text=middle), replace(plain, text=after))
    yield from (part for part in parts if part.text)


def _by_link(runs: Sequence[Run]) -> Iterator[list[Run]]:
    for _, group in groupby(runs, lambda run: run.link):
        yield list(group)


def _marked(runs: Sequence[Run], signs: str) -> str:
    words = "".join(_emphasised(run, signs) for run in runs)
    link = runs[0].link
    if not link:
        return words
    target = f"<{link}>" if re.search(r"[\s()]", link) else link
    return f"[{words}]({target})"


def _emphasised(run: Run, signs: str) -> str:
    marks = "**" * run.bold + "*" * run.italic
    return marks + _escaped(run.text, signs) + marks


def _escaped(text: str, signs: str) -> str:
    return "".join(f"\\{sign}" if sign in signs else sign for sign in text)


def _read(markdown: str) -> Iterator[Run]:
    """Read inline Markdown as the pages do."""
    bold = italic = 0
    link = ""
    for token in MARKDOWN.parseInline(markdown)[0].children or ():
        if token.tag == "strong":
            bold += token.nesting
        elif token.tag == "em":
            italic += token.nesting
        elif token.tag == "a":
            link = str(token.attrs.get("href", ""))
        else:
            yield Run(token.content, bool(bold), bool(italic), link)


def _signs(runs: Iterable[Run]) -> list[tuple[str, bool, bool, str]]:
    """Return each sign with how it is set; a space is a space, however it is set."""
    return [
        (sign, run.bold and sign != " ", run.italic and sign != " ", _normal(run.link))
        for run in runs
        for sign in run.text.replace("\n", " ")
    ]


def _normal(link: str) -> str:
    return MARKDOWN.normalizeLink(link) if link else ""
