"""HTML → PDF: one file that is PDF/A-3a and PDF/UA-1, the same bytes on every run."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from reportcli import boxes
from reportcli.attachment import NAME
from reportcli.clock import source_date
from reportcli.diagnostics import Diagnostic, Failure
from reportcli.engine import own_fonts_only, weasyprint
from reportcli.fetcher import BASE, Fetcher
from reportcli.messages import collected
from reportcli.press.sheet import MARGIN
from reportcli.resolution import DOTS
from reportcli.tagging import finish

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path
    from xml.etree.ElementTree import Element

    from reportcli.geometry import Page

VARIANT = "pdf/a-3a"
ROOM = f"@page {{ bleed: {MARGIN}mm; marks: none }}"
"""The page with the room around it in which it bleeds and is marked."""


@dataclass(frozen=True)
class Typeset:
    """A finished PDF. `anchors` are the pages (from 1) on which each id of the HTML stands.

    `geometry` is where the lines of its pages stand.
    """

    data: bytes
    anchors: Mapping[str, tuple[int, ...]]
    geometry: tuple[Page, ...]

    @property
    def pages(self) -> int:
        """How many there are."""
        return len(self.geometry)


def _nothing(_: object) -> None:
    pass


@dataclass(frozen=True)
class Hooks:
    """What is called on the way; whatever one of them raises stops the typesetting."""

    parsed: Callable[[Element], None] = field(default=_nothing)
    """Gets the HTML's root, which it may change."""
    stepped: Callable[[str], None] = field(default=_nothing)
    """Gets the name of each step: a page, a style sheet."""
    laid_out: Callable[[weasyprint.Document], None] = field(default=_nothing)
    """Gets WeasyPrint's document before it is written."""


def typeset(
    html: str,
    faces: str,
    roots: Mapping[str, Path],
    source: bytes | None = None,
    hooks: Hooks | None = None,
    dots: int = DOTS["screen"],
    *,
    for_press: bool = False,
) -> Typeset:
    """Typeset a page of HTML whose addresses lie under the given roots (see fetcher).

    `faces` are @font-face rules; there are no other fonts. `source` is attached as the data that
    the report was made from (ISO 19005-3, 6.8). Pictures are reduced to `dots` an inch of the page.
    `for_press`: no archive's PDF, but plain pages with room around them, which `press` goes on with.
    Raises Failure with all that the engine found wrong; there is no PDF then.
    """
    fetcher, hooks = Fetcher(roots), hooks or Hooks()
    variant, style = (None, faces + ROOM) if for_press else (VARIANT, faces)
    with own_fonts_only(), collected(hooks.stepped) as messages:
        try:
            fonts = weasyprint.text.fonts.FontConfiguration()
            page = weasyprint.HTML(string=html, base_url=BASE, url_fetcher=fetcher)
            hooks.parsed(page.etree_element)
            direction = page.etree_element.get("dir", "ltr")
            sheet = weasyprint.CSS(
                string=style, base_url=BASE, url_fetcher=fetcher, font_config=fonts
            )
            document = page.render(
                stylesheets=[sheet], font_config=fonts, pdf_variant=variant, dpi=dots
            )
            hooks.laid_out(document)
            data = document.write_pdf(
                finisher=None if for_press else partial(finish, direction=direction),
                pdf_variant=variant,
                dpi=dots,
                attachments=[_attachment(source)] if source else None,
            )
        except weasyprint.urls.FatalURLFetchingError:
            raise Failure(_refusals(fetcher)) from None
    if fetcher.refused or messages:
        raise Failure([*_refusals(fetcher), *messages])
    return Typeset(data, _anchors(document), boxes.pages(document))


def _attachment(source: bytes) -> weasyprint.Attachment:
    when = source_date() or datetime.fromtimestamp(0, UTC)
    return weasyprint.Attachment(
        string=source,
        name=NAME,
        description=NAME,
        relationship="Source",
        created=when,
        modified=when,
    )


def _refusals(fetcher: Fetcher) -> list[Diagnostic]:
    return [
        Diagnostic(
            code="P021",
            message=f"not loaded: {url[:200].removeprefix(BASE)}",
            hint="a report takes files from its project and its layout only; copy the file there",
        )
        for url in dict.fromkeys(fetcher.refused)
    ]


def _anchors(document: weasyprint.Document) -> dict[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {}
    for number, page in enumerate(document.pages, 1):
        for name in page.anchors:
            found[name] = (*found.get(name, ()), number)
    return found
