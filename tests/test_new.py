"""`new` and `add`: from nothing to a report, and on to the next year."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import typer

from reportcli import starter
from reportcli.cli.frame import language_of
from reportcli.layouts import built_in
from reportcli.starter import Settings
from support.projects import RICH, SMALL, reportcli, write, write_rich
from support.terminals import in_terminal

OPTIONS = ("--name", 'Défense & "Droits"', "--lang", "fr", "--year", "2024")


def data_of(project: Path) -> str:
    return (project / "data/victories.toml").read_text("utf-8")


@pytest.mark.parametrize("language", ["fr", "en", "es", "de", "it", "pt", "fr-CH"])
def test_a_new_project_builds_at_once(tmp_path: Path, language: str) -> None:
    done = reportcli(
        "new", "p", "--name", "Une amie", "--lang", language, "--year", "2024", cwd=tmp_path
    )
    assert (done.returncode, done.stderr) == (0, "")
    formats = () if language == "fr" else ("--format", "html")
    built = reportcli("-C", "p", "build", "2024", *formats, cwd=tmp_path)
    assert (built.returncode, built.stderr) == (0, "")


def test_it_holds_what_was_said(tmp_path: Path) -> None:
    reportcli("new", "p", *OPTIONS, "--title", "Nos\tvictoires", cwd=tmp_path)
    data = tomllib.loads(data_of(tmp_path / "p"))
    assert data["schema"] == 1
    assert data["organization"]["name"] == 'Défense & "Droits"'
    assert data["reports"]["2024"]["title"] == "Nos\tvictoires"
    assert data["reports"]["2024"]["languages"] == ["fr"]
    assert len(data["reports"]["2024"]["victories"]) == 3


def test_editors_find_the_schema_beside_it_and_git_passes_over_the_results(tmp_path: Path) -> None:
    reportcli("new", "p", *OPTIONS, cwd=tmp_path)
    first = data_of(tmp_path / "p").splitlines()[0]
    named = re.fullmatch(r"#:schema \./(\S+)", first)
    assert named
    printed = reportcli("schema", cwd=tmp_path).stdout
    assert (tmp_path / "p/data" / named[1]).read_text("utf-8") == printed
    assert (tmp_path / "p/.gitignore").read_text("utf-8") == "out/\n"
    assert not (tmp_path / "p/.git").exists()


def test_the_examples_are_said_to_be_examples_in_every_language_of_the_layouts() -> None:
    words = tomllib.loads((built_in() / "annual/words.toml").read_text("utf-8"))
    assert set(starter.all_words()) == set(words)
    assert len({frozenset(texts) for texts in starter.all_words().values()}) == 1
    for language in words:
        data = starter.write(Settings(language, "2024"))
        assert data.count("EXEMPLE" if language == "fr" else "EXAMPLE") >= 4


def test_what_may_be_used_is_right_when_its_sign_is_taken_away(tmp_path: Path) -> None:
    from PIL import Image

    for language in ("fr", "en"):
        data = re.sub(
            r"(?m)^# (?=(\w+ = |\[\w+\]))",
            "",
            starter.write(Settings(language, "2024", "Une amie")),
        )
        project = write(tmp_path / language, data)
        (project / "images").mkdir()
        for name in re.findall(r'"(images/[^"]+)"', data):
            Image.new("RGB", (300, 200), "grey").save(project / name)
        done = reportcli("build", "2024", "--format", "html", cwd=project)
        assert (done.returncode, done.stderr) == (0, "")
        keys = ("address", "accent", "closing", "cover", "places", "date", "partners", "links")
        assert all(re.search(rf"(?m)^{key} = ", data) for key in keys)


def test_it_ends_with_commands_that_can_be_typed(tmp_path: Path) -> None:
    done = reportcli("new", "my project", *OPTIONS, cwd=tmp_path)
    first, blank, head, *steps = done.stdout.splitlines()
    made = "my project/data/victories.toml: made for 2024 (examples, language fr)"
    assert (first, blank, head) == (made, "", "Next:")
    assert steps[0] == "  cd 'my project'"
    assert len(steps) == 3
    helped = reportcli("--help", cwd=tmp_path).stdout
    commands = [re.match(r"  reportcli (\w+)", step) for step in steps[1:]]
    assert [match[1] in helped for match in commands if match] == [True, True]


def test_in_this_folder_there_is_nowhere_to_go(tmp_path: Path) -> None:
    done = reportcli("new", ".", *OPTIONS, cwd=tmp_path)
    assert (done.returncode, "cd " in done.stdout) == (0, False)
    assert len(done.stdout.split("Next:")[1].split("\n  ")) == 4


@pytest.mark.parametrize("name", ["data/victories.toml", "data/victories.schema.json"])
def test_nothing_is_ever_replaced(tmp_path: Path, name: str) -> None:
    file = tmp_path / "p" / name
    file.parent.mkdir(parents=True)
    file.write_text("mine")
    done = reportcli("new", "p", *OPTIONS, cwd=tmp_path)
    assert done.returncode == 1
    assert f"{name} is there already" in done.stderr
    assert [path for path in (tmp_path / "p").rglob("*") if path.is_file()] == [file]
    assert file.read_text() == "mine"


def test_a_folder_that_has_other_things_is_fine(tmp_path: Path) -> None:
    (tmp_path / "p").mkdir()
    (tmp_path / "p/.gitignore").write_text("mine\n")
    (tmp_path / "p/notes.txt").write_text("mine")
    done = reportcli("new", "p", *OPTIONS, cwd=tmp_path)
    assert done.returncode == 0
    assert "add the line out/ to it" in done.stderr
    assert (tmp_path / "p/.gitignore").read_text() == "mine\n"


def test_a_file_in_the_folders_place_is_told(tmp_path: Path) -> None:
    (tmp_path / "p").write_text("mine")
    done = reportcli("new", "p", *OPTIONS, cwd=tmp_path)
    assert done.returncode == 1
    assert "not a directory" in done.stderr
    assert "Traceback" not in done.stderr


def test_in_a_pipe_what_is_missing_is_told(tmp_path: Path) -> None:
    done = reportcli("new", "p", cwd=tmp_path)
    assert done.returncode == 2
    told = " ".join(done.stderr.replace("│", " ").split())
    assert "give --name and --lang, or --yes" in told
    assert not (tmp_path / "p").exists()


def test_in_a_terminal_it_asks(tmp_path: Path) -> None:
    ours, theirs = os.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "reportcli", "new", "p", "--year", "2024"],
        cwd=tmp_path, stdin=theirs, stderr=theirs, stdout=subprocess.PIPE,
        env={**os.environ, "LC_ALL": "es_ES.UTF-8", "NO_COLOR": "1"},
    ) as asking:  # fmt: skip
        os.close(theirs)
        os.write(ours, b'Une "amie"\nfrancais\n\n')
        said = asking.stdout.read() if asking.stdout else b""
    asked = os.read(ours, 4000).decode()
    os.close(ours)
    assert asking.returncode == 0
    assert "The organisation's name:" in asked
    assert "The report's language (a code: fr, en, es, de, …) [es]:" in asked
    assert """is not a language code: 'francais'; write its code: "fr\"""" in asked
    assert said.lstrip().startswith(
        b"p/data/victories.toml: made for 2024 (examples, language es)\n"
    )
    data = tomllib.loads(data_of(tmp_path / "p"))
    assert data["organization"]["name"] == 'Une "amie"'
    assert data["reports"]["2024"]["languages"] == ["es"]


