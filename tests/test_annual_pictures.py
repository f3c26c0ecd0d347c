"""Pictures in the finished report: around their focus, at the resolution of screens, and anonymous."""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from reportcli.build import FORMATS, Format, Order, build
from reportcli.project import find
from support.pictures import DRAWING, dotted, photo
from support.projects import write

# WeasyPrint leaves the file of its colour profile to the garbage collector.
pytestmark = pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)

REPORT = '[reports.2024]\nlanguages = ["fr"]\ntitle = "Nos victoires"\n'


def victory(picture: str = "", focus: tuple[float, float] = (0.5, 0.5)) -> str:
    image = f'image = {{ src = "{picture}", alt = "Une rue", focus = [{focus[0]}, {focus[1]}] }}'
    return f'[[reports.2024.victories]]\ntext = "Une loi."\n{image if picture else ""}\n'


def built(
    folder: Path, *victories: str, head: str = "", formats: Sequence[Format] = FORMATS
) -> dict[str, bytes]:
    """The finished files by their format."""
    project = find(write(folder, REPORT + head + "\n" + "".join(victories)))
    products, told = build(project, Order(["2024"], formats=formats), lambda _doing: None)
    assert list(told) == []
    return {product.path.suffix[1:]: product.data for product in products}


def sizes(pdf: bytes) -> list[tuple[int, int]]:
    with pikepdf.open(BytesIO(pdf)) as opened:
        found = [item for item in opened.objects if isinstance(item, pikepdf.Stream)]
        return [
            (int(item["/Width"]), int(item["/Height"]))
            for item in found
            if item.get("/Subtype") == "/Image"
        ]


def is_red(colour: object) -> bool:
    assert isinstance(colour, tuple)
    red, green, blue, *_ = colour
    return bool(red > 200 and green < 60 and blue < 60)


@pytest.mark.parametrize("size", [(3000, 2000), (2000, 3000), (2400, 2400), (4800, 1200)])
def test_the_focus_is_seen_on_every_plate(tmp_path: Path, size: tuple[int, int]) -> None:
    victories: list[str] = []
    for number, focus in enumerate([(0.1, 0.1), (0.9, 0.1), (0.1, 0.9), (0.9, 0.9), (0.5, 0.5)]):
        dotted(tmp_path / f"{number}.png", size, focus)
        plate = victory(f"{number}.png", focus)
        victories += [plate, victory(), plate]
    pdf = built(tmp_path, *victories, formats=["pdf"])["pdf"]
    document = pypdfium2.PdfDocument(BytesIO(pdf))
    plates = [page.render(scale=0.5).to_pil().convert("RGB") for page in document]
    red = [
        page for page in plates if any(is_red(colour) for _, colour in page.getcolors(2**20) or [])
    ]
    assert len(red) == 10


