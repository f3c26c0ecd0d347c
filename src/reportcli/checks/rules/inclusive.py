"""Inclusive writing: one form within a report, well formed, and agreement with it."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from reportcli.checks.rule import Found, Pattern, mended, rule, shortest
from reportcli.inclusive.forms import Form, Style, restyled, style_of_ending

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportcli.checks.passages import Passage
    from reportcli.model import Check

Placed = tuple["Passage", Form]


def _all(passages: Sequence[Passage]) -> list[Placed]:
    return [(passage, form) for passage in passages for form in passage.forms]


def _major(placed: Sequence[Placed], check: Check) -> Style | None:
    """Return the style that the project asks for, or else the one that stands most often."""
    if check.inclusive.form:
        return style_of_ending(check.inclusive.form)
    told = Counter(
        form.style for _, form in placed if form.style.x is not None and not form.is_mixed
    )
    if not told:
        told = Counter(form.style for _, form in placed if not form.is_mixed)
    return max(told, key=lambda style: told[style]) if told else None


@rule(
    "G001",
    "inclusive forms of several kinds",
    why="Each of the usual forms is right by itself; within one report there is one of them, as a reader takes a"
    " change of form for a change of meaning. `[check.inclusive] form` says which; without it, the most frequent.",
    fix="unsafe",
    scope="report",
    languages=("fr",),
    bad=("Des défenseur·e·x·s et des défenseur·e·x·s.", "Trois défenseur-e-s."),
    good=(
        "Des défenseur·e·x·s, toutes et tous, un·e artiste.",
        "Le week-end, dit-elle, 3.5 % sur www.example.org.",
    ),
    fixed="Trois défenseur·e·x·s.",
)
def mixture(passages: Sequence[Passage], check: Check) -> Iterator[tuple[Passage, Found]]:
    placed = _all(passages)
    major = _major(placed, check)
    if major is None:
        return
    counts = Counter(form.style for _, form in placed)
    agreeing = sum(count for style, count in counts.items() if style.agrees(major))
    usual = "the project's form is" if check.inclusive.form else f"{agreeing} of {len(placed)} are"
    for passage, form in placed:
        if form.is_mixed or form.style.agrees(major):
            continue
        new = restyled(form, major)
        what = f"“{form.words}” beside another form: {usual} “{major}”"
        edit = shortest(form.start, form.words, new)
        yield passage, Found(form.start, form.end, what, (edit,))


@rule(
    "G002",
    "an inclusive form made in two ways",
    why="Within one word there is one sign between the endings.",
    fix="unsafe",
    languages=("fr",),
    bad="les défenseur·e-s",
    good="les défenseur·e·s",
    fixed="les défenseur·e·s",
)
def malformed(passage: Passage) -> Iterator[Found]:
    for form in passage.forms:
        if form.is_mixed:
            edit = shortest(form.start, form.words, restyled(form, form.style))
            yield Found(
                form.start, form.end, f"“{form.words}” joins its endings by two signs", (edit,)
            )


_NO_ADJECTIVES = {
    "aux", "mais", "jamais", "désormais", "eux", "dès", "après", "très", "près", "ceux", "deux", "mieux", "mois",
    "fois", "trois", "leurs", "ailleurs", "toujours", "plusieurs", "parfois", "auprès", "malgré", "volontiers", "moins",
    "lors", "alors", "hors", "vers", "envers", "dans", "sans", "sous", "pendants", "ainsi", "depuis", "puis", "pays",
}  # fmt: skip
_MASCULINE = Pattern(
    r"\w{1,30}(?:aux|és|iens|éens|ains|eux|ifs|ois|ais|ants|ents|ets|uels|els|iers|rés|is|us|ins|ands)\Z"
)
_NEXT = Pattern(r"[ \u00a0](?P<word>[^\W\d_]{3,30})(?![\w’'·-])")
_PAST = Pattern(
    r"(?:[ \u00a0]des droits humains)?[ \u00a0](?:ont été|sont|étaient|furent|seront|soient|avaient été|auront été)"
    r"[ \u00a0](?:(?:déjà|aussi|tous|enfin|souvent)[ \u00a0])?(?P<word>[^\W\d_]{2,30}(?:és|is|us|its|uits|aux|eux|ifs))(?![\w’'·-])"
)
_BEFORE = Pattern(
    r"(?<![\w’'·-])(?<!\bet )(?<!\bou )(?P<word>(?:tous|certains|nombreux|nouveaux|premiers|derniers|anciens|seuls|un|le|du|au|ce|cet|aucun)"
    r"(?:[ \u00a0](?:les|nos|vos|leurs|ces|mes|ses))?)[ \u00a0]\Z",
    re.IGNORECASE,
)
_THEMSELVES = Pattern(r"(?<![\w·-])(?P<word>eux-mêmes|lui-même)(?![\w·-])")
_SENTENCE = Pattern(r"[.!?…\n]")


@rule(
    "G003",
    "a word that does not agree with an inclusive noun",
    why="What belongs to the noun agrees with it: an inclusive noun has inclusive adjectives and pronouns, or such"
    " that are the same for all.",
    languages=("fr",),
    bad="les rapporteur·e·x·s spéciaux",
    good="les défenseur·e·x·s engagé·e·x·s, mais jamais seul·e·x·s ; trois défenseur·es politiques",
)
def agreement(passage: Passage) -> Iterator[Found]:
    text = passage.text
    found = [form for form in passage.forms if form.feminine]
    for form in found:
        if after := _NEXT.match(text, form.end):
            word = after["word"]
            if (
                form.plural
                and word.islower()
                and word not in _NO_ADJECTIVES
                and _MASCULINE.match(word)
            ):
                yield _disagrees(after, form)
        if (after := _PAST.match(text, form.end)) and form.plural:
            yield _disagrees(after, form)
        if before := _BEFORE.search(text[max(0, form.start - 24) : form.start]):
            word = before["word"].lower()
            of_one = word.split()[0] in {"un", "le", "du", "au", "ce", "cet", "aucun"}
            if of_one != form.plural and not (word in {"le", "au", "du"} and form.plural):
                at = max(0, form.start - 24) + before.start("word")
                what = f"“{before['word']}” does not agree with “{form.words}”"
                yield Found(at, at + len(before["word"]), what, hint=_HINT)
    for pronoun in _THEMSELVES.finditer(text) if found else ():
        starts = [end.end() for end in _SENTENCE.finditer(text, 0, pronoun.start())]
        start = starts[-1] if starts else 0
        plural = pronoun["word"] == "eux-mêmes"
        noun = next(
            (
                f
                for f in reversed(found)
                if start <= f.start < pronoun.start() and f.plural == plural
            ),
            None,
        )
        if noun and not re.search(r"\b(?:eux|ils) ", text[noun.end : pronoun.start()]):
            yield _disagrees(pronoun, noun)


_HINT = "make it inclusive as well, or choose a word that is the same for all"


def _disagrees(word: re.Match[str], form: Form) -> Found:
    what = f"“{word['word']}” does not agree with “{form.words}”"
    return Found(*word.span("word"), what, hint=_HINT)


_FEMININES = Pattern(r"(?:rices|euses|ères|ennes|onnes|ées|es)\b")


@rule(
    "G004",
    "a masculine noun beside its inclusive form",
    why="The same persons are called inclusively elsewhere in the report: here they are men.",
    severity="info",
    fix="unsafe",
    scope="report",
    languages=("fr",),
    bad=("Les utilisateur·rice·s ont voté.", "Les besoins des utilisateurs."),
    good=(
        "Les utilisateur·rice·s ont voté.",
        "Les utilisateurs et les utilisatrices ; la Déclaration sur les Utilisateurs.",
    ),
    fixed="Les besoins des utilisateur·rice·s.",
)
def masculine(passages: Sequence[Passage], check: Check) -> Iterator[tuple[Passage, Found]]:
    placed = _all(passages)
    nouns = {
        form.stem.lower(): form
        for _, form in placed
        if form.plural and len(form.stem) > 4 and form.feminine
    }
    nouns = {stem: form for stem, form in nouns.items() if not stem.endswith(("é", "x", "s"))}
    major = _major(placed, check)
    if not nouns or major is None:
        return
    stems = "|".join(sorted(map(re.escape, nouns), key=len, reverse=True))
    masculines = re.compile(
        rf"(?<![\w·’'-])(?P<before>(?:[Ll]es|[Dd]es|[Aa]ux|[Cc]es|[Nn]os|[Ll]eurs|[Pp]lusieurs|\d+|[Dd]e|[Tt]rois|[Dd]eux) )(?P<word>(?:{stems})s)(?![\w·-])"
    )
    for passage in passages:
        for found in masculines.finditer(passage.text):
            stem = found["word"][:-1]
            near = passage.text[max(0, found.start() - 40) : found.end() + 40]
            if re.search(
                rf"\b{re.escape(stem[: max(4, len(stem) - 3)])}\w*(?:rices|euses|ères|ennes|onnes|es)\b",
                near,
            ):
                continue
            form = nouns[stem]
            new = restyled(Form(0, 0, "", stem, form.feminine, True, major, ()), major)
            what = f"“{found['word']}” stands elsewhere as “{form.words}”"
            yield passage, mended(found, new, what, "word")
