"""The pages of a PDF as pictures."""

from __future__ import annotations

from functools import cached_property
from io import BytesIO
from threading import Lock
from typing import Any

WIDTHS = range(50, 4001)
"""Pixels that a picture may be wide."""
_one_at_a_time = Lock()  # PDFium knows no threads


class Sheets:
    """A PDF whose pages are looked at."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    @cached_property
    def _document(self) -> Any:
        import pypdfium2

        return pypdfium2.PdfDocument(self.data)

    @cached_property
    def ratios(self) -> tuple[float, ...]:
        """The width of each page in heights."""
        with _one_at_a_time:
            sizes = [page.get_size() for page in self._document]
        return tuple(width / height for width, height in sizes)

    def png(self, number: int, width: int) -> bytes:
        """Return page `number` (from 1), `width` pixels wide."""
        with _one_at_a_time:
            page = self._document[number - 1]
            picture = page.render(scale=width / page.get_width()).to_pil()
        target = BytesIO()
        picture.save(target, "PNG", compress_level=1)
        return target.getvalue()
