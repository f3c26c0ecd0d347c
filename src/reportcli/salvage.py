"""As much of a data file as is valid, and the victories that its faults belong to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from reportcli.model import Data

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from reportcli.diagnostics import Diagnostic, Place
    from reportcli.source import Source

Path = tuple[str | int, ...]

LACKING = "…"
"""What stands for a title of a report or a text of a victory that cannot be read."""


@dataclass(frozen=True)
class Readable:
    """What can be read of the values of a file: `data`, None if nothing can.

    `error` says what is wrong with the values; `cut` are the paths of what was left out or is stood for.
    """

    data: Data | None
    error: ValidationError | None
    cut: frozenset[Path]


def salvage(values: Mapping[str, Any]) -> Readable:
    """Leave out of a data file's values what is not valid. A victory keeps its number all the same."""
    first, cut = None, frozenset[Path]()
    while True:
        try:
            return Readable(Data.model_validate(values), first, cut)
        except ValidationError as error:
            first = first or error
            wrong = _innermost(_removable(values, detail["loc"]) for detail in error.errors())
        cut |= wrong
        if () in wrong:
            return Readable(None, first, cut)
        values = _without(values, wrong)


def is_whole(cut: Iterable[Path], path: Path) -> bool:
    """Say whether all that was typed at a path is in the data, at the same path."""
    return not any(path[: len(lost)] == lost[: len(path)] for lost in map(_lost, cut))


def _lost(cut: Path) -> Path:
    """Return what cannot be relied on when a path was cut: of a list, all, as the items after it move."""
    moves = isinstance(cut[-1], int) and cut[-2] != "victories" if cut else False
    return cut[:-1] if moves else cut


def _innermost(paths: Iterable[Path]) -> set[Path]:
    """Return the paths within which there is no other: what is around a fault may be sound without it."""
    found = set(paths)
    return found - {path[:length] for path in found for length in range(len(path))}


def _removable(values: Any, loc: Path) -> Path:
    """Return the innermost value at a fault's place that can go: where a key is missing, what lacks it."""
    path: Path = ()
    for part in loc:
        if part not in _inside(values):
            break
        values, path = values[part], (*path, part)
    lacking = loc[: len(path) + 1]
    return lacking if _is_needed(lacking) else path


def _inside(value: Any) -> Collection[str | int]:
    """Return the keys or indices of what is in a value."""
    if isinstance(value, dict):
        return value.keys()
    return range(len(value)) if isinstance(value, list) else ()


def _is_needed(path: Path) -> bool:
    """Say whether a path is a report's title or a victory's text: others stand for those."""
    match path:
        case ("reports", _, "title") | ("reports", _, "victories", int(), "text"):
            return True
    return False


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
        for path in paths(victory, ("reports", year, "victories", index)):
            yield source.place(path), index
            yield source.place(path, key=True), index


def paths(value: Any, path: Path) -> Iterator[Path]:
    """Yield a path, and those of all that is in the value there."""
    yield path
    inner: Mapping[Any, Any] | dict[int, Any] = {}
    if isinstance(value, dict):
        inner = value
    elif isinstance(value, list):
        inner = dict(enumerate(value))
    for key, item in inner.items():
        yield from paths(item, (*path, key))
