"""What typeset pages show: each rule finds its example, and passes what is right."""

from __future__ import annotations

import pytest

from reportcli.checks.rule import Rule, about_pages
from support.look import look

pytestmark = pytest.mark.pdf


@pytest.mark.parametrize("rule", about_pages(), ids=lambda rule: rule.code)
def test_a_rule_finds_its_example_and_no_other_does(rule: Rule) -> None:
    assert isinstance(rule.bad, str)
    seen = look(rule.bad)
    assert [other.code for other in about_pages() if [*other.find(seen)]] == [rule.code]


@pytest.mark.parametrize("rule", about_pages(), ids=lambda rule: rule.code)
def test_what_a_rule_passes_no_rule_finds(rule: Rule) -> None:
    assert isinstance(rule.good, str)
    seen = look(rule.good)
    assert [found for other in about_pages() for found in other.find(seen)] == []


LONG = "Un texte assez long pour aller d’un bord à l’autre et plus. "
CELL = "Texte long de plus. "


def seen(body: str, whole: str | None = "_whole-") -> list[tuple[str, int]]:
    """The codes of what the rules find in a body, each with its page."""
    looked = look(body, whole)
    return [(rule.code, found.page) for rule in about_pages() for found in rule.find(looked)]


@pytest.mark.parametrize(
    ("body", "codes"),
    [
        pytest.param('<p style="margin-inline-start: -14mm">Loin</p>', ["F001"], id="beyond the inner edge"),
        pytest.param('<div dir="rtl"><p style="white-space: nowrap">' + "مجلس حقوق الإنسان " * 6 + "</p></div>", ["F001"], id="from right to left"),
        pytest.param(f'<div style="height: 20mm; width: 60mm; background: #ff0"><p>{LONG * 8}</p></div>', ["F002"], id="below its ground"),
        pytest.param(f'<div style="height: 20mm; overflow: hidden"><p>{LONG * 8}</p></div>', ["F002"], id="cut by its box"),
        pytest.param(f'<p>{LONG * 8}</p><p style="position: absolute; top: 10mm">Par-dessus</p>', ["F003"], id="laid over a text"),
        pytest.param('<h2 style="line-height: 14pt">Un titre sur deux lignes qui se suivent de près, et ne se touchent pas</h2>', [], id="lines set solid"),
        pytest.param('<p><span style="float: left; font-size: 40pt; line-height: 28pt">U</span>ne lettrine</p>', [], id="a drop initial"),
        pytest.param('<div style="background: linear-gradient(90deg, #000, #fff); color: #fff"><p>Des mots blancs sur un dégradé qui devient blanc</p></div>', ["F021"], id="on a gradient that turns white"),
        pytest.param('<div style="background: linear-gradient(90deg, #000, #444); color: #fff"><p>Des mots blancs sur un dégradé qui reste sombre</p></div>', [], id="on one that stays dark"),
        pytest.param('<p style="opacity: .3">Pâle</p>', ["F021"], id="behind a veil"),
        pytest.param('<p style="color: #0005">Pâle</p>', ["F021"], id="in a colour that is not opaque"),
        pytest.param('<p style="opacity: .9">Assez noir</p>', [], id="behind a thin veil"),
        pytest.param('<h2 style="color: #949494">Un titre</h2>', [], id="large letters in grey"),
        pytest.param('<p style="color: #ddd; font-size: 5pt" aria-hidden="true">décor</p>', [], id="what only decorates"),
        pytest.param('<p style="color: transparent; font-size: 5pt">invisible</p>', [], id="what is not seen"),
        pytest.param('<div data-form><p style="font-size: 6pt">Récépissé</p></div>', [], id="a form of a standard"),
        pytest.param('<p style="font-size: 0">rien</p>', [], id="letters of no size"),
        pytest.param('<p style="color: oklch(0.3 0.4 140)">Hors de sRGB</p>', [], id="a colour that no screen has"),
        pytest.param('<p style="color: oklch(none none none)">Noir</p>', [], id="a colour of which nothing is said"),
        pytest.param('<p style="color: device-cmyk(0 0 0 1)">Encre</p>', [], id="an ink"),
        pytest.param('<table><tr><th>Pays<td>Loi<tr><td colspan="2">Deux</table>', [], id="a table"),
        pytest.param('<p style="visibility: hidden; font-size: 4pt">caché</p>', [], id="what is hidden"),
        pytest.param('<p style="transform: translate(200mm)">Ailleurs</p>', [], id="what a transform moves"),
        pytest.param('<p>Texte<span style="float: footnote; font-size: 8pt">Une note</span>.</p>', [], id="a footnote"),
    ],
)  # fmt: skip
def test_words_that_are_cut_covered_or_faint_are_found_and_no_others(
    body: str, codes: list[str]
) -> None:
    assert [code for code, _ in seen(body)] == codes


COLUMNS = "columns: 2; column-fill: auto; column-gap: 5mm; height: 60mm"


