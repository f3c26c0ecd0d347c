"""The font files that the layouts share, and what is measured in them."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any

import pytest
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.pointInsidePen import PointInsidePen
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.svgLib import parse_path
from fontTools.ttLib import TTFont

from reportcli import fonts
from reportcli.fonts import Box, Face, Library
from reportcli.layouts import built_in

LIBRARY = fonts.library(built_in() / "fonts")
FACES = pytest.mark.parametrize("face", LIBRARY.faces, ids=lambda face: face.file.stem)

ALPHABETS = {
    "French": "àâæçéèêëîïôœùûüÿÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸ«»‹›“”‘’…·–—°№€%‰",
    "Vietnamese": unicodedata.normalize(
        "NFC",
        "".join(v + tone for v in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY" for tone in "\u0300\u0301\u0303\u0309\u0323")
        + "ĂÂĐÊÔƠƯăâđêôơư₫",
    ),
    "Russian": "".join(map(chr, range(0x410, 0x450))) + "ЁёЙй",
    "Ukrainian": "ЄєІіЇїҐґ’",
    "Arabic": "ءآأؤإئابةتثجحخدذرزسشصضطظعغـفقكلمنهوىي،؛؟٪٫٬٠١٢٣٤٥٦٧٨٩\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670",
    "Persian": "پچژکگی۰۱۲۳۴۵۶۷۸۹\u0654",
    "spaces and hyphens": " \u00a0\u2003\u202f-\u2010\u2011",
}  # fmt: skip


def test_there_are_five_faces_of_two_families() -> None:
    assert len(LIBRARY.faces) == 5
    assert LIBRARY.families == ("Bricolage Grotesque", "Literata")


@FACES
def test_a_file_is_the_face_that_it_is_listed_as(face: Face) -> None:
    font = TTFont(face.file)
    assert face.family in font["name"].getBestFamilyName()
    assert font["OS/2"].usWeightClass == face.weight
    assert bool(font["OS/2"].fsSelection & 1) == (face.style == "italic")


@FACES
@pytest.mark.parametrize("alphabet", ALPHABETS)
def test_a_face_has_every_letter_of_an_alphabet(face: Face, alphabet: str) -> None:
    letters = ALPHABETS[alphabet]
    assert len(letters) >= 7
    assert [sign for sign in letters if ord(sign) not in face.glyphs] == []


@FACES
def test_the_hyphen_of_hyphenation_has_a_glyph_of_its_own(face: Face) -> None:
    sharing = [code for code, glyph in face.glyphs.items() if glyph == face.glyphs[0x2010]]
    assert sharing == [0x2010]  # tagging tells it from the hyphen of a word by it


@FACES
def test_hyphens_look_alike_and_spaces_have_their_width(face: Face) -> None:
    assert face.advance("-") == face.advance("\u2010") == face.advance("\u2011")
    assert face.advance("\u2003") == 1
    assert 0.1 < face.advance("\u202f") < face.advance(" ") == face.advance("\u00a0")


def windings(face: Face, sign: str) -> set[int]:
    """How often the contours of a sign go round each of some 600 points in its box."""
    glyphs, ink, found = TTFont(face.file).getGlyphSet(), face.ink(sign), set()
    for share in range(624):
        across, down = (share % 26 + 0.5) / 26, (share // 26 + 0.5) / 24
        x = (ink.left + (ink.right - ink.left) * across) * face.units
        y = -(ink.top + (ink.bottom - ink.top) * down) * face.units
        pen = PointInsidePen(glyphs, (x, int(y) + 0.3))  # never level with a point of the outline
        glyphs[face.glyphs[ord(sign)]].draw(pen)
        found.add(pen.getWinding())
    return found


@FACES
@pytest.mark.parametrize("digit", "0123456789")
def test_digits_have_no_contours_that_overlap(face: Face, digit: str) -> None:
    """Where a contour lies on another the even-odd rule, by which they are drawn, would leave a hole."""
    assert windings(face, digit) == {-1, 0}


def test_the_test_of_overlaps_sees_one_where_there_is_one() -> None:
    assert windings(LIBRARY.face("Bricolage Grotesque", 800), "€") == {-2, -1, 0}


# The browser's files


def drawn(file: Path, ranges: str) -> dict[int, tuple[int, list[Any]]]:
    """Width and outline of each character in a range."""
    font = TTFont(file)
    glyphs, found = font.getGlyphSet(), {}
    for code, name in font.getBestCmap().items():
        if fonts.in_range(code, ranges):
            pen = DecomposingRecordingPen(glyphs)
            glyphs[name].draw(pen)
            found[code] = (glyphs[name].width, pen.value)
    return found


@FACES
@pytest.mark.parametrize("group", LIBRARY.groups)
def test_a_browsers_file_is_made_from_todays_face(face: Face, group: str) -> None:
    ranges = LIBRARY.groups[group]
    made = drawn(LIBRARY.woff2(face, group), "U+0-10FFFF")
    assert len(made) > 15
    assert made == drawn(face.file, ranges)


def test_there_is_a_browsers_file_for_every_face_and_group_and_no_other() -> None:
    wanted = {LIBRARY.woff2(face, group) for face in LIBRARY.faces for group in LIBRARY.groups}
    assert set((LIBRARY.folder / "woff2").iterdir()) == wanted


@pytest.mark.parametrize("family", LIBRARY.families)
def test_every_sign_that_the_paper_can_show_the_browser_can_too(family: str) -> None:
    visible = {chr(code) for code in LIBRARY.covers(family)}
    visible = {sign for sign in visible if unicodedata.category(sign)[0] not in "CMZ"}
    ranges = ",".join(LIBRARY.groups.values())
    assert len(visible) > 800
    assert "".join(sorted(s for s in visible if not fonts.in_range(ord(s), ranges))) == ""


@pytest.mark.parametrize("family", LIBRARY.families)
def test_a_familys_licence_stands_beside_it(family: str) -> None:
    name = family.lower().replace(" ", "-")
    licence = (LIBRARY.folder / f"OFL-{name}.txt").read_text("utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert family in licence.splitlines()[0]


# Measures


def test_a_sign_that_a_face_lacks_is_as_wide_as_an_em() -> None:
    face = LIBRARY.faces[0]
    assert face.advance("人") == 1
    assert face.advance("a人a") == pytest.approx(1 + 2 * face.advance("a"))


def test_ink_is_the_box_of_what_is_printed() -> None:
    face = LIBRARY.face("Bricolage Grotesque", 800)
    assert face.ink("") == face.ink(" ") == Box(0, 0, 0, 0)
    assert face.ink("1").top < 0 <= face.ink("1").left < face.ink("1").right < face.advance("1")
    assert face.ink("p").bottom > 0.1 > face.ink("1").bottom
    assert face.ink("11").right == pytest.approx(face.ink("1").right + face.advance("1"))


def test_the_foot_of_a_one_is_its_stem() -> None:
    face = LIBRARY.face("Bricolage Grotesque", 800)
    left, right = face.foot("1")
    assert face.ink("1").left < left < right == face.ink("1").right
    assert face.foot(" ") == (0, 0)


def test_an_outline_is_drawn_at_its_size_from_its_point() -> None:
    face = LIBRARY.face("Bricolage Grotesque", 800)
    pen, ink = BoundsPen(None), face.ink("10")
    parse_path(face.outline("10", 50, 7, 40), pen)
    assert pen.bounds == pytest.approx(
        (7 + 50 * ink.left, 40 + 50 * ink.top, 7 + 50 * ink.right, 40 + 50 * ink.bottom), abs=0.01
    )
    assert face.outline(" ", 50) == ""


@pytest.mark.parametrize(
    ("code", "inside"), [(0x1F, False), (0x20, True), (0x7E, True), (0x7F, False), (0x192, True)]
)
def test_a_range_is_read_as_the_browser_reads_it(code: int, inside: bool) -> None:
    assert fonts.in_range(code, "U+0020-007E,U+0192") == inside


def test_the_nearest_weight_stands_for_one_that_there_is_not() -> None:
    assert LIBRARY.face("Literata", 900).weight == 700
    assert LIBRARY.face("Literata", 500, "italic").weight == 400


def test_a_family_covers_what_all_its_faces_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = (Face("F", weight, "normal", Path(str(weight))) for weight in (400, 700))
    monkeypatch.setitem(one.__dict__, "characters", frozenset({1, 2}))
    monkeypatch.setitem(other.__dict__, "characters", frozenset({2, 3}))
    assert Library(Path(), (one, other), {}).covers("F") == {2}


@FACES
def test_the_characters_of_a_file_are_those_that_have_glyphs(face: Face) -> None:
    assert face.characters == frozenset(face.glyphs)
