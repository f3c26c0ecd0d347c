"""Whether a word is right in a language, and what is close to one that is not.

Hunspell's dictionaries say it, and the project's words. What a dictionary leaves to its reader is here:
elisions, compounds, names, inclusive forms.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cached_property
from typing import TYPE_CHECKING, Final

from reportcli.spelling.near import are_alike, near

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportcli.inclusive.forms import Form
    from reportcli.spelling.dictionaries import Dictionary
    from reportcli.spelling.words import Word

SHOWN: Final = 3
"""Suggestions for one word."""
_ELIDED = re.compile(
    r"(?:[cdjlmnst]|ç|qu|jusqu|lorsqu|puisqu|quoiqu|presqu|quelqu|entr)'(?=\w)", re.IGNORECASE
)
"""French words that lose their last vowel before another (Grevisse, Le bon usage, § 45)."""
_POSSESSIVE = re.compile(r"(?:'s|')\Z")
_PREFIXES: Final = {
    "fr": "anti auto avant bi bio co contre cyber demi dé éco entre euro ex extra hyper inter"
    " intra macro mi micro mini mono multi néo non para péri pluri poly post pré pro"
    " pseudo quasi semi sous sub super supra sur télé trans tri ultra uni vice",
    "en": "anti auto bi bio co counter cross cyber de eco ex extra hyper inter intra macro mega"
    " mid micro mini mis mono multi neo non over para poly post pre pro pseudo quasi re"
    " self semi sub super tri ultra un under vice",
    "es": "anti auto bi bio co contra ciber de eco entre euro ex extra hiper inter intra macro"
    " micro mini mono multi neo no para pluri poli pos post pre pro pseudo re semi sobre"
    " sub super tele trans tri ultra vice",
}
"""What stands before a hyphen and is no word by itself."""
_JOINED: Final = {
    "fr": "anti auto bio cyber éco géo hyper inter macro micro multi néo neuro pan photo poly"
    " post pré pseudo ré(?=[aàâeéèêhiîïoôuû]) semi socio super télé ultra vidéo web",
    "en": "anti auto bio cyber eco geo hyper inter macro micro multi neuro non poly post pre"
    " pseudo semi socio super tele ultra un",
    "es": "anti auto bio ciber eco geo inter macro micro multi neo neuro poli pos pre pseudo re"
    " semi sobre socio sub super tele ultra",
}
"""Prefixes that make new words all the time, without a hyphen; none with which a usual slip makes a word
(co + mission)."""
_INCLUSIVE: Final = frozenset(
    "iel iels ielle ielles ellui elleux celleux ceuxes toustes lae adelphe adelphes".split()  # noqa: SIM905
)
"""French pronouns and nouns for all genders, which few dictionaries have."""
_NEUTRAL = re.compile(r"(?P<stem>\w{2,30})[ex@](?P<plural>s?)")
"""Spanish written for all genders: todes, todxs, tod@s."""
_ENCLITIC = re.compile(
    r"(?P<verb>\w{1,30}?)(?:(?:me|te|se|nos|os)(?=l))?(?:l[aeo]s?|me|te|se|nos|os)"
)
"""Spanish verbs with their pronouns: configurarlo, dárselo, suscríbase (RAE, Ortografía)."""
_VERB = re.compile(r"(?:[aeiíáé]r|[ei]ndo|ando|[áé]ndo)\Z|[áéíóú]")
_UNACCENTED: Final = str.maketrans("áéíóú", "aeiou")
_DOUBLING: Final = "nlts"


class Speller:
    """A language's spelling. `own` are words of the project, as typed; `names` words that are names here."""

    def __init__(
        self,
        language: str,
        dictionaries: Sequence[Dictionary],
        own: frozenset[str],
        names: frozenset[str],
    ) -> None:
        self.language = language
        self.base = language.partition("-")[0].lower()
        self._dictionaries = dictionaries
        self._own = own
        self._names = names
        self._known: dict[str, bool] = {}
        self._near: dict[str, list[str]] = {}
        self._prefixes = frozenset(_PREFIXES.get(self.base, "").split())
        joined = "|".join(_JOINED.get(self.base, "").split())
        self._joined = re.compile(rf"(?:{joined})(\w{{5,}})") if joined else None

    def has(self, word: str) -> bool:
        """Say whether a dictionary or the project has a word as it stands, or with a capital less."""
        if word not in self._known:
            self._known[word] = self._is_own(word) or any(
                _has(dictionary, word) for dictionary in self._dictionaries
            )
        return self._known[word]

    def _is_own(self, word: str) -> bool:
        """Small letters may have capitals, as in Hunspell's dictionaries; a capital stays one."""
        variants = {word}
        if word[:1].isupper():
            variants.add(word[0].lower() + word[1:])
        if word.isupper():
            variants |= {word.lower(), word.capitalize()}
        return not variants.isdisjoint(self._own)

    def wrong(self, word: Word) -> tuple[int, str] | None:
        """Return what is wrong in a word: from which of its signs on, and the word there; None if nothing is.

        A word with a capital within a sentence is a name, as is one that the data has elsewhere as a
        name; at the beginning of a sentence it is wrong only where one word of small letters is meant.
        """
        spread_, start = spread(word.text), 0
        if self.is_right(spread_):
            return None
        if self.base == "fr" and (elided := _ELIDED.match(spread_)):
            start = elided.end()
            spread_ = spread_[start:]
            if self.is_right(spread_):
                return None
        bare = _POSSESSIVE.sub("", spread_) if self.base == "en" else spread_
        if len(bare) < 2 or _is_raised(bare) or self._is_name(bare):
            return None
        if bare[0].isupper():
            begins = word.is_first and not start and not word.next_is_name
            if not begins or self.meant(bare) is None:
                return None
        return start, bare

    def is_right(self, word: str) -> bool:
        """Say whether a word is right, itself or in what it is made of; names are not looked at."""
        if self.has(word) or (self.base == "fr" and word.lower() in _INCLUSIVE):
            return True
        if self.base == "en" and (bare := _POSSESSIVE.sub("", word)) != word and self.has(bare):
            return True
        if self.base == "es" and self._is_spanish(word):
            return True
        if self._joined and (found := self._joined.fullmatch(word)) and self.has(found[1]):
            return True
        return "-" in word and self._is_compound(word.split("-"))

    def _is_compound(self, parts: list[str]) -> bool:
        """Say whether each part of a compound is a word, a name, or what begins compounds."""
        *before, last = parts
        return (
            all(
                len(part) < 2
                or part[:1].isupper()
                or part.lower() in self._prefixes
                or (
                    len(part) > 3 and part.endswith("o")
                )  # sénégalo-mauritanienne, político-económico
                or self.is_right(part)
                for part in before
            )
            and (len(last) < 2 or last[:1].isupper() or self.is_right(last))
        )

    def _is_spanish(self, word: str) -> bool:
        """Say whether a word is one for all genders, one with pronouns, or an adverb in -mente."""
        if (found := _NEUTRAL.fullmatch(word)) and all(
            self.has(f"{found['stem']}{vowel}{found['plural']}") for vowel in "oa"
        ):
            return True
        if word.endswith("mente"):
            alike = any(
                are_alike(word, new) for new in self.near(word)
            )  # publicamente: públicamente
            return self.has(word.removesuffix("mente")) and not alike
        found = _ENCLITIC.fullmatch(word)
        if found is None or not _VERB.search(found["verb"]):
            return False
        return self.has(found["verb"]) or self.has(found["verb"].translate(_UNACCENTED))

    def _is_name(self, word: str) -> bool:
        if any(sign.isupper() for sign in word[1:]):  # acronyms, trade marks, ONU-Femmes
            return True
        if not {word, word[0].lower() + word[1:]}.isdisjoint(self._places):
            return True
        return word[0].isupper() and word.casefold() in self._names

    @cached_property
    def _places(self) -> frozenset[str]:
        """The words of the names of countries, languages and currencies in this language, by Babel (CLDR)."""
        from babel import Locale, UnknownLocaleError

        try:
            locale = Locale.parse(self.language.replace("-", "_"))
        except (UnknownLocaleError, ValueError):
            return frozenset()
        tables = (locale.territories, locale.languages, locale.currencies)
        named = " ".join(str(name) for table in tables for name in table.values())
        return frozenset(re.findall(r"[^\W\d_]{2,}", named))

    def wrong_form(self, form: Form) -> tuple[int, int, str] | None:
        """Return what is wrong in an inclusive form: where in it, and what belongs there, or "".

        A form is right where its masculine, or its feminine, is a word. Of one that only adds an e the
        feminine doubles the masculine's last letter where that makes a word, and the other does not:
        citoyen·ne, not citoyen·e.
        """
        stem, feminine = spread(form.stem), spread(form.feminine)
        if any(sign.isupper() for sign in stem[1:]):
            return None
        stem = stem[:1].lower() + stem[1:]
        if self.has(stem) or self.has(f"{stem}s"):
            return self._wrong_feminine(form, stem, feminine)
        if self.is_right(stem) or any(map(self.is_right, _feminines(stem, feminine))):
            return None
        return 0, len(form.stem), ""

    def _wrong_feminine(self, form: Form, stem: str, feminine: str) -> tuple[int, int, str] | None:
        if self.base != "fr" or feminine != "e" or stem[-1] not in _DOUBLING:
            return None
        doubled = f"{stem}{stem[-1]}e"
        if self.has(f"{stem}e") or not self.has(doubled):
            return None
        at = form.words.lower().find("e", len(form.stem))
        return at, at + 1, f"{stem[-1]}e"

    def near(self, word: str) -> list[str]:
        """Return the words that are close to one, the likeliest first; of small letters, as is the word."""
        small = word[0].lower() + word[1:]
        if small not in self._near:
            self._near[small] = self._near_part(small.split("-"))
        return self._near[small]

    def _near_part(self, parts: list[str]) -> list[str]:
        """Return what is close to a word, or to a compound of which one part is wrong."""
        wrong = [i for i, part in enumerate(parts) if len(parts) > 1 and not self.is_right(part)]
        at, *others = wrong or [0]
        if others:
            return []
        told = near(parts[at], self.base, self.has, most=SHOWN)
        return ["-".join([*parts[:at], new, *parts[at + 1 :]]) for new in told]

    def meant(self, word: str) -> str | None:
        """Return the one word that can be meant: the only one close by, or the only other accents."""
        told = self.near(word)
        alike = [new for new in told if are_alike(word, new)]
        if len(alike) == 1:
            return alike[0]
        return told[0] if len(told) == 1 and len(word) > 4 else None


def spread(word: str) -> str:
    """Return a word as dictionaries have it: composed, with straight apostrophes and plain hyphens."""
    return unicodedata.normalize("NFC", word).translate(_PLAIN)


_PLAIN: Final = str.maketrans(
    {"’": "'", "ʼ": "'", "‐": "-", "‑": "-", "\u00ad": None, "\u200b": None}
)


def _is_raised(word: str) -> bool:
    """Say whether a word has raised letters (nᵒ) or others that stand for several signs."""
    return unicodedata.normalize("NFKC", word) != word


def _has(dictionary: Dictionary, word: str) -> bool:
    try:
        return dictionary.spell(word)
    except UnicodeEncodeError:  # a letter that the dictionary's encoding has not
        return False


def _feminines(stem: str, feminine: str) -> Iterator[str]:
    """Yield the feminines that a form may write: acteur, rice → actrice; nouve, elle → nouvelle."""
    for cut in range(min(4, len(stem))):
        yield f"{stem[: len(stem) - cut]}{feminine}"
