"""What the shell offers after TAB."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from reportcli.layouts import built_in
from support.projects import RICH, SMALL, reportcli, write

LAYOUTS = sorted([*(file.parent.name for file in built_in().glob("*/layout.toml")), "own"])
HEAVY = {"weasyprint", "jinja2", "babel", "fontTools", "PIL"}


def offered(project: Path, typed: str) -> list[str]:
    """What bash offers for the last word of a command line; zsh offers the same."""
    words = typed.split(" ")
    done = reportcli(
        cwd=project,
        env={
            "_REPORTCLI_COMPLETE": "complete_bash",
            "COMP_WORDS": typed,
            "COMP_CWORD": str(len(words) - 1),
        },
    )
    zsh = reportcli(
        cwd=project,
        env={"_REPORTCLI_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": typed},
    )
    assert done.stderr == zsh.stderr == ""
    found = done.stdout.split()
    assert all(f'"{word}"' in zsh.stdout for word in found)
    return found


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "layouts/own").mkdir(parents=True)
    (tmp_path / "layouts/own/layout.toml").touch()
    return write(tmp_path, SMALL.replace("2024", "2023") + RICH)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("reportcli build ", ["2023", "2024"]),
        ("reportcli preview 2", ["2023", "2024"]),
        ("reportcli watch 2024", ["2024"]),
        ("reportcli build 2023 ", ["2024"]),
        ("reportcli build 3", []),
        ("reportcli build 2023 --layout ", LAYOUTS),
        ("reportcli preview 2023 -l o", ["own"]),
        ("reportcli build --lang ", ["fr", "en"]),
        ("reportcli watch 2023 --lang ", ["fr", "en"]),
        ("reportcli preview 2024 --lang e", ["en"]),
    ],
)
def test_years_layouts_and_languages_of_the_project_are_offered(
    project: Path, typed: str, words: list[str]
) -> None:
    assert offered(project, typed) == words


def test_the_folder_that_is_named_is_the_one_that_is_read(project: Path) -> None:
    (project / "elsewhere").mkdir()
    write(project / "other", SMALL)
    assert offered(project / "elsewhere", "reportcli -C ../other build ") == ["2024"]


@pytest.mark.parametrize("data", ["x", "reports = 3", "reports.2023 = 3", "\ud800"])
def test_where_nothing_can_be_read_nothing_is_said(tmp_path: Path, data: str) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data/victories.toml").write_text(data, "utf-8", errors="surrogatepass")
    assert offered(tmp_path, "reportcli build --lang ") == []
    assert set(offered(tmp_path, "reportcli build ")) <= {"2023"}


def test_without_a_project_nothing_is_offered(tmp_path: Path) -> None:
    assert offered(tmp_path, "reportcli build ") == []


def test_nothing_heavy_is_imported(project: Path) -> None:
    words = {"COMP_WORDS": "reportcli build --layout ", "COMP_CWORD": "3"}
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "reportcli"],
        cwd=project, env={**words, "_REPORTCLI_COMPLETE": "complete_bash", "PATH": ""},
        capture_output=True, check=False, encoding="utf-8",
    )  # fmt: skip
    assert done.stdout.split() == LAYOUTS
    loaded = {line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.split("\n")}
    assert loaded & HEAVY == set()
