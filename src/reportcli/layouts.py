"""Layouts: a folder of templates and styles with a `layout.toml`, found by name."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from typing import TYPE_CHECKING, Any

from reportcli import fonts, source
from reportcli.diagnostics import Diagnostic, Failure, Place
from reportcli.files import write_all
from reportcli.project import built_in as built_in  # noqa: PLC0414  asked for here by many

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

    from reportcli.project import Project
    from reportcli.source import Source

TOML = "layout.toml"
PICTURE = "cover.png"
"""Where a layout may have a small picture of itself, to be known by."""
NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
MEASURES = {
    "page": {"width", "height", "unit"},
    "grid": None,
    "scale": {"size", "leading", "tall"},
    "hyphenation": {"zone"},
    "pictures": None,
}
"""The tables of `layout.toml` whose numbers are lengths, and by which keys: None for all."""


@dataclass(frozen=True)
class Part:
    """A layout's own folder: one of those that a layout is made of. `shown` is how faults call it."""

    name: str
    folder: Path
    shown: str

    def place(self, file: str) -> Place:
        return Place(f"{self.shown}/{file}")

    @cached_property
    def toml(self) -> Source:
        """Its `layout.toml`. Raises Failure with the place of what is wrong in it."""
        return source.read(self.folder / TOML, str(self.place(TOML)))

    @property
    def files(self) -> list[Path]:
        """Its files, named from its folder."""
        found = (file for file in self.folder.rglob("*") if file.is_file())
        return sorted(file.relative_to(self.folder) for file in found)


@dataclass(frozen=True)
class Option:
    """What a project may choose: the first of `choices` where it does not.

    `scale`: by what all lengths are multiplied at each choice; empty where none changes them.
    """

    name: str
    says: str
    choices: tuple[str, ...]
    scale: tuple[float, ...] = ()


@dataclass(frozen=True)
class Layout:
    """A layout: its own folder, those that it extends, and what the project chooses of its options.

    `parts` begins with its own. What one says goes before what the next says.
    """

    parts: tuple[Part, ...]
    choices: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.parts[0].name

    @property
    def folder(self) -> Path:
        return self.parts[0].folder

    @cached_property
    def settings(self) -> Mapping[str, Any]:
        """All of `layout.toml`, its lengths as the options scale them."""
        said = self._read(TOML)
        for option in self.options:
            if option.scale:
                at = option.choices.index(self.option(option))
                said = _scaled(said, option.scale[at])
        return said

    @cached_property
    def words(self) -> Mapping[str, Mapping[str, str]]:
        """The layout's own words (Contents, Key figures, …) by language."""
        return self._read("words.toml")

    @cached_property
    def options(self) -> tuple[Option, ...]:
        """What a project may choose. Raises Failure for an option that is not one."""
        return tuple(option for part in reversed(self.parts) for option in _options(part))

    def option(self, option: Option) -> str:
        """Return what the project has chosen, or else the option's first choice."""
        chosen = self.choices.get(option.name)
        return chosen if chosen in option.choices else option.choices[0]

    @property
    def roots(self) -> dict[str, Path]:
        """The folders by the names under which style sheets find them, that which is extended first."""
        found = [(f"layout{at or ''}", part.folder) for at, part in enumerate(self.parts)]
        return dict(reversed(found))

    def sheets(self, name: str) -> dict[str, Path]:
        """Return the style sheets of a name by their addresses, that which is added to first.

        That of a layout that says `own_styles` stands in place of those of the layouts that it extends.
        """
        found: dict[str, Path] = {}
        for (root, folder), part in zip(self.roots.items(), reversed(self.parts), strict=True):
            if (file := folder / name).is_file():
                if part.toml.values.get("own_styles"):
                    found.clear()
                found[f"{root}/{name}"] = file
        return found

    def _read(self, name: str) -> dict[str, Any]:
        """Read a TOML file of the layout. Raises Failure with the place of what is wrong in it."""
        merged: dict[str, Any] = {}
        for part in reversed(self.parts):
            if (file := part.folder / name).is_file() or len(self.parts) == 1:
                merged = _merged(merged, source.read(file, str(part.place(name))).values)
        return merged

    @property
    def fonts(self) -> fonts.Library:
        return fonts.library(built_in() / "fonts")

    def words_in(self, language: str) -> Mapping[str, str] | None:
        """Return the layout's words in a language or its parent (fr-CH → fr), or None."""
        return self.words.get(language) or self.words.get(language.split("-", maxsplit=1)[0])


