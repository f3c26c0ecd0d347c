"""A project's data → everything that is wrong in it: what loading finds, and what the rules find."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportcli.checks.ignored import Ignored
from reportcli.checks.passages import passages
from reportcli.checks.placing import Places
from reportcli.checks.rule import Subject, rules
from reportcli.diagnostics import Diagnostic, Failure
from reportcli.load import survey
from reportcli.model import Brand, texts
from reportcli.project import built_in
from reportcli.salvage import is_whole, paths

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from reportcli.checks.mentions import Answer, Answered
    from reportcli.checks.passages import Passage, Path
    from reportcli.checks.rule import Edit, Found, Rule
    from reportcli.load import Loaded
    from reportcli.model import Data
    from reportcli.project import Project
    from reportcli.source import Source

    Ask = Callable[[Iterable[str]], Mapping[str, Answer]]


@dataclass(frozen=True)
class Review:
    """What is wrong with a project's data. `source` is None where the file could not be read at all."""

    source: Source | None
    diagnostics: tuple[Diagnostic, ...]


def review(
    project: Project,
    years: Sequence[str] = (),
    text: str | None = None,
    ask: Ask | None = None,
    *,
    spelling: bool = False,
) -> Review:
    """Look through a project's data; with `years`, through these reports and what all have in common.

    `text` is the data instead of what stands in the file; `ask` asks addresses (see online); without it
    none is. Raises Failure where there is no report of a year.
    """
    try:
        loaded = survey(project, text)
    except Failure as failure:
        return Review(None, failure.diagnostics)
    _require_years(loaded, years)
    others = {year for year in loaded.source.values["reports"] if years and year not in years}
    found = [
        *_elsewhere(loaded, others),
        *_found(project, loaded, others, ask, spelling=spelling),
        *_of_editions(project, loaded, others),
    ]
    return Review(loaded.source, tuple(sorted(dict.fromkeys(found), key=_position)))


def _position(found: Diagnostic) -> tuple[int, int, str]:
    place = found.place
    return (place.line, place.column, found.code) if place else (0, 0, found.code)


def _require_years(loaded: Loaded, years: Sequence[str]) -> None:
    known = loaded.source.values["reports"]
    for year in years:
        if year not in known:
            from reportcli.edition import unknown_year

            raise Failure([unknown_year(year, sorted(known), loaded)])


def _elsewhere(loaded: Loaded, others: set[str]) -> Iterator[Diagnostic]:
    """Yield what loading found, but for what lies in the reports of other years."""
    source = loaded.source
    reports = source.values["reports"]
    within = [path for year in others for path in paths(reports[year], ("reports", year))]
    there = {source.place(path, key=key) for path in within for key in (False, True)}
    for found in loaded.diagnostics:
        if found.place not in there:
            yield found


def _of_editions(project: Project, loaded: Loaded, others: set[str]) -> Iterator[Diagnostic]:
    """Yield what keeps editions from being set: the brand, the fonts, the layouts.

    Where there is nothing but a built-in layout with its own fonts and common letters, there is nothing
    to find, and no font is opened.
    """
    years = [year for year in loaded.data.reports if year not in others]
    if all(_is_common(project, loaded, year) for year in years):
        return
    from reportcli.build import Order, unfit

    yield from dict.fromkeys(unfit(project, loaded, Order(years=years)))


COMMON = (
    frozenset(map(chr, [9, 10, 13, *range(0x20, 0x7F), *range(0xA0, 0x100)]))
    | frozenset("ŒœŸŠšŽžĞğİıŁłŚśŹźŻżČčĆćĐđĘęĄąŃńŘřĚěŮů–—‘’“”…·•‹›€\u202f\u2009\u2011")
) - frozenset("¤\u00ad")
"""Characters that every built-in font has; there are more."""
BUILT_IN = {"annual", "booklet", "letter", "poster"}


def _is_common(project: Project, loaded: Loaded, year: str) -> bool:
    data, report = loaded.data, loaded.data.reports[year]
    if data.brand != Brand() or data.layouts or report.layout not in BUILT_IN:
        return False
    if (project.layouts / report.layout).exists() and project.layouts.resolve() != built_in():
        return False
    said = [*texts(data.organization), *texts(report)]
    return set("".join(words for _, text in said for words in text.values())) <= COMMON


