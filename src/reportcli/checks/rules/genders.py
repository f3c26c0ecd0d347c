"""Agreement in French that an article, a pronoun or an ending gives away, without a dictionary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportcli.checks.rule import Found, Pattern, mended, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportcli.checks.passages import Passage

_CLITICS = r"(?:n[e’'] ?|s[e’'] ?|y |en |l[ae’'] ?|les |lui |leur |nous |vous )?"
_ONE_AND_MANY = Pattern(
    rf"(?<![\w’'-])(?<!\bet )(?<!\bou )(?<!\bni )(?:(?P<one>[Ii]l|[Ee]lle|[Oo]n) {_CLITICS}(?P<many>[a-zà-ÿ]{{2,20}}(?:eront|iront|ront|aient|èrent)|ont|sont|vont|font)"
    rf"|(?P<all>[Ii]ls|[Ee]lles) {_CLITICS}(?P<single>[a-zà-ÿ]{{2,20}}(?:era|ira|ait)|a|est|va|fait|peut|doit|sera|aura))(?![\w’'-])"
)


@rule(
    "T088",
    "a pronoun of one with a verb of many",
    why="The verb agrees with its pronoun: elles porteront, ils avaient.",
    languages=("fr",),
    bad="Elle porteront sur la loi, et ils a raison.",
    good="Elles porteront sur la loi, et ils ont raison. Elle a dit ; ils le font, elle sait, ils et elle risquaient la prison",
)
def pronouns(passage: Passage) -> Iterator[Found]:
    for found in _ONE_AND_MANY.finditer(passage.text):
        hint = "let both be of one, or both of many"
        yield Found(*found.span(), f"“{found[0]}”: the verb is of another number", hint=hint)


_STEMS = {
    (
        "al",
        "ale",
    ): "nation région loc soci glob génér municip département internation fisc lég médic mondi norm spéci tot"
    " famili centr commerci élector environnement territori rur syndic judici pén vit régul",
    (
        "el",
        "elle",
    ): "professionn annu actu cultur individu natur offici ponctu traditionn industri essenti opérationn"
    " institutionn exceptionn virtu éventu résidenti",
    (
        "if",
        "ive",
    ): "administrat législat associat éducat posit négat définit effect qualitat quantitat significat sport",
    ("ier", "ière"): "financ ent régul part",
    ("c", "que"): "publi",
    ("eux", "euse"): "danger nombr séri préci rigour",
}
_MASCULINE = {stem + m: stem + f for (m, f), stems in _STEMS.items() for stem in stems.split()}
_FEMININE = {feminine: masculine for masculine, feminine in _MASCULINE.items()}
_GROUP = Pattern(
    r"(?<![\w’'-])(?:(?P<la>(?<!\bde )(?<!\bà )[Ll]a|[Uu]ne|[Cc]ette|[Ss]a|[Mm]a)|[Ll]e|[Uu]n|[Cc]et?) (?P<noun>[a-zà-ÿœ]{3,20})"
    r" (?P<adjective>[a-zà-ÿ]{4,20})(?![\w’'·./(-]*\w)(?!·|\()"
)
"""After « de la », « du », « au » the adjective may belong to the noun before them: le bureau de la poste local."""
_NOUNS_OR_VERBS = {"peut", "doit", "sont", "reste", "devient", "rend", "plus", "très", "bien", "avec", "dans", "pour",
                   "sans", "rendent", "trop", "moins", "aussi", "assez", "tout", "semble"}  # fmt: skip


@rule(
    "T089",
    "an adjective of the other gender",
    why="The adjective agrees with its noun, whose gender the article says: le service public, la vie publique.",
    fix="unsafe",
    languages=("fr",),
    bad="Sur le territoire nationale et dans la vie public",
    good="Sur le territoire national et dans la vie publique, une locale, le semble totale, le bureau de la citoyenneté local",
    fixed="Sur le territoire national et dans la vie publique",
)
def gender(passage: Passage) -> Iterator[Found]:
    tokens = passage.tokens
    if tokens.isdisjoint(_MASCULINE.keys()) and tokens.isdisjoint(_FEMININE.keys()):
        return
    for found in _GROUP.finditer(passage.text):
        word = found["adjective"]
        right = (_MASCULINE if found["la"] else _FEMININE).get(word)
        if right and found["noun"] not in _NOUNS_OR_VERBS:
            yield mended(
                found,
                right,
                f"“{word}” is written “{right}” after “{found[0][: -len(word) - 1]}”",
                "adjective",
            )


_BEFORE = Pattern(
    r"(?<![\w’'-])(?P<adjective>[Mm]eilleurs|[Nn]ouveaux|[Cc]ertains|[Pp]remiers|[Dd]erniers|[Aa]nciens|[Dd]ifférents|[Gg]rands"
    r"|[Pp]etits|[Bb]ons|[Pp]rincipaux|[Tt]ous les|[Nn]ombreux) (?P<noun>[a-zà-ÿ]{2,20}(?:[^s]tions|ssions|usions|isions|ités))(?![\w-])"
)
_OF_ALL = {"nouveaux": "nouvelles", "premiers": "premières", "derniers": "dernières", "anciens": "anciennes",
           "bons": "bonnes", "principaux": "principales", "tous les": "toutes les", "nombreux": "nombreuses"}  # fmt: skip
_MEN = {"comités", "invités", "députés", "traités", "dalmations"}


@rule(
    "T095",
    "an adjective before a noun of the other gender",
    why="Nouns in -tion, -sion and -ité are feminine, and what stands before them is too: les meilleures conditions.",
    fix="unsafe",
    languages=("fr",),
    bad="Dans les meilleurs conditions",
    good="Dans les meilleures conditions, les nouveaux bastions, les anciens comités, les premiers invités",
    fixed="Dans les meilleures conditions",
)
def before_feminines(passage: Passage) -> Iterator[Found]:
    for found in _BEFORE.finditer(passage.text):
        typed = found["adjective"]
        small = typed.lower()
        if found["noun"] in _MEN:
            continue
        new = _OF_ALL.get(small, f"{small[:-1]}es")
        new = new.capitalize() if typed[0].isupper() else new
        yield mended(
            found, new, f"“{typed}” is written “{new}” before “{found['noun']}”", "adjective"
        )