@pytest.mark.parametrize(
    ("body", "found"),
    [
        pytest.param(f'<div style="height: 117mm"></div><h2 style="break-after: auto">Titre</h2><p>{LONG}</p>', [("F011", 1)], id="a heading at the foot of a page"),
        pytest.param(f'<div style="{COLUMNS}"><p>{CELL * 11}</p><h2 style="break-after: auto">Titre</h2><p>{CELL * 8}</p></div>', [("F011", 1)], id="a heading at the foot of a column"),
        pytest.param(f'<div style="display: flex; gap: 5mm"><h2 style="flex: 1; padding-top: 50mm">Titre</h2><p style="flex: 1">{CELL * 8}</p></div>', [], id="a heading beside its text"),
        pytest.param(f'<h2>Titre</h2><p style="break-before: page">{LONG * 9}</p>', [], id="a title with the page to itself"),
        pytest.param(f'<div style="height: 117mm"></div><h2 style="break-after: auto">Titre</h2><h2>{LONG}</h2>', [], id="a heading before a heading"),
        pytest.param(f'<div style="height: 117mm"></div><h2 style="break-after: auto">Titre</h2><p style="page: other">{LONG}</p>', [], id="a heading before a page of another kind"),
        pytest.param(f'<div style="{COLUMNS}"><p style="orphans: 1; widows: 1">{CELL * 13}</p></div>', [("F012", 1)], id="a widow at the head of a column"),
        pytest.param(f'<div style="height: 116mm"></div><p style="orphans: 1">{LONG * 4}</p>', [("F012", 1)], id="an orphan at the foot of a page"),
        pytest.param(f'<div style="height: 110mm"></div><p style="orphans: 1; widows: 1">{LONG * 2}</p>', [("F012", 2)], id="a widow at the head of a page"),
        pytest.param('<div style="height: 119mm"></div><ul><li>Un</li><li>Deux</li></ul>', [], id="a list that is parted between its items"),
        pytest.param(f'<div id="v1"><p style="break-after: page">{LONG}</p><p style="break-after: page">{LONG}</p></div><p>{LONG}</p>', [("F010", 2)], id="a page with the last two lines of something"),
        pytest.param(f'<div id="v1"><p style="break-after: page">{LONG}</p><p>{LONG}</p><div style="height: 60mm; background: #ff5a1f"></div></div><p style="break-before: page">{LONG}</p>', [], id="a page with a drawing"),
        pytest.param(f'<p>{LONG}</p><p style="break-before: left">{LONG * 8}</p><p style="break-before: left">{LONG}</p>', [], id="a blank page before one that begins on the left"),
        pytest.param(f'<p style="break-after: page">{LONG}</p><div id="v2" style="break-after: page"><p>{LONG}</p></div><p>{LONG}</p>', [], id="a page of a layout that composes, on which something begins"),
    ],
)  # fmt: skip
def test_pages_that_end_badly_are_found_and_no_others(
    body: str, found: list[tuple[str, int]]
) -> None:
    assert seen(body) == found


def test_a_finding_stands_under_the_ids_of_its_line_and_quotes_it() -> None:
    body = f'<section id="v1"><p>{LONG}</p></section><section id="v2"><div id="_b"><p style="font-size: 6pt">{LONG * 3}</p></div></section>'
    looked = look(body)
    (found,) = [found for rule in about_pages() for found in rule.find(looked)]
    assert found.anchors == ("v2", "_b")
    assert (
        found.what == "“Un texte assez long pour aller d’un bor…” and 2 lines more: set in 6.0 pt"
    )


def test_lines_are_where_they_are_drawn_on_the_trimmed_page() -> None:
    looked = look('<p style="position: absolute; left: 10mm; top: 30mm">Ici</p><p>Là</p>')
    (page,) = looked.pages
    here, there = sorted(page.lines, key=lambda line: line.text)
    assert (page.width, page.height) == pytest.approx((105, 148))
    assert page.area == pytest.approx((12, 12, 93, 136))
    assert here.box.left == pytest.approx(22)
    assert there.box.left == pytest.approx(12)
    assert here.box.top - there.box.top == pytest.approx(30, abs=0.01)
    (ground,) = looked.grounds
    assert ground.size == (149, 210), "the page as it is trimmed, 36 dots an inch"
    assert ground.getcolors() == [(149 * 210, (255, 255, 255))], "and the words are not on it"


def test_every_thin_page_is_told_where_the_layout_composes_none() -> None:
    body = f'<p style="break-after: page">{LONG}</p><p style="break-after: page">{LONG}</p><p>{LONG}</p>'
    assert seen(body, None) == [("F010", 2)]


@pytest.mark.parametrize(
    ("typed", "colour"),
    [
        ("#1d3557", "#1d3557"),
        ("hsl(120 100% 25%)", "#008000"),
        ("hwb(120 0% 49.8%)", "#008000"),
        ("oklch(1 0 0)", "#ffffff"),
        ("oklch(51.975% 0.17686 142.495)", "#008000"),
        ("oklab(51.975% -0.1403 0.10768)", "#008000"),
        ("lab(46.2775% -47.5621 48.5837)", "#008000"),
        ("lch(46.2775% 67.9892 134.3912)", "#008000"),
        ("color(xyz 0.07719 0.15438 0.02573)", "#008000"),
        ("device-cmyk(0 0 0 .5)", "#808080"),
        ("oklch(none none none)", "#000000"),
    ],
)
def test_colours_of_every_space_are_known_as_they_are_seen(typed: str, colour: str) -> None:
    """The greens are those of the web platform's tests: every one is `green`."""
    (page,) = look(f'<p style="color: {typed}">Vert</p>').pages
    (line,) = page.lines
    assert line.runs[0].colour == colour
