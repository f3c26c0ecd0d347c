"""Fonts of a project's own: read in the file, checked, embedded in the PDF and in the page."""

from __future__ import annotations

import re
from base64 import b64decode
from io import BytesIO
from pathlib import Path
from shutil import copy
from typing import Any

import pikepdf
import pytest
from fontTools.pens.basePen import NullPen
from fontTools.pens.boundsPen import BoundsPen
from fontTools.svgLib import parse_path
from fontTools.ttLib import TTFont

from reportcli import fonts, own_fonts
from reportcli.build import Order, build
from reportcli.checks.fonts import fault
from reportcli.conformance.programs import run as run_checker
from reportcli.conformance.verapdf import verify
from reportcli.diagnostics import Diagnostic, Failure
from reportcli.edition import one
from reportcli.layouts import built_in
from reportcli.load import load
from reportcli.mail import personal
from reportcli.project import find
from reportcli.watch import inputs
from support.fonts import font, variable
from support.projects import SMALL, write

# WeasyPrint leaves the file of its colour profile to the garbage collector.
pytestmark = pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)

LIBRARY = fonts.library(built_in() / "fonts")


def brand(*files: str, **families: str) -> str:
    names = ", ".join(f'"{file}"' for file in files)
    uses = "".join(f'{use} = "{family}"\n' for use, family in families.items())
    return f"[brand.fonts]\nfiles = [{names}]\n{uses}"


def built(
    folder: Path, head: str, report: str = SMALL
) -> tuple[dict[str, bytes], list[Diagnostic]]:
    project = find(write(folder, f"{head}\n{report}"))
    products, told = build(project, Order(["2024"]), lambda _doing: None)
    return {product.path.suffix[1:]: product.data for product in products}, list(told)


def refused(folder: Path, head: str, report: str = SMALL) -> list[Diagnostic]:
    with pytest.raises(Failure) as failure:
        built(folder, head, report)
    return list(failure.value.diagnostics)


# What a file says of itself


@pytest.mark.parametrize("kind", ["ttf", "otf", "woff2"])
def test_family_weight_and_style_are_read_in_the_file(tmp_path: Path, kind: str) -> None:
    face = own_fonts.read(font(tmp_path / f"any.{kind}", "Ma Fonte", 700))
    assert (face.family, face.weight, face.style) == ("Ma Fonte", 700, "normal")
    assert face.own
    assert face.data[:4] in {b"\0\1\0\0", b"OTTO"}


def test_an_italic_is_known_as_one(tmp_path: Path) -> None:
    file = font(tmp_path / "a.ttf", weight=400, italic=True, source=401)
    assert own_fonts.read(file).style == "italic"


FILES = {
    "text.ttf": b"Bonjour",
    "empty.otf": b"",
    "half.woff2": None,
    "font.zip": b"PK",
}

# name · what is said · what to do
FAULTS = [
    ("fonts/esai.ttf", "there is no font fonts/esai.ttf", "did you mean fonts/essai.ttf?"),
    ("../essai.ttf", "the font lies outside the project", "copy it into"),
    ("", "no font can have this name", "write the path of a font file"),
    ("fonts", "fonts is not a font but a folder", "name the font file itself"),
    ("text.ttf", "text.ttf is not a font, or damaged", "get the file anew"),
    ("empty.otf", "empty.otf is not a font, or damaged", "get the file anew"),
    ("half.woff2", "half.woff2 is not a font, or damaged", "get the file anew"),
    ("font.zip", "font.zip is no .ttf, .otf or .woff2", "in one of these formats"),
    ("variable.ttf", "variable.ttf is a variable font", "fonttools varLib.instancer"),
    ("closed.ttf", "closed.ttf may not be embedded: its maker forbids it", "ask its maker"),
    ("whole.ttf", "whole.ttf may not be embedded in part", "choose another font"),
    ("quoted.ttf", "quoted.ttf has a family name that cannot be used", "a plain name"),
]


