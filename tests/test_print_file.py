"""What a print shop gets: `build --for print`, read back from the finished bytes."""

from __future__ import annotations

import re
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pikepdf
import pypdfium2
import pytest

from reportcli.conformance.programs import run as run_checker
from reportcli.press.preflight import preflight
from support.inks import colour_spaces, most_ink
from support.projects import SMALL, reportcli, write, write_rich

if TYPE_CHECKING:
    from collections.abc import Iterator

MM = 72 / 25.4
SIZES = {"annual": (210, 297), "booklet": (148, 210), "poster": (297, 420), "letter": (210, 297)}
KINDS = (*SIZES, "rich", "rich booklet")

pytestmark = pytest.mark.pdf


@pytest.fixture(params=KINDS)
def file(request: pytest.FixtureRequest, printed: dict[str, Path]) -> Path:
    return printed[request.param]


@pytest.fixture
def pdf(file: Path) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(file) as opened:
        yield opened


def operators(content: Any) -> list[tuple[str, list[Any]]]:
    return [(str(i.operator), list(i.operands)) for i in pikepdf.parse_content_stream(content)]


def test_the_file_is_named_for_print(printed: dict[str, Path]) -> None:
    assert printed["annual"].name == "nos-10-victoires-2023.print.pdf"
    assert printed["booklet"].name == "nos-10-victoires-2023.booklet.print.pdf"


