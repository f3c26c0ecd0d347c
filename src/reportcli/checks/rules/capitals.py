"""Words that are written large or small: languages, peoples, bodies, and the first of a sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportcli.checks.rule import Found, Pattern, mended, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportcli.checks.passages import Passage

_ENGLISH = Pattern(
    r"(?<![\w@#./_’'-])(?P<word>(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
    r"|january|february|april|june|july|september|october|november|december"
    r"|(?:english|french|german|spanish|italian|portuguese|russian|chinese|japanese|arabic|korean|ukrainian|turkish"
    r"|american|british|european|african|asian|canadian|australian|mexican|brazilian|indian|irish|scottish|belgian"
    r"|norwegian|swedish|egyptian|israeli|palestinian|iranian|iraqi|syrian|nigerian|kenyan|algerian|tunisian)s?"
    r"|christians?|muslims?|jewish|buddhists?)"
    r"(?![\w@/_’'=]|[.-]\w|[ \u00a0](?:fries|toast|press|doors?|windows?|dressing|kiss|braid|bread|horn)\b)"
)


@rule(
    "T047",
    "a day, month, language or people with a small letter",
    why="English writes the names of days, months, languages and peoples with a capital.",
    fix="unsafe",
    languages=("en",),
    bad="On monday the french court ruled.",
    good="On Monday the French court ruled. You may march; french fries. See example.org/english",
    fixed="On Monday the French court ruled.",
)
def english_capitals(passage: Passage) -> Iterator[Found]:
    for found in _ENGLISH.finditer(passage.text):
        word = found["word"]
        yield mended(found, word.capitalize(), f"“{word}” begins with a capital")


_LANGUAGES = {
    "fr": "Français|Anglais|Allemand|Espagnol|Italien|Portugais|Arabe|Russe|Chinois|Japonais|Latin|Grec|Turc|Persan"
    "|Kurde|Ukrainien|Polonais|Néerlandais|Roumain|Hongrois|Coréen|Hébreu|Swahili|Wolof|Romanche",
    "es": "Español|Castellano|Inglés|Francés|Alemán|Italiano|Portugués|Árabe|Ruso|Chino|Japonés|Latín|Griego|Catalán"
    "|Gallego|Euskera|Quechua|Guaraní",
}
_PEOPLES = {
    "fr": "(?:Français|Anglais|Irlandais|Écossais|Néerlandais|Portugais|Japonais|Chinois|Libanais|Sénégalais|Camerounais"
    "|Congolais|Togolais|Rwandais|Soudanais|Marocain|Américain|Mexicain|Africain|Cubain|Roumain|Algérien|Tunisien|Égyptien"
    "|Canadien|Québécois|Italien|Autrichien|Norvégien|Iranien|Syrien|Palestinien|Israélien|Ukrainien|Européen|Brésilien"
    "|Péruvien|Colombien|Chilien|Argentin|Allemand|Espagnol|Danois|Suédois|Finlandais|Polonais|Hongrois|Indien|Tibétain"
    "|Vietnamien|Haïtien|Kényan|Malien|Ivoirien|Nigérien)(?:n?es?|s)?|(?:Belge|Russe|Suisse|Britannique|Burkinab[éè]"
    "|Arabe|Turc|Grec|Bulgare|Croate|Serbe|Slovaque|Tchèque|Kurde|Asiatique)s",
    "es": "(?:Español|Frances|Inglés|Ingles|Mexican|Argentin|Chilen|Colombian|Peruan|Venezolan|Bolivian|Ecuatorian|Uruguay"
    "|Paraguay|Cuban|Dominican|Hondureñ|Salvadoreñ|Guatemaltec|Panameñ|European|American|African|Alemán|Aleman|Italian"
    "|Portugues|Rus|Chin|Brasileñ|Catalan|Vasc)(?:[oa]s?|es|esa|esas)?",
}


def _stems(*patterns: str) -> list[str]:
    """Return the words of patterns that list them, without what is added to them."""
    return sorted({word for pattern in patterns for word in re.findall(r"[^\W\d_]{3,}", pattern)})


_SMALL = {
    "fr": Pattern(
        rf"\b[Ee]n[ \u00a0](?P<language>{_LANGUAGES['fr']})(?![\w-]|[ \u00a0][A-ZÀ-Þ])"
        r"|(?<![\w-])(?:(?:[Ll][ae]s?|[Uu]ne?|[Dd]es|[Dd]u|[Aa]ux?|[Cc]et(?:te)?|[Cc]es?|[Ss](?:on|a|es)|[Ll]eurs?|de|[Nn]os|[Nn]otre)[ \u00a0]|[LlDd][’'])"
        rf"(?P<noun>[a-zà-ÿœ]{{4,20}})[ \u00a0](?P<people>{_PEOPLES['fr']}|Burkinab[éè])(?![\w-]|[ \u00a0][A-ZÀ-Þ])",
        needs=_stems(_LANGUAGES["fr"], _PEOPLES["fr"]),
    ),
    "es": Pattern(
        rf"\b(?:[Ee]n|idioma|hablan?|hablar)[ \u00a0](?P<language>{_LANGUAGES['es']})(?![\w-]|[ \u00a0][A-ZÀ-Þ])"
        rf"|(?<![\w-])(?:[Ll]os|[Ll]as|[Uu]nos|[Uu]nas|[Mm]uchos)[ \u00a0](?P<many>(?:{_PEOPLES['es']})(?<=s))(?![\w-]|[ \u00a0][A-ZÀ-Þ])"
        r"|(?<![\w-])(?:[Ee]l|[Ll]a|[Ll]os|[Ll]as|[Uu]na?|[Dd]el|[Aa]l|[Ss]us?)[ \u00a0]"
        rf"(?P<noun>[a-záéíóúñ]{{4,20}})[ \u00a0](?!Argentina\b|Dominicana\b)(?P<people>{_PEOPLES['es']})(?![\w-]|[ \u00a0][A-ZÀ-Þ])",
        needs=_stems(_LANGUAGES["es"], _PEOPLES["es"]),
    ),
}
_STAND_BEFORE = {
    "jeune", "jeunes", "vieux", "vieille", "vieilles", "ancien", "ancienne", "anciens", "anciennes",
    "nouveau", "nouvelle", "nouveaux", "nouvelles", "petit", "petite", "petits", "petites", "grand",
    "grande", "grands", "grandes", "bonne", "bons", "bonnes", "mauvais", "belle", "belles", "autre",
    "autres", "même", "mêmes", "seul", "seule", "seuls", "seules", "premier", "première", "premiers",
    "premières", "dernier", "dernière", "derniers", "dernières", "certains", "certaines", "plusieurs",
    "pauvre", "pauvres", "riche", "riches", "célèbre", "célèbres", "futur", "future", "futurs", "simple",
    "simples", "vrai", "vraie", "vrais", "vraies", "cher", "chère", "nombreux", "nombreuses", "prochain",
    "quelques", "rares", "deux", "trois", "quatre", "cinq", "sept", "huit", "neuf", "dont", "avec", "sans",
    "pour", "comme", "mais", "quand", "parce", "chez", "entre", "contre", "voit", "rend", "fait", "leur",
    "rendre", "sont", "était", "otros", "otras", "jóvenes", "primer", "primera", "primeros", "mejores",
    "mismos", "mismas", "demás", "dichos", "ambos", "cual", "para", "como",
}  # fmt: skip
"""What stands between an article and « Français », « Mexicanos » where these are nouns."""


@rule(
    "T048",
    "a language or an adjective of a people with a capital",
    why="French and Spanish write languages and adjectives small, le droit français, en anglais; French gives a capital"
    " to the people alone, les Français, Spanish to neither.",
    fix="unsafe",
    languages=("fr", "es"),
    bad="Le droit Français, en Anglais",
    good="Le droit français, en anglais, les Français, une jeune Française, le Stade Français",
    fixed="Le droit français, en anglais",
)
def small_adjectives(passage: Passage) -> Iterator[Found]:
    for found in _SMALL[passage.base].finditer(passage.text):
        group = found.lastgroup or "language"
        if group == "people" and found["noun"] in _STAND_BEFORE:
            continue
        word = found[group]
        yield mended(found, word[0].lower() + word[1:], f"“{word}” is written small here", group)


_DETERMINERS = {
    "fr": "la|les?|une?|des|nous|il|elle|ils|elles|cette|ces|ce|on|pour|dans|par|sur|avec|mais|donc|si|quand|en",
    "en": "the|we|it|they|this|these|an|our|for|in|with|and|but|so|if|when|you",
    "es": "el|los|las|una|en|se|esta|este|para|por|con|pero|si|cuando|de",
}
_AFTER_STOP = {
    tag: Pattern(
        rf"(?<![\w.@/-])(?P<word>[^\W\d_]{{5,30}})[»)]?\.[ \u00a0](?P<first>{words})(?=[ \u00a0][^\W\d_])"
    )
    for tag, words in _DETERMINERS.items()
}
_NO_ENDS = {"approx", "suppl", "compl", "illustr", "circa"}


@rule(
    "T049",
    "a sentence that begins small",
    why="After a full stop comes a capital; or else the full stop was meant to be a comma.",
    fix="unsafe",
    languages=("fr", "en", "es"),
    bad="Elle est libre. la loi tombe.",
    good="Elle est libre. La loi tombe. Voir coll. la Pléiade… la suite",
    fixed="Elle est libre. La loi tombe.",
)
def small_beginnings(passage: Passage) -> Iterator[Found]:
    if ". " not in passage.text and ".\u00a0" not in passage.text:
        return
    for found in _AFTER_STOP[passage.base].finditer(passage.text):
        word = found["word"]
        if word.islower() and word not in _NO_ENDS:
            first = found["first"]
            yield mended(
                found,
                first.capitalize(),
                f"“{first}” begins a sentence with a small letter",
                "first",
            )


_BODIES = {
    "en": "United Nations|European Union|African Union|United States|United Kingdom|Human Rights Watch|Human Rights Council"
    "|Amnesty International|International Criminal Court|World Health Organization|European Commission|Council of Europe"
    "|European Court of Human Rights|International Court of Justice|Security Council",
    "es": "Naciones Unidas|Unión Europea|Unión Africana|Estados Unidos|Reino Unido|Amnistía Internacional"
    "|Corte Penal Internacional|Organización Mundial de la Salud|Consejo de Europa|Comisión Europea"
    "|Consejo de Derechos Humanos|Corte Interamericana de Derechos Humanos|República Dominicana",
}
_BODY = {
    tag: Pattern(rf"(?i)(?<![\w@#./-])(?:{names})(?![\w/-])") for tag, names in _BODIES.items()
}


@rule(
    "T059",
    "the name of a body with its letters large and small in another way",
    why="Such a name is spelled as the body itself spells it.",
    fix="unsafe",
    languages=("en", "es"),
    bad="The European union and the United nations",
    good="The European Union and the United Nations, UNITED NATIONS, in united nations of peace",
    fixed="The European Union and the United Nations",
)
def bodies(passage: Passage) -> Iterator[Found]:
    for found in _BODY[passage.base].finditer(passage.text):
        name = found[0]
        if name.isupper() or name.islower():
            continue
        new = next(n for n in _BODIES[passage.base].split("|") if n.lower() == name.lower())
        if new != name:
            yield mended(found, new, f"“{name}” is written “{new}”")


_PEOPLE = (
    "français|anglais|irlandais|écossais|néerlandais|portugais|japonais|chinois|libanais|sénégalais|camerounais|congolais"
    "|rwandais|soudanais|québécois|danois|polonais|suédois|finlandais|hongrois"
    "|(?:marocain|américain|mexicain|africain|cubain|roumain|espagnol|allemand)e?s"
    "|(?:algérien|tunisien|égyptien|canadien|italien|autrichien|norvégien|iranien|syrien|palestinien|israélien|ukrainien"
    "|européen|brésilien|péruvien|colombien|chilien|vietnamien|haïtien|malien|ivoirien)(?:ne)?s|belges|suisses|britanniques"
    "|françaises|anglaises|québécoises"
)
_PERSONS = Pattern(
    rf"(?<![\w’'-])(?:[Ll]es|[Aa]ux|[Nn]os|millions de|milliers d[e’'])[ \u00a0](?P<people>{_PEOPLE})(?![\w’'-])",
    needs=_stems(_PEOPLE),
)
_ANY_PEOPLE = Pattern(rf"(?<![\w’'-])(?:{_PEOPLE}|français|anglais|italien|allemand|espagnol)")
_SENTENCE = Pattern(r"[.!?…\n]")


@rule(
    "T086",
    "a people with a small letter",
    why="French gives a capital to the people, les Français; the adjective and the language are small.",
    fix="unsafe",
    languages=("fr",),
    bad="Beaucoup : les français votent.",
    good="Les Français votent, les textes anglais et les français, les lois françaises",
    fixed="Beaucoup : les Français votent.",
)
def small_people(passage: Passage) -> Iterator[Found]:
    text = passage.text
    for found in _PERSONS.finditer(text):
        starts = [stop.end() for stop in _SENTENCE.finditer(text, 0, found.start())]
        if _ANY_PEOPLE.search(text, starts[-1] if starts else 0, found.start()):
            continue
        word = found["people"]
        yield mended(found, word.capitalize(), f"“{word}”: the people has a capital", "people")


_MINISTRY = Pattern(
    r"(?<![\w’'-])(?:(?P<large>(?<=\b(?:[Ll]e|[Dd]u|[Aa]u|[Uu]n|[Cc]e) )Ministère)(?= (?:de l[’']|de la |du |des |d[’']))"
    r"|[Mm]inistère (?:de l[’']|de la |du )(?P<small>éducation|enseignement|environnement|intérieur|économie|écologie"
    r"|agriculture|énergie|immigration|justice|santé|culture|défense|transition|recherche|travail|logement|budget|sport"
    r"|commerce|tourisme|développement|femme|famille)(?![\w-])"
    r"|(?<=\b(?:[Ll]e|[Dd]u|[Aa]u) )(?P<senate>sénat)(?![\w-]))"
)


@rule(
    "T087",
    "the name of a ministry with its letters large and small in another way",
    why="French writes ministère small and what it has charge of large: le ministère de la Justice (Imprimerie nationale;"
    " OQLF). A body that is alone of its kind has a capital: le Sénat.",
    severity="info",
    fix="unsafe",
    languages=("fr",),
    bad="Selon le Ministère de la justice",
    good="Selon le ministère de la Justice. Ministère de la Culture, Paris",
    fixed="Selon le ministère de la Justice",
)
def ministries(passage: Passage) -> Iterator[Found]:
    if "inistère" not in passage.text and "sénat" not in passage.text:
        return
    for found in _MINISTRY.finditer(passage.text):
        group = found.lastgroup or "large"
        word = found[group]
        new = word.lower() if group == "large" else word.capitalize()
        yield mended(found, new, f"“{word}” is written “{new}” here", group)