@pytest.mark.parametrize(("name", "message", "hint"), FAULTS, ids=[case[0] for case in FAULTS])
def test_a_bad_font_is_told_with_what_to_do(
    tmp_path: Path, name: str, message: str, hint: str
) -> None:
    root = tmp_path / "project"
    whole = font(root / "fonts/essai.ttf").read_bytes()
    (tmp_path / "essai.ttf").write_bytes(whole)
    for file, data in FILES.items():
        (root / file).write_bytes(whole[:5000] if data is None else data)
    variable(root / "variable.ttf")
    font(root / "closed.ttf", embedding=2)
    font(root / "whole.ttf", embedding=0x104)
    font(root / "quoted.ttf", 'A"}')
    found = fault(root, name)
    assert found is not None
    assert found[0].startswith(message)
    assert hint in found[1]


@pytest.mark.parametrize("embedding", [0, 4, 8])
def test_a_font_that_may_be_embedded_has_no_fault(tmp_path: Path, embedding: int) -> None:
    font(tmp_path / "a.ttf", embedding=embedding)
    assert fault(tmp_path, "a.ttf") is None


def test_a_bad_font_is_told_where_it_is_named(tmp_path: Path) -> None:
    font(tmp_path / "a.ttf")
    (found,) = refused(tmp_path, brand("a.ttf", "b.ttf", display="Essai"))
    assert (found.code, found.severity) == ("D022", "error")
    assert found.place is not None
    assert (found.place.line, found.place.excerpt) == (2, 'files = ["a.ttf", "b.ttf"]')


# What a family lacks

NAMED = {"display": "Essai", "text": "Essai"}
EMPHATIC = SMALL.replace("une loi", "**une** *loi*")


@pytest.mark.parametrize(
    ("weight", "named", "report", "expected"),
    [
        (800, {"display": "Essai"}, SMALL, []),
        (700, {"display": "Essai"}, SMALL, []),
        (400, {"display": "Essai"}, SMALL, ["no extra bold (weight 800)", "no bold (weight 700)"]),
        (400, {"text": "Essai"}, SMALL, []),
        (800, {"text": "Essai"}, SMALL, ["no regular (weight 400)"]),
        (400, {"text": "Essai"}, EMPHATIC, ["no italic (weight 400)", "no bold (weight 700)"]),
    ],
)
def test_a_weight_that_is_missing_is_told_and_another_stands_for_it(
    tmp_path: Path, weight: int, named: dict[str, str], report: str, expected: list[str]
) -> None:
    font(tmp_path / "a.ttf", weight=weight)
    _, told = built(tmp_path, brand("a.ttf", **named), report)
    assert [re.findall(r"`Essai` has (.*):", fault_.message)[0] for fault_ in told] == expected
    assert {fault_.severity for fault_ in told} <= {"warning"}


def test_a_font_that_is_not_used_is_told_with_how_to_use_it(tmp_path: Path) -> None:
    font(tmp_path / "a.ttf")
    _, (told,) = built(tmp_path, brand("a.ttf"))
    assert (told.code, told.severity) == ("L013", "warning")
    assert 'write display = "Essai"' in (told.hint or "")


def test_two_files_of_one_weight_are_told(tmp_path: Path) -> None:
    for name in ("a.ttf", "b.ttf"):
        font(tmp_path / name)
    _, (told,) = built(tmp_path, brand("a.ttf", "b.ttf", display="Essai"))
    assert told.message == "b.ttf is of the same weight and style as a.ttf, which is taken"


def test_an_unknown_family_is_told_with_the_projects_own(tmp_path: Path) -> None:
    font(tmp_path / "a.ttf")
    told = refused(tmp_path, brand("a.ttf", display="Esai"))
    assert "Essai" in (next(f for f in told if f.code == "L004").hint or "")


def without(file: Path, signs: str) -> None:
    made: Any = TTFont(file)
    for table in made["cmap"].tables:
        for sign in signs:
            table.cmap.pop(ord(sign), None)
    made.save(file)


def test_a_sign_that_was_typed_and_is_not_in_the_font_is_told(tmp_path: Path) -> None:
    without(font(tmp_path / "a.ttf"), "ée")
    found = refused(tmp_path, brand("a.ttf", display="Essai"))
    assert {fault_.code for fault_ in found} == {"D030", "D031"} or found[0].code == "D030"
    assert "choose a font that has it" in (found[0].hint or "")


