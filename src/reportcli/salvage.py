"""As much of a data file as is valid, with every fault and the victory that it belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from reportcli import source as toml
from reportcli.checks import data as checks
from reportcli.diagnostics import Diagnostic, Failure
from reportcli.load import Loaded, faults
from reportcli.model import Data
from reportcli.project import DATA, Project

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from reportcli.diagnostics import Place
    from reportcli.source import Source

Path = tuple[str | int, ...]

LACKING = "…"
"""What stands for a title of a report or a text of a victory that cannot be read."""


def salvage(project: Project, year: str) -> Loaded:
    """Read a project's data and leave out what is not valid; the faults may be errors here.

    A victory keeps its number, whatever is wrong in it. Raises Failure with every fault when the
    report of `year` cannot be read at all.
    """
    source = toml.read(project.data, DATA)
    values, found = source.values, list[Diagnostic]()
    while True:
        try:
            data = Data.model_validate(values)
        except ValidationError as error:
            found = found or faults(source, error)
            wrong = _innermost(_removable(values, detail["loc"]) for detail in error.errors())
            if () in wrong or ("reports", year) in wrong:
                raise Failure(found) from None
            values = _without(values, wrong)
        else:
            return Loaded(source, data, tuple(found) or checks.check(source, data, project))


def _innermost(paths: Iterable[Path]) -> set[Path]:
    """Return the paths within which there is no other: what is around a fault may be sound without it."""
    found = set(paths)
    return found - {path[:length] for path in found for length in range(len(path))}


def _removable(values: Any, loc: Path) -> Path:
    """Return the innermost value at a fault's place that can go: where a key is missing, what lacks it."""
    path: Path = ()
    for part in loc:
        inside = isinstance(values, dict) if isinstance(part, str) else isinstance(values, list)
        if not inside or (isinstance(values, dict) and part not in values):
            break
        values, path = values[part], (*path, part)
    return (*path, loc[-1]) if _is_needed((*path, loc[-1])) else path


def _is_needed(path: Path) -> bool:
    """Say whether a path is a report's title or a victory's text: others stand for those."""
    return (len(path), path[-1]) in {(3, "title"), (5, "text")}


def _without(value: Any, wrong: set[Path], at: Path = ()) -> Any:
    """Return a value without what lies at the paths `wrong`; what is needed gets a stand-in."""
    if isinstance(value, dict):
        kept = {
            key: _without(item, wrong, (*at, key))
            for key, item in value.items()
            if (*at, key) not in wrong
        }
        lacking = {str(path[-1]): LACKING for path in wrong if path[:-1] == at and _is_needed(path)}
        return kept | lacking
    if isinstance(value, list):
        if at[-1:] == ("victories",):
            return [
                {"text": LACKING} if (*at, index) in wrong else _without(item, wrong, (*at, index))
                for index, item in enumerate(value)
            ]
        return [
            _without(item, wrong, (*at, index))
            for index, item in enumerate(value)
            if (*at, index) not in wrong
        ]
    return value


def by_victory(
    source: Source, year: str, diagnostics: Iterable[Diagnostic]
) -> dict[int | None, list[Diagnostic]]:
    """Part diagnostics by the position of the victory in which they lie; None has all others."""
    parted: dict[int | None, list[Diagnostic]] = {}
    if diagnostics := tuple(diagnostics):
        places = dict(_places(source, year))
        for diagnostic in diagnostics:
            index = places.get(diagnostic.place) if diagnostic.place else None
            parted.setdefault(index, []).append(diagnostic)
    return parted


def _places(source: Source, year: str) -> Iterator[tuple[Place, int]]:
    """Yield the place of every key and value of a year's victories, with the victory's position."""
    victories = source.values["reports"][year]["victories"]
    for index, victory in enumerate(victories):
        for path in _paths(victory, ("reports", year, "victories", index)):
            yield source.place(path), index
            yield source.place(path, key=True), index


def _paths(value: Any, path: Path) -> Iterator[Path]:
    yield path
    inner: Mapping[Any, Any] | dict[int, Any] = {}
    if isinstance(value, dict):
        inner = value
    elif isinstance(value, list):
        inner = dict(enumerate(value))
    for key, item in inner.items():
        yield from _paths(item, (*path, key))
