"""`reportcli build`, as a person or a script runs it."""

from __future__ import annotations

import json
import os
import re
import shutil
from hashlib import sha256
from pathlib import Path

import pytest

from support.projects import SMALL, reportcli, write, write_rich


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write(tmp_path / "projet é", SMALL)


def files(folder: Path) -> dict[str, str]:
    return {
        str(file.relative_to(folder)): sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def test_the_results_stand_in_out_under_their_year(project: Path) -> None:
    done = reportcli("build", "2024", cwd=project)
    assert (done.returncode, done.stderr) == (0, "")
    assert list(files(project / "out")) == [
        "2024/nos-2-victoires-2024.html",
        "2024/nos-2-victoires-2024.pdf",
    ]
    assert done.stdout.splitlines()[0].startswith("out/2024/nos-2-victoires-2024.pdf (")


def test_every_language_is_built_and_named_but_the_first(tmp_path: Path) -> None:
    project = write_rich(tmp_path)
    done = reportcli("build", "--all", "--format", "html", "--out", "site", cwd=project)
    assert done.returncode == 0, done.stderr
    assert list(files(project / "site")) == [
        "2024/nos-4-victoires-2024.html",
        "2024/our-4-victories-2024.en.html",
    ]


def test_one_language_and_one_format_can_be_asked_for(tmp_path: Path) -> None:
    project = write_rich(tmp_path)
    done = reportcli("build", "2024", "--lang", "en", "--format", "html", "--json", cwd=project)
    (edition,) = json.loads(done.stdout)["editions"]
    assert (edition["lang"], edition["format"]) == ("en", "html")


def test_an_earlier_titles_files_are_named_and_stay(tmp_path: Path) -> None:
    project, out = write(tmp_path, SMALL), tmp_path / "out/2024"
    assert reportcli("build", "2024", cwd=project).stderr == ""
    for other in ("notes.pdf", "photo-2024.jpg", "lettre-2024.en.pdf", "2024-a.pdf"):
        (out / other).touch()
    write(tmp_path, SMALL.replace("Nos 2 victoires", "Nos victoires"))
    done = reportcli("build", "2024", "--format", "pdf", cwd=project)
    assert (done.returncode, done.stderr) == (0, "")
    done = reportcli("build", "2024", cwd=project)
    assert done.stderr == (
        "out/2024: info P040: of another title, and not made by this build: "
        "nos-2-victoires-2024.html, nos-2-victoires-2024.pdf\n"
        "  → delete what is no longer needed: nothing is ever deleted for you\n"
    )
    assert (out / "nos-2-victoires-2024.pdf").exists()
    elsewhere = reportcli("build", "2024", "--out", "out", cwd=project)
    assert elsewhere.stderr == ""


def test_json_says_what_was_made(project: Path) -> None:
    done = reportcli("build", "2024", "--json", cwd=project)
    document = json.loads(done.stdout)
    assert document["diagnostics"] == []
    pdf, html = document["editions"]
    made = (project / pdf["path"]).read_bytes()
    assert pdf == {
        "year": "2024",
        "layout": "annual",
        "lang": "fr",
        "for": "screen",
        "format": "pdf",
        "path": pdf["path"],
        "bytes": len(made),
        "pages": 6,
        "sha256": sha256(made).hexdigest(),
        "cached": False,
    }
    assert html["pages"] is None


def test_json_of_a_failure_is_one_document_too(tmp_path: Path) -> None:
    project = write(tmp_path, SMALL.replace("title =", "titel =", 1))
    done = reportcli("build", "2024", "--json", cwd=project)
    assert done.returncode == 1
    document = json.loads(done.stdout)
    assert document["editions"] == []
    first = document["diagnostics"][0]
    assert set(first) == {
        "code", "severity", "message", "path", "line", "column", "end_line", "end_column", "hint", "fix",
    }  # fmt: skip
    assert (first["path"], first["line"]) == ("data/victories.toml", 3)


def test_a_fault_is_shown_with_its_line_and_nothing_is_written(tmp_path: Path) -> None:
    project = write(tmp_path, SMALL.replace('title = "Une loi"', 'titel = "Une loi"'))
    done = reportcli("build", "2024", cwd=project)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "data/victories.toml:6:1: error D001: unknown key `titel` in victory 1\n"
        '    6 │ titel = "Une loi"\n'
        "      │ ^^^^^\n"
        "  → did you mean `title`?\n"
        "1 error; nothing was written\n"
    )
    assert not (project / "out").exists()


