"""How a layout is found, and what it says of itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportcli.diagnostics import Failure, Place
from reportcli.layouts import Layout, Part, built_in, find, names
from reportcli.project import Project
from support.projects import REPOSITORY

BUILT_IN = [find(Project(REPOSITORY), name) for name in names(Project(REPOSITORY))]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project with two layouts of its own, one of them in the name of a built-in one."""
    for name in ("poster", "annual"):
        (tmp_path / "layouts" / name).mkdir(parents=True)
        (tmp_path / "layouts" / name / "layout.toml").write_text(
            f'description = "own {name}"', "utf-8"
        )
    (tmp_path / "layouts" / "notes").mkdir()
    return Project(tmp_path)


# Finding


def test_a_project_can_use_the_built_in_layouts_and_its_own(
    tmp_path: Path, project: Project
) -> None:
    built_in = names(Project(tmp_path / "bare"))
    assert {"annual", "letter"} <= set(built_in)
    assert names(project) == sorted({*built_in, "poster"})


def test_a_layout_of_the_projects_own_goes_before_the_built_in_one(project: Project) -> None:
    assert find(project, "annual").folder == project.layouts / "annual"
    assert find(project, "annual").settings["description"] == "own annual"


def test_a_folder_without_a_layout_toml_hides_no_built_in_layout(project: Project) -> None:
    (project.layouts / "annual" / "layout.toml").unlink()
    assert find(project, "annual").folder == built_in() / "annual"


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("anual", "did you mean `annual`?"),
        ("Poster", "did you mean `poster`?"),
        ("zine", None),
        ("notes", None),
        ("", None),
        ("../layouts/annual", None),
        ("/", None),
    ],
)
def test_an_unknown_layout_is_told_with_those_that_there_are(
    project: Project, name: str, hint: str | None
) -> None:
    place = Place("data/victories.toml", 4, 10, 4, 16)
    with pytest.raises(Failure) as failure:
        find(project, name, place)
    (fault,) = failure.value.diagnostics
    assert (fault.code, fault.message) == ("L001", f"unknown layout `{name}`")
    assert (fault.place, fault.hint) == (place, hint or f"there are: {', '.join(names(project))}")


def test_the_built_in_layouts_are_those_in_the_wheel_where_there_is_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert built_in() == REPOSITORY / "layouts"
    monkeypatch.setattr("reportcli.project.HERE", tmp_path)
    (tmp_path / "share" / "layouts").mkdir(parents=True)
    assert built_in() == tmp_path / "share" / "layouts"


# What the built-in layouts say


def test_there_is_a_built_in_layout() -> None:
    assert "annual" in [layout.name for layout in BUILT_IN]


@pytest.mark.parametrize("layout", BUILT_IN, ids=lambda layout: layout.name)
def test_a_built_in_layout_has_a_description_and_its_templates(layout: Layout) -> None:
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
    found = Layout((Part("own", tmp_path, "own"),)).words_in(language)
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
    layout = Layout((Part("own", tmp_path, "own"),))
    with pytest.raises(Failure) as failure:
        _ = layout.settings if file == "layout.toml" else layout.words
    (fault,) = failure.value.diagnostics
    assert fault.place is not None
    assert fault.place.path.endswith(file)
    assert fault.hint


# Extending


def write_layout(project: Project, name: str, **files: str) -> None:
    folder = project.layouts / name
    folder.mkdir(parents=True, exist_ok=True)
    for file, text in files.items():
        (folder / file.replace("_", ".")).write_text(text, "utf-8")


def test_a_layout_that_extends_another_says_only_what_is_other(tmp_path: Path) -> None:
    project = Project(tmp_path)
    write_layout(
        project,
        "ours",
        layout_toml='extends = "annual"\ndescription = "Ours."\n[scale.s0]\nsize = 70\n',
        words_toml='[fr]\nindex = "Où"\n',
    )
    layout, annual = find(project, "ours"), find(project, "annual")
    assert layout.settings["description"] == "Ours."
    assert layout.settings["grid"] == annual.settings["grid"]
    assert layout.settings["scale"]["s0"] == {**annual.settings["scale"]["s0"], "size": 70}
    assert layout.words["fr"] == {**annual.words["fr"], "index": "Où"}


def test_a_project_may_extend_a_built_in_layout_under_its_own_name(tmp_path: Path) -> None:
    project = Project(tmp_path)
    write_layout(project, "annual", layout_toml='extends = "annual"\n')
    folders = [part.folder for part in find(project, "annual").parts]
    assert folders == [project.layouts / "annual", built_in() / "annual"]


@pytest.mark.parametrize(
    ("extends", "code", "line"),
    [("b", "L008", 1), ("anual", "L001", 1), ("a", "L008", 1)],
)
def test_what_a_layout_cannot_extend_is_told_where_it_says_so(
    tmp_path: Path, extends: str, code: str, line: int
) -> None:
    project = Project(tmp_path)
    write_layout(project, "a", layout_toml=f'extends = "{extends}"\n')
    write_layout(project, "b", layout_toml='extends = "a"\n')
    with pytest.raises(Failure) as failure:
        find(project, "a")
    (fault,) = failure.value.diagnostics
    assert fault.code == code
    assert fault.place is not None
    assert fault.place.line == line


# Options

SIZES = """\
[page]
width = 300
bleed = 3
[scale.s1]
face = "text"
size = 20
weight = 400
[options.format]
says = "The sheet."
choices = ["A3", "A4"]
scale = [1, 0.5]
"""


@pytest.mark.parametrize(
    ("chosen", "width", "size"),
    [({}, 300, 20), ({"format": "A4"}, 150, 10), ({"format": "A9"}, 300, 20)],
)
def test_an_option_scales_all_lengths_but_the_bleed(
    tmp_path: Path, chosen: dict[str, str], width: float, size: float
) -> None:
    project = Project(tmp_path)
    write_layout(project, "own", layout_toml=SIZES)
    settings = find(project, "own", choices=chosen).settings
    assert settings["page"] == {"width": width, "bleed": 3}
    assert settings["scale"]["s1"] == {"face": "text", "size": size, "weight": 400}


def test_an_option_that_is_none_is_told_with_its_place(tmp_path: Path) -> None:
    project = Project(tmp_path)
    write_layout(project, "own", layout_toml='[options.format]\nchoises = ["A3"]\n')
    with pytest.raises(Failure) as failure:
        _ = find(project, "own").options
    (fault,) = failure.value.diagnostics
    assert (fault.code, str(fault.place)) == ("L009", "layouts/own/layout.toml:1:1")
