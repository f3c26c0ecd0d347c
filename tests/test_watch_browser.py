"""The page of `reportcli watch` in a real browser."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest

from support.projects import REPOSITORY, write
from support.watching import Watching, watching

if TYPE_CHECKING:
    from collections.abc import Iterator

DATA = (REPOSITORY / "data" / "victories.toml").read_text("utf-8")
PATIENCE = 15_000
"""Milliseconds."""


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watching]:
    with watching(write(tmp_path_factory.mktemp("browsed"), DATA), year="2023") as started:
        yield started


@pytest.fixture
def watched(running: Watching) -> Watching:
    running.data.write_text(DATA, "utf-8")
    running.settled("Acquitté", "huit ans")
    return running


@pytest.fixture
def page(browser: Any, watched: Watching) -> Iterator[Any]:
    opened, faults = browser.new_page(viewport={"width": 1280, "height": 800}), []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("console", lambda message: faults.append(message.text))
    opened.set_default_timeout(PATIENCE)
    opened.goto(watched.address)
    up_to_date(opened)
    yield opened
    opened.close()
    assert [fault for fault in faults if "404" not in fault] == []


def until(page: Any, condition: str, argument: Any = None) -> None:
    """Wait for a condition; Playwright's own waiting is forbidden by the page's security policy."""
    end = time.monotonic() + PATIENCE / 1000
    while not page.evaluate(f"argument => Boolean({condition})", argument):
        assert time.monotonic() < end, condition
        page.wait_for_timeout(10)


def up_to_date(page: Any) -> None:
    until(
        page,
        "document.getElementById('status').textContent == 'Up to date'"
        " && document.querySelector('#frames iframe:not([data-coming])')"
        " && !document.querySelector('#frames [data-coming]')",
    )


def screen_holds(page: Any, words: str) -> None:
    until(
        page,
        "document.querySelector('#frames iframe:not([data-coming])')"
        "?.contentDocument.body.textContent.includes(argument)",
        words,
    )


def picture(page: Any, number: int) -> Any:
    """The picture of a page, as it is drawn: what it shows, by its pixels."""
    return page.evaluate(
        """async number => {
            const image = document.querySelectorAll('.page')[number - 1].querySelector('img');
            const canvas = new OffscreenCanvas(image.naturalWidth || 1, image.naturalHeight || 1);
            const pen = canvas.getContext('2d');
            pen.drawImage(image, 0, 0);
            const all = pen.getImageData(0, 0, canvas.width, canvas.height).data;
            return Array.from(new Uint8Array(await crypto.subtle.digest('SHA-1', all))).join();
        }""",
        number,
    )


def scroll(page: Any) -> list[float]:
    """How far both sides are scrolled."""
    return page.evaluate(  # type: ignore[no-any-return]
        "[document.querySelector('#frames iframe').contentWindow.scrollY,"
        " document.getElementById('pages').scrollTop]"
    )


def go_to(page: Any, anchor: str, number: int) -> None:
    """Scroll both sides: to a little below an element, and to a page."""
    page.evaluate(
        """([anchor, number]) => {
            const view = document.querySelector('#frames iframe').contentWindow;
            const top = view.document.getElementById(anchor).getBoundingClientRect().top;
            view.scrollTo({ top: view.scrollY + top + 40, behavior: 'instant' });
            const sheet = document.querySelectorAll('.page')[number - 1];
            document.getElementById('pages').scrollTop = sheet.offsetTop;
        }""",
        [anchor, number],
    )
    until(page, "document.querySelectorAll('.page')[argument - 1].dataset.drawn", number)


def redrawn(page: Any, number: int, before: str) -> None:
    drawn = "document.querySelectorAll('.page')[argument[0] - 1].dataset.drawn"
    until(page, f"{drawn} && {drawn} != argument[1]", [number, before])


def test_both_sides_change_when_the_file_is_saved(page: Any, watched: Watching) -> None:
    go_to(page, "v2", 7)
    drawn, before = page.locator(".page").nth(6).get_attribute("data-drawn"), picture(page, 7)
    watched.edit("depuis huit ans", "depuis longtemps")
    screen_holds(page, "depuis longtemps")
    redrawn(page, 7, drawn)
    assert picture(page, 7) != before
    up_to_date(page)


def test_a_save_by_renaming_is_seen(page: Any, watched: Watching) -> None:
    beside = watched.data.with_name("4913")
    beside.write_text(DATA.replace("depuis huit ans", "depuis toujours"), "utf-8")
    beside.replace(watched.data)
    screen_holds(page, "depuis toujours")


def test_a_fault_is_shown_over_the_last_good_version_until_it_is_mended(
    page: Any, watched: Watching
) -> None:
    watched.edit('places = ["CD"]', 'places = ["Congo"]')
    problem = page.locator(".problem")
    problem.wait_for()
    assert problem.locator(".place").inner_text() == "data/victories.toml:20:11"
    assert problem.locator("mark").inner_text() == '"Congo"'
    assert problem.locator(".excerpt code").inner_text() == 'places = ["Congo"]'
    assert "CG" in problem.locator(".hint").inner_text()
    assert "last good version" in page.locator("#problems summary").inner_text()
    screen_holds(page, "Enfin une loi nationale")
    assert page.locator(".page").count() == 16
    assert page.title().startswith("✕")
    watched.edit('places = ["Congo"]', 'places = ["CG"]')
    page.locator("#problems").wait_for(state="hidden")
    up_to_date(page)
    assert page.title() == "Nos 10 victoires, 2023"


def test_both_sides_keep_their_place_when_what_is_looked_at_changes(
    page: Any, watched: Watching
) -> None:
    go_to(page, "v5", 10)
    before = scroll(page)
    assert min(before) > 1000
    watched.edit('value = "plus de 800"', 'value = "plus de 900"')
    screen_holds(page, "900")
    up_to_date(page)
    assert scroll(page) == pytest.approx(before, abs=2)


def test_they_keep_their_place_too_when_nothing_of_a_victory_changed(
    page: Any, watched: Watching
) -> None:
    go_to(page, "v5", 10)
    before = scroll(page)
    watched.edit('subtitle = "obtenues en', 'subtitle = "gagnées en')
    screen_holds(page, "gagnées en")
    up_to_date(page)
    assert scroll(page) == pytest.approx(before, abs=2)


def test_both_sides_jump_to_the_victory_that_was_edited(page: Any, watched: Watching) -> None:
    assert scroll(page) == [0, 0]
    watched.edit('title = "Acquitté·es"', 'title = "Libres"')
    screen_holds(page, "Libres")
    until(page, "document.querySelectorAll('.page')[7].hasAttribute('data-edited')")
    tops = page.evaluate(
        """() => [
            document.querySelector('#frames iframe:not([data-coming])').contentDocument
              .getElementById('v3').getBoundingClientRect().top,
            document.querySelectorAll('.page')[7].getBoundingClientRect().top
              - document.getElementById('pages').getBoundingClientRect().top,
        ]"""
    )
    assert all(abs(top) < 60 for top in tops)


def test_it_follows_again_after_a_new_start(browser: Any, tmp_path_factory: Any) -> None:
    project = write(tmp_path_factory.mktemp("again"), DATA)
    with watching(project, year="2023") as started:
        port, page = started.netloc.rpartition(":")[2], browser.new_page()
        page.set_default_timeout(PATIENCE)
        page.goto(started.address)
        up_to_date(page)
    until(page, "document.getElementById('status').textContent.includes('connection')")
    with watching(project, "--port", port, year="2023") as started:
        started.edit("depuis huit ans", "depuis hier")
        screen_holds(page, "depuis hier")
    page.close()


@pytest.mark.parametrize("width", [320, 390, 768, 1280, 1920])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_never_scrolls_sideways_and_names_what_it_has(
    browser: Any, watched: Watching, width: int, scheme: str
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 700}, color_scheme=scheme)
    page.goto(watched.address)
    up_to_date(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    unnamed = page.evaluate(
        "[...document.querySelectorAll('iframe, img, input')].filter("
        "e => !(e.title || e.alt || e.labels?.length)).length"
    )
    assert unnamed == 0
    page.close()


def test_a_narrow_window_shows_one_side_and_the_other_on_demand(
    browser: Any, watched: Watching
) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 700})
    page.goto(watched.address)
    up_to_date(page)
    assert (page.locator(".screen").is_visible(), page.locator(".paper").is_visible()) == (
        True,
        False,
    )
    page.get_by_text("Paper", exact=True).click()
    until(page, "document.querySelector('.page').dataset.drawn")
    assert not page.locator(".screen").is_visible()
    page.close()


def test_a_page_of_another_site_learns_nothing(browser: Any, watched: Watching) -> None:
    page = browser.new_page()
    page.route(
        "http://other.example/",
        lambda route: route.fulfill(content_type="text/html", body="<p>elsewhere</p>"),
    )
    page.goto("http://other.example/")
    outcome = page.evaluate(
        "address => fetch(address + 'report.html', { mode: 'no-cors' }).then("
        "answer => answer.type, () => 'refused')",
        watched.address,
    )
    assert outcome == "refused"
    page.close()
