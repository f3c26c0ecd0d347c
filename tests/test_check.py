"""`reportcli check`: what it says, how, and that it mends what it says and nothing else."""

from __future__ import annotations

import json
import subprocess
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportcli import mending
from reportcli.checks.rule import rules
from reportcli.diagnostics import Failure
from reportcli.mending import mend
from reportcli.project import find
from reportcli.review import review
from support.checking import data
from support.projects import REPOSITORY, reportcli, write

if TYPE_CHECKING:
    from collections.abc import Callable

DATA = """\
# Un commentaire qui reste : l'Etat ...
schema = 1

[reports.2024]
languages = ["fr", "en"]   # deux
title = { fr = "L'Etat", en = "The state" }

[[reports.2024.victories]]

text.fr = \"\"\"
Le 25ème anniversaire \\
   de l\\u0027Etat : \\"oui\\".
\"\"\"
text.en = '''
It's "so"...'''
  figures = [ { value = 800, label.fr = "coeurs,  enfin", label.en = 'hearts' }, ] # fin
"""
SAME = {
    "DATA": DATA,
    "CRLF": DATA.replace("\n", "\r\n"),
}


def codes(text: str, tmp_path: Path) -> list[str]:
    return [found.code for found in review(find(write(tmp_path, text))).diagnostics]


def write_bytes(folder: Path, text: str) -> Path:
    (folder / "data").mkdir(parents=True, exist_ok=True)
    (folder / "data/victories.toml").write_bytes(text.encode())
    return folder


