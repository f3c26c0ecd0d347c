"""A project's data file → its source and its values, or every fault in it at once."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Annotated, Any, get_args, get_origin

from pydantic import BaseModel

from reportcli import source as toml
from reportcli.checks import data as checks
from reportcli.checks.naming import whose
from reportcli.diagnostics import Diagnostic, Failure, has_errors
from reportcli.model import Data
from reportcli.project import DATA, Project
from reportcli.salvage import salvage

if TYPE_CHECKING:
    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

    from reportcli.source import Source

Path = tuple[str | int, ...]

# What pydantic calls a fault → (what is wrong, what to do), for the editor.
# {key} is the value's name as a message shows it, {name} the same as one types it.
WORDS = {
    "missing": ("{key} is missing", "add it: {name} = …"),
    "string_type": ("{key} must be a text", 'put it between quotes: {name} = "…"'),
    "tuple_type": ("{key} must be a list", "put it between brackets: {name} = [ … ]"),
    "dict_type": ("{key} must be a table", "give it keys of its own: [{name}] or {name} = {{ … }}"),
    "model_type": ("{key} must be a table", "give it keys of its own: {name} = {{ … }}"),
    "bool_type": ("{key} must be true or false", "write it without quotes: {name} = true"),
    "int_type": ("{key} must be a whole number", "write it without quotes: {name} = 800"),
    "float_type": ("{key} must be a number", "write it without quotes"),
    "float_parsing": ("{key} must be a number", "write it without quotes"),
    "greater_than_equal": ("{key} must lie between 0 and 1", "0 is left or top, 1 right or bottom"),
    "less_than_equal": ("{key} must lie between 0 and 1", "0 is left or top, 1 right or bottom"),
    "too_short": ("{key} is empty", "give at least one"),
    "string_pattern_mismatch": (
        "{key} must be made of small letters, digits and hyphens",
        'write it such as "loi-nationale"',
    ),
}


@dataclass(frozen=True)
class Loaded:
    """A data file that was read. Where `diagnostics` holds errors, `data` may lack what lies at `cut`."""

    source: Source
    data: Data
    diagnostics: tuple[Diagnostic, ...]
    cut: frozenset[Path] = frozenset()


def load(project: Project) -> Loaded:
    """Read and validate a project's data. Raises Failure with every fault found."""
    loaded = survey(project)
    if has_errors(loaded.diagnostics):
        raise Failure(loaded.diagnostics)
    return loaded


def survey(project: Project, text: str | None = None) -> Loaded:
    """Read as much of a project's data as is valid, and find every fault in it.

    `text` is the data instead of what stands in the file. Raises Failure where nothing of it is.
    """
    source = toml.read(project.data, DATA) if text is None else toml.parse(text, DATA)
    readable = salvage(source.values)
    found = faults(source, readable.error) if readable.error else []
    found = sorted([*found, *checks.check(source, readable, project)], key=_position)
    if readable.data is None:
        raise Failure(found)
    return Loaded(source, readable.data, tuple(found), readable.cut)


def _position(fault: Diagnostic) -> tuple[int, int]:
    return (fault.place.line, fault.place.column) if fault.place else (0, 0)


def faults(source: Source, error: ValidationError) -> list[Diagnostic]:
    """Return what pydantic found wrong."""
    details = error.errors(include_url=False, include_input=True)
    places = [detail["loc"] for detail in details]
    misspelt = {_meant(detail["loc"]) for detail in details if detail["type"] == "extra_forbidden"}
    return [
        _diagnostic(source, detail)
        for detail in details
        if not _follows_from_others(detail, places) and detail["loc"] not in misspelt
    ]


def _follows_from_others(detail: ErrorDetails, places: list[Path]) -> bool:
    """Say whether a list is short only because its members have faults of their own."""
    loc = detail["loc"]
    return detail["type"] == "too_short" and any(
        len(place) > len(loc) and place[: len(loc)] == loc for place in places
    )


def _diagnostic(source: Source, detail: ErrorDetails) -> Diagnostic:
    kind = detail["type"]
    loc: Path = tuple(part for part in detail["loc"] if part != "[key]")
    key = _name(loc)
    if kind == "extra_forbidden":
        return _unknown_key(source, loc)
    if "hint" in (context := detail.get("ctx", {})):
        message, hint = f"{key} {context['message']}", context["hint"]
    elif kind == "literal_error":
        message, hint = f"{key} must be {context['expected']}", "write one of these"
        if loc == ("schema",):
            hint = "this version of reportcli reads schema 1: upgrade it, or write schema = 1"
    elif kind in WORDS:
        message, hint = (words.format(key=key, name=key.strip("`")) for words in WORDS[kind])
    else:
        message, hint = f"{key}: {detail['msg']}", "see the data format in the README"
    return Diagnostic(
        code="D002" if kind == "missing" else "D003",
        message=message + whose(source, loc),
        place=source.place(loc, key=kind == "year" or "[key]" in detail["loc"]),
        hint=hint,
    )


def _unknown_key(source: Source, loc: Path) -> Diagnostic:
    meant, known = _meant(loc), ", ".join(_known_keys(loc[:-1]))
    return Diagnostic(
        code="D001",
        message=f"unknown key `{loc[-1]}`" + whose(source, loc),
        place=source.place(loc, key=True),
        hint=f"did you mean `{meant[-1]}`?" if meant else f"known here: {known}",
    )


def _meant(loc: Path) -> Path:
    """Return the path that an unknown key is close to, or an empty one."""
    close = get_close_matches(str(loc[-1]), _known_keys(loc[:-1]), n=1, cutoff=0.6)
    return (*loc[:-1], *close) if close else ()


def _name(loc: Path) -> str:
    names = [part for part in loc if isinstance(part, str)]
    return f"`{names[-1]}`" if names else "the file"


def _known_keys(loc: Path) -> list[str]:
    """Return the keys that the model knows at a path of the data."""
    kind: Any = Data
    for part in loc:
        kind = _kind_of(kind, part)
    return list(_fields(kind))


def _fields(kind: Any) -> dict[str, Any]:
    """Return the kinds of a model's fields by their keys in the data."""
    if not (isinstance(kind, type) and issubclass(kind, BaseModel)):
        return {}
    return {field.alias or name: field.annotation for name, field in kind.model_fields.items()}


def _kind_of(kind: Any, part: str | int) -> Any:
    """Return what stands at a key or index of a kind: a model's field, a list's or a table's item."""
    if fields := _fields(kind):
        return _bare(fields.get(str(part)))
    items = [argument for argument in get_args(kind) if argument is not Ellipsis]
    return _bare(items[-1]) if items else None


def _bare(kind: Any) -> Any:
    """Return a kind without its constraints and without `| None`."""
    if get_origin(kind) is Annotated:
        return _bare(get_args(kind)[0])
    if get_origin(kind) is UnionType:
        return _bare(next(item for item in get_args(kind) if item is not NoneType))
    return kind
