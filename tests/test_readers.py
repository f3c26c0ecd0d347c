"""What readers with screen readers get: each layout's finished PDF, read back by its structure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from html.parser import HTMLParser
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from PIL import Image

from reportcli import products
from reportcli.edition import one
from reportcli.load import load
from reportcli.project import find
from support.giving import SWISS
from support.projects import ARABIC, REPOSITORY, write, write_rich
from support.structure import Element, Structure

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Built

# WeasyPrint leaves the file of its colour profile to the garbage collector.
pytestmark = pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)

LAYOUTS = ("annual", "booklet", "poster", "letter")
MIXED = f"""\
[organization]
name = {{ fr = "Défense & Droits", en = "Defence & Rights" }}
url = "https://example.org"
email = "bonjour@example.org"
address = "Rue de la Paix 1, 1202 Genève"

[organization.donate]
url = "https://example.org/dons"
{SWISS}
[reports.2024]
languages = ["fr", "en"]
title = {{ fr = "Nos 3 victoires", en = "Our 3 victories" }}
cover = {{ src = "p.jpg", alt = "Une rue pleine", credit = "Photo : A. B." }}
intro = "Une année, voir [notre site, où tout se trouve, depuis toujours et pour longtemps](https://example.org/a)."
closing = {{ fr = "Merci.", en = "Thank you." }}

[[reports.2024.victories]]
title = "Une loi attendue"
text = {{ fr = "Le parlement l'a votée, voir [sa page](https://example.org/loi).", en = "Parliament passed it, see [its page](https://example.org/loi)." }}
quote = {{ text = "C'est une loi pour nous.", by = "Une défenseuse" }}
image = {{ src = "p.jpg", alt = "Des mains levées" }}
figures = [{{ value = "8", label = "ans d'attente" }}]
partners = ["Amnesty International"]
date = 2024-03-08

[[reports.2024.victories]]
title = {{ fr = "Acquittées", en = "Acquitted" }}
text = {{ fr = "Trois femmes.", en = "Three women." }}
places = ["CD", "BR"]
figures = [{{ value = "25e", label = {{ fr = "audience", en = "hearing" }} }}]
links = [{{ label = {{ fr = "Le jugement", en = "The judgment" }}, url = "https://example.org/jugement/un/chemin/assez/long/pour/deux/lignes/de/texte/ou/plus" }}]
date = "2024-05"

[[reports.2024.victories]]
text = {{ fr = "Sans titre.", en = "Untitled." }}
places = ["BR"]
"""


@dataclass
class Case:
    """A layout's edition: the HTML that was typeset, and the PDF."""

    layout: str
    language: str
    html: str
    file: Path | BytesIO

    @cached_property
    def pdf(self) -> Structure:
        return Structure(self.file)


CONTENTS = [("2023", "fr"), ("rich", "fr"), ("rich", "en"), ("arabic", "ar"), ("mixed", "en")]
MADE = {  # what other tests have built
    ("annual", "2023"): "report",
    ("booklet", "2023"): "booklet",
    ("annual", "rich"): "rich",
    ("booklet", "rich"): "rich_booklet",
    ("annual", "arabic"): "arabic",
}


@pytest.fixture(scope="module")
def projects(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    mixed = write(tmp_path_factory.mktemp("mixed"), MIXED)
    Image.new("RGB", (600, 400), "grey").save(mixed / "p.jpg")
    return {
        "2023": REPOSITORY,
        "rich": write_rich(tmp_path_factory.mktemp("rich")),
        "arabic": write(tmp_path_factory.mktemp("arabic"), ARABIC),
        "mixed": mixed,
    }


@pytest.fixture(
    scope="module",
    params=[(layout, *content) for layout in LAYOUTS for content in CONTENTS],
    ids="-".join,
)
def case(request: pytest.FixtureRequest, projects: dict[str, Path]) -> Case:
    layout, content, language = request.param
    project = find(projects[content])
    loaded = load(project)
    assert loaded.data
    edition = one(project, loaded, "2023" if content == "2023" else "2024", layout, language)
    html = products.sheets(loaded.source, edition)
    if (layout, content) in MADE:
        built: Built = request.getfixturevalue(MADE[layout, content])
        return Case(layout, language, html, built.file("pdf", language))
    typeset = products.typeset(loaded.source, edition, html)
    return Case(layout, language, html, BytesIO(typeset.data))


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u00ad]", "", text)


