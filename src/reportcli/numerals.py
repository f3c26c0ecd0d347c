"""The digits in which an edition counts: European, Arabic-Indic, Persian."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

LATIN = re.compile("[A-Za-z]")


@dataclass(frozen=True)
class Numerals:
    """Ten digits: the first of them, and how CSS calls a counter of them.

    `direction` is that of a number with its sign: 40%, and in Arabic-Indic digits ٪٤٠ (Unicode Annex 9).
    """

    zero: str
    style: str
    direction: str = "ltr"

    def write(self, value: object) -> str:
        """Return a number, or a text with numbers in European digits, in these digits."""
        return str(value).translate({ord(str(n)): ord(self.zero) + n for n in range(10)})


EUROPEAN = Numerals("0", "decimal")
SYSTEMS = {
    "latn": EUROPEAN,
    "arab": Numerals("\u0660", "arabic-indic", "rtl"),
    "arabext": Numerals("\u06f0", "persian"),
}
"""By CLDR's names; a language whose digits the fonts lack counts in European ones."""


def of(language: str, text: str) -> Numerals:
    """Return the digits in which to count in a text written from right to left, which is set as typed.

    They are its script's own if it has any, European ones if it has only such, else what CLDR says.
    """
    from babel import Locale

    locale = Locale.parse(language, sep="-")
    if locale.text_direction == "ltr":
        return EUROPEAN
    typed = Counter(
        chr(ord(sign) - int(sign))
        for word in text.split()
        if not LATIN.search(word)  # an address, A4, COP28
        for sign in word
        if sign.isdecimal()
    )
    own = [system for system in SYSTEMS.values() if system is not EUROPEAN and typed[system.zero]]
    if own:
        return max(own, key=lambda system: typed[system.zero])
    return EUROPEAN if typed else SYSTEMS.get(locale.default_numbering_system, EUROPEAN)
