"""The page for the browser: one file, safe, whole."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from conftest import Built
from support.projects import REPOSITORY, reportcli, write

if TYPE_CHECKING:
    from collections.abc import Callable

HOSTILE = """\
[reports.2024]
languages = ["fr"]
title = "<script>alert(1)</script> {{ 7*7 }}"
subtitle = "</style><b>"

[[reports.2024.victories]]
title = "{% raw %} \\"onload=x"
text = "Un <img src=x onerror=alert(1)> {{ config }} &amp; <b>gras</b> [lien](javascript:alert(1)) ![i](http://example.org/x.png)"
figures = [{ value = "<5", label = "{{ 7*7 }}" }]
quote = { text = "<i>x</i>", by = "{# #}" }
"""


class Outline(HTMLParser):
    """What stands in a page: its elements in order, and every address that it would load."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.loads: list[str] = []
        self.text = ""
        self.inside: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        self.elements.append((tag, attributes))
        self.inside.append(tag)
        loaded = attributes.get("src") or (attributes.get("href") if tag == "link" else None)
        if loaded:
            self.loads.append(loaded)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.inside:
            self.inside = self.inside[: len(self.inside) - 1 - self.inside[::-1].index(tag)]

    def handle_data(self, data: str) -> None:
        if not {"style", "head"} & set(self.inside):
            self.text += data

    def tags(self, *names: str) -> list[str]:
        return [tag for tag, _ in self.elements if tag in names]


@pytest.fixture(scope="module")
def page(report: Built) -> Outline:
    return Outline(report.page)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """A page of hostile data, and the text of its PDF."""
    import pypdfium2

    project = write(tmp_path_factory.mktemp("hostile"), HOSTILE)
    done = reportcli("build", "--all", cwd=project)
    assert done.returncode == 0, done.stderr
    (html,), (pdf,) = (list((project / "out/2024").glob(f"*.{kind}")) for kind in ("html", "pdf"))
    text = "\n".join(p.get_textpage().get_text_range() for p in pypdfium2.PdfDocument(pdf))
    return html.read_text("utf-8"), text


def test_the_page_is_under_500_kb(report: Built) -> None:
    assert len(report.page.encode()) < 500_000


def test_the_page_loads_nothing_from_outside(page: Outline, report: Built) -> None:
    assert [address for address in page.loads if not address.startswith("data:")] == []
    styles = "".join(re.findall(r"<style>(.*?)</style>", report.page, re.DOTALL))
    assert [
        url for url in re.findall(r"url\(([^)]{0,40})", styles) if not url.startswith("data:")
    ] == []
    assert "@import" not in styles


def test_the_page_has_no_script(page: Outline) -> None:
    assert page.tags("script") == []


def test_the_landmarks_are_there(page: Outline) -> None:
    assert page.tags("header", "main", "footer") == ["header", "main", "footer"]
    navigations = [attributes for tag, attributes in page.elements if tag == "nav"]
    assert all("aria-label" in nav or "aria-labelledby" in nav for nav in navigations)


def test_headings_are_one_h1_and_then_h2(page: Outline) -> None:
    assert page.tags("h1", "h2", "h3", "h4") == ["h1"] + ["h2"] * 13


def test_every_link_inside_the_page_has_its_target(page: Outline) -> None:
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    targets = {
        a["href"] for tag, a in page.elements if tag == "a" and (a["href"] or "").startswith("#")
    }
    assert targets <= {f"#{name}" for name in ids}
    assert len(targets) >= 11


def test_the_language_and_the_title_are_set(report: Built) -> None:
    assert '<html lang="fr" dir="ltr">' in report.page
    assert "<title>Nos 10\u00a0victoires, 2023</title>" in report.page


def test_all_ten_texts_are_there(page: Outline) -> None:
    def bare(text: str) -> str:
        return re.sub(r"[\s«»\"'’]", "", text)

    seed = (REPOSITORY / "tests/seed/nos-10-victoires-2023.txt").read_text("utf-8")
    texts = re.split(r"^\d+\.$", seed, flags=re.MULTILINE)[1:]
    assert [text for text in texts if bare(text) not in bare(page.text)] == []


def test_text_is_set_as_french(page: Outline) -> None:
    assert "Ukraine\u202f; et" in page.text
    assert "«\u202fterrorisme\u202f»" in page.text
    assert "l’ordre" in page.text
    assert "13\u00a0États" in page.text


def test_the_page_is_as_it_was_accepted(report: Built, golden: Callable[[str, str], None]) -> None:
    bare = re.sub(r"<style>.*?</style>", "<style>…</style>", report.page, flags=re.DOTALL)
    golden("2023.html", re.sub(r'content="reportcli [^"]*"', 'content="reportcli"', bare))


def test_a_picture_is_inside_the_page_with_its_alternative_text(rich: Built) -> None:
    images = [attributes for tag, attributes in Outline(rich.page).elements if tag == "img"]
    assert [image["alt"] for image in images] == ["Une rue pleine", "Des mains levées", "Une rue"]
    assert all((image["src"] or "").startswith("data:image/") for image in images)


def test_hostile_text_prints_as_it_stands(hostile: tuple[str, str]) -> None:
    html, pdf = hostile
    outline = Outline(html)
    shown = " ".join(outline.text.split()), " ".join(pdf.split())
    for text in ("<script>alert(1)</script>", "{{ config }}", "&amp; <b>gras</b>", "{{ 7*7 }}"):
        assert all(text in page for page in shown), text
    assert "49" not in outline.text


def test_hostile_text_makes_no_element_and_no_address(hostile: tuple[str, str]) -> None:
    outline = Outline(hostile[0])
    assert outline.tags("script", "img", "iframe") == []
    assert all("javascript:" not in (a.get("href") or "") for _, a in outline.elements)
    assert [address for address in outline.loads if not address.startswith("data:")] == []
    assert all(
        not name.startswith("on") for _, attributes in outline.elements for name in attributes
    )
