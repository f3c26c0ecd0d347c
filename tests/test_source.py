"""Where values stand, and what an editor is told when the file cannot be read."""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path
from typing import NamedTuple

import pytest

from reportcli import source
from reportcli.diagnostics import Diagnostic, Failure, Place
from reportcli.source import SMALLEST, Source, parse, read

NAME = "data/victories.toml"


def marked(read_source: Source, place: Place) -> str:
    """The text that a place marks."""
    start = read_source.offset(place.line, place.column)
    return read_source.text[start : read_source.offset(place.end_line, place.end_column)]


def seen(text: str, *path: str | int, key: bool = False) -> tuple[str, str]:
    """Position and text of the value (or key) at `path`."""
    read_source = parse(text, NAME)
    place = read_source.place(path, key=key)
    return f"{place.line}:{place.column}", marked(read_source, place)


def fault_in(text: str) -> Diagnostic:
    with pytest.raises(Failure) as failure:
        parse(text, NAME)
    (diagnostic,) = failure.value.diagnostics
    return diagnostic


def fault_of_file(file: Path) -> Diagnostic:
    with pytest.raises(Failure) as failure:
        read(file, NAME)
    (diagnostic,) = failure.value.diagnostics
    return diagnostic


# Where values and keys stand


def test_the_values_are_those_of_tomllib() -> None:
    assert parse(SMALLEST, NAME).values == tomllib.loads(SMALLEST)


def test_a_value_and_its_key_are_placed_apart() -> None:
    assert seen("schema = 1\n", "schema") == ("1:10", "1")
    assert seen("schema = 1\n", "schema", key=True) == ("1:1", "schema")


def test_a_place_tells_where_it_ends_and_what_the_line_says() -> None:
    place = parse('a = 1\n  title = "Fin"  # là\n', NAME).place(("title",))
    assert place == Place(NAME, 2, 11, 2, 16, '  title = "Fin"  # là')


def test_a_key_after_accented_text_is_placed_by_characters_not_bytes() -> None:
    text = 'f = { "é·ë" = "défenseur·e·x·s 🎉", b = 2 }'
    assert seen(text, "f", "b", key=True) == ("1:36", "b")
    assert seen(text, "f", "é·ë", key=True) == ("1:7", '"é·ë"')


@pytest.mark.parametrize("quotes", ['"""', "'''"])
def test_a_text_of_several_lines_is_placed_from_quotes_to_quotes(quotes: str) -> None:
    text = f"a = {quotes}\nUn # [pas]\nb = 2 é{quotes}\nc = 3\n"
    place = parse(text, NAME).place(("a",))
    assert (place.line, place.column, place.end_line, place.end_column) == (1, 5, 3, 11)
    assert place.excerpt == f"a = {quotes}"
    assert seen(text, "c") == ("4:5", "3")


ONE_LINE = [
    '""',
    "''",
    '""""""',
    "''''''",
    '"a\\"b\\\\"',
    "'a\\'",
    '"""a"""""',
    "'''a'''''",
    '"""a"" \\""" b"""',
    "+1_000",
    "-1.5e-3",
    "1e5",
    "inf",
    "-nan",
    "0xdead_beef",
    "true",
    "2023-01-01",
    "2023-01-01 10:00:00",
    "2023-01-01T10:00:00.5+02:00",
    "10:00:00",
    "[]",
    "{}",
    '{ a = "}", b = [1, 2] }',
]
SEVERAL_LINES = [
    '"""a\\\n   b"""',
    "[ 1, # un ]\n [ '}' , {a.b = 2}, ], # deux\n]",
]


@pytest.mark.parametrize("value", [*ONE_LINE, *SEVERAL_LINES])
def test_every_kind_of_value_is_placed_whole(value: str) -> None:
    assert seen(f"x = {value}", "x")[1] == value
    assert seen(f"x = {value} # c\nz = 1", "x")[1] == value
    assert seen(f"a = [0, {value} ]", "a", 1)[1] == value


