"""The sheets of a booklet: folded, they are the report."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportcli.diagnostics import Failure
from reportcli.imposition import Sheet, Side, creep, impose, imposition
from support.projects import REPOSITORY, SMALL, reportcli, write

PAGES = st.integers(1, 40).map(lambda sheets: 4 * sheets)
MM = 72 / 25.4


def folded(sheets: list[Sheet], *, rtl: bool) -> list[int]:
    """The pages as one reads them: of each leaf the front, then its back."""
    first, second = (0, 1) if rtl else (1, 0)
    out = [page for front, back in sheets for page in (front[first], back[1 - first])]
    home = [page for front, back in reversed(sheets) for page in (back[1 - second], front[second])]
    return out + home


def document(*numbers: int, size: tuple[float, float] = (148, 210)) -> bytes:
    """A PDF with a number on each page."""
    pdf = pikepdf.new()
    for number in numbers:
        page = pdf.add_blank_page(page_size=(size[0] * MM, size[1] * MM))
        page.Resources = pikepdf.Dictionary(
            Font=pikepdf.Dictionary(
                F=pikepdf.Dictionary(
                    Type=pikepdf.Name.Font,
                    Subtype=pikepdf.Name.Type1,
                    BaseFont=pikepdf.Name.Helvetica,
                )
            )
        )
        page.Contents = pdf.make_stream(f"BT /F 20 Tf 100 100 Td (No {number}) Tj ET".encode())
    data = BytesIO()
    pdf.save(data)
    return data.getvalue()


def halves(pdf: bytes) -> list[tuple[str, str]]:
    """What stands on the left and on the right half of each side."""
    found = []
    for page in pypdfium2.PdfDocument(BytesIO(pdf)):
        width, height = page.get_size()
        text = page.get_textpage()
        left = text.get_text_bounded(0, 0, width / 2, height)
        right = text.get_text_bounded(width / 2, 0, width, height)
        found.append((" ".join(left.split()), " ".join(right.split())))
    return found


# The order


@given(PAGES, st.booleans())
def test_each_page_stands_once(pages: int, rtl: bool) -> None:
    sides = [page for sheet in imposition(pages, rtl=rtl) for side in sheet for page in side]
    assert sorted(sides) == list(range(1, pages + 1))


@given(PAGES, st.booleans())
def test_folded_the_pages_follow_each_other(pages: int, rtl: bool) -> None:
    assert folded(imposition(pages, rtl=rtl), rtl=rtl) == list(range(1, pages + 1))


@given(PAGES)
def test_each_side_pairs_pages_that_together_are_one_more_than_all(pages: int) -> None:
    for front, back in imposition(pages):
        assert sum(front) == sum(back) == pages + 1


@given(PAGES, st.booleans())
def test_the_middle_of_the_booklet_is_one_side(pages: int, rtl: bool) -> None:
    middle = Side(pages // 2, pages // 2 + 1)
    assert imposition(pages, rtl=rtl)[-1].back == (middle[::-1] if rtl else middle)


def test_eight_pages_are_two_sheets() -> None:
    assert imposition(8) == [((8, 1), (2, 7)), ((6, 3), (4, 5))]
    assert imposition(8, rtl=True) == [((1, 8), (7, 2)), ((3, 6), (5, 4))]


def test_the_pages_of_each_sheet_are_drawn_in_by_the_paper_around_it() -> None:
    assert creep(3) == [0, 0.1, 0.2]


# The file


def test_each_half_of_a_side_has_its_page() -> None:
    imposed = impose(document(*range(1, 9)))
    assert halves(imposed.data) == [
        ("No 8", "No 1"),
        ("No 2", "No 7"),
        ("No 6", "No 3"),
        ("No 4", "No 5"),
    ]
    assert str(imposed) == (
        "8 pages on 2 A4 sheets; print on both sides, turn on the short edge, fold, staple; "
        "creep 0.1 mm"
    )


def test_a_single_sheet_has_no_creep() -> None:
    assert str(impose(document(1, 2, 3, 4))) == (
        "4 pages on 1 A4 sheet; print on both sides, turn on the short edge, fold, staple"
    )


def test_pages_meet_at_the_fold_and_inner_ones_are_drawn_in() -> None:
    pages = pypdfium2.PdfDocument(BytesIO(impose(document(*range(1, 9))).data))
    outer, inner = (
        pages[side].get_textpage().get_charbox(index)[0] for side, index in ((0, 6), (2, 6))
    )
    assert outer - inner == pytest.approx(0.1 * MM, abs=0.01)
    assert pages[0].get_size() == pytest.approx((297 * MM, 210 * MM), abs=0.01)


@pytest.mark.parametrize(("size", "sheet"), [((148, 210), "A4"), ((210, 297), "A3")])
def test_pages_go_on_sheets_of_twice_their_size(size: tuple[float, float], sheet: str) -> None:
    assert impose(document(1, 2, 3, 4, size=size)).size == sheet


@pytest.mark.parametrize(
    ("pages", "size", "code"),
    [(6, (148, 210), "P050"), (1, (148, 210), "P050"), (4, (297, 420), "P051"), (4, (210, 148), "P051")],
)  # fmt: skip
def test_pages_that_make_no_booklet_are_refused(
    pages: int, size: tuple[float, float], code: str
) -> None:
    with pytest.raises(Failure) as failure:
        impose(document(*range(1, pages + 1), size=size))
    (fault,) = failure.value.diagnostics
    assert fault.code == code
    assert fault.hint


def test_the_same_pages_give_the_same_bytes() -> None:
    pages = document(1, 2, 3, 4)
    assert impose(pages).data == impose(pages).data


def test_the_file_tells_the_printer_how_to_turn_the_sheets() -> None:
    with pikepdf.open(BytesIO(impose(document(1, 2, 3, 4)).data)) as pdf:
        assert pdf.Root.ViewerPreferences.Duplex == "/DuplexFlipShortEdge"
        assert pdf.Root.ViewerPreferences.PrintScaling == "/None"


# The command


@pytest.mark.pdf
def test_build_writes_the_sheets_beside_the_pdf(tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = reportcli(
        "build", "2023", "--layout", "booklet", "--impose", "--out", out, "--json", cwd=REPOSITORY
    )
    assert done.returncode == 0, done.stderr
    editions = {edition["format"]: edition for edition in json.loads(done.stdout)["editions"]}
    assert list(editions) == ["pdf", "imposed", "html"]
    assert editions["imposed"]["path"].endswith("/nos-10-victoires-2023.booklet.imposed.pdf")
    assert editions["imposed"]["pages"] == 8
    sides = halves(Path(editions["imposed"]["path"]).read_bytes())
    assert sides[0][1].startswith("Nos 10 victoires 2023")
    assert sides[1][0].startswith("Nos 10 victoires obtenues")
    assert "Pays cités" in sides[1][1]
    assert sides[7][0].endswith("Nos 10 victoires, 2023")
    assert "Rassembler la jurisprudence" in sides[7][1]


@pytest.mark.pdf
def test_build_says_what_to_do_with_the_sheets(tmp_path: Path) -> None:
    done = reportcli("build", "2024", "--layout", "booklet", "--impose", "--format", "pdf", cwd=write(tmp_path, SMALL))  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "2 A4 sheets; print on both sides, turn on the short edge, fold, staple" in done.stdout


@pytest.mark.pdf
def test_pages_that_fill_no_sheets_are_told_and_nothing_is_written(tmp_path: Path) -> None:
    project = write(tmp_path, SMALL)
    done = reportcli("build", "2024", "--impose", cwd=project)
    assert done.returncode == 1
    assert "error P050" in done.stderr
    assert "--layout booklet" in done.stderr
    assert not (project / "out").exists()


def test_sheets_without_a_pdf_are_wrong_usage(tmp_path: Path) -> None:
    done = reportcli("build", "2024", "--impose", "--format", "html", cwd=write(tmp_path, SMALL))
    assert done.returncode == 2
    assert "--format pdf" in done.stderr
