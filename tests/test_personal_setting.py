"""How the words of a dedication are set: letters, marks, directions, lines, sizes."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from conftest import Built
from reportcli import products
from reportcli.characters import characters
from reportcli.diagnostics import Failure
from reportcli.layouts import built_in
from reportcli.mail import slot
from reportcli.mail.embedding import embed
from reportcli.mail.face import Face, Glyph
from reportcli.mail.fitting import SMALLEST, Room, fitted
from reportcli.mail.tail import Base
from reportcli.mail.words import cleaned
from support.personal import LITERATA, cover_text, personal_edition, read

pytestmark = pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)

FACE = Face((built_in() / "fonts" / LITERATA).read_bytes())
ROOM = Room(x=56, baseline=600, width=270, height=42.1, size=14.888, leading=21.05)


# Letters


@pytest.mark.parametrize(
    ("words", "missing"),
    [
        ("Zoë Nguyễn", ()),
        ("Zoe\u0308", ()),
        ("Łukasz Żółć Ștefan ẞ", ()),
        ("Володимир Ґалаґан Ћирић", ()),
        ("Θεόδωρος ᾿Αθηνᾶ", ()),
        ("王小明", ("王", "小", "明")),
        ("שלום", ("ש", "ל", "ו", "ם")),
        ("Zoë 🎉 🎉", ("🎉",)),
        ("a\u200db", ()),
    ],
)
def test_the_signs_that_the_font_lacks_are_named_once_each(
    words: str, missing: tuple[str, ...]
) -> None:
    assert FACE.lacks(words) == missing


def test_no_ligature_hides_letters() -> None:
    assert len(FACE.shape("fi ffl fj", "fr")) == 9


def test_kerning_is_kept() -> None:
    alone = [FACE.shape(sign, "fr")[0].advance for sign in "AV"]
    assert FACE.shape("AV", "fr")[0].advance < alone[0]


def test_a_mark_stands_over_its_letter() -> None:
    letter, mark = FACE.shape("J\u030c", "fr")
    assert mark.advance == 0
    assert -letter.advance < mark.right < 0
    assert mark.up > 0


def test_the_language_is_the_words_own_and_not_the_machines(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LC_ALL", "ro_RO.UTF-8")
    assert FACE.shape("Ştefan ş", "fr") == FACE.shape("Ştefan ş", "en")
    assert FACE.shape("Ştefan ş", "fr") != FACE.shape("Ştefan ş", "ro")


def test_each_glyph_that_shaping_may_give_has_its_characters() -> None:
    known = characters(FACE.data)
    reached = FACE.closure(FACE.glyphs)
    assert len(reached) > 1100
    assert len(reached - known.keys()) < 20  # parts of other glyphs
    assert all(known[glyph] == chr(code) for code, glyph in FACE.glyphs.items() if code in range(0x41, 0x180))  # fmt: skip


def test_an_embedded_font_has_the_outlines_and_widths_of_the_whole_one() -> None:
    glyphs = {glyph.number: "x" for glyph in FACE.shape("Zoë Nguyễn", "fr")}
    embedded = embed(FACE, glyphs)
    whole, part = TTFont(BytesIO(FACE.data)), TTFont(BytesIO(embedded.program))
    assert set(part.keys()) == {"GlyphOrder", "glyf", "head", "hhea", "hmtx", "loca", "maxp"}
    assert len(embedded.program) < 4000
    widths = [float(width) for width in embedded.descendant.split("/W[0[")[1][:-2].split()]
    for before, after in embedded.numbers.items():
        old, new = whole.getGlyphName(before), part.getGlyphName(after)
        assert part["hmtx"][new][0] == whole["hmtx"][old][0] == widths[after]
        assert part["glyf"][new].xMax == whole["glyf"][old].xMax if part["glyf"][new].numberOfContours else True  # fmt: skip


def test_a_subset_is_named_by_what_it_holds() -> None:
    one, same, other = (
        embed(FACE, dict.fromkeys(glyphs, "x")) for glyphs in ([5, 6], [6, 5], [5, 7])
    )
    assert one.font == same.font != other.font
    assert re.search(r"/BaseFont/[A-Z]{6}\+Literata-Regular/", one.font)


# Directions


@cache
def hebrew() -> Face:
    """A font with A to Z, the space, a comma and four Hebrew letters, each as wide as its place in it."""
    signs = [" ", ",", *map(chr, range(0x41, 0x5B)), *"אבגד"]
    names = [".notdef", *(f"u{ord(sign):04X}" for sign in signs)]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(sign): f"u{ord(sign):04X}" for sign in signs})
    pen = TTGlyphPen(None)
    for step in (pen.moveTo, pen.lineTo, pen.lineTo):
        step({pen.moveTo: (0, 0)}.get(step, (100, 700)))
    pen.closePath()
    builder.setupGlyf(dict.fromkeys(names, pen.glyph()))
    builder.setupHorizontalMetrics({name: (300 + at, 0) for at, name in enumerate(names)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Probe", "styleName": "Regular", "psName": "Probe"})
    builder.setupOS2(sCapHeight=700)
    builder.setupPost()
    file = BytesIO()
    builder.save(file)
    return Face(file.getvalue())


@pytest.mark.parametrize(
    ("words", "places"),
    [
        ("ABC", [0, 1, 2]),
        ("אבג", [2, 1, 0]),
        ("A, אב גד", [0, 1, 2, 7, 6, 5, 4, 3]),
        ("אב A גד", [1, 0, 2, 3, 4, 6, 5]),
    ],
)
def test_letters_from_right_to_left_stand_so(words: str, places: list[int]) -> None:
    assert [glyph.place for glyph in hebrew().shape(words, "fr")] == places


@pytest.mark.pdf
def test_a_name_from_right_to_left_is_read_in_its_own_order(report: Built, tmp_path: Path) -> None:
    edition, source = personal_edition(report.folder, "2023")
    pdf = products.typeset(source, edition, products.sheets(source, edition)).data
    face = tmp_path / "probe.ttf"
    face.write_bytes(hebrew().data)
    base = slot.prepare(pdf, face.read_bytes(), 14)
    whole = base.data + base.tail("MERCI, אבג")
    assert b"/FontFile2" in base.tail("MERCI, אבג")
    with read(whole) as opened:
        form = opened.pages[0].Resources.XObject.Dedication.read_bytes()
    assert "MERCI, אבג".encode("utf-16-be").hex().encode() in form
    assert sorted(cover_text(whole)[-10:]) == sorted("MERCI, אבג")


# Lines and sizes


def glyphs(words: str) -> list[Glyph]:
    return FACE.shape(words, "fr")


def lines(words: str, room: Room = ROOM) -> list[str] | None:
    found = fitted(words, glyphs(words), room)
    if found is None:
        return None
    return ["".join(words[glyph.place] for glyph in line) for line in found.glyphs]


def test_what_fits_stands_on_one_line_at_full_size() -> None:
    found = fitted("Merci", glyphs("Merci"), ROOM)
    assert found
    assert (found.size, found.leading, len(found.glyphs)) == (14.888, 21.05, 1)


def test_what_is_longer_goes_on_at_a_space_which_is_not_set() -> None:
    words = "Merci, Maria-Élisabeth Ottoline Hohenstein"
    assert lines(words) == ["Merci, Maria-Élisabeth Ottoline", "Hohenstein"]


def test_where_there_is_one_line_it_is_set_smaller() -> None:
    words = "Merci, Maria-Élisabeth Ottoline Hohenstein"
    one = replace(ROOM, height=21.05)
    found = fitted(words, glyphs(words), one)
    assert found
    assert len(found.glyphs) == 1
    assert SMALLEST <= found.size < 14.888
    assert sum(glyph.advance for glyph in found.glyphs[0]) * found.size / 1000 <= 270.01


def test_below_eight_points_nothing_is_set() -> None:
    assert lines("W" * 60) is None
    assert lines(" ".join(["Wattenwyl"] * 30)) is None


def test_letters_from_right_to_left_are_not_broken_into_lines() -> None:
    words = "אבג " * 12 + "א"
    found = fitted(words, hebrew().shape(words, "fr"), ROOM)
    assert found is not None
    assert len(found.glyphs) == 1


# Words


def test_spaces_at_the_ends_and_invisible_signs_are_left_out() -> None:
    assert cleaned("  \ufeffMerci,\u00a0Zo\u00ade\u0308 ") == "Merci,\u00a0Zoë"
    assert cleaned("می\u200cخواهم") == "می\u200cخواهم"


def test_what_is_no_line_of_text_is_refused_with_its_number() -> None:
    with pytest.raises(Failure, match=re.escape("control characters: U+000A, U+0007")):
        cleaned("Merci,\nZoë\nNguyễn\a")


LETTERS = st.one_of(
    st.characters(min_codepoint=0x41, max_codepoint=0x24F, categories=["L"]),
    st.characters(min_codepoint=0x1EA0, max_codepoint=0x1EF9),
    st.characters(min_codepoint=0x400, max_codepoint=0x45F),
    st.characters(min_codepoint=0x391, max_codepoint=0x3C9, categories=["L"]),
    st.sampled_from(list(" -’.\u0301\u0302\u030c\u0323\u00a0\u202f")),
)
NAMES = st.text(LETTERS, min_size=1, max_size=40).filter(lambda name: name.strip(" "))


@pytest.fixture(scope="module")
def base(report: Built) -> Base:
    from support.personal import base_of

    return base_of(report.folder, "2023")


@pytest.mark.pdf
@given(name=NAMES)
def test_any_name_is_set_whole_or_said_to_be_impossible(base: Base, name: str) -> None:
    words = f"Merci, {name}"
    try:
        tail = base.tail(words)
    except Failure as failure:
        (fault,) = failure.diagnostics
        assert fault.code in {"M072", "M073"}
        assert fault.code == "M073" or base.missing(words)
        return
    assert base.missing(words) == ()
    with read(base.data + tail) as pdf, pdf.open_metadata() as metadata:
        assert pdf.check_pdf_syntax() == []
        form = pdf.pages[0].Resources.XObject.Dedication
        set_ = unicodedata.normalize("NFC", words).strip(" ")
        assert set_.encode("utf-16-be").hex().encode() in form.read_bytes()
        assert pdf.docinfo.Title == metadata["dc:title"] == base.title_for(set_)
        _every_glyph_has_characters(form)


def _every_glyph_has_characters(form: object) -> None:
    """Whatever a form shows is in its font, and has characters there (ISO 19005-3, 6.2.11.7.2)."""
    font = form.Resources.Font.F  # type: ignore[attr-defined]
    table = font.ToUnicode.read_bytes()
    known = {int(number, 16) for number in re.findall(rb"^<(....)> <", table, re.MULTILINE)}
    drawn = re.search(rb"Td (.*)ET EMC", form.read_bytes(), re.DOTALL)  # type: ignore[attr-defined]
    assert drawn
    codes = b"".join(re.findall(rb"<([0-9a-f]*)>", drawn[1]))
    shown = {int(codes[at : at + 4], 16) for at in range(0, len(codes), 4)}
    assert shown
    assert 0 not in shown
    assert shown <= known
    widths = font.DescendantFonts[0].W[1]
    assert max(shown) < len(widths)