@pytest.mark.parametrize("value", ONE_LINE)
def test_every_kind_of_value_is_placed_whole_in_an_inline_table(value: str) -> None:
    assert seen(f"a = {{ x = {value}, y = 1 }}", "a", "x")[1] == value


def test_inline_tables_have_places_inside() -> None:
    text = 'figures = [\n  { value = "13", label.fr = "États" },\n]\n'
    assert seen(text, "figures") == ("1:11", text[10:-1])
    assert seen(text, "figures", 0) == ("2:3", '{ value = "13", label.fr = "États" }')
    assert seen(text, "figures", 0, "value", key=True) == ("2:5", "value")
    assert seen(text, "figures", 0, "label") == ("2:19", "label")
    assert seen(text, "figures", 0, "label", "fr") == ("2:30", '"États"')


def test_an_element_stands_for_its_key() -> None:
    assert seen("a = [[1], 2]", "a", 0, key=True) == ("1:6", "[1]")


def test_dotted_keys_are_placed_part_by_part() -> None:
    text = 'a . "b.c" .\td = 1\na.e = 2\n'
    assert seen(text, "a") == ("1:1", "a")
    assert seen(text, "a", "b.c", key=True) == ("1:5", '"b.c"')
    assert seen(text, "a", "b.c", "d", key=True) == ("1:13", "d")
    assert seen(text, "a", "e", key=True) == ("2:3", "e")


def test_a_quoted_key_is_found_by_what_it_means() -> None:
    assert seen('"caf\\u00e9" = 1', "café", key=True) == ("1:1", '"caf\\u00e9"')
    assert seen("'a\\b' = 1", "a\\b", key=True) == ("1:1", "'a\\b'")
    assert seen('"" = 1', "", key=True) == ("1:1", '""')


def test_tables_by_language_are_placed_each_on_its_line() -> None:
    text = '[[v]]\ntext.fr = "Une loi"\ntext.en = "A law"\n'
    assert seen(text, "v", 0, "text") == ("2:1", "text")
    assert seen(text, "v", 0, "text", "en") == ("3:11", '"A law"')


def test_a_table_stands_at_its_heading() -> None:
    text = "  [ reports . 2023 ] # ici\na = 1\n"
    assert seen(text, "reports", "2023") == ("1:3", "[ reports . 2023 ]")
    assert seen(text, "reports", "2023", key=True) == ("1:15", "2023")
    assert seen(text, "reports") == ("1:5", "reports")


def test_a_heading_wins_over_an_earlier_mention() -> None:
    text = "[reports.2023]\n[reports]\na = 1\n"
    assert seen(text, "reports") == ("2:1", "[reports]")
    assert seen(text, "reports", key=True) == ("2:2", "reports")


VICTORIES = """\
[[reports.2023.victories]]
text = "un"
[[reports.2023.victories.links]]
url = "a"
[[reports.2023.victories.links]]
url = "b"
[[reports.2023.victories]]
[reports.2023.victories.quote]
by = "x"
[[reports.2023.victories.links]]
url = "c"
"""


@pytest.mark.parametrize(
    ("path", "line", "text"),
    [
        ((), 1, "[[reports.2023.victories]]"),
        ((0,), 1, "[[reports.2023.victories]]"),
        ((1,), 7, "[[reports.2023.victories]]"),
        ((0, "text"), 2, '"un"'),
        ((0, "links"), 3, "[[reports.2023.victories.links]]"),
        ((0, "links", 1), 5, "[[reports.2023.victories.links]]"),
        ((0, "links", 1, "url"), 6, '"b"'),
        ((1, "quote"), 8, "[reports.2023.victories.quote]"),
        ((1, "quote", "by"), 9, '"x"'),
        ((1, "links", 0, "url"), 11, '"c"'),
    ],
)
def test_nested_arrays_of_tables_are_placed_by_their_headings(
    path: tuple[str | int, ...], line: int, text: str
) -> None:
    position, shown = seen(VICTORIES, "reports", "2023", "victories", *path)
    assert (position.split(":")[0], shown) == (str(line), text)


