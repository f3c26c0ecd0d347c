"""How a person is told of a fault: the line as she typed it, and a mark under what is meant."""

from __future__ import annotations

import re
from dataclasses import replace
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.text import Text

from reportcli.diagnostics import Diagnostic, Place
from reportcli.terminal import error_console, hanging, show

FAULT = Diagnostic("D001", "unknown key `titel`", hint="did you mean `title`?")
PLACE = Place("data/victories.toml", 6, 1, 6, 6, 'titel = "x"')


def printed(*diagnostics: Diagnostic, width: int = 80) -> list[str]:
    """What standard error shows, line by line."""
    console = error_console()
    console.file, console.width = StringIO(), width
    show(console, diagnostics)
    return console.file.getvalue().split("\n")[:-1]


def test_a_person_is_shown_the_place_the_line_and_the_next_step() -> None:
    assert printed(replace(FAULT, place=PLACE)) == [
        "data/victories.toml:6:1: error D001: unknown key `titel`",
        '    6 │ titel = "x"',
        "      │ ^^^^^",
        "  → did you mean `title`?",
    ]


@pytest.mark.parametrize(
    ("place", "lines"),
    [
        (None, ["error D001: unknown key `titel`"]),
        (Place("out/x.pdf"), ["out/x.pdf: error D001: unknown key `titel`"]),
        (Place("words.toml", 3, 2), ["words.toml:3:2: error D001: unknown key `titel`"]),
    ],
)
def test_what_is_not_known_is_not_shown(place: Place | None, lines: list[str]) -> None:
    assert printed(replace(FAULT, place=place, hint=None)) == lines


def marked(excerpt: str, start: int, end: int, width: int = 80, line: int = 6) -> tuple[str, str]:
    """The text above the mark, and the whole line of the excerpt."""
    place = Place("a.toml", line, start + 1, line, end + 1, excerpt)
    _, above, below, _ = printed(replace(FAULT, place=place), width=width)
    assert below.count("^") == len(below.strip("│ ")) > 0
    left, right = cell_len(below[: below.index("^")]), cell_len(below)
    columns = "".join(sign.ljust(cell_len(sign), "\0") for sign in above)
    return columns[left:right].replace("\0", ""), above


@pytest.mark.parametrize(
    ("excerpt", "value"),
    [
        ('texte = "Défenseur·e·x·s"', '"Défenseur·e·x·s"'),
        ('x = "日本の勝利", y = 3', "3"),
        ('x = "🎉", y = "日本"', '"日本"'),
        ("\ttexte = 3", "3"),
    ],
)
def test_the_mark_stands_under_what_it_marks(excerpt: str, value: str) -> None:
    start = excerpt.index(value)
    assert marked(excerpt, start, start + len(value))[0] == value


LINES = st.text("aé日🎉 =", min_size=1, max_size=300)


@given(LINES, st.data(), st.integers(24, 120), st.sampled_from([1, 99_999, 100_000]))
def test_the_mark_is_seen_in_a_terminal_of_any_width(
    excerpt: str, data: st.DataObject, width: int, line: int
) -> None:
    start = data.draw(st.integers(0, len(excerpt) - 1))
    end = data.draw(st.integers(start + 1, len(excerpt)))
    above_mark, above = marked(excerpt, start, end, width, line)
    assert excerpt[start:end].startswith(above_mark.rstrip("…"))
    assert above_mark.strip("…")
    assert cell_len(above) <= width


def test_a_mark_over_a_letter_is_shown_in_the_cell_of_the_letter() -> None:
    excerpt = 'x = "e\u0301te\u0301"'
    place = Place("a.toml", 1, 7, 1, 8, excerpt)
    _, above, below, _ = printed(replace(FAULT, place=place))
    assert cell_len(below[: below.index("^")]) == cell_len(above[: above.index("e")])
    assert below.endswith("│      ^")


def test_a_long_line_is_cut_between_words() -> None:
    excerpt = " ".join(f"mot{number}" for number in range(300))
    start = excerpt.index("mot150")
    shown = marked(excerpt, start, start + 6)[1].partition("│ ")[2].strip("…")
    assert set(shown.split()) < set(excerpt.split())
    assert len(shown) > 50


