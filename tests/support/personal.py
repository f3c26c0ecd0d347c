"""The bases of donors' PDFs, made in this process, and the PDFs read back."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pikepdf
import pypdfium2
import pytest

from reportcli import edition as editions
from reportcli.diagnostics import Failure
from reportcli.edition import Edition
from reportcli.load import load
from reportcli.mail import personal
from reportcli.project import find

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from reportcli.diagnostics import Diagnostic
    from reportcli.mail.tail import Base
    from reportcli.source import Source

WORDS = "Merci, Zoë Nguyễn"
NAMES = [
    WORDS,
    "Merci, Ştefan Łukaszewicz-Żółć",
    "Merci, J\u030c & <Ẫ> \u1e9e",
    "Merci, Іван Ґалаґан",
    "Merci, Θεόδωρος Ξένος",
    "Merci, Maria-Élisabeth Ottoline Hohenstein von der Wattenwyl-Challant",
]
LITERATA = "literata-400.ttf"


def personal_edition(
    folder: Path, year: str, language: str | None = None
) -> tuple[Edition, Source]:
    project = find(folder)
    loaded = load(project)
    edition = editions.one(project, loaded, year, None, language)
    return replace(edition, personal=True), loaded.source


def base_of(folder: Path, year: str, language: str | None = None) -> Base:
    return personal.base(*personal_edition(folder, year, language))


@contextmanager
def read(pdf: bytes) -> Iterator[Any]:
    with pikepdf.open(BytesIO(pdf)) as opened:
        yield opened


def own(base: Base, words: str = WORDS) -> bytes:
    return base.data + base.tail(words)


def refused(work: Callable[..., object], *arguments: object) -> Diagnostic:
    """The one fault of which work fails."""
    with pytest.raises(Failure) as failure:
        work(*arguments)
    (fault,) = failure.value.diagnostics
    return fault


def cover_text(pdf: bytes) -> str:
    """What pdfium reads on the first page, spaces and line ends alike."""
    text = pypdfium2.PdfDocument(BytesIO(pdf))[0].get_textpage().get_text_range()
    return " ".join(text.split())


def picture(pdf: bytes, page: int = 0, scale: float = 1.5) -> Any:
    """A page as it is seen."""
    return pypdfium2.PdfDocument(BytesIO(pdf))[page].render(scale=scale).to_pil().convert("RGB")
