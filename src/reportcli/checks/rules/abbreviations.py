"""Abbreviations: their dots, their spaces, and that sets of initials have no plural."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportcli.checks.rule import Found, Pattern, mended, rule
from reportcli.typography.languages import NB

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportcli.checks.passages import Passage

_BEFORE_NUMBER = {
    "fr": Pattern(
        r"(?<![\w.])(?:[nN][°º]s?|(?:pp?|[Aa]rt|al|[Cc]hap|[Vv]ol|[Ff]ig|[Tt]él|éd|coll)\.)(?=\d)",
        needs=(*"°º", "."),
    ),
    "en": Pattern(r"(?<![\w.])(?:pp?|[Aa]rt|[Cc]h|[Vv]ol|[Ff]ig|[Nn]o|[Ss]ec)\.(?=\d)"),
    "es": Pattern(
        r"(?<![\w.])(?:[nN]\.?[°º]s?|(?:pp?|[Aa]rt|[Pp]ágs?|[Cc]ap|[Vv]ol|[Nn]úm|[Ff]ig)\.)(?=\d)"
    ),
}


@rule(
    "T056",
    "an abbreviation without a space before its number",
    why="An abbreviation is a word: between it and its number stands a space that does not break, n° 12, p. 12.",
    severity="info",
    fix="safe",
    languages=("fr", "en", "es"),
    bad="Voir p.12 du n°4",
    good="Voir p.\u00a012 du n°\u00a04, la version 2.p1",
    fixed="Voir p.\u00a012 du n°\u00a04",
)
def before_numbers(passage: Passage) -> Iterator[Found]:
    for found in _BEFORE_NUMBER[passage.base].finditer(passage.text):
        at = found.end()
        yield Found(*found.span(), f"no space after “{found[0]}”", ((at, at, NB),))


_SHORT = {
    "fr": {
        r"p\.ex(?:\.|(?![\w.]))": f"p.{NB}ex.",
        r"c\.? ?[àa]\.? ?d\.|c-[àa]-d\.?|c\.-[àa]-d(?![\w.])|càd": "c.-à-d.",
        r"Dr\.(?=[ \u00a0][A-ZÀ-Þ])": "Dr",
        r"Pr\.(?=[ \u00a0][A-ZÀ-Þ])": "Pr",
        r"Mgr\.(?=[ \u00a0][A-ZÀ-Þ])": "Mgr",
        r"[Ee]tc(?=[ ,;)»]|\Z)(?![ ,]*\.)": "etc.",
    },
    "en": {
        r"eg\.(?=[ ,])": "e.g.",
        r"ie\.(?=[ ,])": "i.e.",
        r"(?<=\d )a\.m(?![\w.])": "a.m.",
        r"(?<=\d )p\.m(?![\w.])": "p.m.",
        r"[Ee]tc(?=[ ,;)”]|\Z)(?![ ,]*\.)": "etc.",
    },
    "es": {
        r"Sr(?=[ \u00a0][A-ZÀ-Þ])": "Sr.",
        r"Sra(?=[ \u00a0][A-ZÀ-Þ])": "Sra.",
        r"Srta(?=[ \u00a0][A-ZÀ-Þ])": "Srta.",
        r"Dr(?=[ \u00a0][A-ZÀ-Þ])": "Dr.",
        r"Dra(?=[ \u00a0][A-ZÀ-Þ])": "Dra.",
        r"EE\.?UU\.?|EE\. UU(?![\w.])": f"EE.{NB}UU.",
        r"p\.ej\.": f"p.{NB}ej.",
        r"[Ee]tc(?=[ ,;)»]|\Z)(?![ ,]*\.)": "etc.",
    },
}
_BEGINNINGS = {
    "fr": ("p.ex", "c.", "c-", "càd", "Dr.", "Pr.", "Mgr.", "etc", "Etc"),
    "en": ("eg.", "ie.", "a.m", "p.m", "etc", "Etc"),
    "es": ("Sr", "Dr", "EE", "p.ej", "etc", "Etc"),
}
_SHORT_FORM = {
    tag: Pattern(
        rf"(?<![\w.@/-])(?:{'|'.join(f'(?P<a{n}>{typed})' for n, typed in enumerate(forms))})",
        needs=_BEGINNINGS[tag],
    )
    for tag, forms in _SHORT.items()
}
_RIGHT = {tag: list(forms.values()) for tag, forms in _SHORT.items()}


@rule(
    "T057",
    "an abbreviation written in another way",
    why="Its dots stand for the letters that are left out, and an abbreviation that keeps its last letter has none in"
    " French: p. ex., c.-à-d., Dr; Spanish gives each a dot: Sr., EE. UU. (RAE, Ortografía).",
    fix="safe",
    languages=("fr", "en", "es"),
    bad="L’air, p.ex., et le Dr. Denis",
    good="L’air, p.\u00a0ex., c.-à-d. le Dr Denis, etc.",
    fixed="L’air, p.\u00a0ex., et le Dr Denis",
)
def short_forms(passage: Passage) -> Iterator[Found]:
    for found in _SHORT_FORM[passage.base].finditer(passage.text):
        right = _RIGHT[passage.base][int((found.lastgroup or "a0")[1:])]
        new = right if right.lower() != right or not found[0][0].isupper() else right.capitalize()
        if new != found[0]:
            yield mended(found, new, f"“{found[0]}” is written “{new}”")


_PLURAL = Pattern(r"(?<![\w.@/-])(?P<initials>[A-Z]{2,5})(?P<s>[’']?s)(?![\w/-])")


@rule(
    "T058",
    "a set of initials with a plural",
    why="In French and Spanish initials do not change: les ONG, las ONG (Imprimerie nationale; RAE, Ortografía).",
    fix="unsafe",
    languages=("fr", "es"),
    bad="Les ONGs locales",
    good="Les ONG locales, HLM, Les Ms",
    fixed="Les ONG locales",
)
def plural_initials(passage: Passage) -> Iterator[Found]:
    if not any(word[:2].isupper() for word in passage.capitals):
        return
    for found in _PLURAL.finditer(passage.text):
        yield mended(found, found["initials"], f"“{found[0]}”: initials have no plural")


_TITLES = Pattern(
    r"(?<![\w])(?P<short>Mr\.?|Mme\.|Mmes\.|Mlle\.|Melle\.?|Mrs\.)(?=[ \u00a0\u202f](?:[A-ZÀ-Þ]|le |la ))"
)
_OF_TITLES = {
    "Mr": "M.",
    "Mr.": "M.",
    "Mrs.": "MM.",
    "Mme.": "Mme",
    "Mmes.": "Mmes",
    "Mlle.": "Mlle",
    "Melle": "Mlle",
    "Melle.": "Mlle",
}


@rule(
    "T044",
    "a title abbreviated in another way",
    why="French shortens Monsieur to M., Madame to Mme, without a dot.",
    fix="safe",
    languages=("fr",),
    bad="Mr Dupont",
    good="M. Dupont, Mme Durand et Me Blanc",
    fixed="M. Dupont",
)
def titles(passage: Passage) -> Iterator[Found]:
    if any(short in passage.text for short in ("Mr", "Mme", "Mlle", "Melle")):
        for found in _TITLES.finditer(passage.text):
            new = _OF_TITLES[found["short"]]
            yield mended(found, new, f"“{found[0]}” is written “{new}”")
