"""Where a project is found, and how its finished files are named."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reportcli.diagnostics import Failure
from reportcli.project import DATA, Project, file_name, find, slug
from support.projects import SMALL, write


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return write(tmp_path / "project", SMALL)


def test_a_project_is_found_by_its_name(project: Path) -> None:
    found = find(Path("project"))
    assert found == Project(project)
    assert (found.data, found.out) == (project / DATA, project / "out")


@pytest.mark.parametrize("here", [".", "data", "images/2024"])
def test_a_project_is_found_from_within(
    project: Path, monkeypatch: pytest.MonkeyPatch, here: str
) -> None:
    (project / here).mkdir(parents=True, exist_ok=True)
    monkeypatch.chdir(project / here)
    assert find(None) == Project(project)


def test_the_nearest_of_two_projects_is_found(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = write(project / "archive", SMALL)
    monkeypatch.chdir(inner / "data")
    assert find(None) == Project(inner)


def test_a_link_to_a_project_stands_for_the_project(project: Path) -> None:
    Path("link").symlink_to(project)
    assert find(Path("link")) == Project(project)


@pytest.mark.parametrize("folder", ["project/data", "gone", "project/" + DATA, "x" * 300, "a\0b"])
def test_a_folder_that_is_named_must_be_the_project_itself(project: Path, folder: str) -> None:
    assert (project / DATA).is_file()
    with pytest.raises(Failure) as failure:
        find(Path(folder))
    (fault,) = failure.value.diagnostics
    assert (fault.code, str(fault.place)) == ("P001", folder)
    assert fault.message == f"no project here: {folder} has no data/victories.toml"
    assert fault.hint is not None
    assert "-C FOLDER" in fault.hint


# Names of files


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Nos 10 victoires", "nos-10-victoires"),
        ("Œuvres & Cœur : l’été !", "oeuvres-coeur-lete"),
        ("Défenseur·e·x·s", "defenseur-e-x-s"),
        ("  Bilan_2023 — (fin)  ", "bilan-2023-fin"),
        ("Straße", "strasse"),
        ("../../etc/passwd", "etc-passwd"),
        ("Łódź, Ærø, Đà Nẵng, ılık", "lodz-aero-da-nang-ilik"),
        ("Отчёт за год", "отчёт-за-год"),
        ("日本のレポート", "日本のレポート"),
        ("हिन्दी रिपोर्ट", "हिन्दी-रिपोर्ट"),
        ("รายงานปี", "รายงานปี"),
        ("…", "report"),
        ("", "report"),
        ("\u0301", "report"),
    ],
)
def test_a_title_becomes_a_name_that_is_easily_typed(title: str, name: str) -> None:
    assert slug(title) == unicodedata.normalize("NFC", name)


TITLES = st.text() | st.text(
    st.characters(min_codepoint=0x300, categories=["L", "M", "N"]), max_size=120
)


@given(TITLES)
@example("CON")
@example("a\u202eb")
def test_a_title_becomes_a_name_that_is_safe_everywhere(title: str) -> None:
    name = slug(title)
    assert name
    assert not re.search(r"[\s/\\:*?\"<>|.'\x00-\x1f]|^-|-$|--", name)
    assert all(sign == "-" or unicodedata.category(sign)[0] in "LMN" for sign in name)
    assert name == unicodedata.normalize("NFC", name)


@pytest.mark.parametrize(
    ("title", "suffixes", "name"),
    [
        ("Nos 10 victoires", (), "nos-10-victoires-2023.pdf"),
        ("Nos 10 victoires", ("en", "print"), "nos-10-victoires-2023.en.print.pdf"),
        ("Bilan 2023", (), "bilan-2023.pdf"),
        ("Les 12023 voix, 12023", (), "les-12023-voix-12023-2023.pdf"),
        ("2023", (), "2023.pdf"),
        ("a" * 79 + " b", (), "a" * 79 + "-2023.pdf"),
        ("a" * 200, (), "a" * 80 + "-2023.pdf"),
    ],
)
def test_a_file_is_named_for_the_person_who_gets_it(
    title: str, suffixes: tuple[str, ...], name: str
) -> None:
    assert file_name(title, "2023", suffixes=suffixes, extension="pdf") == name


@given(TITLES)
@example("報" * 90)
@example("\U0001e922" * 90)
def test_a_name_is_no_longer_than_a_disk_takes(title: str) -> None:
    name = file_name(title, "2023", suffixes=("zh-Hant", "booklet", "print"), extension="html")
    assert len(name.encode()) <= 255
    assert name.endswith("2023.zh-Hant.booklet.print.html")
