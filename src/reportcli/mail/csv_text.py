"""A list's bytes → its lines: which encoding, which separator, and the fields of each row.

The file is read twice, once to tell its encoding, so what cannot seek (standard input) is first laid
into a temporary file. Nothing is ever held whole.
"""

from __future__ import annotations

import codecs
import csv
import shutil
import tempfile
from dataclasses import dataclass
from io import TextIOWrapper
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

SEPARATORS = ",;\t"
LONGEST_LINE = 100_000
"""Characters that a row may have; past that a quote was opened and not closed."""
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a list: where it starts (lines from 1), its first line and its fields."""

    line: int
    text: str
    fields: tuple[str, ...]


class Unclosed(Exception):  # noqa: N818
    """A quote that begins in a line is never closed."""

    def __init__(self, line: int, text: str) -> None:
        super().__init__(line, text)
        self.line, self.text = line, text


@dataclass(frozen=True)
class Encoding:
    """How a file's bytes are text; `not_utf8` is the first line that is not, where that was tried."""

    name: str
    not_utf8: int = 0


def seekable(stream: IO[bytes]) -> IO[bytes]:
    """Return a stream that can be read twice: itself, or a copy that its owner alone can read."""
    if stream.seekable():
        return stream
    copy = tempfile.TemporaryFile()  # noqa: SIM115  closed with the list
    shutil.copyfileobj(stream, copy)
    copy.seek(0)
    return copy


def is_workbook(stream: IO[bytes]) -> bool:
    """Say whether a stream is a workbook: a ZIP file (.xlsx, .ods), or one of OLE (.xls)."""
    start = stream.tell()
    head = stream.read(4)
    stream.seek(start)
    return head in {b"PK\x03\x04", b"\xd0\xcf\x11\xe0"}


def encoding(stream: IO[bytes]) -> Encoding:
    """Tell a stream's encoding from its mark, or by trying: UTF-8, else Windows-1252."""
    start = stream.tell()
    head = stream.read(4)
    stream.seek(start)
    for mark, name in _MARKS:
        if head.startswith(mark):
            return Encoding(name)
    decoder, line = codecs.getincrementaldecoder("utf-8")(), 1
    try:
        while chunk := stream.read(_CHUNK):
            try:
                line += decoder.decode(chunk).count("\n")
            except UnicodeDecodeError as error:
                return Encoding("cp1252", line + bytes(error.object)[: error.start].count(b"\n"))
        try:
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return Encoding("cp1252", line)
    finally:
        stream.seek(start)
    return Encoding("utf-8")


def rows(stream: IO[bytes], encoding: str, separator: str) -> Iterator[Row]:
    """Yield the rows that are not blank. Raises Unclosed.

    What no encoding has a sign for becomes U+FFFD, which no address may hold.
    """
    text = TextIOWrapper(stream, encoding, errors="replace", newline="")
    lines = _Lines(text)
    reader = csv.reader(lines, delimiter=separator, strict=False)
    try:
        while (fields := _next(reader, lines)) is not None:
            if any(field.strip() for field in fields):
                yield Row(lines.first, lines.text, tuple(fields))
    finally:
        text.detach()


def _next(reader: Iterator[list[str]], lines: _Lines) -> list[str] | None:
    lines.begin()
    try:
        return next(reader, None)
    except csv.Error:
        raise Unclosed(lines.first, lines.text) from None


class _Lines:
    """The lines of a text for a csv reader, counted; a row that has no end is an error."""

    def __init__(self, text: TextIOWrapper) -> None:
        self._text, self._number, self._length = text, 0, 0
        self.first, self.text = 0, ""

    def begin(self) -> None:
        self._length, self.text = 0, ""

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._text.readline(LONGEST_LINE)
        if not line:
            raise StopIteration
        self._number += 1
        if not self._length:
            self.first, self.text = self._number, line.rstrip("\r\n")
        self._length += len(line)
        if self._length >= LONGEST_LINE:
            raise csv.Error
        return line.replace("\0", "\ufffd")


def separator(line: str) -> str:
    """Tell the separator from the heading's line: the one that stands most often outside quotes."""
    bare = "".join(line.split('"')[::2])
    return max(SEPARATORS, key=lambda sign: (bare.count(sign), -SEPARATORS.index(sign)))


def first_line(stream: IO[bytes], encoding: str) -> str:
    """Return a stream's first line that is not blank, and go back to its beginning."""
    start = stream.tell()
    text = TextIOWrapper(stream, encoding, errors="replace", newline="")
    try:
        while line := text.readline(LONGEST_LINE):
            if line.strip():
                return line.rstrip("\r\n")
    finally:
        text.detach()
        stream.seek(start)
    return ""


def column(row: Row, index: int, separator: str) -> tuple[int, int]:
    """Return where a field stands in its row's first line: columns from 1, the end exclusive.

    (0, 0) where it stands in a later line.
    """
    start = quoted = 0
    number = 0
    for place, sign in enumerate(row.text):
        if sign == '"':
            quoted = not quoted
        elif sign == separator and not quoted:
            if number == index:
                return start + 1, place + 1
            number, start = number + 1, place + 1
    return (start + 1, len(row.text) + 1) if number == index and not quoted else (0, 0)
