"""Letters with their accents, and letters that are written small or large."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from reportcli.checks.rule import Found, Pattern, mended, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportcli.checks.passages import Passage

# Words that begin with É: by themselves, and as the beginning of more. None of them is a word or a
# usual name without the accent, in French or in English.
_E_WORDS = (
    "tats?|tats-Unis|tat-nation|glises?|gypte|thiopie|rythrée|quateur|mirats?|cosse|gyptien(?:ne)?s?"
    "|thiopien(?:ne)?s?|quatorien(?:ne)?s?|rythréen(?:ne)?s?|lysée|cole|coles|té|poque|quipes?|tapes?|tudes?"
    "|tudiante?s?|lèves?|lections?|lus|lues?|crits?|crire|crivaine?s?|nergies?|changes?|conomies?|conomiques?"
    "|cologies?|cologiques?|galités?|galement|gale|gaux|missions?|preuves?|pisodes?|puration|tablissements?"
    "|tablir|tablie?s?|tant|tait|taient|tendre|tranger|trangère?s?|valuations?|valuer|vénements?|vidence"
    "|videmment|viter|volutions?|voquer|diteurs?|ditrices?|ditions?|ducation|ducateurs?|largir|laborer"
    "|laboration|mancipation|rosion|ruption|tonnant|trange|quilibre|quitable|quité|quipements?|pidémies?"
    "|ternel(?:le)?s?|crasante?s?|couter|coutez|coute|clairer|chec|checs|chelle|lever|thiques?|lectricité|lectorale?s?|lectoraux|cosystèmes?"
    "|ducati(?:f|fs|ve|ves)|galitaires?|nergétiques?|toiles?|tendue|tat-major|valuée?s?|largissement|loge|léments?"
    "|vreux|vry|tampes|pinal|pernay|tretat|chirolles"
    "|coute(?:nt)?|mettre|numérer|galiser|clat|pouse|poux|rable|meutes?|branler|carter|craser|tayer|manciper"
)
_IN_ENGLISH = {"Education", "Equipe", "Emission", "Emissions", "Edition", "Editions", "Erosion", "Evaluation",
               "Evaluations", "Emancipation", "Election", "Elections", "Elaboration", "Evolution", "Evolutions",
               "Exchanges", "Echelle", "Economies", "Energies", "Elaborer"}  # fmt: skip
_OTHERS = {
    "Ile": "Île", "Iles": "Îles", "Ame": "Âme", "Ages": "Âges", "Etre": "Être", "Etres": "Êtres", "Oter": "Ôter",
    "Agé": "Âgé", "Agée": "Âgée", "Agés": "Âgés", "Agées": "Âgées", "Eve": "Ève", "Evêque": "Évêque",
    "Emile": "Émile", "Emilie": "Émilie", "Elodie": "Élodie", "Etienne": "Étienne", "Evian": "Évian",
}  # fmt: skip
_NAMES = {"Eve", "Emile", "Emilie", "Elodie", "Etienne", "Ames", "Ages", "Evian", "Ame", "Agés"}
_PERHAPS = Pattern(
    r"(?<![\w@#./])(?:E(?!ll|ss|mm|nn|ff|[iux]|[ns][b-df-hj-np-tv-z])[A-Za-zÀ-ÿ]{2}|Ile|A[gm]|Evê|Oter)"
)
_CAPITAL = Pattern(
    rf"(?<![\w@#./-])(?P<word>E(?:{_E_WORDS})|ETATS?(?:-UNIS)?|{'|'.join(sorted(set(_OTHERS) - _NAMES))})(?![\w@/]|\.\w)"
    r"|(?<=\b[Ss]aint-)(?P<saint>E(?:tienne|milion|loi|varis(?:te)?))\b|(?<=\bPrince-)(?P<prince>Edouard)\b"
)
_OPEN = Pattern(
    r"(?<![\w@#./’'-])(?P<word>E(?!ni[vr]|nor|lement)[bcdfgjklmnpqrtv](?:[lr]|(?<=q)u)?[aeiouyâêéèîôû](?:[a-zà-ÿ]{0,14})"
    r"(?:ités?|euses?|ées?|és|iques?|aires?|oirs?|ements?|ateurs?|atrices?|uer|iser|ifier|ger|cer|ter))(?![\w@/]|\.\w|[ \u00a0][A-ZÀ-Þ])"
)
"""An initial e before one consonant and a vowel: in a French word it is é (Énumérer, Éducatif), unlike Enfant, Essai."""
_LARGE = Pattern(r"(?<![\w@#./-])E[A-ZÀ-Þ]{3,20}(?![\w@/])")


def _spread(text: str) -> str:
    """Return a text without its accents."""
    return "".join(
        sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign)
    )


@cache
def _large_words() -> re.Pattern[str]:
    """Words of `_E_WORDS` as they stand in capitals without accents, made small."""
    return re.compile(rf"e(?:{_spread(_E_WORDS)})")


_IN_A_NAME = Pattern(r"(?<=[^.!?…\n] )[A-Z][a-z]{1,20} \Z")
_ENGLISH_NEAR = Pattern(r"(?i)\b(?:of|for|and|the|in|international|watch|rights|human|act|day)\b")


@rule(
    "T040",
    "a capital without its accent",
    why="In French capitals keep their accents (Académie française; Imprimerie nationale).",
    fix="safe",
    languages=("fr",),
    bad="Les Etats-Unis",
    good="Les États-Unis, l’Évian d’Edith, Education International",
    fixed="Les États-Unis",
)
def capital_accent(passage: Passage) -> Iterator[Found]:
    text = passage.text
    if not _PERHAPS.search(text):
        return
    told: set[int] = set()
    for found in _CAPITAL.finditer(text):
        word = found["word"]
        if word in _IN_ENGLISH and (
            _ENGLISH_NEAR.search(text, max(0, found.start() - 14), found.end() + 16)
            or _IN_A_NAME.search(text, max(0, found.start() - 25), found.start())
        ):
            continue
        if found[0].startswith("E") and not word:
            yield mended(found, "É" + found[0][1:], f"“{found[0]}” is written with É")
            continue
        new = _OTHERS.get(word, "É" + word[1:])
        told.add(found.start())
        yield mended(found, new, f"“{word}” is written “{new}”", "word")
    for found in _OPEN.finditer(text) if "E" in text else ():
        if found.start() not in told:
            word = found["word"]
            yield mended(found, f"É{word[1:]}", f"“{word}” is written “É{word[1:]}”", is_safe=False)
    for found in _LARGE.finditer(text) if "E" in text else ():
        small = _spread(found[0].lower())
        if _large_words().fullmatch(small) and found[0].capitalize() not in _IN_ENGLISH:
            what = f"“{found[0]}”: capitals keep their accents"
            if _CAPITAL.match(found[0].capitalize()):
                yield mended(found, f"É{found[0][1:]}", what)
            else:
                yield Found(
                    *found.span(), what, hint="write the letters with their accents: É, È, Ê"
                )


_BEGINS = r"(?:\A|(?<=[.!?…»:–—«“(]\s)|(?<=[“(])|(?<=\n))"
_A = Pattern(
    rf"{_BEGINS}(?P<a>A)[ \u00a0](?=(?:la|l’|l'|leurs?|nos|notre|un|une|ce|cet|cette|ces|ses|son|sa|mes"
    r"|travers|partir|propos|cause|savoir|suivre|lire|noter|peine|présent|part|moins|mesure|côté|cet|nouveau"
    r"|terme|long|court|quoi|qui|cette|chaque|force|nous|vous|toutes|tous|ceux|celles|cause|mi-chemin|peu|quand|quel|quelle"
    r"|cela|ceci|chacune?|deux|trois|plusieurs|moitié|aucun|aucune|titre|défaut|jamais|bientôt|ciel|huis)\b|\d|l[’']"
    r"|[A-ZÀ-Þ][a-zà-ÿ]{2,20}(?:, | (?:et|en|nous|on|ce|il|elle|elles|ils|le|la|les|un|une|des|comme|aussi)\b))"
)


_CA = Pattern(
    rf"{_BEGINS}(?P<ca>Ca) (?=(?:va|ne|se|me|te|y|peut|fait|suffit|commence|reste|marche|a|doit|vaut|lui|leur|nous|vous|arrive|permet|donne|aide|devient)\b)",
    needs=("Ca ",),
)


@rule(
    "T041",
    "À or Ça without its accent or cedilla",
    why="The preposition keeps its accent when it begins a sentence; without it, it is the verb.",
    fix="safe",
    languages=("fr",),
    bad="A la tribune, elle parle. A Genève, on écoute.",
    good="À la tribune, elle parle. A-t-elle parlé ? Annexe A. A Better World. Ca et Mg",
    fixed="À la tribune, elle parle. À Genève, on écoute.",
)
def capital_a(passage: Passage) -> Iterator[Found]:
    if "A " in passage.text or "A\u00a0" in passage.text:
        for found in _A.finditer(passage.text):
            yield mended(found, "À", "“A” is written “À” here", "a")
    for found in _CA.finditer(passage.text) if "Ca " in passage.text else ():
        yield mended(found, "Ça", "“Ca” is written “Ça” here", "ca")


_OE = Pattern(
    r"(?<![^\W\d_])(?:[ÉéEe]c|[Rr]anc|[Cc]ontrec|[Cc]h|[Cc]|[Ss]|[Bb]elles?-[Ss])oeur"
    r"|(?<![^\W\d_])(?:[Mm]an|[Dd]és|[Hh]ors-d['’]|[Cc]hefs?-d['’])?[Oo]euvr"
    r"|(?<![^\W\d_])(?:[Oo]eil|[Vv]oeux?|[Nn]oeuds?|[Bb]oeufs?|[Oo]eufs?|[Mm]oeurs|[Oo]edèm|[Oo]ecum|[Ff]oetus"
    r"|[Oo]esoph|[Oo]enolog|[Pp]hoenix|[Oo]edip)"
)


@rule(
    "T042",
    "œ in two letters",
    why="In these French words o and e are one letter.",
    fix="safe",
    languages=("fr",),
    bad="mettre en oeuvre",
    good="mettre en œuvre, coexister, moelle, Noël",
    fixed="mettre en œuvre",
)
def ligature_oe(passage: Passage) -> Iterator[Found]:
    text = passage.text
    if "oe" not in text and "Oe" not in text:
        return
    for found in _OE.finditer(text):
        at = max(found[0].rfind("oe"), found[0].rfind("Oe"))
        start = found.start() + at
        new = "œ" if text[start] == "o" else "Œ"
        word = re.compile(r"[^\W\d_]*").match(text, found.end())
        end = word.end() if word else found.end()
        what = f"“{text[found.start() : end]}” is written with {new}"
        yield Found(found.start(), end, what, ((start, start + 2, new),))


_ADJECTIVES = (
    "(?:National|Européen|Mondial|International|Constitutionnel|Suprême|Fédéral|Cantonal|Municipal|Régional"
    "|Départemental|Supérieur|Pénal|Administratif|Administrative|Général|Africain|Interaméricain)(?:n?e)?"
)
"""What a public body is besides its noun; firms and parties choose their own capitals."""
_OFFICIAL = (
    r"République (?:Démocratique|Centrafricaine|Dominicaine|Tchèque|Islamique|Populaire|Arabe|Fédérale|Unie)(?: (?:Populaire|Démocratique|Fédérale|Socialiste|Syrienne))?",
    r"Arabie Saoudite",
    r"[ÉE]mirats Arabes [Uu]nis",
    r"Union (?:Européenne|Africaine)",
    r"Cour Pénale [Ii]nternationale",
    r"Cour (?:Européenne|Interaméricaine|Africaine) des [Dd]roits",
    r"Afrique Du Sud",
    r"Organisation des nations unies",
    rf"(?:Assemblée|Conseil|Cour|Organisation|Parlement|Tribunal|Commission|Comité|Haut-Commissariat|Haute Cour)(?: {_ADJECTIVES}){{1,2}}",
)
_NOUNS = (
    "République", "Arabie", "mirats", "Union", "Cour", "Afrique", "Assemblée", "Conseil", "Organisation", "Parlement",
    "Tribunal", "Commission", "Comité", "Haut",
)  # fmt: skip
_NAME = Pattern(rf"(?<![\w])(?:{'|'.join(sorted(_OFFICIAL))})(?!\w)")


@rule(
    "T043",
    "a capital too many in an official name",
    why="In the names of countries and bodies French gives a capital to the noun, not to the adjective after it:"
    " République démocratique du Congo.",
    fix="safe",
    languages=("fr",),
    bad="En République Démocratique du Congo",
    good="En République démocratique du Congo, au Royaume-Uni",
    fixed="En République démocratique du Congo",
)
def official_name(passage: Passage) -> Iterator[Found]:
    if not any(noun in passage.text for noun in _NOUNS):
        return
    for found in _NAME.finditer(passage.text):
        first, _, rest = found[0].partition(" ")
        if first == "Haute":
            second, _, rest = rest.partition(" ")
            first = f"{first} {second}"
        new = f"{first} {rest.lower()}"
        country = first in {"République", "Arabie", "Émirats", "Emirats", "Union", "Afrique"}
        yield mended(found, new, f"“{found[0]}” is written “{new}”", is_safe=country)


_INNER = Pattern(
    r"(?:(?<=\bdes )|(?<=\bles )|(?<=\baux ))(?P<noun>Droits|Défenseurs|Défenseuses|Femmes|Enfants|Personnes|Réfugiés|Peuples|Minorités)"
    r"(?= (?:de|des|du|d['’]|aux?|et|en|humains|Humains|autochtones)\b|[.,;:)»]|\Z)",
    needs=(
        "Droits",
        "Défens",
        "Femmes",
        "Enfants",
        "Personnes",
        "Réfugiés",
        "Peuples",
        "Minorités",
    ),
)


@rule(
    "T046",
    "a capital inside an official name",
    why="Of the name of a body or a text French writes only the first noun with a capital: Conseil des droits de"
    " l’homme.",
    fix="unsafe",
    languages=("fr",),
    bad="Le Conseil des Droits de l’Homme",
    good="Le Conseil des droits de l’Homme. Droits de l’enfant",
    fixed="Le Conseil des droits de l’Homme",
)
def inner_capital(passage: Passage) -> Iterator[Found]:
    for found in _INNER.finditer(passage.text):
        noun = found["noun"]
        yield mended(found, noun[0].lower() + noun[1:], f"“{noun}” is written small here")
