"""Hours, days and months."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportcli.checks.rule import Found, Pattern, mended, rule
from reportcli.typography.languages import NB

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportcli.checks.passages import Passage

_DIGITS = Pattern(r"\d")
_SPACE = "[ \u00a0\u202f]"
_HOUR = Pattern(
    r"(?<![\w.,:/-])(?P<hour>[01]?\d|2[0-4])(?:(?P<left> ?)[hH](?P<right> ?)(?P<minutes>[0-5]\d)(?P<min> ?(?:min|mn))?"
    r"(?![\w.,:/-]*\w)|(?P<only>[ \u00a0]?H)(?![\w'’]))"
)


@rule(
    "T035",
    "an hour without its spaces",
    why="French writes the hour with spaces that do not break: 10 h 30 (Imprimerie nationale; OQLF).",
    severity="info",
    fix="safe",
    languages=("fr",),
    bad="À 10h30",
    good="À 10\u00a0h\u00a030, à 20\u00a0h",
    fixed="À 10\u00a0h\u00a030",
)
def hours(passage: Passage) -> Iterator[Found]:
    if not _DIGITS.search(passage.text):
        return
    for found in _HOUR.finditer(passage.text):
        new = f"{found['hour']}{NB}h"
        if found["minutes"]:
            new += f"{NB}{found['minutes']}" + (f"{NB}min" if found["min"] else "")
        yield mended(found, new, f"“{found[0]}” is written “{new}”")


_TWELVE = Pattern(
    r"(?<![\w.,:/-])(?P<hour>1[0-2]|0?[1-9])(?::(?P<minutes>[0-5]\d))?[ \u00a0]?(?P<half>[aApP])\.?[mM]\b",
    needs=("m",),
)


@rule(
    "T038",
    "an hour of the English clock",
    why="French counts twenty-four hours: 15 h 30, not 3:30 pm.",
    fix="unsafe",
    languages=("fr",),
    bad="À 3:30 pm",
    good="À 15\u00a0h\u00a030, 3\u00a0m",
    fixed="À 15\u00a0h\u00a030",
)
def twelve_hours(passage: Passage) -> Iterator[Found]:
    if not _DIGITS.search(passage.text):
        return
    for found in _TWELVE.finditer(passage.text):
        hour = int(found["hour"]) % 12 + (12 if found["half"] in "pP" else 0)
        new = f"{hour}{NB}h" + (f"{NB}{found['minutes']}" if found["minutes"] else "")
        yield mended(found, new, f"“{found[0]}” is written “{new}”")


_MONTHS = {
    "fr": "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre",
    "es": "enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre",
}
_FIRST = Pattern(rf"(?<![\w.,:/-])(?<!\d )1(?P<space>{_SPACE})(?={_MONTHS['fr']})", re.IGNORECASE)


@rule(
    "T036",
    "the first of a month",
    why="French counts the first day of a month by its ordinal: le 1er mai.",
    fix="safe",
    languages=("fr",),
    bad="Le 1 mai 2023",
    good="Le 1er mai 2023, le 11 mai, en 21 mois",
    fixed="Le 1er mai 2023",
)
def first_of_month(passage: Passage) -> Iterator[Found]:
    for found in _FIRST.finditer(passage.text) if "1" in passage.text else ():
        yield Found(
            *found.span(),
            "the first of a month is “1er”",
            ((found.start() + 1, found.start() + 1, "er"),),
        )


_YEAR = r"(?:19|20)\d\d\b"
_STOP = r"(?=[\s.,;:)!?»]|\Z)"


def _capitals(tag: str) -> list[str]:
    names = _MONTHS[tag].split("|")
    return [*map(str.capitalize, names), *map(str.upper, names)]


_CAPITAL_MONTH = {
    "fr": Pattern(
        rf"(?<=[0-9er]{_SPACE})(?P<dated>(?i:{_MONTHS['fr']})){_STOP}"
        rf"|\b(?:[Ee]n|[Ff]in|[Dd]ébut|courant|depuis|mois de|[Dd]ès)[ \u00a0](?P<named>(?i:{_MONTHS['fr']}))(?![\w-]| [A-ZÀ-Þ])"
        rf"|(?:(?<=mois d[’'])|(?<=[a-zà-ÿ][ \u00a0])|(?<=[a-zà-ÿ],[ \u00a0]))(?P<yearly>(?i:{_MONTHS['fr']}))(?={_SPACE}{_YEAR})",
        needs=_capitals("fr"),
    ),
    "es": Pattern(
        rf"(?<=\d{_SPACE}de{_SPACE})(?P<dated>(?i:{_MONTHS['es']})){_STOP}"
        rf"|\b(?:[Ee]n|mes de|[Pp]rincipios de|[Mm]ediados de|[Ff]ina?l?es de|(?<=[a-záéíóúñ] )de(?= (?:[EFNDO]|Se|Jun)))[ \u00a0](?P<named>(?i:{_MONTHS['es']}))(?![\w-]| [A-ZÀ-Þ])"
        rf"|(?:(?<=[a-zà-ÿ][ \u00a0])|(?<=[a-zà-ÿ],[ \u00a0]))(?P<yearly>(?i:{_MONTHS['es']}))(?=(?: del?)? (?:19[7-9]|20\d)\d\b)",
        needs=_capitals("es"),
    ),
}
_DAY = Pattern(rf"(?:^|[^\w.,])(?P<day>\d{{1,2}}|1er){_SPACE}\Z|\d{_SPACE}de{_SPACE}\Z")
_FEASTS = {
    ("1er", "Mai"), ("8", "Mai"), ("14", "Juillet"), ("1er", "Août"), ("15", "Août"), ("11", "Novembre"),
    ("4", "Juillet"), ("8", "Mars"), ("19", "Mars"), ("24", "Juin"), ("1er", "Juillet"), ("11", "Septembre"),
}  # fmt: skip
"""Days whose name is that of a feast or an event, where no year follows: le 14 Juillet."""


@rule(
    "T037",
    "a month with a capital",
    why="French and Spanish write the names of months small.",
    fix="safe",
    languages=("fr", "es"),
    bad="Le 12 Décembre 2023, en Janvier",
    good="Le 12 décembre 2023. Mars fut dur. Le 8 Mars des femmes, le 14 Juillet, Mai 68",
    fixed="Le 12 décembre 2023, en janvier",
)
def capital_month(passage: Passage) -> Iterator[Found]:
    text = passage.text
    for found in _CAPITAL_MONTH[passage.base].finditer(text):
        group = found.lastgroup or "dated"
        month = found[group]
        if not month[0].isupper() or (month.isupper() and len(month) > 3):
            continue
        if group == "dated":
            day = _DAY.search(text[max(0, found.start() - 6) : found.start()])
            followed = re.match(rf"{_SPACE}(?:del? )?\d{{4}}", text[found.end() : found.end() + 8])
            if not day or (not followed and (day["day"], month) in _FEASTS):
                continue
        elif month == "Mars" and group == "named":
            continue
        yield mended(found, month.lower(), f"“{month}” is written small", group)


_DAYS = {
    "fr": "Lundi|Mardi|Mercredi|Jeudi|Vendredi|Samedi|Dimanche",
    "es": "Lunes|Martes|Mi[ée]rcoles|Jueves|Viernes|S[áa]bado|Domingo",
}
_CAPITAL_DAY = {
    "fr": Pattern(
        rf"(?:(?<=[^\W_][ \u00a0])|(?<=[^\W_],[ \u00a0]))(?P<dated>{_DAYS['fr']})(?={_SPACE}(?:\d{{1,2}}|1er){_SPACE}(?i:{_MONTHS['fr']}))"
        rf"|(?<![A-ZÀ-Þ]\w\w\w )(?<![\w’'-])(?:[Ll]es?|[Aa]ux?|[Cc]es?|[Cc]haque|[Dd]ès|[Tt]ous les)[ \u00a0]"
        rf"(?P<named>(?:{_DAYS['fr']})s?)(?![\w-]|[ \u00a0](?:[A-ZÀ-Þ]|saint|noir|rouge|gras|sanglant|de |des |du |d[’']))",
        needs=_DAYS["fr"].split("|"),
    ),
    "es": Pattern(
        rf"(?:(?<=[^\W_][ \u00a0])|(?<=[^\W_],[ \u00a0]))(?P<dated>{_DAYS['es']})(?=,?{_SPACE}\d{{1,2}}{_SPACE}de{_SPACE})"
        rf"|(?<![\w-])(?:[Ee]l|[Ll]os|[Aa]l|[Cc]ada|[Ee]ste|[Pp]róximo|[Pp]asado)[ \u00a0]"
        rf"(?P<named>(?:{_DAYS['es']})s?)(?![\w-]|[ \u00a0](?:[A-ZÀ-Þ]|santo|negro|de (?:[A-Z]|la )))",
        needs=("Lunes", "Martes", "Mi", "Jueves", "Viernes", "S", "Domingo"),
    ),
}


@rule(
    "T039",
    "a day of the week with a capital",
    why="French and Spanish write the names of days small.",
    fix="safe",
    languages=("fr", "es"),
    bad="Le Lundi 3 avril",
    good="Le lundi 3 avril. Lundi, elle parle. Le Journal du Dimanche, le Vendredi saint",
    fixed="Le lundi 3 avril",
)
def capital_day(passage: Passage) -> Iterator[Found]:
    for found in _CAPITAL_DAY[passage.base].finditer(passage.text):
        group = found.lastgroup or "named"
        yield mended(found, found[group].lower(), f"“{found[group]}” is written small", group)
