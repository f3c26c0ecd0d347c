"""Amounts: the sign of decimals, thousands, currencies and the symbols of units."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportcli.checks.rule import Found, Pattern, mended, rule
from reportcli.typography.languages import NB, NN, language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportcli.checks.passages import Passage

_DIGITS = Pattern(r"\d")
_SIGNED = Pattern(r"\d[.,]\d")
_SPACE = "[ \u00a0\u202f]"
_MEASURED = (
    rf"{_SPACE}?(?:%|‰|°C|€|\$|£|km|cm|mm|kg|mg|ha|kWh|[MGT]W|[KkMGT]o)(?!\w)"
    rf"|{_SPACE}(?:m|g|t|L|l|h|fois|points?|euros?|dollars?|francs?|heures?|ans?)\b|{_SPACE}(?:[mM]illi|[mM]illones)"
)
_DECIMAL = {
    "fr": Pattern(
        rf"(?<![\w.,/:’'-])(?P<whole>\d{{1,3}}(?:{_SPACE}\d{{3}})?)\.(?P<part>\d{{1,2}})(?={_MEASURED})",
        needs=(".",),
    ),
    "en": Pattern(
        rf"(?<![\w.,/:’'-])(?P<whole>\d{{1,3}})(?P<sign>,)(?P<part>\d{{1,2}})(?={_MEASURED}|{_SPACE}billion|{_SPACE}percent)",
        needs=(",",),
    ),
}
_FRANCS = Pattern(
    r"\b(?:CHF|[Ff]r\.)[ \u00a0\u202f]?(?P<whole>[\d’']{1,9}),(?P<part>\d\d)(?![\d,])",
    needs=("CHF", "r."),
)


@rule(
    "T060",
    "the decimal sign of another language",
    why="Decimals follow a comma in French, a point in English; amounts in Swiss francs a point (BIPM, 22nd CGPM,"
    " resolution 10; Guide du typographe).",
    fix="unsafe",
    languages=("fr", "en"),
    bad="Une hausse de 3.5\u00a0%",
    good="Une hausse de 3,5\u00a0%, la version 2.5, au chapitre 3.5, CHF 12.50",
    fixed="Une hausse de 3,5\u00a0%",
)
def decimals(passage: Passage) -> Iterator[Found]:
    text = passage.text
    if not _SIGNED.search(text):
        return
    is_swiss = passage.language.lower() == "fr-ch"
    sign = "." if is_swiss or passage.base == "en" else ","
    pattern = _FRANCS if is_swiss else _DECIMAL[passage.base]
    for found in pattern.finditer(text):
        at = found.start("part") - 1
        what = f"“{found['whole']}{text[at]}{found['part']}”: decimals follow a “{sign}”"
        yield Found(found.start("whole"), found.end("part"), what, ((at, at + 1, sign),))


_GROUPED = {
    "fr": Pattern(
        r"(?<![\w.,/:’'-])(?P<number>\d{1,3}(?:,\d{3})+(?P<part>\.\d{1,2})?|\d{1,3}(?:\.\d{3})+(?P<comma>,\d{1,2})?)"
        rf"(?=(?P<unit>{_SPACE}?(?:[€$£]|(?:CHF|EUR|USD|euros?|francs?|dollars?|personnes|habitants|voix|signatures)\b))"
        r"|[ \u00a0\u202f][^\W\d_]|[;:!?)»]|[.,](?:\s|\Z)|\Z)"
    ),
    "en": Pattern(
        r"(?<![\w.,/:’'-])(?P<number>\d{1,3}(?:\.\d{3})+(?P<comma>,\d{1,2})|\d{1,3}(?:\.\d{3})+\.\d00)(?![\w.,]*\d)"
    ),
}
_SYMBOL = Pattern(rf"{_SPACE}?(?:kg|g|mg|km|m|cm|mm|L|l|ml|mol|t|s|V|W|Hz)\b")


@rule(
    "T061",
    "thousands parted as in another language",
    why="French parts thousands by a space, English by a comma (ISO 80000-1, 7.3.1; Chicago, 9.54).",
    fix="unsafe",
    languages=("fr", "en"),
    bad="Plus de 12,000 familles",
    good="Plus de 12\u202f000 familles, 1,234 kg, 1,250\u00a0kg, la version 2.500.12, au 12.345",
    fixed="Plus de 12\u202f000 familles",
)
def thousands(passage: Passage) -> Iterator[Found]:
    text = passage.text
    if not _SIGNED.search(text):
        return
    tongue = language(passage.language)
    for found in _GROUPED[passage.base].finditer(text):
        number = found["number"]
        if passage.base == "en":
            new = number.translate({ord("."): ",", ord(","): "."})
        else:
            part = found["part"] or found["comma"] or ""
            whole = number.removesuffix(part)
            round_ = whole.endswith("00") and not _SYMBOL.match(text, found.end())
            if not (round_ or part or found["unit"]):
                continue
            new = whole.replace(".", ",").replace(",", tongue.thousands or NN)
            new += part.replace(".", ",")
        yield mended(found, new, f"“{number}” is written “{new}”", "number")


_COUNTED = (
    "euros|francs|dollars|personnes|personas|habitants|habitantes|voix|signatures|dólares|pesos"
)
_RUN = Pattern(
    rf"(?<![\w.,/:’'+-])(?<!\d{_SPACE})(?P<number>\d{{5,9}})(?={_SPACE}?(?:[€$£]|(?:CHF|EUR|USD)\b)"
    rf"|{_SPACE}(?:{_COUNTED})\b)",
    needs=("€", "$", "£", "CHF", "EUR", "USD", *_COUNTED.split("|")),
)


@rule(
    "T064",
    "a long number in one run",
    why="From five digits on, a number is parted in groups of three, which the eye counts (ISO 80000-1, 7.3.1).",
    severity="info",
    fix="safe",
    languages=("fr", "es"),
    bad="Une amende de 25000 euros",
    good="Une amende de 25\u202f000 euros, au 75011 Paris, en 2023",
    fixed="Une amende de 25\u202f000 euros",
)
def long_runs(passage: Passage) -> Iterator[Found]:
    if not _DIGITS.search(passage.text):
        return
    space = language(passage.language).thousands or NN
    for found in _RUN.finditer(passage.text):
        new = f"{int(found['number']):,}".replace(",", space)
        if len(new) > len(found["number"]):
            yield mended(found, new, f"“{found['number']}” is written “{new}”", "number")


_CURRENCY = "(?:US|CA|AU)?[$€£]"
_NUMBER = r"\d(?:[\d.,\u00a0\u202f’']{0,18}\d)?"
_BEFORE = Pattern(
    rf"(?<![\w$€£])(?<!\d{_SPACE})(?P<sign>{_CURRENCY}){_SPACE}?(?P<number>{_NUMBER})(?![\w%])"
    rf"(?P<more>{_SPACE}(?:millions?|milliards?|[Mk])\b)?",
    needs="$€£",
)
_AFTER = Pattern(
    rf"(?<![\w.,$£€])(?P<number>{_NUMBER})(?P<gap>{_SPACE}?)(?P<sign>[€£])(?!\w|{_SPACE}?\d)",
    needs="€£",
)
_APART = Pattern(rf"(?<![\w\d])(?<!\d{_SPACE})(?P<sign>[€£$])(?P<gap>{_SPACE})(?=\d)", needs="€£$")
_GLUED = Pattern(
    r"(?<![\w])(?:CHF|EUR|USD|GBP|CAD)(?P<gap>)(?=\d)", needs=("CHF", "EUR", "USD", "GBP", "CAD")
)


@rule(
    "T062",
    "a currency on the wrong side of its amount",
    why="In French the sign of a currency follows the amount after a space, 25 €; in English it stands before it,"
    " €25. A code of letters is never joined to the digits.",
    fix="unsafe",
    languages=("fr", "en"),
    bad="Un don de €25",
    good="Un don de 25\u00a0€, de 3\u00a0M$, de CHF 25",
    fixed="Un don de 25\u00a0€",
)
def currencies(passage: Passage) -> Iterator[Found]:
    text = passage.text
    if not _DIGITS.search(text):
        return
    if passage.base == "fr":
        for found in _BEFORE.finditer(text):
            more = found["more"] or ""
            if more:
                hint = "write the currency as a word: millions d’euros, de dollars"
                yield Found(*found.span(), f"“{found[0]}”: the sign stands first", hint=hint)
            else:
                new = f"{found['number']}{NB}{found['sign']}"
                yield mended(found, new, f"“{found[0]}” is written “{new}”")
    else:
        for found in _AFTER.finditer(text):
            new = f"{found['sign']}{found['number']}"
            yield mended(found, new, f"“{found[0]}” is written “{new}”")
        for found in _APART.finditer(text):
            what = f"space after “{found['sign']}”"
            yield Found(*found.span(), what, ((*found.span("gap"), ""),))
    for found in _GLUED.finditer(text):
        at = found.end()
        yield Found(*found.span(), f"no space after “{found[0]}”", ((at, at, NB),))


_THOUSAND = Pattern(
    rf"(?<![\w.,])(?P<number>\d{{1,3}}){_SPACE}?[kK](?={_SPACE}?(?:euros?|dollars?|francs?)\b)"
)


@rule(
    "T069",
    "k for thousand before a word",
    why="The prefix k belongs to symbols, k€; before a word the number is written out, 300 000 euros.",
    fix="unsafe",
    languages=("fr",),
    bad="Une aide de 300k euros",
    good="Une aide de 300\u00a0k€, de 300\u202f000 euros",
    fixed="Une aide de 300\u202f000 euros",
)
def thousand(passage: Passage) -> Iterator[Found]:
    if not _DIGITS.search(passage.text):
        return
    space = language(passage.language).thousands or NN
    for found in _THOUSAND.finditer(passage.text):
        new = f"{found['number']}{space}000"
        yield mended(found, new, f"“{found[0]}” is written “{new}”")


_OF_SYMBOLS = {
    "Km": "km", "Kms": "km", "kms": "km", "KMS": "km", "Kg": "kg", "Kgs": "kg", "kgs": "kg", "KGS": "kg", "gr": "g",
    "grs": "g", "Mts": "m", "mts": "m", "hs": "h", "Hs": "h", "hrs": "h", "mn": "min", "Kwh": "kWh", "kwh": "kWh",
    "KWh": "kWh", "KWH": "kWh", "Mhz": "MHz", "mhz": "MHz", "Ghz": "GHz", "ghz": "GHz", "m2": "m²", "km2": "km²",
    "Km2": "km²", "m3": "m³", "cm2": "cm²",
}  # fmt: skip
_WRONG_SYMBOL = Pattern(
    rf"(?<=\d)(?P<gap>{_SPACE}?)(?P<unit>{'|'.join(sorted(_OF_SYMBOLS, key=len, reverse=True))})(?![\w²³])",
    needs=tuple(_OF_SYMBOLS),
)
_DEGREES = Pattern(rf"(?<=\d)(?P<typed>{_SPACE}?(?:[°º]{_SPACE}|º)[CF])(?!\w)", needs="°º")


@rule(
    "T063",
    "a symbol of a unit written in another way",
    why="The symbols of units have one form, without a plural or a dot, whatever the language: km, kg, h, °C (SI"
    " brochure, 5.2).",
    fix="unsafe",
    languages=("fr", "en", "es"),
    bad="Une marche de 12\u00a0Kms",
    good="Une marche de 12\u00a0km à 20\u00a0°C, 5 hrs, 10 kHz",
    fixed="Une marche de 12\u00a0km",
)
def symbols(passage: Passage) -> Iterator[Found]:
    text = passage.text
    if not _DIGITS.search(text):
        return
    for found in _WRONG_SYMBOL.finditer(text):
        unit = found["unit"]
        if unit == "hrs" and passage.base != "es":
            continue
        new = found["gap"] + _OF_SYMBOLS[unit]
        yield mended(found, new, f"“{unit}” is written “{_OF_SYMBOLS[unit]}”")
    for found in _DEGREES.finditer(text):
        new = f"{NB}°{found['typed'][-1]}"
        yield mended(found, new, f"“{found['typed'].strip()}” is written “{new.strip()}”")
