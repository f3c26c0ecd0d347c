"""Text in the cells of a terminal is broken where the page would break it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.text import Text

from reportcli import typography
from reportcli.preview.setting import BREAKABLE, lines, printable, rich_text

FRENCH = 'Les défenseur·e·x·s disent : "12 000 victoires" ; les défenseur-e-x-s et M. Dupont, art. 3, le disent !'


def broken(text: str, width: int, language: str = "fr") -> list[str]:
    (html,) = typography.paragraphs(text, language)
    return [line.plain for line in lines(rich_text(html, links=False), width)]


@pytest.mark.parametrize("width", range(24, 70, 6))
@pytest.mark.parametrize(
    "held",
    ["défenseur·e·x·s", "défenseur-e-x-s", "« 12 000 victoires » ;", "M. Dupont", "art. 3", "disent !"],
)  # fmt: skip
def test_what_the_page_holds_together_is_not_broken(width: int, held: str) -> None:
    found = "\n".join(broken(FRENCH, width))
    spaced = found.replace("\u00a0", " ").replace("\u202f", " ")
    assert held in spaced


def test_no_break_spaces_arrive_in_the_terminal() -> None:
    assert broken(FRENCH, 66)[0].count("\u202f") == 4
    assert "disent\u00a0:" in broken(FRENCH, 66)[0]


@given(
    st.text(st.sampled_from("aé日🎉e\u0301 \u00a0\u202f\u2009«»-"), max_size=200),
    st.integers(4, 80),
)
def test_every_sign_is_kept_and_no_line_is_too_long(text: str, width: int) -> None:
    found = [line.plain for line in lines(Text(text), width)]
    assert all(cell_len(line) <= width for line in found)
    spaces = str.maketrans("", "", BREAKABLE)
    assert "".join(found).translate(spaces) == text.translate(spaces)


def test_lines_end_as_evenly_as_they_can() -> None:
    text = Text("Reconnaître l’apartheid fondé sur le genre")
    assert [line.plain for line in lines(text, 38)] == [
        "Reconnaître l’apartheid fondé sur",
        "le genre",
    ]
    assert [line.plain for line in lines(text, 38, even=True)] == [
        "Reconnaître l’apartheid",
        "fondé sur le genre",
    ]


def test_a_word_does_not_stand_alone_in_the_last_line() -> None:
    text = Text("Une loi protège enfin toutes les personnes ici")
    assert all(" " in line.plain for line in lines(text, 42))


def test_ideographs_may_be_parted_but_not_before_what_closes() -> None:
    found = [line.plain for line in lines(Text("世界中の「人権」擁護者たちの、勝利。"), 9)]
    assert len(found) > 3
    assert not [line for line in found if line[0] in "、。」" or line[-1] == "「"]


def test_an_address_that_is_too_long_is_cut() -> None:
    address = "https://example.org/" + "a" * 60
    assert "".join(line.plain for line in lines(Text(address), 30)) == address


def test_emphasis_and_links_are_the_text_s_own() -> None:
    (html,) = typography.paragraphs(
        "Une **loi** *neuve*, [le texte](https://example.org/?a=1&b=2).", "fr"
    )
    text = rich_text(html, links=True)
    assert text.plain == "Une loi neuve, le texte."
    styles = {text.plain[span.start : span.end]: span.style for span in text.spans}
    assert (styles["loi"].bold, styles["neuve"].italic) == (True, True)  # type: ignore[union-attr]
    assert styles["le texte"].link == "https://example.org/?a=1&b=2"  # type: ignore[union-attr]
    assert (
        rich_text(html, links=False).plain
        == "Une loi neuve, le texte <https://example.org/?a=1&b=2>."
    )


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("\x1b[31mrouge\x07\x9b", "\ufffd[31mrouge\ufffd\ufffd"),
        ("\u202edroite\u2066", "\ufffddroite\ufffd"),
        ("a\tb\u2028c", "a b c"),
        ("12\u202f000\u00a0voix", "12\u202f000\u00a0voix"),
        ("co\u00adopération\u200b\ufeff", "coopération"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("[bold]gras[/bold] :smile:", "[bold]gras[/bold] :smile:"),
    ],
)
def test_signs_that_a_terminal_would_obey_are_not_sent_to_it(typed: str, shown: str) -> None:
    assert printable(typed) == shown
