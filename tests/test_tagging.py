"""HTML → the structure of its PDF, one element at a time."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pikepdf
import pytest

from reportcli import layouts
from reportcli.brand import font_rules
from reportcli.conformance.verapdf import verify
from reportcli.diagnostics import Failure
from reportcli.edition import Edition
from reportcli.model import Data
from reportcli.pdf import typeset
from reportcli.project import Project
from support.projects import REPOSITORY
from support.structure import Element, Structure

if TYPE_CHECKING:
    from pathlib import Path

# WeasyPrint leaves the file of its colour profile to the garbage collector.
pytestmark = pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)

DOT = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='40' height='30'%3E%3Cpath d='M0 0H40V30H0z'/%3E%3C/svg%3E"
STYLE = "@page { size: 300px 400px; margin: 20px } body, p, h1, ul, ol, dl, dd, table { margin: 0; padding: 0 } ul, ol { padding-left: 30px } html { font: 16px/20px Literata } img, svg { image-rendering: crisp-edges }"


def made(body: str, style: str = "") -> bytes:
    report = {"languages": ["en"], "title": "T", "victories": [{"text": "T."}]}
    data = Data.model_validate({"reports": {"2024": report}})
    edition = Edition(data, "2024", "en", layouts.find(Project(REPOSITORY), "annual"), REPOSITORY)
    html = f"<!doctype html><html lang=en><head><meta charset=utf-8><title>T</title><style>{STYLE}{style}</style></head><body><h1>T</h1>{body}"
    roots = {**edition.fonts.roots, **edition.layout.roots}
    return typeset(html, font_rules(edition), roots).data


def shape(element: Element) -> str:
    """An element in one line: P "its text", or L[LI[…]]."""
    kids = [kid for kid in element.kids if isinstance(kid, Element)]
    if not kids:
        return f'{element.type} "{element.text}"'
    return f"{element.type}[{', '.join(map(shape, kids))}]"


def structure(body: str, style: str = "") -> Structure:
    return Structure(BytesIO(made(body, style)))


def shapes(body: str, style: str = "") -> str:
    (document,) = structure(body, style).root.kids
    assert isinstance(document, Element)
    return shape(document).removeprefix('Document[H1 "T", ').removesuffix("]")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>One <em>two</em> <strong>three</strong>.</p>", 'P "One two three."'),
        ("<div><div><p>One</p></div></div><div></div>", 'P "One"'),
        ("<div>One</div><div>Two</div>", 'P "One", P "Two"'),
        ("<section>Bare<p>One</p></section>", 'Sect[P "Bare", P "One"]'),
        ("<main><article><p>One</p></article></main>", 'Part[Art[P "One"]]'),
        ("<address>Line<br>Other</address>", 'P "Line Other"'),
        ("<blockquote>Said</blockquote>", 'BlockQuote[P "Said"]'),
        ("<p>One <q>two</q></p>", 'P[Quote "“two”"]'),
        ("<p>One<span aria-hidden=true> no</span></p>", 'P "One"'),
        (
            "<ul><li>One<li>Two</ul>",
            'L[LI[Lbl "•", LBody "One"], LI[Lbl "•", LBody "Two"]]',
        ),
        ("<ul style='list-style: none'><li>One</ul>", 'L[LI[LBody "One"]]'),
        (
            "<ul style='list-style: none'><li>One<ul style='list-style: none'><li>In</ul></ul>",
            'L[LI[LBody[L[LI[LBody "In"]]]]]',
        ),
        (
            "<dl><dt>Term<dd>Meaning<dd>Other</dl>",
            'L[LI[Lbl "Term", LBody "Meaning", LBody "Other"]]',
        ),
        (
            "<ol style='list-style: none'><li><b data-tag=Lbl>1</b> One</ol>",
            'L[LI[Lbl "1", LBody "One"]]',
        ),
    ],
)
def test_html_has_its_structure(body: str, expected: str) -> None:
    assert shapes(body) == expected


@pytest.mark.parametrize(
    ("start", "numbering"),
    [
        ("ul", "Disc"),
        ("ol", "Decimal"),
        ("ol style='list-style: upper-roman'", "UpperRoman"),
        ("ol style='list-style: lower-alpha'", "LowerAlpha"),
        ("ol style='list-style: none'", "None"),
    ],
)
def test_a_list_says_how_it_is_numbered(start: str, numbering: str) -> None:
    pdf = structure(f"<{start}><li>One<li>Two</{start[:2]}>")
    (found,) = pdf.of("L")
    assert found.attribute("/ListNumbering") == f"/{numbering}"


LONG = "word " * 150


def test_an_element_on_two_pages_is_one(tmp_path: Path) -> None:
    pdf = structure(f"<p>{LONG}<em>{LONG}</em></p><p>End</p>")
    assert len(pdf.pages) > 2
    long, end = pdf.of("P")
    assert {piece.page for piece in long.marked()} >= {0, 1, 2}
    assert long.text == " ".join((LONG * 2).split())
    assert end.text == "End"


def test_floats_and_absolute_boxes_are_read_where_the_html_has_them() -> None:
    style = ".f { float: right } .a { position: absolute; bottom: 0 }"
    body = "<p>One <span class=f>two</span> three <span class=a>four</span> five</p><p class=a>six</p><p>seven</p>"
    said = [p.text for p in structure(body, style).of("P")]
    assert [" ".join(text.split()) for text in said] == ["One two three four five", "six", "seven"]


TABLE = """<table><caption>Two years</caption>
<thead><tr><th>Country<th colspan=2>Laws</thead>
<tbody><tr><th scope=row>Brazil<td>1<td>2<tr><th scope=row>Chad<td rowspan=2>3<td><tr><th scope=row>Chile<td>4</tbody></table>"""


def test_a_table_has_rows_of_cells_and_its_heads_a_scope() -> None:
    pdf = structure(TABLE)
    (table,) = pdf.of("Table")
    assert [kid.type for kid in table.kids] == ["Caption", "THead", "TBody"]  # type: ignore[union-attr]
    rows = [[cell.type for cell in row.kids] for row in pdf.of("TR")]  # type: ignore[union-attr]
    assert rows == [["TH", "TH"], ["TH", "TD", "TD"], ["TH", "TD", "TD"], ["TH", "TD"]]
    heads = {head.text: head.attribute("/Scope") for head in pdf.of("TH")}
    assert heads == {"Country": "/Column", "Laws": "/Column", "Brazil": "/Row", "Chad": "/Row", "Chile": "/Row"}  # fmt: skip
    spans = [(c.attribute("/ColSpan"), c.attribute("/RowSpan")) for c in pdf.of("TH", "TD")]
    assert spans == [(None, None), (2, None), *[(None, None)] * 4, (None, 2), *[(None, None)] * 3]


def test_the_head_of_a_table_is_read_once_however_many_pages_it_has() -> None:
    rows = "".join(f"<tr><td>{number}<td>b" for number in range(60))
    pdf = structure(f"<table><thead><tr><th>Number<th>Other</thead>{rows}</table>")
    assert len(pdf.pages) > 2
    assert [head.text for head in pdf.of("TH")] == ["Number", "Other"]
    assert [piece.text for piece in pdf.pages[1].artifacts if piece.text] == ["Number", "Other"]


def test_a_note_is_a_note_with_its_id_after_the_sign_that_calls_it() -> None:
    style = ".n { float: footnote }"
    pdf = structure("<p>One<span class=n>A note</span> two<i class=n>Another</i>.</p>", style)
    assert shape(pdf.of("P")[0]).replace(" .", ".") == (
        'P[Reference "1", Note[Lbl "1."], Reference "2", Note[Lbl "2."]]'
    )
    notes = pdf.of("Note")
    assert [note.text for note in notes] == ["1. A note", "2. Another"]
    ids = [str(note.object.ID) for note in notes]
    assert len(set(ids)) == 2
    assert [str(name) for name in list(pdf.pdf.Root.StructTreeRoot.IDTree.Names)[::2]] == ids


def test_a_link_over_two_lines_is_one_with_an_annotation_for_each() -> None:
    pdf = structure(f"<p>See <a href='https://example.org/'>{LONG[:200]}end</a>, <a href='#x'>this</a>.</p><p id=x>X</p>")  # fmt: skip
    long, short = pdf.of("Link")
    assert len(long.annotations) > 3
    assert len(short.annotations) == 1
    assert {str(note.Contents) for note in long.annotations} == {long.text}


def test_a_link_says_its_whole_words_where_a_line_divides_them() -> None:
    style = "p { width: 120px; hyphens: auto } a { overflow-wrap: anywhere }"
    pdf = structure("<p><a href='https://example.org/'>internationalization responsibilities https://example.org/a/very/long/address</a></p>", style)  # fmt: skip
    (link,) = pdf.of("Link")
    said = "internationalization responsibilities https://example.org/a/very/long/address"
    assert {str(note.Contents) for note in link.annotations} == {said}


def test_the_label_of_a_link_describes_it() -> None:
    pdf = structure("<p><a href='https://example.org/' aria-label='3. A law'>3</a>")
    (link,) = pdf.of("Link")
    assert link.text == "3"
    assert [str(note.Contents) for note in link.annotations] == ["3. A law"]


def test_boxes_inside_a_link_have_no_annotation_of_their_own() -> None:
    pdf = structure("<p><a href='https://example.org/'>One <b>two</b> <i aria-hidden=true>x</i></a>")  # fmt: skip
    (note,) = pdf.pdf.pages[0].Annots
    (link,) = pdf.of("Link")
    assert [found.objgen for found in link.annotations] == [note.objgen]
    assert link.text == "One two"


@pytest.mark.parametrize(
    ("style", "placement"), [("display: block", "/Block"), ("vertical-align: top", "/Inline")]
)
def test_a_picture_says_where_it_is_from_the_pages_lower_left_corner(
    style: str, placement: str
) -> None:
    pdf = structure(f"<p>One</p><p><img style='{style}' src=\"{DOT}\" alt='A dot'></p>")
    (figure,) = pdf.of("Figure")
    assert figure.attribute("/Placement") == placement
    box = [float(edge) for edge in figure.attribute("/BBox")]
    assert box[2] - box[0] == pytest.approx(30, abs=0.01)
    assert box[3] - box[1] == pytest.approx(22.5, abs=0.01)
    assert box[0] == pytest.approx(15, abs=0.01)
    assert 200 < box[3] < 285


def test_a_picture_that_decorates_is_an_artifact() -> None:
    pdf = structure(f"<p>One <img src=\"{DOT}\" alt=''> two</p>")
    assert pdf.of("Figure") == []
    assert any(piece.pictures for piece in pdf.pages[0].artifacts)


def test_a_picture_without_words_is_told() -> None:
    with pytest.raises(Failure, match="has no required alt description"):
        made(f'<p><img src="{DOT}">')


def test_a_running_foot_is_read_once_and_what_only_a_style_sheet_says_never() -> None:
    style = ".foot { position: running(foot) } @page { @bottom-left { content: element(foot) } @bottom-right { content: counter(page) } }"
    pdf = structure(f"<p class=foot>Who we are</p><p>{LONG}</p><p>{LONG}</p>", style)
    assert len(pdf.pages) > 1
    assert [p.text for p in pdf.of("P") if "Who" in p.text] == ["Who we are"]
    for number, page in enumerate(pdf.pages, 1):
        artifacts = [piece.text for piece in page.artifacts if piece.text]
        assert artifacts == ([str(number)] if number == 1 else ["Who we are", str(number)])


def test_another_language_is_said_where_it_begins_and_ends() -> None:
    body = "<p>One <i lang=fr>deux <b lang=en>three</b></i> <i lang=en>four</i></p><ul lang=es style='list-style:none'><li>cinco</ul><div lang=de><p>sechs</div>"
    pdf = structure(body)
    spoken = [(e.text, str(e.object.Lang)) for e in pdf.root.all() if "/Lang" in e.object]
    assert spoken == [("deux three", "fr"), ("three", "en"), ("cinco", "es"), ("sechs", "de")]


def test_no_link_is_left_outside_the_structure() -> None:
    style = ".foot { position: running(foot) } @page { @bottom-left { content: element(foot) } }"
    body = f"<p class=foot><a href='https://example.org/'>Us</a></p><p>{LONG}</p><p>{LONG}</p>"
    pdf = structure(body, style)
    notes = [note for page in pdf.pdf.pages for note in page.get("/Annots", [])]
    assert len(notes) == len([n for link in pdf.of("Link") for n in link.annotations]) == 1
    assert all("/StructParent" in note for note in notes)


@pytest.mark.conformance
def test_verapdf_passes_tables_notes_lists_and_long_links(tmp_path: Path) -> None:
    style = ".n { float: footnote }"
    lists = "<ul><li>One<ol><li>In</ol></ul><ol><li>One</ol><dl><dt>Term<dd>Meaning</dl>"
    body = f"{TABLE}{lists}<p>{LONG}<a href='https://example.org/'>{LONG[:200]}</a><span class=n>A note</span></p><p><abbr title='and so on'>etc.</abbr> <q>said</q></p>"
    file = tmp_path / "all.pdf"
    file.write_bytes(made(body, style))
    with pikepdf.open(file) as opened:
        assert len(opened.pages) > 1
    for verdict in verify([file]):
        assert verdict.compliant, verdict
