"""A file that somebody wrote → what is in it: blocks, or the data that a PDF of ours carries."""

from __future__ import annotations

import codecs
import stat
import zipfile
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from reportcli.diagnostics import Diagnostic, Failure, Place
from reportcli.importers import attached, text

if TYPE_CHECKING:
    from pathlib import Path

    from reportcli.importers.blocks import Block

LIMITS = {"text": 2_000_000, "word": 100_000_000, "pdf": 100_000_000}
"""The size in bytes that a file may have."""
UNPACKED = 300_000_000
"""Bytes that a Word file may unpack to, pictures and all."""
UNPACKED_XML = 30_000_000
"""Bytes that one XML part of it may unpack to."""
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OTHERS = (
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
)


@dataclass(frozen=True)
class Read:
    """What a file holds: `blocks`, or `data`, TOML that is taken as it is. `notes` tell what was guessed."""

    blocks: tuple[Block, ...] = ()
    data: bytes | None = None
    notes: tuple[str, ...] = ()


def read(file: Path) -> Read:
    """Read a text, Markdown, Word or PDF file. Raises Failure when it is none, or cannot be read."""
    data = bytes_of(file)
    if data.startswith(b"%PDF-"):
        return Read(data=attached.read(data, file))
    if data.startswith(b"PK\x03\x04"):
        return Read(tuple(_word(data, file)))
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise _refused("I011", file, *_old_or_locked(data))
    for mark, what in _OTHERS:
        if data.startswith(mark):
            message = f"this is {what}, which cannot be read"
            raise _refused("I010", file, message, "save it as .docx or as plain text")
    if len(data) > LIMITS["text"]:
        raise _too_large(file, len(data), LIMITS["text"])
    words, notes = _decoded(data, file)
    if not words.strip():
        raise _refused("I012", file, "the file is empty", "is it the right file?")
    return Read(tuple(_blocks(words, file)), notes=notes)


def _blocks(words: str, file: Path) -> list[Block]:
    from reportcli.importers import markdown

    if file.suffix.lower() in {".md", ".markdown", ".mdown", ".mkd"}:
        return markdown.read(words)
    return text.read(words)


def bytes_of(file: Path) -> bytes:
    """Return what is in a file. Raises Failure when it is none, cannot be read, or is too large."""
    try:
        status = file.stat()
        if stat.S_ISDIR(status.st_mode):
            raise _refused("I002", file, "this is a folder, not a file", "name the file inside it")
        if not stat.S_ISREG(status.st_mode):
            hint = "save its content as a file"
            raise _refused("I003", file, "this is a pipe or a device, not a file", hint)
        largest = max(LIMITS.values())
        with file.open("rb") as stream:
            data = stream.read(largest + 1)
    except OSError as error:
        raise _unreadable(file, error) from None
    if len(data) > largest:
        raise _too_large(file, status.st_size, largest)
    return data


def _decoded(data: bytes, file: Path) -> tuple[str, tuple[str, ...]]:
    for mark, codec in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(codec), ()
            except UnicodeDecodeError:
                break
    controls = sum(byte < 32 and byte not in b"\t\n\r\f\v\x1a" for byte in data[:65536])
    if b"\0" in data or controls > len(data[:65536]) // 50:
        message = "this is no text, no Word document (.docx) and no PDF"
        raise _refused("I013", file, message, "save it as .docx or as plain text")
    try:
        return data.decode(), ()
    except UnicodeDecodeError:
        note = "the file is not UTF-8; it was read as Windows-1252: look at its accents"
        return data.decode("cp1252", "replace"), (note,)


def _word(data: bytes, file: Path) -> list[Block]:
    from reportcli.importers import word

    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = {item.filename: item for item in archive.infolist()}
    except (zipfile.BadZipFile, ValueError, OSError):
        raise _broken(file) from None
    if "word/document.xml" not in names and "[Content_Types].xml" not in names:
        what = "an OpenDocument text" if "mimetype" in names else "a .zip, not a Word document"
        raise _refused("I010", file, f"this is {what}", "save it as .docx or as plain text")
    xml = [item.file_size for name, item in names.items() if name.endswith((".xml", ".rels"))]
    if sum(item.file_size for item in names.values()) > UNPACKED or max(xml) > UNPACKED_XML:
        message = "this Word document unpacks to far more than a report needs"
        raise _refused("I014", file, message, "copy its text into a new document and import that")
    try:
        return word.read(data)
    except Failure:
        raise
    except Exception:  # noqa: BLE001  whatever a broken file makes its readers raise
        raise _broken(file) from None


def _old_or_locked(data: bytes) -> tuple[str, str]:
    if "EncryptedPackage".encode("utf-16-le") in data:
        message = "this Word document is protected by a password"
        return message, "open it in Word or LibreOffice and save it as .docx without a password"
    message = "this is an old Word document (.doc)"
    return message, "open it in Word or LibreOffice and save it as .docx"


def _refused(code: str, file: Path, message: str, hint: str) -> Failure:
    return Failure([Diagnostic(code, message, Place(str(file)), hint)])


def _broken(file: Path) -> Failure:
    hint = "open it in Word or LibreOffice and save it again as .docx"
    return _refused("I015", file, "this Word document is damaged", hint)


def _too_large(file: Path, size: int, limit: int) -> Failure:
    message = (
        f"the file is too large: {size / 1e6:.0f} MB, and {limit // 1_000_000} MB is the limit"
    )
    return _refused("I004", file, message, "is it the right file?")


def _unreadable(file: Path, error: OSError) -> Failure:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        hint = "check the name and the folder"
        return _refused("I001", file, "there is no such file", hint)
    if isinstance(error, PermissionError):
        return _refused(
            "I001", file, "you may not read this file", "give yourself the right to read it"
        )
    reason = (error.strerror or str(error)).lower()
    return _refused(
        "I001", file, f"the file cannot be read: {reason}", "copy it elsewhere and try again"
    )
