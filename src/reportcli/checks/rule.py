"""What a rule is, and how rules are found: every function in `checks/rules/` that `rule` decorates.

A rule says by itself all that is known of it: its code, why it is one, what it finds and what it lets
pass. The list, the explanations, the documentation and the tests are made from that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeVar

from reportcli.patterns import Pattern as Pattern  # noqa: PLC0414  rules take it from here

if TYPE_CHECKING:
    import re

    from PIL.Image import Image

    from reportcli.checks.passages import Kind, Passage, Path
    from reportcli.diagnostics import Severity
    from reportcli.geometry import Page
    from reportcli.model import Data
    from reportcli.project import Project

Safety = Literal["safe", "unsafe"]
Scope = Literal["text", "report", "data", "online", "page", "load", "file", "spelling"]
"""What a rule looks at. Of load and file it looks at nothing: reading the file has found it.

Spelling is looked at only where it is asked for, by `spelling.job`.
"""
Edit = tuple[int, int, str]
"""Offsets in a text's words, and what comes between them."""


class Found(NamedTuple):
    """What a rule finds in a text: where in its words, what it is, and how it is mended.

    `hint` is the next step where there is no mended form to show; `is_safe` overrides the rule's own.
    """

    start: int
    end: int
    what: str
    edits: tuple[Edit, ...] = ()
    hint: str | None = None
    is_safe: bool | None = None


class Fault(NamedTuple):
    """What a rule finds that is no part of a text: the path of a value."""

    path: Path
    what: str
    hint: str | None = None
    on_key: bool = False


class Subject(NamedTuple):
    """What rules about the whole data look at."""

    project: Project
    data: Data
    cut: frozenset[Path]


class OnPage(NamedTuple):
    """What a rule finds on a page (from 1): under which ids, from without, it stands; and what to do."""

    page: int
    anchors: tuple[str, ...]
    what: str
    hint: str


@dataclass(frozen=True)
class Look:
    """What rules about the typeset pages look at: where the words are, and what is behind them.

    The ids of what stands whole on one page begin with `whole`; a victory's number follows, or a name.
    """

    pages: tuple[Page, ...]
    grounds: Sequence[Image]
    whole: str | None = None


Example = str | dict[str, str] | Sequence[str | dict[str, str]]
"""A text, a text under its field, texts of victories in one language or several; what a picture is; HTML."""


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
    once: bool = False
    """Whether what it says in the same words of several places is shown once, with these places."""
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
    Of the scope data: a Subject; it yields Fault. Of the scope page: a Look; it yields OnPage. Of the
    scope online, for which one has to ask: addresses with what was answered; it yields (Passage, Found).
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


def about_pages() -> tuple[Rule, ...]:
    """Return the rules about typeset pages, without loading the others."""
    for name in ("pages", "breaks", "legible"):
        import_module(f"reportcli.checks.rules.{name}")
    return tuple(rule for rule in _RULES.values() if rule.scope == "page")


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