def test_a_folder_that_is_taken_is_told_before_anything_is_asked(tmp_path: Path) -> None:
    write(tmp_path / "p", SMALL)
    shown = in_terminal("new", "p", cwd=tmp_path)
    assert shown.returncode == 1
    assert "name" not in shown.text
    assert "data/victories.toml is there already" in shown.errors


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("French", 'write its code: "fr"'),
        ("français", 'write its code: "fr"'),
        ("Francais ", 'write its code: "fr"'),
        ("ESPAÑOL", 'write its code: "es"'),
        ("română", 'write its code: "ro"'),
        ("русский", 'write its code: "ru"'),
        ("allemand", 'write its code: "de"'),
        ("British English", 'write its code: "en-GB"'),
        ("FR", 'did you mean "fr"?'),
        ("Klingonese", 'write a code such as "fr"'),
        ("", 'write a code such as "fr"'),
    ],
)
def test_a_language_s_name_is_not_taken_but_answered_with_its_code(typed: str, hint: str) -> None:
    with pytest.raises(typer.BadParameter) as refused:
        language_of(typed)
    assert hint in refused.value.message


def test_with_yes_the_name_is_left_open_and_the_language_is_this_terminals(tmp_path: Path) -> None:
    done = reportcli("new", "p", "--yes", cwd=tmp_path, env={"LC_ALL": "de_CH.UTF-8"})
    assert done.returncode == 0
    data = data_of(tmp_path / "p")
    assert 'languages = ["de"]' in data
    assert tomllib.loads(data)["organization"] == {}
    assert '# name = "…"' in data


