from __future__ import annotations

import json
import signal
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from support.browsers import chromium, opened
from support.checkers import go_without, require_checkers
from support.projects import ARABIC, REPOSITORY, reportcli, write, write_rich

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


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
    result: dict[str, object]

    def file(self, extension: str, language: str = "fr") -> Path:
        (path,) = [
            Path(edition["path"])
            for edition in self.result["editions"]  # type: ignore[attr-defined]
            if (edition["lang"], edition["format"]) == (language, extension)
        ]
        return path

    @property
    def pdf(self) -> Path:
        return self.file("pdf")

    @property
    def page(self) -> str:
        return self.file("html").read_text("utf-8")


LAYOUTS = ("annual", "booklet", "poster", "letter")


def _build(project: Path, out: Path, year: str, *layout: str, options: Sequence[str] = ()) -> Built:
    chosen = [option for name in layout for option in ("--layout", name)]
    done = reportcli("build", year, *chosen, *options, "--out", out, "--json", cwd=project)
    assert done.returncode == 0, done.stderr + done.stdout
    return Built(project, json.loads(done.stdout))


@pytest.fixture(scope="session")
def report(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The report of 2023, built by the command."""
    return _build(REPOSITORY, tmp_path_factory.mktemp("2023"), "2023")


@pytest.fixture(scope="session")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A report with pictures, figures, quotations, two languages and a long text."""
    project = write_rich(tmp_path_factory.mktemp("rich"))
    return _build(project, project / "out", "2024")


@pytest.fixture(scope="session")
def arabic(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A report in Arabic, and the same in French."""
    project = write(tmp_path_factory.mktemp("arabic"), ARABIC)
    return _build(project, project / "out", "2024")


@pytest.fixture(scope="session")
def booklet(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The report of 2023 as a booklet."""
    return _build(REPOSITORY, tmp_path_factory.mktemp("booklet"), "2023", "booklet")


@pytest.fixture(scope="session")
def rich_booklet(tmp_path_factory: pytest.TempPathFactory) -> Built:
    project = write_rich(tmp_path_factory.mktemp("rich-booklet"))
    return _build(project, project / "out", "2024", "booklet")


@pytest.fixture(scope="session")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Files for the print shop: the report of 2023 by layout, and a rich one as `rich`, `rich booklet`."""
    out = tmp_path_factory.mktemp("printed")
    built = _build(REPOSITORY, out, "2023", *LAYOUTS, options=("--for", "print"))
    files = {e["layout"]: Path(e["path"]) for e in built.result["editions"]}  # type: ignore[attr-defined]
    (project := out / "rich").mkdir()
    write_rich(project)
    more = ("--for", "print", "--lang", "fr")
    built = _build(project, project / "out", "2024", "annual", "booklet", options=more)
    rich = {e["layout"]: Path(e["path"]) for e in built.result["editions"]}  # type: ignore[attr-defined]
    return {**files, "rich": rich["annual"], "rich booklet": rich["booklet"]}


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    found = chromium()
    if found is None:
        go_without("no browser: apt install chromium")
    with opened(found) as browser:
        yield browser
