"""Whether a finished PDF can be mailed, and what of it is heavy."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from reportcli.diagnostics import Diagnostic
from reportcli.mail import budget

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportcli.edition import Edition
    from reportcli.source import Source

CURES = {
    "pictures": "show fewer pictures, or without grain",
    "drawings": "simplify the drawings (.svg) that the report shows",
    "fonts": "name fewer fonts under [brand.fonts] files",
}
"""What takes most of a PDF → what makes it lighter."""


def check(source: Source, edition: Edition, pdf: bytes) -> Iterator[Diagnostic]:
    """Yield a warning where a message with the PDF would be larger than `[mail] max_size`."""
    most, size = edition.data.mail.max_size, budget.message(len(pdf))
    if size <= most:
        return
    heaviest, taken = max(shares(pdf).items(), key=lambda share: share[1])
    yield Diagnostic(
        code="P062",
        severity="warning",
        message=(
            f"{edition.file_name('pdf')} is too large to be mailed: it has {_mb(len(pdf))}, a message with it"
            f" {_mb(size)}, and {_mb(most)} are allowed; its {heaviest} take {_mb(taken)}"
        ),
        place=source.place(("mail", "max_size")),
        hint=f"{CURES[heaviest]}; or allow more, under [mail]: max_size = {size // 1_000_000 + 1}",
    )


def shares(pdf: bytes) -> dict[str, int]:
    """Return how many bytes a PDF's pictures, drawings (with the pages' own text) and fonts take."""
    import pikepdf

    found = dict.fromkeys(CURES, 0)
    with pikepdf.open(BytesIO(pdf)) as opened:
        for item in opened.objects:
            if not isinstance(item, pikepdf.Stream):
                continue
            if item.get("/Subtype") == "/Image":
                kind = "pictures"
            elif "/Length1" in item:
                kind = "fonts"
            else:
                kind = "drawings"
            found[kind] += len(item.read_raw_bytes())
    return found


def _mb(size: int) -> str:
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{size / 1e3:.0f} kB"
