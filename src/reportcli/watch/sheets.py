"""The pages of a PDF as pictures."""

from __future__ import annotations

from io import BytesIO
from threading import Lock
from typing import Any

WIDTHS = range(50, 4001)
"""Pixels that a picture may be wide."""
_one_at_a_time = Lock()  # PDFium knows no threads


class Sheets:
    """A PDF whose pages are looked at, until it is closed."""

    def __init__(self, data: bytes) -> None:
        import pypdfium2

        self.data = data
        with _one_at_a_time:
            self._document: Any = pypdfium2.PdfDocument(data)
            sizes = [self._document.get_page_size(index) for index in range(len(self._document))]
        self.ratios = tuple(width / height for width, height in sizes)
        """The width of each page in heights."""

    def png(self, number: int, width: int) -> bytes | None:
        """Return page `number` (from 1), `width` pixels wide; None where the PDF is closed."""
        with _one_at_a_time:
            if self._document is None:
                return None
            page = self._document[number - 1]
            bitmap = page.render(scale=width / page.get_width())
            picture = bitmap.to_pil().copy()
            bitmap.close()
            page.close()
        target = BytesIO()
        picture.save(target, "PNG", compress_level=1)
        return target.getvalue()

    def close(self) -> None:
        with _one_at_a_time:
            if self._document is not None:
                self._document.close()
            self._document = None
