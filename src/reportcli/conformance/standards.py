"""Which standards a PDF keeps that is made for a purpose, and which checker tells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from reportcli.build import Purpose


@dataclass(frozen=True, slots=True)
class Standard:
    """A standard, and the checker that tells. `code` is its faults'; `flavour` what veraPDF calls it."""

    name: str
    code: str
    checker: str
    flavour: str = ""


SYNTAX = Standard("PDF (ISO 32000)", "C010", "qpdf")
ARCHIVE = Standard("PDF/A-3a (ISO 19005-3)", "C011", "veraPDF", "3a")
ACCESS = Standard("PDF/UA-1 (ISO 14289-1)", "C012", "veraPDF", "ua1")
PRESS = Standard("PDF/X-4 (ISO 15930-7)", "C013", "preflight")
"""veraPDF has no profile for PDF/X: the preflight of `press` tells."""
OF_PURPOSE: Mapping[Purpose, tuple[Standard, ...]] = {
    "screen": (SYNTAX, ARCHIVE, ACCESS),
    "print": (SYNTAX, PRESS),
}
SAYS_PRESS = b"<pdfxid:GTS_PDFXVersion>"


def purpose(file: Path) -> Purpose:
    """Return what a PDF is for: print where it says that it is PDF/X, else the screen."""
    import pikepdf

    try:
        with pikepdf.open(file) as pdf:
            metadata = pdf.Root.get("/Metadata")
            says = metadata is not None and SAYS_PRESS in metadata.read_bytes()
    except pikepdf.PdfError:
        return "screen"
    return "print" if says else "screen"