def _found(
    project: Project, loaded: Loaded, others: set[str], ask: Ask | None, *, spelling: bool
) -> Iterator[Diagnostic]:
    data, source, cut = loaded.data, loaded.source, loaded.cut
    ignored = Ignored(loaded)
    yield from ignored.unknown()
    read = [p for p in passages(data, cut) if not _is_of(p.path, others)]
    every = Texts(read)
    answered = _answered(ask, data, cut, others, read) if ask else ()
    places = Places(source)
    edits: dict[Path, list[Edit]] = defaultdict(list)
    for rule in rules():
        if rule.code in ignored.everywhere:
            continue
        asked = rule.find(answered) if rule.scope == "online" else ()
        for passage, found in (*_of(rule, every, loaded), *asked):
            if rule.code not in ignored.of(passage.path):
                edits[passage.path] += found.edits
                yield from places.diagnostic(rule, passage, found)
        if rule.scope == "data":
            for fault in rule.find(Subject(project, data, cut)):
                told = is_whole(cut, fault.path) and not _is_of(fault.path, others)
                if told and rule.code not in ignored.of(fault.path):
                    yield places.of_fault(rule, fault)
    if spelling:
        try:
            yield from _misspelt(project, loaded, every, ignored, places, edits)
        except Failure as failure:  # the engine or a dictionary fails: all else is told as well
            yield from failure.diagnostics


def _misspelt(
    project: Project,
    loaded: Loaded,
    every: Texts,
    ignored: Ignored,
    places: Places,
    edits: Mapping[Path, Sequence[Edit]],
) -> Iterator[Diagnostic]:
    """Yield the words that no dictionary has, but for those that another rule's `edits` mend."""
    from reportcli.checks.rules.spelling import NO_DICTIONARY, WORD
    from reportcli.spelling import job

    known = {rule.code: rule for rule in rules()}
    reader = job.Proofreader(project, every.every, loaded.data.check.spelling.words)
    if WORD not in ignored.everywhere:
        for passage, found in reader.misspelt():
            mended = any(
                found.start < end and start < found.end for start, end, _ in edits[passage.path]
            )
            if not mended and WORD not in ignored.of(passage.path):
                yield from places.diagnostic(known[WORD], passage, found)
    if NO_DICTIONARY not in ignored.everywhere:
        for fault in reader.without_dictionary():
            yield places.of_fault(known[NO_DICTIONARY], fault)


def _answered(
    ask: Ask, data: Data, cut: frozenset[Path], others: set[str], read: Iterable[Passage]
) -> list[Answered]:
    """Return the addresses of the data that are not of other years, with what was answered."""
    from reportcli.checks.mentions import mentions

    named = [m for m in mentions(data, cut, read) if not _is_of(m.passage.path, others)]
    answers = ask([mention.address for mention in named])
    return [(mention, answers[mention.address]) for mention in named]


def _is_of(path: Path, years: set[str]) -> bool:
    return bool(years) and path[0] == "reports" and path[1] in years


class Texts:
    """The texts of the data, by what decides which rules read them.

    What stands in one field with the same words many times, such as a label, is read once.
    """

    def __init__(self, every: Sequence[Passage]) -> None:
        self.every = every
        same: dict[tuple[object, ...], list[Passage]] = {}
        for passage in every:
            field = tuple(part for part in passage.path[-3:] if isinstance(part, str))
            key = (passage.kind, passage.language, passage.words, field)
            same.setdefault(key, []).append(passage)
        self._groups: dict[tuple[str, str], list[list[Passage]]] = defaultdict(list)
        for passages_ in same.values():
            first = passages_[0]
            self._groups[(first.kind, first.language)].append(passages_)

    def read_by(self, rule: Rule) -> Iterator[list[Passage]]:
        """Yield the texts that a rule reads, those that are the same together."""
        for group in self._groups.values():
            if rule.reads(group[0][0]):
                yield from group


def _of(rule: Rule, every: Texts, loaded: Loaded) -> Iterator[tuple[Passage, Found]]:
    """Yield what a rule finds in the texts, with the text."""
    if rule.scope == "text":
        for same in every.read_by(rule):
            for found in rule.find(same[0]):
                for passage in same:
                    yield passage, found
    elif rule.scope == "report":
        read: dict[Path, list[Passage]] = defaultdict(list)
        for passage in filter(rule.reads, every.every):
            read[passage.path[:2]].append(passage)
        for path, texts_ in read.items():
            if path[0] == "reports":
                yield from rule.find(texts_, loaded.data.check)
