"""`reportcli preview`: the report in the terminal."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

from support.projects import REPOSITORY, RICH, SMALL, reportcli, write, write_rich
from support.terminals import in_terminal

if TYPE_CHECKING:
    from collections.abc import Callable

WIDTHS = [20, 40, 60, 80, 120, 160, 200]
CODE = re.compile(r"\x1b\[[\d;]*m|\x1b\]8;[^\x1b]*\x1b\\")
COLOUR = re.compile(r"\x1b\[[\d;]*\b(?:3[0-8]|4[0-8]|9\d|10\d)[\d;]*m")
ESCAPES = "\\u001b[31m\\u0007\\u009b\\u202e"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write_rich(tmp_path)


def previewed(project: Path, *options: str | int, status: int = 0) -> str:
    done = reportcli("preview", "2024", *map(str, options), cwd=project)
    assert done.returncode == status, done.stderr
    return done.stdout


def spaced(text: str) -> str:
    """A text with plain spaces only."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


# --- In a pipe -----------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [40, 80, 200])
def test_the_report_of_2023_is_composed(width: int, golden: Callable[[str, str], None]) -> None:
    done = reportcli("preview", "2023", "--width", str(width), cwd=REPOSITORY)
    golden(f"preview-2023-{width}.txt", done.stdout)


@pytest.mark.parametrize("width", [40, 80, 200])
def test_everything_that_a_report_may_have_is_composed(
    project: Path, width: int, golden: Callable[[str, str], None]
) -> None:
    golden(f"preview-rich-{width}.txt", previewed(project, "--width", width))


@pytest.mark.parametrize("width", WIDTHS)
def test_no_line_is_wider_than_asked_nor_ends_in_blanks(project: Path, width: int) -> None:
    for line in previewed(project, "--width", width).splitlines():
        assert cell_len(line) <= width or "http" in line
        assert line == line.rstrip()


@pytest.mark.parametrize("width", WIDTHS)
def test_text_is_set_to_a_measure_that_can_be_read(project: Path, width: int) -> None:
    story = [line for line in previewed(project, "--width", width).splitlines() if "relayé" in line]
    assert story
    assert all(cell_len(line.split("   ")[-1].strip()) <= 66 for line in story)


def test_at_200_columns_two_victories_stand_side_by_side(project: Path) -> None:
    (line,) = [line for line in previewed(project, "--width", 200).splitlines() if "1/4" in line]
    assert re.fullmatch(r" *1/4 +Une loi +2/4 +Acquitté·es", line)


def test_a_pipe_gets_plain_text(project: Path) -> None:
    shown = previewed(project)
    assert all(line.replace("\u202f", "").replace("\u00a0", "").isprintable() for line in shown.splitlines())  # fmt: skip
    assert not set(shown) & set("▁▄█━")
    assert "voir le texte" in re.sub(r"\s+", " ", shown)
    assert "https://example.org/loi?a=1&b=2" in shown
    assert "https://example.org/jugement" in shown


def test_a_language_can_be_chosen(project: Path) -> None:
    english = spaced(previewed(project, "--lang", "en"))
    assert "Our 4 victories" in english
    assert "Democratic Republic of the Congo" in english
    assert "Palestine" in english
    assert "May 3, 2024" in english
    assert "“It is a law for us.”" in english
    assert "Acquitté·es" not in english


@pytest.mark.parametrize(
    ("options", "code"),
    [(["--lang", "xx"], "D041"), (["--layout", "anual"], "L001"), (["--page", "99"], "V001")],
)
def test_what_there_is_not_is_told(project: Path, options: list[str], code: str) -> None:
    done = reportcli("preview", "2024", *options, cwd=project)
    assert (done.returncode, done.stdout) == (1, "")
    assert f"error {code}: " in done.stderr
    assert done.stderr.endswith("1 error; the report cannot be shown\n")


def test_a_year_that_there_is_not_is_told(project: Path) -> None:
    done = reportcli("preview", "2042", cwd=project)
    assert done.returncode == 1
    assert "error D040: there is no report for 2042" in done.stderr


@pytest.mark.parametrize("options", [["--width", "3"], ["--page", "0"], ["--width", "x"]])
def test_wrong_usage_ends_with_2(project: Path, options: list[str]) -> None:
    assert reportcli("preview", "2024", *options, cwd=project).returncode == 2


# --- What is wrong -------------------------------------------------------------------------------


def broken(project: Path) -> Path:
    text = RICH.replace('title = { fr = "Acquitté·es"', 'titel = { fr = "Acquitté·es"')
    return write(project, text.replace('url = "https://example.org"\n', 'url = "example"\n'))