def test_one_faulty_edition_keeps_the_others_from_being_written(tmp_path: Path) -> None:
    second = SMALL.replace("2024", "2025").replace("Le gouvernement", "\u4eba")
    project = write(tmp_path, SMALL + second)
    done = reportcli("build", "--all", cwd=project)
    assert done.returncode == 1
    assert "no sign for “\u4eba” (U+4EBA cjk unified ideograph-4eba) in victory 1" in done.stderr
    assert not (project / "out").exists()


def test_all_that_is_wrong_is_told_in_one_round(tmp_path: Path) -> None:
    data = SMALL.replace('title = "Une loi"', 'titel = "Une loi"\nimage = { src = "a.jpg" }')
    data = data.replace("Trois", "\u4eba Trois").replace(
        "[reports", "[brand]\nink = '#eeeeee'\n[reports", 1
    )
    done = reportcli("build", "2024", cwd=write(tmp_path, data))
    assert re.findall(r"error (\w+)", done.stderr) == ["D001", "D002", "D020", "L005", "D030"]
    assert done.stderr.endswith("5 errors; nothing was written\n")


def test_with_a_faulty_brand_no_colour_is_judged_that_nobody_chose(tmp_path: Path) -> None:
    data = "[brand]\nink = 'black'\naccent = '#001100'\n" + SMALL
    done = reportcli("build", "--all", cwd=write(tmp_path, data))
    assert re.findall(r"error (\w+)", done.stderr) == ["D003"]


def test_a_year_that_cannot_be_read_is_not_said_to_be_missing(tmp_path: Path) -> None:
    data = SMALL + SMALL.replace("2024", "2025").replace("languages", "language")
    done = reportcli("build", "2025", cwd=write(tmp_path, data))
    assert re.findall(r"error (\w+)", done.stderr) == ["D001"]
    done = reportcli("build", "2032", cwd=tmp_path)
    assert re.findall(r"error (\w+)", done.stderr) == ["D001", "D040"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["2032"], ["no report for 2032", "there is: 2024"]),
        (["2024", "--lang", "en"], ["no language `en`", "it has: fr"]),
        (["2024", "--layout", "anual"], ["unknown layout `anual`", "did you mean `annual`?"]),
    ],
)
def test_what_is_not_there_is_said_with_what_there_is(
    project: Path, arguments: list[str], words: list[str]
) -> None:
    done = reportcli("build", *arguments, cwd=project)
    assert done.returncode == 1
    assert all(word in done.stderr for word in words), done.stderr


@pytest.mark.parametrize(
    "arguments", [[], ["2024", "--all"], ["2024", "--format", "docx"], ["--no"]]
)
def test_a_wrong_usage_ends_with_2(project: Path, arguments: list[str]) -> None:
    assert reportcli("build", *arguments, cwd=project).returncode == 2


def test_a_project_is_found_from_a_folder_inside_it_and_by_its_name(project: Path) -> None:
    inside = project / "images" / "2024"
    inside.mkdir(parents=True)
    assert reportcli("build", "2024", "--format", "html", cwd=inside).returncode == 0
    shutil.rmtree(project / "out")
    done = reportcli("-C", project, "build", "2024", "--format", "html", cwd=project.parent)
    assert done.returncode == 0
    assert (project / "out/2024").is_dir()


def test_where_there_is_no_project_it_says_so(tmp_path: Path) -> None:
    done = reportcli("build", "2024", cwd=tmp_path)
    assert done.returncode == 1
    assert "no project here" in done.stderr
    assert "data/victories.toml" in done.stderr


def test_a_place_that_cannot_be_written_is_said_and_leaves_nothing(project: Path) -> None:
    (project / "out").write_text("a file, not a folder", "utf-8")
    done = reportcli("build", "2024", cwd=project)
    assert done.returncode == 1
    assert "cannot write" in done.stderr
    assert "--out" in done.stderr


