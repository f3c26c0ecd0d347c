"""Inclusive writing: the forms of a text, what they are made of, and the same in another manner.

A form is a stem and its endings: défenseur·e·x·s, utilisateur·rice·s, employé(e)s, acteur/rice/s. Its
manner (`Style`) is the sign between them, whether the plural has its own sign, and whether there is an x.
Ordinary hyphens (celles-ci, dit-elle), decimals and addresses are no forms.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

Sign = Literal["·", "-", ".", "/", "("]

DOTS = "·•‧⋅∙"
HYPHENS = "-‐‑"
_SIGN = {**dict.fromkeys(DOTS, "·"), **dict.fromkeys(HYPHENS, "-"), ".": ".", "/": "/", "(": "("}

_FEMININE = (
    "e|ère|ière|trice|rice|ice|euse|se|esse|te|tte|le|lle|elle|ale|ne|nne|ienne|onne|enne|ve|ive|fe|che|que|sse"
    "|ée|la|eresse"
)
_LETTER = r"[^\W\d_]"


class Style(NamedTuple):
    """A manner. `split`: the plural has its own sign (·e·s, not ·es); None where no plural tells."""

    sign: str
    split: bool | None
    x: bool | None

    def agrees(self, other: Style) -> bool:
        """Say whether two forms can be of one manner; what one does not tell, the other may."""
        pairs = ((self.split, other.split), (self.x, other.x))
        return self.sign == other.sign and all(a is None or b is None or a == b for a, b in pairs)

    def __str__(self) -> str:
        return written("", "e", self, plural=True)


@dataclass(frozen=True, slots=True)
class Form:
    """A form in a text, `start` to `end`. `feminine` is the ending (e, rice); `signs` are those used."""

    start: int
    end: int
    words: str
    stem: str
    feminine: str
    plural: bool
    style: Style
    signs: tuple[str, ...]

    @property
    def is_mixed(self) -> bool:
        """Whether it joins its endings by several signs: défenseur·e-s."""
        return len(set(self.signs)) > 1


_SIGNS = f"{HYPHENS}{DOTS}./"
_CANDIDATE = re.compile(
    rf"(?<![\w@\\{_SIGNS}])"
    rf"{_LETTER}{{1,40}}(?:(?:[{_SIGNS}]{_LETTER}{{1,8}}){{1,4}}"
    rf"|\([{HYPHENS}]?{_LETTER}{{1,8}}\)(?:\([sx]\)|xs?|s)?)"
    rf"(?![\w{DOTS}]|[{HYPHENS}./][^\W_])"
)
"""What looks like a form; `_form` says whether it is."""
_ANY = re.compile(rf"[{DOTS}‐‑]|{_LETTER}[-./(]{_LETTER}")


def forms(text: str) -> Iterator[Form]:
    """Yield the inclusive forms of a text. Takes time that is linear in it."""
    if not _ANY.search(text):
        return
    for found in _CANDIDATE.finditer(text):
        if form := _form(found[0], found.start()):
            yield form


@cache
def _endings() -> re.Pattern[str]:
    return re.compile(rf"(?P<feminine>{_FEMININE})?(?P<x>x)?(?P<s>s)?", re.IGNORECASE)


def _form(words: str, start: int) -> Form | None:
    """Read a word as a form; None where it is none."""
    inside = "(" in words
    parts = re.split(r"[()]+" if inside else rf"[{_SIGNS}]", words)
    stem, *rest = [part for part in parts if part.strip(HYPHENS)]
    signs = tuple(_SIGN[sign] for sign in words if sign in _SIGN)
    read = _parted([part.strip(HYPHENS).lower() for part in rest])
    if read is None:
        return None
    feminine, x, plural, split = read
    sign = signs[0]
    if not _is_possible(stem.lower(), sign, feminine, plural=plural, several=len(rest) > 1):
        return None
    if not (feminine or plural or x):
        return None
    tells = plural and stem.lower() not in _PRONOUNS
    style = Style(sign, split if tells and sign != "(" else None, x if tells or x else None)
    return Form(start, start + len(words), words, stem, feminine, plural, style, signs)


def _parted(endings: list[str]) -> tuple[str, bool, bool, bool] | None:
    """Return the feminine ending, whether there is an x and a plural, whether that has its own sign."""
    feminine, x, plural, split = "", False, False, False
    for index, ending in enumerate(endings):
        found = _endings().fullmatch(ending)
        if not ending or found is None:
            return None
        if found["feminine"]:
            if index:
                return None
            feminine = found["feminine"]
        x = x or bool(found["x"])
        if found["s"]:
            plural = True
            split = ending == "s"
            if index != len(endings) - 1:
                return None
    if feminine.endswith("s") and not feminine.endswith("ss") and not plural:
        plural, feminine = True, feminine[:-1]
    return feminine, x, plural, split


_AFTER = {
    "le": "l", "te": "t", "ne": "n", "ve": "[fv]", "se": "[sxr]", "lle": "el", "elle": "eux|el",
    "ale": "al|aux", "tte": "t", "nne": "n", "fe": "f", "la": "$^", "que": "$^", "ice": "eur",
    "sse": "$^", "che": "$^",
}  # fmt: skip
"""After a hyphen, what a stem ends in that has such a feminine: « dis-le », « parle-t-elle » have none."""
_NO_STEMS = {
    "dis",
    "dit",
    "fait",
    "fais",
    "est",
    "ex",
    "mi",
    "sous",
    "après",
    "peut",
    "grand",
    "contre",
    "celui",
    "ceux",
}
_PRONOUNS = {"ceux", "eux", "ils"}
"""Their endings are words of their own: ceux·elles."""
_IMPERATIVE = re.compile(r"(?:ez|ons)\Z")
_SHORT = {"un", "nu", "élu", "né"}


def _is_possible(stem: str, sign: str, feminine: str, *, plural: bool, several: bool) -> bool:
    """Say whether a stem (small letters) can have such an ending by such a sign, and is no other word."""
    if sign == "·":
        return True
    if not feminine or (len(stem) < 4 and stem not in _SHORT):
        return False
    if sign == "-":
        after = _AFTER.get(feminine)
        return not (
            stem in _NO_STEMS
            or _IMPERATIVE.search(stem)
            or (after and not re.search(rf"(?:{after})\Z", stem))
        )
    if sign == "." and stem[-1] in "aeoy":  # a domain: example.es
        return several and plural
    if sign in {".", "/"}:
        usual = feminine not in {"la", "le", "que", "ale", "ice"}
        return several or (usual and (plural or sign == "/"))
    return True


def style_of_ending(ending: str) -> Style | None:
    """Return the manner of the ending of a plural, such as ·e·x·s or (e)s; None where it is none."""
    found = list(forms(f"auteur{ending}"))
    if len(found) != 1 or found[0].words != f"auteur{ending}" or not found[0].plural:
        return None
    return None if found[0].is_mixed else found[0].style


def written(stem: str, feminine: str, style: Style, *, plural: bool) -> str:
    """Return a form in a manner: the sign before each ending."""
    x = "x" if style.x else ""
    if style.sign == "(":
        return f"{stem}({feminine}{x}){'s' if plural else ''}"
    sign = style.sign
    endings = [part for part in (feminine, x) if part]
    if not style.split and plural:
        return f"{stem}{sign}{''.join(endings)}s"
    return sign.join([stem, *endings, *(["s"] if plural else [])])


def restyled(form: Form, style: Style) -> str:
    """Return a form in another manner."""
    return written(form.stem, form.feminine, style, plural=form.plural)
