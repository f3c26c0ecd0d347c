"""Dots, dashes, and signs that stand twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportcli.checks.rule import Found, Pattern, mended, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportcli.checks.passages import Passage

_DOTS = Pattern(r"(?<!\.)\.{3}(?!\.)")


@rule(
    "T020",
    "three dots for an ellipsis",
    why="An ellipsis is one sign, which does not break over two lines. The page makes it one.",
    severity="info",
    fix="safe",
    bad="Et puis...",
    good="Et puis… la loi.",
    fixed="Et puis…",
)
def three_dots(passage: Passage) -> Iterator[Found]:
    if "..." in passage.text:
        for found in _DOTS.finditer(passage.text):
            yield mended(found, "…", "three dots for an ellipsis")


_HYPHEN = Pattern(
    r"(?<=[^\s\d\ue000] )-(?= [^\s\d])|(?<=\d )-(?= [^\W\d])|(?<=\ue000 )-(?= \S)|(?<=[^\W\d] )-(?= \d)"
)


@rule(
    "T021",
    "a hyphen for a dash",
    why="A hyphen joins, a dash parts: between spaces stands a dash. The page makes it one.",
    severity="info",
    fix="safe",
    bad="Une loi - enfin - protège.",
    good="Une loi – enfin – protège l’avant-garde : 5 - 3 = 2.\n- une liste",
    fixed="Une loi – enfin – protège.",
)
def hyphen_for_dash(passage: Passage) -> Iterator[Found]:
    if " - " in passage.text:
        for found in _HYPHEN.finditer(passage.text):
            yield mended(found, "–", "hyphen for a dash")


_HYPHENS = Pattern(r"(?<=[^\s|:-])(?P<before> ?)(?P<hyphens>-{2,3})(?P<after> ?)(?=[^\s|:-])")


@rule(
    "T022",
    "hyphens for a dash",
    why="Two or three hyphens are how a typewriter draws a dash.",
    fix="safe",
    bad="Une loi -- enfin.",
    good="Une loi – enfin. --option\n---",
    fixed="Une loi – enfin.",
)
def hyphens_for_dash(passage: Passage) -> Iterator[Found]:
    if "--" not in passage.text:
        return
    for found in _HYPHENS.finditer(passage.text):
        if bool(found["before"]) == bool(found["after"]):
            start, end = found.span()
            numbers = passage.text[start - 1].isdigit() and passage.text[end].isdigit()
            dash = "–" if found["before"] or numbers else "—"
            at = found.span("hyphens")
            yield Found(start - 1, end + 1, "hyphens for a dash", ((*at, dash),))


_TWICE = Pattern(
    r"(?P<sign>[,;:])(?P<again>[ \u00a0\u202f]?(?P=sign))(?![,;:])|(?<=\w)(?<!\b[Ee]tc)(?P<two>\.\.)(?![.\w])|(?<=\w)(?<!\b[Ee]tc)(?P<four>\.{4,})",
    needs=(
        "..",
        *(f"{sign}{gap}{sign}" for sign in ",;:" for gap in ("", " ", "\u00a0", "\u202f")),
    ),
)


@rule(
    "T023",
    "a sign that stands twice",
    why="One of the two is left over from a change.",
    bad="Une loi,, enfin.",
    good="Une loi, enfin… ?! « :: » n’est rien",
)
def twice(passage: Passage) -> Iterator[Found]:
    for found in _TWICE.finditer(passage.text):
        if found["sign"] == ":" and found["again"] == ":":
            continue
        yield Found(
            *found.span(), f"“{found[0]}”: one sign too many", hint="take out what is too many"
        )


_ETC = Pattern(r"\b[Ee]tc(?P<end>\.?…|\.{2,10})(?![.…])")


@rule(
    "T024",
    "etc. with an ellipsis",
    why="Both say that the list goes on: one of them is enough.",
    fix="safe",
    languages=("fr", "en", "es"),
    bad="Des séminaires, etc...",
    good="Des séminaires, etc.",
    fixed="Des séminaires, etc.",
)
def etc(passage: Passage) -> Iterator[Found]:
    if "tc" in passage.text:
        for found in _ETC.finditer(passage.text):
            yield mended(found, f"{found[0][:3]}.", f"“{found[0]}”: etc. needs no ellipsis")