def test_the_key_of_an_array_of_tables_is_in_its_first_heading() -> None:
    assert seen(VICTORIES, "reports", "2023", "victories", key=True) == ("1:16", "victories")
    assert seen(VICTORIES, "reports", "2023", "victories", 1, key=True)[0] == "7:1"


@pytest.mark.parametrize("key", [False, True])
def test_what_is_missing_stands_at_its_nearest_ancestor(key: bool) -> None:
    assert seen("[a]\nb = [1]\n", "a", "title", "fr", key=key) == ("1:1", "[a]")
    assert seen("[a]\nb = [1]\n", "a", "b", 3, "x", key=key) == ("2:5", "[1]")


def test_what_is_missing_at_the_top_stands_for_the_whole_file() -> None:
    read_source = parse("a = 1\n", NAME)
    assert read_source.place(("reports", "2023")) == Place(NAME)
    assert read_source.place(()) == Place(NAME)


def test_windows_line_ends_are_kept_and_do_not_shift_places() -> None:
    text = 'a = """\r\nun\r\ndeux"""\r\n\r\n[t] # c\r\nb = 2\r\n'
    assert parse(text, NAME).text == text
    assert parse(text, NAME).place(("a",)) == Place(NAME, 1, 5, 3, 8, 'a = """')
    assert seen(text, "t", "b") == ("6:5", "2")


def test_a_byte_order_mark_is_dropped_and_does_not_shift_places(tmp_path: Path) -> None:
    file = tmp_path / "bom.toml"
    file.write_bytes(b"\xef\xbb\xbfa = 1\r\n")
    read_source = read(file, NAME)
    assert read_source.text == "a = 1\r\n"
    assert read_source.place(("a",), key=True) == Place(NAME, 1, 1, 1, 2, "a = 1")


def test_arrays_as_deep_as_tomllib_allows_have_places() -> None:
    depth = 200
    text = f"a = {'[' * depth}1{']' * depth}"
    assert seen(text, "a", *[0] * depth) == (f"1:{5 + depth}", "1")


def test_a_key_with_very_many_parts_has_a_place() -> None:
    assert seen("a" + ".a" * 90 + " = 1", *["a"] * 91) == ("1:185", "1")


def test_a_source_does_not_print_its_text() -> None:
    assert repr(parse("a = 1", NAME)) == f"Source(path='{NAME}')"


# What an editor is told


class Case(NamedTuple):
    code: str
    text: str
    at: str
    shown: str
    message: str
    hint: str


