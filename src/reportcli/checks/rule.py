"""What a rule is, and how rules are found: every function in `checks/rules/` that `rule` decorates.

A rule says by itself all that is known of it: its code, why it is one, what it finds and what it lets
pass. The list, the explanations, the documentation and the tests are made from that.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any, Literal, TypeVar

if TYPE_CHECKING:
    from reportcli.checks.passages import Kind, Passage, Path
    from reportcli.diagnostics import Severity
    from reportcli.model import Data
    from reportcli.project import Project

Safety = Literal["safe", "unsafe"]
Scope = Literal["text", "report", "data", "load", "file"]
"""What a rule looks at; of load and file it looks at nothing: reading the file has found it."""
Edit = tuple[int, int, str]
"""Offsets in a text's words, and what comes between them."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule finds in a text: where in its words, what it is, and how it is mended.

    `hint` is the next step where there is no mended form to show; `is_safe` overrides the rule's own.
    """

    start: int
    end: int
    what: str
    edits: tuple[Edit, ...] = ()
    hint: str | None = None
    is_safe: bool | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """What a rule finds that is no part of a text: the path of a value."""

    path: Path
    what: str
    hint: str | None = None
    on_key: bool = False


@dataclass(frozen=True)
class Subject:
    """What rules about the whole data look at."""

    project: Project
    data: Data
    cut: frozenset[Path]


Example = str | dict[str, str] | Sequence[str | dict[str, str]]
"""A text, a text under its field, texts of victories in one language or several; or what a picture is."""


@dataclass(frozen=True)
class Rule:
    """`languages` are those whose texts it reads, by tag or without the country; none means every one."""

    code: str
    title: str
    why: str
    severity: Severity
    fix: Safety | None
    scope: Scope
    bad: Example
    good: Example
    fixed: str | None = None
    languages: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ("prose", "template")
    find: Callable[..., Iterable[Any]] = field(default=lambda *_: (), repr=False)

    def reads(self, passage: Passage) -> bool:
        """Say whether a text is one that the rule looks at."""
        if passage.kind not in self.kinds:
            return False
        return not self.languages or not {passage.base, passage.language}.isdisjoint(self.languages)

    @property
    def language(self) -> str:
        """The language of its examples."""
        return self.languages[0] if self.languages else "fr"


Find = TypeVar("Find", bound=Callable[..., Iterable[Any]])
_RULES: dict[str, Rule] = {}


def rule(
    code: str,
    title: str,
    *,
    why: str,
    bad: Example,
    good: Example,
    severity: Severity = "warning",
    fix: Safety | None = None,
    scope: Scope = "text",
    **more: Any,
) -> Callable[[Find], Find]:
    """Make a function a rule. Of the scope text it takes a Passage and yields Found.

    Of the scope report: the passages of one report and the data's `[check]`; it yields (Passage, Found).
    Of the scope data: a Subject; it yields Fault.
    """

    def register(find: Find) -> Find:
        if code in _RULES and _RULES[code].find.__qualname__ != find.__qualname__:
            raise ValueError(f"two rules are called {code}")
        made = Rule(code, title, why, severity, fix, scope, bad, good, find=find, **more)
        _RULES[code] = made
        return find

    return register


@cache
def rules() -> tuple[Rule, ...]:
    """Return every rule there is, by code."""
    package = import_module("reportcli.checks.rules")
    for module in iter_modules(package.__path__, f"{package.__name__}."):
        import_module(module.name)
    return tuple(_RULES[code] for code in sorted(_RULES))


MAX = sys.maxsize


class Pattern:
    """A regular expression that is compiled when it is first needed: most texts need few of them.

    `needs` are pieces of text of which each match holds one: where a text has none, nothing is compiled.
    """

    def __init__(self, pattern: str, flags: int = 0, needs: Sequence[str] = ()) -> None:
        self._source = pattern
        self._flags = flags
        self._needs = needs
        self._compiled: re.Pattern[str] | None = None

    def _can_match(self, text: str) -> bool:
        return not self._needs or any(piece in text for piece in self._needs)

    @property
    def compiled(self) -> re.Pattern[str]:
        if self._compiled is None:
            self._compiled = re.compile(self._source, self._flags)
        return self._compiled

    def finditer(self, text: str, start: int = 0, end: int = MAX) -> Iterator[re.Match[str]]:
        return self.compiled.finditer(text, start, end) if self._can_match(text) else iter(())

    def search(self, text: str, start: int = 0, end: int = MAX) -> re.Match[str] | None:
        return self.compiled.search(text, start, end) if self._can_match(text) else None

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        return self.compiled.match(text, start)

    def findall(self, text: str) -> list[Any]:
        return self.compiled.findall(text)

    def split(self, text: str) -> list[Any]:
        return self.compiled.split(text)

    def sub(self, new: str, text: str) -> str:
        return self.compiled.sub(new, text)


def mended(
    found: re.Match[str], new: str, what: str, group: int | str = 0, *, is_safe: bool | None = None
) -> Found:
    """Return what a match found, to be replaced as a whole by `new`."""
    start, end = found.span(group)
    return Found(start, end, what, (shortest(start, found[group], new),), is_safe=is_safe)


def shortest(start: int, old: str, new: str) -> Edit:
    """Return the edit that makes `new` of `old`, which stands at `start`, and touches nothing else."""
    before = 0
    while before < min(len(old), len(new)) and old[before] == new[before]:
        before += 1
    after = 0
    while after < min(len(old), len(new)) - before and old[-1 - after] == new[-1 - after]:
        after += 1
    return start + before, start + len(old) - after, new[before : len(new) - after]
