"""Layouts: a folder of templates and styles with a `layout.toml`, found by name."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportcli import fonts, source
from reportcli.diagnostics import Diagnostic, Failure

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportcli.diagnostics import Place
    from reportcli.project import Project

HERE = Path(__file__).resolve().parent


def built_in() -> Path:
    """Return the folder of the built-in layouts: in the wheel, or at the top of the repository."""
    packaged = HERE / "share" / "layouts"
    return packaged if packaged.is_dir() else HERE.parents[1] / "layouts"


@dataclass(frozen=True)
class Layout:
    """A layout's folder and what its `layout.toml` and `words.toml` say."""

    name: str
    folder: Path

    @cached_property
    def settings(self) -> Mapping[str, Any]:
        return self._read("layout.toml")

    @cached_property
    def words(self) -> Mapping[str, Mapping[str, str]]:
        """The layout's own words (Contents, Key figures, …) by language."""
        return self._read("words.toml")

    def _read(self, name: str) -> Mapping[str, Any]:
        """Read a TOML file of the layout. Raises Failure with the place of what is wrong in it."""
        return source.read(self.folder / name, f"{self.name}/{name}").values

    @property
    def fonts(self) -> fonts.Library:
        return fonts.library(built_in() / "fonts")

    def words_in(self, language: str) -> Mapping[str, str] | None:
        """Return the layout's words in a language or its parent (fr-CH → fr), or None."""
        return self.words.get(language) or self.words.get(language.split("-", maxsplit=1)[0])


def names(project: Project) -> list[str]:
    """Return the names of all layouts that a project can use."""
    folders = (project.layouts, built_in())
    found = {file.parent.name for folder in folders for file in folder.glob("*/layout.toml")}
    return sorted(found)


def find(project: Project, name: str, place: Place | None = None) -> Layout:
    """Return a layout: the project's own before the built-in one. Raises Failure if there is none.

    `place` is where the name stands, for the diagnostic.
    """
    there = names(project)
    if name not in there:
        close = get_close_matches(name, there, n=1)
        hint = f"did you mean `{close[0]}`?" if close else f"there are: {', '.join(there)}"
        raise Failure([Diagnostic("L001", f"unknown layout `{name}`", place, hint)])
    own = project.layouts / name
    folder = own if (own / "layout.toml").is_file() else built_in() / name
    return Layout(name, folder.resolve())
