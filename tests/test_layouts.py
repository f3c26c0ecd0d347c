"""How a layout is found, and what it says of itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportcli import layouts
from reportcli.diagnostics import Failure, Place
from reportcli.layouts import Layout, built_in, find, names
from reportcli.project import Project
from support.projects import REPOSITORY

BUILT_IN = [find(Project(REPOSITORY), name) for name in names(Project(REPOSITORY))]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project with two layouts of its own, one of them in the name of a built-in one."""
    for name in ("poster", "annual"):
        (tmp_path / "layouts" / name).mkdir(parents=True)
        (tmp_path / "layouts" / name / "layout.toml").write_text(f'name = "own {name}"', "utf-8")
    (tmp_path / "layouts" / "notes").mkdir()
    return Project(tmp_path)


# Finding


def test_a_project_can_use_the_built_in_layouts_and_its_own(
    tmp_path: Path, project: Project
) -> None:
    assert names(Project(tmp_path / "bare")) == ["annual"]
    assert names(project) == ["annual", "poster"]


def test_a_layout_of_the_projects_own_goes_before_the_built_in_one(project: Project) -> None:
    assert find(project, "annual").folder == project.layouts / "annual"
    assert find(project, "annual").settings["name"] == "own annual"


def test_a_folder_without_a_layout_toml_hides_no_built_in_layout(project: Project) -> None:
    (project.layouts / "annual" / "layout.toml").unlink()
    assert find(project, "annual").folder == built_in() / "annual"


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("anual", "did you mean `annual`?"),
        ("Poster", "did you mean `poster`?"),
        ("zine", "there are: annual, poster"),
        ("notes", "there are: annual, poster"),
        ("", "there are: annual, poster"),
        ("../layouts/annual", "there are: annual, poster"),
        ("/", "there are: annual, poster"),
    ],
)
def test_an_unknown_layout_is_told_with_those_that_there_are(
    project: Project, name: str, hint: str
) -> None:
    place = Place("data/victories.toml", 4, 10, 4, 16)
    with pytest.raises(Failure) as failure:
        find(project, name, place)
    (fault,) = failure.value.diagnostics
    assert (fault.code, fault.message) == ("L001", f"unknown layout `{name}`")
    assert (fault.place, fault.hint) == (place, hint)


def test_the_built_in_layouts_are_those_in_the_wheel_where_there_is_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert built_in() == REPOSITORY / "layouts"
    monkeypatch.setattr(layouts, "HERE", tmp_path)
    (tmp_path / "share" / "layouts").mkdir(parents=True)
    assert built_in() == tmp_path / "share" / "layouts"


# What the built-in layouts say


def test_there_is_a_built_in_layout() -> None:
    assert "annual" in [layout.name for layout in BUILT_IN]


@pytest.mark.parametrize("layout", BUILT_IN, ids=lambda layout: layout.name)
def test_a_built_in_layout_has_a_name_a_description_and_its_templates(layout: Layout) -> None:
    assert layout.settings["name"] == layout.name
    assert layout.settings["description"].endswith(".")
    assert (layout.folder / "report.html.j2").is_file()


@pytest.mark.parametrize("layout", BUILT_IN, ids=lambda layout: layout.name)
def test_a_built_in_layout_has_all_its_words_in_every_language(layout: Layout) -> None:
    english = layout.words["en"]
    assert len(layout.words) >= 6
    for language, words in layout.words.items():
        assert words.keys() == english.keys(), language
        assert all(word.strip() for word in words.values()), language
        braces = [
            {key for key, word in table.items() if "{of}" in word} for table in (words, english)
        ]
        assert braces[0] == braces[1], language


@pytest.mark.parametrize("layout", BUILT_IN, ids=lambda layout: layout.name)
def test_a_scale_goes_down_step_by_step_within_a_face(layout: Layout) -> None:
    scale = layout.settings["scale"].values()
    for role in ("display", "text"):
        sizes = [step["size"] for step in scale if step["face"] == role]
        assert len(sizes) >= 3
        assert sizes == sorted(set(sizes), reverse=True)
    assert all(step["leading"] > 0.9 * step["size"] for step in scale)


# Words


@pytest.mark.parametrize(
    ("language", "contents"),
    [("fr", "Sommaire"), ("fr-CH", "Table"), ("fr-CA", "Sommaire"), ("frr", None), ("ja", None)],
)
def test_a_layouts_words_are_those_of_the_language_or_of_its_parent(
    tmp_path: Path, language: str, contents: str | None
) -> None:
    words = '[fr]\ncontents = "Sommaire"\n[fr-CH]\ncontents = "Table"\n'
    (tmp_path / "words.toml").write_text(words, "utf-8")
    found = Layout("own", tmp_path).words_in(language)
    assert (found and found["contents"]) == contents


# A designer's mistakes


@pytest.mark.parametrize(
    ("file", "data"),
    [
        ("layout.toml", b"[scale]\na = \n"),
        ("layout.toml", b'name = "\xe9"\n'),
        ("words.toml", b"[fr]\npage = page\n"),
        ("words.toml", b'[fr]\npage = "\xe9"\n'),
        ("words.toml", None),
    ],
)
def test_a_layouts_file_that_cannot_be_read_is_told_with_its_place(
    tmp_path: Path, file: str, data: bytes | None
) -> None:
    if data is not None:
        (tmp_path / file).write_bytes(data)
    layout = Layout("own", tmp_path)
    with pytest.raises(Failure) as failure:
        _ = layout.settings if file == "layout.toml" else layout.words
    (fault,) = failure.value.diagnostics
    assert fault.place is not None
    assert fault.place.path.endswith(file)
    assert fault.hint
