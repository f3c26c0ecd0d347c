"""The call to give in a browser."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest
from PIL import Image

from support.giving import GERMAN, HOLDER, QR_IBAN, QR_REFERENCE, asking, codes
from support.projects import reportcli, write

if TYPE_CHECKING:
    from pathlib import Path

LINK = 'url = "https://example.org/don"\n'
SEPA = LINK + f'iban = "{GERMAN}"\npurpose = "Don 2023"\n'
BILL = LINK + f'iban = "{QR_IBAN}"\nreference = "{QR_REFERENCE}"\n{HOLDER}'


@pytest.fixture
def call(tmp_path: Path, browser: Any, request: pytest.FixtureRequest) -> Any:
    """The page of a report that asks for gifts as the test's parameters say."""
    donate, width, scheme = request.param
    done = reportcli("build", "2024", "--format", "html", cwd=write(tmp_path, asking(donate)))
    assert done.returncode == 0, done.stderr
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    (file,) = tmp_path.glob("out/**/*.html")
    page.goto(file.as_uri())
    page.evaluate("document.fonts.ready.then(() => true)")
    yield page
    page.close()


@pytest.mark.parametrize(
    "call",
    [
        (donate, width, scheme)
        for donate in (SEPA, BILL)
        for width, scheme in ((320, "dark"), (390, "light"), (1440, "dark"), (1440, "light"))
    ],
    indirect=True,
)
def test_the_codes_are_read_off_the_screen(call: Any) -> None:
    picture = Image.open(BytesIO(call.locator(".ways").screenshot()))
    found = codes(picture)
    assert sorted(text.splitlines()[0] for text in found) in (
        ["BCD", "https://example.org/don"],
        ["SPC", "https://example.org/don"],
    )
    assert call.evaluate("document.documentElement.scrollWidth") <= call.viewport_size["width"]


@pytest.mark.parametrize("call", [(BILL, 1280, "light")], indirect=True)
def test_the_payment_is_there_as_text_and_the_slip_is_not(call: Any) -> None:
    said = call.locator(".give").inner_text()
    assert QR_IBAN in said
    assert QR_REFERENCE in said
    assert "Défense & Droits" in said
    assert call.locator(".slip").count() == 0
    assert call.locator('.give a[href="https://example.org/don"]').count() == 1
    assert all(call.locator(".give img").evaluate_all("all => all.map(one => one.alt)"))


@pytest.mark.parametrize("call", [(SEPA, 1440, "light")], indirect=True)
def test_an_iban_stays_on_one_line(call: Any) -> None:
    height, line = call.locator(".iban").evaluate(
        "one => [one.getBoundingClientRect().height, parseFloat(getComputedStyle(one).lineHeight)]"
    )
    assert height < 1.5 * line


@pytest.mark.parametrize("call", [(SEPA, 1280, "light")], indirect=True)
def test_printed_from_the_browser_the_call_has_the_last_page(call: Any, tmp_path: Path) -> None:
    call.pdf(path=tmp_path / "print.pdf", prefer_css_page_size=True, print_background=True)
    pages = pypdfium2.PdfDocument(tmp_path / "print.pdf")
    last = pages[len(pages) - 1]
    assert GERMAN in last.get_textpage().get_text_range()
    assert len(codes(last.render(scale=200 / 72).to_pil())) == 2