def names(project: Project) -> list[str]:
    """Return the names of all layouts that a project can use."""
    folders = (project.layouts, built_in())
    found = {file.parent.name for folder in folders for file in folder.glob(f"*/{TOML}")}
    return sorted(found)


def find(
    project: Project,
    name: str,
    place: Place | None = None,
    choices: Mapping[str, str] | None = None,
) -> Layout:
    """Return a layout, a project's own before the built-in one, with all that it extends.

    `place` is where the name stands, for the diagnostic; `choices` is what the project chooses of its
    options. Raises Failure if there is none, or if what it extends is not there, or extends it.
    """
    parts = [_part(project, name, place)]
    while (parent := _extended(parts[-1])) is not None:
        wanted, where = parent
        found = _part(project, wanted, where, besides=[part.folder for part in parts])
        parts.append(found)
    return Layout(tuple(parts), choices or {})


def eject(layout: Layout, project: Project, name: str) -> Path:
    """Copy a layout's own folder into a project under a name; return where it is.

    Raises Failure where the name is none or taken.
    """
    folder = project.layouts / name
    if not NAME.fullmatch(name):
        hint = "write small letters, digits and hyphens, such as our-report"
        raise Failure([Diagnostic("L011", f"a layout cannot be called `{name}`", None, hint)])
    if folder.exists():
        hint = "change that one; or copy it under another name: --as NAME"
        raise Failure(
            [Diagnostic("L011", f"there is a layout `{name}` already", Place(str(folder)), hint)]
        )
    files = [file for file in layout.parts[0].files if file.name != PICTURE]
    write_all({folder / file: (layout.folder / file).read_bytes() for file in files})
    return folder


def _part(project: Project, name: str, place: Place | None, besides: Collection[Path] = ()) -> Part:
    """Return the folder of a name: the project's own, or the built-in one; none of those in `besides`.

    So a layout of the project may have the name of the built-in one that it extends.
    """
    known = names(project)
    if name not in known:
        close = get_close_matches(name, known, n=1)
        hint = f"did you mean `{close[0]}`?" if close else f"there are: {', '.join(known)}"
        raise Failure([Diagnostic("L001", f"unknown layout `{name}`", place, hint)])
    for home, shown in ((project.layouts, f"{project.layouts.name}/{name}"), (built_in(), name)):
        folder = (home / name).resolve()
        if (folder / TOML).is_file() and folder not in besides:
            return Part(name, folder, shown)
    hint = "extend a built-in layout, or one that does not extend this one"
    raise Failure([Diagnostic("L008", f"layout `{name}` extends itself", place, hint)])


def _extended(part: Part) -> tuple[str, Place] | None:
    """Return the name of the layout that a layout extends, and where it says so."""
    name = part.toml.values.get("extends")
    return (str(name), part.toml.place(("extends",))) if name is not None else None


def _options(part: Part) -> Iterator[Option]:
    for name, said in part.toml.values.get("options", {}).items():
        choices, scale = said.get("choices"), said.get("scale", [])
        texts = isinstance(choices, list) and all(isinstance(choice, str) for choice in choices)
        if not (choices and texts and len(scale) in {0, len(choices)}):
            hint = (
                'an option is: says = "…", choices = ["this", "that"]; scale has a number for each'
            )
            place = part.toml.place(("options", name))
            message = f"the option `{name}` has no choices, or not a scale for each"
            raise Failure([Diagnostic("L009", message, place, hint)])
        yield Option(name, str(said.get("says", "")), tuple(choices), tuple(scale))


def _merged(under: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """Return tables with what both say joined; a value of `over` goes before that of `under`."""
    joined = {
        key: _merged(under[key], value)
        for key, value in over.items()
        if isinstance(value, dict) and isinstance(under.get(key), dict)
    }
    return {**under, **over, **joined}


def _scaled(said: Mapping[str, Any], ratio: float) -> dict[str, Any]:
    """Return settings with all lengths multiplied."""
    return {
        **said,
        **{
            name: _times(said[name], ratio, keys) for name, keys in MEASURES.items() if name in said
        },
    }


def _times(table: Mapping[str, Any], ratio: float, keys: set[str] | None) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for key, value in table.items():
        if isinstance(value, dict):
            made[key] = _times(value, ratio, keys)
        elif isinstance(value, int | float) and (keys is None or key in keys):
            made[key] = round(value * ratio, 4)
        else:
            made[key] = value
    return made
