"""Hunspell dictionaries: small ones by our own hand, and those of this machine."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reportcli.spelling.dictionaries import folders, found
from support.checkers import go_without
from support.projects import REPOSITORY

AFFIXES = "SET {encoding}\nSFX S Y 1\nSFX S 0 s .\nSFX E Y 2\nSFX E 0 e .\nSFX E 0 es .\n"
FRENCH = """\
les/ à le la l' au aux et ont dit du de des un/E en son sous cette voix jour/S sont été a libéré/SE manifestant/SE
avocat/SE citoyen/S citoyenne/S défenseur/S acteur/S actrice/S nouvel nouvelle/S tout tous heureux heureuse/S
œuvre/S école/S loi/S développement/S révélé/SE famille/S mère/S grand/SE porte parole/S travail Genève aujourd'hui
partout jusqu'ici ici elle/S celle/S ci étudiant/SE public publique mission/S vote quelle/S idée/S
"""
ENGLISH = (
    "the straw/S that broke back rock roll it she lawyer/S don't freedom press and of cookie/S\n"
)
SPANISH = """\
la/S las organización aplicación año/S todo/S toda/S configurar dar hacer haciendo suscriba persistente/S pública/S
públicamente firmado política/S económico/S es
"""


def write_dictionary(folder: Path, name: str, words: str, encoding: str = "UTF-8") -> Path:
    """Write NAME.aff and NAME.dic of words with their flags; return the first."""
    folder.mkdir(parents=True, exist_ok=True)
    entries = [word.rstrip("/") for word in words.split()]
    (folder / f"{name}.aff").write_bytes(AFFIXES.format(encoding=encoding).encode(encoding))
    lines = "\n".join([str(len(entries)), *entries, ""])
    (folder / f"{name}.dic").write_bytes(lines.encode(encoding))
    return folder / f"{name}.aff"


def write_dictionaries(root: Path) -> None:
    """Write a project's own dictionaries of three languages."""
    for name, words in (("fr", FRENCH), ("en", ENGLISH)):
        write_dictionary(root / "dictionaries", name, words)
    write_dictionary(root / "dictionaries", "es_ES", SPANISH, "ISO8859-1")


def require_dictionary(language: str) -> None:
    """Skip the test where the machine has no dictionary of a language; fail it in CI."""
    if not found(language, folders(REPOSITORY, os.environ, Path.home())):
        go_without(f"no Hunspell dictionary of {language!r} (apt install hunspell-{language})")


@pytest.fixture
def only_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """No dictionary but those in the project."""
    from reportcli.spelling import job

    monkeypatch.setattr(job, "folders", lambda root, *_: [root / "dictionaries"])
