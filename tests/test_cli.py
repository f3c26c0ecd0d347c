"""The command line itself."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from reportcli import __version__
from support.projects import SMALL, reportcli, write


def imported(*arguments: str, cwd: Path) -> set[str]:
    """The modules that a run of the command imports."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "reportcli", *arguments],
        cwd=cwd, capture_output=True, check=True, encoding="utf-8",
    )  # fmt: skip
    return {line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.splitlines()}


@pytest.mark.parametrize(
    ("arguments", "extra"),
    [(["--help"], ["pydantic"]), (["--version"], ["pydantic"]), (["build", "--help"], [])],
)
def test_help_imports_nothing_heavy(tmp_path: Path, arguments: list[str], extra: list[str]) -> None:
    heavy = {"weasyprint", "jinja2", "babel", "fontTools", "PIL", *extra}
    modules = imported(*arguments, cwd=tmp_path)
    assert "typer" in modules
    assert modules & heavy == set()


def test_html_alone_imports_no_typesetting_engine(tmp_path: Path) -> None:
    write(tmp_path, SMALL)
    assert "weasyprint" not in imported("build", "2024", "--format", "html", cwd=tmp_path)


def test_the_version_is_told(tmp_path: Path) -> None:
    assert reportcli("--version", cwd=tmp_path).stdout == f"reportcli {__version__}\n"


def test_without_a_command_it_shows_its_help(tmp_path: Path) -> None:
    assert "build" in reportcli(cwd=tmp_path).stdout


def test_results_go_to_standard_output_and_faults_to_standard_error(tmp_path: Path) -> None:
    write(tmp_path, SMALL)
    done = reportcli("build", "2024", "--format", "html", cwd=tmp_path)
    assert done.stdout.startswith("out/2024/")
    assert done.stderr == ""


def test_no_colour_is_written_into_a_pipe(tmp_path: Path) -> None:
    write(tmp_path, "x")
    assert "\x1b" not in reportcli("build", "2024", cwd=tmp_path).stderr


def test_an_error_of_ours_is_no_traceback_but_with_debug(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from typer.testing import CliRunner

    from reportcli import build
    from reportcli.cli import app

    def fail(*_arguments: object) -> None:
        raise ZeroDivisionError("seven")

    monkeypatch.setattr(build, "build", fail)
    write(tmp_path, SMALL)
    done = CliRunner().invoke(app, ["-C", str(tmp_path), "build", "2024"])
    assert done.exit_code == 1
    assert "ZeroDivisionError: seven" in done.stderr
    assert "Traceback" not in done.stderr
    done = CliRunner().invoke(app, ["--debug", "-C", str(tmp_path), "build", "2024"])
    assert isinstance(done.exception, ZeroDivisionError)


def test_an_interruption_ends_with_130(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from typer.testing import CliRunner

    from reportcli import build
    from reportcli.cli import app

    def interrupt(*_arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(build, "build", interrupt)
    write(tmp_path, SMALL)
    assert CliRunner().invoke(app, ["-C", str(tmp_path), "build", "2024"]).exit_code == 130
