"""Markdown to flat text with tags, and flat text with tags to HTML."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_inline import link
from markupsafe import Markup, escape

from reportcli.inclusive.forms import MARKS, has_form
from reportcli.typography.setting import shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

    from reportcli.typography.kept import Kept
    from reportcli.typography.languages import Language


class Span(NamedTuple):
    """A tag over a part of a text."""

    start: int
    end: int
    tag: str
    attributes: str = ""


# --- Markdown ------------------------------------------------------------------------------------


class _Markdown(MarkdownIt):
    """Emphasis, links and backslash escapes, and nothing else of Markdown."""

    def __init__(self) -> None:
        super().__init__("zero")
        self.enable(["emphasis", "link", "escape"]).disable("text_join")
        self.inline.ruler.at("link", _link)

    def validateLink(self, url: str) -> bool:  # noqa: N802  markdown-it's name
        return bool(_SCHEME.match(url)) and super().validateLink(url)


_SCHEME = re.compile(r"(?:https?://|mailto:|tel:).", re.IGNORECASE)
_EMPTY = re.compile(r"\[\s*\]\(|\[[^\[\]]*\]\(\s*\)")


def _link(state: StateInline, silent: bool) -> bool:
    """A link by markdown-it's rule; without a label or a target it is no link."""
    return not _EMPTY.match(state.src, state.pos) and link(state, silent)


MARKDOWN = _Markdown()


def flatten(text: str, kept: Kept) -> tuple[str, list[Span]]:
    """Part a paragraph's text from its tags. Their places count the signs that are no spaces.

    Inside a link there is text alone: anything else makes the PDF fail PDF/UA-1, 7.18.5.
    """
    flat: list[str] = []
    spans: list[Span] = []
    opened: list[tuple[Token, int]] = []
    rank = 0
    for token in MARKDOWN.parseInline(text)[0].children or ():
        if token.nesting > 0:
            opened.append((token, rank))
        elif token.nesting < 0:
            opening, since = opened.pop()
            if not any(outer.tag == "a" for outer, _ in opened):
                spans.append(Span(since, rank, opening.tag, _attributes(opening, kept)))
        else:
            straight = token.type == "text_special" and token.content in {"'", '"'}
            flat.append(kept.hide(token.content) if straight else shorten(token.content))
            rank += len("".join(flat[-1].split()))
    return "".join(flat), spans


def _attributes(token: Token, kept: Kept) -> str:
    return "".join(
        f' {name}="{escape(str(value).translate(kept))}"' for name, value in token.attrs.items()
    )


# --- Inclusive forms and ordinals ----------------------------------------------------------------

_QUOTED = re.compile(r"[«“„‹][\u00a0\u202f]?\w{8,24}[\u00a0\u202f]?[»”“›]")  # one word: not divided
_UNBROKEN = re.compile("[^ \u2002\u2003\u2009\u3000]+")  # what no-break spaces hold together


@cache
def _ordinals(language: Language) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.,])(?:{language.ordinals or '(?!)'})(?![\w{MARKS}])")


@cache
def _isolated(language: Language) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{language.isolated or '(?!)'})")


def _found(text: str, language: Language) -> Iterator[Span]:
    for run in _UNBROKEN.finditer(text):
        word = run[0].lower() if run[0].isupper() else run[0]
        if has_form(word) or _QUOTED.search(word):
            yield Span(*run.span(), "span", ' class="nh"')
    for ordinal in _ordinals(language).finditer(text):
        yield Span(*ordinal.span(ordinal.lastindex or 0), "sup")
    for isolated in _isolated(language).finditer(text):
        yield Span(*isolated.span(), "bdi", ' dir="ltr"')


# --- HTML ----------------------------------------------------------------------------------------


def render(text: str, ranked: Iterable[Span], language: Language, kept: Kept) -> Markup:
    """Write a set text with its tags; `ranked` are those that `flatten` took from the Markdown."""
    places = [place for place, sign in enumerate(text) if not sign.isspace()]
    typed = [
        span._replace(start=places[span.start], end=places[span.end - 1] + 1)
        for span in ranked
        if span.start < span.end
    ]
    linked = {place for a in typed if a.tag == "a" for place in range(a.start + 1, a.end)}
    found = (span for span in _found(text, language) if linked.isdisjoint(span[:2]))
    pieces = _pieces(text, sorted([*found, *reversed(typed)], key=_outermost_first), kept)
    return Markup("".join(pieces))  # noqa: S704  escaped there


def _outermost_first(span: Span) -> tuple[int, int]:
    return span.start, -span.end


def _pieces(text: str, spans: Sequence[Span], kept: Kept) -> Iterator[str]:
    """Text and tags in turn; where two spans cross, the inner one is closed and opened again."""
    waiting = list(reversed(spans))
    stack: list[Span] = []
    cuts = sorted({0, len(text)}.union(*(span[:2] for span in spans)))
    for start, end in pairwise(cuts):
        wanted = [span for span in stack if span.end > start]
        while waiting and waiting[-1].start == start:
            wanted.append(waiting.pop())
        same = next((n for n, span in enumerate(stack) if span.end <= start), len(stack))
        yield from (f"</{span.tag}>" for span in reversed(stack[same:]))
        yield from (f"<{span.tag}{span.attributes}>" for span in wanted[same:])
        yield escape(text[start:end].translate(kept))
        stack = wanted
    yield from (f"</{span.tag}>" for span in reversed(stack))
