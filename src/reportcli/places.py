"""Names of countries: CLDR's, by Babel, and in a few cases the name by which they call themselves."""

from __future__ import annotations

import unicodedata

OWN_NAMES = {
    "CD": {
        "fr": "République démocratique du Congo",
        "en": "Democratic Republic of the Congo",
        "es": "República Democrática del Congo",
        "de": "Demokratische Republik Kongo",
        "it": "Repubblica Democratica del Congo",
        "pt": "República Democrática do Congo",
        "ar": "جمهورية الكونغو الديمقراطية",
        "fa": "جمهوری دموکراتیک کنگو",
    },
    "CG": {
        "fr": "République du Congo",
        "en": "Republic of the Congo",
        "es": "República del Congo",
        "de": "Republik Kongo",
        "it": "Repubblica del Congo",
        "pt": "República do Congo",
        "ar": "جمهورية الكونغو",
        "fa": "جمهوری کنگو",
    },
    "PS": {
        "fr": "Palestine",
        "en": "Palestine",
        "es": "Palestina",
        "de": "Palästina",
        "it": "Palestina",
        "pt": "Palestina",
        "ar": "فلسطين",
        "fa": "فلسطین",
    },
}
"""CLDR says Congo-Kinshasa, Congo-Brazzaville and Palestinian territories."""


STROKES = str.maketrans("ĐđŁł", "DdLl")


def country(code: str, language: str) -> str:
    """Return a country's name (ISO 3166-1 alpha-2) in a language."""
    from babel import Locale

    own = OWN_NAMES.get(code, {}).get(language.split("-", maxsplit=1)[0])
    names = Locale.parse(language, sep="-").territories
    return own or names.get(code) or Locale("en").territories[code]


def sort_key(name: str) -> str:
    """Return the key by which names are put in order: É with E, small with large."""
    spread = unicodedata.normalize("NFKD", name).translate(STROKES)
    return "".join(sign for sign in spread if not unicodedata.combining(sign)).casefold()