CASES = [
    # texts without quotes
    Case(
        "S011", "title = Nos victoires # c", "1:9", "Nos victoires", "no quotes", '"Nos victoires"'
    ),
    Case("S011", "a = 1\r\ntitle = 10 lois\r\n", "2:9", "10 lois", "no quotes", '"10 lois"'),
    Case("S011", 't = C:\\"x"', "1:5", 'C:\\"x"', "no quotes", '"…"'),
    Case("S011", "p = 50%", "1:5", "50%", "no quotes", '"50%"'),
    Case("S011", "places = [CD, FR]", "1:11", "CD", "no quotes", '"CD"'),
    Case("S011", "f = [10 lois]", "1:6", "10 lois", "no quotes", '"10 lois"'),
    Case("S011", "f = { v = 13 États }", "1:11", "13 États", "no quotes", '"13 États"'),
    Case("S011", "count = 1 000", "1:9", "1 000", "neither a number", "1000"),
    Case("S011", "count = 12,5", "1:9", "12,5", "neither a number", "12.5"),
    Case("S011", "x = .5", "1:5", ".5", "neither a number", "12.5"),
    Case("S011", "ok = True", "1:6", "True", "True is not a value", "write true"),
    # texts that are not closed, or closed too early
    Case("S012", 'a = "Fin\r\nb = 1', "1:5", '"Fin', "not closed on its line", 'put "'),
    Case("S012", "a = 'Fin\nb = 'x'", "1:5", "'Fin", "not closed on its line", "put '"),
    Case("S012", 'a = "Fin', "1:5", '"Fin', "not closed", '"""'),
    Case("S012", 'a = "Fin”', "1:5", '"Fin”', "not closed", "” does not close it"),
    Case("S013", 'a = 1\nb = """Un\ndeux\n', "2:5", '"""', "never closed", 'put """'),
    Case("S013", "b = '''Un\ndeux\n", "1:5", "'''", "never closed", "put '''"),
    Case("S013", 'a = """\nUn\nb = """\nDeux', "1:5", '"""', "never closed", "last word"),
    Case("S013", 'a = """Un\nb = """Deux"""', "1:5", '"""', "never closed", "last word"),
    Case("S014", 't = "accusé·es de "terrorisme" ont"', "1:19", '"', "ends at this", "« »"),
    Case("S014", 't = "accusé·es de "terrorisme" ont"', "1:19", '"', "goes on", "put ' around"),
    Case("S014", 't = "accusé·es de "terrorisme" ont"', "1:19", '"', "goes on", '\\"'),
    Case("S014", 't = "l\'accusé "x" a"', "1:15", '"', "ends at this", "put ''' around"),
    Case("S014", 't = ["accusé "x" a"]', "1:14", '"', "ends at this", "« »"),
    Case("S014", "t = 'l'été'", "1:7", "'", "ends at this '", 'put " around'),
    Case("S014", 't = "a""', "1:7", '"', "ends at this", "« »"),
    Case("S015", "t = “Fin”", "1:5", "“", "typographic “", 'straight "'),
    Case("S015", "t = « Fin »", "1:5", "«", "typographic «", 'straight "'),
    Case("S015", "“t” = 1", "1:1", "“", "typographic “", 'straight "'),
    # backslashes
    Case("S016", 'p = "C:\\Users\\x"', "1:8", "\\U", "\\U is none", "/ in a path"),
    Case("S016", 'p = "\\x"', "1:6", "\\x", "backslash", "\\\\"),
    Case("S016", 'p = "\\\\ \\u12"', "1:9", "\\u", "\\u is none", "\\\\"),
    Case("S016", 'p = "\\uD800"', "1:6", "\\u", "\\u is none", "\\\\"),
    Case("S016", 'p = """\nUn\\ deux"""', "2:3", "\\", "backslash", "\\\\"),
    Case("S016", 'p = "\\\r\nx"', "1:6", "\\", "backslash", "\\\\"),
    Case("S016", 'p = "\\', "1:6", "\\", "backslash", "\\\\"),
    # keys and signs
    Case("S017", 'title "x"', "1:7", '"', "no = after `title`", 'title = "…"'),
    Case("S017", 'title: "x"', "1:6", ":", "no = after `title`", "replace the :"),
    Case("S017", "title\n", "1:5", "e", "no = after `title`", 'title = "…"'),
    Case("S017", "t = {x 1}", "1:8", "1", "no = after `x`", 'x = "…"'),
    Case("S018", "catégorie = 1", "1:1", "catégorie", "`catégorie` has letters", '"catégorie"'),
    Case("S018", "été = 1", "1:1", "été", "letters", "without accents"),
    Case("S018", "a.clé = 1", "1:3", "clé", "letters", '"clé"'),
    Case("S019", "a = 1\ntitle =\n", "2:7", "=", "`title` has no value", "delete the line"),
    Case("S019", "title = # c", "1:7", "=", "`title` has no value", "delete the line"),
    Case("S019", "a = [1,,2]", "1:8", ",", "value is missing", "delete the sign"),
    Case("S021", "a = [1 2]", "1:8", "2", "comma is missing", "put a comma"),
    Case("S021", 'a = ["x"\n  "y"]', "2:3", '"', "comma is missing", "put a comma"),
    Case("S021", "a = [1\n  x]", "2:3", "x", "comma is missing", "put a comma"),
    Case("S021", 'f = {v = 1 l = "x"}', "1:12", "l", "comma is missing", "put a comma"),
    Case("S022", 'a = "x",', "1:8", ",", "comma after the value", "remove"),
    Case("S022", "a = {x = 1, }", "1:13", "}", "comma before this }", "remove"),
    # defined twice
    Case("S020", "a = 1\n\na = 2", "3:1", "a = 2", "`a` is defined twice", "keep one"),
    Case("S020", "a = 1\n\na = 2", "3:1", "a = 2", "first time on line 1", "rename"),
    Case("S020", "[t]\na.'b' = 1\na.b = 2", "3:1", "a.b = 2", "`a.b` is defined", "rename"),
    Case("S020", "[a]\nb = 1\n[a]\n", "3:1", "[a]", "`a` is defined twice", "[[a]]"),
    Case("S020", "[r.a]\n[[r.b]]\n[r.b]\n", "3:1", "[r.b]", "first time on line 2", "[[r.b]]"),
    Case("S020", "[a]\n[[a]]\n", "2:1", "[[a]]", "first time on line 1", "one heading"),
    Case("S020", "[[v]]\nx = 1\n[[v]]\nx = 2\nx = 3", "5:1", "x = 3", "on line 4", "keep one"),
    Case("S020", "t = 'x'\nt.en = 'y'", "2:1", "t.en = 'y'", "`t` is already", "`t.fr`"),
    Case("S020", "a = {b = 1}\n[a.c]\n", "2:1", "[a.c]", "`a` is already", "one value"),
    Case("S020", "t = {a = 1, a = 2}", "1:13", "a = 2", "`a` is defined twice", "keep one"),
    # brackets and headings
    Case("S023", "a = [1, 2\n", "1:5", "[", "[ that opens here", "put ]"),
    Case("S023", "a = [1, 2\nb = 3\n", "1:5", "[", "[ that opens here", "put ]"),
    Case("S023", "a = [1, 2,\nb = 3\n", "1:5", "[", "[ that opens here", "put ]"),
    Case("S023", "a = [\n  {x = 1},\n[[v]]\n", "1:5", "[", "[ that opens here", "put ]"),
    Case("S023", "a = {x = 1", "1:5", "{", "{ that opens here", "put }"),
    Case("S023", "a = [1}", "1:5", "[", "[ that opens here", "put ]"),
    Case("S024", "[reports.2023\n", "1:1", "[reports.2023", "not closed", "[reports.2023]"),
    Case("S024", "[[v]\n", "1:1", "[[v]", "not closed", "[[reports.2023.victories]]"),
    Case("S024", "[les lois]", "1:1", "[les lois]", "cannot be read", "between quotes"),
    Case("S024", "[lois.été]", "1:1", "[lois.été]", "cannot be read", "between quotes"),
    Case("S025", "a = { x = 1,\n  y = 2 }", "1:5", "{", "no } on its line", "on one line"),
    # dates and numbers
    Case("S026", "date = 2023-02-30", "1:8", "2023-02-30", "not a date", "2023-02-28"),
    Case("S026", "date = 2023-13-01", "1:8", "2023-13-01", "not a date", "2023-02-28"),
    Case("S026", "date = 12.03.2023", "1:8", "12.03.2023", "not a date", "2023-02-28"),
    Case("S026", "d = [12/03/2023]", "1:6", "12/03/2023", "not a date", "2023-02-28"),
    Case("S026", "d = 2023-01-01T25:00", "1:5", "2023-01-01T25:00", "not a date", "10:30:00"),
    Case("S030", f"a = {'[' * 5000}{']' * 5000}", "1:104", "[", "too deeply", "delete"),
    Case("S030", f"a = {'{a=' * 5000}", "1:302", "{", "too deeply", "delete"),
    Case("S031", f"a = 1\nb = -{'7' * 5000}", "2:5", f"-{'7' * 5000}", "4300 digits", "quotes"),
    # signs that cannot be seen
    Case("S027", 'a = "x\x00"', "1:7", "\x00", "U+0000", "save it as UTF-8"),
    Case("S027", "# c\x01", "1:4", "\x01", "invisible control", "delete"),
    Case("S027", "a = 1\rb = 2\r", "1:5", "1", "CR alone", "LF or CRLF"),
    Case("S027", "a\u00a0= 1", "1:2", "\u00a0", "no-break space (U+00A0)", "ordinary space"),
    Case("S027", "a = 1 \u200b", "1:7", "\u200b", "zero width space", "delete"),
    # the rest of a line, and lines that are no TOML
    Case("S028", "a = 1 b = 2", "1:7", "b", "line of another entry", "new line"),
    Case("S028", "[a] b = 2", "1:5", "b", "line of another entry", "new line"),
    Case("S028", "a = [1]]", "1:8", "]", "nothing can follow ]", "line of its own"),
    Case("S028", 'a = "x" là', "1:9", "là", "nothing can follow", "#"),
    Case("S029", "// note", "1:1", "// note", "cannot be read", "# comment"),
    Case("S029", "= 1", "1:1", "= 1", "cannot be read", "[reports.2023]"),
    Case("S029", "a..b = 1", "1:3", ".b = 1", "cannot be read", "title ="),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.text[:24]!r}")
