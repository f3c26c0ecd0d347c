"""For any document, every place marks what it is said to; for any text, a fault has a place."""

from __future__ import annotations

import datetime as dt
import json
import re
import tomllib
from typing import TYPE_CHECKING, Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from reportcli.diagnostics import Failure, Place
from reportcli.source import Source, parse

if TYPE_CHECKING:
    from collections.abc import Iterator

SIGNS = "aZ0-_.é·’ \t\n\"'\\#=,[]{}🎉"
texts = st.text(st.sampled_from(SIGNS), max_size=12)
keys = st.one_of(st.sampled_from(["a", "b", "text", "fr", "2023", "a-b", "é t", ""]), texts)
scalars = st.one_of(
    texts,
    st.integers(-(10**9), 10**9),
    st.floats(allow_nan=False),
    st.booleans(),
    st.dates(),
    st.times(),
    st.datetimes(),
)
tables = st.dictionaries(
    keys,
    st.recursive(
        scalars,
        lambda inner: st.one_of(
            st.lists(inner, max_size=3), st.dictionaries(keys, inner, max_size=3)
        ),
        max_leaves=6,
    ),
    min_size=1,
    max_size=4,
)


class Writer:
    """Writes values as TOML in the manner of many hands: every choice is drawn."""

    def __init__(self, data: st.DataObject) -> None:
        self._data = data
        self.end = self._one_of("\n", "\r\n")

    def _one_of(self, *choices: Any) -> Any:
        return self._data.draw(st.sampled_from(choices))

    def document(self, values: dict[str, Any]) -> str:
        return "".join(self._table(values, ())).replace("\n", self.end)

    def _table(self, values: dict[str, Any], path: tuple[str, ...]) -> Iterator[str]:
        """Entries first, then what gets a heading of its own."""
        below = []
        for key, value in values.items():
            if self._may_have_heading(value) and self._one_of(True, False):
                below.append((key, value))
            else:
                yield from self._entry((key,), value)
        for key, value in below:
            for element in value if isinstance(value, list) else [value]:
                opening, closing = ("[[", "]]") if isinstance(value, list) else ("[", "]")
                space = self._space()
                yield f"{opening}{space}{self._dotted((*path, key))}{space}{closing}"
                yield self._line_end()
                yield from self._table(element, (*path, key))

    def _may_have_heading(self, value: Any) -> bool:
        if isinstance(value, list):
            return bool(value) and all(isinstance(element, dict) for element in value)
        return isinstance(value, dict)

    def _entry(self, path: tuple[str, ...], value: Any) -> Iterator[str]:
        if isinstance(value, dict) and value and self._one_of(True, False):
            for key, inner in value.items():
                yield from self._entry((*path, key), inner)
        else:
            yield f"{self._space()}{self._dotted(path)}{self._space()}={self._space()}"
            yield self._value(value, lines=True) + self._line_end()

    def _dotted(self, path: tuple[str, ...]) -> str:
        return str(self._one_of(".", " . ", "\t.")).join(map(self._key, path))

    def _key(self, key: str) -> str:
        if re.fullmatch(r"[A-Za-z0-9_-]+", key) and self._one_of(True, True, False):
            return key
        if "'" not in key and "\n" not in key and self._one_of(True, False):
            return f"'{key}'"
        return json.dumps(key, ensure_ascii=self._ascii(key))

    def _ascii(self, text: str) -> bool:
        """Whether to escape all but ASCII; JSON would make surrogates of what TOML forbids them."""
        return "🎉" not in text and bool(self._one_of(True, False))

    def _value(self, value: Any, *, lines: bool) -> str:
        if isinstance(value, str):
            return self._text(value, lines=lines)
        if isinstance(value, bool):
            return str(value).lower()
        if isinstance(value, list):
            gap = self._one_of("", " ", "\n  # ]\n") if lines else " "
            last = self._one_of("", ",") if value else ""
            inner = f",{gap}".join(self._value(v, lines=lines) for v in value)
            return f"[{gap}{inner}{last}{gap}]"
        if isinstance(value, dict):
            pairs = (f"{self._key(k)} = {self._value(v, lines=False)}" for k, v in value.items())
            return f"{{ {', '.join(pairs)} }}"
        if isinstance(value, dt.datetime):
            return value.isoformat(self._one_of(" ", "T"))
        return str(value)

    def _text(self, text: str, *, lines: bool) -> str:
        styles = [json.dumps(text, ensure_ascii=self._ascii(text))]
        if "'" not in text and "\n" not in text:
            styles.append(f"'{text}'")
        if lines:
            escaped = text.replace("\\", "\\\\").replace('"""', '""\\"')
            styles.append(f'"""\n{escaped}"""')
            if "'''" not in text:
                styles.append(f"'''\n{text}'''")
        return str(self._one_of(*styles))

    def _space(self) -> str:
        return str(self._one_of("", " ", "\t "))

    def _line_end(self) -> str:
        return str(self._one_of("\n", " # é [\"'\n", "\n\n", "\n# a = {\n"))


