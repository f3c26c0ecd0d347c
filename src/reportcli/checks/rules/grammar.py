"""Faults of grammar that the words beside a word give away, without a parser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportcli.checks.rule import Found, Pattern, mended, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportcli.checks.passages import Passage

_NOUNS = {
    "moitié", "marché", "congé", "clé", "blé", "café", "canapé", "pavé", "degré", "procédé", "employé", "salarié",
    "associé", "musée", "lycée", "curé", "abbé", "condé", "côté", "fossé", "passé", "exposé", "énoncé", "jubilé",
}  # fmt: skip
_TO = Pattern(
    r"(?<=[^\W\d_] )(?P<to>à) (?P<done>été|eu|pu|dû|voulu|permis|reçu|[a-zà-ÿ]{2,20}[^t\W]é)"
    r"(?= (?:à|de|du|des|la|le|les|un|une|son|sa|ses|l[’']|d[’']|que|qu[’']|par|pour|en|dans)(?!\w))",
    needs=(" à ",),
)


@rule(
    "T080",
    "à for the verb a",
    why="Before a past participle stands the verb avoir: elle a décidé.",
    fix="unsafe",
    languages=("fr",),
    bad="L’équipe à recommandé la clôture, qui à été votée.",
    good="L’équipe a recommandé la clôture. À côté, à moitié de la route, de salarié à salarié",
    fixed="L’équipe a recommandé la clôture",
)
def verb_with_accent(passage: Passage) -> Iterator[Found]:
    for found in _TO.finditer(passage.text) if "à " in passage.text else ():
        if found["done"] not in _NOUNS:
            yield mended(found, "a", f"“{found[0]}”: the verb is written “a”", "to")


_NO_VERBS = {
    "lui",
    "aussi",
    "ainsi",
    "ici",
    "parmi",
    "qui",
    "voici",
    "midi",
    "suivi",
    "lundi",
    "mardi",
    "jeudi",
    "samedi",
}
_WHICH = Pattern(
    r"(?<![\w-])[Qq]ui (?P<verb>[a-zà-ÿ]{3,20}i) (?:les?|la|l[’']|une?|des|du|son|sa|ses|leurs?|cette|ce|cet|ces)(?!\w)",
    needs=("ui ",),
)


@rule(
    "T081",
    "a verb without its last letter",
    why="After qui stands a verb, not its participle: ce qui ralentit le travail.",
    fix="unsafe",
    languages=("fr",),
    bad="Cela prend des mois, ce qui ralenti le travail.",
    good="Cela prend des mois, ce qui ralentit le travail. Celui qui ainsi les nomme, qui parmi les",
    fixed="ce qui ralentit le travail.",
)
def after_which(passage: Passage) -> Iterator[Found]:
    for found in _WHICH.finditer(passage.text):
        verb = found["verb"]
        if verb not in _NO_VERBS:
            yield mended(found, f"{verb}t", f"“{found[0]}”: the verb is “{verb}t”", "verb")


_ONE_OF_MANY = Pattern(
    r"(?<![\w’'-])(?P<one>[Aa]u|[Dd]u|[Uu]n|[Ll]e|[Cc]et?|[Ss]on|[Cc]haque|[Aa]ucun) (?P<many>[a-zà-ÿ]{2,20}eaux"
    r"|(?:enj|j|f|mili|chev|nev|aven|adi|essi|mor|bi|li)eux|(?:trav|anim|journ|tribun|can|chev|hôpit|capit|coll"
    r"|rég|mét|sign|termin|princip|sout)[aie]{0,3}aux)(?![\w-])"
)
_MANY = {
    "au": "aux",
    "du": "des",
    "un": "des",
    "le": "les",
    "ce": "ces",
    "cet": "ces",
    "son": "ses",
}
_ALSO_ONE = {"vieux", "mieux", "pieux", "bieux"}


@rule(
    "T082",
    "an article of one before a noun of many",
    why="The article agrees with its noun: les enjeux, aux feux, des réseaux.",
    fix="unsafe",
    languages=("fr",),
    bad="Des zones soumises au feux",
    good="Des zones soumises aux feux, au mieux, un vieux réseau, le taux, au lieu, le malheureux",
    fixed="Des zones soumises aux feux",
)
def article_of_one(passage: Passage) -> Iterator[Found]:
    if "x" not in passage.text:
        return
    for found in _ONE_OF_MANY.finditer(passage.text):
        one = found["one"]
        if found["many"] in _ALSO_ONE:
            continue
        what = f"“{found[0]}”: one of the two is of one, the other of many"
        new = _MANY.get(one.lower())
        if new is None:
            yield Found(*found.span(), what, hint="let both be of one, or both of many")
        else:
            yield mended(found, new.capitalize() if one[0].isupper() else new, what, "one")


_NON = Pattern(
    r"(?<![\w’'-])(?:[Ll]a|[Ll]e|[Uu]ne?|[Dd]e|[Cc]ette|[Ss]a|[Ll]eur|[Dd]u|[Ee]n cas de) [Nn]on(?P<gap> )"
    r"(?:[a-zà-ÿ]{2,20}(?:ance|ence|tion|sion|ité|isme)|respect|paiement|droit|lieu)(?![\w-])",
    needs=("on ",),
)


@rule(
    "T083",
    "non before a noun without a hyphen",
    why="Before a noun non takes a hyphen, la non-violence; before an adjective it takes none (Imprimerie nationale).",
    fix="unsafe",
    languages=("fr",),
    bad="La non pertinence des critères",
    good="La non-pertinence des critères, une loi non appliquée, de non moins",
    fixed="La non-pertinence des critères",
)
def non_nouns(passage: Passage) -> Iterator[Found]:
    for found in _NON.finditer(passage.text) if "on " in passage.text else ():
        yield Found(*found.span(), f"“{found[0]}” takes a hyphen", ((*found.span("gap"), "-"),))


_ENGLISH = Pattern(
    r"(?<![\w’'-])(?:(?P<its>[Ii]ts)(?= (?:an?|not|been|too|going|time to)\b)"
    r"|(?P<it>[Ii]t['’]s)(?= (?:own|respective|entirety|predecessors?|successors?)\b)"
    r"|(?:rather|other|more|less|better|worse|bigger|larger|higher|lower|greater|fewer|older|longer) (?P<then>then)"
    r"(?= (?:an?|the|\d|any|ever|[a-z]+ing|he|she|we|they|it)\b))",
    needs=("ts ", "t's ", "t’s ", " then "),
)


@rule(
    "T084",
    "its and it’s, then and than",
    why="“it’s” is short for “it is” and “its” says whose; “than” compares and “then” tells when.",
    fix="unsafe",
    languages=("en",),
    bad="Its a law that is older then the state.",
    good="It’s a law in its own right, no more; then the state fell. Its first year",
    fixed="It’s a law that is older than the state.",
)
def homophones(passage: Passage) -> Iterator[Found]:
    for found in _ENGLISH.finditer(passage.text):
        group = found.lastgroup or ""
        word = found[group]
        new = {"its": f"{word[:-1]}’s", "it": f"{word[:2]}s", "then": "than"}[group]
        yield mended(found, new, f"“{word}” is written “{new}” here", group)


_IMPERSONAL = Pattern(
    r"(?<![\w-])(?P<verb>[Pp]ueden|[Pp]odrían|[Dd]eben|[Dd]eberían|[Ss]uelen) haber"
    r"(?= )(?! (?:sido|[a-záéíóúñ]{2,20}(?:[aií]do|to|cho|so)s?\b))",
    needs=(" haber",),
)
_OF_ALL = {
    "pueden": "puede",
    "podrían": "podría",
    "deben": "debe",
    "deberían": "debería",
    "suelen": "suele",
}


@rule(
    "T085",
    "haber of many",
    why="haber is impersonal, and what helps it is of one: puede haber diferencias (RAE, Diccionario panhispánico de"
    " dudas).",
    fix="unsafe",
    languages=("es",),
    bad="Pueden haber diferencias.",
    good="Puede haber diferencias. Pueden haber votado, deben haber sido",
    fixed="Puede haber diferencias.",
)
def impersonal(passage: Passage) -> Iterator[Found]:
    for found in _IMPERSONAL.finditer(passage.text) if " haber" in passage.text else ():
        verb = found["verb"]
        new = _OF_ALL[verb.lower()]
        new = new.capitalize() if verb[0].isupper() else new
        yield mended(found, new, f"“{found[0]}”: it is “{new} haber”", "verb")
