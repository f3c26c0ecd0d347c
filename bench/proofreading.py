"""How well the rules over texts read: recall and false alarms on texts that a proofreader has marked.

    python bench/proofreading.py FOLDER [--each]

Each TOML file in FOLDER has `[[text]]` tables with `lang`, `body` and `marks`: `text`, `kind`, `severity`
(must or should), and `nth` where the span stands more than once. A mark is found where a diagnostic overlaps
it; a diagnostic that overlaps no mark is a false alarm. A text without marks is right as it stands. `--each`
shows what was missed and what was told beside the marks.
"""

from __future__ import annotations

import sys
import tomllib
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportcli.checks.passages import Passage
from reportcli.checks.rule import rules
from reportcli.model import Check

if TYPE_CHECKING:
    from collections.abc import Iterator

Told = tuple[int, int, str, str]


def told(passage: Passage) -> Iterator[Told]:
    """Yield start, end, code and message of what the rules find in one text, taken as a report."""
    for rule in rules():
        if not rule.reads(passage):
            continue
        if rule.scope == "text":
            for found in rule.find(passage):
                yield found.start, found.end, rule.code, found.what
        elif rule.scope == "report":
            for _, found in rule.find([passage], Check()):
                yield found.start, found.end, rule.code, found.what


def spans(body: str, marks: list[dict[str, Any]]) -> Iterator[tuple[int, int, str, str]]:
    for mark in marks:
        at = -1
        for _ in range(mark.get("nth", 1)):
            at = body.index(mark["text"], at + 1)
        yield at, at + len(mark["text"]), mark["kind"], mark["severity"]


@dataclass
class Score:
    """What was found of the marks, by kind and severity, and what was told beside them, by code."""

    found: dict[tuple[str, str], Counter[bool]] = field(
        default_factory=lambda: defaultdict(Counter)
    )
    alarms: Counter[str] = field(default_factory=Counter)
    lines: list[str] = field(default_factory=list)
    texts: int = 0
    words: int = 0

    def add(self, text: dict[str, Any]) -> None:
        body, tag = text["body"], text["lang"]
        self.texts += 1
        self.words += len(body.split())
        diagnostics = list(told(Passage(("reports", "2024", "text"), body, tag)))
        marked = list(spans(body, text.get("marks", [])))
        for start, end, kind, severity in marked:
            hit = any(a < end and start < b for a, b, _, _ in diagnostics)
            self.found[kind, severity][hit] += 1
            if not hit:
                self.lines.append(f"missed {severity:6} {kind:17} {_around(body, start, end)}")
        for a, b, code, what in diagnostics:
            if not any(a < end and start < b for start, end, _, _ in marked):
                self.alarms[code] += 1
                self.lines.append(f"false  {code} {tag:5} {_around(body, a, b)} {what}")

    def table(self) -> Iterator[str]:
        yield f"{self.texts} texts, {self.words} words\n\nkind               must      should"
        for kind in sorted({kind for kind, _ in self.found}):
            cells = [self.found[kind, severity] for severity in ("must", "should")]
            yield f"{kind:18} " + " ".join(
                f"{c[True]:3}/{c.total():<5}" if c else "   –     " for c in cells
            )
        for severity in ("must", "should"):
            apart = [
                c
                for (k, s), c in self.found.items()
                if s == severity and k not in {"apostrophe", "space"}
            ]
            rest = sum(apart, Counter())
            yield f"{severity}, apart from apostrophe and space: {rest[True]}/{rest.total()}"
        thousand = 1000 * self.alarms.total() / self.words
        yield f"false alarms: {self.alarms.total()}, {thousand:.1f} in a thousand words"
        yield "  ".join(f"{code} {count}" for code, count in self.alarms.most_common())


def _around(body: str, start: int, end: int) -> str:
    shown = f"{body[max(0, start - 25) : start]}[{body[start:end]}]{body[end : end + 20]}"
    return shown.replace("\n", "⏎")


def main(folder: Path, *, each: bool) -> None:
    score = Score()
    for file in sorted(folder.glob("*.toml")):
        for text in tomllib.loads(file.read_text("utf-8"))["text"]:
            score.add(text)
    if each:
        print("\n".join(score.lines), end="\n\n")
    print("\n".join(score.table()))


if __name__ == "__main__":
    main(Path(sys.argv[1]), each="--each" in sys.argv)