def test_a_fault_is_placed_and_put_in_plain_words(case: Case) -> None:
    fault = fault_in(case.text)
    assert fault.place
    assert fault.place.path == NAME
    assert (fault.code, f"{fault.place.line}:{fault.place.column}") == (case.code, case.at)
    assert marked(Source(NAME, case.text, {}), fault.place) == case.shown
    assert case.message in fault.message
    assert fault.hint
    assert case.hint in fault.hint


def test_every_code_for_faulty_toml_has_a_case() -> None:
    files = [Path(source.__file__), *Path(source.__file__).parent.glob("toml_*.py")]
    codes = {
        code for file in files for code in re.findall(r'"(S0[1-9]\d)"', file.read_text("utf-8"))
    }
    assert len(codes) > 20
    assert codes - {case.code for case in CASES} == {"S010"}


@pytest.mark.parametrize(
    ("text", "what"), [("", "is empty"), (" \r\n\t\n", "is empty"), ("# rien\n", "only comments")]
)
def test_a_text_that_says_nothing_is_told_what_the_smallest_data_file_looks_like(
    text: str, what: str
) -> None:
    fault = fault_in(text)
    assert (fault.code, fault.place) == ("S007", Place(NAME))
    assert what in fault.message
    assert fault.hint
    assert SMALLEST in fault.hint


