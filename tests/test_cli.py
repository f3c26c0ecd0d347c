"""The command line itself."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from reportcli import __version__
from support.projects import SMALL, reportcli, write

SERVING = {"starlette", "uvicorn", "watchfiles", "anyio", "multiprocessing"}


def imported(*arguments: str, cwd: Path) -> set[str]:
    """The modules that a run of the command imports."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "reportcli", *arguments],
        cwd=cwd, capture_output=True, check=True, encoding="utf-8",
    )  # fmt: skip
    return {line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.splitlines()}


@pytest.mark.parametrize(
    ("arguments", "extra"),
    [
        (["--help"], ["pydantic"]),
        (["--version"], ["pydantic"]),
        (["build", "--help"], []),
        *(
            ([name, "--help"], [])
            for name in ("preview", "watch", "new", "import", "add", "schema", "doctor")
        ),
    ],
)
def test_help_imports_nothing_heavy(tmp_path: Path, arguments: list[str], extra: list[str]) -> None:
    heavy = {"weasyprint", "jinja2", "babel", "fontTools", "PIL", "docx", "pypdfium2"}
    heavy |= {*SERVING, *extra}
    modules = imported(*arguments, cwd=tmp_path)
    assert "typer" in modules
    assert modules & heavy == set()


@pytest.mark.parametrize("name", ["build", "preview", "watch", "new", "import", "add", ""])
def test_help_names_what_is_to_be_typed_and_no_types(tmp_path: Path, name: str) -> None:
    done = reportcli(*name.split(), "--help", cwd=tmp_path, env={"COLUMNS": "80"})
    assert done.returncode == 0
    assert not re.search(r"<\w|BOOL|bool|list\[", done.stdout)
    assert re.search(r"--help +-h +Show this message and exit", done.stdout)


def test_html_alone_imports_no_typesetting_engine(tmp_path: Path) -> None:
    write(tmp_path, SMALL)
    assert "weasyprint" not in imported("build", "2024", "--format", "html", cwd=tmp_path)


def test_building_imports_no_server(tmp_path: Path) -> None:
    write(tmp_path, SMALL)
    assert imported("build", "2024", cwd=tmp_path) & SERVING == set()


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


@pytest.mark.parametrize("moment", [0.05, 0.3, 0.6])
def test_an_interruption_at_any_instant_leaves_nothing_half_written(
    tmp_path: Path, moment: float
) -> None:
    write(tmp_path, SMALL)
    interrupted = f"""
import os, signal, threading
timer = threading.Timer({moment}, os.kill, (os.getpid(), signal.SIGINT))
timer.daemon = True
timer.start()
from reportcli.__main__ import main
main()
"""
    done = subprocess.run(
        [sys.executable, "-c", interrupted, "build", "2024"],
        cwd=tmp_path, capture_output=True, check=False, encoding="utf-8",
    )  # fmt: skip
    made = [file for file in (tmp_path / "out").rglob("*") if file.is_file()]
    assert "Traceback" not in done.stderr
    assert (done.returncode, len(made)) in {(130, 0), (0, 2)}


@pytest.mark.parametrize("library", ["pango-1.0", "pangoft2", "harfbuzz-subset"])
def test_a_missing_library_is_told_with_the_command_that_installs_it(
    tmp_path: Path, library: str
) -> None:
    write(tmp_path, SMALL)
    without = f"""
import cffi
real = cffi.FFI.dlopen
def dlopen(self, name, *flags):
    if {library!r} in str(name):
        raise OSError(f"cannot load library {{name}}")
    return real(self, name, *flags)
cffi.FFI.dlopen = dlopen
from reportcli.__main__ import main
main()
"""
    done = subprocess.run(
        [sys.executable, "-c", without, "build", "2024"],
        cwd=tmp_path, capture_output=True, check=False, encoding="utf-8",
    )  # fmt: skip
    assert done.returncode == 1
    first, second, *_ = done.stderr.splitlines()
    assert first.startswith("error P010: the typesetting library ")
    assert re.search(r"install it: ((sudo )?apt install libpango|brew install pango)", second)
    assert "Traceback" not in done.stderr + done.stdout
    assert not (tmp_path / "out").exists()


def test_after_an_interruption_the_next_prompt_stands_on_a_line_of_its_own(tmp_path: Path) -> None:
    write(tmp_path, SMALL)
    interrupted = """
import sys
from reportcli import next_year
from reportcli.__main__ import main
def interrupt(*_arguments):
    raise KeyboardInterrupt
next_year.add, sys.stderr.isatty = interrupt, lambda: IS_TERMINAL
main()
"""
    for is_terminal, told in ((True, "\n"), (False, "")):
        done = subprocess.run(
            [sys.executable, "-c", interrupted.replace("IS_TERMINAL", str(is_terminal)), "add", "2025"],
            cwd=tmp_path, capture_output=True, check=False, encoding="utf-8",
        )  # fmt: skip
        assert (done.returncode, done.stdout, done.stderr) == (130, "", told)