def test_it_says_that_it_is_pdf_x_4(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata(update_docinfo=False, set_pikepdf_as_editor=False) as metadata:
        assert metadata["{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion"] == "PDF/X-4"
        assert metadata["dc:title"] == str(pdf.docinfo.Title)
        assert metadata["xmp:CreateDate"] == metadata["xmp:ModifyDate"] == "1970-01-01T00:00:00Z"
        assert metadata["pdf:Trapped"] == "False"
        assert metadata["xmpMM:DocumentID"].startswith("uuid:")
    assert str(pdf.docinfo.CreationDate) == str(pdf.docinfo.ModDate) == "D:19700101000000Z"
    assert pdf.docinfo.Trapped == "/False"
    assert pdf.pdf_version == "1.6"
    assert "/Filter" not in pdf.Root.Metadata


def test_it_carries_the_profile_of_its_printing_condition(pdf: pikepdf.Pdf) -> None:
    (intent,) = pdf.Root.OutputIntents
    profile = intent.DestOutputProfile.read_bytes()
    assert intent.S == "/GTS_PDFX"
    assert intent.OutputConditionIdentifier == "FOGRA39"
    assert profile[12:20] == b"prtrCMYK"
    assert len(profile) == int.from_bytes(profile[:4])


@pytest.mark.parametrize("layout", SIZES)
def test_pages_are_cut_to_size_and_bleed_three_millimetres(
    printed: dict[str, Path], layout: str
) -> None:
    width, height = SIZES[layout]
    with pikepdf.open(printed[layout]) as pdf:
        for page in pdf.pages:
            trim, bleed, sheet = (
                [float(edge) / MM for edge in box]
                for box in (page.trimbox, page.bleedbox, page.mediabox)
            )
            assert trim == pytest.approx([10, 10, 10 + width, 10 + height], abs=0.01)
            assert bleed == pytest.approx([7, 7, 13 + width, 13 + height], abs=0.01)
            assert sheet == pytest.approx([0, 0, 20 + width, 20 + height], abs=0.01)


def test_no_colour_in_it_is_of_a_screen(file: Path) -> None:
    assert colour_spaces(file) <= {"CMYK", "grey", "pattern", "/Separation over CMYK"}


def test_black_words_are_black_ink_printed_over_what_is_under_them(pdf: pikepdf.Pdf) -> None:
    black = 0
    for page in pdf.pages:
        form = page.obj.Resources.XObject.Page
        inks, over = [0.0, 0, 0, 1], False
        for operator, operands in operators(form):
            if operator == "k":
                inks = [float(ink) for ink in operands]
            elif operator == "gs":
                state = form.Resources.ExtGState[str(operands[0])]
                over = bool(state.get("/op", over)) and state.get("/OPM", 1) == 1
            elif operator == "TJ":
                assert over == (inks == [0, 0, 0, 1])
                black += over
    assert black


def test_a_ground_of_ink_is_black_alone_so_that_small_words_in_it_stay_sharp(
    printed: dict[str, Path],
) -> None:
    with pikepdf.open(printed["booklet"]) as pdf:
        forms = [item for item in pdf.objects if isinstance(item, pikepdf.Stream)]
        contents = [form.read_bytes() for form in forms if form.get("/Subtype") == "/Form"]
    grounds = [text for text in contents if b"-3 -3 m\n151 -3 l" in text]
    assert any(re.search(rb"^0 0 0 1 k$", text, re.MULTILINE) for text in grounds)


def test_nothing_of_it_is_for_readers_or_runs(pdf: pikepdf.Pdf) -> None:
    assert set(pdf.Root.keys()) <= {"/Type", "/Pages", "/Lang", "/Metadata", "/OutputIntents"}
    for page in pdf.pages:
        assert set(page.obj.keys()) == {
            "/Type", "/Parent", "/Contents", "/Resources", "/MediaBox", "/TrimBox", "/BleedBox",
        }  # fmt: skip
    used = {
        operator
        for item in pdf.objects
        if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Form"
        for operator, _ in operators(item)
    }
    assert "TJ" in used
    assert not used & {"BDC", "BMC", "EMC"}


def test_words_that_only_those_hear_who_listen_are_not_in_it(printed: dict[str, Path]) -> None:
    with pikepdf.open(printed["annual"]) as pdf:
        states = [
            state
            for page in pdf.pages
            for state in page.obj.Resources.XObject.Page.Resources.get("/ExtGState", {}).values()
        ]
    assert states
    assert all(float(state.get("/ca", 1)) > 0 for state in states)


def test_what_is_opaque_has_no_transparency(printed: dict[str, Path]) -> None:
    with pikepdf.open(printed["annual"]) as pdf:
        assert not [i for i in pdf.objects if isinstance(i, pikepdf.Stream) and "/Group" in i]


def edge_colours(page: pypdfium2.PdfPage, at: float) -> dict[str, list[tuple[int, ...]]]:
    """The colours along a frame that lies `at` mm outside the cut, each two millimetres."""
    scale = 4 * 25.4 / 72
    picture = page.render(scale=scale).to_pil().convert("RGB")
    width, height = (round(side / 4) - 20 for side in picture.size)

    def colour(x: float, y: float) -> tuple[int, ...]:
        return tuple(
            picture.crop(
                (at := round(4 * (10 + x)), up := round(4 * (10 + y)), at + 1, up + 1)
            ).tobytes()
        )

    down, across = range(2, height - 2, 2), range(2, width - 2, 2)
    return {
        "left": [colour(-at, y) for y in down],
        "right": [colour(width + at, y) for y in down],
        "top": [colour(x, -at) for x in across],
        "bottom": [colour(x, height + at) for x in across],
    }


def test_fields_and_pictures_run_on_over_the_cut(file: Path) -> None:
    """Along nearly all of each edge the colour just inside the cut goes on beyond it.

    Fields and pictures go on for 3 mm, the flag of a 1 for 2; where a numeral or a step crosses the
    edge askew, the colours differ for a few millimetres.
    """
    coloured = 0
    for page in pypdfium2.PdfDocument(file):
        inside, beyond = edge_colours(page, -0.5), edge_colours(page, 1.8)
        for side, colours in inside.items():
            pairs = list(zip(colours, beyond[side], strict=True))
            inked = [(one, other) for one, other in pairs if min(one) < 245]
            white = [pair for pair in inked if min(pair[1]) > 250]
            coloured += len(inked)
            assert len(white) <= 0.06 * len(pairs), (file.name, page, side)
    assert coloured or "letter" in file.name


def test_marks_stand_outside_the_bleed_on_every_plate(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        space = page.obj.Resources.ColorSpace.Registration
        assert [str(part) for part in list(space)[:3]] == ["/Separation", "/All", "/DeviceCMYK"]
        left, bottom, right, top = (float(edge) for edge in page.bleedbox)
        drawn = operators(page)
        points = [[float(v) for v in values] for name, values in drawn if name in {"m", "l"}]
        assert len(points) == 16
        assert not [(x, y) for x, y in points if left < x < right and bottom < y < top]


def test_pictures_are_in_inks_at_300_dots_an_inch_at_the_most(printed: dict[str, Path]) -> None:
    with pikepdf.open(printed["rich"]) as pdf:
        pictures = [
            i
            for i in pdf.objects
            if isinstance(i, pikepdf.Stream) and i.get("/Subtype") == "/Image"
        ]
        assert len(pictures) == 3
        for picture in pictures:
            assert picture.ColorSpace == "/DeviceCMYK"
            assert picture.Width <= 216 / 25.4 * 300 + 1


def test_our_preflight_finds_no_fault_in_it(file: Path) -> None:
    verdict = preflight(file.read_bytes())
    assert verdict.faults == ()
    assert not [soft for soft in verdict.soft if "edge" in soft.what]


def test_pictures_of_too_few_dots_are_told(printed: dict[str, Path]) -> None:
    soft = preflight(printed["rich"].read_bytes()).soft
    assert "a picture on page 6 has 67 dots an inch in print" in [one.what for one in soft]


@pytest.mark.conformance
@pytest.mark.parametrize("kind", KINDS)
def test_ghostscript_lays_down_no_more_ink_than_is_said(
    printed: dict[str, Path], kind: str, tmp_path: Path
) -> None:
    measured = most_ink(printed[kind], tmp_path)
    said = 100 * preflight(printed[kind].read_bytes()).most
    assert 90 < measured <= said + 1 <= 301


@pytest.mark.conformance
@pytest.mark.parametrize("kind", KINDS)
def test_qpdf_finds_it_sound(printed: dict[str, Path], kind: str) -> None:
    assert run_checker("qpdf", "--check", printed[kind]).returncode == 0


@pytest.mark.conformance
def test_ghostscript_finds_too_much_ink_where_it_is(tmp_path: Path) -> None:
    heavy, page = tmp_path / "heavy.pdf", pikepdf.new()
    blank = page.add_blank_page(page_size=(200, 200))
    blank.Contents = page.make_stream(b"0.8 0.8 0.6 1 k 20 20 100 100 re f")
    page.save(heavy)
    assert most_ink(heavy, tmp_path) == pytest.approx(320, abs=1)


def test_the_second_reading_finds_rgb_wherever_it_hides(tmp_path: Path) -> None:
    file, pdf = tmp_path / "rgb.pdf", pikepdf.new()
    page = pdf.add_blank_page(page_size=(200, 200))
    form = pdf.make_stream(
        b"1 0 0 rg 0 0 9 9 re f", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 9, 9],
    )  # fmt: skip
    page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=form))
    page.Contents = pdf.make_stream(b"/F Do")
    pdf.save(file)
    assert colour_spaces(file) == {"RGB"}


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    (project := tmp_path / "é").mkdir()
    write_rich(project)
    made = set()
    for name, zone in (("1", "Asia/Tokyo"), ("2", "America/Lima")):
        done = reportcli(
            "build", "2024", "--for", "print", "--lang", "fr", "--out", name,
            cwd=project, env={"TZ": zone, "PYTHONHASHSEED": name},
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        made |= {sha256(file.read_bytes()).hexdigest() for file in project.glob(f"{name}/2024/*")}
    assert len(made) == 1


def test_its_date_is_the_one_that_is_asked_for(tmp_path: Path) -> None:
    project = write(tmp_path, SMALL)
    more = ("--for", "print", "--layout", "letter")
    done = reportcli("build", "2024", *more, cwd=project, env={"SOURCE_DATE_EPOCH": "1700000000"})
    assert done.returncode == 0, done.stderr
    with pikepdf.open(next(project.glob("out/2024/*.letter.print.pdf"))) as pdf:
        assert str(pdf.docinfo.CreationDate) == "D:20231114221320Z"
        assert b"<xmp:CreateDate>2023-11-14T22:13:20Z<" in pdf.Root.Metadata.read_bytes()


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--format", "html"), "makes a PDF only"),
        (("--format", "html", "--format", "pdf"), "makes a PDF only"),
        (("--impose",), "a print shop lays out the sheets itself"),
    ],
)
def test_what_is_not_for_a_print_shop_is_refused(
    tmp_path: Path, more: tuple[str, ...], said: str
) -> None:
    project = write(tmp_path, SMALL)
    done = reportcli("build", "2024", "--for", "print", *more, cwd=project)
    assert done.returncode == 2
    assert said in " ".join(done.stderr.replace("│", " ").split())
    assert not (project / "out").exists()


def test_the_words_are_still_words(printed: dict[str, Path]) -> None:
    document = pypdfium2.PdfDocument(BytesIO(printed["annual"].read_bytes()))
    assert "Aux côtés de qui" in document[5].get_textpage().get_text_bounded()
