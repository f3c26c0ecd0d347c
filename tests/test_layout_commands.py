"""`reportcli layouts`: what there is, what a layout offers, and a copy to change."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pikepdf
import pytest

from reportcli.layouts import built_in
from support.projects import SMALL, reportcli, write

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def project(tmp_path: Path) -> Path:
    own = write(tmp_path / "p", SMALL) / "layouts" / "ours"
    own.mkdir(parents=True)
    (own / "layout.toml").write_text('extends = "annual"\ndescription = "[Ours]."\n', "utf-8")
    (own / "report.html.j2").write_text(
        '{% extends "annual/report.html.j2" %}{% block thanks %}{% endblock %}', "utf-8"
    )
    return tmp_path / "p"


def test_the_layouts_are_listed_with_whose_they_are(project: Path) -> None:
    lines = reportcli("layouts", "list", cwd=project).stdout.splitlines()
    assert lines[0].split()[:3] == ["annual", "Annual", "report,"]
    listed = [line.rstrip().split(maxsplit=1) for line in lines]
    assert ["ours", "[Ours]. (this project's, extends annual)"] in listed


def test_the_layouts_are_listed_where_there_is_no_project(tmp_path: Path) -> None:
    done = reportcli("layouts", "list", cwd=tmp_path)
    assert (done.returncode, done.stdout.split()[0]) == (0, "annual")


def test_a_layout_shows_what_it_offers(project: Path) -> None:
    told = " ".join(reportcli("layouts", "show", "ours", cwd=project).stdout.split())
    assert "layouts/ours page 210 × 297 mm" in told
    assert "slot dedication" in told
    assert "victories, victory, closing, thanks" in told
    assert "parts/cover.html.j2" in told


def _drawn(file: Path) -> tuple[bytes, ...]:
    with pikepdf.open(file) as pdf:
        return tuple(page.Contents.read_bytes() for page in pdf.pages)


def test_a_layout_that_is_ejected_builds_the_same_report(project: Path) -> None:
    done = reportcli("layouts", "eject", "annual", "--as", "mine", cwd=project)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("layouts/mine\n")
    for name in ("annual", "mine"):
        assert reportcli("build", "2024", "--layout", name, cwd=project).returncode == 0
    made = {file.name: file for file in (project / "out/2024").iterdir()}
    pages = {
        file.read_bytes().replace(b"(mine)", b"(annual)")
        for name, file in made.items()
        if name.endswith(".html")
    }
    drawn = {_drawn(file) for name, file in made.items() if name.endswith(".pdf")}
    assert (len(made), len(pages), len(drawn)) == (4, 1, 1)
    kept = {
        str(file.relative_to(built_in() / "annual"))
        for file in (built_in() / "annual").rglob("*.*")
    }
    copied = project / "layouts/mine"
    assert kept - {"cover.png"} == {str(file.relative_to(copied)) for file in copied.rglob("*.*")}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["annual", "--as", "ours"], "layouts/ours: error L011: there is a layout `ours` already"),
        (["anual"], "error L001: unknown layout `anual`"),
        (["annual", "--as", "../x"], "error L011: a layout cannot be called `../x`"),
    ],
)
def test_a_layout_is_copied_over_nothing(project: Path, arguments: list[str], said: str) -> None:
    done = reportcli("layouts", "eject", *arguments, cwd=project)
    assert done.returncode == 1
    assert said in done.stderr
    assert "→" in done.stderr
    assert [folder.name for folder in (project / "layouts").iterdir()] == ["ours"]
