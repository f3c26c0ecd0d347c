"""`reportcli preview --pages`: the typeset pages as pictures."""

from __future__ import annotations

import base64
import re
from io import BytesIO
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from PIL import Image
from rich.cells import cell_len

from reportcli.preview import sheets
from reportcli.preview.sheets import Pages, typeset
from reportcli.project import find
from support.projects import SMALL, reportcli, write
from support.terminals import Shown, in_terminal

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)

NO_SIXEL, SIXEL = {"\x1b[c": "\x1b[?62;22c"}, {"\x1b[c": "\x1b[?62;4;22c"}
KITTY = {**NO_SIXEL, "\x1b_G": "\x1b_Gi=1;OK\x1b\\"}
PAGER = {"PAGER": "cat"}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("small"), SMALL)


@pytest.fixture(scope="module")
def pages(project: Path) -> Pages:
    return typeset(find(project), "2024", None, None, lambda _doing: None)


def lines(shown: Shown) -> list[str]:
    """What is seen: codes and questions taken out."""
    return re.sub(r"\x1b(?:\[[\d;?]*[a-zA-Z]|_[^\x1b]*\x1b\\)", "", shown.text).splitlines()


def test_a_pipe_gets_shades_and_no_escape_codes(project: Path, pages: Pages) -> None:
    done = reportcli("preview", "2024", "--page", "1", "--width", "60", cwd=project)
    *drawing, caption = done.stdout.rstrip("\n").split("\n")
    assert set("".join(drawing)) >= set("▒ ")
    assert "\x1b" not in done.stdout
    assert all(cell_len(line) <= 60 for line in drawing)
    assert caption == f"1 / {pages.count}"


def test_all_pages_are_shown_in_their_order(project: Path, pages: Pages) -> None:
    shown = reportcli("preview", "2024", "--pages", "--width", "40", cwd=project).stdout
    captions = [f"{page} / {pages.count}" for page in range(1, pages.count + 1)]
    assert [line for line in shown.splitlines() if " / " in line] == captions


def test_two_pages_stand_side_by_side_where_there_is_room(project: Path, pages: Pages) -> None:
    shown = reportcli("preview", "2024", "--pages", "--width", "120", cwd=project).stdout
    captions = [line for line in shown.splitlines() if " / " in line]
    assert captions[:2] == [f"1 / {pages.count}", f"2–3 / {pages.count}"]
    assert max(map(cell_len, shown.splitlines())) == 120


def test_a_page_that_there_is_not_is_told_with_how_many_there_are(
    project: Path, pages: Pages
) -> None:
    done = reportcli("preview", "2024", "--page", str(pages.count + 1), cwd=project)
    assert (done.returncode, done.stdout) == (1, "")
    assert f"the report has {pages.count} pages" in done.stderr
    last = reportcli("preview", "2024", "--page", str(pages.count), "--width", "20", cwd=project)
    assert last.returncode == 0


def test_pages_need_data_without_errors(tmp_path: Path) -> None:
    write(tmp_path, SMALL.replace("text", "texte", 1))
    done = reportcli("preview", "2024", "--pages", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert "did you mean `text`?" in done.stderr


def test_a_terminal_without_graphics_gets_half_blocks(project: Path) -> None:
    shown = in_terminal(
        "preview", "2024", "--page", "1", cwd=project, size=(60, 20), answers=NO_SIXEL, env=PAGER
    )
    rows = [line for line in lines(shown) if "▀" in line]
    assert {line.strip() for line in rows} == {"▀" * 60}
    assert len(rows) == pytest.approx(60 * 297 / 210 / 2, abs=1)
    assert "38;2;255;90;31" in shown.text  # the accent


def test_a_terminal_without_colour_gets_shades(project: Path) -> None:
    no_colour = {**PAGER, "NO_COLOR": "1"}
    shown = in_terminal(
        "preview", "2024", "--page", "1", cwd=project, answers=NO_SIXEL, env=no_colour
    )
    assert "▒" in shown.text
    assert "▀" not in shown.text


def test_a_terminal_with_sixel_gets_a_sixel_picture(project: Path) -> None:
    shown = in_terminal("preview", "2024", "--page", "1", cwd=project, answers=SIXEL)
    assert shown.returncode == 0
    assert shown.text.count("\x1bP") == 1
    assert "▀" not in shown.text


def test_a_terminal_with_kitty_s_graphics_gets_the_page_itself(project: Path) -> None:
    shown = in_terminal("preview", "2024", "--page", "1", cwd=project, answers=KITTY)
    parts = re.findall(r"\x1b_G[^;\x1b]*m=[01][^;\x1b]*;([^\x1b]*)\x1b\\", shown.text)
    picture = Image.open(BytesIO(base64.b64decode("".join(parts))))
    assert picture.height / picture.width == pytest.approx(297 / 210, rel=0.05)
    assert picture.height > 400


def test_without_a_keyboard_the_terminal_is_asked_nothing(project: Path) -> None:
    shown = in_terminal("preview", "2024", "--page", "1", cwd=project, env=PAGER, keyboard=False)
    assert "\x1b[c" not in shown.text
    assert "▀" in shown.text


def test_half_blocks_are_the_page_s_own_pixels(pages: Pages) -> None:
    sheet = pypdfium2.PdfDocument(pages.pdf)[0]
    picture = sheets._spread([sheet], 50)
    drawn = sheets._in_colour(picture)
    spans = {span.start: span.style for span in drawn.spans}
    for row, column in [(3, 40), (30, 45), (10, 4)]:
        style = spans[row * 51 + column]
        assert style.color.triplet == picture.getpixel((column, 2 * row))  # type: ignore[union-attr]
        assert style.bgcolor.triplet == picture.getpixel((column, 2 * row + 1))  # type: ignore[union-attr]
