"""A PDF of one's own: a shared base and a tail, read back by others than those who wrote it."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ImageChops
from pypdfium2 import PdfDocument

from reportcli import layouts, products
from reportcli.diagnostics import Failure
from reportcli.edition import Edition, one
from reportcli.layouts import SLOT
from reportcli.load import Loaded, load
from reportcli.mail import personal, slot
from reportcli.mail.tail import Base, NoRoom
from reportcli.mail.typeface import Typeface
from reportcli.project import Project
from support.checkers import run_checker
from support.mailings import DEDICATED, write_project
from support.projects import REPOSITORY, write_rich
from support.verapdf import verify

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.filterwarnings(  # WeasyPrint leaves its colour profile open
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)

NAMES = [
    "Merci, Zoë",
    "Merci, Zoë Nguyễn",
    "Merci, Bożena Żółć",
    "Mulțumesc, Ștefania",
    "Спасибо, Владимир",
    "Дякую, Їжакевич",
    "Ευχαριστώ, Ζωή",
    "Merci, J\u030cona & <Ångström>",
    "Merci, Þórður Ægisson",
    "Merci, Anne-Charlotte de La Tour-Saint-Germain",
]


def edition_of(folder: Path, year: str) -> tuple[Loaded, Edition]:
    project = Project(folder)
    loaded = load(project)
    return loaded, one(project, loaded, year, None, None)


@pytest.fixture(scope="module")
def base() -> Base:
    """The report of 2023, its slot empty."""
    loaded, edition = edition_of(REPOSITORY, "2023")
    made, pages = personal.base(loaded.source, edition)
    assert pages > 10
    return made


def page(data: bytes) -> Any:
    return PdfDocument(data)[0]


@pytest.mark.parametrize("words", NAMES)
def test_the_words_are_text_after_the_title_and_nothing_else_changes(
    base: Base, words: str
) -> None:
    before = page(base.data).get_textpage().get_text_range()
    after = page(base.data + base.tail(words)).get_textpage().get_text_range()
    assert after.replace("\r\n", "\n").split() == [*before.split(), *words.split()]


@pytest.mark.parametrize("words", NAMES)
def test_the_title_is_the_donors_in_info_and_xmp_alike(base: Base, words: str) -> None:
    with pikepdf.open(BytesIO(base.data + base.tail(words))) as pdf:
        title = f"{base.title} – {words}"
        assert str(pdf.trailer.Info.Title) == title
        with pdf.open_metadata() as xmp:
            assert xmp["dc:title"] == title


def test_the_words_stand_in_a_span_of_the_tree_with_no_link_left(base: Base) -> None:
    with pikepdf.open(BytesIO(base.data + base.tail("Merci, Zoë"))) as pdf:
        links: list[Any] = [link for page in pdf.pages for link in page.obj.get("/Annots", [])]
        assert links
        assert not [link for link in links if SLOT in str(link.get("/A", {}).get("/URI", ""))]
        content: Any = pikepdf.parse_content_stream(pdf.pages[0])
        drawn = [number for number, (operands, operator) in enumerate(content)
                 if str(operator) == "Do" and operands[0] == slot.FORM]  # fmt: skip
        assert len(drawn) == 1
        opening = next(
            operands
            for operands, operator in reversed(content[: drawn[0]])
            if str(operator) == "BDC"
        )
        mcid = int(opening[1].MCID)
        numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
        owners = dict(zip(map(int, list(numbers)[::2]), list(numbers)[1::2], strict=True))
        owner: Any = owners[int(pdf.pages[0].StructParents)][mcid]
        assert (owner.S, owner.P.S) == ("/Span", "/P")
        assert [int(kid) for kid in owner.K] == [mcid]


def test_the_pages_differ_inside_the_slot_only(base: Base) -> None:
    own = base.data + base.tail("Merci, Zoë")

    def differing(number: int) -> tuple[int, int, int, int] | None:
        pictures = [PdfDocument(data)[number].render(scale=1).to_pil() for data in (base.data, own)]
        return ImageChops.difference(*pictures).getbbox()

    found, height = differing(0), page(own).get_height()
    assert found
    left, top, right, bottom = found
    assert right - left > 50
    assert left >= base.slot.x - 2
    assert right <= base.slot.x + base.slot.width
    assert height - bottom >= base.slot.y - base.slot.size
    assert height - top <= base.slot.y + base.slot.size * 1.2
    assert differing(5) is None


def test_the_same_words_give_the_same_bytes_and_others_another_identifier(base: Base) -> None:
    assert base.tail("Merci, Zoë") == base.tail("Merci, Zoë")
    found = []
    for words in ("Merci, Zoë", "Merci, Ann"):
        with pikepdf.open(BytesIO(base.data + base.tail(words))) as pdf:
            found.append([bytes(part) for part in pdf.trailer.ID])
    assert found[0][0] == found[1][0]
    assert found[0][1] != found[1][1]


def test_a_base_that_is_somebodys_own_already_is_refused(base: Base) -> None:
    theirs = replace(base, data=base.data + base.tail("Merci, Zoë"))
    with pytest.raises(ValueError, match="somebody's own"):
        theirs.tail("Merci, Ann")


def test_the_base_holds_no_dedication(base: Base) -> None:
    assert "Merci" not in page(base.data).get_textpage().get_text_range()


def test_signs_outside_the_font_are_named(base: Base) -> None:
    assert base.missing("Merci, Zoë") == ()
    assert base.missing("Merci, 陳") == ("陳",)
    assert set(base.missing("محمد")) == set("محمد")


def test_a_long_name_is_made_smaller_and_one_that_is_too_long_refused(base: Base) -> None:
    sizes = [
        float(re.findall(rb"/F ([\d.]+) Tf", base.tail(words))[0])
        for words in ("Merci, Zoë", "Merci, " + "Anne-Charlotte " * 3)
    ]
    assert sizes[0] == pytest.approx(base.slot.size, abs=0.001)
    assert 8 <= sizes[1] < sizes[0]
    with pytest.raises(NoRoom):
        base.tail("Merci, " + "Anne-Charlotte " * 20)


def test_a_report_without_a_mark_or_with_two_has_no_slot(tmp_path: Path) -> None:
    loaded, edition = edition_of(write_project(tmp_path), "2024")
    plain = products.typeset(loaded.source, edition, products.sheets(edition)).data
    typeface = Typeface(layouts.built_in() / "fonts/literata-400.ttf")
    with pytest.raises(Failure) as failure:
        slot.prepare(plain, typeface)
    assert failure.value.diagnostics[0].code == "M070"
    opened = replace(edition, personal=True)
    html = products.sheets(opened)
    mark = html[
        html.index('<p class="dedication') : html.index("</p>", html.index('<p class="dedication'))
        + 4
    ]
    twice = products.typeset(loaded.source, opened, html.replace(mark, mark * 2)).data
    with pytest.raises(Failure, match="2 times"):
        slot.prepare(twice, typeface)


def test_only_a_personal_edition_has_the_mark(tmp_path: Path) -> None:
    _, edition = edition_of(write_project(tmp_path, DEDICATED), "2024")
    assert SLOT not in products.sheets(edition)
    assert products.sheets(replace(edition, personal=True)).count(SLOT) == 1
    assert SLOT.encode() not in products.page(replace(edition, personal=True))


LETTERS = st.characters(min_codepoint=0x20, max_codepoint=0x1EFF)


@settings(max_examples=150, deadline=None)
@given(st.text(LETTERS, min_size=1, max_size=25))
def test_whatever_the_font_holds_is_set_and_read_back(base: Base, name: str) -> None:
    words = " ".join(name.split())
    if not words or base.missing(words):
        return
    data = base.data + base.tail(words)
    with pikepdf.open(BytesIO(data)) as pdf:
        form = pdf.pages[0].Resources.XObject[str(slot.FORM)].read_bytes()
        (operands,) = [operands for operands, operator in pikepdf.parse_content_stream(pdf.make_stream(form)) if str(operator) == "BDC"]  # type: ignore[misc]  # fmt: skip
        assert str(operands[1].ActualText) == words


@pytest.mark.conformance
def test_verapdf_and_qpdf_pass_personal_files(base: Base, tmp_path: Path) -> None:
    loaded, edition = edition_of(write_rich(tmp_path / "rich"), "2024")
    rich, _ = personal.base(loaded.source, edition)
    files = []
    for number, (made, words) in enumerate([*((base, words) for words in NAMES), (rich, NAMES[1])]):
        (file := tmp_path / f"{number}.pdf").write_bytes(made.data + made.tail(words))
        files.append(file)
    (empty := tmp_path / "empty.pdf").write_bytes(base.data)
    verdicts = verify([*files, empty], ("3a", "ua1"))
    assert len(verdicts) == 2 * len(files) + 2
    for verdict in verdicts:
        assert verdict.compliant, verdict
    for file in files:
        done = run_checker("qpdf", "--check", file)
        assert done.returncode == 0, done.stdout + done.stderr
    text = run_checker("pdftotext", "-l", "1", files[1], "-").stdout
    assert text.index("2023") < text.index("Merci, Zoë Nguyễn")