def test_in_a_terminal_lines_hang_under_their_beginning_and_in_a_pipe_they_stay_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fault = Diagnostic("D001", "mot " * 30, PLACE, "puis " * 30 + "/un/chemin" * 12)
    assert len(printed(fault, width=60)) == 4
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    head, *lines = [re.sub("\x1b\\[[\\d;]*m", "", line) for line in printed(fault, width=60)]
    assert head.startswith("data/victories.toml:6:1: error D001: mot mot")
    assert lines[0].startswith("    mot mot")
    assert lines[-1] == "    " + "/un/chemin" * 12
    assert all(cell_len(line) <= 60 for line in [head, *lines[:-1]])
    assert all(line.startswith(("    ", "  → ")) for line in lines)


@given(st.text("aé日 e\u0301", max_size=200), st.integers(8, 60))
def test_lines_that_hang_lose_no_word(words: str, width: int) -> None:
    broken = hanging(Text(words), width, 4).plain
    assert broken.split() == words.split()
    longest = max(map(cell_len, words.split()), default=0)
    assert all(cell_len(line) <= max(width, longest + 4) for line in broken.split("\n"))


def test_a_line_that_is_cut_shows_where() -> None:
    excerpt = 'texte = "' + "mot " * 50 + 'FAUTE"'
    found, above = marked(excerpt, excerpt.index("FAUTE"), len(excerpt) - 1)
    assert found == "FAUTE"
    assert re.fullmatch(r"    6 │ ….* mot FAUTE\"", above)
    assert marked(excerpt, 0, 5)[1].endswith("…")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("12\u00a0000\u202fvoix", "12 000 voix"),
        ("a\tb", "a b"),
        ("\x1b[31mrouge\x07", "\ufffd[31mrouge\ufffd"),
        ("\u202edroite", "\ufffddroite"),
        ("[bold]gras[/bold] :smile:", "[bold]gras[/bold] :smile:"),
    ],
)
def test_signs_that_a_terminal_would_obey_are_not_sent_to_it(typed: str, shown: str) -> None:
    place = Place(f"{typed}.toml", 1, 1, 1, 2, typed)
    head, excerpt, _, hint = printed(Diagnostic("D001", typed, place, typed))
    assert head == f"{shown}.toml:1:1: error D001: {shown}"
    assert (excerpt, hint) == (f"    1 │ {shown}", f"  → {shown}")


def test_what_is_to_be_typed_on_several_lines_is_shown_on_several_lines() -> None:
    fault = Diagnostic("S007", "the file is empty", hint="the smallest is:\n\nschema = 1\n[a]")
    assert printed(fault)[1:] == ["  → the smallest is:", "", "    schema = 1", "    [a]"]


SIGNS = st.text(st.characters(), max_size=60)
NUMBERS = st.integers(0, 200)
PLACES = st.builds(
    Place, SIGNS, st.integers(0, 10**7), NUMBERS, st.integers(0, 10**7), NUMBERS, SIGNS
)
SEVERITIES = st.sampled_from(["error", "warning", "info"])
DIAGNOSTICS = st.builds(
    Diagnostic, st.just("D001"), SIGNS, st.none() | PLACES, st.none() | SIGNS, SEVERITIES
)


@given(st.lists(DIAGNOSTICS, max_size=3), st.integers(1, 200))
def test_everything_can_be_shown_and_a_pipe_gets_no_escape_codes(
    diagnostics: list[Diagnostic], width: int
) -> None:
    lines = printed(*diagnostics, width=width)
    assert len(lines) >= len(diagnostics)
    assert all(line.isprintable() for line in lines)


COLOUR = re.compile(r"\x1b\[[\d;]*\b(?:3[0-8]|4[0-8]|9\d|10\d)[\d;]*m")


@pytest.mark.parametrize(
    ("variables", "coloured"),
    [({}, False), ({"FORCE_COLOR": "1"}, True), ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False)],
)
def test_colour_is_used_only_where_it_is_wanted(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], coloured: bool
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert bool(COLOUR.search("\n".join(printed(replace(FAULT, place=PLACE))))) is coloured