@pytest.mark.parametrize("width", [40, 80, 200])
def test_what_is_wrong_stands_with_its_victory(project: Path, width: int) -> None:
    shown = spaced(previewed(broken(project), "--width", width, status=1))
    order = ["D003", "Nos 4 victoires", "Une loi", "Victoire 2", "Trois", "D001", "Un long récit"]
    if width == 200:  # the third victory stands below the first
        order.remove("Une loi")
    places = [shown.index(word) for word in order]
    assert places == sorted(places)
    assert "did you mean `title`?" in shown


def test_errors_are_counted_and_the_exit_code_is_1(project: Path) -> None:
    done = reportcli("preview", "2024", cwd=broken(project))
    assert done.returncode == 1
    assert done.stderr == "2 errors, shown in place; the report cannot be built yet\n"


def test_a_warning_is_shown_and_is_no_error(project: Path) -> None:
    write(project, RICH.replace('title = { fr = "Une loi", en = "A law" }', 'title = "Une loi"'))
    shown = previewed(project)
    assert "warning D013" in shown
    assert shown.index("1/4") < shown.index("warning D013") < shown.index("2/4")


def test_a_sign_that_the_fonts_lack_is_told_with_its_victory(project: Path) -> None:
    write(project, RICH.replace("Sans titre.", "Sans titre 日."))
    shown = previewed(project, status=1)
    assert shown.index("4/4") < shown.index("D030")


def test_a_file_of_which_nothing_can_be_shown_is_told(tmp_path: Path) -> None:
    done = reportcli("preview", "2024", cwd=write(tmp_path, "[reports.2024\n"))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.endswith("1 error; the report cannot be shown\n")


# --- Hostile and foreign text --------------------------------------------------------------------


@pytest.mark.parametrize("forced", [False, True])
def test_no_control_sign_of_the_data_reaches_the_terminal(tmp_path: Path, forced: bool) -> None:
    hostile = f'"{ESCAPES}[bold]x[/bold] :smile: {ESCAPES}"'
    write(
        tmp_path,
        f"""
[organization]
name = {hostile}
address = {hostile}
[reports.2024]
languages = ["fr"]
title = {hostile}
subtitle = {hostile}
intro = {hostile}
closing = {hostile}
[[reports.2024.victories]]
title = {hostile}
text = {hostile}
themes = [{hostile}]
partners = [{hostile}]
figures = [{{ value = {hostile}, label = {hostile} }}]
quote = {{ text = {hostile}, by = {hostile} }}
links = [{{ label = {hostile}, url = "https://example.org" }}]
"{ESCAPES}" = 1
""",
    )
    env = {"FORCE_COLOR": "1"} if forced else {}
    shown = reportcli("preview", "2024", cwd=tmp_path, env=env).stdout
    assert "[bold]x[/bold] :smile:" in shown
    bare = CODE.sub("", shown)
    assert not [sign for sign in bare if not sign.isprintable() and sign not in "\n\u00a0\u202f"]
    assert "\x1b[31m" not in shown.replace("\x1b[1;31m", "")


@pytest.mark.parametrize(
    ("text", "status"),
    [("日本の人権擁護者たちが勝利しました。" * 9, 1), ("انتصار المدافعين عن الحقوق " * 9, 0)],
)
@pytest.mark.parametrize("width", [40, 80, 200])
def test_any_script_stays_in_its_columns(
    tmp_path: Path, text: str, status: int, width: int
) -> None:
    write(
        tmp_path, SMALL.replace("Une loi", text).replace("Le gouvernement a adopté une loi.", text)
    )
    shown = previewed(tmp_path, "--width", width, status=status)
    story = [line for line in shown.splitlines() if "│" not in line]
    assert all(cell_len(line) <= width for line in story)


# --- In a terminal -------------------------------------------------------------------------------


def test_a_terminal_gets_links_and_the_staircase(project: Path) -> None:
    gnome = {"VTE_VERSION": "7200"}
    shown = in_terminal("preview", "2024", cwd=project, size=(80, 500), env=gnome).text
    assert re.search(r"\x1b\]8;[^;]*;https://example\.org/loi\?a=1&b=2\x1b\\", shown)
    assert re.search(r"\x1b\]8;[^;]*;https://example\.org/jugement\x1b\\", shown)
    assert "█" in shown
    assert shown.count("━") > 80
    assert COLOUR.search(shown)
    assert "https://example.org/jugement" not in CODE.sub("", shown)


