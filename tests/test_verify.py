"""`reportcli verify`: whether a PDF is what its own data makes."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pytest
from PIL import Image

from reportcli import generator, verification
from reportcli.project import find
from support.personal import base_of
from support.projects import SMALL, reportcli, write

if TYPE_CHECKING:
    from conftest import Built

# WeasyPrint leaves the file of its colour profile to the garbage collector.
pytestmark = pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)

LAYOUTS = ("annual", "booklet", "letter", "poster")


def built(project: Path, *arguments: str, **env: str) -> list[Path]:
    done = reportcli("build", "2024", "-f", "pdf", "--json", *arguments, cwd=project, env=env)
    assert done.returncode == 0, done.stderr
    return [Path(edition["path"]) for edition in json.loads(done.stdout)["editions"]]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A small report by each layout, far from any project."""
    project = write(tmp_path_factory.mktemp("small"), SMALL)
    files = built(project, *(option for name in LAYOUTS for option in ("--layout", name)))
    alone = tmp_path_factory.mktemp("alone")
    return {
        layout: file.rename(alone / file.name) for layout, file in zip(LAYOUTS, files, strict=True)
    }


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_pdf_of_any_layout_is_built_again_without_its_project(
    small: dict[str, Path], layout: str
) -> None:
    verdict = verification.verify(small[layout], None)
    assert (verdict.same, verdict.made.layout, verdict.year) == (True, layout, "2024")


def test_what_is_the_same_is_said_with_how_it_was_made(small: dict[str, Path]) -> None:
    file = small["letter"]
    done = reportcli("verify", file, cwd=file.parent)
    assert done.returncode == 0, done.stderr
    assert "the same bytes, built again from its data (2024, letter, fr)" in done.stdout
    assert sha256(file.read_bytes()).hexdigest() in done.stdout
    assert done.stderr == ""


def test_json_is_one_document(small: dict[str, Path]) -> None:
    file = small["letter"]
    done = reportcli("verify", "--json", file, cwd=file.parent)
    told = json.loads(done.stdout)
    assert (done.returncode, told["same"], told["diagnostics"]) == (0, True, [])
    assert told["made_by"] == told["here"]
    assert told["sha256"] == told["rebuilt"] == sha256(file.read_bytes()).hexdigest()


def test_a_pdf_that_was_changed_is_told(small: dict[str, Path], tmp_path: Path) -> None:
    with pikepdf.open(small["letter"]) as pdf:
        pdf.docinfo.Title = "Nos 3 victoires"
        pdf.save(changed := tmp_path / "changed.pdf")
    done = reportcli("verify", "--json", changed, cwd=tmp_path)
    told = json.loads(done.stdout)
    assert (done.returncode, told["same"]) == (1, False)
    assert told["sha256"] != told["rebuilt"]
    (fault,) = told["diagnostics"]
    assert fault["code"] == "V010"
    assert "the file was changed since" in fault["hint"]
    assert "Pango" in fault["hint"]


def test_one_byte_more_is_told_with_its_place(small: dict[str, Path], tmp_path: Path) -> None:
    (longer := tmp_path / "longer.pdf").write_bytes(small["letter"].read_bytes() + b"\n")
    verdict = verification.verify(longer, None)
    assert not verdict.same
    place = f"from byte {small['letter'].stat().st_size + 1:,} on"
    assert place in verification.difference(verdict).message


def test_of_another_version_it_is_said_which_one_made_it(
    small: dict[str, Path], tmp_path: Path
) -> None:
    with pikepdf.open(small["letter"]) as pdf:
        pdf.docinfo.Creator, pdf.docinfo.Producer = "reportcli 0.0.9 (letter)", "WeasyPrint 69.5"
        pdf.save(older := tmp_path / "older.pdf")
    fault = verification.difference(verification.verify(older, None))
    assert "reportcli 0.0.9 with WeasyPrint 69.5 made it" in fault.message
    assert fault.hint == "verify it by those: pip install reportcli==0.0.9 weasyprint==69.5"


def test_the_date_is_that_of_the_pdf_and_not_of_the_environment(tmp_path: Path) -> None:
    (file,) = built(write(tmp_path, SMALL), "--layout", "letter", SOURCE_DATE_EPOCH="1700000000")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1")
        assert verification.verify(file, None).same


def test_pictures_and_languages_are_taken_from_the_project(rich: Built, tmp_path: Path) -> None:
    english = rich.file("pdf", "en")
    assert verification.verify(english, find(rich.folder)).same
    done = reportcli("verify", english, cwd=tmp_path)
    assert done.returncode == 1
    assert "V014" in done.stderr
    assert "images/rue.jpg, images/loi.jpg, images/recit.png" in " ".join(done.stderr.split())
    assert "reportcli -C FOLDER verify FILE" in done.stderr