def test_a_sign_that_the_page_adds_and_is_not_in_the_font_is_told(tmp_path: Path) -> None:
    without(font(tmp_path / "a.ttf"), "’7")
    report = SMALL.replace("une loi", "l'accord")
    (found,) = refused(tmp_path, brand("a.ttf", display="Essai"), report)
    assert (found.code, found.place and found.place.line) == ("D031", 3)
    assert "“7” (U+0037 digit seven), “’” (U+2019" in found.message


# In the finished files


def embedded(pdf: bytes) -> set[str]:
    """The fonts of a PDF, all of them subset, without what stands before the plus."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        names = [
            str(item["/FontName"])
            for item in opened.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"
        ]
    assert all(re.match(r"/[A-Z]{6}\+", name) for name in names)
    return {name.partition("+")[2] for name in names}


@pytest.mark.parametrize("kind", ["ttf", "otf", "woff2"])
def test_the_pdf_is_set_in_the_projects_fonts(tmp_path: Path, kind: str) -> None:
    font(tmp_path / f"fonts/Gras noir.{kind}")
    files, told = built(tmp_path, brand(f"fonts/Gras noir.{kind}", display="Essai"))
    assert told == []
    names = embedded(files["pdf"])
    assert any(name.startswith("Essai") for name in names)
    assert not any(name.startswith("Bricolage") for name in names)


def test_a_family_that_the_layouts_have_too_is_the_projects(tmp_path: Path) -> None:
    font(tmp_path / "a.ttf", "Literata", 400, source=700)
    project = find(write(tmp_path, f"{brand('a.ttf')}\n{SMALL}"))
    edition = one(project, load(project), "2024", None, None)
    assert [face.own for face in edition.fonts.faces if face.family == "Literata"] == [True]


def faces_of(page: bytes) -> list[tuple[str, str, Any]]:
    rule = rb'@font-face\{font-family:"(.+?)";font-weight:(\d+);[^}]*?base64,([^)]+)\)'
    return [
        (family.decode(), weight.decode(), TTFont(BytesIO(b64decode(data))))
        for family, weight, data in re.findall(rule, page)
    ]


@pytest.mark.parametrize("kind", ["ttf", "otf", "woff2"])
def test_the_page_carries_of_the_font_what_its_signs_need(tmp_path: Path, kind: str) -> None:
    font(tmp_path / f"a.{kind}")
    files, _ = built(tmp_path, brand(f"a.{kind}", display="Essai"), SMALL.replace("loi", "œuvre"))
    own = [(weight, made) for family, weight, made in faces_of(files["html"]) if family == "Essai"]
    assert [weight for weight, _ in own] == ["800", "700"]
    for _, made in own:
        held = set(made.getBestCmap())
        assert set(map(ord, "Une œuvre0123456789")) <= held
        assert not held & set(map(ord, "ŁЖΩ"))
        assert made.flavor == "woff2"


def test_a_browser_takes_the_font(tmp_path: Path, browser: Any) -> None:
    font(tmp_path / "a.otf")
    files, _ = built(tmp_path, brand("a.otf", display="Essai"))
    (tmp_path / "page.html").write_bytes(files["html"])
    page, said = browser.new_page(), []
    page.on("console", lambda message: said.append(message.text))
    page.goto((tmp_path / "page.html").as_uri())
    page.evaluate("document.fonts.ready.then(() => true)")
    loaded = "[...document.fonts].filter(f => f.status == 'loaded').map(f => f.family)"
    assert "Essai" in {name.strip('"') for name in page.evaluate(loaded)}
    assert said == []
    page.close()


def test_the_same_font_gives_the_same_bytes(tmp_path: Path) -> None:
    made, file = [], font(tmp_path / "a.woff2")
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        copy(file, tmp_path / name)
        made.append(built(tmp_path / name, brand("a.woff2", display="Essai"))[0])
        own_fonts.forget()
    assert made[0] == made[1]


# Numerals and measures


def test_numerals_are_drawn_from_the_projects_font(tmp_path: Path) -> None:
    own = own_fonts.read(font(tmp_path / "a.otf"))
    given = LIBRARY.face("Bricolage Grotesque", 800)
    assert own.advance("2023") == pytest.approx(given.advance("2023"))
    boxes = []
    for face in (own, given):
        pen = BoundsPen(None)
        parse_path(face.outline("10", 50, 7, 40), pen)
        boxes.append(pen.bounds)
    assert boxes[0] == pytest.approx(boxes[1], abs=0.1)


def test_contours_that_overlap_are_drawn_as_one(tmp_path: Path) -> None:
    file = font(tmp_path / "a.ttf")
    made: Any = TTFont(file)
    pen = _rectangles(made, [(0, 0, 300, 600), (200, 0, 500, 600)])
    made["glyf"][made.getBestCmap()[ord("1")]] = pen.glyph()
    made.save(file)
    path = own_fonts.read(file).outline("1", 1000)
    assert path.count("M") == 1
    parse_path(path, NullPen())


def _rectangles(made: Any, boxes: list[tuple[int, int, int, int]]) -> Any:
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    pen = TTGlyphPen(made.getGlyphSet())
    for left, bottom, right, top in boxes:
        pen.moveTo((left, bottom))
        for point in ((left, top), (right, top), (right, bottom)):
            pen.lineTo(point)
        pen.closePath()
    return pen


def test_digits_that_hang_are_drawn_as_tall_as_capitals(tmp_path: Path) -> None:
    from fontTools.feaLib.builder import addOpenTypeFeaturesFromString

    file = font(tmp_path / "a.ttf")
    made: Any = TTFont(file)
    cmap = made.getBestCmap()
    hanging, tall = cmap[ord("x")], cmap[ord("3")]
    for table in made["cmap"].tables:
        table.cmap[ord("3")] = hanging
    addOpenTypeFeaturesFromString(made, f"feature lnum {{ sub {hanging} by {tall}; }} lnum;")
    made.save(file)
    expected = LIBRARY.face("Bricolage Grotesque", 800).ink("3")
    assert own_fonts.read(file).ink("3") == expected


# Elsewhere


def test_watch_sees_that_a_font_has_changed(tmp_path: Path) -> None:
    file = font(tmp_path / "fonts/a.ttf")
    project = find(write(tmp_path, f"{brand('fonts/a.ttf', display='Essai')}\n{SMALL}"))
    before = inputs.stamps(project, [])
    assert file.parent in inputs.folders(project, [])
    font(file, weight=700)
    assert inputs.stamps(project, []).fonts != before.fonts


@pytest.mark.pdf
@pytest.mark.parametrize("kind", ["ttf", "woff2", "otf"])
def test_a_dedication_is_set_in_the_projects_font_where_that_is_truetype(
    tmp_path: Path, kind: str
) -> None:
    font(tmp_path / f"a.{kind}", weight=400)
    project = find(write(tmp_path, f"{brand(f'a.{kind}', text='Essai')}\n{SMALL}"))
    loaded = load(project)
    edition = one(project, loaded, "2024", None, None)
    if kind == "otf":
        with pytest.raises(Failure) as failure:
            personal.base(edition, loaded.source)
        assert "PostScript" in failure.value.diagnostics[0].message
    else:
        base = personal.base(edition, loaded.source)
        assert "Essai-400" in embedded(base.data)


@pytest.mark.conformance
@pytest.mark.parametrize("kind", ["ttf", "otf", "woff2"])
def test_verapdf_passes_a_report_in_a_font_of_the_projects(tmp_path: Path, kind: str) -> None:
    font(tmp_path / f"a.{kind}")
    font(tmp_path / f"b.{kind}", "Lecture", 400)
    names = (f"a.{kind}", f"b.{kind}")
    files, told = built(tmp_path, brand(*names, display="Essai", text="Lecture"))
    assert told == []
    (tmp_path / "report.pdf").write_bytes(files["pdf"])
    for verdict in verify([tmp_path / "report.pdf"], ("3a", "ua1")):
        assert verdict.compliant, verdict
    assert run_checker("qpdf", "--check", tmp_path / "report.pdf").returncode == 0
