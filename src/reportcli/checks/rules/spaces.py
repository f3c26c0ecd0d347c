"""Spaces: between words, before signs, inside marks. The languages differ as `typography.languages` says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from reportcli.checks.rule import Found, Pattern, mended, rule
from reportcli.typography.languages import NB, NN, language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportcli.checks.passages import Passage

NAMES: Final = {NB: "a no-break space", NN: "a narrow no-break space"}
_AFTER = r"[\w)\]»›”’*…%°\ue000]"
_END = r"(?=[\s»›”’)\]*_\"…]|\Z)"
_SIGNS = frozenset(";:!?")
_ORDINARY = Pattern(rf"(?<={_AFTER})( )(?P<sign>[;!?]{{1,5}}|:){_END}")
_ABSENT = Pattern(rf"{_AFTER}(?P<sign>(?<!:)[;!?]{{1,5}}|:){_END}")


def _place(space: str) -> str:
    return NAMES.get(space, "no space")


@rule(
    "T010",
    "a space at which a line can break before ; : ! ?",
    why="French sets a space that does not break before these signs, or else one of them begins a line. The page"
    " does; what is taken from the data elsewhere keeps what was typed.",
    severity="info",
    fix="safe",
    languages=("fr",),
    bad="Elle est libre !",
    good="Elle est libre\u202f! À 10:30, le score est de 3:1.",
    fixed="Elle est libre\u202f!",
)
def breaking_space(passage: Passage) -> Iterator[Found]:
    if " " not in passage.text:
        return
    tongue = language(passage.language)
    for found in _ORDINARY.finditer(passage.text):
        space = (tongue.colon if found["sign"] == ":" else tongue.high).typed or ""
        what = f"ordinary space before “{found['sign']}”: {_place(space)} belongs there"
        edit = (found.start(1), found.end(1), space)
        yield Found(*found.span(), what, (edit,))


@rule(
    "T011",
    "no space before ; : ! ?",
    why="French sets a space before these signs (in Switzerland it may lack, in Canada before ; ! ? it does).",
    severity="info",
    fix="safe",
    languages=("fr",),
    bad="Elle est libre!",
    good="Elle est libre\u202f! (?) Voir https://example.org/?a=1: non.",
    fixed="Elle est libre\u202f!",
)
def missing_space(passage: Passage) -> Iterator[Found]:
    tongue = language(passage.language)
    if not (tongue.high.absent or tongue.colon.absent) or _SIGNS.isdisjoint(passage.text):
        return
    for found in _ABSENT.finditer(passage.text):
        if found[0].startswith("\ue000") or _is_spanish(passage.text, found.start("sign")):
            continue
        space = (tongue.colon if found["sign"] == ":" else tongue.high).absent
        if space:
            at = found.start("sign")
            what = f"no space before “{found['sign']}”: {_place(space)} belongs there"
            yield Found(*found.span(), what, ((at, at, space),))


_OPENED = Pattern("[¿¡][^?!¿¡.]{0,60}\\Z")


def _is_spanish(text: str, at: int) -> bool:
    """Say whether a sign closes what ¿ or ¡ opened: a Spanish name or slogan."""
    return bool(_OPENED.search(text, max(0, at - 62), at))


_GUILLEMETS = Pattern(
    r"«(?P<left>[ \u00a0\u202f\u2009]?)(?P<words>[^\s«»](?:[^«»\n]{0,2000}?[^\s«»])?)(?P<right>[ \u00a0\u202f\u2009]?)»"
)


@rule(
    "T012",
    "spaces inside « »",
    why="They do not break, or « ends a line; and there is one on both sides or on none: both in France and in"
    " Canada, in Switzerland either.",
    severity="info",
    fix="safe",
    languages=("fr",),
    bad="Un « espoir» neuf",
    good="Un «\u202fespoir\u202f» neuf, un «\u00a0rang\u00a0» aussi",
    fixed="Un «\u202fespoir\u202f» neuf",
)
def guillemets(passage: Passage) -> Iterator[Found]:
    if "«" not in passage.text:
        return
    gap = language(passage.language).inside
    for found in _GUILLEMETS.finditer(passage.text):
        sides = {"left": found["left"], "right": found["right"]}
        one_sided = bool(sides["left"]) != bool(sides["right"])
        for side, typed in sides.items():
            if typed == " ":
                new, what = gap.typed or "", "ordinary space"
            elif not typed and (gap.absent or one_sided):
                new, what = gap.absent or gap.typed or "", "no space"
            else:
                continue
            at, end = found.span(side)
            span = (
                (at - 1, max(end, at + 1))
                if side == "left"
                else (min(at, end - 1 if typed else at - 1), end + 1)
            )
            yield Found(*span, f"{what} inside « »: {_place(new)} belongs there", ((at, end, new),))


_PERCENT = Pattern(r"(?<=\d)(?P<space> ?)(?P<sign>[%‰])(?!\w)")


@rule(
    "T013",
    "the space before %",
    why="French sets a no-break space between a number and % (in Switzerland it may lack); English sets none.",
    severity="info",
    fix="safe",
    languages=("fr", "en"),
    bad="Une hausse de 73%",
    good="Une hausse de 73\u00a0%",
    fixed="Une hausse de 73\u00a0%",
)
def percent(passage: Passage) -> Iterator[Found]:
    if "%" not in passage.text and "‰" not in passage.text:
        return
    gap = language(passage.language).percent
    for found in _PERCENT.finditer(passage.text):
        typed = found["space"]
        belongs = (gap.typed or "") if typed else gap.absent
        new = "" if passage.base == "en" else belongs
        if new != typed:
            what = f"{'ordinary' if typed else 'no'} space before “{found['sign']}”: {_place(new)} belongs there"
            start, end = found.span("space")
            yield Found(start - 1, found.end(), what, ((start, end, new),))


_STOPS = Pattern("[ \u00a0\u202f][,.]")
_BEFORE_STOP = Pattern(r"(?<=[\w)\]»”’*%])(?P<space>[ \u00a0\u202f]{1,3})[,.](?=[\s»”)\]*_]|\Z)")
_BEFORE_HIGH = Pattern(
    rf"(?<=[\w)\]»”’*%])(?P<space>[ \u00a0\u202f]{{1,3}})(?:[;!?]{{1,5}}|:){_END}"
)


@rule(
    "T014",
    "a space before a sign that takes none",
    why="A comma and a full stop follow the word at once, and outside French so do ; : ! ?.",
    fix="safe",
    bad="Une loi , enfin .",
    good="Une loi, enfin. Le domaine .org ...",
    fixed="Une loi, enfin.",
)
def space_before(passage: Passage) -> Iterator[Found]:
    for found in _BEFORE_STOP.finditer(passage.text) if _STOPS.search(passage.text) else ():
        yield mended(found, found[0].strip(), f"space before “{found[0].strip()}”")
    if passage.base in {"en", "es", "de", "it", "pt", "nl"}:
        for found in _BEFORE_HIGH.finditer(passage.text):
            yield mended(found, found[0].strip(), f"space before “{found[0].strip()}”")


_TIGHT = Pattern(r"[,;!?.](?:[^\W\d_]|[¿¡])")
_AFTER_COMMA = Pattern(
    r"(?<=[^\W\d_]{2})[,;](?=[^\W\d_]{2})|(?<=\d),(?=[a-zà-ÿ]{2}(?![\w]*\d))|(?<=[^\W\d_]{2})[!?](?=[A-ZÀ-Þ¿¡][^\W\d_])"
)
_AFTER_STOP = Pattern(r"(?<=[a-zà-ÿ]{3})\.(?=(?:[A-ZÀ-Þ][a-zà-ÿ]{1,30}|[ÀA])[ ,’'])")
_QUOTES = frozenset("«»“”")
_AROUND = Pattern(r"(?<=[^\W_])[«“](?=\S)|(?<=\S)[»”](?=[^\W_])(?!s\b)")


@rule(
    "T015",
    "no space after a sign",
    why="A sign that ends a part of a sentence is followed by a space.",
    fix="unsafe",
    bad="Une loi,enfin.Elle protège.",
    good="Une loi, enfin. Elle coûte 1,5 million. Voir example.org",
    fixed="Une loi, enfin. Elle protège.",
)
def no_space_after(passage: Passage) -> Iterator[Found]:
    text = passage.text
    for pattern in (_AFTER_COMMA, _AFTER_STOP):
        for found in pattern.finditer(text) if _TIGHT.search(text) else ():
            at = found.end()
            yield Found(at - 1, at, f"no space after “{found[0]}”", ((at, at, " "),))
    for found in _AROUND.finditer(text) if not _QUOTES.isdisjoint(text) else ():
        at = found.start() if found[0] in "«“" else found.end()
        where = "before" if found[0] in "«“" else "after"
        yield Found(*found.span(), f"no space {where} “{found[0]}”", ((at, at, " "),))


_INSIDE = Pattern(
    r"[(\[](?P<left>[ \u00a0\u202f]{1,3})(?=[^\s»])|(?<=[^\s:;«])(?P<right>[ \u00a0\u202f]{1,3})[)\]]"
)


@rule(
    "T016",
    "a space inside brackets",
    why="Brackets hold what they enclose without spaces.",
    fix="safe",
    bad="Le tribunal ( à Alger ) a tranché.",
    good="Le tribunal (à Alger) a tranché.",
    fixed="Le tribunal (à Alger) a tranché.",
)
def inside_brackets(passage: Passage) -> Iterator[Found]:
    if "(" not in passage.text and "[" not in passage.text:
        return
    for found in _INSIDE.finditer(passage.text):
        start, end = found.span("left" if found["left"] else "right")
        what = f"space {'after' if found['left'] else 'before'} “{found[0].strip()}”"
        yield Found(*found.span(), what, ((start, end, ""),))


_SEVERAL = Pattern(r"(?<=[^\s])(?P<spaces>[ \t\u00a0\u202f\u2009]{2,40}|\t)(?=[^\s])")


@rule(
    "T017",
    "more than one space",
    why="Between two words there is one space; the page makes it one.",
    severity="info",
    fix="safe",
    bad="Une  loi",
    good="Une loi",
    fixed="Une loi",
    kinds=("prose", "template", "name"),
)
def several_spaces(passage: Passage) -> Iterator[Found]:
    if "  " not in passage.text and not {NB, NN, "\t", "\u2009"} & set(passage.text):
        return
    for found in _SEVERAL.finditer(passage.text):
        kept = next((sign for sign in found[0] if sign in {NB, NN}), " ")
        what = f"{len(found[0])} spaces in a row" if len(found[0]) > 1 else "tab"
        yield mended(found, kept, what)


_ENDS = Pattern(
    r"\A(?P<first>[ \t\u00a0\u202f]{1,40})(?=\S)|(?<=\S)(?P<last>[ \t\u00a0\u202f]{1,40})(?=\r?\n|\Z)"
)


@rule(
    "T018",
    "a space at the beginning or end",
    why="It prints nothing, and travels with the text wherever it is used.",
    severity="info",
    fix="safe",
    bad="Une loi ",
    good="Une loi\n",
    fixed="Une loi",
    kinds=("prose", "template", "name"),
)
def at_the_ends(passage: Passage) -> Iterator[Found]:
    for found in _ENDS.finditer(passage.words):
        where = "beginning" if found["first"] else "end"
        yield mended(
            found,
            "",
            f"space at the {where}"
            + (" of a line" if found.end() < len(passage.words) and found["last"] else ""),
        )
