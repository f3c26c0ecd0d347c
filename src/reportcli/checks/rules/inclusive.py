"""Inclusive writing: one form within a report, well formed."""

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
    every = Counter(form.style for _, form in placed if not form.is_mixed)
    signs = Counter(form.style.sign for _, form in placed if not form.is_mixed)
    sign = max(signs, key=lambda sign: signs[sign], default=None)
    usual = [style for style in every if style.sign == sign]
    told = [style for style in usual if style.x is not None] or usual
    return max(told, key=lambda style: _agreeing(every, style), default=None)


def _agreeing(counts: Counter[Style], style: Style) -> int:
    return sum(count for other, count in counts.items() if other.agrees(style))


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
    usual = (
        "the project's form is"
        if check.inclusive.form
        else f"{_agreeing(counts, major)} of {len(placed)} are"
    )
    for passage, form in placed:
        if form.is_mixed or form.style.agrees(major):
            continue
        new = restyled(form, major)
        what = f"“{form.words}” beside another form: {usual} “{major}”"
        edit = shortest(form.start, form.words, new)
        yield passage, Found(form.start, form.end, what, (edit,))


_LOOSE = Pattern(r"[ \u00a0]s(?![\w'’])")


@rule(
    "G002",
    "an inclusive form made in two ways",
    why="Within one word there is one sign between the endings, and no space.",
    fix="unsafe",
    languages=("fr",),
    bad="les défenseur·e-s et les directeur·rice s",
    good="les défenseur·e·s ; un·e élu·e s’y rend",
    fixed="les défenseur·e·s et les directeur·rice·s",
)
def malformed(passage: Passage) -> Iterator[Found]:
    for form in passage.forms:
        if form.is_mixed:
            edit = shortest(form.start, form.words, restyled(form, form.style))
            yield Found(
                form.start, form.end, f"“{form.words}” joins its endings by two signs", (edit,)
            )
        elif not form.plural and (loose := _LOOSE.match(passage.text, form.end)):
            style = form.style._replace(split=True, x=form.style.x or False)
            whole = passage.text[form.start : loose.end()]
            edit = shortest(form.start, whole, restyled(form._replace(plural=True), style))
            yield Found(form.start, loose.end(), f"“{whole}”: a space in the word", (edit,))


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
