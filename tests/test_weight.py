"""A report is light enough to be mailed, and where it is not, that is said."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from reportcli import products
from reportcli.checks import weight
from reportcli.edition import one
from reportcli.load import load
from reportcli.mail import budget
from reportcli.mail.message import Shared
from reportcli.project import find
from reportcli.resolution import DOTS
from support import contents
from support.pictures import photograph
from support.projects import SMALL, reportcli, write

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Built

# WeasyPrint leaves the file of its colour profile to the garbage collector.
pytestmark = pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)

SIZES = {"annual": 216, "booklet": 154}
"""Millimetres across a picture's page with its bleed."""


@pytest.fixture(scope="module")
def photographs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with four photographs of twelve megapixels."""
    folder = tmp_path_factory.mktemp("photographs")
    (folder / "images").mkdir()
    data = '[reports.2024]\nlanguages = ["en"]\ntitle = "Our 4 victories"\n'
    taken = photograph((4000, 3000), 7)
    turns = (Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180, Image.Transpose.TRANSVERSE)
    for number, picture in enumerate([taken, *map(taken.transpose, turns)]):
        picture.save(folder / f"images/{number}.jpg", quality=92)
        data += (
            f'[[reports.2024.victories]]\ntitle = "A law {number}"\ntext = "A law at last."\n'
            f'image = {{ src = "images/{number}.jpg", alt = "A crowd" }}\n'
        )
    return write(folder, data)


def typeset(project: Path, layout: str, dots: int) -> bytes:
    found = find(project)
    loaded = load(found)
    edition = replace(one(found, loaded, "2024", layout, None), dots=dots)
    return products.typeset(loaded.source, edition, products.sheets(loaded.source, edition)).data


def across(pdf: bytes) -> set[int]:
    """How many pixels wide its pictures are."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        streams: list[Any] = [item for item in opened.objects if isinstance(item, pikepdf.Stream)]
        return {int(item.Width) for item in streams if item.get("/Subtype") == "/Image"}


@pytest.mark.parametrize("layout", SIZES)
def test_with_four_photographs_it_can_be_mailed(photographs: Path, layout: str) -> None:
    pdf = typeset(photographs, layout, DOTS["screen"])
    assert across(pdf) == {int(SIZES[layout] / 25.4 * 150)}
    assert len(pdf) < 2_000_000


def test_for_print_pictures_have_the_resolution_of_the_press(photographs: Path) -> None:
    assert across(typeset(photographs, "booklet", DOTS["print"])) == {int(154 / 25.4 * 300)}


def test_with_many_dots_it_is_as_light(tmp_path: Path) -> None:
    """24 victories with 6 pictures; four of their marks have 816 pieces or more."""
    contents.many(tmp_path)
    project = find(tmp_path)
    loaded = load(project)
    edition = one(project, loaded, "2024", "booklet", "en")
    pdf = products.typeset(loaded.source, edition, products.sheets(loaded.source, edition)).data
    assert weight.shares(pdf)["drawings"] < 250_000


def test_a_report_without_pictures_is_light(report: Built, booklet: Built) -> None:
    assert report.pdf.stat().st_size < 250_000
    assert booklet.pdf.stat().st_size < 250_000


@given(st.binary(max_size=2000))
def test_a_file_s_size_in_a_message_is_known_before_it_is_made(data: bytes) -> None:
    assert budget.as_sent(len(data)) == len(Shared(data).encoded())


def test_what_cannot_be_mailed_is_told_with_what_is_heavy(tmp_path: Path) -> None:
    project = write(tmp_path, SMALL + '[mail]\nmax_size = "50 kB"\n')
    done = reportcli("build", "2024", "--json", cwd=project)
    assert done.returncode == 0, done.stderr
    (told,) = json.loads(done.stdout)["diagnostics"]
    assert (told["code"], told["severity"]) == ("P062", "warning")
    assert re.fullmatch(
        r"nos-2-victoires-2024\.pdf is too large to be mailed: it has \d+ kB,"
        r" a message with it \d+ kB, and 50 kB are allowed; its (drawings|fonts) take \d+ kB",
        told["message"],
    )
    assert told["hint"].endswith("or allow more, under [mail]: max_size = 1")
    assert (told["path"], told["line"]) == ("data/victories.toml", SMALL.count("\n") + 2)


def test_what_fits_the_budget_is_not_told(tmp_path: Path) -> None:
    done = reportcli("build", "2024", "--format", "pdf", "--json", cwd=write(tmp_path, SMALL))
    assert json.loads(done.stdout)["diagnostics"] == []


def test_the_pictures_are_told_where_they_are_heavy(photographs: Path) -> None:
    project = find(photographs)
    loaded = load(project)
    edition = one(project, loaded, "2024", None, None)
    pdf = typeset(photographs, "annual", DOTS["screen"])
    small = edition.data.model_copy(
        update={"mail": edition.data.mail.model_copy(update={"max_size": 500_000})}
    )
    (told,) = weight.check(loaded.source, replace(edition, data=small), pdf)
    assert "its pictures take" in told.message
    assert told.hint
    assert told.hint.startswith("show fewer pictures")
