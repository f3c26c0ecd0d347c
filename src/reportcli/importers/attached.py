"""The data that a PDF of ours carries: its attached file victories.toml."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportcli.attachment import NAME
from reportcli.diagnostics import Diagnostic, Failure, Place

if TYPE_CHECKING:
    from pathlib import Path


def read(data: bytes, file: Path) -> bytes:
    """Return the attached data, byte for byte. Raises Failure when there is none."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(data) as pdf:
            attached = [pdf.get_attachment(n) for n in range(pdf.count_attachments())]
            found = [item for item in attached if item.get_name() == NAME]
            content = bytes(found[0].get_data()) if found else None
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise Failure([unreadable(file, locked=locked)]) from None
    if content is None:
        message = (
            "this PDF carries no data: reportcli did not make it, its project keeps the data at home"
            " ([publish] attach_source), or it was changed since"
        )
        hint = f"copy its text into a text file and import that; ours have {NAME} attached"
        raise Failure([Diagnostic("I020", message, Place(str(file)), hint)])
    return content


def unreadable(file: Path, *, locked: bool) -> Diagnostic:
    """Return what is said of a PDF that cannot be opened."""
    message = "this PDF is protected by a password" if locked else "this PDF is damaged"
    hint = "save it without a password" if locked else "take another copy of it"
    return Diagnostic("I021", message, Place(str(file)), hint)
