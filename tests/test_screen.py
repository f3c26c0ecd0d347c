"""The page in a real browser."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest

from conftest import Built

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("width", [320, 390, 768, 1280, 1920])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_never_scrolls_sideways(
    browser: Any, report: Built, width: int, scheme: str
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page.goto(report.file("html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def test_the_page_asks_for_nothing_and_complains_of_nothing(browser: Any, report: Built) -> None:
    page, asked, said = browser.new_page(), [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(report.file("html").as_uri())
    page.wait_for_timeout(200)
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert len([url for url in asked if url.startswith("file:")]) == 1
    assert said == []
    page.close()


def test_the_fonts_of_the_page_are_its_own(browser: Any, report: Built) -> None:
    page = browser.new_page()
    page.goto(report.file("html").as_uri())
    page.evaluate("document.fonts.ready.then(() => true)")
    loaded = page.evaluate(
        "[...document.fonts].filter(f => f.status == 'loaded').map(f => f.family)"
    )
    assert {name.strip('"') for name in loaded} == {"Bricolage Grotesque", "Literata"}
    page.close()


def test_without_scripts_every_victory_is_there(browser: Any, report: Built) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(report.file("html").as_uri())
    assert page.locator("article").count() == 10
    assert page.locator("article:visible").count() == 10
    context.close()


def test_the_ink_has_advanced_a_tenth_at_each_victory(browser: Any, report: Built) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    page.goto(report.file("html").as_uri())
    widths = page.evaluate(
        "[...document.querySelectorAll('article .stage b')].map(b => b.getBoundingClientRect().width)"
    )
    assert [round(width / 128) for width in widths] == list(range(1, 11))
    page.close()


def test_the_keyboard_reaches_the_contents_first(browser: Any, report: Built) -> None:
    page = browser.new_page()
    page.goto(report.file("html").as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#_contents"
    page.close()


def test_printed_from_the_browser_each_victory_has_a_page(
    browser: Any, report: Built, tmp_path: Path
) -> None:
    page = browser.new_page()
    page.goto(report.file("html").as_uri())
    page.pdf(path=tmp_path / "print.pdf", prefer_css_page_size=True, print_background=True)
    page.close()
    pages = [
        p.get_textpage().get_text_range() for p in pypdfium2.PdfDocument(tmp_path / "print.pdf")
    ]
    assert len(pages) == 15
    for number in range(1, 11):
        assert f"{number}/10" in pages[3 + number]


@pytest.mark.parametrize("width", [320, 390, 768, 1440])
def test_no_number_touches_the_edge_of_the_window(
    browser: Any, report: Built, rich: Built, width: int
) -> None:
    for built in (report, rich):
        page = browser.new_page(viewport={"width": width, "height": 800})
        page.goto(built.file("html").as_uri())
        end = "getBoundingClientRect().right"
        assert page.evaluate(f"document.querySelector('.contents li:last-child .number').{end}") <= width - 18  # fmt: skip
        padding = "getComputedStyle(document.querySelector('.ruler li:last-child a')).paddingRight"
        assert float(page.evaluate(padding).removesuffix("px")) >= 12
        page.close()


def test_on_a_phone_a_single_digit_stands_clear_of_few_steps(browser: Any, rich: Built) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(rich.file("html").as_uri())
    left, top = page.evaluate(
        "(box => [box.left, box.top])(document.querySelector('.cover .stage i').getBoundingClientRect())"
    )
    assert left > 390 / 4
    assert top > 844 / 2
    page.close()
