"""The layout `letter`: one page, whatever the report has."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pypdfium2 import PdfDocument

from support.mailings import mail, write_project
from support.projects import reportcli, write

if TYPE_CHECKING:
    from pathlib import Path

LIST = "name,address,postcode,city\nZoë,Rue de la Paix 1,1202,Genève\n"


def victories(count: int) -> str:
    return '[reports.2024]\nlanguages = ["fr"]\ntitle = "Nos victoires"\n' + "".join(
        f'[[reports.2024.victories]]\ntitle = "Une loi pour qui défend les droits, {number}"\ntext = "Oui."\n'
        for number in range(1, count + 1)
    )


@pytest.mark.parametrize("count", [1, 3, 10, 11, 24])
def test_the_letter_is_one_page_with_every_victory(tmp_path: Path, count: int) -> None:
    project = write(tmp_path, victories(count))
    done = reportcli("build", "2024", "--layout", "letter", "--format", "pdf", cwd=project)
    assert (done.returncode, done.stderr) == (0, "")
    document = PdfDocument(next((project / "out/2024").glob("*.pdf")))
    assert len(document) == 1
    text = " ".join(document[0].get_textpage().get_text_range().split())
    places = [
        text.index(f"{n} Une loi pour qui défend les droits, {n}") for n in range(1, count + 1)
    ]
    assert places == sorted(places)


def test_a_letter_that_does_not_hold_on_a_page_is_told(tmp_path: Path) -> None:
    project = write(tmp_path, victories(60))
    done = reportcli("build", "2024", "--layout", "letter", "--format", "pdf", cwd=project)
    assert "page 1: the letter runs over to the next page" in done.stderr


def test_a_mailings_long_letters_are_counted(tmp_path: Path) -> None:
    project = write_project(tmp_path / "p")
    (project / "mail").mkdir()
    (project / "mail/message.md.j2").write_text("---\nsubject: x\n---\n" + "Oui.\n\n" * 60, "utf-8")
    (people := tmp_path / "d.csv").write_text(LIST, "utf-8")
    done = mail("print", "2024", "--to", people, "--out", "l.pdf", "--letter-only", project=project)
    assert done.returncode == 0
    assert "M064: 1 of the letters take more than one page" in done.stderr


def test_the_window_is_where_the_data_says(tmp_path: Path) -> None:
    left: dict[str, float] = {}
    for window in ("left", "right"):
        chosen = f'[layouts.letter]\nwindow = "{window}"\n'
        project = write_project(tmp_path / window, report=chosen + victories(2))
        (people := tmp_path / "d.csv").write_text(LIST, "utf-8")
        done = mail(
            "print", "2024", "--to", people, "--out", "l.pdf", "--letter-only", project=project
        )
        assert done.returncode == 0, done.stderr
        page = PdfDocument(project / "l.pdf")[0].get_textpage()
        at = page.get_text_range().index("Rue de la Paix")
        left[window] = page.get_charbox(at)[0] / 72 * 25.4
    assert left["left"] == pytest.approx(25, abs=1)
    assert left["right"] == pytest.approx(119, abs=1)
