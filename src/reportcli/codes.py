"""Codes of countries (ISO 3166-1) and languages (BCP 47), and which is meant by a word that is none."""

from __future__ import annotations

import unicodedata
from functools import cache

from reportcli.countries import CODES

USUAL = {
    "ar",
    "de",
    "de-CH",
    "en",
    "en-GB",
    "en-US",
    "es",
    "fa",
    "fr",
    "fr-BE",
    "fr-CA",
    "fr-CH",
    "it",
    "pt",
}
"""Tags that are known to be right: Babel, which knows all of them, takes a while to load."""


def country_meant(word: str) -> str:
    """Return what to write for a word that is no code of a country: the code, where it can be told."""
    from babel import Locale
    from babel.core import get_global

    if today := get_global("territory_aliases").get(word.upper()):
        return f'did you mean "{today[0]}"?'
    if word.upper() in CODES:
        return f'did you mean "{word.upper()}"?'
    for language in ("fr", "en", "es", "de"):
        names = Locale(language).territories
        for code in sorted(CODES):
            if names.get(code, "").casefold() == word.casefold():
                return f'write the code of ISO 3166-1: "{code}"'
    return 'write the two letters of ISO 3166-1, such as "CD", "CH" or "BR"'


def language_meant(tag: str) -> str | None:
    """Return what to write for a tag that is no code of a language (BCP 47); None for one that is."""
    if tag in USUAL:
        return None
    from babel import Locale, UnknownLocaleError

    try:
        usual = str(Locale.parse(tag, sep="-")).replace("_", "-")
    except (UnknownLocaleError, ValueError):
        return _by_name(tag)
    if usual == tag:
        return None
    return f'did you mean "{usual}"?' if usual.casefold() == tag.casefold() else _by_name(tag)


def _by_name(word: str) -> str:
    if code := _languages_by_name().get(_bare(word)):
        return f'write its code: "{code}"'
    return 'write a code such as "fr", "fr-CH", "en" or "es"'


@cache
def _languages_by_name() -> dict[str, str]:
    """Return the codes of languages by their names: each one's own, and those in some languages."""
    from babel import Locale
    from babel.localedata import locale_identifiers

    known = set(locale_identifiers())
    own = [(code, Locale(code).languages.get(code)) for code in known if "_" not in code]
    told = [named for tag in ("de", "es", "en", "fr") for named in Locale(tag).languages.items()]
    return {
        _bare(name): code.replace("_", "-")
        for code, name in sorted(own, key=lambda named: named[0]) + told
        if name and code in known
    }


def _bare(word: str) -> str:
    """Return a word without accents and capitals."""
    spread = unicodedata.normalize("NFKD", word.strip().casefold())
    return "".join(sign for sign in spread if not unicodedata.combining(sign))