def test_a_language_without_examples_says_so(tmp_path: Path) -> None:
    done = reportcli("new", "p", "--name", "x", "--lang", "rm", "--year", "2024", cwd=tmp_path)
    assert done.returncode == 0
    assert "the examples are in English" in done.stderr
    assert "there are none in `rm` yet" in data_of(tmp_path / "p")


@pytest.mark.parametrize(
    "options", [("--lang", "xx"), ("--lang", "français"), ("--year", "24"), ("--year", "２０２４")]
)
def test_wrong_usage_makes_nothing(tmp_path: Path, options: tuple[str, str]) -> None:
    done = reportcli("new", "p", "--name", "x", "--yes", *options, cwd=tmp_path)
    assert done.returncode == 2
    assert not (tmp_path / "p").exists()


def test_the_next_year_takes_the_last_ones_settings_and_builds(tmp_path: Path) -> None:
    before = SMALL.replace('title = "Nos 2', 'layout = "annual"\ntitle = "Nos 2') + "\n# fin"
    project = write(tmp_path, before)
    done = reportcli("add", "2025", cwd=project)
    assert (done.returncode, done.stderr) == (0, "")
    after = data_of(project)
    assert after.startswith(before)
    report = tomllib.loads(after)["reports"]["2025"]
    assert report["title"] == "Nos … victoires"
    assert report["layout"] == "annual"
    assert len(report["victories"]) == 1
    assert set(report["victories"][0]) == {"text"}
    assert "Write its title and" in done.stdout
    built = reportcli("build", "2025", "--format", "html", cwd=project)
    assert built.returncode == 0
    assert re.findall(r"warning D060: (.+)", built.stderr) == [
        "`title` is still to be completed",
        "`text` is still an example in victory 1",
    ]


def test_of_a_rich_year_nothing_is_copied_that_would_be_a_lie(tmp_path: Path) -> None:
    project = write_rich(tmp_path)
    reportcli("add", "2025", cwd=project)
    report = tomllib.loads(data_of(project))["reports"]["2025"]
    assert set(report) == {"languages", "title", "subtitle", "victories"}
    assert report["title"] == {"fr": "Nos … victoires", "en": "Our … victories"}
    assert set(report["victories"][0]["text"]) == {"fr", "en"}
    built = reportcli("build", "2025", "--format", "html", cwd=project)
    assert (built.returncode, built.stderr.count("warning D060")) == (0, 4)


@pytest.mark.parametrize(
    ("title", "next_title"),
    [
        ("Rapport 2024", "Rapport 2025"),
        ("2 victoires en 2024", "… victoires en 2025"),
        ("12 ans, 2,5 victoires", "12 ans, 2,5 victoires"),
        ("Agenda 2030", "Agenda 2030"),
    ],
)
def test_a_title_gets_the_new_year_and_leaves_the_number_open(
    tmp_path: Path, title: str, next_title: str
) -> None:
    project = write(tmp_path, SMALL.replace("Nos 2 victoires", title))
    reportcli("add", "2025", cwd=project)
    assert tomllib.loads(data_of(project))["reports"]["2025"]["title"] == next_title


def test_a_year_before_the_first_takes_the_first_ones_settings(tmp_path: Path) -> None:
    done = reportcli("add", "2020", cwd=write(tmp_path, SMALL))
    assert "with the settings of 2024" in done.stdout


def test_a_year_that_is_there_is_told_with_its_place(tmp_path: Path) -> None:
    project = write(tmp_path, SMALL)
    done = reportcli("add", "2024", cwd=project)
    assert done.returncode == 1
    assert done.stderr.startswith("data/victories.toml:1:1: error N010: there is a report for 2024")
    assert data_of(project) == SMALL


def test_add_says_what_is_wrong_in_the_data_and_adds_nothing(tmp_path: Path) -> None:
    wrong = RICH.replace("subtitle", "subtitel")
    project = write(tmp_path, wrong)
    done = reportcli("add", "2025", cwd=project)
    assert done.returncode == 1
    assert "did you mean `subtitle`?" in done.stderr
    assert data_of(project) == wrong


def test_add_needs_a_project(tmp_path: Path) -> None:
    done = reportcli("add", "2025", cwd=tmp_path)
    assert done.returncode == 1
    assert "no project here" in done.stderr
