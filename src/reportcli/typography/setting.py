"""Quotes and spaces. `one_line`, then `shorten`, then `set_text`."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore, smartquotes
from markdown_it.token import Token

from reportcli.inclusive.forms import MARKS
from reportcli.typography.languages import NB, NN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reportcli.typography.languages import Language

    Rule = tuple[str, str | Callable[[re.Match[str]], str]]

_SPACES: Final = f"{NB}\u2002\u2003\u2007\u2009{NN}\u3000"  # these may be meant
_GAP = f"[ {NB}\u2009{NN}]"
_CAPITAL = "[A-ZÀ-ÖØ-ÞΑ-ΩА-ЯЁ]"
_EVERYWHERE = "§ CHF EUR USD"
_LONG = r"\S{12}"  # a word that tears a hole in a line, where the number before it must go with it

_WHITE = re.compile(r"[\s\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]+")
_DASHES = re.compile("(?<= )--(?= )")
_DOTS = re.compile(r"(?<!\.)\.{3}(?!\.)")


def one_line(text: str) -> str:
    """Make every run of white space, and of what no page can print, one space; strip the ends."""
    return _WHITE.sub(lambda run: next((s for s in run[0] if s in _SPACES), " "), text).strip()


def shorten(text: str) -> str:
    """Make three dots one ellipsis and two hyphens one dash. After this no sign comes or goes."""
    return _DOTS.sub("…", _DASHES.sub("–", text))


def set_text(text: str, language: Language) -> str:
    text = _quotes(one_line(text), language)
    for pattern, new in _rules(language):
        text = pattern.sub(new, text)
    return text


# --- Quotes --------------------------------------------------------------------------------------

_APOSTROPHE = re.compile(
    rf"(?<=[\w{MARKS}])'(?=\w)"  # l'Etat
    r"|(?<![^\s(\[])'(?=\d0s\b)"  # the '20s
    r"|(?<!\S)'(?=n'(?!\S))|(?<=\s'n)'(?!\S)",  # rock 'n' roll
    re.IGNORECASE,
)
_LOOSE = re.compile(r'(?<![^ (\[—–])" ([^"]{1,200}) "(?![^ .,;:!?)\]…])')  # " word "
_MOST = 1000  # straight quotes in one text: markdown-it's rule takes quadratic time


def _quotes(text: str, language: Language) -> str:
    """Turn what is typed straight; a double quote without its other half stays straight."""
    text = _APOSTROPHE.sub("’", text)
    if text.count("'") + text.count('"') > _MOST:
        return text
    while (turned := _turn(_LOOSE.sub(r'"\1"', text), language)) != text:
        text = turned
    return text.replace("'", "’")


def _turn(text: str, language: Language) -> str:
    """Turn quotes by markdown-it's rule, which leaves those that cross others."""
    word = Token("text", "", 0, content=text)
    block = Token("inline", "", 0, content=text, children=[word])
    smartquotes(StateCore(text, _turning(language.outer + language.inner), {}, [block]))
    return "".join(_nested(text, word.content, language))


@cache
def _turning(quotes: str) -> MarkdownIt:
    return MarkdownIt("zero", {"typographer": True, "quotes": quotes})


def _nested(typed: str, turned: str, language: Language) -> Iterator[str]:
    """Give double quotes within double quotes the inner form."""
    depth = 0
    for before, after in zip(typed, turned, strict=True):
        depth -= bool(depth) and after == language.outer[1]
        straight = before == '"' != after
        yield language.inner[language.outer.index(after)] if straight and depth else after
        depth += after == language.outer[0]


# --- Spaces --------------------------------------------------------------------------------------


@cache
def _rules(language: Language) -> tuple[tuple[re.Pattern[str], str | Callable[..., str]], ...]:
    rules = (*_dashes(language), *_signs(language), *_numerals(language), *_names(language))
    return tuple((re.compile(pattern), new) for pattern, new in rules)


def _dashes(language: Language) -> Iterator[Rule]:
    yield r"(?<=\S )-(?= \S)", "–"
    if language.dash:
        yield r"(?<=\S) (?=[–—] \S)", language.dash


def _signs(language: Language) -> Iterator[Rule]:
    """The spaces inside « » and before ; ! ? : %, those typed first and then those that lack."""
    after = rf"(?<=[\w{MARKS})\]»›”’…%€°])"
    high = r"(?=[;!?]++(?:[\s»›”’)\]\"…]|\Z))"
    colon = r"(?=:(?:[\s»›”]|\Z))"
    for gap, typed, absent in (
        (language.inside, rf"(?<=[«‹]){_GAP}|{_GAP}(?=[»›])", r"(?<=[«‹])(?=\S)|(?<=\S)(?=[»›])"),
        (language.high, rf"{_GAP}(?=[;!?])", after + high),
        (language.colon, _GAP + colon, after + colon),
        (language.percent, rf"(?<=\d){_GAP}(?=[%‰٪])", r"(?<=\d)(?=[%‰](?!\w))"),
    ):
        if gap.typed is not None:
            yield typed, gap.typed
        if gap.absent:
            yield absent, gap.absent


def _numerals(language: Language) -> Iterator[Rule]:
    if thousands := language.thousands:
        yield (
            rf"(?<![\w.,])(?<!\d{_GAP})[1-9]\d{{0,2}}(?: \d{{3}}){{1,5}}(?![\w]| \d)",
            lambda numeral: numeral[0].replace(" ", thousands),
        )
    year = r"(?<!\b1[5-9]\d\d)(?<!\b20\d\d)"  # « en 2023 nous » may break
    yield (
        rf"(?<![\w.,/:-])(\d(?:[\d.,’{NN}{NB}–-]{{0,14}}\d)?){year} (?=[^\W\d_]|[€$£°])(?!{_LONG})",
        rf"\1{NB}",
    )


def _names(language: Language) -> Iterator[Rule]:
    names, numbers = (
        "|".join(map(re.escape, words.split()))
        for words in (language.names, f"{language.numbers} {_EVERYWHERE}")
    )
    yield rf"(?<=\b{_CAPITAL}\.) (?={_CAPITAL})", NB
    yield rf"(?<!\w)((?i:{numbers})) (?=\d|[IVXLC]+\b)", rf"\1{NB}"
    if names:
        yield rf"(?<!\w)({names}) (?={_CAPITAL})", rf"\1{NB}"
