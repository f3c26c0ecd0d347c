"""Names of countries and places whose accents are left out."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from reportcli.checks.rule import Found, Pattern, mended, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportcli.checks.passages import Passage

_PLACES = {
    "fr": "Algérie Amérique Arménie Azerbaïdjan Bahreïn Bénin Brésil Biélorussie Colombie Côte-d’Or Corée Géorgie Grèce"
    " Guinée Haïti Israël Jamaïque Kosovo Macédoine Méditerranée Moldavie Népal Norvège Nouvelle-Zélande Ouzbékistan Pérou"
    " Sénégal Slovénie Suède Thaïlande Tchétchénie Turkménistan Yémen Zélande Caraïbes Genève Zürich Téhéran Yaoundé"
    " Orléans Québec Montréal Suède Bosnie-Herzégovine",
    "es": "África América Afganistán Azerbaiyán Bahréin Bélgica Benín Bogotá Camerún Canadá Etiopía Gabón Haití Hungría"
    " Irán Japón Kazajistán Kirguistán Líbano México Mónaco Nigeria Omán Pakistán Panamá París Perú República Sudán"
    " Taiwán Tayikistán Teherán Túnez Turkmenistán Turquía Uzbekistán Yibuti Berlín Milán Córdoba Málaga Cádiz Asunción",
}


@cache
def _without_accents(tag: str) -> dict[str, str]:
    pairs = {_bare(place): place for place in _PLACES[tag].split()}
    return {bare: place for bare, place in pairs.items() if bare != place}


@cache
def _parts(tag: str) -> frozenset[str]:
    return frozenset(
        part for bare in _without_accents(tag) for part in bare.replace("’", "-").split("-")
    )


def _bare(word: str) -> str:
    return "".join(s for s in unicodedata.normalize("NFD", word) if not unicodedata.combining(s))


_CAPITAL = Pattern(r"(?<![\w@#./’'-])[A-Z][a-z]{3,18}(?:[-’][A-Z][a-z]{1,15})?(?![\w@/-]|\.\w)")
_ELIDED = Pattern(r"(?<=\b[LlDd][’'])[A-Z][a-z]{3,18}(?![\w@/-]|\.\w)")
_SMALL = "Les|Des|Dans|Pour|Avec|Depuis|Selon|Une|Cette|Vers|Sur|Entre|Chez|Los|Las|Para|Con|Desde|Según|Del|Hacia|Por"
_FOREIGN = Pattern(
    rf"\b(?:of|the|and|for|in|to|(?!(?:{_SMALL})\b)[A-ZÀ-Þ][\w’'-]{{2,30}})[ \u00a0]\Z"
)
_GOES_ON = Pattern(r"[ \u00a0](?:of|for|and|the|[A-ZÀ-Þ])")


@rule(
    "T067",
    "a country or place without its accent",
    why="It is the name in another language; in this one it has its accent.",
    fix="unsafe",
    languages=("fr", "es"),
    bad="Au Senegal et en Algerie",
    good="Au Sénégal, Air Senegal, Amnesty International Nepal, Bank of America",
    fixed="Au Sénégal et en Algérie",
)
def places(passage: Passage) -> Iterator[Found]:
    text = passage.text
    known = _without_accents(passage.base)
    if passage.tokens.isdisjoint(_parts(passage.base)):
        return
    for pattern in (_CAPITAL, _ELIDED):
        for found in pattern.finditer(text):
            right = known.get(found[0])
            if right is None or _FOREIGN.search(text, max(0, found.start() - 30), found.start()):
                continue
            if not _GOES_ON.match(text, found.end()):
                yield mended(found, right, f"“{found[0]}” is written “{right}”")
