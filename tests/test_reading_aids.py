"""The page for those who read it otherwise: wider text, the keyboard, no motion, forced colours, no script."""

from __future__ import annotations

import re
from collections import Counter
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from reportcli.build import Order, build
from reportcli.colour import contrast
from reportcli.layouts import names
from reportcli.project import find
from support.contents import long
from support.documents import giving
from support.projects import REPOSITORY, write_rich

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LAYOUTS = names(find(REPOSITORY))
REPORTS: dict[str, Callable[[Path], Path]] = {"rich": write_rich, "giving": giving, "long": long}
SCRIPT = (Path(__file__).parent / "support" / "reading.js").read_text("utf-8")
SPACED = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-bottom: 2em !important }"""
"""What WCAG 1.4.12 lets a reader ask for."""
SCHEMES: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced": {"forced_colors": "active"},
}
AROUND = 8
"""CSS px around an element within which its focus is looked for."""
SEEN = 3.0
"""The contrast between focused and not that WCAG 2.4.13 asks for, as 1.4.11 does of what is drawn."""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Path]:
    """Pages by report and layout, each in its first language."""
    made: dict[tuple[str, str], Path] = {}
    for name, write_report in REPORTS.items():
        project = find(write_report(tmp_path_factory.mktemp(name)))
        order = Order((), layouts=LAYOUTS, formats=["html"])
        for product in build(project, order, lambda _doing: None)[0]:
            made.setdefault((name, product.edition.layout.name), product.path)
    return made


def opened(browser: Any, file: Path, width: int = 1280, height: int = 800, **media: Any) -> Any:
    page = browser.new_page(viewport={"width": width, "height": height}, **media)
    page.goto(file.as_uri())
    page.evaluate("document.fonts.ready.then(() => true)")
    page.add_script_tag(content=SCRIPT)
    return page


every_page = pytest.mark.parametrize(
    ("report", "layout"), [(name, layout) for name in REPORTS for layout in LAYOUTS]
)


@every_page
@pytest.mark.parametrize("width", [320, 1280])
def test_no_text_is_cut_when_a_reader_spaces_it(
    browser: Any, pages: dict[tuple[str, str], Path], report: str, layout: str, width: int
) -> None:
    page = opened(browser, pages[report, layout], width)
    assert page.evaluate("[...cut(), ...overlapping()]") == []
    page.add_style_tag(content=SPACED)
    assert page.evaluate("[...cut(), ...overlapping()]") == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


@every_page
def test_nothing_moves_by_itself_and_no_script_runs(
    browser: Any, pages: dict[tuple[str, str], Path], report: str, layout: str
) -> None:
    text = pages[report, layout].read_text("utf-8")
    assert not re.search(r"<script|\son[a-z]+=|javascript:", text)
    page = opened(browser, pages[report, layout], reduced_motion="reduce")
    assert page.evaluate("document.getAnimations().length") == 0
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    page.close()


@every_page
def test_in_forced_colours_words_stand_on_the_readers_own_ground(
    browser: Any, pages: dict[tuple[str, str], Path], report: str, layout: str
) -> None:
    for scheme in ("light", "dark"):
        page = opened(browser, pages[report, layout], color_scheme=scheme, forced_colors="active")
        assert page.evaluate("offGround()") == []
        page.close()


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("report", ["rich", "giving"])
def test_the_keyboard_reaches_every_link_in_the_order_of_the_page_and_is_seen_there(
    browser: Any, pages: dict[tuple[str, str], Path], report: str, layout: str, scheme: str
) -> None:
    page = opened(browser, pages[report, layout], **SCHEMES[scheme], reduced_motion="reduce")
    links = page.evaluate("[...document.querySelectorAll('a[href]')].map(one => one.outerHTML)")
    reached = []
    for stop in stops(page):
        reached.append(stop)
        assert page.evaluate("focusIsSeen()"), stop
        assert changed(page) >= 2 * perimeter(page) * 0.9, stop
    assert reached == links
    page.close()


def stops(page: Any) -> Iterator[str]:
    """Press Tab until the focus leaves the page; yield what has it."""
    while True:
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            return
        yield page.evaluate("document.activeElement.outerHTML")


def perimeter(page: Any) -> float:
    """Return the length around what is seen of the focused element, in CSS px."""
    box = _seen(page)
    return float(2 * (box["width"] + box["height"] - 4 * AROUND))


def changed(page: Any) -> int:
    """Return how many pixels tell by their contrast that an element has the focus (WCAG 2.4.13)."""
    box = _seen(page)
    focused = _picture(page, box)
    hidden = page.add_style_tag(content=":focus-visible { outline: none !important }")
    bare = _picture(page, box)
    hidden.evaluate("element => element.remove()")
    pairs = Counter(zip(focused.get_flattened_data(), bare.get_flattened_data(), strict=True))
    return sum(
        count
        for (one, other), count in pairs.items()
        if one != other and contrast(_hex(one), _hex(other)) >= SEEN
    )


def _seen(page: Any) -> dict[str, float]:
    """Return the part of the window around the focused element."""
    left, top, right, bottom = page.evaluate(
        "(box => [box.left, box.top, box.right, box.bottom])(document.activeElement.getBoundingClientRect())"
    )
    size = page.viewport_size
    x, y = max(0, left - AROUND), max(0, top - AROUND)
    width, height = min(size["width"], right + AROUND) - x, min(size["height"], bottom + AROUND) - y
    return {"x": x, "y": y, "width": width, "height": height}


def _picture(page: Any, box: dict[str, float]) -> Image.Image:
    return Image.open(BytesIO(page.screenshot(clip=box))).convert("RGB")


def _hex(pixel: object) -> str:
    assert isinstance(pixel, tuple)
    return "#{:02x}{:02x}{:02x}".format(*pixel)