@pytest.mark.parametrize("text", SAME.values(), ids=SAME)
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "marked"])
def test_fixing_touches_only_what_is_wrong_and_a_second_run_finds_nothing(
    text: str, mark: str, tmp_path: Path
) -> None:
    write_bytes(tmp_path, mark + text)
    done = reportcli("check", "--fix", cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    after = (tmp_path / "data/victories.toml").read_bytes().decode()
    expected = (
        text.replace('"L\'Etat"', '"L’État"')
        .replace("25ème", "25e")
        .replace("l\\u0027Etat : \\", "l’État\u00a0: \\")
        .replace('\\"oui\\"', "«\u202foui\u202f»")
        .replace("It's \"so\"...'''", "It’s “so”…'''")
        .replace("coeurs,  enfin", "cœurs, enfin")
    )
    assert after == mark + expected
    again = reportcli("check", "--fix", cwd=tmp_path)
    assert "nothing to mend" in again.stdout
    assert (tmp_path / "data/victories.toml").read_bytes().decode() == after


def test_the_difference_is_shown_and_not_made(tmp_path: Path) -> None:
    write(tmp_path, DATA)
    done = reportcli("check", "--fix", "--diff", cwd=tmp_path)
    assert done.returncode == 0
    assert (tmp_path / "data/victories.toml").read_text("utf-8") == DATA
    patch = subprocess.run(
        ["git", "apply", "--unsafe-paths", "-"],
        input=done.stdout,
        cwd=tmp_path,
        text=True,
        check=False,
    )
    assert patch.returncode == 0
    assert "nothing to mend" in reportcli("check", "--fix", cwd=tmp_path).stdout


def test_what_is_not_safe_is_mended_only_when_asked_for(tmp_path: Path) -> None:
    text = data("La loi de de protection, l'Etat.")
    write(tmp_path, text)
    assert reportcli("check", "--fix", cwd=tmp_path).returncode == 0
    assert "de de" in (tmp_path / "data/victories.toml").read_text("utf-8")
    reportcli("check", "--fix=T050", cwd=tmp_path)
    assert "loi de protection" in (tmp_path / "data/victories.toml").read_text("utf-8")
    write(tmp_path, text)
    reportcli("check", "--fix=unsafe", cwd=tmp_path)
    assert "loi de protection, l’État" in (tmp_path / "data/victories.toml").read_text("utf-8")


def test_a_file_that_was_changed_meanwhile_is_not_written(tmp_path: Path) -> None:
    project = find(write(tmp_path, data("L'Etat.")))
    mended = mend(project, (), lambda found: found.fix is not None)
    assert mended is not None
    write(tmp_path, data("L'Etat, autrement."))
    with pytest.raises(Failure, match="was changed"):
        mending.write(project, mended)
    assert "autrement" in project.data.read_text("utf-8")


texts = st.lists(st.sampled_from(["l'Etat", " ", "25ème", "\n", '"', "mot", "...", "oe", "coeur", "  ", " !", "«", "»", "é", "\\", "12 000", "10km", "\u0301", "\t", "de de", "’", "-", " - ", "(", ")"]), max_size=10).map("".join)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(texts.filter(str.strip), min_size=1, max_size=3))
def test_mending_changes_texts_alone_and_comes_to_an_end(
    tmp_path_factory: pytest.TempPathFactory, words: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("mend")
    text = data(*words) + "# l'Etat 25ème\n"
    mended = mend(find(write(folder, text)), (), lambda d: bool(d.fix and d.fix.is_safe))
    assert mended is not None
    assert mended.after.endswith("# l'Etat 25ème\n")
    assert mended.after.count("\n") >= text.count("\n") - 3
    before, after = (tomllib.loads(part)["reports"]["2024"] for part in (text, mended.after))
    assert {**before, "victories": 0} == {**after, "victories": 0}
    left = [d.code for d in mended.left.diagnostics if d.fix and d.fix.is_safe]
    assert left == []


@pytest.mark.parametrize(
    ("text", "line", "column", "typed"),
    [
        ('title = "Un Etat"', 3, 13, "Etat"),
        ("title = 'Un Etat'", 3, 13, "Etat"),
        ('title = """\nUn Etat"""', 4, 4, "Etat"),
        ('title = """\\\n  Un Etat"""', 4, 6, "Etat"),
        ('title.fr = "\\u00c9 Etat"', 3, 20, "Etat"),
        ('title = { fr = "É\\tEtat" }', 3, 20, "Etat"),
        ('"title" = "🎉 Etat"', 3, 14, "Etat"),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_a_place_is_where_the_word_was_typed(
    text: str, line: int, column: int, typed: str, end: str, tmp_path: Path
) -> None:
    whole = f'[reports.2024]\nlanguages = ["fr"]\n{text}\n[[reports.2024.victories]]\ntext = "T."\n'
    project = find(write_bytes(tmp_path, whole.replace("\n", end)))
    (found,) = [d for d in review(project).diagnostics if d.code == "T040"]
    place = found.place
    assert place is not None
    assert (place.line, place.column) == (line, column)
    assert (place.end_line, place.end_column) == (line, column + len(typed))


def test_a_rule_is_switched_off_for_the_project_or_for_one_victory(tmp_path: Path) -> None:
    text = data("Le 25ème.", "Le 26ème.")
    assert codes(text, tmp_path) == ["T030", "T030"]
    assert codes('check.ignore = ["T030"]\n' + text, tmp_path) == []
    one = find(write(tmp_path, text + 'check = { ignore = ["T030"] }\n'))
    (left,) = review(one).diagnostics
    assert left.place is not None
    assert "25ème" in left.place.excerpt


def test_a_code_that_switches_nothing_off_is_told(tmp_path: Path) -> None:
    (found,) = review(
        find(write(tmp_path, 'check.ignore = ["T031", "T999"]\n' + data("Oui.")))
    ).diagnostics
    assert (found.code, found.severity) == ("D080", "warning")
    assert "T999" in found.message


def test_the_projects_own_inclusive_form_is_the_one_that_is_asked_for(tmp_path: Path) -> None:
    text = data("Des défenseur·es et des avocat·es.", "Les juré-e-s.")
    assert codes(text, tmp_path) == ["G001"]
    assert codes('check.inclusive.form = "-e-s"\n' + text, tmp_path) == ["G001", "G001"]
    (wrong,) = review(find(write(tmp_path, 'check.inclusive.form = "xyz"\n' + text))).diagnostics[
        :1
    ]
    assert "is no inclusive ending" in wrong.message


def test_what_loading_finds_is_shown_with_what_the_rules_find(tmp_path: Path) -> None:
    text = data("Le 25ème.") + 'titel = "Loi"\n'
    assert codes(text, tmp_path) == ["T030", "D001"]
    done = reportcli("check", cwd=tmp_path)
    assert done.returncode == 1
    assert "unknown key `titel`" in done.stdout
    assert "did you mean `title`?" in done.stdout


def test_what_cannot_be_read_at_all_is_one_error_in_every_format(tmp_path: Path) -> None:
    write(tmp_path, "a = [1,\n")
    for shape in ("terminal", "json", "github"):
        done = reportcli("check", "--format", shape, cwd=tmp_path)
        assert done.returncode == 1
        assert done.stderr == ""
    document = json.loads(reportcli("check", "-f", "json", cwd=tmp_path).stdout)
    assert (document["errors"], document["warnings"]) == (1, 0)


def test_a_year_that_there_is_not_is_told_in_the_format_asked_for(tmp_path: Path) -> None:
    write(tmp_path, data("Oui."))
    done = reportcli("check", "2019", "--format", "json", cwd=tmp_path)
    assert done.returncode == 1
    (found,) = json.loads(done.stdout)["diagnostics"]
    assert found["code"] == "D040"


def test_only_the_years_asked_for_are_told(tmp_path: Path) -> None:
    text = data("Le 25ème.")
    other = text.replace("schema = 1\n", "").replace("2024", "2023").replace("25ème", "26ème")
    project = find(write(tmp_path, text + other + "titre = 1\n"))
    (found,) = review(project, ["2024"]).diagnostics
    assert found.message == "“25ème” is written “25e”"
    with pytest.raises(Failure, match="no report for 2022"):
        review(project, ["2022"])


def test_warnings_fail_only_where_it_is_asked_for(tmp_path: Path) -> None:
    write(tmp_path, data("Le 25ème."))
    assert reportcli("check", cwd=tmp_path).returncode == 0
    assert reportcli("check", "--strict", cwd=tmp_path).returncode == 1
    write(tmp_path, data("L'Etat.".replace("Etat", "État")))
    assert reportcli("check", "--strict", cwd=tmp_path).returncode == 0, "a remark is no warning"


def test_json_says_the_span_and_what_it_becomes(tmp_path: Path) -> None:
    write(tmp_path, data("Le 25ème."))
    document = json.loads(reportcli("check", "--format", "json", cwd=tmp_path).stdout)
    assert document == {
        "diagnostics": [
            {
                "code": "T030",
                "severity": "warning",
                "message": "“25ème” is written “25e”",
                "path": "data/victories.toml",
                "line": 8,
                "column": 12,
                "end_line": 8,
                "end_column": 17,
                "hint": None,
                "fix": {"replacement": "25e", "safe": True},
            }
        ],
        "errors": 0,
        "warnings": 1,
    }


def test_github_gets_its_own_commands_with_the_path_from_where_it_runs(tmp_path: Path) -> None:
    write(tmp_path / "a b", data("Le 25ème, 100 %."))
    done = reportcli("-C", "a b", "check", "--format", "github", cwd=tmp_path)
    first, second = done.stdout.splitlines()
    assert first == (
        "::warning title=T030,file=a b/data/victories.toml,line=8,endLine=8,col=12,endColumn=16"
        "::“25ème” is written “25e”%0A→ 25e"
    )
    assert "100" not in second
    assert "“%25”" in second


def test_thousands_of_findings_are_counted_and_few_are_shown(tmp_path: Path) -> None:
    write(tmp_path, data(*["Le 25ème."] * 2000))
    done = reportcli("check", cwd=tmp_path)
    assert "an ordinal with too many letters (2,000)" in done.stdout
    assert "… and 1,995 more" in done.stdout
    assert len(done.stdout.splitlines()) < 30
    assert reportcli("check", "--limit", "0", cwd=tmp_path).stdout.count("^^^^") == 2000


def test_every_code_of_a_rule_is_listed_and_explained(tmp_path: Path) -> None:
    listed = reportcli("check", "--list", cwd=tmp_path).stdout
    assert [line.split()[0] for line in listed.splitlines()] == [rule.code for rule in rules()]
    explained = reportcli("check", "--explain", "t030", cwd=tmp_path).stdout
    assert "[check] ignore" in explained
    assert "25e" in explained
    wrong = reportcli("check", "--explain", "T03", cwd=tmp_path)
    assert wrong.returncode == 2


def test_the_hook_for_pre_commit_runs_this_command() -> None:
    text = (REPOSITORY / ".pre-commit-hooks.yaml").read_text("utf-8")
    assert "entry: reportcli check --strict" in text
    assert r"files: (^|/)data/victories\.toml$" in text


@pytest.mark.parametrize("width", [40, 80, 200])
def test_the_terminal_shows_line_span_reason_and_mended_form(
    width: int, tmp_path: Path, golden: Callable[[str, str], None]
) -> None:
    victories = ["Le 25ème anniversaire de la loi .", "L'Etat a dit \"oui\" à 12 000 voix ; et puis, de de nouveau, les défenseur·e·x·s spéciaux ont parlé."]  # fmt: skip
    write(tmp_path, data(*victories) + 'titel = "x"\n')
    done = reportcli("check", cwd=tmp_path, env={"COLUMNS": str(width)})
    golden(f"check-{width}.txt", done.stdout)


THIN = 'schema = 1\n\n[organization]\nname = "Défense"\n\n[reports.2024]\nlanguages = ["fr"]\ntitle = "Victoires"\n{check}\n[[reports.2024.victories]]\ntitle = "{title}"\ntext = "Une loi."\n'


@pytest.mark.pdf
def test_check_pages_sets_the_pages_and_says_what_they_show(tmp_path: Path) -> None:
    folder = write(tmp_path, THIN.format(check="", title=" ".join(["Une loi"] * 200)))
    done = reportcli("check", "--pages", "--format", "json", cwd=folder)
    (found,) = json.loads(done.stdout)["diagnostics"]
    assert (found["code"], found["severity"], found["line"]) == ("F004", "warning", 10)
    assert found["message"].startswith("page 4 in victory 1 (Une loi")
    assert not (folder / "out").exists()
    assert reportcli("check", cwd=folder).stdout == "nothing is wrong\n"
    assert reportcli("check", "--pages", "--strict", cwd=folder).returncode == 1


@pytest.mark.pdf
@pytest.mark.parametrize("where", ["project", "victory"])
def test_a_rule_about_pages_is_switched_off_like_any_other(where: str, tmp_path: Path) -> None:
    ignore = 'ignore = ["F004"]'
    text = THIN.format(
        check=f"\n[check]\n{ignore}\n" if where == "project" else "",
        title=" ".join(["Une loi"] * 200),
    )
    if where == "victory":
        text += f"check = {{ {ignore} }}\n"
    folder = write(tmp_path, text)
    assert reportcli("check", "--pages", cwd=folder).stdout == "nothing is wrong\n"
    assert "F004" not in reportcli("build", "2024", "--format", "pdf", cwd=folder).stderr


def test_no_page_is_set_while_there_are_errors(tmp_path: Path) -> None:
    folder = write(tmp_path, THIN.format(check="colour = 1", title="Une loi"))
    done = reportcli("check", "--pages", cwd=folder)
    assert done.returncode == 1
    assert "the pages were not looked at" in done.stdout
    assert "mend the errors first" in done.stdout