VOID = {"meta", "link", "img", "br", "path", "circle"}


class _Story(HTMLParser):
    """A page's words in the order of its HTML, without what is hidden; its page numbers where they go."""

    def __init__(self, pages: dict[str, int]) -> None:
        super().__init__()
        self.pages = pages
        self.said = ""
        self.feet = ""
        self.depth: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in VOID:
            return
        hidden = tag in {"head", "style"} or given.get("aria-hidden") == "true"
        foot = given.get("class") == "foot t7"  # the letter's, which stands in the margin
        self.depth.append((tag, "hidden" if hidden else "foot" if foot else None))
        target = given.get("data-page")
        if target and "page-number" in (given.get("class") or ""):
            self.say(str(self.pages[target[1:]]))
        self.after = target if target and "page-number" not in (given.get("class") or "") else None

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if self.depth and self.after:
            self.say(str(self.pages[self.after[1:]]))
        self.after = None
        assert self.depth.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        self.say(data)

    def say(self, text: str) -> None:
        states = [state for _, state in self.depth]
        if "foot" in states:
            self.feet += text
        elif "hidden" not in states:
            self.said += text


def story(case: Case) -> str:
    pages = {name: page + 1 for name, (page, _, _) in case.pdf.destinations.items()}
    reader = _Story(pages)
    reader.feed(case.html)
    return squeezed(reader.said + reader.feet)


def test_the_whole_story_is_read_once_and_in_its_order(case: Case) -> None:
    said = squeezed(case.pdf.root.text)
    if case.language == "ar":  # Pango orders a line's glyphs as they are seen
        assert sorted(said) == sorted(story(case))
    else:
        assert said == story(case)


def test_what_is_not_read_is_an_artifact_and_only_that(case: Case) -> None:
    for page in case.pdf.pages:
        assert page.loose == []
        claimed = sorted(mcid for number, mcid in case.pdf.claimed if number == page.number)
        assert claimed == sorted(page.marked)


def test_each_content_and_each_link_finds_its_element_by_the_parent_tree(case: Case) -> None:
    pdf = case.pdf
    owned: set[int] = set()
    for element in pdf.root.all():
        for piece_page, mcid in _own(pdf, element):
            row = pdf.parents[int(pdf.pages[piece_page].page.StructParents)]
            assert row[mcid].objgen == element.object.objgen
        for annotation in element.annotations:
            assert pdf.parents[int(annotation.StructParent)].objgen == element.object.objgen
            owned.add(int(annotation.StructParent))
    pages = {int(page.page.StructParents) for page in pdf.pages}
    assert set(pdf.parents) == pages | owned
    assert not pages & owned


def _own(pdf: Structure, element: Element) -> list[tuple[int, int]]:
    found = []
    for kid in element.object.get("/K", []):
        if not isinstance(kid, pikepdf.Object):
            found.append((pdf.numbers[element.object.Pg.objgen], int(kid)))
        elif kid.get("/Type") == "/MCR":
            found.append((pdf.numbers[kid.Pg.objgen], int(kid.MCID)))
    return found


STANDARD = {"Document", "Part", "Art", "Sect", "BlockQuote", "P", "H1", "H2", "H3", "H4", "L", "LI", "Lbl", "LBody", "Span", "Link", "Figure", "Caption"}  # fmt: skip


def test_elements_have_standard_types_and_hold_something(case: Case) -> None:
    elements = list(case.pdf.root.all())
    assert elements[0].type == "Document"
    assert {element.type for element in elements} <= STANDARD  # needs no role map
    assert "/RoleMap" not in case.pdf.pdf.Root.StructTreeRoot
    assert [element.type for element in elements if not element.kids] == []


def test_text_stands_in_paragraphs_headings_items_and_not_in_one_another(case: Case) -> None:
    holders = {"P", "H1", "H2", "H3", "H4", "LBody", "Lbl", "Link", "Span", "Figure", "Caption"}
    for element in case.pdf.root.all():
        direct = [kid for kid in element.kids if not isinstance(kid, Element)]
        assert not direct or element.type in holders
        if element.type in {"P", "H1", "H2", "H3", "H4"}:
            inside = {kid.type for kid in element.all()}
            assert inside <= {"Link", "Span"}


