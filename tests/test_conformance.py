"""The finished PDF before independent checkers: PDF/A-3a and PDF/UA-1 in one file."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import Built
from reportcli.layouts import names
from reportcli.project import Project
from support.checkers import run_checker
from support.contents import CONTENTS
from support.projects import reportcli
from support.verapdf import verify

pytestmark = pytest.mark.conformance


def test_verapdf_passes_every_report_as_3a_and_ua1(
    report: Built, rich: Built, booklet: Built, rich_booklet: Built
) -> None:
    rich_files = [made.file("pdf", language) for made in (rich, rich_booklet) for language in ("fr", "en")]  # fmt: skip
    files = [report.pdf, booklet.pdf, *rich_files]
    verdicts = verify(files, ("3a", "ua1"))
    assert len(verdicts) == 12
    for verdict in verdicts:
        assert verdict.compliant, verdict
        assert verdict.checks > 1000


def test_verapdf_passes_every_layout_with_every_content(tmp_path: Path) -> None:
    files = []
    for name, write in CONTENTS.items():
        project = write(tmp_path / name)
        wanted = [part for layout in names(Project(project)) for part in ("--layout", layout)]
        done = reportcli("build", "--all", *wanted, "--format", "pdf", cwd=project)
        assert (done.returncode, done.stderr) == (0, "")
        files += sorted((project / "out").glob("*/*.pdf"))
    assert len(files) == (len(CONTENTS) + 1) * len(names(Project(tmp_path)))
    for verdict in verify(files, ("3a", "ua1")):
        assert verdict.compliant, verdict


def test_qpdf_finds_nothing(report: Built, rich: Built) -> None:
    for file in (report.pdf, rich.pdf):
        done = run_checker("qpdf", "--check", file)
        assert done.returncode == 0, done.stdout + done.stderr


def test_poppler_sees_only_the_two_families_embedded_and_subset(report: Built) -> None:
    rows = run_checker("pdffonts", report.pdf).stdout.splitlines()[2:]
    assert rows
    for row in rows:
        name, *_, embedded, subset, unicode, _number, _generation = row.split()
        assert name.partition("+")[2].startswith(("Bricolage-Grotesque", "Literata"))
        assert (embedded, subset, unicode) == ("yes", "yes", "yes")


def test_poppler_reads_the_text_in_the_order_of_the_story(report: Built) -> None:
    text = " ".join(run_checker("pdftotext", report.pdf, "-").stdout.split())
    story = ["Nos 10", "Sommaire", "Chiffres clés", "Aux côtés de qui", "Palestine", "Nous avons continué à travailler", "Enfin une loi", "Une narration innovante", "Pays cités"]  # fmt: skip
    place = 0
    for part in story:
        place = text.find(part, place)
        assert place >= 0, part
