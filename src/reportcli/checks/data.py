"""What the values of a data file must be to one another, and to the files beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportcli.checks import pictures, unwritten
from reportcli.checks.naming import whose
from reportcli.diagnostics import Diagnostic
from reportcli.model import texts
from reportcli.patterns import Pattern
from reportcli.salvage import is_whole
from reportcli.values import FIRST

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reportcli.model import Data, Report
    from reportcli.project import Project
    from reportcli.salvage import Readable
    from reportcli.source import Source

Path = tuple[str | int, ...]

FONT_FILES = ("brand", "fonts", "files")
PROFILE = ("print", "profile")
_WORD = Pattern(r"[^\W\d_]{3}")


def check(source: Source, readable: Readable, project: Project) -> Iterator[Diagnostic]:
    """Yield every fault of what is readable of a data file; what may follow from another is none."""
    yield from _pictures(source, project)
    yield from _fonts(source, project)
    yield from _profile(source, project)
    if readable.data is None:
        return
    yield from _unnamed_logo(source, readable.data, project)
    for path, fault in unwritten.check(source, readable.data):
        if is_whole(readable.cut, path):
            yield fault
    if readable.data.organization.donate:
        from reportcli.checks import giving

        yield from giving.check(source, readable.data, readable.cut)
    for year, report in readable.data.reports.items():
        path = ("reports", year)
        if is_whole(readable.cut, (*path, "languages")):
            yield from _languages_twice(source, report, path)
            yield from _translations(source, report, path, readable.cut)
        ids = [(*path, "victories", index, "id") for index in range(len(report.victories))]
        if all(is_whole(readable.cut, id_) for id_ in ids):
            yield from _ids_twice(source, report, path)


def _unnamed_logo(source: Source, data: Data, project: Project) -> Iterator[Diagnostic]:
    """A logo says the organisation's name: to those who listen, in words."""
    logo = data.organization.logo
    if logo and not data.organization.name and not pictures.fault(project.root, logo):
        yield Diagnostic(
            code="D021",
            message="the logo has no name by which it is read aloud",
            place=source.place(("organization", "logo")),
            hint='write the organisation\'s name beside it: name = "…"',
        )


def _languages_twice(source: Source, report: Report, path: Path) -> Iterator[Diagnostic]:
    for index, language in enumerate(report.languages):
        if language in report.languages[:index]:
            yield Diagnostic(
                code="D010",
                message=f"language `{language}` stands twice",
                place=source.place((*path, "languages", index)),
                hint="take one of the two out",
            )


def _ids_twice(source: Source, report: Report, path: Path) -> Iterator[Diagnostic]:
    """Yield a fault for an id that another victory has; without an id, victory 2 has `v2`."""
    names = [victory.anchor(number) for number, victory in enumerate(report.victories, 1)]
    places: dict[str, list[int]] = {}
    for index, name in enumerate(names):
        places.setdefault(name, []).append(index)
    for index, (victory, name) in enumerate(zip(report.victories, names, strict=True)):
        others = [place for place in places[name] if place != index]
        if victory.id and others and (others[0] < index or not report.victories[others[0]].id):
            yield Diagnostic(
                code="D011",
                message=f"victories {index + 1} and {others[0] + 1} have the same id `{name}`",
                place=source.place((*path, "victories", index, "id")),
                hint="give each victory an id of its own, or none",
            )


def _translations(
    source: Source, report: Report, path: Path, cut: frozenset[Path]
) -> Iterator[Diagnostic]:
    """A text stands in every language of the report, and in no other."""
    for where, text in texts(report, path):
        if not is_whole(cut, where):
            continue
        given = {report.languages[0] if key == FIRST else key for key in text}
        for language in sorted(given - set(report.languages)):
            yield Diagnostic(
                code="D012",
                message=f"`{where[-1]}` has a text in `{language}`, which the report does not have",
                place=source.place((*where, language), key=True),
                hint=f'add "{language}" to the report\'s `languages`, or take the text out',
            )
        for language in report.languages:
            if language not in given and not _same_in_all(where, text):
                yield _untranslated(source, report, where, language)


def _same_in_all(where: Path, text: Mapping[str, str]) -> bool:
    """Say whether a plain string needs no translation: a name, or a number without words."""
    if set(text) != {FIRST}:
        return False
    name = {"by", "credit", "partners"} & set(where)
    number = where[-1] == "value" and not _WORD.search(text[FIRST])
    return bool(name) or number


def _untranslated(source: Source, report: Report, where: Path, language: str) -> Diagnostic:
    inside_report = where[2:]
    key = next(part for part in reversed(where) if isinstance(part, str))
    needed = inside_report == ("title",) or (len(inside_report) == 3 and where[-1] == "text")
    until = f"; until then it stands in `{report.languages[0]}`"
    return Diagnostic(
        code="D013",
        severity="error" if needed else "warning",
        message=f"`{key}` has no text in `{language}`" + whose(source, where),
        place=source.place(where),
        hint=f'write both: {{ {report.languages[0]} = "…", {language} = "…" }}'
        + ("" if needed else until),
    )


def _pictures(source: Source, project: Project) -> Iterator[Diagnostic]:
    for path, name in named_pictures(source.values):
        if found := pictures.fault(project.root, name):
            message, hint = found
            yield Diagnostic(
                code="D020",
                message=message + whose(source, path),
                place=source.place(path),
                hint=hint,
            )


def _fonts(source: Source, project: Project) -> Iterator[Diagnostic]:
    names = _value(source.values, FONT_FILES)
    if not isinstance(names, list):
        return
    from reportcli.checks import fonts

    for at, name in enumerate(names):
        if isinstance(name, str) and (found := fonts.fault(project.root, name)):
            yield Diagnostic("D022", found[0], source.place((*FONT_FILES, at)), found[1])


def _profile(source: Source, project: Project) -> Iterator[Diagnostic]:
    name = _value(source.values, PROFILE)
    if not isinstance(name, str):
        return
    from reportcli.checks import press

    if found := press.fault(project.root, name):
        yield Diagnostic("D023", found[0], source.place(PROFILE), found[1])


def named_pictures(values: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    """Yield where a picture is named, and how, as far as the values have the shape that they should."""
    for path in _picture_paths(values):
        if isinstance(name := _value(values, path), str):
            yield path, name


def _picture_paths(values: Mapping[str, Any]) -> Iterator[Path]:
    yield "organization", "logo"
    reports = values.get("reports")
    for year in reports if isinstance(reports, dict) else ():
        yield "reports", year, "cover", "src"
        victories = _value(values, ("reports", year, "victories"))
        for index in range(len(victories) if isinstance(victories, list) else 0):
            yield "reports", year, "victories", index, "image", "src"


def _value(value: Any, path: Path) -> Any:
    """Return the value at a path, or None."""
    for part in path:
        try:
            value = value[part]
        except (KeyError, TypeError):
            return None
    return value