@pytest.mark.parametrize("size", [(4000, 6000), (6000, 4000)])
def test_a_large_picture_has_the_resolution_of_a_screen_and_no_more(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    Image.linear_gradient("L").resize(size).save(tmp_path / "p.jpg")
    head = 'cover = { src = "p.jpg", alt = "Une rue" }'
    found = sizes(built(tmp_path, victory("p.jpg"), victory(), head=head, formats=["pdf"])["pdf"])
    assert sorted(width for width, _ in found) == [1035, 1275]  # 175.35 and 216 mm at 150 dpi
    assert (1035, 657) in found


def test_a_small_picture_is_not_enlarged(tmp_path: Path) -> None:
    Image.linear_gradient("L").resize((600, 400)).save(tmp_path / "p.jpg")
    pdf = built(tmp_path, victory("p.jpg"), victory(), formats=["pdf"])["pdf"]
    ((width, height),) = sizes(pdf)
    assert width <= 600
    assert height == 400


SECRETS = (b"Owner", b"Exif\0\0", b"http://ns.adobe.com/xap", b"GPS", b"II*\0", b"MM\0*")


@pytest.fixture(scope="module")
def anonymous(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """A report of pictures that tell who took them, where and with what."""
    folder = tmp_path_factory.mktemp("anonymous")
    seen = Image.linear_gradient("L").convert("RGB")
    names = ["a.jpg", "b.png", "c.webp", "d.png", "e.svg"]
    for name in names[:3]:
        photo(folder / name, seen)
    photo(folder / "d.png", seen.convert("RGBA"))
    seen.putalpha(128)
    seen.save(folder / "d.png", exif=Image.open(folder / "a.jpg").getexif())
    photo(folder / "inside.jpg", seen.convert("RGB"))
    inside = (folder / "inside.jpg").read_bytes()
    (folder / "e.svg").write_text(DRAWING.replace("%s", b64encode(inside).decode()), "utf-8")
    for name in names:
        assert any(secret in (folder / name).read_bytes() for secret in SECRETS), name
    return built(
        folder,
        *[victory(name) for name in names],
        head='cover = { src = "a.jpg", alt = "Une rue" }',
    )


def test_no_picture_of_the_pdf_tells_who_took_it_or_where(anonymous: dict[str, bytes]) -> None:
    with pikepdf.open(BytesIO(anonymous["pdf"])) as opened:
        streams = [item for item in opened.objects if isinstance(item, pikepdf.Stream)]
        pictures = [item for item in streams if item.get("/Subtype") == "/Image"]
        assert len(pictures) >= 5
        for picture in pictures:
            assert "/Metadata" not in picture
            raw = picture.read_raw_bytes()
            assert [secret for secret in SECRETS if secret in raw] == []
            if picture.get("/Filter") == "/DCTDecode":
                assert not Image.open(BytesIO(raw)).getexif()


def test_no_picture_of_the_page_tells_who_took_it_or_where(anonymous: dict[str, bytes]) -> None:
    found = re.findall(rb"data:image/([a-z+]+);base64,([A-Za-z0-9+/=]+)", anonymous["html"])
    assert sorted(kind for kind, _ in found) == [b"jpeg"] * 4 + [b"png", b"svg+xml"]
    for kind, data in found:
        picture = b64decode(data)
        if kind == b"svg+xml":
            inside = re.findall(rb"base64,([A-Za-z0-9+/=]+)", picture)
            assert b"Owner" not in picture
            picture = b64decode(inside[0])
        assert [secret for secret in SECRETS if secret in picture] == []
        assert not Image.open(BytesIO(picture)).getexif()


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("focus", [(0.2, 0.3), (0.5, 0.8), (0.95, 0.95)])
def test_on_a_screen_the_focus_is_as_near_to_the_middle_as_the_edges_allow(
    tmp_path: Path, browser: Any, width: int, focus: tuple[float, float]
) -> None:
    for name, size in (("wide.png", (1600, 500)), ("tall.png", (500, 1600))):
        dotted(tmp_path / name, size, focus)
    page_file = tmp_path / "page.html"
    two = victory("wide.png", focus), victory("tall.png", focus)
    page_file.write_bytes(built(tmp_path, *two, formats=["html"])["html"])
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(page_file.as_uri())
    for plate, size in zip(
        page.locator(".plate img").all(), ((1600, 500), (500, 1600)), strict=True
    ):
        box = plate.bounding_box()
        shown = Image.open(BytesIO(plate.screenshot())).convert("RGB")
        scale = max(box["width"] / size[0], box["height"] / size[1])
        for side, axis in (("width", 0), ("height", 1)):
            whole, room = size[axis] * scale, box[side]
            expected = min(max(focus[axis] * whole, 0), whole)
            offset = min(max(room / 2 - expected, room - whole), 0)
            found = _middle_of_red(shown, axis)
            assert found == pytest.approx(expected + offset, abs=14 * scale + 3)
    page.close()


def _middle_of_red(shown: Image.Image, axis: int) -> float:
    places = [
        (x, y)
        for x in range(0, shown.width, 2)
        for y in range(0, shown.height, 2)
        if is_red(shown.getpixel((x, y)))
    ]
    assert places
    return sum(place[axis] for place in places) / len(places)