def test_a_picture_that_was_changed_is_told(tmp_path: Path) -> None:
    project = write(
        tmp_path, SMALL.replace('text = "Le', 'image = { src = "a.png", alt = "Rue" }\ntext = "Le')
    )
    Image.new("RGB", (90, 60), "red").save(project / "a.png")
    (file,) = built(project)
    assert verification.verify(file, find(project)).same
    Image.new("RGB", (90, 60), "blue").save(project / "a.png")
    assert not verification.verify(file, find(project)).same


def test_a_layout_of_the_project_s_own_is_taken_from_there(tmp_path: Path) -> None:
    project = write(tmp_path / "p", SMALL)
    (project / "layouts/ours").mkdir(parents=True)
    (project / "layouts/ours/layout.toml").write_text('extends = "letter"\n', "utf-8")
    (file,) = built(project, "--layout", "ours")
    assert verification.verify(file, find(project)).same
    done = reportcli("verify", file, cwd=tmp_path)
    assert done.returncode == 1
    assert "it is set by the layout `ours`, which is not here" in done.stderr


@pytest.fixture(scope="module")
def donors(tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = base_of(write(tmp_path_factory.mktemp("donors"), SMALL), "2024")
    file = tmp_path_factory.mktemp("donor") / "own.pdf"
    file.write_bytes(base.data + base.tail("Merci, Zoë Nguyễn – amie"))
    return file


def test_a_donor_s_own_pdf_is_said_to_be_one(donors: Path) -> None:
    done = reportcli("verify", donors, cwd=donors.parent)
    assert done.returncode == 0, done.stderr
    assert "(2024, annual, fr, with the dedication of one donor)" in done.stdout


def test_what_follows_a_dedication_is_no_part_of_it(donors: Path, tmp_path: Path) -> None:
    """An appended part may replace any page of what is before it."""
    with pikepdf.open(donors) as pdf:
        pdf.docinfo.Author = "Nobody"
        pdf.save(tmp_path / "other.pdf")
    assert not verification.verify(tmp_path / "other.pdf", None).same


def refused(file: Path) -> tuple[str, str]:
    done = reportcli("verify", "--json", file, cwd=file.parent)
    told = json.loads(done.stdout)
    assert done.returncode == 1
    (fault,) = told["diagnostics"]
    return fault["code"], fault["message"]


def test_a_pdf_without_data_is_refused(tmp_path: Path) -> None:
    kept = "[publish]\nattach_source = false\n" + SMALL
    (file,) = built(write(tmp_path, kept), "--layout", "letter")
    code, message = refused(file)
    assert code == "I020"
    assert "attach_source" in message


def test_a_pdf_for_print_is_refused(small: dict[str, Path], tmp_path: Path) -> None:
    with pikepdf.open(small["letter"]) as pdf:
        pdf.Root.OutputIntents[0].S = pikepdf.Name.GTS_PDFX
        pdf.save(tmp_path / "print.pdf")
    assert refused(tmp_path / "print.pdf")[0] == "V012"


def test_a_pdf_of_another_program_is_refused(tmp_path: Path) -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(tmp_path / "other.pdf")
    assert refused(tmp_path / "other.pdf")[0] == "V011"


def test_data_that_is_not_valid_is_refused(small: dict[str, Path], tmp_path: Path) -> None:
    with pikepdf.open(small["letter"]) as pdf:
        spec = pikepdf.AttachedFileSpec(pdf, b"nonsense = 1\n", filename="victories.toml")
        pdf.attachments["victories.toml"] = spec
        pdf.save(tmp_path / "other.pdf")
    assert refused(tmp_path / "other.pdf")[0] == "V015"


@pytest.mark.parametrize(
    ("data", "code"), [(b"Nos victoires", "V011"), (b"%PDF-1.7\n", "I021"), (None, "I001")]
)
def test_what_is_no_pdf_is_refused(tmp_path: Path, data: bytes | None, code: str) -> None:
    file = tmp_path / "x.pdf"
    if data is not None:
        file.write_bytes(data)
    assert refused(file)[0] == code


def test_a_file_says_its_version_and_its_layout() -> None:
    assert generator.read(generator.made_by("our-report"))[1] == "our-report"  # type: ignore[index]
    assert generator.read("reportcli 1.2.3.dev4+g12 (annual)") == ("1.2.3.dev4+g12", "annual")
    assert generator.read("LaTeX with reportcli 1 (annual)") is None
