from __future__ import annotations

import json
import signal
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

from support.browsers import chromium, opened
from support.checkers import go_without, require_checkers
from support.projects import ARABIC, REPOSITORY, reportcli, write, write_rich
from support.shared import made_once

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

settings.register_profile(
    "shared machine", deadline=None
)  # a deadline is of the clock, not the work
settings.load_profile("shared machine")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="take today's output as golden files")
    parser.addoption("--verdicts", metavar="FILE", help="write what the checkers say to FILE")


def pytest_configure() -> None:
    """Let Ctrl-C reach what tests start: a shell that runs them in the background has it ignored."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("conformance"):
        require_checkers()


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with the golden file of a name; with --accept, write it."""

    def compare(name: str, text: str) -> None:
        file = Path(__file__).parent / "golden" / name
        if request.config.getoption("--accept"):
            file.write_text(text, "utf-8")
        assert text == file.read_text("utf-8"), "pytest --accept takes a change that is meant"

    return compare


@dataclass(frozen=True)
class Built:
    """A project's finished files, by language and format."""

    folder: Path
    result: dict[str, Any]

    def file(self, extension: str, language: str = "fr") -> Path:
        (path,) = [
            Path(edition["path"])
            for edition in self.result["editions"]
            if (edition["lang"], edition["format"]) == (language, extension)
        ]
        return path

    @property
    def by_layout(self) -> dict[str, Path]:
        return {edition["layout"]: Path(edition["path"]) for edition in self.result["editions"]}

    @property
    def pdf(self) -> Path:
        return self.file("pdf")

    @property
    def page(self) -> str:
        return self.file("html").read_text("utf-8")


LAYOUTS = ("annual", "booklet", "poster", "letter")


def _result(project: Path, out: Path, year: str, *options: str) -> dict[str, Any]:
    done = reportcli("build", year, *options, "--out", out, "--json", cwd=project)
    assert done.returncode == 0, done.stderr + done.stdout
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _of_2023(factory: pytest.TempPathFactory, name: str, *options: str) -> Built:
    def make(folder: Path) -> dict[str, Any]:
        return _result(REPOSITORY, folder, "2023", *options)

    return Built(REPOSITORY, made_once(factory, name, make))


def _of_project(
    factory: pytest.TempPathFactory,
    name: str,
    write_project: Callable[[Path], Path],
    *options: str,
) -> Built:
    def make(folder: Path) -> dict[str, Any]:
        project = write_project(folder)
        return {"project": str(project)} | _result(project, project / "out", "2024", *options)

    made = made_once(factory, name, make)
    return Built(Path(made["project"]), made)


@pytest.fixture(scope="session")
def report(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The report of 2023, built by the command."""
    return _of_2023(tmp_path_factory, "2023")


@pytest.fixture(scope="session")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A report with pictures, figures, quotations, two languages and a long text."""
    return _of_project(tmp_path_factory, "rich", write_rich)


@pytest.fixture(scope="session")
def arabic(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A report in Arabic, and the same in French."""
    return _of_project(tmp_path_factory, "arabic", partial(write, data=ARABIC))


@pytest.fixture(scope="session")
def booklet(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The report of 2023 as a booklet."""
    return _of_2023(tmp_path_factory, "booklet", "--layout", "booklet")


@pytest.fixture(scope="session")
def rich_booklet(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return _of_project(tmp_path_factory, "rich-booklet", write_rich, "--layout", "booklet")


@pytest.fixture(scope="session")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Files for the print shop: the report of 2023 by layout, and a rich one as `rich`, `rich booklet`."""
    every = [option for name in LAYOUTS for option in ("--layout", name)]
    built = _of_2023(tmp_path_factory, "printed", *every, "--for", "print")
    two = ("--layout", "annual", "--layout", "booklet")
    rich = _of_project(
        tmp_path_factory, "printed-rich", write_rich, *two, "--for", "print", "--lang", "fr"
    ).by_layout
    return {**built.by_layout, "rich": rich["annual"], "rich booklet": rich["booklet"]}


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    found = chromium()
    if found is None:
        go_without("no browser: apt install chromium")
    with opened(found) as browser:
        yield browser
