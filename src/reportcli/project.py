"""Where things are: a project's data file, its layouts, and how the finished files are named."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from reportcli.diagnostics import Diagnostic, Failure, Place

DATA = "data/victories.toml"
"""The data file, relative to the project; this is how diagnostics name it."""


@dataclass(frozen=True)
class Project:
    """A folder with a data file in it."""

    root: Path

    @property
    def data(self) -> Path:
        return self.root / DATA

    @property
    def layouts(self) -> Path:
        return self.root / "layouts"

    @property
    def out(self) -> Path:
        return self.root / "out"


def find(folder: Path | None) -> Project:
    """Return the project in `folder`, or the nearest one at or above the current folder.

    Raises Failure where there is none.
    """
    if folder is not None:
        candidates = [folder]
    else:
        here = Path.cwd()
        candidates = [here, *here.parents]
    for candidate in candidates:
        if (candidate / DATA).exists():
            return Project(candidate.resolve())
    where = folder or Path.cwd()
    raise Failure(
        [
            Diagnostic(
                code="P001",
                message=f"no project here: {where} has no {DATA}",
                place=Place(str(where)),
                hint=f"go to the folder that holds {DATA}, or name it: reportcli -C FOLDER …",
            )
        ]
    )


def slug(title: str) -> str:
    """Return a title as the part of a file name: lower case, accents off Latin letters, hyphens.

    Letters of other scripts stay as they are.
    """
    spread = unicodedata.normalize("NFKD", title.replace("œ", "oe").replace("Œ", "oe"))
    bare = re.sub(r"(?<=[A-Za-z])[\u0300-\u036f]+", "", spread)
    joined = re.sub(r"['’ʼ]", "", unicodedata.normalize("NFC", bare).casefold())
    return re.sub(r"[^\w]+|_+", "-", joined).strip("-") or "report"


def file_name(title: str, year: str, *, suffixes: tuple[str, ...], extension: str) -> str:
    """Return an edition's file name, such as `nos-10-victoires-2023.en.pdf`."""
    stem = slug(title)[:80].rstrip("-")
    if not stem.endswith(year):
        stem = f"{stem}-{year}"
    return ".".join([stem, *suffixes, extension])
