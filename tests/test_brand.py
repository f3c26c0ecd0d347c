"""A project's colours and fonts: what is refused, and what the browser is given."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportcli import layouts
from reportcli.brand import PAPER, embedded_fonts, font_rules, palette
from reportcli.build import Order, build
from reportcli.checks.brand import check
from reportcli.colour import GRAPHIC, TEXT, contrast
from reportcli.diagnostics import Diagnostic, Failure
from reportcli.edition import Edition
from reportcli.model import Data
from reportcli.project import Project
from reportcli.source import parse
from support.projects import REPOSITORY, SMALL, write

LAYOUT = layouts.find(Project(REPOSITORY), "annual")
NOWHERE = parse("schema = 1", "data/victories.toml")
COLOURS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


def edition(text: str = "Une loi.", **brand: object) -> Edition:
    report = {"languages": ["fr"], "title": "Nos victoires", "victories": [{"text": text}]}
    data = Data.model_validate({"brand": brand, "reports": {"2024": report}})
    return Edition(data, "2024", "fr", LAYOUT, REPOSITORY)


def faults(folder: Path, brand: str) -> tuple[Diagnostic, ...]:
    """What the editor is told when she builds a project with such a [brand]."""
    project = Project(write(folder, f"[brand]\n{brand}\n{SMALL}"))
    with pytest.raises(Failure) as failure:
        build(project, Order(["2024"], formats=["html"]), lambda _doing: None)
    return failure.value.diagnostics


# Colours


def test_a_project_without_a_brand_has_ink_on_its_accent() -> None:
    colours = palette(edition())
    assert colours["on_accent"] == colours["ink"]
    assert colours["paper"] == "#ffffff"


def test_words_on_a_dark_accent_are_the_papers_colour() -> None:
    assert palette(edition(accent="#1d3557"))["on_accent"] == PAPER


@settings(deadline=None)
@given(COLOURS, COLOURS)
def test_a_brand_is_refused_if_and_only_if_something_in_it_cannot_be_read(
    accent: str, ink: str
) -> None:
    branded = edition(accent=accent, ink=ink)
    on_accent = palette(branded)["on_accent"]
    legible = contrast(ink, PAPER) >= TEXT and contrast(on_accent, accent) >= TEXT
    visible = contrast(accent, PAPER) >= GRAPHIC
    assert (list(check(NOWHERE, branded)) == []) == (legible and visible)


# brand · name and value of what is refused · the reason · the line where it stands
REFUSED = [
    ('\nink = "#999999"', "ink #999999", "cannot be read on paper", 3),
    ('accent = "#ffe600"', "accent #ffe600", "cannot be seen on paper", 2),
    ('ink = "#666666"\naccent = "#808080"', "accent #808080", "neither ink nor white", 3),
    ('accent = "#000000"\nink = "#777777"', "ink #777777", "cannot be read on paper", 3),
]


@pytest.mark.parametrize(("brand", "name", "reason", "line"), REFUSED)
def test_a_brand_that_cannot_be_read_is_refused_where_it_stands(
    tmp_path: Path, brand: str, name: str, reason: str, line: int
) -> None:
    (fault,) = faults(tmp_path, brand)
    assert fault.code == "L005"
    assert name in fault.message
    assert reason in fault.message
    assert fault.hint is not None
    assert "choose a darker" in fault.hint
    assert fault.place is not None
    assert (fault.place.path, fault.place.line) == ("data/victories.toml", line)


def test_all_faults_of_a_brand_are_told_at_once(tmp_path: Path) -> None:
    found = faults(tmp_path, 'accent = "#ffe600"\nink = "#999999"\nfonts.text = "Helvetica"')
    assert sorted(fault.code for fault in found) == ["L004", "L005", "L005"]


@settings(deadline=None)
@given(COLOURS, COLOURS)
def test_a_brand_whose_hints_are_followed_passes(accent: str, ink: str) -> None:
    brand = {"accent": accent, "ink": ink}
    for fault in check(NOWHERE, edition(**brand)):
        assert fault.hint is not None
        ((name, colour),) = re.findall(r'(accent|ink) = "(#[0-9a-f]{6})"$', fault.hint)
        brand[name] = colour
    assert list(check(NOWHERE, edition(**brand))) == []


def test_the_hint_names_a_colour_of_the_same_hue() -> None:
    (fault,) = check(NOWHERE, edition(accent="#ffe600"))
    assert fault.hint == 'choose a darker accent; the nearest that passes: accent = "#a69500"'


# Fonts


@pytest.mark.parametrize("use", ["display", "text"])
def test_an_unknown_font_is_told_with_those_that_there_are(tmp_path: Path, use: str) -> None:
    (fault,) = faults(tmp_path, f'fonts.{use} = "Helvetica"')
    assert (fault.code, fault.message) == ("L004", "unknown font family `Helvetica`")
    assert fault.hint == "there are: Bricolage Grotesque, Literata"
    assert fault.place is not None
    assert fault.place.line == 2


FACE = re.compile(
    r'@font-face\{font-family:"(.+?)";font-weight:(\d+);font-style:(\w+);src:url\((.+?)\)'
    r"(?:;unicode-range:(.+?))?\}"
)


def rules(*, embedded: bool, text: str = "Une loi.", **brand: object) -> list[tuple[str, ...]]:
    """Family, weight, style, address and range of every face."""
    branded = edition(text, **brand)
    found = embedded_fonts(branded, set(map(ord, text))) if embedded else font_rules(branded)
    return FACE.findall(found)


def test_paper_is_given_every_face_as_a_file_of_the_layouts() -> None:
    given_ = rules(embedded=False)
    assert [rule[:3] for rule in given_] == [
        ("Bricolage Grotesque", "800", "normal"),
        ("Bricolage Grotesque", "700", "normal"),
        ("Literata", "400", "normal"),
        ("Literata", "400", "italic"),
        ("Literata", "700", "normal"),
    ]
    for *_, address, unicode_range in given_:
        assert (LAYOUT.fonts.folder / address.removeprefix("fonts/")).is_file()
        assert unicode_range == ""


def test_the_page_carries_its_fonts_and_asks_no_server_for_them() -> None:
    given_ = rules(embedded=True)
    assert len(given_) == 3
    assert all(address.startswith("data:font/woff2;base64,d09GMg") for *_, address, _ in given_)


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("« Où ? » Cœur, Łódź, ça", ["latin"]),
        ("Nguyễn", ["latin", "vietnamese"]),
        ("Ǎ", ["latin", "latin-ext"]),
        ("Київ", ["latin", "cyrillic"]),
        ("Ελλάς, Ελλάδα, Київ", ["latin", "cyrillic", "greek"]),
    ],
)
def test_the_page_carries_only_the_scripts_of_its_text(text: str, groups: list[str]) -> None:
    ranges = [LAYOUT.fonts.groups[group] for group in groups]
    assert list(dict.fromkeys(rule[4] for rule in rules(embedded=True, text=text))) == ranges


def test_italic_and_bold_come_only_where_the_text_has_emphasis() -> None:
    plain = {rule[:3] for rule in rules(embedded=True)}
    italic = {rule[:3] for rule in rules(embedded=True, text="Une *loi*.")}
    bold = {rule[:3] for rule in rules(embedded=True, text="Une **loi**.")}
    assert italic - plain == {("Literata", "400", "italic")}
    assert bold - italic == {("Literata", "700", "normal")}


def test_a_brand_of_one_family_carries_that_family_alone() -> None:
    given_ = rules(embedded=True, fonts={"display": "Literata"})
    assert {rule[0] for rule in given_} == {"Literata"}
