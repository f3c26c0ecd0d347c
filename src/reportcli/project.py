"""Where things are: a project's data file, its layouts, and how the finished files are named."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from reportcli.diagnostics import Diagnostic, Failure, Place

DATA = "data/victories.toml"
"""The data file, relative to the project; this is how diagnostics name it."""

HERE = Path(__file__).resolve().parent
LETTERS = str.maketrans(
    {"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l"}
    | {"đ": "d", "Đ": "d", "ı": "i"}
)
"""Latin letters whose marks Unicode does not take off."""
LONGEST = 200
"""Bytes of a title in a file's name; disks take 255, of which year, language and purpose need some."""


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

    @property
    def mail(self) -> Path:
        """Its mailings: the message, the ledger, who is not to be written to."""
        return self.root / "mail"


def built_in() -> Path:
    """Return the folder of the built-in layouts: in the wheel, or at the top of the repository."""
    packaged = HERE / "share" / "layouts"
    return packaged if packaged.is_dir() else HERE.parents[1] / "layouts"


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
        if _is_project(candidate):
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


def find_or_here(folder: Path | None) -> Project:
    """Return the project as `find` does; where there is none, one to be made in that folder."""
    try:
        return find(folder)
    except Failure:
        return Project((folder or Path.cwd()).resolve())


def _is_project(folder: Path) -> bool:
    try:
        return (folder / DATA).exists()
    except OSError:  # a name that is too long, a folder that may not be read
        return False


def slug(title: str) -> str:
    """Return a title as the part of a file name: lower case, accents off Latin letters, hyphens.

    Letters of other scripts stay as they are.
    """
    spread = unicodedata.normalize("NFKD", title.translate(LETTERS))
    bare = re.sub(r"(?<=[A-Za-z])[\u0300-\u036f]+", "", spread)
    folded = re.sub(r"['’ʼ]", "", unicodedata.normalize("NFC", bare).casefold())
    kept = "".join(sign if unicodedata.category(sign)[0] in "LMN" else " " for sign in folded)
    words = [word for word in kept.split() if any(sign.isalnum() for sign in word)]
    return unicodedata.normalize("NFC", "-".join(words)) or "report"


def file_name(title: str, year: str, *, suffixes: tuple[str, ...], extension: str) -> str:
    """Return an edition's file name, such as `nos-10-victoires-2023.en.pdf`."""
    stem = slug(title)[:80].encode()[:LONGEST].decode(errors="ignore").rstrip("-")
    if f"-{stem}".removesuffix(f"-{year}") == f"-{stem}":
        stem = f"{stem}-{year}"
    return ".".join([stem, *suffixes, extension])
