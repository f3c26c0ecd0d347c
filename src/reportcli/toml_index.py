"""Where things stand in a TOML text; what they mean is for tomllib to say.

One lexer serves two readers: `Index`, for a text that tomllib has accepted, and `Context`, for the
part of a text that was read before a fault.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import reduce
from itertools import takewhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Path = tuple[str | int, ...]
Span = tuple[int, int]
"""Two offsets into the text, the second exclusive."""
Token = re.Match[str]
_AFTER_SCALAR = {"", "\n", ",", "]", "}"}

_TOKEN = re.compile(
    r"""
    (?P<comment> \#[^\n]*+ )
  | (?P<string>
        "{3} (?: [^"\\]++ | \\. | "{1,2}(?!") )*+ "{3,5}
      | '{3} (?: [^']++ | '{1,2}(?!') )*+ '{3,5}
      | "(?!"") (?: [^"\\\n]++ | \\[^\n] )*+ "
      | '(?!'') [^'\n]*+ '
    )
  | (?P<quote> "{3} | '{3} | " | ' )
  | (?P<mark> [\[\]{},=.\n] )
  | (?P<word> [^\s"'\#\[\]{},=.]++ )
  | (?P<end> \Z )
    """,
    re.VERBOSE | re.DOTALL,
)


def tokens(text: str, start: int = 0, end: int | None = None) -> Iterator[Token]:
    """Yield strings, words and marks (brackets, signs, line ends), and an empty `end` at the end.

    A token of the group `quote` opens a text that is not closed; what follows it means nothing.
    """
    found = _TOKEN.finditer(text, start, len(text) if end is None else end)
    return (token for token in found if token.lastgroup != "comment")


def key_parts(text: str, start: int, end: int) -> list[Token]:
    """Return the parts of the key, or of the heading, that begins at `start`, up to `end`."""
    found = takewhile(lambda t: t.group() not in {"", "=", "]"}, tokens(text, start, end))
    return [token for token in found if token.group() not in {"[", "."}]


def _name(part: Token) -> str:
    raw = part.group()
    if raw.startswith('"') and "\\" in raw:
        return str(tomllib.loads(f"key = {raw}")["key"])
    return raw[1:-1] if raw.startswith(('"', "'")) else raw


@dataclass(slots=True, eq=False)
class Node:
    """A value: where its key stands, where it stands itself, and what it holds."""

    key: Span
    value: Span
    children: dict[str | int, Node] = field(default_factory=dict, repr=False)

    @property
    def latest(self) -> Node:
        """The table that a heading means here: of an array of tables, the latest element."""
        return self.children[len(self.children) - 1] if 0 in self.children else self

    def child(self, part: Token) -> Node:
        """Return what this part of a key names; the place of its first mention is kept."""
        return self.latest.children.setdefault(_name(part), Node(part.span(), part.span()))

    def append(self, span: Span) -> Node:
        """Add an element and return it."""
        return self.children.setdefault(len(self.children), Node(span, span))


class Index:
    """The spans of all keys and values of a valid TOML text.

    It takes linear time and never recurses, so no text that tomllib accepts is too deep for it.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._root = self._table = Node((0, 0), (0, 0))
        self._tokens = tokens(text)
        self._advance()
        while self._now:
            self._statement()

    def find(self, path: Path, *, key: bool = False) -> Span | None:
        """Return the span of the value (or of its key) at `path`, else of its nearest ancestor.

        An element has no key and stands for it as well. None is the document as a whole.
        """
        node = self._root
        for step in path:
            if step not in node.children:
                key = False
                break
            node = node.children[step]
            has_key = isinstance(step, str)
        if node is self._root:
            return None
        return node.key if key and has_key else node.value

    def conflict(self, parts: Sequence[Token], *, heading: bool) -> tuple[Node, int]:
        """Follow a key, or a heading, written after the text as far as its parts are in use.

        Return the last node, and the number of parts up to it.
        """
        node = self._root if heading else self._table
        for depth, part in enumerate(parts):
            name = _name(part)
            if name not in node.latest.children:
                return node, depth
            node = node.latest.children[name]
        return node, len(parts)

    def _advance(self) -> None:
        self._token = next(self._tokens)
        self._now = self._token.group()

    def _statement(self) -> None:
        if self._now == "\n":
            self._advance()
        elif self._now == "[":
            self._heading()
        else:
            self._value(self._keyed(self._table))

    def _heading(self) -> None:
        start = self._token.start()
        brackets = 2 if self._text.startswith("[[", start) else 1
        for _ in range(brackets):
            self._advance()
        *parents, part = self._key()
        for _ in range(brackets - 1):
            self._advance()
        span = (start, self._token.end())
        self._advance()
        node = reduce(Node.child, parents, self._root).child(part)
        if brackets == 1 or not node.children:
            node.key, node.value = part.span(), span
        self._table = node.append(span) if brackets == 2 else node

    def _key(self) -> list[Token]:
        parts = []
        while self._now not in {"=", "]"}:
            if self._now != ".":
                parts.append(self._token)
            self._advance()
        return parts

    def _keyed(self, table: Node) -> Node:
        """Read a key and its `=`; return the node that the value belongs to."""
        parts = self._key()
        self._advance()
        return reduce(Node.child, parts, table)

    def _value(self, node: Node | None) -> None:
        containers: list[Node] = []
        while node:
            start = self._token.start()
            if self._now in {"[", "{"}:
                containers.append(node)
                node.value = (start, start + 1)
                self._advance()
            else:
                node.value = (start, self._scalar())
            node = self._next(containers)

    def _scalar(self) -> int:
        """Read the words of a date or a number, or a string; return where it ends."""
        end = self._token.end()
        while self._now not in _AFTER_SCALAR:
            end = self._token.end()
            self._advance()
        return end

    def _next(self, containers: list[Node]) -> Node | None:
        """Close what closes here; return the next element or key, None at the end of the value."""
        while containers:
            container = containers[-1]
            if self._now in {"]", "}"}:
                containers.pop().value = (container.value[0], self._token.end())
                self._advance()
            elif self._now in {",", "\n"}:
                self._advance()
            elif self._text[container.value[0]] == "{":
                return self._keyed(container)
            else:
                return container.append(self._token.span())
        return None


class Context:
    """What stands open at `end`, a point of a text that is valid up to there."""

    def __init__(self, text: str, end: int) -> None:
        self.last: Token | None = None
        """The last token before the point, line ends aside."""
        self.quote: Token | None = None
        """What opened the text that the point is in."""
        self.paragraphs: Token | None = None
        """The last text of several lines before the point."""
        self._open: list[tuple[int, int]] = []
        self._entry: int | None = None
        for token in tokens(text, 0, end):
            self._take(token)
            if self.quote:
                break
        self.brackets = [bracket for bracket, _ in self._open]
        self.in_heading = bool(self._open) and self._open[0][0] == self._open[0][1]
        self.entry = end if self._entry is None else self._entry
        """Where the statement, the element or the inline key begins that the point is in."""

    def _take(self, token: Token) -> None:
        mark = token.group()
        if token.lastgroup == "quote":
            self.quote = token
        if token.lastgroup == "end" or mark == "\n":
            self._entry = self._entry if self._open or not mark else None
            return
        self.last = token
        if "\n" in mark:
            self.paragraphs = token
        self._entry = token.start() if self._entry is None else self._entry
        if mark in {"[", "{"}:
            self._open.append((token.start(), self._entry))
        elif mark in {"]", "}"} and self._open:
            self._entry = self._open.pop()[1]
        if mark in {"[", "{", ","}:
            self._entry = None