def test_one_heading_is_the_first_and_none_skips_a_level(case: Case) -> None:
    levels = [int(e.type[1]) for e in case.pdf.root.all() if re.fullmatch(r"H\d", e.type)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_a_heading_says_all_of_its_title_once(case: Case) -> None:
    typed = re.findall(r"<h([1-4])[^>]*>(.*?)</h\1>", case.html, re.DOTALL)
    headings = [e for e in case.pdf.root.all() if re.fullmatch(r"H\d", e.type)]
    assert len(headings) == len(typed)
    for heading, (level, inside) in zip(headings, typed, strict=True):
        assert heading.type == f"H{level}"
        if case.language != "ar":
            assert squeezed(heading.text) == squeezed(_plain(inside))


def _plain(html: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", html))


def test_an_element_that_lines_and_pages_break_is_one(case: Case) -> None:
    typed = re.findall(r"<p[ >]", _without_hidden(case.html))
    paragraphs = case.pdf.of("P")
    lists = len(re.findall(r"<[uo]l[ >]", case.html))
    assert len(case.pdf.of("L")) == lists
    assert len(case.pdf.of("LI")) == len(re.findall(r"<li[ >]", case.html))
    assert len(paragraphs) >= len(typed)


def _without_hidden(html: str) -> str:
    return re.sub(r'<p[^>]*aria-hidden="true".*?</p>', "", html, flags=re.DOTALL)


def test_lists_are_of_items_with_a_body_and_say_how_they_are_numbered(case: Case) -> None:
    for found in case.pdf.of("L"):
        items = [kid for kid in found.kids if isinstance(kid, Element)]
        assert len(items) == len(found.kids)
        assert {item.type for item in items} == {"LI"}
        shapes = {tuple(kid.type for kid in item.kids if isinstance(kid, Element)) for item in items}  # fmt: skip
        assert shapes in ({("LBody",)}, {("Lbl", "LBody")})
        labelled = shapes == {("Lbl", "LBody")}
        assert found.attribute("/O") == "/List"
        assert found.attribute("/ListNumbering") == ("/Decimal" if labelled else "/None")
    for part in case.pdf.of("LI"):
        assert part.parent
        assert part.parent.type == "L"


def test_only_the_letters_victories_are_numbered_by_labels(case: Case) -> None:
    """Other layouts draw numerals, or have them in headings."""
    labels = [label.text for label in case.pdf.of("Lbl")]
    count = len(re.findall(r'class="no"', case.html)) if case.layout == "letter" else 0
    arabic = "٠١٢٣٤٥٦٧٨٩"
    assert [int(label.translate({ord(d): str(v) for v, d in enumerate(arabic)})) for label in labels] == list(range(1, count + 1))  # fmt: skip


def test_a_link_is_one_element_with_its_text_and_is_described_by_it(case: Case) -> None:
    pdf = case.pdf
    owned = []
    for link in pdf.of("Link"):
        assert link.annotations
        assert link.text.strip()
        assert not any(inner.type == "Link" for inner in link.all())
        for annotation in link.annotations:
            described = str(annotation.Contents)
            assert not re.match(r"(https?://|mailto:|#|v\d+$)", described)
            if re.fullmatch(r"[\d٠-٩ ]+", link.text):
                assert re.search(r"[^\W\d]{3}", described), "a number does not say where it leads"
            elif case.language != "ar" and "/A" in annotation:
                assert squeezed(described) == squeezed(link.text)
            owned.append(annotation.objgen)
    drawn = [note.objgen for page in pdf.pdf.pages for note in page.get("/Annots", [])]
    assert sorted(owned) == sorted(drawn)
    assert len(set(owned)) == len(owned)
    assert len(pdf.of("Link")) == len(re.findall(r"<a ", case.html))


def test_a_links_text_lies_under_its_annotations(case: Case) -> None:
    for link in case.pdf.of("Link"):
        boxes = [
            (case.pdf.numbers[annotation.P.objgen] if "/P" in annotation else None, [float(edge) for edge in annotation.Rect])
            for annotation in link.annotations
        ]  # fmt: skip
        for piece in link.marked():
            if piece.start and piece.text.strip():
                x, y = piece.start
                assert any(
                    min(a, c) - 1 <= x <= max(a, c) + 1 and min(b, d) - 1 <= y <= max(b, d) + 1
                    for _, (a, b, c, d) in boxes
                )


def test_a_picture_has_words_and_the_place_where_it_is_painted(case: Case) -> None:
    figures = case.pdf.of("Figure")
    assert len(figures) == len(re.findall(r"<img ", case.html))
    for figure in figures:
        described = str(figure.object.Alt)
        assert re.search(r"[^\W\d]{2}.*[^\W\d]{2}", described)
        assert not re.search(r"\.(jpe?g|png|svg)$|base64", described)
        assert figure.attribute("/O") == "/Layout"
        assert figure.attribute("/Placement") in {"/Block", "/Inline"}
        (piece,) = figure.marked()
        boxes = piece.pictures
        assert boxes
        painted = [
            *(min(box[at] for box in boxes) for at in (0, 1)),
            *(max(box[at] for box in boxes) for at in (2, 3)),
        ]
        assert [float(edge) for edge in figure.attribute("/BBox")] == pytest.approx(painted, abs=0.5)  # fmt: skip


def test_words_of_another_language_say_so(case: Case) -> None:
    assert str(case.pdf.pdf.Root.Lang) == case.language
    marked = [element for element in case.pdf.root.all() if "/Lang" in element.object]
    typed = re.findall(r' lang="([^"]*)"', case.html)
    assert [element.language for element in marked] == [one for one in typed if one != case.language]  # fmt: skip
    french = [e for e in case.pdf.root.all() if e.text in {"Une loi attendue", "ans d’attente"}]
    assert bool(french) == ("Une loi attendue" in case.html)
    for element in french:
        assert "fr" in {element.language, *(kid.language for kid in element.all())}


def test_the_window_shows_the_title_and_tab_follows_the_structure(case: Case) -> None:
    root = case.pdf.pdf.Root
    assert root.ViewerPreferences.DisplayDocTitle
    assert root.MarkInfo.Marked
    assert "/Suspects" not in root.MarkInfo
    assert str(case.pdf.pdf.docinfo.Title).strip()
    assert all(page.Tabs == "/S" for page in case.pdf.pdf.pages)


def test_bookmarks_stand_in_the_order_of_the_story_and_lead_to_their_headings(case: Case) -> None:
    pdf = case.pdf
    headings = iter([e for e in pdf.root.all() if re.fullmatch(r"H[12]", e.type)])
    with pdf.pdf.open_outline() as outline:
        entries = list(_flat(outline.root))
    assert entries
    for entry in entries:
        title, page, top = squeezed(entry.title), entry.destination[0], float(entry.destination[3])
        for heading in headings:
            bare = squeezed(re.sub(r"^\d+(/\d+)?", "", heading.text))
            if case.language == "ar" or bare in title:
                break
        else:
            pytest.fail(f"no heading says {entry.title}")
        (first, *_) = [piece for piece in heading.marked() if piece.start]
        assert pdf.numbers[page.objgen] == first.page
        assert first.start
        assert top >= first.start[1] - 1


def _flat(items: Any) -> Any:
    for item in items:
        yield item
        yield from _flat(item.children)


def test_printed_folios_are_those_that_viewers_count(case: Case) -> None:
    """So that no /PageLabels are needed."""
    seen = 0
    assert "/PageLabels" not in case.pdf.pdf.Root
    title = str(case.pdf.pdf.docinfo.Title)
    for number, page in enumerate(case.pdf.pages, 1):
        feet = [piece.text for piece in page.artifacts if piece.kind == "/Pagination"]
        for foot in filter(str.strip, feet):
            if re.fullmatch(r"\d{1,3}", foot.strip()):
                assert int(foot) == number
            elif squeezed(foot).startswith(squeezed(title)) and case.language != "ar":
                assert squeezed(foot).removeprefix(squeezed(title)) in {"", str(number)}
            seen += 1
    assert seen >= (3 if case.layout in {"annual", "booklet"} else 0)