def test_the_same_input_gives_the_same_bytes_everywhere(tmp_path: Path) -> None:
    first = write_rich(tmp_path / "un")
    second = write_rich(tmp_path / "ailleurs" / "très loin" / "deux")
    os.utime(second / "images/loi.jpg", (0, 0))
    old_mask = os.umask(0o077)
    try:
        env = {
            "TZ": "Asia/Tokyo",
            "LANG": "tr_TR.UTF-8",
            "LC_ALL": "C",
            "PYTHONHASHSEED": "7",
            "HOME": str(second),
        }
        assert reportcli("build", "2024", cwd=second, env=env).returncode == 0
    finally:
        os.umask(old_mask)
    assert reportcli("build", "2024", cwd=first, env={"PYTHONHASHSEED": "1"}).returncode == 0
    assert files(first / "out") == files(second / "out")


def test_the_date_is_the_one_that_is_asked_for(project: Path) -> None:
    import pikepdf

    env = {"SOURCE_DATE_EPOCH": "1700000000"}
    assert reportcli("build", "2024", "--format", "pdf", cwd=project, env=env).returncode == 0
    with pikepdf.open(next((project / "out/2024").glob("*.pdf"))) as pdf:
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20231114221320")


def test_a_layout_of_the_projects_own_goes_before_the_built_in_one(project: Path) -> None:
    own = project / "layouts" / "annual"
    own.mkdir(parents=True)
    (own / "layout.toml").write_text("[scale]\n", "utf-8")
    (own / "words.toml").write_text("[en]\n", "utf-8")
    (own / "report.html.j2").write_text("<title>{{ report.title | plain }}</title>", "utf-8")
    assert reportcli("build", "2024", "--format", "html", cwd=project).returncode == 0
    (page,) = (project / "out/2024").glob("*.html")
    assert page.read_text("utf-8") == "<title>Nos 2\u00a0victoires</title>"


@pytest.mark.parametrize(
    ("template", "words"),
    [
        (
            "a\n{{ nothing }}",
            "report.html.j2:2:1: error L002: the layout `annual` has a fault: 'nothing'",
        ),
        ("a\n\n{% if %}", "report.html.j2:3:1: error L002"),
        ("{{ ().__class__.__bases__ }}", "error L002"),
    ],
)
def test_a_fault_in_a_template_is_placed(project: Path, template: str, words: str) -> None:
    own = project / "layouts" / "annual"
    own.mkdir(parents=True)
    (own / "layout.toml").write_text("[scale]\n", "utf-8")
    (own / "words.toml").write_text("[en]\n", "utf-8")
    (own / "report.html.j2").write_text(template, "utf-8")
    done = reportcli("build", "2024", cwd=project)
    assert done.returncode == 1
    assert words in done.stderr


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ('<img src="file:///etc/passwd" alt="x">', "not loaded: file:///etc/passwd"),
        ('<img src="http://127.0.0.1:9/x.png" alt="x">', "not loaded: http://127.0.0.1:9/x.png"),
        ('<img src="layout/../../data/victories.toml" alt="x">', "not loaded"),
        ('<img src="layout/gone.png" alt="x">', "not loaded: layout/gone.png"),
        ('<link rel=attachment href="file:///etc/passwd">', "not loaded: file:///etc/passwd"),
        ('<img src="data:image/svg+xml,%3Csvg%20xmlns=%22http://www.w3.org/2000/svg%22%20xmlns:xlink=%22http://www.w3.org/1999/xlink%22%20width=%229%22%20height=%229%22%3E%3Cimage%20width=%229%22%20height=%229%22%20xlink:href=%22file:///etc/passwd%22/%3E%3C/svg%3E" alt="x">', "not loaded: file:///etc/passwd"),
        ('<link rel=stylesheet href="data:text/css,p{}">', "not loaded: data:text/css"),
        ('<p style="colour: red">x</p>', "Ignored `colour: red`"),
        ("<img src='data:image/png;base64,AAAA' alt='x'>", "Failed to load image"),
    ],
)  # fmt: skip
def test_what_the_engine_may_not_load_or_does_not_know_fails_the_build(
    project: Path, body: str, words: str
) -> None:
    own = project / "layouts" / "annual"
    own.mkdir(parents=True)
    (own / "layout.toml").write_text("[scale]\n", "utf-8")
    (own / "words.toml").write_text("[en]\n", "utf-8")
    page = f"<html lang=fr><title>t</title><body>{body}"
    (own / "report.html.j2").write_text("{% raw %}" + page + "{% endraw %}", "utf-8")
    done = reportcli("build", "2024", "--format", "pdf", cwd=project)
    assert done.returncode == 1
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert not (project / "out").exists()


