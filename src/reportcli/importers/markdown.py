"""Markdown → blocks: headings, lists, quotations; emphasis and links are kept, front matter is read."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from reportcli.importers.blocks import BULLET, Block, Lost, Run, is_link, join

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

    from reportcli.importers.blocks import Kind

_FRONT = re.compile(r"---[ \t]*\r?\n(.*?)(?:\r?\n)(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_PAIR = re.compile(r"([A-Za-z_-]+):[ \t]+(\S.*)")
_PLACED: dict[str, Kind] = {
    "title": "title",
    "subtitle": "subtitle",
    "lang": "language",
    "language": "language",
}
_BLOCKS = {
    "fence": "a block of code",
    "code_block": "a block of code",
    "html_block": "HTML",
    "table": "a table",
}


def read(text: str) -> list[Block]:
    """Return the blocks of a Markdown text."""
    blocks, body, offset = _front_matter(text.replace("\r\n", "\n").replace("\r", "\n"))
    parser = _Parser("commonmark").enable(["table", "strikethrough"])
    tokens = parser.parse(body)
    return [*blocks, *_Reader(body.split("\n"), offset).read(tokens)]


class _Parser(MarkdownIt):
    def validateLink(self, _url: str) -> bool:  # noqa: N802  markdown-it's name
        """Take every link for one; whether a page can lead there is judged when it is placed."""
        return True


def _front_matter(text: str) -> tuple[list[Block], str, int]:
    """Return the blocks of the lines between --- at the beginning, the rest, and how many they are."""
    match = _FRONT.match(text)
    if not match:
        return [], text, 0
    blocks = []
    for number, line in enumerate(match[1].split("\n"), 2):
        pair = _PAIR.fullmatch(line.strip())
        where = f"line {number}"
        if pair and (kind := _PLACED.get(pair[1].lower())):
            words = pair[2].strip()
            words = words[1:-1] if words[:1] in {'"', "'"} and words[-1:] == words[:1] else words
            blocks.append(Block(kind, (Run(words),), where, number))
        elif line.strip():
            lost = Lost("a line of the front matter", line.strip(), where, number)
            blocks.append(Block("lost", where=where, line=number, lost=(lost,)))
    return blocks, text[match.end() :], text[: match.end()].count("\n")


class _Reader:
    """Walks the tokens of a text; `lists` holds the open ones, each with its next number or None."""

    def __init__(self, lines: Sequence[str], offset: int) -> None:
        self.lines = lines
        self.offset = offset
        self.lists: list[int | None] = []
        self.begins: Block | None = None
        self.quoted = 0

    def read(self, tokens: Sequence[Token]) -> Iterator[Block]:
        skipped = ""
        for index, token in enumerate(tokens):
            if skipped:
                skipped = "" if token.type == skipped else skipped
            elif token.type in {"fence", "code_block", "html_block", "table_open"}:
                yield self._lost(token)
                skipped = "table_close" if token.type == "table_open" else ""
            elif token.type == "inline":
                heading = tokens[index - 1]
                yield from self._text(token, int(heading.tag[1]) if heading.tag[:1] == "h" else 0)
            else:
                self._enter(token)

    def _enter(self, token: Token) -> None:
        self.quoted += token.nesting if token.type.startswith("blockquote") else 0
        if token.type == "ordered_list_open":
            self.lists.append(int(token.attrs.get("start", 1)))
        elif token.type == "bullet_list_open":
            self.lists.append(None)
        elif token.type in {"ordered_list_close", "bullet_list_close"}:
            self.lists.pop()
        elif token.type == "list_item_open":
            number = self.lists[-1]
            kind, marker = ("bullet", BULLET) if number is None else ("numbered", "")
            level = len(self.lists) - 1
            self.begins = Block(kind, level=level, number=number, marker=marker)  # type: ignore[arg-type]
            if number is not None:
                self.lists[-1] = number + 1

    def _text(self, token: Token, heading: int) -> Iterator[Block]:
        line = (token.map or [0])[0] + 1 + self.offset
        where = f"line {line}"
        begins, self.begins = self.begins, None
        for number, (runs, lost) in enumerate(_lines(token.children or (), where, line)):
            if heading:
                block = Block("heading", level=heading)
            elif begins and not number:
                block = begins
            else:
                block = Block("quote" if self.quoted else "paragraph")
            yield replace(block, runs=tuple(runs), lost=tuple(lost), where=where, line=line)

    def _lost(self, token: Token) -> Block:
        first, end = token.map or [0, 0]
        line = first + 1 + self.offset
        words = "\n".join(self.lines[first:end]).rstrip()
        what = _BLOCKS[token.type.removesuffix("_open")]
        return Block("lost", lost=(Lost(what, words, f"line {line}", line),))


def _lines(
    tokens: Sequence[Token], where: str, line: int
) -> Iterator[tuple[list[Run], list[Lost]]]:
    """Yield the runs between line breaks that were meant, each with what has no place."""
    runs: list[Run] = []
    lost: list[Lost] = []
    depth: Counter[str] = Counter()
    link = ""
    for token in tokens:
        if token.type == "hardbreak":
            yield runs, lost
            runs, lost = [], []
        elif token.tag == "a":
            target = str(token.attrs.get("href", ""))
            if target and not is_link(target):
                lost.append(Lost("where a link leads", target, where, line))
            link = target if is_link(target) else ""
        elif token.type in {"image", "html_inline"}:
            lost.append(_inline_lost(token, where, line))
        elif token.tag in {"strong", "em", "s"}:
            depth[token.tag] += token.nesting
        else:
            if token.type == "code_inline":
                lost.append(Lost("code", token.content, where, line, kept=True))
            words = " " if token.type == "softbreak" else token.content
            if depth["s"]:
                lost.append(Lost("words struck through", words, where, line, kept=True))
            join(runs, Run(words, bool(depth["strong"]), bool(depth["em"]), link))
    yield runs, lost


def _inline_lost(token: Token, where: str, line: int) -> Lost:
    if token.type == "html_inline":
        return Lost("HTML", token.content, where, line)
    title = f' "{token.attrs["title"]}"' if token.attrs.get("title") else ""
    picture = f"![{token.content}]({token.attrs.get('src', '')}{title})"
    return Lost("a picture", picture, where, line)
