"""Agreement with inclusive nouns, where the words themselves show that it is missing.

What no rule can know without a parser: an adjective that stands further away, a singular that is also a verb
(inscrit, dit), a pronoun in another sentence.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportcli.checks.rule import Found, Pattern, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportcli.checks.passages import Passage
    from reportcli.inclusive.forms import Form

_INVARIABLE = {
    "ailleurs", "alors", "après", "auprès", "autrefois", "aux", "avis", "cas", "certains", "certes", "ceux", "choix",
    "concours", "corps", "cours", "dans", "dehors", "depuis", "des", "dessous", "dessus", "deux", "divers", "dix",
    "droits", "dès", "désormais", "enfants", "envers", "eux", "exprès", "feux", "fils", "fois", "frais", "hors", "ils",
    "jamais", "jeux", "les", "leurs", "lieux", "longtemps", "lors", "mais", "mes", "mieux", "mis", "moins", "mois",
    "nos", "nous", "parents", "parfois", "pas", "pays", "plus", "plusieurs", "procès", "près", "puis", "quelquefois",
    "repas", "sans", "secours", "sens", "ses", "six", "sous", "succès", "tandis", "temps", "tes", "toujours", "tous",
    "travaux", "trois", "très", "vers", "voix", "volontiers", "vos", "vous",
}  # fmt: skip
"""Words that end like a masculine plural and are no adjective: what may follow a plural noun besides a verb."""
_FEMININE_OR_BOTH = Pattern(r"(?:[^é]s(?<=es)|[ao]s|[^aeo]ux|ons)\Z")
_PLURAL = Pattern(r"[^\W\d_]{2,30}[sx]\Z")
_SINGULAR = Pattern(r"[^\W\d_]{2,30}(?:[^i]té|[^t]é|vité|ploité|licité|eux|if|[^nm]al)\Z")
_NO_SINGULAR = {"malgré", "santé", "liberté", "beauté", "côté", "degré", "deux", "mieux", "ceux", "eux", "marché",
                "clé", "blé", "journal", "cheval", "tarif", "tribunal", "social"}  # fmt: skip
_ADVERBS = r"(?:(?:très|trop|plus|moins|déjà|non|mal|aussi|toujours|souvent|enfin|encore|tous|peu|[a-zé]{3,15}ment)[ \u00a0])?"
_NEXT = Pattern(rf"[ \u00a0]{_ADVERBS}(?P<word>[^\W\d_]{{3,30}})(?![\w’'·./(-]*\w)")
_OF_A_PLACE = Pattern(
    r"[ \u00a0](?:de|du|de la|d[’']|de l[’']|à|en|au)[ \u00a0]?[A-ZÀ-Þ][\w’-]{1,30}[ \u00a0](?P<word>[^\W\d_]{2,30}és)(?![\w’'·./(-]*\w)"
)
"""A singular name stands between: what is plural after it belongs to the noun."""
_VERB = Pattern(
    rf"(?:[ \u00a0](?:du|de la|des|de|d[’']|de l[’']|à|en)[ \u00a0]?[^\W\d_]{{2,25}}(?:[ \u00a0]humains)?)?"
    rf"[ \u00a0](?:(?P<reflexive>se )?sont|étaient|furent|seront|seraient|soient|restent|deviennent|semblent|demeurent"
    rf"|(?:ont|avaient|auront|auraient|aient) {_ADVERBS}été)[ \u00a0]{_ADVERBS}(?P<word>[^\W\d_]{{2,30}})(?![\w’'·./(-]*\w)"
)
_SUBJECT = Pattern(
    r"(?:\A|[.!?…;:,»(\n]\s?|\b(?:et|mais|que|où|quand|si|car|comme|donc|puisque|lorsque)[ \u00a0]|qu[’'])"
    r"(?:[Tt]ous[ \u00a0])?(?:[Ll]es|[Cc]es|[Nn]os|[Vv]os|[Ll]eurs|[Mm]es|[Dd]eux|[Tt]rois|\d{1,4})[ \u00a0]\Z"
)
"""What stands before a noun that is the subject of the verb after it, and not of « les droits des réfugié·es »."""
_BEFORE = Pattern(
    r"(?<![\w’'·-])(?<!\bet )(?<!\bou )(?P<word>(?:tous|certains|nombreux|nouveaux|premiers|derniers|anciens|seuls|chers"
    r"|futurs|différents|principaux|un|le|du|au|ce|cet|aucun)(?:[ \u00a0](?:les|nos|vos|leurs|ces|mes|ses))?)[ \u00a0]\Z",
    re.IGNORECASE,
)
_OF_ONE = {"un", "le", "du", "au", "ce", "cet", "aucun"}
_STAND_BEFORE = {
    "tou", "tous", "certain", "nombreux", "nouveau", "nouveaux", "premier", "dernier", "seul", "quel", "aucun", "ancien",
    "petit", "grand", "bon", "cher", "différent", "futur", "un", "quelqu", "chacun",
}  # fmt: skip
"""Stems that stand before a noun or for one: what follows is not theirs."""
_THEMSELVES = Pattern(r"(?<![\w·-])(?P<word>eux-mêmes|lui-même)(?![\w·-])", needs=("-même",))
_SENTENCE = Pattern(r"[.!?…\n]")


@rule(
    "G003",
    "a word that does not agree with an inclusive noun",
    why="What belongs to the noun agrees with it: an inclusive noun has inclusive adjectives and pronouns, or such"
    " that are the same for all.",
    languages=("fr",),
    bad="les rapporteur·e·x·s spéciaux",
    good="les défenseur·e·x·s engagé·e·x·s, mais jamais seul·e·x·s ; trois défenseur·es politiques ; les droits des"
    " réfugié·es sont garantis ; les élu·es présents et présentes ; un·e délégué·e sécurité",
)
def agreement(passage: Passage) -> Iterator[Found]:
    nouns = [form for form in passage.forms if form.feminine]
    for form in nouns:
        yield from _after(passage.text, form)
        yield from _before(passage.text, form)
    if nouns:
        yield from _pronouns(passage.text, nouns)


def _after(text: str, form: Form) -> Iterator[Found]:
    if form.stem.lower() in _STAND_BEFORE:
        return
    after = _NEXT.match(text, form.end)
    if after and after["word"].islower() and not _is_pair(text, after.end()):
        word = after["word"]
        is_wrong = _is_masculine(word) if form.plural else _is_masculine_singular(word)
        if is_wrong:
            yield _disagrees(after, form)
            return
    if (of := _OF_A_PLACE.match(text, form.end)) and form.plural and not _is_pair(text, of.end()):
        yield _disagrees(of, form)
        return
    verb = _VERB.match(text, form.end) if form.plural else None
    if (
        verb
        and _is_masculine(verb["word"])
        and _SUBJECT.search(text, max(0, form.start - 30), form.start)
    ):
        indirect = verb["reflexive"] and verb["word"] in {"promis", "permis", "dits"}
        if not indirect and not _is_pair(text, verb.end()):
            yield _disagrees(verb, form)


def _is_masculine(word: str) -> bool:
    return (
        word not in _INVARIABLE
        and _PLURAL.match(word) is not None
        and not _FEMININE_OR_BOTH.search(word)
    )


def _is_masculine_singular(word: str) -> bool:
    return word not in _NO_SINGULAR and _SINGULAR.match(word) is not None


_AND = Pattern(r"[ \u00a0](?:et|ou)[ \u00a0](?:[^\W\d_]+es)\b")


def _is_pair(text: str, at: int) -> bool:
    """Say whether the feminine follows: présents et présentes."""
    return _AND.match(text, at) is not None


def _before(text: str, form: Form) -> Iterator[Found]:
    start = max(0, form.start - 30)
    before = _BEFORE.search(text[start : form.start])
    if not before:
        return
    word = before["word"].lower()
    of_one = word.split()[0] in _OF_ONE
    if of_one != form.plural and not (word in _OF_ONE and form.plural):
        at = start + before.start("word")
        what = f"“{before['word']}” does not agree with “{form.words}”"
        yield Found(at, at + len(before["word"]), what, hint=_HINT)


def _pronouns(text: str, nouns: list[Form]) -> Iterator[Found]:
    for pronoun in _THEMSELVES.finditer(text):
        starts = [end.end() for end in _SENTENCE.finditer(text, 0, pronoun.start())]
        start = starts[-1] if starts else 0
        plural = pronoun["word"] == "eux-mêmes"
        noun = next(
            (
                form
                for form in reversed(nouns)
                if start <= form.start < pronoun.start() and form.plural == plural
            ),
            None,
        )
        if noun and not re.search(r"\b(?:eux|ils) ", text[noun.end : pronoun.start()]):
            yield _disagrees(pronoun, noun)


_HINT = "make it inclusive as well, or choose a word that is the same for all"


def _disagrees(word: re.Match[str], form: Form) -> Found:
    what = f"“{word['word']}” does not agree with “{form.words}”"
    return Found(*word.span("word"), what, hint=_HINT)
