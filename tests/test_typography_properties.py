"""What holds for the setting of every text in every language."""

from __future__ import annotations

import re
import unicodedata
from html.parser import HTMLParser

from hypothesis import example, given
from hypothesis import strategies as st

from reportcli.typography import LANGUAGES, inline, paragraphs, plain
from test_typography import ALL, VISIBLE, real, text_of

BITS = [
    *" \n\u00a0\u202f\"'’‘“”«»‹›;:!?.,-–—…·•/()[]{}*_\\<>&%€§°ºª1250aeélnIVXE@#|`~=",
    *("...", "--", " -- ", "\n\n", " - ", " ;", "12 000", "13 États", "25ème", "1er", "XXe siècle"),
    *("défenseur·e·x·s", "-e-x-s", "(e)s", ".e.s", "l'", "'20s", ' " ', "M. ", "n° ", "\u0301"),
    *("http://a.ch/", "a@b.ch", "](http://a.ch)", "**", "&amp;", "<b>", "{{", "🎉", "\U000f0000"),
]
TEXTS = st.text(max_size=60) | st.lists(st.sampled_from(BITS), max_size=25).map("".join)
TEXTS |= st.sampled_from([real(case.typed, VISIBLE) for case in ALL])
TAGS = st.sampled_from([*LANGUAGES, "xx"])
ALLOWED = {"em", "strong", "a", "span", "sup", "bdi"}


def letters(text: str) -> str:
    """The letters, their accents and the digits of a text; what else may change is not among them."""
    return "".join(sign for sign in text if unicodedata.category(sign)[0] in "LMN")


def bare(text: str) -> str:
    """A text without white space, with its quotes, dots and dashes as they are typed plainly."""
    text = re.sub(r"[\s\x00-\x1f\x7f-\x9f\ufffe\uffff]", "", text)
    text = re.sub("[«»“”‹›„‘’‚\"']", "'", text)
    return re.sub("[-–]+", "-", text.replace("…", "..."))


class Balance(HTMLParser):
    """Every tag is closed where it should be; inside a link stands text alone."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.stack: list[str] = []
        self.feed(html)
        self.close()
        assert self.stack == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ALLOWED
        assert "a" not in self.stack
        assert (tag == "a") == ("href" in dict(attrs))
        self.stack.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.stack.pop() == tag

    def handle_entityref(self, name: str) -> None:
        raise AssertionError(name)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(decl)

    def handle_pi(self, data: str) -> None:
        raise AssertionError(data)


@given(TEXTS, TAGS)
def test_no_letter_and_no_digit_changes(text: str, tag: str) -> None:
    assert letters(plain(text, tag)) == letters(text)


@given(TEXTS, TAGS)
def test_only_spaces_quotes_dots_and_dashes_change(text: str, tag: str) -> None:
    assert bare(plain(text, tag)) == bare(text)


@given(TEXTS, TAGS)
def test_what_is_set_stays_so(text: str, tag: str) -> None:
    once = plain(text, tag)
    assert plain(once, tag) == once
    assert inline(once, tag) == inline(text, tag)


@given(TEXTS, TAGS)
def test_plain_is_inline_without_its_tags(text: str, tag: str) -> None:
    assert text_of(inline(text, tag)) == plain(text, tag)


@given(TEXTS, TAGS)
@example("+00", "ar")
def test_html_is_well_formed(text: str, tag: str) -> None:
    for html in (inline(text, tag), *paragraphs(text, tag)):
        Balance(html)
        assert not re.search(r"&(?!(?:amp|lt|gt|#34|#39);)", html)
        assert html == html.strip()


@given(TEXTS)
def test_no_ordinary_space_before_a_high_sign_in_french(text: str) -> None:
    for html in (inline(text, "fr"), *paragraphs(text, "fr")):
        assert not re.search(r" [;!?]", text_of(html))


@given(TEXTS, TAGS)
def test_a_text_without_markdown_is_set_alike_in_a_paragraph(text: str, tag: str) -> None:
    text = re.sub(r"[*_\\\[\]\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", "", text)
    if text.strip(" ")[:2].rstrip() not in {"-", "--", "–", "—"}:
        assert "".join(paragraphs(text, tag)) == inline(text, tag)


WORDS = st.lists(st.sampled_from(["un", "·e·s", "25", "e ", "*", "**", "(", "«"]), max_size=8)


@given(WORDS.map("".join), WORDS.map("".join), WORDS.map("".join), TAGS)
def test_a_link_stays_whole_and_keeps_its_target(
    before: str, label: str, after: str, tag: str
) -> None:
    target = "https://a.ch/l'a...b--c?d=1;e=2:3%20"
    (html,) = paragraphs(f"{before}[{label}y]({target}){after}", tag)
    assert text_of(html).count("y") == 1
    assert html.count("<a ") == html.count(f'<a href="{target.replace(chr(39), "&#39;")}">') == 1


@given(TEXTS.map(lambda text: re.sub("[\\\\[]", "", text)), TAGS)
def test_an_address_in_a_text_stays_as_typed(text: str, tag: str) -> None:
    address = "https://a.ch/_l'a_/d-e-x-s...b--c?d=1;e=2:3%20"
    assert address in plain(f"{text} {address} {text}", tag)
    assert any(address in text_of(html) for html in paragraphs(f"{text} {address} {text}", tag))
