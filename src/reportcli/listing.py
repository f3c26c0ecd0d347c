"""What `check` found, for people: one group for each rule, its reason once, its places under it."""

from __future__ import annotations

from itertools import chain, groupby
from typing import TYPE_CHECKING

from rich.text import Text

from reportcli.checks.rule import rules
from reportcli.terminal import COLOURS, excerpt, hanging, next_step, printable, room

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import Console

    from reportcli.checks.rule import Rule
    from reportcli.diagnostics import Diagnostic

ORDER = ("error", "warning", "info")
ARROW = "        → "
LABELS = {"error": "error", "warning": "warning", "info": "remark"}
SPACES = {"\u00a0": "⍽", "\u202f": "⍽", "\n": " "}
"""How spaces that do not break are shown in a mended form (U+237D, the sign for them)."""


def show(console: Console, diagnostics: Sequence[Diagnostic], limit: int) -> None:
    """Print diagnostics by rule, the gravest first; of each rule `limit` places, or all where it is 0."""
    known = {rule.code: rule for rule in rules()}
    ranked = sorted(diagnostics, key=lambda d: (ORDER.index(d.severity), d.code))
    groups = groupby(ranked, key=lambda d: (d.severity, d.code))
    told = [_group(list(of), known.get(code), limit, console) for (_, code), of in groups]
    if not told:
        return
    if (
        console.color_system is None
    ):  # nothing is to be styled: rich would take its time all the same
        print(*(line.plain for line in chain.from_iterable(told)), sep="\n", file=console.file)
    else:
        console.print(Text("\n").join(chain.from_iterable(told)))


def _group(
    found: Sequence[Diagnostic], rule: Rule | None, limit: int, console: Console
) -> Iterator[Text]:
    width, first = room(console), found[0]
    title = rule.title if rule else first.message
    count = f" ({len(found):,})" if len(found) > 1 else ""
    head = Text.assemble(
        (LABELS[first.severity], COLOURS[first.severity]),
        (f" {first.code}", "bold"),
        f" {printable(title)}{count}",
    )
    yield hanging(head, width, 4)
    if rule:
        yield hanging(Text(f"  {rule.why}", "dim"), width, 2)
    alike = _alike(found) if rule and rule.once else [[diagnostic] for diagnostic in found]
    shown = alike if not limit else alike[:limit]
    common = _common(found)
    for same, *others in shown:
        yield from _one(same, console, told=rule is not None, common=common)
        if others:
            yield _also(others, limit)
    if common:
        yield hanging(Text.assemble(("  → ", "bold"), common), width, 4)
    if more := len(found) - sum(map(len, shown)):
        yield Text(f"  … and {more:,} more: --limit 0 shows all")
    yield Text("")


def _alike(found: Sequence[Diagnostic]) -> list[list[Diagnostic]]:
    """Return diagnostics that say the same together, in the order of the first of each."""
    by_words: dict[str, list[Diagnostic]] = {}
    for diagnostic in found:
        by_words.setdefault(diagnostic.message, []).append(diagnostic)
    return list(by_words.values())


def _also(others: Sequence[Diagnostic], limit: int) -> Text:
    shown = others if not limit else others[:limit]
    places = ", ".join(f"{d.place.line}:{d.place.column}" for d in shown if d.place)
    more = f" and {len(others) - len(shown):,} more" if len(others) > len(shown) else ""
    return Text(f"        also at {places}{more}")


def _common(found: Sequence[Diagnostic]) -> str:
    """Return the next step of several places that have the same one, to be said once; or nothing."""
    if len(found) < 2:
        return ""
    if all(diagnostic.fix and not diagnostic.fix.is_safe for diagnostic in found):
        return f"--fix={found[0].code} makes these changes"
    hints = {diagnostic.hint for diagnostic in found if not diagnostic.fix}
    if len(hints) == 1 and all(not diagnostic.fix for diagnostic in found):
        return printable(hints.pop() or "")
    return ""


def _one(diagnostic: Diagnostic, console: Console, *, told: bool, common: str) -> Iterator[Text]:
    place, fix = diagnostic.place, diagnostic.fix
    if place or told:
        where = str(place or "") + (": " if place and told else "")
        said = printable(diagnostic.message) if told else ""
        yield hanging(Text.assemble("  ", (printable(where), "bold"), said), room(console), 4)
    if place and place.excerpt:
        yield excerpt(place, console.width, COLOURS[diagnostic.severity])
    if fix:
        by_code = "" if fix.is_safe or common else f"  (by --fix={diagnostic.code})"
        made = Text.assemble(
            (ARROW, "bold"), (_visible(fix.replacement), "green"), (by_code, "dim")
        )
        yield hanging(made, room(console), len(ARROW))
    if diagnostic.hint and printable(diagnostic.hint) != common:
        hint = next_step(diagnostic.hint, ARROW)
        yield hint if "\n" in hint.plain else hanging(hint, room(console), len(ARROW))


def _visible(words: str) -> str:
    """Return a mended form in which the spaces that do not break can be seen."""
    if words == " ":
        return "(one space)"
    shown = printable("".join(SPACES.get(sign, sign) for sign in words))
    return (shown if len(shown) <= 100 else f"{shown[:99]}…") or "(nothing)"
