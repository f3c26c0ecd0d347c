"""Next year's report in the same project: last year's settings, and one victory to fill in.

Figures, pictures, texts about the year and victories are last year's own: nothing of them is copied.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportcli import append, starter, toml_text
from reportcli.load import load
from reportcli.model import words
from reportcli.values import OPEN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reportcli.model import Report
    from reportcli.project import Project

REMARKS = {
    "fr": {
        "title": "le titre de {last} : est-il encore juste ?",
        "number": "le titre de {last}, sans son nombre : mettez le nouveau à la place de « … »",
        "subtitle": "celui de {last} : est-il encore juste ?",
        "text": "à écrire",
    },
    "en": {
        "title": "the title of {last}: is it still right?",
        "number": "the title of {last} without its number: write the new one in place of the …",
        "subtitle": "the one of {last}: is it still right?",
        "text": "to be written",
    },
}


@dataclass(frozen=True)
class Added:
    """A report that was added, the year whose settings it took, and whether its title is to be completed."""

    year: str
    last: str
    open_title: bool


def add(project: Project, year: str) -> Added:
    """Add a year's report to a project. Raises Failure when it is there already, or the data has errors."""
    append.require_free(append.present(project.data), year)
    loaded = load(project)
    last = _before(sorted(loaded.data.reports), year)
    report = loaded.data.reports[last]
    says_layout = "layout" in loaded.source.values["reports"][last]
    title = {tag: _renewed(said, report, last, year) for tag, said in _told(report.title, report)}
    block = "".join(_lines(report, title, last, year, layout=says_layout))
    append.append(project.data, block, (year,))
    return Added(year, last, _is_open(title))


def _before(years: list[str], year: str) -> str:
    """Return the latest year before another, or else the first after it."""
    return max((known for known in years if known < year), default=years[0])


def _told(text: Mapping[str, str], report: Report) -> list[tuple[str, str]]:
    """Return the words of a text by language, in the report's order."""
    first = report.languages[0]
    found = [(tag, words(text, tag, first)) for tag in report.languages]
    return [(tag, said) for tag, said in found if said is not None]


def _renewed(title: str, report: Report, last: str, year: str) -> str:
    """Put the new year in place of the last one; the number of victories is left open."""
    renewed = re.sub(rf"(?<!\d){last}(?!\d)", year, title)
    count = len(report.victories)
    return re.sub(rf"(?<![\d.,]){count}(?![\d.,]?\d)", OPEN, renewed)


def _is_open(title: Mapping[str, str]) -> bool:
    return any(OPEN in said for said in title.values())


def _lines(
    report: Report, title: Mapping[str, str], last: str, year: str, *, layout: bool
) -> Iterator[str]:
    said = REMARKS["fr" if starter.base(report.languages[0]) == "fr" else "en"]
    remark = {key: told.format(last=last) for key, told in said.items()}
    languages = ", ".join(map(toml_text.string, report.languages))
    yield f"[reports.{year}]\n"
    yield f"languages = [{languages}]\n"
    if layout:
        yield f"layout = {toml_text.string(report.layout)}\n"
    yield _line("title", title, remark["number" if _is_open(title) else "title"])
    if report.subtitle:
        yield _line("subtitle", dict(_told(report.subtitle, report)), remark["subtitle"])
    yield f"\n[[reports.{year}.victories]]\n"
    texts = {tag: (starter.words(tag) or {}).get("fill_in", OPEN) for tag in report.languages}
    yield _line("text", texts, remark["text"])


def _line(key: str, texts: Mapping[str, str], remark: str) -> str:
    return f"{key} = {toml_text.by_language(texts)} # {remark}\n"
