"""The numbers that a text says, in figures, so that those of two languages can be held beside each other."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from reportcli.patterns import Pattern

_SPACE = "[ \u00a0\u202f]"
_NUMBER = Pattern(
    rf"""
    (?<![\w.,:])
    (?: (?P<hour>[01]?\d|2[0-4])
        (?: {_SPACE}?[hH](?![^\W\d_]) (?:{_SPACE}?(?P<after>[0-5]\d)(?!\d))?      # 14 h 30
          | :(?P<minute>[0-5]\d)(?![\d:]) (?:{_SPACE}?(?P<half>[ap]\.?m\b))?      # 14:30, 2:30 pm
          | \.(?P<point>[0-5]\d) (?:{_SPACE}?(?P<late>[ap]\.?m\b)|(?={_SPACE}Uhr\b))
          | {_SPACE}?(?P<full>[ap]\.?m\b)
        )
      | (?P<groups>\d{{1,3}}(?P<by>[ \u00a0\u202f’',.])\d{{3}}(?:(?P=by)\d{{3}}){{0,4}})(?!\d)
      | (?P<plain>\d{{1,15}}(?:[.,]\d{{1,6}})?)
    )
    (?:{_SPACE}(?P<scale>[^\W\d_]{{3,12}})(?:{_SPACE}(?P<more>millones))?)?
    """,
    re.VERBOSE,
)
_SCALES = {
    3: "mille mil thousand tausend mila",
    6: "million millions millón millones millionen milione milioni milhão milhões",
    9: "milliard milliards milliarde milliarden billion miliardo miliardi bilhão bilhões",
}
"""Powers of ten, by the words for them that come after figures."""
_POWERS = {word: power for power, words in _SCALES.items() for word in words.split()}
_SPELLED = {
    "fr": (
        "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize "
        "dix-sept dix-huit dix-neuf vingt "
        "trente quarante cinquante soixante soixante-dix quatre-vingts quatre-vingt-dix cent "
        "deuxième troisième quatrième cinquième sixième septième huitième neuvième dixième"
    ),
    "en": (
        "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen nineteen twenty "
        "thirty forty fifty sixty seventy eighty ninety hundred "
        "second third fourth fifth sixth seventh eighth ninth tenth"
    ),
    "es": (
        "dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince "
        "dieciséis diecisiete dieciocho diecinueve veinte "
        "treinta cuarenta cincuenta sesenta setenta ochenta noventa cien "
        "segunda tercera cuarta quinta sexta séptima octava novena décima"
    ),
    "de": (
        "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn "
        "sechzehn siebzehn achtzehn neunzehn zwanzig "
        "dreißig vierzig fünfzig sechzig siebzig achtzig neunzig hundert "
        "zweite dritte vierte fünfte sechste siebte achte neunte zehnte"
    ),
    "it": (
        "due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici "
        "quindici sedici diciassette diciotto diciannove venti "
        "trenta quaranta cinquanta sessanta settanta ottanta novanta cento "
        "seconda terza quarta quinta sesta settima ottava nona decima"
    ),
    "pt": (
        "dois três quatro cinco seis sete oito nove dez onze doze treze catorze quinze dezesseis "
        "dezessete dezoito dezenove vinte "
        "trinta quarenta cinquenta sessenta setenta oitenta noventa cem "
        "segunda terceira quarta quinta sexta sétima oitava nona décima"
    ),
}
"""The words for 2 to 20, for 30 to 100 by tens, and for the second to the tenth."""
_VALUES = [*map(str, range(2, 21)), *map(str, range(30, 101, 10)), *map(str, range(2, 11))]
_OTHERS = {
    "fr": {
        "vingt-cinq": "25",
        "douzaine": "12",
        "quinzaine": "15",
        "mille": "1000",
        "seconde": "2",
    },
    "en": {"twenty-five": "25", "dozen": "12", "thousand": "1000", "twice": "2"},
    "es": {"veinticinco": "25", "docena": "12", "mil": "1000", "tercer": "3", "segundo": "2"},
    "pt": {"duas": "2", "mil": "1000"},
}
_WORD = Pattern(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_CENTURY = Pattern(r"(?<!\w)[IVXLC]{1,6}(?=(?:e|er|ème)?(?!\w))")


class Quantities(NamedTuple):
    """`figures`: each number in plain digits, times as 14:30, with its places; `also`: those in words."""

    figures: dict[str, list[tuple[int, int]]]
    also: frozenset[str]

    def says(self, number: str) -> bool:
        return number in self.figures or number in self.also


def quantities(text: str, language: str) -> Quantities:
    """Read the numbers of a text in a language, such as fr."""
    figures: dict[str, list[tuple[int, int]]] = {}
    for found in _NUMBER.finditer(text):
        number, end = _read(found)
        figures.setdefault(number, []).append((found.start(), end))
    return Quantities(figures, _also(text, language) if figures else frozenset())


def _read(found: re.Match[str]) -> tuple[str, int]:
    """Return a number in plain digits, and where its figures end."""
    end = found.start("scale") - 1 if found["scale"] else found.end()
    if found["hour"]:
        half = found["half"] or found["late"] or found["full"] or ""
        hour = int(found["hour"])
        hour += 12 if half.startswith("p") and hour < 12 else 0
        return f"{hour}:{found['after'] or found['minute'] or found['point'] or '00'}", end
    if found["groups"]:
        value = Decimal(found["groups"].replace(found["by"], ""))
    else:
        value = Decimal(found["plain"].replace(",", "."))
    power = _POWERS.get((found["scale"] or "").lower(), 0) + (6 if found["more"] else 0)
    return format((value * 10**power).normalize(), "f"), end


def _also(text: str, language: str) -> frozenset[str]:
    """Return the numbers that a text says in words or in Roman figures; one is said by many a word."""
    spelled = _spelled(language)
    words = {spelled[word] for word in _WORD.findall(text.lower()) if word in spelled}
    return frozenset(words | {str(_roman(found[0])) for found in _CENTURY.finditer(text)} | {"1"})


@cache
def _spelled(language: str) -> dict[str, str]:
    words = _SPELLED.get(language, "").split()
    return {**dict(zip(words, _VALUES, strict=bool(words))), **_OTHERS.get(language, {})}


def _roman(words: str) -> int:
    values = [_ROMAN[sign] for sign in words]
    after = [*values[1:], 0]
    return sum(
        -value if value < next_ else value for value, next_ in zip(values, after, strict=True)
    )
