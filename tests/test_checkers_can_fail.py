"""A checker that passes everything proves nothing: each is shown a broken document here."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest

from reportcli.conformance import qpdf
from reportcli.conformance.programs import is_here
from reportcli.conformance.programs import run as run_checker
from reportcli.conformance.verapdf import VeraPDFError, verify
from support import axe, verdict_table, vnu
from support.checkers import missing_checkers, require_checkers
from support.documents import Document
from support.verdict_table import Cell

if TYPE_CHECKING:
    from pathlib import Path

conformance = pytest.mark.conformance
FROM_NODE = "in tools/checkers: npm ci --ignore-scripts; npm: apt install npm, brew install node"


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
    for verdict in verify([truncated]):
        assert not verdict.compliant
        assert verdict.checks == 0
        assert "ModelParsingException" in verdict.unreadable


@conformance
def test_verapdf_goes_on_after_a_file_that_it_cannot_read(untagged: Path, truncated: Path) -> None:
    broken, whole = verify([truncated, untagged], ["ua1"])
    assert (broken.file, whole.file) == (truncated, untagged)
    assert whole.unreadable == ""
    assert whole.checks > 0


@conformance
def test_verapdf_says_so_when_it_does_not_know_a_standard(untagged: Path) -> None:
    with pytest.raises(VeraPDFError, match="no profile for the flavour 9z"):
        verify([untagged], ["9z"])


@conformance
def test_qpdf_passes_a_whole_file_and_refuses_a_truncated_one(
    untagged: Path, truncated: Path
) -> None:
    assert qpdf.faults(untagged) == ()
    assert "file is damaged" in qpdf.faults(truncated)


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


PAGE = """<!doctype html>
<html lang="fr">
<head><meta charset="utf-8"><title>Nos victoires</title></head>
<body><main><h1>Nos victoires</h1>{}</main></body>
</html>
"""


def page(folder: Path, content: str) -> Path:
    file = folder / "page web.html"
    file.write_text(PAGE.format(content), "utf-8")
    return file


@conformance
def test_the_nu_checker_passes_a_valid_page_and_refuses_others(tmp_path: Path) -> None:
    assert vnu.errors([valid := page(tmp_path, "<p>Une loi.</p>")]) == {valid: []}
    file = page(tmp_path, '<img src="a b.png"><p id="a"></p><p id="a"></p><ul><p></ul>')
    told = " ".join(vnu.errors([file])[file])
    for fault in ("“img” element must have an “alt”", "Duplicate ID", "“p” not allowed as child"):
        assert fault in told


@conformance
@pytest.mark.parametrize(
    ("content", "told"),
    [
        ('<img src="data:,">', "light: image-alt"),
        ('<p style="color: #bbb">Une loi.</p>', "light: color-contrast"),
        ('<p style="color: #000">Une loi.</p>', ""),
        ("<h4>Une loi</h4>", "light: heading-order"),
        ('<a href="#">1</a><a href="#" style="margin-left: 2px">2</a>', "light: target-size"),
        ('<p style="width: 400px">Une loi.</p>', "320 px: the page scrolls sideways"),
        ('<p style="width: 400px">Une loi.</p>', "400 %: the page scrolls sideways"),
        ("<style>@media (prefers-color-scheme: dark) { p { color: #eee } }</style><p>Une loi.</p>", "dark: color-contrast"),
        ("<style>@media print { p { color: #eee } }</style><p>Une loi.</p>", "printed: color-contrast"),
        ("<style>p { background: linear-gradient(red, blue) }</style><p>Une loi.</p>", "light: color-contrast is left open"),
    ],
)  # fmt: skip
def test_axe_core_refuses_what_hinders_a_reader(
    browser: Any, tmp_path: Path, content: str, told: str
) -> None:
    found = axe.audit(browser, page(tmp_path, content))
    assert len(found.rules) > 10
    assert [fault for fault in found.faults if fault.startswith(told)] if told else not found.faults


def test_the_page_of_verdicts_shows_a_failure(tmp_path: Path) -> None:
    document = Document("2023", "annual", "fr", "screen", "pdf", tmp_path / "a.pdf")
    good, bad = Cell("qpdf", ()), Cell("veraPDF", ("6.1.2",), 155)
    assert (str(good), str(bad), str(Cell("veraPDF", (), 155))) == ("0", "**1 / 155**", "0 / 155")
    row = f"| `annual` | `2023` | fr | {good} | {bad} |"
    assert verdict_table.failures(row) == [row]
    assert verdict_table.rows(row) == {("annual", "2023", "fr")}
    assert str(document) == "2023, annual, fr, pdf"


class TestWithoutCheckers:
    """On a machine where nothing is on the PATH."""

    @pytest.fixture(autouse=True)
    def _empty_path(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setenv("PATH", str(tmp_path))
        monkeypatch.delenv("CI", raising=False)
        monkeypatch.delenv("REPORTCLI_CHECKERS", raising=False)
        monkeypatch.setattr("support.checkers.NODE_MODULES", tmp_path)
        monkeypatch.setattr("support.browsers.MACOS", "")

    def test_each_is_named_with_what_installs_it(self) -> None:
        assert missing_checkers() == [
            "java (apt install default-jdk-headless, brew install openjdk)",
            "qpdf (apt install qpdf, brew install qpdf)",
            "gs (apt install ghostscript, brew install ghostscript)",
            "pdffonts (apt install poppler-utils, brew install poppler)",
            "pdftotext (apt install poppler-utils, brew install poppler)",
            "a browser (apt install chromium, brew install --cask chromium)",
            f"axe-core ({FROM_NODE})",
            f"vnu-jar ({FROM_NODE})",
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
        assert is_here("java") is fit
