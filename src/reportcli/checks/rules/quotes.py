"""Apostrophes and quotation marks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportcli.checks.rule import Edit, Found, Pattern, mended, rule
from reportcli.typography.languages import LANGUAGES, language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportcli.checks.passages import Passage

_ELISIONS = r"(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|presqu|quelqu)"
_APOSTROPHE = Pattern(
    r"(?<![\w'])(?:[^\W\d_]{1,40}['´`′](?=[^\W\d_])){1,4}[^\W_]{1,40}"
    rf"|(?<![\w'])(?P<before>{_ELISIONS}['´`′‘])(?=[^\W_]|[«“\"*\[(])"
    r"|(?<![\w'])(?P<possessive>[^\W\d_]{1,40}s')(?!\w)"
    r"|(?<![\w'])(?P<decade>'\d0s)\b",
    re.IGNORECASE,
)
_ANY_APOSTROPHE = Pattern("['´`′‘]")
_OPENING_SINGLE = Pattern(r"(?<![\w\d])'(?=\w)")


@rule(
    "T001",
    "straight apostrophe",
    why="In print the apostrophe is curved. The page sets it so; what is taken from the data elsewhere keeps it.",
    severity="info",
    fix="safe",
    bad="L'accord d'aujourd'hui",
    good="L’accord d’aujourd’hui, et 12'000 voix",
    fixed="L’accord d’aujourd’hui",
    kinds=("prose", "template"),
)
def apostrophe(passage: Passage) -> Iterator[Found]:
    text = passage.text
    if not _ANY_APOSTROPHE.search(text):
        return
    for found in _APOSTROPHE.finditer(text):
        if found["before"] and passage.base not in {"fr", "it", "ca"}:
            continue
        if found["possessive"] and (
            passage.base != "en"
            or _OPENING_SINGLE.search(
                text,
            )
            is not None
        ):
            continue
        new = _ANY_APOSTROPHE.sub("’", found[0])
        if new != found[0]:
            yield mended(found, new, f"straight apostrophe in “{found[0]}”")


_APART = Pattern(
    rf"(?<![\w'’-])(?:{_ELISIONS}(?P<before>[ \u00a0])['’](?=[^\W\d_]{{2}})|{_ELISIONS}['’](?P<after>[ \u00a0])(?!(?:et|ou) )(?=[a-zà-ÿ]{{2}}))",
    re.IGNORECASE,
    needs=(" '", " ’", "' ", "’ ", "\u00a0’", "’\u00a0", "\u00a0'", "'\u00a0"),
)


@rule(
    "T097",
    "a space beside an apostrophe",
    why="An elided word and the next are joined by the apostrophe alone: l’enquête.",
    fix="safe",
    languages=("fr",),
    bad="L ’enquête s’ arrête",
    good="L’enquête s’arrête, dit-il ; les l’ et les d’",
    fixed="L’enquête s’arrête",
)
def apart(passage: Passage) -> Iterator[Found]:
    for found in _APART.finditer(passage.text):
        span = found.span("before" if found["before"] else "after")
        yield Found(*found.span(), f"“{found[0]}”: a space too many", ((*span, ""),))


_STRAIGHT = Pattern('"')
_OPENS = r"(?:\A|(?<=[\s(\[—–*_’'«“]))"
_QUOTED = Pattern(
    rf'{_OPENS}"(?P<words>[^\s"](?:[^"\n]{{0,400}}[^\s"])?)"(?![^\W_])', re.IGNORECASE
)
_SINGLE = Pattern(r"(?<![\w'])'(?P<words>[^\W_][^'\n\"]{0,80}[^\W_.,!?]|[^\W_])'(?![\w'])")


@rule(
    "T002",
    "straight quotation marks",
    why="Each language has its own quotation marks. The page sets them; what is taken from the data elsewhere"
    " keeps what was typed.",
    severity="info",
    fix="safe",
    bad='Accusées de "terrorisme", elles sont libres.',
    good="Accusées de «\u202fterrorisme\u202f», elles sont libres.",
    fixed="Accusées de «\u202fterrorisme\u202f», elles sont libres.",
)
def straight_quotes(passage: Passage) -> Iterator[Found]:
    text = passage.text
    if '"' not in text or (passage.language.lower() not in _KNOWN and passage.base not in _KNOWN):
        return
    tongue = language(passage.language)
    for found in _QUOTED.finditer(text):
        before = text[: found.start()]
        inside = before.count(tongue.outer[0]) > before.count(tongue.outer[1])
        marks = tongue.inner if inside else tongue.outer
        opening, closing = marks[0], marks[1]
        gap = "" if inside else tongue.inside.typed or ""
        start, end = found.span()
        edits: tuple[Edit, ...] = (
            (start, start + 1, opening + gap),
            (end - 1, end, gap + closing),
        )
        yield Found(
            start, end, f"straight quotation marks around “{_short(found['words'])}”", edits
        )


_KNOWN = frozenset(LANGUAGES)


@rule(
    "T003",
    "straight single quotation marks",
    why="They are the marks of a typewriter: print has a pair that opens and closes.",
    severity="info",
    fix="unsafe",
    languages=("en", "fr", "es"),
    bad="The so-called 'agents' law fell.",
    good="The so-called ‘agents’ law fell, as the defenders’ lawyers said.",
    fixed="The so-called ‘agents’ law fell.",
)
def straight_single_quotes(passage: Passage) -> Iterator[Found]:
    if passage.text.count("'") < 2:
        return
    marks = language(passage.language).inner
    opening, closing = marks[0], marks[1]
    for found in _SINGLE.finditer(passage.text):
        start, end = found.span()
        what = f"straight quotation marks around “{_short(found['words'])}”"
        yield Found(start, end, what, ((start, start + 1, opening), (end - 1, end, closing)))


_ENGLISH = Pattern("[“„](?P<words>[^“”„\n«»]{1,400})[”“]")
_FRENCH = Pattern("«(?P<words>[^«»\n]{1,400})»")


@rule(
    "T004",
    "quotation marks of another language",
    why="A text is quoted by the marks of its own language: « » in French, with “ ” for what is quoted inside;"
    " “ ” in English.",
    fix="unsafe",
    languages=("fr", "en"),
    bad="Une loi dite “des agents” est tombée.",
    good="Elle dit : «\u202fUne loi dite “des agents” est tombée.\u202f»",
    fixed="Une loi dite «\u202fdes agents\u202f» est tombée.",
)
def foreign_quotes(passage: Passage) -> Iterator[Found]:
    text = passage.text
    tongue = language(passage.language)
    pattern = _FRENCH if passage.base == "en" else _ENGLISH
    for found in pattern.finditer(text):
        before = text[: found.start()]
        if before.count(tongue.outer[0]) > before.count(tongue.outer[1]):
            continue
        start, end = found.span()
        words = found["words"]
        gap = tongue.inside.typed or ""
        edits = (
            (start, start + 1 + len(words) - len(words.lstrip()), tongue.outer[0] + gap),
            (end - 1 - len(words) + len(words.rstrip()), end, gap + tongue.outer[1]),
        )
        what = f"quotation marks of another language around “{_short(words.strip())}”"
        yield Found(start, end, what, edits)


_PAIRS = {"(": ")", "[": "]", "«": "»", "“": "”"}
_BRACKET = Pattern(r"[()\[\]«»“”]")
_LONE = Pattern(r"(?:\A|[\s(])[\w.]{1,3}\Z")
"""What stands before a bracket that belongs to a list: a) or 1)."""


@rule(
    "T005",
    "a bracket or quotation mark without its other half",
    why="What is opened is closed; where it is not, the reader looks for the end.",
    bad="Le tribunal (à Alger a acquitté trois femmes.",
    good="Le tribunal (à Alger) a acquitté trois femmes : a) l’une, b) l’autre. « Oui. »",
)
def unpaired(passage: Passage) -> Iterator[Found]:
    opened: list[tuple[str, int]] = []
    text = passage.text
    signs = "()[]«»“”" if passage.base in _OUTER_FIRST else "()[]"
    for found in _BRACKET.finditer(text):
        sign, at = found[0], found.start()
        closes = bool(opened) and _PAIRS[opened[-1][0]] == sign
        if sign not in signs or (not closes and _is_alone(text, sign, at)):
            continue
        if sign not in _PAIRS and not closes:
            what = f"{sign} closes what is not opened"
            yield Found(at, at + 1, what, hint="open it, or take it out")
        elif sign not in _PAIRS:
            opened.pop()
        elif not (opened and _goes_on(text[opened[-1][1] : at + 1])):
            opened.append((sign, at))
    for sign, at in opened:
        yield Found(at, at + 1, f"{sign} is not closed", hint="close it, or take it out")


_OUTER_FIRST = {"fr", "en", "es", "it", "pt"}
"""Languages in which « and “ open."""


def _is_alone(text: str, sign: str, at: int) -> bool:
    """Say whether a bracket has no other half by its nature: of a list, a) or 1), or of a face, :-)."""
    if sign == "”" and at > 0 and text[at - 1].isdigit():  # inches
        return True
    face = at > 0 and text[at - 1] in ":;-" and sign in "()[]"
    return face or (sign in ")]" and bool(_LONE.search(text, max(0, at - 5), at)))


def _goes_on(quoted: str) -> bool:
    """Say whether a new paragraph of a long quotation begins: it opens anew what is open."""
    return quoted[0] == quoted[-1] and quoted[0] in "«“" and "\n" in quoted


def _short(words: str) -> str:
    return words if len(words) <= 40 else f"{words[:39].rstrip()}…"
