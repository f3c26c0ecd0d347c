"""What rules find in values → diagnostics about the file as it is typed, with their fixes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportcli.checks.naming import whose
from reportcli.diagnostics import Diagnostic, Fix

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportcli.checks.passages import Passage, Path
    from reportcli.checks.rule import Fault, Found, Rule
    from reportcli.source import Source
    from reportcli.toml_strings import TomlString


class Places:
    """Turns what rules find in values into diagnostics about the file."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._strings: dict[Path, TomlString | None] = {}

    def diagnostic(self, rule: Rule, passage: Passage, found: Found) -> Iterator[Diagnostic]:
        if passage.path not in self._strings:
            self._strings[passage.path] = self._source.string(passage.path)
        string = self._strings[passage.path]
        if string is None:  # a number, which was typed without quotes
            return
        start, end = string.span(found.start, found.end)
        safe = (rule.fix == "safe") if found.is_safe is None else found.is_safe
        fix = self._fix(string, found, start, end, is_safe=safe)
        yield Diagnostic(
            code=rule.code,
            message=found.what,
            place=self._source.at(start, end),
            hint=found.hint,
            severity=rule.severity,
            fix=fix,
        )

    def _fix(
        self, string: TomlString, found: Found, start: int, end: int, *, is_safe: bool
    ) -> Fix | None:
        edits = []
        for first, last, words in found.edits:
            typed = string.typed(words)
            if typed is None:
                return None
            edits.append((*string.span(first, last), typed))
        if not edits:
            return None
        return Fix(_edited(self._source.text, start, end, edits), tuple(edits), is_safe)

    def of_fault(self, rule: Rule, fault: Fault) -> Diagnostic:
        return Diagnostic(
            code=rule.code,
            message=fault.what + whose(self._source, fault.path),
            place=self._source.place(fault.path, key=fault.on_key),
            hint=fault.hint,
            severity=rule.severity,
        )


def _edited(text: str, start: int, end: int, edits: Sequence[tuple[int, int, str]]) -> str:
    """Return a span of a text with edits made in it."""
    pieces, at = [], start
    for first, last, words in sorted(edits):
        pieces += [text[at:first], words]
        at = last
    return "".join([*pieces, text[at:end]])
