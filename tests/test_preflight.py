"""Our preflight reads finished bytes; each of its checks can fail."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from reportcli.press.identity import identify
from reportcli.press.preflight import CHECKS, preflight
from reportcli.press.profile import ours
from reportcli.press.sheet import MARGIN, MM, lay

if TYPE_CHECKING:
    from collections.abc import Callable

SIZE = 200.0


def document(
    content: bytes = b"0 0.7 0.85 0 k 50 50 30 30 re f", resources: Dictionary | None = None
) -> pikepdf.Pdf:
    """A print file of one page that holds all promises; lengths in pt, from the cut."""
    pdf, room = pikepdf.new(), MARGIN * MM
    page = pdf.add_blank_page(page_size=(SIZE, SIZE))
    page.obj.TrimBox = [0, 0, SIZE, SIZE]
    page.obj.MediaBox = [-room, -room, SIZE + room, SIZE + room]
    page.obj.Resources = resources or Dictionary()
    page.Contents = pdf.make_stream(content)
    pdf.docinfo.Title = String("Nos victoires")
    lay(pdf, page)
    identify(pdf, ours(), "digest", "ltr")
    return pdf


def faults(pdf: pikepdf.Pdf) -> list[tuple[str, str]]:
    return list(preflight(saved(pdf)).faults)


def saved(pdf: pikepdf.Pdf) -> bytes:
    data = BytesIO()
    pdf.save(data, force_version="1.6", deterministic_id=True)
    return data.getvalue()


def picture(
    pdf: pikepdf.Pdf, mode: str, colour: tuple[int, ...], side: int = 300
) -> pikepdf.Stream:
    space = {"RGB": Name.DeviceRGB, "CMYK": Name.DeviceCMYK}[mode]
    return pdf.make_stream(
        Image.new(mode, (side, side), colour).tobytes(),
        Type=Name.XObject, Subtype=Name.Image, Width=side, Height=side, BitsPerComponent=8, ColorSpace=space,
    )  # fmt: skip


def test_what_keeps_all_promises_has_no_fault() -> None:
    verdict = preflight(saved(document()))
    assert (verdict.faults, verdict.soft) == ((), ())
    assert verdict.checks == tuple(CHECKS)
    assert verdict.most == pytest.approx(1.55)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"1 0 0 rg 50 50 9 9 re f", "/DeviceRGB on page 1"),
        (b"1 0 0 RG 50 50 m 60 60 l S", "/DeviceRGB on page 1"),
        (b"/DeviceRGB cs 1 0 0 sc 50 50 9 9 re f", "/DeviceRGB on page 1"),
        (b"/Lab cs 50 0 0 sc 50 50 9 9 re f", "/Lab on page 1"),
        (b"BI /W 1 /H 1 /BPC 8 /CS /RGB ID abc EI", "an inline picture on page 1"),
    ],
)
def test_a_colour_of_the_screen_is_found(content: bytes, said: str) -> None:
    lab = Array([Name.Lab, Dictionary(WhitePoint=[0.96, 1, 0.82])])
    pdf = document(content, Dictionary(ColorSpace=Dictionary(Lab=lab)))
    assert faults(pdf) == [("colours in CMYK", said)]


def test_a_picture_of_the_screen_is_found() -> None:
    pdf = document(b"q 72 0 0 72 50 50 cm /I Do Q", Dictionary(XObject=Dictionary()))
    form = pdf.pages[0].obj.Resources.XObject.Page
    form.Resources.XObject.I = picture(pdf, "RGB", (1, 2, 3))
    assert faults(pdf) == [("colours in CMYK", "a picture in /DeviceRGB on page 1")]


def test_the_colour_space_of_a_group_or_gradient_is_looked_at() -> None:
    pdf = document()
    form = pdf.pages[0].obj.Resources.XObject.Page
    form.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)
    assert faults(pdf) == [("colours in CMYK", "/DeviceRGB in a gradient or group")]


def test_three_hundred_and_twenty_percent_are_found() -> None:
    pdf = document(b"0.8 0.8 0.6 1 k 50 50 9 9 re f")
    assert faults(pdf) == [("ink under 300 %", "the colour 80 80 60 100 takes 320 % of ink")]
    pdf = document(b"q 72 0 0 72 50 50 cm /I Do Q", Dictionary(XObject=Dictionary()))
    heavy = picture(pdf, "CMYK", (204, 204, 153, 255))
    pdf.pages[0].obj.Resources.XObject.Page.Resources.XObject.I = heavy
    assert faults(pdf) == [("ink under 300 %", "a picture takes 320 % of ink on page 1")]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"BT 0.4 0.3 0.3 1 k /F 9 Tf 50 50 Td (a) Tj ET", "are of several inks"),
        (b"BT 0 0 0 1 k /F 9 Tf 50 50 Td (a) Tj ET", "are not printed over what is under them"),
        (b"BT 0 g /F 9 Tf 50 50 Td (a) Tj ET", "are not printed over what is under them"),
    ],
)
def test_black_words_that_would_show_a_fringe_are_found(content: bytes, said: str) -> None:
    assert faults(document(content)) == [("black words", f"black words on page 1 {said}")]


def _unembedded(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.Resources.Font = Dictionary(
        F=pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    )


def _linked(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.Annots = Array([])


def _outlined(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Outlines = Dictionary()


def _scripted(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("1"))


def _untitled(pdf: pikepdf.Pdf) -> None:
    del pdf.docinfo["/Title"]


def _nameless(pdf: pikepdf.Pdf) -> None:
    packet = pdf.Root.Metadata.read_bytes().replace(b"PDF/X-4", b"PDF/X-1")
    pdf.Root.Metadata.write(packet)


def _conditionless(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.OutputIntents


def _for_a_screen(pdf: pikepdf.Pdf) -> None:
    profile = pdf.Root.OutputIntents[0].DestOutputProfile
    profile.write(profile.read_bytes().replace(b"prtrCMYK", b"mntrRGB "))


def _narrow(pdf: pikepdf.Pdf) -> None:
    box = pdf.pages[0].obj.BleedBox
    box[0] = float(box[0]) + 0.05 * MM


def _uncut(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[0].obj["/TrimBox"]


def _small(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.MediaBox[2] = SIZE


@pytest.mark.parametrize(
    ("spoil", "check", "said"),
    [
        (_unembedded, "fonts", "the font /Helvetica is not in it"),
        (_linked, "nothing for readers", "page 1 has links or notes"),
        (_outlined, "nothing for readers", "it holds Outlines, which is for readers"),
        (_scripted, "nothing for readers", "it holds OpenAction, which is for readers"),
        (_untitled, "PDF/X-4", "its information lacks Title"),
        (_nameless, "PDF/X-4", "its metadata do not say that it is PDF/X-4"),
        (_conditionless, "printing condition", "it has 0 output intents, and not the one of PDF/X"),
        (
            _for_a_screen,
            "printing condition",
            "its output intent holds no profile for print in CMYK",
        ),
        (_narrow, "page boxes", "the bleed of page 1 is not 3 mm"),
        (_uncut, "page boxes", "page 1 does not say where it is cut"),
        (_small, "page boxes", "the sheet of page 1 is smaller than its bleed"),
    ],
)
def test_each_promise_that_is_broken_is_found(
    spoil: Callable[[pikepdf.Pdf], None], check: str, said: str
) -> None:
    pdf = document()
    spoil(pdf)
    assert (check, said) in faults(pdf)


@pytest.mark.parametrize("edge", [1, 0, -3])
def test_a_field_that_ends_at_the_cut_is_told(edge: int) -> None:
    (soft,) = preflight(saved(document(b"0 0 0 1 k %d 50 100 30 re f" % edge))).soft
    assert soft.what == "a field ends at the left edge of page 1, where the paper is cut"


@pytest.mark.parametrize(
    "content",
    [
        b"0 0 0 1 k -9 50 100 30 re f",  # runs on over the cut
        b"0 0 0 1 k 5 50 100 30 re f",  # ends inside
        b"0 0 0 0 k 0 50 100 30 re f",  # is paper
        b"0 0 0 1 k 0 50 100 0.5 re f",  # is a line
        b"-9 50 100 30 re W n 0 0 0 1 k -99 -99 300 300 re f",  # is clipped
    ],
)
def test_other_fields_are_not(content: bytes) -> None:
    assert preflight(saved(document(content))).soft == ()


def test_a_picture_of_too_few_dots_is_told_by_its_size_on_the_page() -> None:
    pdf = document(b"q 144 0 0 72 30 50 cm /I Do Q", Dictionary(XObject=Dictionary()))
    pdf.pages[0].obj.Resources.XObject.Page.Resources.XObject.I = picture(pdf, "CMYK", (0, 0, 9, 9))
    (soft,) = preflight(saved(pdf)).soft
    assert soft.what == "a picture on page 1 has 150 dots an inch in print"
