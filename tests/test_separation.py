"""Each colour of a PDF becomes inks, wherever it stands."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image

from reportcli.press.inks import Inks
from reportcli.press.photographs import Photographs
from reportcli.press.profile import ours
from reportcli.press.separation import Separation, Unprintable

RED = {"#ff0000": (0.0, 1.0, 1.0, 0.0), "#0000ff": (1.0, 0.8, 0.0, 0.0)}


def separated(content: bytes, **resources: Any) -> pikepdf.Pdf:
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(100, 100))
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    page.obj.Resources = Dictionary(Font=Dictionary(F=font), **resources)
    page.Contents = pdf.make_stream(content)
    Separation(pdf, Inks(ours(), dict(RED)), Photographs(ours())).separate()
    return pdf


def drawn(pdf: pikepdf.Pdf) -> str:
    return pdf.pages[0].Contents.read_bytes().decode()


@pytest.mark.parametrize(
    ("given", "made"),
    [
        (b"1 0 0 rg 0 0 9 9 re f", "0 1 1 0 k"),
        (b"1 0 0 RG 0 0 m 9 9 l S", "0 1 1 0 K"),
        (b"/DeviceRGB cs 0 0 1 sc 0 0 9 9 re f", "1 0.8 0 0 k"),
        (b"/DeviceRGB CS 0 0 1 SCN 0 0 m 9 9 l S", "1 0.8 0 0 K"),
        (b"0 g 0 0 9 9 re f", "0 0 0 1 k"),
        (b"1 g 0 0 9 9 re f", "0 0 0 0 k"),
        (b"0.1 0.2 0.3 0.4 k 0 0 9 9 re f", "0.1 0.2 0.3 0.4 k"),
    ],
)
def test_a_colour_becomes_inks_by_the_operator_that_set_it(given: bytes, made: str) -> None:
    assert made in drawn(separated(given)).splitlines()


def test_a_colour_that_has_no_way_into_inks_is_told() -> None:
    lab = Array([Name.Lab, Dictionary(WhitePoint=[0.96, 1, 0.82])])
    with pytest.raises(Unprintable, match="/Lab"):
        separated(b"/L cs 50 9 9 scn 0 0 9 9 re f", ColorSpace=Dictionary(L=lab))


def test_black_words_overprint_and_others_do_not() -> None:
    lines = drawn(
        separated(b"0 g BT /F 9 Tf (a) Tj 1 0 0 rg (b) Tj 0 0 0 rg (c) Tj ET")
    ).splitlines()
    kept = [line for line in lines if line.endswith((" gs", " Tj"))]
    on, off = "/OverprintOn gs", "/OverprintOff gs"
    assert kept == [on, "(a) Tj", off, "(b) Tj", on, "(c) Tj", off]


def test_what_is_painted_after_black_words_is_knocked_out() -> None:
    lines = drawn(separated(b"q 0 g BT /F 9 Tf (a) Tj ET 0 0 9 9 re f Q")).splitlines()
    assert lines.index("/OverprintOff gs") < lines.index("f")


def test_words_that_are_not_seen_are_not_printed() -> None:
    hidden, shown = Dictionary(ca=0), Dictionary(ca=1)
    states = Dictionary(H=hidden, S=shown)
    pdf = separated(b"q /H gs BT /F 9 Tf (a) Tj ET Q /S gs BT /F 9 Tf (b) Tj ET", ExtGState=states)
    assert "(a)" not in drawn(pdf)
    assert "(b) Tj" in drawn(pdf)
    assert "/H" not in pdf.pages[0].obj.Resources.ExtGState
    assert "/Group" not in pdf.pages[0].obj


def test_what_is_transparent_stays_and_its_page_blends_in_inks() -> None:
    pdf = separated(b"/H gs 1 0 0 rg 0 0 9 9 re f", ExtGState=Dictionary(H=Dictionary(ca=0.5)))
    assert "/H gs" in drawn(pdf)
    assert pdf.pages[0].obj.Group.CS == "/DeviceCMYK"


def form(pdf: pikepdf.Pdf, content: bytes, space: Name) -> pikepdf.Stream:
    return pdf.make_stream(
        content, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9], Resources=Dictionary(),
        Group=Dictionary(S=Name.Transparency, CS=space),
    )  # fmt: skip


def test_a_soft_mask_has_no_colour_and_becomes_grey() -> None:
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(100, 100))
    mask = form(pdf, b"0 1 0 rg 0 0 9 9 re f", Name.DeviceRGB)
    state = Dictionary(SMask=Dictionary(S=Name.Luminosity, G=mask))
    shown = form(pdf, b"1 0 0 rg 0 0 9 9 re f", Name.DeviceRGB)
    page.obj.Resources = Dictionary(ExtGState=Dictionary(M=state), XObject=Dictionary(X=shown))
    page.Contents = pdf.make_stream(b"/M gs /X Do")
    Separation(pdf, Inks(ours(), dict(RED)), Photographs(ours())).separate()
    assert mask.read_bytes().split(b"\n")[0] == b"0.59 g"
    assert mask.Group.CS == "/DeviceGray"
    assert shown.read_bytes().split(b"\n")[0] == b"0 1 1 0 k"
    assert shown.Group.CS == "/DeviceCMYK"


def test_a_gradient_runs_between_inks() -> None:
    ends = Dictionary(FunctionType=2, Domain=[0, 1], C0=[1, 0, 0], C1=[0, 0, 1], N=1)
    both = Dictionary(FunctionType=3, Domain=[0, 1], Functions=[ends], Bounds=[], Encode=[0, 1])
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(100, 100))
    shading = pdf.make_indirect(
        Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=[0, 0, 9, 9], Function=both)
    )
    page.obj.Resources = Dictionary(Shading=Dictionary(S=shading))
    page.Contents = pdf.make_stream(b"/S sh")
    Separation(pdf, Inks(ours(), dict(RED)), Photographs(ours())).separate()
    (function,) = shading.Function.Functions
    assert shading.ColorSpace == "/DeviceCMYK"
    assert [float(c) for c in function.C0] == [0, 1, 1, 0]
    assert [float(c) for c in function.C1] == [1, 0.8, 0, 0]


def test_a_picture_becomes_inks_and_keeps_its_mask() -> None:
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(100, 100))
    mask = pdf.make_stream(
        b"\x80" * 4, Subtype=Name.Image, Width=2, Height=2, ColorSpace=Name.DeviceGray, BitsPerComponent=8,
    )  # fmt: skip
    picture = pdf.make_stream(
        Image.new("RGB", (2, 2), "#ffffff").tobytes(), Subtype=Name.Image, Width=2, Height=2,
        ColorSpace=Name.DeviceRGB, BitsPerComponent=8, SMask=mask,
    )  # fmt: skip
    page.obj.Resources = Dictionary(XObject=Dictionary(I=picture))
    page.Contents = pdf.make_stream(b"/I Do")
    Separation(pdf, Inks(ours(), dict(RED)), Photographs(ours())).separate()
    assert picture.ColorSpace == "/DeviceCMYK"
    assert picture.read_bytes() == bytes(16)
    assert picture.SMask.read_bytes() == b"\x80" * 4


def test_a_photograph_stays_a_jpeg_and_reads_back_as_it_was_meant() -> None:
    source = BytesIO()
    Image.new("RGB", (64, 64), "#ffffff").save(source, "JPEG")
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(100, 100))
    picture = pdf.make_stream(
        source.getvalue(), Subtype=Name.Image, Width=64, Height=64, ColorSpace=Name.DeviceRGB,
        BitsPerComponent=8, Filter=Name.DCTDecode,
    )  # fmt: skip
    page.obj.Resources = Dictionary(XObject=Dictionary(I=picture))
    page.Contents = pdf.make_stream(b"/I Do")
    Separation(pdf, Inks(ours(), dict(RED)), Photographs(ours())).separate()
    assert picture.Filter == "/DCTDecode"
    shown = pikepdf.PdfImage(picture).as_pil_image()
    assert (shown.mode, shown.getextrema()) == ("CMYK", ((0, 0),) * 4)
