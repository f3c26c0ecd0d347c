"""Numbers: ordinals, units and thousands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportcli.checks.rule import Found, Pattern, mended, rule
from reportcli.typography.languages import NB, NN, language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportcli.checks.passages import Passage

_DIGITS = Pattern(r"\d")
_SPACE = "[ \u00a0\u202f]"
_FRENCH = Pattern(
    rf"(?<![\w.,])(?:(?P<number>\d{{1,4}}|[IVXLC]{{2,8}}){_SPACE}?(?P<e>i?[èéeê]me)(?P<es>s?)"
    rf"|(?P<first>1|I){_SPACE}?(?P<ere>i?[èéêe]re)(?P<eres>s?)|1(?P<ier>ier)s?"
    r"|(?P<grave>\d{1,4}[èé])|(?P<english>\d{0,3}(?:1st|3rd|[04-9]th|1[1-3]th)))(?![\w-])"
)


@rule(
    "T030",
    "an ordinal with too many letters",
    why="French shortens an ordinal to its last letters: 1er, 1re, 2e, 25e.",
    fix="safe",
    languages=("fr",),
    bad="Le 25ème anniversaire, la 1ère fois",
    good="Le 25e anniversaire, la 1re fois, le 1er mai, au XXIe siècle, le énième",
    fixed="Le 25e anniversaire, la 1re fois",
)
def french_ordinals(passage: Passage) -> Iterator[Found]:
    text = passage.text
    if not _DIGITS.search(text) and not any(end in text for end in ("me", "re")):
        return
    for found in _FRENCH.finditer(text):
        if found["e"]:
            new = f"{found['number']}e{found['es']}"
        elif found["ere"]:
            new = f"{found['first']}re{found['eres']}"
        elif found["english"]:
            new = "1er" if found["english"] == "1st" else f"{found['english'][:-2]}e"
        elif found["ier"]:
            new = found[0].replace("ier", "er")
        else:
            new = f"{found[0][:-1]}e"
        yield mended(found, new, f"“{found[0]}” is written “{new}”")


_ENGLISH = Pattern(r"(?<![\w.,])(?P<number>\d{1,6})(?P<end>st|nd|rd|th|i?[èe]me|er|[èe]re)\b")


@rule(
    "T031",
    "an ordinal with the wrong letters",
    why="The letters are the last of the word: first, second, third, eleventh.",
    fix="safe",
    languages=("en",),
    bad="The 21th session",
    good="The 21st, 22nd, 23rd, 11th and 112th sessions",
    fixed="The 21st session",
)
def english_ordinals(passage: Passage) -> Iterator[Found]:
    for found in _ENGLISH.finditer(passage.text):
        number = int(found["number"])
        end = (
            "th"
            if number % 100 in {11, 12, 13}
            else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
        )
        if end != found["end"]:
            yield mended(found, f"{number}{end}", f"“{found[0]}” is written “{number}{end}”")


_SPANISH = Pattern(
    r"(?<![\w.,])(?P<number>\d{1,4})(?P<end>[ºª]|er|ro|do|to|mo|vo|no|e?ra|da|ta|ma|va|na)(?![\w.]|[ \u00a0\u202f]?[CF]\b)"
)
_OF_SPANISH = {
    "º": "1234567890",
    "ª": "1234567890",
    "er": "13",
    "ro": "13",
    "ra": "13",
    "do": "2",
    "da": "2",
    "to": "456",
    "ta": "456",
    "mo": "70",
    "ma": "70",
    "vo": "8",
    "va": "8",
    "no": "9",
    "na": "9",
}


@rule(
    "T032",
    "an ordinal without its dot",
    why="Spanish writes an abbreviated ordinal with a dot before what is raised: 1.º, 2.ª, 3.er (RAE, Ortografía).",
    severity="info",
    fix="safe",
    languages=("es",),
    bad="La 2ª sesión y el 1er caso",
    good="La 2.ª sesión, el 1.er caso, 20 °C",
    fixed="La 2.ª sesión y el 1.er caso",
)
def spanish_ordinals(passage: Passage) -> Iterator[Found]:
    for found in _SPANISH.finditer(passage.text):
        end = found["end"]
        if found["number"][-1] in _OF_SPANISH.get(end, "") or end in {"era", "vo", "va"}:
            short = end if end in {"º", "ª", "er"} else "ºª"[end.endswith("a")]
            new = f"{found['number']}.{short}"
            yield mended(found, new, f"“{found[0]}” is written “{new}”")


_UNITS = (
    "km|cm|mm|m|kg|mg|g|ha|kWh|MW|GW|kW|W|L|ml|cl|dl|m²|km²|m³|km/h|ppm|Hz|kHz|MHz|GHz|[KkMGT]o|dB"
    "|[kM]?€|\\$|£|CHF|EUR|USD|[Ff]r\\.|°[CF]|h|min"
)
_NOUNS = {
    "fr": "ans?|années?|mois|jours?|heures?|semaines?|personnes?|pays|États?|millions?|milliards?|francs?|euros?|dollars?",
    "es": "años?|meses|mes|días?|horas?|semanas?|personas?|países|millones|euros?|dólares",
}
_GLUED = {
    tag: Pattern(
        rf"(?<![\w.,’'/-])(?P<number>\d{{1,9}}(?:[.,]\d{{1,3}}|(?:{_SPACE}|’)\d{{3}}){{0,4}})(?P<unit>(?:{_UNITS}|{nouns})(?![\w€$£-]))"
    )
    for tag, nouns in _NOUNS.items()
}


@rule(
    "T033",
    "no space between a number and its unit",
    why="A no-break space stands between a number and its unit or noun (SI brochure, 5.4.3).",
    severity="info",
    fix="safe",
    languages=("fr", "es"),
    bad="Une marche de 10km et 20ans de prison",
    good="Une marche de 10\u00a0km, 25e, 4G, 10h30, 20°",
    fixed="Une marche de 10\u00a0km et 20\u00a0ans de prison",
)
def glued_units(passage: Passage) -> Iterator[Found]:
    if not _DIGITS.search(passage.text):
        return
    for found in _GLUED[passage.base].finditer(passage.text):
        at = found.start("unit")
        yield Found(*found.span(), f"no space in “{found[0]}”", ((at, at, NB),))


_THOUSANDS = Pattern(
    r"(?<![\w.,\u00a0\u202f’'+/-])(?<!\d )(?<![A-Z]{2} )[1-9]\d{0,2}(?P<rest>(?: \d{3}){1,4})(?![\w]|[ .,/-]\d)"
)


@rule(
    "T034",
    "a number that can break at its spaces",
    why="The groups of three digits of a number stay on one line: the space between them does not break. The page"
    " sees to it.",
    severity="info",
    fix="safe",
    languages=("fr", "es", "de", "pt", "it"),
    bad="Plus de 12 000 voix",
    good="Plus de 12\u202f000 voix, au 022 734 12 34, en 2023 100 voix",
    fixed="Plus de 12\u202f000 voix",
)
def breaking_thousands(passage: Passage) -> Iterator[Found]:
    if not _DIGITS.search(passage.text):
        return
    space = language(passage.language).thousands or NN
    for found in _THOUSANDS.finditer(passage.text):
        yield mended(
            found, found[0].replace(" ", space), f"ordinary space in the number “{found[0]}”"
        )
