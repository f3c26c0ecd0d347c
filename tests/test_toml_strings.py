"""For any string in TOML, every character of its value is found where it was typed."""

from __future__ import annotations

import json
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportcli.source import parse
from reportcli.toml_strings import TomlString

UNITS = ["a", "é", "🎉", " ", "’", "\\n", "\\t", '\\"', "\\\\", "\\u00e9", "\\U0001F389", "'", "x"]
LINES = [*UNITS, "\n", "\r\n", "\\\n   ", "\\  \r\n\r\n\t", '"']


def basic(units: list[str]) -> str:
    return '"' + "".join(units) + '"'


def several_lines(units: list[str], first: str) -> str:
    body = "".join(units)
    while '"""' in body:
        body = body.replace('"""', '""')
    return f'"""{first}{body} """'


documents = st.one_of(
    st.builds(basic, st.lists(st.sampled_from(UNITS), max_size=12)),
    st.builds(several_lines, st.lists(st.sampled_from(LINES), max_size=12), st.sampled_from(["", "\n", "\r\n"])),
    st.builds(lambda text: f"'{text}'", st.text('aé\\" ', max_size=8)),
    st.builds(lambda text: f"'''\n{text} '''", st.text('aé\\" \n', max_size=8)),
)  # fmt: skip


@given(documents)
def test_every_character_of_a_value_is_found_where_it_was_typed(token: str) -> None:
    text = f"# é\nkey = {token} # end\n"
    try:
        value = tomllib.loads(text)["key"]
    except tomllib.TOMLDecodeError:
        return  # a line that ends in a backslash and a sign, for example
    source = parse(text, "a.toml")
    string = source.string(("key",))
    assert string is not None
    quote = token[:3] if token.startswith(('"""', "'''")) else token[0]
    for at, sign in enumerate(value):
        start, end = string.span(at, at + 1)
        typed = text[start:end]
        if typed not in {sign, "\r\n"}:
            assert tomllib.loads(f"key = {quote}{typed}{quote}")["key"] == sign
    start, end = string.span(0, len(value))
    assert text.index(token) < start + 1
    assert end <= text.index(token) + len(token) - len(quote)


@given(documents, st.text("aé\"'\\\n\t’ \u202f", max_size=5))
def test_what_is_typed_for_new_words_means_them(token: str, words: str) -> None:
    text = f"key = {token}\n"
    try:
        value = tomllib.loads(text)["key"]
    except tomllib.TOMLDecodeError:
        return
    string = TomlString(text, 6, 6 + len(token))
    typed = string.typed(words)
    at, end = string.span(len(value), len(value))
    assert at == end
    if typed is not None:
        after = tomllib.loads(text[:at] + typed + text[at:])["key"]
        assert after == value + words
    else:
        assert token[0] == "'"


@pytest.mark.parametrize(
    ("toml", "path", "words", "typed"),
    [
        ('a = "x\\u00e9y"', ("a",), "éy", "\\u00e9y"),
        ('a = """\r\nun\r\ndeux"""', ("a",), "n\nd", "n\r\nd"),
        ("a = '''\nl'Etat'''", ("a",), "'E", "'E"),
        ('a.b."c d" = "x \\"y\\""', ("a", "b", "c d"), '"y"', '\\"y\\"'),
        ('a = { b = [1, { c = "déjà" }] }', ("a", "b", 1, "c"), "jà", "jà"),
        ('a = """un \\\n   deux"""', ("a",), "un deux", "un \\\n   deux"),
        ('[[a]]\nb.fr = "x"\n[[a]]\nb.fr = "yz"', ("a", 1, "b", "fr"), "z", "z"),
    ],
)
def test_words_are_found_as_they_were_typed(
    toml: str, path: tuple[str | int, ...], words: str, typed: str
) -> None:
    source = parse(toml, "a.toml")
    value = json.loads(json.dumps(source.values))
    for step in path:
        value = value[step]
    string = source.string(path)
    assert string is not None
    start = value.index(words)
    assert source.text[slice(*string.span(start, start + len(words)))] == typed


def test_what_is_no_string_has_no_characters() -> None:
    source = parse('a = 800\nb = ["x"]', "a.toml")
    assert source.string(("a",)) is None
    assert source.string(("b",)) is None
