"""A checker that passes everything proves nothing: each is shown a broken document here."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

import pikepdf
import pytest

from support.checkers import missing_checkers, require_checkers, run_checker, runs
from support.verapdf import VeraPDFError, verify

if TYPE_CHECKING:
    from pathlib import Path

conformance = pytest.mark.conformance


@pytest.fixture
def untagged(tmp_path: Path) -> Path:
    """A page that any reader shows, without tags, title, language or an embedded font."""
    path = tmp_path / "sans étiquettes.pdf"
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
        page.Contents = pdf.make_stream(b"BT /F 24 Tf 72 720 Td (Victoire) Tj ET")
        pdf.save(path)
    return path


@pytest.fixture
def truncated(untagged: Path) -> Path:
    """The first half of that document, as a broken copy leaves it."""
    path = untagged.with_name("truncated.pdf")
    whole = untagged.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    return path


@conformance
def test_verapdf_refuses_an_untagged_document_as_pdf_a_and_as_pdf_ua(untagged: Path) -> None:
    archive, access = verify([untagged])
    assert (archive.flavour, archive.compliant) == ("3a", False)
    assert (access.flavour, access.compliant) == ("ua1", False)
    assert "6.7.3.3" in {rule.clause for rule in archive.failed}  # no structure tree
    assert "StructTreeRoot entry is not present" in str(access)


@conformance
def test_verapdf_has_rules_and_applies_them(untagged: Path) -> None:
    for verdict in verify([untagged]):
        assert verdict.rules > 100
        assert verdict.checks > 0


@conformance
def test_verapdf_gives_a_verdict_for_each_file_and_flavour_in_order(untagged: Path) -> None:
    copy = untagged.with_name("copy.pdf")
    copy.write_bytes(untagged.read_bytes())
    verdicts = verify([untagged, copy], ["ua1", "3u"])
    assert [(verdict.file, verdict.flavour) for verdict in verdicts] == [
        (untagged, "ua1"),
        (untagged, "3u"),
        (copy, "ua1"),
        (copy, "3u"),
    ]


@conformance
def test_verapdf_says_so_when_it_cannot_read_a_file(truncated: Path) -> None:
    with pytest.raises(VeraPDFError, match=r"truncated\.pdf: cannot be checked"):
        verify([truncated])


@conformance
def test_verapdf_says_so_when_it_does_not_know_a_standard(untagged: Path) -> None:
    with pytest.raises(VeraPDFError, match="no profile for the flavour 9z"):
        verify([untagged], ["9z"])


@conformance
def test_qpdf_passes_a_whole_file_and_refuses_a_truncated_one(
    untagged: Path, truncated: Path
) -> None:
    assert run_checker("qpdf", "--check", untagged).returncode == 0
    assert run_checker("qpdf", "--check", truncated).returncode != 0


@conformance
def test_pdffonts_shows_a_font_that_is_not_embedded_and_refuses_a_truncated_file(
    untagged: Path, truncated: Path
) -> None:
    heading, _rule, row = run_checker("pdffonts", untagged).stdout.splitlines()
    embedded = row[heading.index("emb") :].split()[0]
    assert (row.split()[0], embedded) == ("Helvetica", "no")
    assert run_checker("pdffonts", truncated).returncode != 0


@conformance
def test_pdftotext_reads_a_whole_file_and_refuses_a_truncated_one(
    untagged: Path, truncated: Path
) -> None:
    assert run_checker("pdftotext", untagged, "-").stdout.strip() == "Victoire"
    assert run_checker("pdftotext", truncated, "-").returncode != 0


class TestWithoutCheckers:
    """On a machine where nothing is on the PATH."""

    @pytest.fixture(autouse=True)
    def _empty_path(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setenv("PATH", str(tmp_path))
        monkeypatch.delenv("CI", raising=False)
        monkeypatch.delenv("REPORTCLI_CHECKERS", raising=False)

    def test_each_is_named_with_what_installs_it(self) -> None:
        assert missing_checkers() == [
            "java (apt install default-jdk-headless, brew install openjdk)",
            "qpdf (apt install qpdf, brew install qpdf)",
            "pdffonts (apt install poppler-utils, brew install poppler)",
            "pdftotext (apt install poppler-utils, brew install poppler)",
        ]

    def test_their_tests_are_skipped_on_a_persons_machine(self) -> None:
        with pytest.raises(pytest.skip.Exception, match="apt install qpdf"):
            require_checkers()

    @pytest.mark.parametrize(
        ("name", "value"), [("CI", "true"), ("REPORTCLI_CHECKERS", "required")]
    )
    def test_their_tests_fail_where_they_are_required(
        self, monkeypatch: pytest.MonkeyPatch, name: str, value: str
    ) -> None:
        monkeypatch.setenv(name, value)
        with pytest.raises(pytest.fail.Exception, match="apt install qpdf"):
            require_checkers()

    def test_verapdf_asks_for_a_jdk(self, tmp_path: Path) -> None:
        with pytest.raises(VeraPDFError, match="17 or newer"):
            verify([tmp_path / "report.pdf"])

    @pytest.mark.parametrize(
        ("module", "fit"),
        [("java.base@17.0.15", False), ("jdk.compiler@11.0.2", False), ("jdk.compiler@21", True)],
    )
    def test_java_counts_when_it_has_a_compiler_and_is_new_enough(
        self, tmp_path: Path, module: str, fit: bool
    ) -> None:
        java = tmp_path / "java"
        java.write_text(f"#!/bin/sh\necho {module}\n", encoding="utf-8")
        java.chmod(stat.S_IRWXU)
        assert runs("java") is fit