def paths(values: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """All paths into `values`, the empty one aside."""
    if path:
        yield path
    if isinstance(values, (dict, list)):
        steps = values if isinstance(values, dict) else range(len(values))
        for step in steps:
            yield from paths(values[step], (*path, step))


def at(values: Any, path: tuple[str | int, ...]) -> Any:
    for step in path:
        values = values[step]
    return values


def marked(source: Source, place: Place) -> str:
    start = source.offset(place.line, place.column)
    return source.text[start : source.offset(place.end_line, place.end_column)]


def parsed(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return {}


def names_in(heading: str) -> list[str]:
    """The names in `[a.b]` or `[[a.b]]`."""
    names, table = [], parsed(heading)
    while table:
        ((name, inner),) = table.items()
        names.append(name)
        table = inner[0] if isinstance(inner, list) else inner
    return names


def means(shown: str, value: Any, path: tuple[str | int, ...]) -> bool:
    """Whether the text of a span is this value, or of a table the heading or the name."""
    if parsed(f"x = {shown}") == {"x": value}:
        return True
    names = [step for step in path if isinstance(step, str)]
    is_table = isinstance(value, (dict, list))
    return is_table and (names_in(shown) == names or names_in(f"[{shown}]") == names[-1:])


@given(values=tables, data=st.data())
def test_every_place_marks_its_value_and_its_key(
    values: dict[str, Any], data: st.DataObject
) -> None:
    text = Writer(data).document(values)
    source = parse(text, "f.toml")
    assert source.values == values
    for path in paths(values):
        assert means(marked(source, source.place(path)), at(values, path), path)
        if isinstance(path[-1], str):
            key = marked(source, source.place(path, key=True))
            assert tomllib.loads(f"{key} = 0") == {path[-1]: 0}


def lines_of(text: str) -> list[str]:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")


def check_any_text(text: str) -> None:
    """It has values that all have places, or one fault, which marks something in the text."""
    try:
        source = parse(text, "f.toml")
    except Failure as failure:
        (fault,) = failure.diagnostics
        assert fault.hint
        assert "``" not in fault.message
        place = fault.place
        assert place
        if fault.code == "S007":
            assert place == Place("f.toml")
            return
        lines = lines_of(text)
        assert place.excerpt == lines[place.line - 1]
        assert 1 <= place.column <= max(len(place.excerpt), 1)
        assert (place.line, place.column) < (place.end_line, place.end_column)
        assert place.end_column <= len(lines[place.end_line - 1]) + 1
    else:
        for path in paths(source.values):
            assert source.place(path).line
            assert source.place(path, key=True).line


FRAGMENTS = [
    *["a", "b", "title", "é", "2023", "a.b", "'c'", '"d"', "text.fr", "1", "-1.5", "true", "inf"],
    *["=", " = ", ",", ".", ":", "#", "[", "]", "[[", "]]", "{", "}", "\n", "\n", "\r\n", "\r"],
    *['"', "'", '"""', "'''", "\\", "\\\\", '\\"', "\\u12", "\\x", " ", "\t", "\x00", "\u00a0"],
    *["“", "”", "’", "«", "\ufeff", "\u2028", "\x85", "2023-02-30", "2023-01-01 10:00:00", "1_0"],
    *[
        "[a]\n",
        "[[a]]\n",
        "[[a.b]]\n",
        "a = 1\n",
        "a.b = 2\n",
        'a = "x"\n',
        "a = [\n",
        "a = {b = 1}",
    ],
]


@given(st.text())
@example("\r")
@example("\r\n\ra")
@example("\r\r\n")
@example("\x00")
@example("\n\n\r\n=")
def test_no_text_is_beyond_a_diagnostic(text: str) -> None:
    check_any_text(text)


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=20).map("".join))
@settings(max_examples=300)
@example("[[a]]\n[a")
@example("[a]\n[a\\b]")
def test_no_text_made_of_toml_is_beyond_a_diagnostic(text: str) -> None:
    check_any_text(text)


@given(values=tables, data=st.data())
def test_no_slip_of_the_hand_is_beyond_a_diagnostic(
    values: dict[str, Any], data: st.DataObject
) -> None:
    text = Writer(data).document(values)
    start = data.draw(st.integers(0, len(text)))
    end = start + data.draw(st.integers(0, 3))
    check_any_text(text[:start] + data.draw(st.sampled_from(["", *FRAGMENTS])) + text[end:])
