"""The setting of languages, case by case; the cases stand in tests/cases/typography."""

from __future__ import annotations

import re
import time
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from jinja2 import Environment
from markupsafe import Markup

from reportcli.typography import LANGUAGES, Language, inline, language, paragraphs, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CASES = Path(__file__).parent / "cases" / "typography"
VISIBLE = {"⍽": "\u00a0", "⎵": "\u202f", "⏎": "\n", "¶": "\n\n"}
NO_BREAK = {"⟨": '<span class="nh">', "⟩": "</span>"}


class Case(NamedTuple):
    place: str
    lang: str
    way: str
    typed: str
    expected: str


def text_of(html: Markup) -> str:
    return unescape(re.sub(r"<[^>]*>", "", html))


def real(text: str, signs: dict[str, str]) -> str:
    for shown, sign in signs.items():
        text = text.replace(shown, sign)
    return text


def read(path: Path) -> Iterator[Case]:
    """Read the cases of a file; see its first lines for how they are written."""
    way, typed, place = "", "", ""
    lang = path.name.split(".")[0]
    for number, line in enumerate([*path.read_text("utf-8").splitlines(), ">"], 1):
        mark, text = line[:1], line[2:]
        if mark == ">":
            if typed:
                yield Case(place, lang, way, typed, typed)
            typed, place = text, f"{path.name}:{number}"
        elif mark == "<":
            yield Case(place, lang, way, typed, text)
            typed = ""
        elif mark == "=":
            way = text
        else:
            assert not line or mark == "#", f"{path.name}:{number}: {line}"


ALL = [case for path in sorted(CASES.glob("*.txt")) for case in read(path)]


def test_there_are_cases() -> None:
    assert len(ALL) > 150
    assert {case.lang for case in ALL} >= {"fr", "fr-CH", "fr-CA", "en", "es", "de", "it", "pt"}
    assert {case.way for case in ALL} == {"inline", "paragraphs"}


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.place)
def test_case(case: Case) -> None:
    typed = real(case.typed, VISIBLE)
    if case.way == "inline":
        assert inline(typed, case.lang) == real(case.expected, VISIBLE | NO_BREAK)
    else:
        expected = real(case.expected, VISIBLE | NO_BREAK).split("\n\n")
        assert list(paragraphs(typed, case.lang)) == expected


@pytest.mark.parametrize("case", [c for c in ALL if c.way == "inline"], ids=lambda case: case.place)
def test_plain_is_inline_without_tags(case: Case) -> None:
    typed = real(case.typed, VISIBLE)
    assert plain(typed, case.lang) == text_of(inline(typed, case.lang))


@pytest.mark.parametrize("setting", [plain, inline])
@pytest.mark.parametrize("nothing", ["", " ", "\n\t \u00a0", "\x00"])
def test_nothing_is_set_as_nothing(setting: Callable[[str, str], str], nothing: str) -> None:
    assert setting(nothing, "fr") == ""
    assert paragraphs(nothing, "fr") == ()


def test_a_template_does_not_escape_again() -> None:
    template = Environment(autoescape=True).from_string("<p>{{ inline }} {{ plain }}</p>")
    text = '<i> & "a·e"'
    page = template.render(inline=inline(text, "en"), plain=plain(text, "en"))
    assert page == '<p>&lt;i&gt; &amp; <span class="nh">“a·e”</span> &lt;i&gt; &amp; “a·e”</p>'
    assert all(isinstance(each, Markup) for each in (inline(text, "en"), *paragraphs(text, "en")))


@pytest.mark.parametrize(
    ("tag", "found"),
    [
        ("fr", "fr"),
        ("fr-BE", "fr"),
        ("FR_ch", "fr-ch"),
        ("fr-CH-1996", "fr-ch"),
        ("pt-BR", "pt"),
        ("de-CH", "de-ch"),
    ],
)
def test_lookup(tag: str, found: str) -> None:
    assert language(tag) is LANGUAGES[found]


@pytest.mark.parametrize("tag", ["", "-", "xx", "frx", "x-fr", "日本"])
def test_an_unknown_language_has_a_neutral_setting(tag: str) -> None:
    assert language(tag) == Language()


def test_signs_that_no_page_can_print_become_a_space() -> None:
    assert plain("a\x00b\x07c\ud800d\ufffee\u2028f", "fr") == "a b c d e f"


N = 50_000
HOSTILE = {
    "prose": 'Les défenseur·e·x·s ont dit : "l\'été" ; 12 000 fois, *enfin* [ici](http://a.ch).\n'
    * 1200,
    "double quotes": '"' * N,
    "apostrophes": "'" * N,
    "quotes that open and others that close": '"a ' * (N // 2) + "a' " * (N // 2),
    "loose quotes": '" a ' * (N // 2),
    "guillemets": "«»" * N,
    "hyphens": "-" * N,
    "inclusive by hyphen": "a-e-" * N,
    "inclusive by dot": "a·e·" * N,
    "letters": "a" * 2 * N,
    "digits": "1" * 2 * N,
    "groups of digits": "1" + " 234" * (N // 2),
    "no-break spaces": "\u00a0a" * N,
    "white space": " \u00a0" * N + "a",
    "empty lines": "\n" * 2 * N,
    "signs": "a" + "!" * N,
    "spaced signs": "a !" * N,
    "addresses": "http://!" * (N // 4),
    "address of dots": "http://" + "." * N,
    "at": "a.@" * (N // 2),
    "stars": "*" * N,
    "emphasis": "*a* " * (N // 2),
    "emphasis left open": "*a **b _c " * (N // 5),
    "brackets": "[" * N,
    "brackets and letters": "[a" * (N // 2) + "]" * (N // 2),
    "links left open": "[a](" * (N // 2),
    "links": "[a·e](http://a.ch) " * (N // 10),
    "backslashes": "\\!" * N,
    "private planes": "\U000f0000" * N,
    "combining accents": "e\u0301" * N,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_time_is_linear(text: str) -> None:
    started = time.process_time()
    inline(text, "fr")
    assert time.process_time() - started < 2
    paragraphs(text, "fr")
    assert time.process_time() - started < 4