class ToldOnly(tomllib.TOMLDecodeError):
    """The error of Python 3.11 to 3.13, which has no more than its sentence."""

    def __init__(self, sentence: str) -> None:
        ValueError.__init__(self, sentence)


class WithPosition(ToldOnly):
    """The error of Python 3.14, which has attributes."""

    def __init__(self, msg: str, lineno: int, colno: int) -> None:
        super().__init__(f"{msg} (somewhere)")
        self.msg, self.lineno, self.colno = msg, lineno, colno


@pytest.mark.parametrize(
    ("error", "at", "message"),
    [
        (WithPosition("Invalid value", 2, 5), "2:5", "no quotes"),
        (WithPosition("Something new", 2, 5), "2:5", "not TOML: something new"),
        (WithPosition("Something new", 9, 9), "2:7", "not TOML: something new"),
        (ToldOnly("Odd (at line 2, column 5)"), "2:5", "not TOML: odd"),
        (ToldOnly("Odd (at end of document)"), "2:7", "not TOML: odd"),
        (ToldOnly("TOML is odd"), "2:7", "not TOML: TOML is odd"),
        (ValueError("day is out of range for month"), "1:1", "not TOML: day is out of range"),
        (RecursionError(), "1:1", "too deeply"),
    ],
)
def test_what_other_pythons_say_is_understood_too(
    monkeypatch: pytest.MonkeyPatch, error: Exception, at: str, message: str
) -> None:
    def refuse(text: str) -> None:
        raise error

    monkeypatch.setattr("reportcli.source.tomllib.loads", refuse)
    fault = fault_in("a = 1\nb = oui")
    assert fault.place
    assert f"{fault.place.line}:{fault.place.column}" == at
    assert message in fault.message


# Files that cannot be read


