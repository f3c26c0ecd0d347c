"""Markdown → a message's HTML and its plain text, both set as the language is on the page."""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markupsafe import Markup

from reportcli import typography

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from markdown_it.token import Token

MEASURE = 72
"""Cells of a line of plain text (RFC 5322, 2.1.1 asks for fewer than 78)."""

_MARKDOWN = MarkdownIt("commonmark", {"html": False}).disable(["html_block", "html_inline"])
_RENDERER = RendererHTML()
_HARD_BREAK = re.compile(r"(?: {2,}|\\)\n")
_PICTURE = re.compile(r"!\[(?P<alt>(?:\\.|[^\]\\])*)\]\((?P<src>[^\s()]+)\)")
_LINK = re.compile(r'<a href="(?P<url>[^"]*)"[^>]*>(?P<label>.*?)</a>')
_SIGNS = re.compile(r"[\\`*_\[\]<>&]|^(?:[#+=~-]|\d{1,9}(?=[.)]))")


@dataclass(frozen=True, slots=True)
class Written:
    """A message's body. `pictures` are the sources that its HTML shows."""

    html: Markup
    text: str
    pictures: tuple[str, ...]


def escape(value: object) -> str:
    """Return a value as Markdown in which no sign of it means anything."""
    if isinstance(value, Markup):
        return str(value)
    line = " ".join(str(value).split(" ")).replace("\r", " ").replace("\n", " ")
    return _SIGNS.sub(_escaped, line)


def _escaped(sign: re.Match[str]) -> str:
    return sign[0] + "\\" if sign[0].isdigit() else "\\" + sign[0]


def write(markdown: str, language: str, addresses: Mapping[str, str]) -> Written:
    """Return what Markdown says. `addresses` are the URLs of pictures by their sources.

    A picture stands alone in its line; one that has no address is left out.
    """
    tokens = _MARKDOWN.parse(markdown)
    html = Markup("").join(_html(tokens, language, addresses))
    return Written(html, _text(tokens, language), sources(markdown))


def sources(markdown: str) -> tuple[str, ...]:
    """Return the sources of the pictures that Markdown names, each once."""
    return tuple(dict.fromkeys(match["src"] for match in _PICTURE.finditer(markdown)))


def _html(tokens: Sequence[Token], language: str, addresses: Mapping[str, str]) -> Iterator[Markup]:
    for token in tokens:
        if token.type == "inline":
            pieces = (_inline(piece, language, addresses) for piece in _lines(token))
            yield Markup("<br>\n").join(pieces)
        elif token.type in {"fence", "code_block"}:
            yield Markup("<pre>{}</pre>\n").format(token.content)
        else:
            tag = _RENDERER.renderToken([token], 0, _MARKDOWN.options, {})
            yield Markup(tag)  # noqa: S704  a block's tag, without any text


def _lines(token: Token) -> list[str]:
    return _HARD_BREAK.split(token.content)


def _inline(markdown: str, language: str, addresses: Mapping[str, str]) -> Markup:
    picture = _PICTURE.fullmatch(markdown.strip())
    if picture and not addresses.get(picture["src"]):
        return Markup("")
    if picture:
        address = addresses[picture["src"]]
        alt = typography.plain(_bare(picture["alt"]), language)
        return Markup('<img src="{}" alt="{}">').format(address, alt)
    return Markup(" ").join(typography.paragraphs(markdown, language))


def _bare(markdown: str) -> str:
    return re.sub(r"\\(.)", r"\1", markdown)


def _text(tokens: Sequence[Token], language: str) -> str:
    """Return plain text: paragraphs filled to the measure, lists with their marks, quotes with theirs."""
    text = ""
    outline = _Outline()
    for token in tokens:
        outline.follow(token)
        block = ""
        if token.type == "hr":
            block = "-" * 8
        elif token.type in {"fence", "code_block"}:
            block = token.content.rstrip("\n")
        elif token.type == "inline" and (said := _said(token, language)):
            block = outline.filled(said)
        if block:
            text += ("\n" if outline.close else "\n\n" if text else "") + block
            outline.close = bool(outline.numbers)
    return text + "\n"


@dataclass
class _Outline:
    """Where the text stands: the marks before its lines, the lists' next numbers (None: bullets).

    `close` says that the next block follows without a blank line.
    """

    marks: list[str] = field(default_factory=list)
    numbers: list[int | None] = field(default_factory=list)
    close: bool = False

    def follow(self, token: Token) -> None:
        """Go on to a token that opens or closes a list, an item, a quotation."""
        if token.type in {"bullet_list_open", "ordered_list_open"}:
            start = int(str(token.attrs.get("start", 1)))
            self.numbers.append(start if token.type.startswith("ordered") else None)
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            self.numbers.pop()
            self.close = bool(self.numbers)
        elif token.type == "list_item_open":
            number = self.numbers[-1]
            self.marks.append("- " if number is None else f"{number}. ")
            self.numbers[-1] = None if number is None else number + 1
        elif token.type == "blockquote_open":
            self.marks.append("> ")
        elif token.type in {"list_item_close", "blockquote_close"}:
            self.marks.pop()

    def filled(self, text: str) -> str:
        """Fill lines to the measure, the first after the marks, the others under the text."""
        first = "".join(self.marks)
        self.marks = [mark if mark == "> " else " " * len(mark) for mark in self.marks]
        rest = "".join(self.marks)
        return "\n".join(
            textwrap.fill(
                line,
                MEASURE,
                initial_indent=rest if number else first,
                subsequent_indent=rest,
                break_long_words=False,
                break_on_hyphens=False,
            )
            for number, line in enumerate(text.split("\n"))
        )


def _said(token: Token, language: str) -> str:
    lines = (line for line in _lines(token) if not _PICTURE.fullmatch(line.strip()))
    return "\n".join(_plain(_inline(line, language, {})) for line in lines)


def _plain(html: Markup) -> str:
    return unescape(re.sub(r"<[^>]*>", "", _LINK.sub(_with_address, html)))


def _with_address(link: re.Match[str]) -> str:
    url = link["url"].removeprefix("mailto:").removeprefix("tel:")
    return link["label"] if url == link["label"] else f"{link['label']} ({url})"
