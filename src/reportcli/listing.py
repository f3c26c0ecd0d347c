"""What `check` found, for people: one group for each rule, its reason once, its places under it."""

from __future__ import annotations

from itertools import chain, groupby
from typing import TYPE_CHECKING

from rich.text import Text

from reportcli.checks.rule import rules
from reportcli.terminal import COLOURS, excerpt, printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import Console

    from reportcli.checks.rule import Rule
    from reportcli.diagnostics import Diagnostic

ORDER = ("error", "warning", "info")
LABELS = {"error": "error", "warning": "warning", "info": "remark"}
SPACES = {"\u00a0": "⍽", "\u202f": "⍽", "\n": " "}
"""How spaces that do not break are shown in a mended form (U+237D, the sign for them)."""


def show(console: Console, diagnostics: Sequence[Diagnostic], limit: int) -> None:
    """Print diagnostics by rule, the gravest first; of each rule `limit` places, or all where it is 0."""
    known = {rule.code: rule for rule in rules()}
    ranked = sorted(diagnostics, key=lambda d: (ORDER.index(d.severity), d.code))
    groups = groupby(ranked, key=lambda d: (d.severity, d.code))
    told = [_group(list(of), known.get(code), limit, console.width) for (_, code), of in groups]
    if told:
        console.print(Text("\n").join(chain.from_iterable(told)))


def _group(
    found: Sequence[Diagnostic], rule: Rule | None, limit: int, width: int
) -> Iterator[Text]:
    head = found[0]
    title = rule.title if rule else head.message
    count = f" ({len(found)})" if len(found) > 1 else ""
    yield Text.assemble(
        (LABELS[head.severity], COLOURS[head.severity]),
        (f" {head.code}", "bold"),
        f" {printable(title)}{count}",
    )
    if rule:
        yield Text(f"  {rule.why}", "dim")
    alike = _alike(found) if rule and rule.once else [[diagnostic] for diagnostic in found]
    shown = alike if not limit else alike[:limit]
    for first, *others in shown:
        yield from _one(first, width, told=rule is not None)
        if others:
            yield _also(others, limit)
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


def _one(diagnostic: Diagnostic, width: int, *, told: bool) -> Iterator[Text]:
    where = str(diagnostic.place or "") + (": " if diagnostic.place and told else "")
    yield Text.assemble(
        "  ", (printable(where), "bold"), printable(diagnostic.message) if told else ""
    )
    if diagnostic.place and diagnostic.place.excerpt:
        yield excerpt(diagnostic.place, width, COLOURS[diagnostic.severity])
    if diagnostic.fix:
        safe = "" if diagnostic.fix.is_safe else f"  (by --fix={diagnostic.code})"
        yield Text.assemble(
            ("        → ", "bold"), (_visible(diagnostic.fix.replacement), "green"), (safe, "dim")
        )
    if diagnostic.hint:
        yield Text.assemble(("        → ", "bold"), printable(diagnostic.hint))


def _visible(words: str) -> str:
    """Return a mended form in which the spaces that do not break can be seen."""
    shown = printable("".join(SPACES.get(sign, sign) for sign in words))
    return (shown if len(shown) <= 100 else f"{shown[:99]}…") or "(nothing)"