def test_a_file_that_does_not_exist_is_named(tmp_path: Path) -> None:
    for file in (tmp_path / "none.toml", tmp_path / "none" / "a.toml"):
        fault = fault_of_file(file)
        assert (fault.code, fault.place) == ("S001", Place(NAME))
        assert fault.hint
        assert "reportcli new" in fault.hint


def test_a_file_below_a_file_does_not_exist(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("")
    assert fault_of_file(tmp_path / "a" / "b.toml").code == "S001"


def test_a_folder_is_told_apart(tmp_path: Path) -> None:
    fault = fault_of_file(tmp_path)
    assert (fault.code, fault.message) == ("S002", "this is a folder, not a file")


def test_a_pipe_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    fault = fault_of_file(tmp_path / "pipe")
    assert fault.code == "S003"
    assert "pipe" in fault.message


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (PermissionError(13, "Permission denied"), "you may not read this file"),
        (OSError(5, "Input/output error"), "the file cannot be read: input/output error"),
    ],
)
def test_a_file_that_may_not_be_read_is_told_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, message: str
) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        raise error

    (tmp_path / "a.toml").write_text("a = 1")
    monkeypatch.setattr(Path, "open", refuse)
    fault = fault_of_file(tmp_path / "a.toml")
    assert (fault.code, fault.message, fault.place) == ("S004", message, Place(NAME))


def test_a_file_that_is_too_large_is_told_its_size(tmp_path: Path) -> None:
    file = tmp_path / "large.toml"
    file.write_bytes(b"#" * (source.LIMIT + 1))
    fault = fault_of_file(file)
    assert fault.code == "S005"
    assert "5.1 MB, and 5 MB is the limit" in fault.message


def test_a_file_that_grows_while_it_is_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source, "LIMIT", 5)
    file = tmp_path / "grows.toml"
    file.write_bytes(b"a = 1")
    assert read(file, NAME).values == {"a": 1}
    status = file.stat()
    file.write_bytes(b"a = 12")
    monkeypatch.setattr(Path, "stat", lambda self: status)
    assert fault_of_file(file).code == "S005"


@pytest.mark.parametrize(
    ("data", "place", "message"),
    [
        (
            "a = 1\r\nb = 'côté'\r\n".encode("cp1252"),
            Place(NAME, 2, 7, 2, 8, "b = 'côté'"),
            "looks like Windows-1252",
        ),
        (
            b"\xef\xbb\xbfa = '\xc3\xa9\xff'",
            Place(NAME, 1, 7, 1, 8, "a = 'é\ufffd'"),
            "byte FF here is not UTF-8",
        ),
        (b"a = '\xe2\x80", Place(NAME, 1, 6, 1, 7, "a = '\ufffd"), "byte E2 here is not UTF-8"),
        ("\ufeffa = 1".encode("utf-16-le"), Place(NAME, 1, 1, 1, 2, "a = 1"), "as UTF-16"),
        ("\ufeffa = 1".encode("utf-16-be"), Place(NAME, 1, 1, 1, 2, "a = 1"), "as UTF-16"),
        ("\ufeffa = 1".encode("utf-32-le"), Place(NAME, 1, 1, 1, 2, "a = 1"), "as UTF-32"),
        ("\ufeffa = 1".encode("utf-32-be"), Place(NAME, 1, 1, 1, 2, "a = 1"), "as UTF-32"),
        (b"\xff\xfe", Place(NAME), "as UTF-16"),
    ],
)
def test_a_file_that_is_not_utf8_is_told_what_it_looks_like(
    tmp_path: Path, data: bytes, place: Place, message: str
) -> None:
    file = tmp_path / "other.toml"
    file.write_bytes(data)
    fault = fault_of_file(file)
    assert (fault.code, fault.place) == ("S006", place)
    assert message in fault.message
    assert fault.hint == "save the file as UTF-8"


def test_an_empty_file_is_told_so(tmp_path: Path) -> None:
    (tmp_path / "empty.toml").write_bytes(b"\xef\xbb\xbf")
    assert fault_of_file(tmp_path / "empty.toml").code == "S007"
