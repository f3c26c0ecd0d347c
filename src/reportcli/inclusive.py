"""Inclusive forms: words that write several in one, as habitant·e·s, défenseur-e-x-s, élu(e)s.

An ordinary hyphen (dis-le, celles-ci), a decimal, an address are none. Every pattern is bounded, so that
the time taken grows with the text alone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from reportcli.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

MARKS: Final = "\u0300-\u036f"  # combining accents: they belong to the letter before

_LETTER = rf"(?:[^\W\d_]|[{MARKS}])"
_DOT = "[·•‧⋅∙]"
_HYPHEN = "[-‐‑]"
_ERE = "i?(?:è|e\u0300)res?"
_SUFFIX = (
    f"es?|xs?|s|exs?|t?rices?|ices?|eu[sr]es?|{_ERE}|[nltv]es?|s?ses?|s?esses?|[ct]?hes?|ques?"
    "|i?[eo]nnes?|[ei]lles?|c?elles?|[eo]?ttes?|ives?|ées?|a?les?|aux|la"
)
_AFTER_HYPHEN = {  # by what stands before: « dis-le », « dit-elle », « celles-ci » are no such forms
    "": "es?|exs",
    "l": "les?",
    "n": "nes?",
    "t": "tes?",
    "f": "[fv]es?",
    "[rsx]": f"ses?|t?rices?|ices?|eu[sr]es?|{_ERE}",
    r"\btou": "tes?",
    r"\beux": "elles?",
    r"\bceux": "c?elles?",
    r"\b[Ii]ls": "elles?",
}
_HYPHENED = "|".join(f"(?<={stem}{_HYPHEN})(?:{end})" for stem, end in _AFTER_HYPHEN.items())
_PLURAL = "xs?|s|es"
_FORM: Final = Pattern(
    rf"""
    (?<![\w{MARKS}@./\\])
    (?: {_LETTER}{{1,40}} (?:{_DOT}(?:{_SUFFIX})){{1,4}}
      | {_LETTER}{{3,40}} {_HYPHEN}(?:{_HYPHENED}) (?:{_HYPHEN}(?:{_PLURAL})){{0,3}}
      | {_LETTER}{{2,40}} \.(?:{_SUFFIX}) (?:\.(?:{_PLURAL})){{1,2}}
      | {_LETTER}{{2,40}} /(?:{_SUFFIX}) (?:/(?:{_PLURAL})){{1,2}}
      | {_LETTER}{{2,40}} \({_HYPHEN}?(?!s\)|x\))(?:{_SUFFIX})\) (?:{_PLURAL}|\(s\))?
    )
    (?![\w{MARKS}]|[·•‧⋅∙‐‑@./-][^\W_])
    """,
    re.VERBOSE,
)
_SEPARATORS = Pattern(r"[·•‧⋅∙‐‑./()-]+")


class Form(NamedTuple):
    """An inclusive form, and where it stands in its text."""

    start: int
    end: int
    text: str


def find(text: str) -> Iterator[Form]:
    """Yield the inclusive forms of a text. Of a word in capitals all letters are small for the rules."""
    for found in _FORM.finditer(text):
        yield Form(*found.span(), found[0])


def has_form(text: str) -> bool:
    return _FORM.search(text) is not None


def parts(form: str) -> tuple[str, ...]:
    """Return a form's stem and what is added to it: élu-e-x-s → élu, e, x, s; élu·es → élu, e, s."""
    *found, last = filter(None, _SEPARATORS.split(form))
    return (
        (*found, last[:-1], "s") if len(last) > 1 and last[-1] == "s" and found else (*found, last)
    )


def key(form: str) -> str:
    """Return what is alike in all writings of a form: what joins its parts, and capitals, do not count."""
    return "·".join(parts(form)).casefold()


_REGULAR = Pattern(r"(?:é|[^o]i|[^ao]u|d|[^e]t|[ao]is|us|in|un|al)\Z")
"""What a masculine ends in to which the feminine adds only an e: not that of défenseur, nor of ouvrier."""
_DOUBLED = {"ne": "n", "le": "l", "te": "t", "se": "s"}


def pair(form: str) -> str | None:
    """Return the two words that a French form writes in one, in full: habitant·e·s → habitantes et habitants.

    None where that is not certain: where more than two are written (·x), where the feminine is not the
    masculine and what is added (acteur·rice), or where there are several (défenseur·e: défenseuse, too).
    """
    stem, *added = parts(form)
    feminine, plural = (added or [""])[0], added[1:]
    doubles = _DOUBLED.get(feminine)
    regular = stem.endswith(doubles) if doubles else feminine == "e" and _REGULAR.search(stem)
    if not regular or plural not in ([], ["s"]) or (plural and stem.endswith("al")):
        return None
    masculine = stem[0].lower() + stem[1:]
    if not plural:
        return f"{stem}{feminine} ou {masculine}"
    return f"{stem}{feminine}s et {masculine}{'' if stem[-1] in 'sx' else 's'}"
