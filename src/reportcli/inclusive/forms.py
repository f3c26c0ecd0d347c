"""The inclusive forms of a text, and the styles in which they are written.

A form is a stem and its endings: défenseur·e·x·s, utilisateur·rice·s, employé(e)s, acteur/rice/s. Its style
is the sign between them, whether the plural has a sign of its own, and whether there is an x. Ordinary
hyphens (celles-ci, dit-elle), decimals and addresses are no forms. Every pattern is bounded, so that the time
taken grows with the text alone.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from reportcli.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

MARKS: Final = "\u0300-\u036f"  # combining accents: they belong to the letter before

_DOTS = "·•‧⋅∙"
_HYPHENS = "-‐‑"
_SIGNS = f"{_HYPHENS}{_DOTS}./"
_SIGN = {**dict.fromkeys(_DOTS, "·"), **dict.fromkeys(_HYPHENS, "-"), ".": ".", "/": "/", "(": "("}

_LETTER = r"[^\W\d_]"
_WITH_MARKS = rf"(?:{_LETTER}|[{MARKS}])"
_MARK = Pattern(f"[{MARKS}]")
_E_GRAVE = "(?:è|e\u0300)"
_FEMININE = (
    f"e|i?{_E_GRAVE}re|t?rice|ice|eu[sr]e|[nltv]e|s?se|s?esse|eresse|[ct]?he|fe|que|i?[eo]nne|nne|[ei]?lle"
    "|c?elle|[eo]?tte|ive|(?:é|e\u0301)e|ale|la"
)
_ENDING = f"(?:(?:{_FEMININE})?x?s?|aux)"


@cache
def _candidate(letter: str) -> re.Pattern[str]:
    """Return what finds what looks like a form, of such letters; `_form` says whether it is."""
    return re.compile(
        rf"(?<![\w{MARKS}@\\./{_DOTS}])"
        rf"(?P<stem>{letter}{{1,40}})"
        rf"(?:(?P<joined>(?:[{_SIGNS}](?=[^\W\d_]){_ENDING}){{1,4}})"
        rf"|\([{_HYPHENS}]?(?P<inside>{_ENDING})\)(?P<after>\([sx]\)|xs?|s)?)"
        rf"(?![\w{MARKS}{_DOTS}@]|[{_HYPHENS}./][^\W_])",
        re.IGNORECASE,
    )


_READ = Pattern(rf"(?P<feminine>{_FEMININE})?(?P<x>x)?(?P<s>s)?", re.IGNORECASE)
_ANY = Pattern(rf"[{_DOTS}‐‑]|(?<=\w)[-./(]\w|[{MARKS}][-./(]|\(-")


class Style(NamedTuple):
    """How a form is written. `split`: the plural has its own sign (·e·s, (e)s); None without a plural."""

    sign: str
    split: bool | None
    x: bool | None

    def agrees(self, other: Style) -> bool:
        """Say whether two forms can be of one style; what one does not tell, the other may."""
        pairs = ((self.split, other.split), (self.x, other.x))
        return self.sign == other.sign and all(a is None or b is None or a == b for a, b in pairs)

    def __str__(self) -> str:
        return written("", "e", self, plural=True)


class Form(NamedTuple):
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


def forms(text: str) -> Iterator[Form]:
    """Yield the inclusive forms of a text, in a time that is linear in it."""
    if _ANY.search(text):
        letter = _WITH_MARKS if _MARK.search(text) else _LETTER
        for found in _candidate(letter).finditer(text):
            if form := _form(found):
                yield form


def has_form(text: str) -> bool:
    return next(forms(text), None) is not None


def _form(found: re.Match[str]) -> Form | None:
    """Read what looks like a form; None where it is none."""
    words, stem = found[0], found["stem"]
    if found["joined"] is not None:
        endings = re.split(rf"[{_SIGNS}]", found["joined"])[1:]
    else:
        endings = [found["inside"], *filter(None, [(found["after"] or "").strip("()")])]
    if "".join(endings) != "".join(endings).lower() and not words.isupper():
        return None  # vitamine-E, Saint-Ex
    read = _read([ending.lower() for ending in endings])
    if read is None:
        return None
    feminine, x, plural, split = read
    signs = tuple(_SIGN[sign] for sign in words if sign in _SIGN)
    if found["joined"] is None:
        signs = signs[:1]
    small = stem.lower()
    if not _is_possible(small, signs[0], feminine, plural=plural, several=len(endings) > 1):
        return None
    tells = plural and small not in _PRONOUNS
    style = Style(signs[0], split if tells else None, x if tells or x else None)
    return Form(*found.span(), words, stem, feminine, plural, style, signs)


def _read(endings: list[str]) -> tuple[str, bool, bool, bool] | None:
    """Return the feminine ending, whether there is an x and a plural, whether that has its own sign."""
    feminine, x, plural, split = "", False, False, False
    for index, ending in enumerate(endings):
        last = index == len(endings) - 1
        if ending == "aux":
            if not last:
                return None
            plural = True
            continue
        found = _READ.fullmatch(ending)
        if not ending or found is None or (index and found["feminine"]):
            return None
        feminine = found["feminine"] or feminine
        x = x or bool(found["x"])
        if found["s"]:
            if not last:
                return None
            plural, split = True, ending == "s"
    return (feminine, x, plural, split) if feminine or x or plural else None


_AFTER = {
    "le": "l", "te": r"t|\btou", "ne": "n", "ve": "[fv]", "se": "[sxr]", "lle": "el", "celle": "ceux",
    "elle": r"eux|el|\bils", "ale": "al|aux", "tte": "t", "nne": "n", "fe": "f", "ice": "eur", "la": "$^",
    "que": "$^", "sse": "$^", "che": "$^", "he": "$^", "the": "$^",
}  # fmt: skip
"""After a hyphen, what a stem ends in that has such a feminine: « dis-le », « parle-t-elle » have none."""
_NO_STEMS = {
    "dis", "dit", "fait", "fais", "est", "mi", "sous", "après", "peut", "grand", "contre", "celui",
}  # fmt: skip
_PRONOUNS = {"ceux", "eux", "ils"}
"""Their endings are words of their own: ceux·elles."""
_IMPERATIVE = Pattern(r"(?:ez|ons)\Z")
_OF_PERSONS = Pattern(
    r"(?:é|e\u0301|nt|eur|ien|éen|ain|in|ier|er|at|al|el|i|u|[çgl]ais|ois|art|and)\Z"
)
"""What masculine nouns of persons end in: « example.es » is an address."""


def _is_possible(stem: str, sign: str, feminine: str, *, plural: bool, several: bool) -> bool:
    """Say whether a stem (small letters) can have such an ending by such a sign, and is no other word."""
    if sign == "·":
        return bool(feminine) or len(stem) > 2
    if not feminine or len(stem) < 2:
        return False
    if sign == "-":
        return _is_hyphened(stem, feminine)
    short = len(stem) < 4 and stem not in {"un", "nu", "élu", "né"}
    if sign == ".":
        return several or (plural and not short and bool(_OF_PERSONS.search(stem)))
    if sign == "/":
        return several or not (short or feminine in {"la", "le", "que", "ale", "ice"})
    return True


def _is_hyphened(stem: str, feminine: str) -> bool:
    if len(stem) < 3:
        return stem == "un" and feminine == "e"
    after = _AFTER.get(feminine)
    if after:
        return bool(re.search(rf"(?:{after})\Z", stem))
    return stem not in _NO_STEMS and not _IMPERATIVE.search(stem)


def style_of_ending(ending: str) -> Style | None:
    """Return the style of the ending of a plural, such as ·e·x·s or (e)s; None where it is none."""
    found = list(forms(f"auteur{ending}"))
    if len(found) != 1 or found[0].words != f"auteur{ending}" or not found[0].plural:
        return None
    return None if found[0].is_mixed else found[0].style


def written(stem: str, feminine: str, style: Style, *, plural: bool) -> str:
    """Return a form in a style: the sign before each ending."""
    x = "x" if style.x else ""
    if style.sign == "(":
        joined = plural and style.split is False
        return f"{stem}({feminine}{x}{'s' if joined else ''}){'s' if plural and not joined else ''}"
    sign = style.sign
    endings = [part for part in (feminine, x) if part]
    if not style.split and plural:
        return f"{stem}{sign}{''.join(endings)}s"
    return sign.join([stem, *endings, *(["s"] if plural else [])])


def restyled(form: Form, style: Style) -> str:
    """Return a form in another style."""
    return written(form.stem, form.feminine, style, plural=form.plural)