@pytest.mark.parametrize("env", [{}, {"TERM_PROGRAM": "Apple_Terminal"}, {"TMUX": "/tmp/x,1,0"}])
def test_where_no_link_can_be_followed_its_address_is_shown(
    project: Path, env: dict[str, str]
) -> None:
    shown = in_terminal("preview", "2024", cwd=project, size=(80, 500), env=env).text
    assert "\x1b]8;" not in shown
    assert "https://example.org/jugement" in shown
    assert "https://example.org/loi?a=1&b=2" in shown


def test_themes_go_on_from_one_another_places_stand_in_lines_of_their_own(tmp_path: Path) -> None:
    about = 'places = ["CD", "BR"]\nthemes = ["loi", "protection des personnes"]\n'
    write(tmp_path, SMALL.replace('title = "Une loi"\n', 'title = "Une loi"\n' + about))
    wide = previewed(tmp_path, "--width", 120)
    assert re.search(r"(?m)^ +République\sdémocratique", wide)
    assert re.search(r"(?m)^ +Brésil(  .*)?$", wide)
    assert re.search(r"(?m)^ +loi, protection", wide)


def test_without_colour_a_terminal_gets_none(project: Path) -> None:
    shown = in_terminal("preview", "2024", cwd=project, size=(80, 500), env={"NO_COLOR": "1"}).text
    assert not COLOUR.search(shown)
    assert "█" in shown


@pytest.mark.parametrize(
    ("accent", "used"), [("#ff5a1f", True), ("#16120f", False), ("#004400", False)]
)
def test_a_colour_that_vanishes_on_light_or_dark_is_not_used(
    tmp_path: Path, accent: str, used: bool
) -> None:
    write(tmp_path, f'{SMALL}[brand]\naccent = "{accent}"\n')
    shown = in_terminal("preview", "2024", cwd=tmp_path, size=(80, 500)).text
    red, green, blue = (int(accent[place : place + 2], 16) for place in (1, 3, 5))
    assert (f"38;2;{red};{green};{blue}" in shown) is used


PAGER = (
    "import os, sys; text = sys.stdin.read(); print('PAGED', os.environ['LESS'], len(text) > 500)"
)


def test_what_is_longer_than_the_screen_goes_through_the_pager(project: Path) -> None:
    pager = {"PAGER": f'{sys.executable} -c "{PAGER}"'}
    assert in_terminal("preview", "2024", cwd=project, env=pager).text == "PAGED FRX True\n"
    own = {**pager, "LESS": "-S"}
    assert in_terminal("preview", "2024", cwd=project, env=own).text == "PAGED -S True\n"
    assert (
        "PAGED" not in in_terminal("preview", "2024", cwd=project, env=pager, size=(80, 500)).text
    )
    assert "PAGED" not in reportcli("preview", "2024", cwd=project, env=pager).stdout
    forced = {**pager, "FORCE_COLOR": "1"}
    assert "PAGED" not in reportcli("preview", "2024", cwd=project, env=forced).stdout


@pytest.mark.parametrize("pager", ["no-such-pager", "", "true"])
def test_a_pager_that_is_not_there_or_leaves_early_does_no_harm(project: Path, pager: str) -> None:
    shown = in_terminal("preview", "2024", cwd=project, env={"PAGER": pager})
    assert shown.returncode == 0
    assert ("Nos 4 victoires" in spaced(shown.text)) is (pager != "true")


def test_a_reader_that_leaves_a_pipe_sees_no_traceback(project: Path) -> None:
    command = f"{sys.executable} -m reportcli preview 2024 | head -1"
    done = subprocess.run(command, shell=True, cwd=project, capture_output=True, encoding="utf-8", check=True)  # fmt: skip
    assert done.stderr == ""


def test_a_terminal_that_is_not_utf_8_gets_what_it_can_show(project: Path) -> None:
    shown = reportcli("preview", "2024", cwd=project, env={"PYTHONIOENCODING": "ascii"})
    assert shown.returncode == 0
    assert "Nos 4?victoires" in shown.stdout


# --- What it needs -------------------------------------------------------------------------------

MODULES = """
import sys
from reportcli.__main__ import main
try:
    main()
finally:
    print(*sorted({name.partition(".")[0] for name in sys.modules}), file=sys.stderr)
"""


def test_the_text_needs_no_typesetting_engine_no_templates_and_no_pictures() -> None:
    done = subprocess.run(
        [sys.executable, "-c", MODULES, "preview", "2023"],
        cwd=REPOSITORY, capture_output=True, check=True, encoding="utf-8",
    )  # fmt: skip
    modules = set(done.stderr.split())
    assert {"rich", "babel", "pydantic"} <= modules
    assert not modules & {"weasyprint", "jinja2", "pypdfium2", "textual_image", "PIL"}
