"""What is watched, and what was edited."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from reportcli import fonts, html, layouts
from reportcli.edition import Edition, editions
from reportcli.load import load
from reportcli.project import Project
from reportcli.watch import edited, inputs
from support.projects import REPOSITORY, SMALL, write, write_rich

if TYPE_CHECKING:
    from pathlib import Path

ANNUAL = REPOSITORY / "layouts" / "annual"


def edition(folder: Path, data: str) -> Edition:
    project = Project(write(folder, data))
    return next(editions(project, load(project)))


ONE_MORE = '\n[[reports.2024.victories]]\nid = "troisieme"\ntext = "Une troisième."\n'


@pytest.mark.parametrize(
    ("before", "now", "number"),
    [
        (SMALL, SMALL, None),
        (SMALL, SMALL.replace("Trois", "Quatre"), 2),
        (SMALL, SMALL + ONE_MORE, 3),
        (SMALL + ONE_MORE, SMALL, 2),
        (SMALL, SMALL.replace("Nos 2", "Nos"), None),
        (SMALL, SMALL.replace("Une loi", "La loi").replace("Trois", "Quatre"), 1),
    ],
)
def test_the_edited_victory_is_told(
    tmp_path: Path, before: str, now: str, number: int | None
) -> None:
    assert edited.victory(edition(tmp_path, before), edition(tmp_path, now)) == number


def test_a_victory_is_found_by_its_id_or_its_number(tmp_path: Path) -> None:
    report = edition(tmp_path, SMALL + ONE_MORE)
    assert [report.report.victories[number - 1].anchor(number) for number in (1, 3)] == [
        "v1",
        "troisieme",
    ]


def test_each_kind_of_file_has_its_stamp(tmp_path: Path) -> None:
    project = Project(write_rich(tmp_path))
    layout = project.layouts / "annual"
    shutil.copytree(ANNUAL, layout)
    changes = {
        "data": project.data,
        "look": layout / "parts" / "cover.html.j2",
        "pictures": tmp_path / "images" / "loi.jpg",
    }
    for kind, file in changes.items():
        before = inputs.stamps(project, [layout])
        beside = file.with_suffix(".new")
        beside.write_bytes(file.read_bytes())
        beside.replace(file)
        now = inputs.stamps(project, [layout])
        assert {key for key in vars(now) if vars(now)[key] != vars(before)[key]} == {kind}


def test_pictures_are_watched_where_they_will_be(tmp_path: Path) -> None:
    picture = '\n[[reports.2024.victories]]\ntext = "x"\nimage = { src = "a/b.png", alt = "x" }\n'
    project = Project(write(tmp_path, SMALL + picture))
    assert tmp_path / "a" not in inputs.folders(project, [ANNUAL])
    assert tmp_path in inputs.folders(project, [ANNUAL])
    (tmp_path / "a").mkdir()
    assert tmp_path / "a" in inputs.folders(project, [ANNUAL])


def test_results_are_not_watched(tmp_path: Path) -> None:
    project = Project(write(tmp_path, SMALL))
    (tmp_path / "out" / "2024").mkdir(parents=True)
    assert not [f for f in inputs.folders(project, [ANNUAL]) if f.is_relative_to(tmp_path / "out")]


def test_a_template_that_changed_is_compiled_anew_in_the_same_process(tmp_path: Path) -> None:
    shutil.copytree(ANNUAL, tmp_path / "layouts" / "annual")
    report = edition(tmp_path, SMALL)
    (before,) = html.render(report, "screen")
    part = tmp_path / "layouts" / "annual" / "parts" / "statement.html.j2"
    part.write_text("<p>Autre chose</p>" + part.read_text("utf-8"), "utf-8")
    (now,) = html.render(report, "screen")
    assert "Autre chose" in now
    assert "Autre chose" not in before


def test_fonts_that_are_forgotten_are_read_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(REPOSITORY / "layouts" / "fonts", tmp_path / "fonts")
    monkeypatch.setattr(layouts, "built_in", lambda: tmp_path)
    layout = layouts.Layout((layouts.Part("annual", ANNUAL, "annual"),))
    one = layout.fonts.face("Literata", 400)
    before = one.advance("m"), one.ink("m"), one.outline("m", 10)
    shutil.copy(tmp_path / "fonts" / "bricolage-800.ttf", one.file)
    fonts.forget()
    other = layout.fonts.face("Literata", 400)
    now = other.advance("m"), other.ink("m"), other.outline("m", 10)
    fonts.forget()
    assert all(new != old for new, old in zip(now, before, strict=True))
