"""Languages and peoples: where their names are written large, and where small."""

from __future__ import annotations

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


def _forms(*groups: tuple[str, str]) -> frozenset[str]:
    """Return the forms of words: of each group its stems, and what is added to them."""
    return frozenset(
        stem + ending.strip("-")
        for stems, endings in groups
        for stem in stems.split()
        for ending in endings.split()
    )


_FRENCH = (
    (("français anglais irlandais écossais néerlandais portugais japonais chinois libanais sénégalais camerounais congolais"
     " togolais rwandais soudanais québécois danois suédois finlandais polonais hongrois"), "- e es"),
    ("marocain américain mexicain africain cubain roumain allemand espagnol argentin kényan", "- s e es"),
    (("algérien tunisien égyptien canadien italien autrichien norvégien iranien syrien palestinien israélien ukrainien"
     " européen brésilien péruvien colombien chilien indien tibétain vietnamien haïtien malien ivoirien nigérien"),
     "- s ne nes"),
    ("belge suisse britannique arabe russe turc grec bulgare croate serbe slovaque tchèque kurde asiatique", "s"),
    ("burkinabé burkinabè", "- s"),
)  # fmt: skip
_SPANISH = (
    ("español", "- a es as"),
    (("mexican argentin chilen colombian peruan venezolan bolivian ecuatorian uruguay paraguay cuban dominican hondureñ"
     " salvadoreñ guatemaltec panameñ european american african italian rus chin brasileñ vasc suiz ucranian palestin"),
     "o a os as"),
    ("ingl franc portugu japon irland holand dan", "és es esa eses esas"),
    ("alem catal", "án an ana anes anas"),
)  # fmt: skip
_COUNTRIES = {"argentina", "dominicana"}
_PEOPLES = {"fr": _forms(*_FRENCH), "es": _forms(*_SPANISH)}
_LANGUAGES = {
    "fr": _forms(
        (("français anglais allemand espagnol italien portugais arabe russe chinois japonais latin grec turc persan kurde"
         " ukrainien polonais néerlandais roumain hongrois coréen hébreu swahili wolof romanche"), "-"),
    ),
    "es": _forms(
        (("español castellano inglés francés alemán italiano portugués árabe ruso chino japonés latín griego catalán"
         " gallego euskera quechua guaraní"), "-"),
    ),
}  # fmt: skip
_END = r"(?![\w-]|[ \u00a0][A-ZÀ-Þ])"
_LARGE = r"[A-ZÀ-Þ][a-zà-ÿ]{3,14}"
_SMALL = {
    "fr": Pattern(
        rf"\b[Ee]n[ \u00a0](?P<language>{_LARGE}){_END}"
        r"|(?<![\w-])(?:(?:[Ll][ae]s?|[Uu]ne?|[Dd]es|[Dd]u|[Aa]ux?|[Cc]et(?:te)?|[Cc]es?|[Ss](?:on|a|es)|[Ll]eurs?|de"
        r"|[Nn]os|[Nn]otre)[ \u00a0]|[LlDd][’'])"
        rf"(?P<noun>[a-zà-ÿœ]{{4,20}})[ \u00a0](?P<people>{_LARGE}){_END}"
    ),
    "es": Pattern(
        rf"\b(?:[Ee]n|idioma|hablan?|hablar)[ \u00a0](?P<language>{_LARGE}){_END}"
        rf"|(?<![\w-])(?:[Ll]os|[Ll]as|[Uu]nos|[Uu]nas|[Mm]uchos)[ \u00a0](?P<many>{_LARGE}(?<=s)){_END}"
        r"|(?<![\w-])(?:[Ee]l|[Ll]a|[Ll]os|[Ll]as|[Uu]na?|[Dd]el|[Aa]l|[Ss]us?)[ \u00a0]"
        rf"(?P<noun>[a-záéíóúñ]{{4,20}})[ \u00a0](?P<people>{_LARGE}){_END}"
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
    tag = passage.base
    if not any(
        word.lower() in _PEOPLES[tag] or word.lower() in _LANGUAGES[tag]
        for word in passage.capitals
    ):
        return
    for found in _SMALL[tag].finditer(passage.text):
        group = found.lastgroup or "language"
        word = found[group]
        listed = _LANGUAGES[tag] if group == "language" else _PEOPLES[tag] - _COUNTRIES
        if word.lower() not in listed or (group == "people" and found["noun"] in _STAND_BEFORE):
            continue
        yield mended(found, word[0].lower() + word[1:], f"“{word}” is written small here", group)


_PERSONS = Pattern(
    r"(?<![\w’'-])(?:[Ll]es|[Aa]ux|[Nn]os|millions de|milliers d[e’'])[ \u00a0](?P<people>[a-zà-ÿ]{5,14}s)(?![\w’'-])"
)
_WORD = Pattern(r"[^\W\d_]+")
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
    text, known = passage.text, _PEOPLES["fr"]
    if passage.tokens.isdisjoint(known):
        return
    for found in _PERSONS.finditer(text):
        word = found["people"]
        if word not in known:
            continue
        starts = [stop.end() for stop in _SENTENCE.finditer(text, 0, found.start())]
        before = _WORD.findall(text[starts[-1] if starts else 0 : found.start()])
        if any(other in known for other in before):
            continue
        yield mended(found, word.capitalize(), f"“{word}”: the people has a capital", "people")