def test_a_brand_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    project = write(tmp_path, '[brand]\naccent = "#ffe600"\n' + SMALL)
    done = reportcli("build", "2024", cwd=project)
    assert done.returncode == 1
    assert "#ffe600" in done.stderr


def test_a_dark_accent_turns_the_words_on_it_to_paper(tmp_path: Path) -> None:
    project = write(tmp_path, '[brand]\naccent = "#1d3557"\n' + SMALL)
    assert reportcli("build", "2024", cwd=project).returncode == 0
    (page,) = (project / "out/2024").glob("*.html")
    assert "--on-accent: #ffffff" in page.read_text("utf-8")


def test_what_does_not_fit_its_page_is_told_and_still_built(tmp_path: Path) -> None:
    project = write(tmp_path, SMALL.replace('"Une loi"', '"' + "Une loi " * 200 + '"'))
    done = reportcli("build", "2024", "--format", "pdf", cwd=project)
    assert done.returncode == 0
    assert "warning F004: page 5 in victory 1 (Une loi" in done.stderr
    assert len(list((project / "out/2024").iterdir())) == 1


EXTENDING = """\
{% extends "annual/report.html.j2" %}
{% block statement %}<p class="t4">{{ report.title | plain }}{{ nothing.at_all }}</p>{% endblock %}
{% block victory scoped %}{{ super() }}<p>{{ victory.patience }}</p>{% endblock %}
"""


def test_a_layout_changes_one_block_of_the_one_that_it_extends(project: Path) -> None:
    own = project / "layouts" / "ours"
    own.mkdir(parents=True)
    (own / "layout.toml").write_text('extends = "annual"\n', "utf-8")
    (own / "screen.css").write_text("h1 { color: #c00 }", "utf-8")
    (own / "report.html.j2").write_text(EXTENDING, "utf-8")
    done = reportcli("build", "2024", "--layout", "ours", cwd=project)
    assert "layouts/ours/report.html.j2:2:1: error L002" in done.stderr
    (own / "report.html.j2").write_text(EXTENDING.replace("{{ nothing.at_all }}", ""), "utf-8")
    done = reportcli("build", "2024", "--layout", "ours", cwd=project)
    assert (
        "report.html.j2:3:1: error L002: the layout `ours` has a fault, at victory 1" in done.stderr
    )
    (own / "report.html.j2").write_text(
        EXTENDING.replace("{{ nothing.at_all }}", "").replace("victory.patience", "n"), "utf-8"
    )
    done = reportcli("build", "2024", "--layout", "ours", cwd=project)
    assert done.returncode == 0, done.stderr
    page = next((project / "out/2024").glob("*.ours.html")).read_text("utf-8")
    assert "h1 { color: #c00 }</style>" in page.replace("\n", "")
    assert "<p>2</p>" in page


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ('paper = "A4"', "2:1: error L010: the layout `own` has no option `paper`"),
        ('format = "A5"', "2:10: error L010: `format` cannot be `A5` in the layout `own`"),
    ],
)
def test_a_choice_that_a_layout_does_not_offer_is_told(
    tmp_path: Path, chosen: str, said: str
) -> None:
    project = write(tmp_path, f"[layouts.own]\n{chosen}\n{SMALL}")
    own = project / "layouts" / "own"
    own.mkdir(parents=True)
    (own / "layout.toml").write_text(
        'extends = "annual"\n[options.format]\nsays = "The sheet."\nchoices = ["A4", "A3"]\n',
        "utf-8",
    )
    done = reportcli("build", "2024", "--layout", "own", cwd=project)
    assert f"data/victories.toml:{said}" in done.stderr
    assert "did you mean" in done.stderr or "there are: " in done.stderr
