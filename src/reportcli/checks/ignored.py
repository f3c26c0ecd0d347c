"""The rules that a data file switches off."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from reportcli.checks.rule import rules
from reportcli.diagnostics import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportcli.checks.passages import Path
    from reportcli.load import Loaded

UNKNOWN_RULE = "D080"


class Ignored:
    """The rules that the data switches off, for the project and for single victories."""

    def __init__(self, loaded: Loaded) -> None:
        self._loaded = loaded
        self.everywhere = frozenset(loaded.data.check.ignore)
        self._of_victories: dict[Path, frozenset[str]] = {
            ("reports", year, "victories", index): frozenset(victory.check.ignore)
            for year, report in loaded.data.reports.items()
            for index, victory in enumerate(report.victories)
            if victory.check.ignore
        }

    def of(self, path: Path) -> frozenset[str]:
        """Return what is switched off for what lies at a path, besides what is everywhere."""
        return self._of_victories.get(path[:4], frozenset()) if self._of_victories else frozenset()

    def unknown(self) -> Iterator[Diagnostic]:
        """Yield a warning for each code that is no rule's, or a rule's that finds errors."""
        known = {
            rule.code: rule
            for rule in rules()
            if rule.severity != "error" and rule.scope not in {"load", "file"}
        }
        given: list[tuple[Path, tuple[str, ...]]] = [
            (("check", "ignore"), self._loaded.data.check.ignore)
        ]
        for path in self._of_victories:
            victory = self._loaded.data.reports[str(path[1])].victories[int(path[3])]
            given.append(((*path, "check", "ignore"), victory.check.ignore))
        for path, codes in given:
            for index, code in enumerate(codes):
                if code not in known:
                    close = get_close_matches(code, known, n=1, cutoff=0.7)
                    hint = f"did you mean {close[0]}? " if close else ""
                    yield Diagnostic(
                        UNKNOWN_RULE,
                        f"no rule that can be switched off is called {code!r}",
                        self._loaded.source.place((*path, index)),
                        f"{hint}see them all with: reportcli check --list",
                        "warning",
                    )
