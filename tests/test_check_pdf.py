"""`check --pdf`: the checkers' verdicts, for a user who has them."""

from __future__ import annotations

import json
from pathlib import Path

import pikepdf
import pytest

from conftest import Built
from reportcli.build import Purpose
from reportcli.conformance import standards
from support.documents import PURPOSES
from support.projects import reportcli

NAMES = ["PDF (ISO 32000)", "PDF/A-3a (ISO 19005-3)", "PDF/UA-1 (ISO 14289-1)"]


@pytest.fixture
def untagged(report: Built, tmp_path: Path) -> Path:
    """The report of 2023 as a program leaves it that throws tags away."""
    file = tmp_path / "sans étiquettes.pdf"
    with pikepdf.open(report.pdf) as pdf:
        del pdf.Root.StructTreeRoot
        pdf.save(file)
    return file


@pytest.mark.conformance
def test_a_report_that_conforms_is_said_to(report: Built, tmp_path: Path) -> None:
    done = reportcli("check", "--pdf", report.pdf, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    file, *told = done.stdout.splitlines()
    assert file == str(report.pdf)
    assert [line.split(", by")[0] for line in told] == [f"  ✓ {name}" for name in NAMES]
    assert ": 155 rules, in " in told[1]


@pytest.mark.conformance
@pytest.mark.parametrize("columns", ["40", "80", "200"])
def test_each_rule_that_a_file_breaks_is_said_with_where(untagged: Path, columns: str) -> None:
    done = reportcli("check", "--pdf", untagged.name, cwd=untagged.parent, env={"COLUMNS": columns})
    assert done.returncode == 1
    assert "sans étiquettes.pdf: error C011: PDF/A-3a (ISO 19005-3): clause 6.7.3.3, test 1: " in done.stderr  # fmt: skip
    assert "(once, first at root/document[0])\n  → `reportcli build` makes no such fault" in done.stderr  # fmt: skip
    assert done.stderr.splitlines()[-1].endswith(" errors")
    assert "  ✓ PDF (ISO 32000), by qpdf\n  ✗ PDF/A-3a (ISO 19005-3), by veraPDF: 1 fault\n" in done.stdout  # fmt: skip


@pytest.mark.conformance
def test_what_is_no_pdf_is_said_and_the_others_are_checked_all_the_same(
    report: Built, tmp_path: Path
) -> None:
    (tmp_path / "text.pdf").write_text("Nos victoires")
    (tmp_path / "half.pdf").write_bytes(report.pdf.read_bytes()[:20000])
    files = ("text.pdf", "nowhere.pdf", ".", "half.pdf", report.pdf)
    done = reportcli("check", "--pdf", *files, "--format", "json", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (1, "")
    said = json.loads(done.stdout)
    faults = [(one["path"], one["code"]) for one in said["diagnostics"]]
    assert faults[:3] == [("text.pdf", "C002"), ("nowhere.pdf", "C002"), (".", "C002")]
    assert {path for path, _ in faults[3:]} == {"half.pdf"}
    assert {code for _, code in faults[3:]} == {"C010", "C011", "C012"}
    assert (said["errors"], said["warnings"]) == (len(faults), 0)
    assert all(one["message"] and one["hint"] for one in said["diagnostics"])
    verdicts = [(Path(one["path"]).name, one["standard"], one["conforms"]) for one in said["verdicts"]]  # fmt: skip
    assert verdicts == [("half.pdf", name, False) for name in NAMES] + [
        (report.pdf.name, name, True) for name in NAMES
    ]


@pytest.mark.parametrize("format_", ["terminal", "json"])
def test_checkers_that_are_missing_are_named_with_what_installs_them(
    report: Built, tmp_path: Path, format_: str
) -> None:
    nothing = {"PATH": str(tmp_path)}
    done = reportcli("check", "--pdf", report.pdf, "--format", format_, cwd=tmp_path, env=nothing)
    assert done.returncode == 1
    told = done.stderr + done.stdout
    for missing in ("a checker is missing: Java 17 or newer", "a checker is missing: qpdf"):
        assert missing in told
    assert "install default-jdk-headless" in told
    assert ("nothing was checked" in told) == (format_ == "terminal")


@pytest.mark.parametrize("arguments", [("--pdf",), ("a.pdf",)])
def test_without_files_or_without_pdf_its_form_is_said(
    tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    done = reportcli("check", *arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert "reportcli check --pdf FILE…" in done.stderr


def test_doctor_says_what_check_needs(tmp_path: Path) -> None:
    done = reportcli("doctor", "--json", cwd=tmp_path, env={"PATH": str(tmp_path)})
    assert done.returncode == 0
    found = {check["name"]: check for check in json.loads(done.stdout)["checks"]}
    assert found["Java"]["state"] == found["qpdf"]["state"] == "open"
    assert found["qpdf"]["mend"].endswith("install qpdf")


def test_every_purpose_has_its_standards() -> None:
    assert set(standards.OF_PURPOSE) == set(PURPOSES), Purpose
    known = {one for told in standards.OF_PURPOSE.values() for one in told}
    codes = [one.code for one in known]
    assert len(codes) == len(set(codes))
