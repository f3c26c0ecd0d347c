"""The same data makes the same bytes, wherever, whenever and by whomever it is built."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from PIL import Image

from support.projects import write

LAYOUTS = ("annual", "booklet", "letter", "poster")
DATA = """\
[organization]
name = "Défense & Droits"
url = "https://example.org"
logo = "images/logo.png"
[organization.donate]
iban = "CH93 0076 2011 6238 5295 7"
currency = "CHF"
holder = { name = "Défense & Droits", postcode = "1202", town = "Genève", country = "CH" }
[reports.2024]
languages = ["fr"]
title = "Nos 3 victoires"
cover = { src = "images/a.jpg", alt = "Une rue" }
[[reports.2024.victories]]
title = "Une loi"
text = "Le gouvernement a adopté « une loi », le 25e texte. Voir [le texte](https://example.org/loi)."
places = ["CD", "BR", "PS"]
themes = ["loi", "protection", "réseaux"]
date = 2024-05-03
figures = [{ value = "plus de 800", label = "jours" }, { value = "16", label = "lois" }]
image = { src = "images/a.jpg", alt = "Une rue", focus = [0.2, 0.5] }
[[reports.2024.victories]]
title = "Acquitté·es"
text = "Trois défenseur·e·x·s ont été acquitté·es."
quote = { text = "Je peux travailler.", by = "Une défenseuse" }
[[reports.2024.victories]]
text = "Sans titre."
image = { src = "images/b.png", alt = "Des mains" }
"""
SYSTEM_FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>/usr/share/fonts</dir><dir>/System/Library/Fonts</dir></fontconfig>
"""
HERE = {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0"}
ELSEWHERE = {
    "TZ": "Pacific/Chatham",
    "LANG": "tr_TR.UTF-8",
    "LC_ALL": "C",
    "LANGUAGE": "ja:ko",
    "PANGO_LANGUAGE": "ja",
    "PYTHONHASHSEED": "4242",
    "PYTHONUTF8": "0",
    "PYTHONCOERCECLOCALE": "0",
}


def project(folder: Path) -> Path:
    """A project with pictures; whoever made it left the files' times to chance."""
    write(folder, DATA)
    (folder / "images").mkdir()
    Image.radial_gradient("L").convert("RGB").resize((2400, 1600)).save(folder / "images/a.jpg")
    mask = Image.linear_gradient("L").resize((600, 800))
    Image.merge("RGBA", (mask, mask, mask, mask)).save(folder / "images/b.png")
    Image.new("P", (300, 90), 7).save(folder / "images/logo.png")
    return folder


def built(folder: Path, env: dict[str, str], *, alone: bool = False) -> dict[tuple[str, str], str]:
    """The SHA-256 of each edition, by layout and format. `alone`: on one processor, nobody else may read."""

    def begin() -> None:
        os.umask(0o077 if alone else 0o022)
        if alone and hasattr(os, "sched_setaffinity"):
            os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})

    chosen = [option for name in LAYOUTS for option in ("--layout", name)]
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "PYTHONPATH") if name in os.environ}
    done = subprocess.run(
        [sys.executable, "-m", "reportcli", "build", "2024", *chosen, "--json"],
        cwd=folder,
        env={**kept, **env},
        preexec_fn=begin,
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr + done.stdout
    made = json.loads(done.stdout)["editions"]
    for edition in made:
        content = (folder / edition["path"]).read_bytes()
        assert edition["sha256"] == sha256(content).hexdigest()
        assert edition["bytes"] == len(content)
    return {(edition["layout"], edition["format"]): edition["sha256"] for edition in made}


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return project(tmp_path_factory.mktemp("here"))


@pytest.fixture(scope="module")
def elsewhere(here: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """The same project in a deep folder with another name, long ago, and the environment there."""
    top = tmp_path_factory.mktemp("elsewhere")
    folder = top / "Zoë – prénom" / "a b" / "プロジェクト"
    shutil.copytree(here, folder, ignore=shutil.ignore_patterns("out"))
    for number, file in enumerate(sorted(folder.rglob("*"), reverse=True)):
        os.utime(file, (86_400 * number, 86_400 * number))
    (top / "fonts.conf").write_text(SYSTEM_FONTS, "utf-8")
    fonts = {"FONTCONFIG_FILE": str(top / "fonts.conf"), "FONTCONFIG_PATH": str(top)}
    return folder, {**ELSEWHERE, **fonts, "HOME": str(top / "nobody"), "FC_LANG": "ja"}


def test_every_edition_has_the_same_bytes_everywhere(
    here: Path, elsewhere: tuple[Path, dict[str, str]]
) -> None:
    first, second = built(here, HERE), built(*elsewhere, alone=True)
    assert len(first) == len(LAYOUTS) * 2
    assert first == second


def test_only_the_date_that_is_asked_for_changes_them(
    here: Path, elsewhere: tuple[Path, dict[str, str]]
) -> None:
    date = {"SOURCE_DATE_EPOCH": "1700000000"}
    folder, environment = elsewhere
    first = built(here, {**HERE, **date})
    assert first == built(folder, {**environment, **date}, alone=True)
    content = next((here / "out/2024").glob("*.letter.pdf")).read_bytes()
    assert sha256(content).hexdigest() == first["letter", "pdf"]
