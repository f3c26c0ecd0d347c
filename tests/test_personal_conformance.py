"""Donors' own PDFs before independent checkers: PDF/A-3a and PDF/UA-1 in one file."""

from __future__ import annotations

import os
import random
import unicodedata
from pathlib import Path

import pytest

from conftest import Built
from reportcli import fonts, layouts
from reportcli.conformance.programs import run as run_checker
from reportcli.conformance.verapdf import verify
from reportcli.mail.tail import Base
from support.personal import base_of

pytestmark = [
    pytest.mark.conformance,
    pytest.mark.xdist_group("personal"),
    pytest.mark.filterwarnings(
        "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
    ),
]

NAMES = [
    "Merci, Zoë Nguyễn",
    "Merci, Ştefan Łukaszewicz-Żółć",
    "Merci, J\u030c & <Ẫ> ẞ ĳ ŉ",
    "Merci, А. Іван Ґалаґан-Ћирић",
    "Merci, Θεόδωρος ᾿Αθηνᾶ",
    "Merci, Ọlábísí Adéṣínà E\u0323\u0301",
    "Merci, Þórður Guðmundsdóttir, 1905 → 2023 €",
    "Merci, Trần Thị Hoà Bình, Nguyễn Ưng",
    "Merci, L’Hôpital d’Açoka « amies »",
    "Merci, Maria-Élisabeth Ottoline Hohenstein von der Wattenwyl-Challant",
]
if os.environ.get("REPORTCLI_TORTURE") == "1":
    held = fonts.library(layouts.built_in() / "fonts").covers("Literata")
    letters = [chr(code) for code in sorted(held) if chr(code).isalpha()]
    chance = random.Random(2023)
    NAMES += ["Merci, " + "".join(chance.choices(letters, k=12)) for _ in range(100)]


@pytest.fixture(scope="module")
def bases(report: Built, rich: Built) -> list[Base]:
    return [
        base_of(report.folder, "2023"),
        base_of(rich.folder, "2024", "fr"),
        base_of(rich.folder, "2024", "en"),
    ]


@pytest.fixture(scope="module")
def files(bases: list[Base], tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("donors")
    made = []
    for number, base in enumerate(bases):
        for name, words in enumerate(NAMES):
            file = folder / f"{number}-{name}.pdf"
            file.write_bytes(base.data + base.tail(words))
            made.append(file)
    return made


def test_verapdf_passes_every_donors_file_as_3a_and_ua1(files: list[Path]) -> None:
    verdicts = verify(files, ("3a", "ua1"))
    assert len(verdicts) == 2 * 3 * len(NAMES)
    for verdict in verdicts:
        assert verdict.compliant, verdict
        assert verdict.checks > 1000


def test_verapdf_passes_the_bases_themselves(bases: list[Base], tmp_path: Path) -> None:
    made = []
    for number, base in enumerate(bases):
        file = tmp_path / f"{number}.pdf"
        file.write_bytes(base.data)
        made.append(file)
    assert [verdict.failed for verdict in verify(made)] == [()] * 6


def test_qpdf_finds_nothing(files: list[Path]) -> None:
    for file in files:
        done = run_checker("qpdf", "--check", file)
        assert done.returncode == 0, done.stdout + done.stderr


def test_poppler_reads_title_year_and_dedication_in_this_order(files: list[Path]) -> None:
    for file, words in zip(files, NAMES, strict=False):  # those of 2023
        composed = unicodedata.normalize("NFC", words)
        text = run_checker("pdftotext", "-l", "1", file, "-").stdout
        assert " ".join(text.split()) == " ".join(f"Nos 10 victoires 2023 {composed}".split())


def test_poppler_hears_the_dedication_as_a_span_in_a_paragraph(files: list[Path]) -> None:
    said = run_checker("pdfinfo", "-struct-text", files[0]).stdout
    lines = [line.strip() for line in said.splitlines()]
    at = lines.index(f'"{NAMES[0]}"')
    assert lines[at - 2 : at] == ["P (block)", "Span (inline)"]
    assert lines[:at].count("H1 (block)") == 1
    assert not [line for line in lines[:at] if "Link" in line]


def test_poppler_sees_every_font_embedded_with_its_characters(files: list[Path]) -> None:
    for file in files:
        rows = run_checker("pdffonts", file).stdout.splitlines()[2:]
        assert rows
        for row in rows:
            *_, embedded, subset, unicode, _number, _generation = row.split()
            assert (embedded, subset, unicode) == ("yes", "yes", "yes")
