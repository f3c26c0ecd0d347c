"""Every report in every layout, language and purpose before independent checkers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from conftest import Built
from reportcli.conformance import job, programs
from reportcli.layouts import names
from reportcli.project import Project
from support import axe, inks, verdict_table, vnu
from support.documents import PURPOSES, REPORTS, Document, build_all
from support.projects import REPOSITORY
from support.verdict_table import Cell

pytestmark = [pytest.mark.conformance, pytest.mark.xdist_group("conformance")]
INKS = {"CMYK", "grey", "pattern", "/Separation over CMYK"}
MOST_INK = 300.5
"""Percent, with the rounding of eight bits."""
COUNT_NONE = ("(qpdf)", "(poppler)", "(Nu)", "(Ghostscript)", "(preflight)")
FAMILIES = ("Bricolage-Grotesque", "Literata", "LiberationSans")


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> list[Document]:
    return build_all(tmp_path_factory.mktemp("documents"))


@pytest.fixture(scope="module")
def verdicts(
    documents: Sequence[Document], browser: Any, tmp_path_factory: pytest.TempPathFactory
) -> Mapping[Document, Sequence[Cell]]:
    """What each checker says of each document: each is asked once, of all files together."""
    files = {document.path: document for document in documents}
    pages = [path for path, document in files.items() if document.format == "html"]
    pdfs = [path for path in files if path not in pages]
    with ThreadPoolExecutor(1) as beside:  # Java reads the files while the browser shows them
        checked, read = beside.submit(job.check, pdfs), beside.submit(vnu.errors, pages)
        audits = {path: axe.audit(browser, path) for path in pages}
    tmp = tmp_path_factory.mktemp("plates")
    cells: dict[Document, list[Cell]] = {document: [] for document in documents}
    for verdict in checked.result()[0]:
        checker = f"{verdict.standard.name.partition(' ')[0]} ({verdict.standard.checker})"
        faults = tuple(fault.message for fault in verdict.faults)
        cells[files[verdict.file]].append(Cell(checker, faults, verdict.rules))
    for path in pdfs:
        cells[files[path]].append(Cell("fonts embedded (poppler)", _unfit_fonts(path)))
    for document in documents:
        if document.purpose == "print":
            cells[document].append(Cell("inks (Ghostscript)", _unfit_inks(document.path, tmp)))
    for path, audit in audits.items():
        cells[files[path]].append(Cell("valid HTML (Nu)", tuple(read.result()[path])))
        cells[files[path]].append(Cell("WCAG 2.2 AA (axe-core)", audit.faults, len(audit.rules)))
    return cells


def _unfit_fonts(pdf: Path) -> tuple[str, ...]:
    """Return the rows of pdffonts about fonts that are not ours, embedded, subset and searchable."""
    rows = programs.run("pdffonts", pdf).stdout.splitlines()[2:]
    return tuple(row for row in rows if not _is_fit(row)) if rows else ("no font at all",)


def _unfit_inks(pdf: Path, folder: Path) -> tuple[str, ...]:
    """Return the colours of a print file that are no inks, and the ink that is too much, as another RIP lays it."""
    foreign = inks.colour_spaces(pdf) - INKS
    most = inks.most_ink(pdf, folder)
    return (*sorted(foreign), *([f"{most:.0f} % of ink"] if most > MOST_INK else []))


def _is_fit(row: str) -> bool:
    name, *_, embedded, subset, unicode, _number, _generation = row.split()
    return name.partition("+")[2].startswith(FAMILIES) and {embedded, subset, unicode} == {"yes"}


def test_no_checker_finds_anything_in_any_document(
    verdicts: Mapping[Document, Sequence[Cell]],
) -> None:
    found = [
        f"{document}: {cell.checker}: {fault}"
        for document, cells in verdicts.items()
        for cell in cells
        for fault in cell.faults
    ]
    assert found == []


def test_every_document_was_before_every_checker(
    verdicts: Mapping[Document, Sequence[Cell]],
) -> None:
    asked = {(one.report, one.layout, one.purpose, one.format) for one in verdicts}
    for report in REPORTS:
        for layout in names(Project(REPOSITORY)):
            assert (report, layout, "screen", "html") in asked
            for purpose in PURPOSES:
                assert (report, layout, purpose, "pdf") in asked
    for document, cells in verdicts.items():
        checkers = [cell.checker for cell in cells]
        assert len(checkers) == len(set(checkers)) == (4 if document.format == "pdf" else 2)
        for cell in cells:
            assert cell.rules > 10 or cell.checker.endswith(COUNT_NONE)


def test_the_verdicts_are_written_down(
    verdicts: Mapping[Document, Sequence[Cell]],
    browser: Any,
    request: pytest.FixtureRequest,
    tmp_path: Path,
) -> None:
    asked = request.config.getoption("--verdicts")
    file = Path(asked) if asked else tmp_path / "conformance.md"
    verdict_table.write(file, list(verdicts.items()), browser.version)
    page = file.read_text("utf-8")
    assert verdict_table.failures(page) == []
    assert len(verdict_table.rows(page)) == len({(one.layout, one.report, one.language) for one in verdicts})  # fmt: skip


def test_poppler_reads_the_text_in_the_order_of_the_story(report: Built) -> None:
    text = " ".join(programs.run("pdftotext", report.pdf, "-").stdout.split())
    story = ["Nos 10", "Sommaire", "Chiffres clés", "Aux côtés de qui", "Palestine", "Nous avons continué à travailler", "Enfin une loi", "Une narration innovante", "Pays cités"]  # fmt: skip
    place = 0
    for part in story:
        place = text.find(part, place)
        assert place >= 0, part
