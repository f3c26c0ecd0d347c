"""What `doctor` sees."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from reportcli import doctor, machine
from reportcli.spelling import dictionaries
from support.dictionaries import write_dictionary
from support.projects import SMALL, reportcli, write
from support.terminals import in_terminal

URL = "REPORTCLI_SMTP_URL"
NAMES = {"Python", "reportcli", "WeasyPrint", "Pango", "HarfBuzz", "HarfBuzz-Subset", "Fonts"}


def looked(folder: Path, **env: str) -> tuple[int, dict[str, dict[str, str]]]:
    done = reportcli("doctor", "--json", cwd=folder, env={URL: "", **env})
    assert done.stderr == ""
    document = json.loads(done.stdout)
    assert document["ok"] == (done.returncode == 0)
    return done.returncode, {check["name"]: check for check in document["checks"]}


def test_where_all_is_well_it_says_so(tmp_path: Path) -> None:
    code, checks = looked(write(tmp_path, SMALL))
    assert code == 0
    assert {name for name, check in checks.items() if check["state"] == "ok"} >= NAMES
    assert checks["Pango"]["found"][:1].isdigit()
    assert checks["Project"]["found"].endswith("data/victories.toml: 2024")
    assert checks["Mail server"]["state"] == "open"


def test_no_project_is_no_fault(tmp_path: Path) -> None:
    code, checks = looked(tmp_path)
    assert code == 0
    assert checks["Project"]["mend"] == "begin one: reportcli new DIR"


def test_a_project_with_errors_is_one(tmp_path: Path) -> None:
    code, checks = looked(write(tmp_path, SMALL.replace("title", "titel")))
    assert code == 1
    assert checks["Project"]["found"].endswith("victories.toml: 3 errors")


@pytest.mark.parametrize("columns", ["40", "80", "200"])
def test_it_is_told_in_words_for_people(tmp_path: Path, columns: str) -> None:
    done = reportcli("doctor", cwd=tmp_path, env={"COLUMNS": columns})
    assert done.returncode == 0
    assert "\x1b" not in done.stdout
    assert done.stdout.splitlines()[0].startswith("✓ Python")
    assert done.stdout.endswith("All that a report needs is here\n")


@pytest.mark.parametrize(
    ("url", "state"),
    [
        ("", "open"),
        ("smtps://u:geheim@mail.example.org:465", "ok"),
        ("smtp+starttls://u:geheim@mail.example.org:587", "ok"),
        ("smtp://localhost:25", "ok"),
        ("smtp://127.0.0.1", "ok"),
        ("smtp://u:geheim@mail.example.org", "wrong"),
        ("https://mail.example.org", "wrong"),
        ("mail.example.org", "wrong"),
        ("smtps://", "wrong"),
        ("smtps://u:geheim@mail.example.org:port", "wrong"),
        ("smtps://[::1", "wrong"),
    ],
)
def test_the_mail_servers_address_is_judged_and_its_password_never_shown(
    url: str, state: str
) -> None:
    finding = doctor.mail({"REPORTCLI_SMTP_URL": url})
    assert finding.state == state
    assert "geheim" not in finding.found + finding.mend
    assert finding.mend or state == "ok"


@pytest.mark.parametrize(
    ("answers", "env", "shown"),
    [
        ({"\x1b[c": "\x1b[?62;4c"}, {}, "Sixel"),
        ({}, {}, "half blocks, in colour"),
        ({}, {"NO_COLOR": "1"}, "shades, without colour"),
        ({}, {"TERM": "dumb"}, "shades, without colour"),
    ],
)
def test_a_terminals_pictures_are_told_as_preview_shows_them(
    tmp_path: Path, answers: dict[str, str], env: dict[str, str], shown: str
) -> None:
    told = in_terminal("doctor", cwd=tmp_path, answers=answers, env=env).text
    assert re.search(rf"Pictures in the terminal\S*\s+(?:\x1b\[\d*m)*{shown}\n", told), told


def test_in_a_pipe_pictures_are_shades(tmp_path: Path) -> None:
    told = looked(tmp_path)[1]["Pictures in the terminal"]["found"]
    assert told == "shades, without colour: this is no terminal"


@pytest.mark.parametrize(
    ("library", "name"),
    [
        ("libpango-1.0", "Pango"),
        ("libpangoft2", "Pango for fonts (pangoft2)"),
        ("libharfbuzz-subset", "HarfBuzz-Subset"),
    ],
)
def test_a_missing_library_is_named_with_the_command_that_installs_it(
    tmp_path: Path, library: str, name: str
) -> None:
    without = f"""
import cffi
real = cffi.FFI.dlopen
def dlopen(self, name, *flags):
    if {library.removeprefix("lib")!r} in str(name):
        raise OSError(f"cannot load library {{name}}")
    return real(self, name, *flags)
cffi.FFI.dlopen = dlopen
from reportcli.__main__ import main
main()
"""
    done = subprocess.run(
        [sys.executable, "-c", without, "doctor", "--json"],
        cwd=tmp_path, capture_output=True, check=False, encoding="utf-8",
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (1, "")
    checks = {check["name"]: check for check in json.loads(done.stdout)["checks"]}
    assert checks[name]["state"] == "missing"
    assert checks[name]["mend"] == machine.install(machine.TYPESETTING)


@pytest.mark.parametrize(
    ("here", "platform", "command"),
    [
        ({"apt-get"}, "linux", "apt install libpango-1.0-0 "),
        ({"dnf"}, "linux", "dnf install pango"),
        ({"apk"}, "linux", "apk add so:libpango-1.0.so.0 "),
        ({"brew"}, "linux", "brew install pango"),
        ({"apt-get", "brew"}, "linux", "apt install "),
        (set(), "linux", "apt install "),
        ({"brew"}, "darwin", "brew install pango"),
        (set(), "darwin", "brew install pango"),
    ],
)
def test_the_command_is_that_of_the_machines_own_package_manager(
    monkeypatch: pytest.MonkeyPatch, here: set[str], platform: str, command: str
) -> None:
    monkeypatch.setattr("sys.platform", platform)
    monkeypatch.setattr("shutil.which", lambda name: name if name in here else None)
    for user, right in ((0, ""), (1000, "" if command.startswith("brew") else "sudo ")):
        monkeypatch.setattr("os.geteuid", lambda user=user: user)
        assert machine.install(machine.TYPESETTING).startswith(right + command)


def test_of_the_spelling_it_names_the_dictionaries_that_are_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nowhere = [tmp_path / "dictionaries"]
    monkeypatch.setattr("reportcli.spelling.dictionaries.folders", lambda *_: nowhere)
    assert doctor.spelling(tmp_path).state == "open"
    write_dictionary(nowhere[0], "fr_CH", "a")
    finding = doctor.spelling(tmp_path)
    assert finding.state == "ok"
    assert finding.found.endswith("; dictionaries: fr")
    assert finding.mend.endswith(machine.install(dictionaries.PACKAGES["en"]))
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    assert doctor.spelling(tmp_path).mend == dictionaries.INJECT
