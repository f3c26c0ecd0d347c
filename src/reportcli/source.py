"""TOML text → plain values, and where each value stands (line, column)."""

from __future__ import annotations

import codecs
import math
import re
import stat
import tomllib
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from reportcli.diagnostics import Diagnostic, Failure, Place
from reportcli.toml_index import Index, Path
from reportcli.toml_strings import TomlString

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Mapping

LIMIT = 5_000_000
"""The size in bytes that a data file may have. A year's victories take about 10,000."""

SAYS_NOTHING = "S007"
"""The code of the fault that a file has no values."""

SMALLEST = """\
schema = 1

[reports.2023]
languages = ["fr"]
title = "Nos victoires"

[[reports.2023.victories]]
text = "Une loi protège enfin les personnes qui défendent les droits humains."
"""

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LATIN = "àâäæçéèêëîïñôöœùûüßÀÇÉÈÊÎÔŒ’‘“”«»–—…·€°"


@dataclass(frozen=True)
class Source:
    """A TOML text that has been read: its values, and the place of each."""

    path: str
    """How the file is named in diagnostics, such as data/victories.toml."""
    text: str = field(repr=False)
    """As read, without a byte order mark; line ends as typed."""
    values: Mapping[str, Any] = field(repr=False)
    """What tomllib makes of the text."""

    def place(self, path: Path, *, key: bool = False) -> Place:
        """Return where the value at `path` stands, or with `key` where its key does.

        A table stands at its heading, an array of tables at its first one; a table without one,
        where its name first appears. What does not exist stands at its nearest ancestor.
        """
        span = self._index.find(path, key=key)
        return self.at(*span) if span else Place(self.path)

    def string(self, path: Path) -> TomlString | None:
        """Return the string that stands at `path`, as typed; None where there is no string."""
        span = self._index.find(path)
        if span is None or self.text[span[0]] not in "\"'" or span[1] - span[0] < 2:
            return None
        return TomlString(self.text, *span)

    def at(self, start: int, end: int) -> Place:
        """Return the place of a span of the text, given in offsets."""
        line, column = self._position(start)
        end_line, end_column = self._position(end)
        after = self._lines[line] if line < len(self._lines) else len(self.text)
        excerpt = self.text[self._lines[line - 1] : after].removesuffix("\r\n").removesuffix("\n")
        return Place(self.path, line, column, end_line, end_column, excerpt)

    def offset(self, line: int, column: int) -> int:
        """Return the offset of a position, at most the end of the text."""
        return min(self._lines[min(line, len(self._lines)) - 1] + column - 1, len(self.text))

    def _position(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._lines, offset)
        return line, offset - self._lines[line - 1] + 1

    @cached_property
    def _lines(self) -> list[int]:
        return [0, *(end.end() for end in re.finditer("\n", self.text))]

    @cached_property
    def _index(self) -> Index:
        return Index(self.text)


def read(file: pathlib.Path, name: str) -> Source:
    """Read the TOML of `file`, which diagnostics call `name`.

    Raises Failure with one diagnostic when it cannot be read or is not TOML.
    """
    try:
        data = bytes_of(file, name)
    except OSError as error:
        raise Failure([_unreadable(name, error)]) from None
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        raise Failure([_undecodable(name, data, error)]) from None
    return parse(text, name)


def parse(text: str, name: str) -> Source:
    """Read a TOML text, which diagnostics call `name`; a byte order mark is dropped.

    Raises Failure with one diagnostic when it is not TOML, or says nothing.
    """
    text = text.removeprefix("\ufeff")
    unread = Source(name, text, {})
    try:
        values = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        from reportcli.toml_faults import explain

        raise Failure([explain(unread, error)]) from None
    if not values:
        what = "holds only comments" if text.strip() else "is empty"
        hint = f"the smallest data file looks like this:\n\n{SMALLEST}"
        raise Failure([Diagnostic(SAYS_NOTHING, f"the file {what}", Place(name), hint)])
    return Source(name, text, values)


def bytes_of(file: pathlib.Path, name: str) -> bytes:
    """Return what is in a file. Raises OSError, and Failure when it is no file or too large."""
    status = file.stat()
    _require_fit(name, status.st_mode, status.st_size)
    with file.open("rb") as stream:
        data = stream.read(LIMIT + 1)
    _require_fit(name, status.st_mode, len(data))
    return data


def _require_fit(name: str, mode: int, size: int) -> None:
    """Refuse what is not a file of a reasonable size; opening a pipe would wait for ever."""
    if stat.S_ISDIR(mode):
        fault = "S002", "this is a folder, not a file", "name the data file inside it"
    elif not stat.S_ISREG(mode):
        fault = "S003", "this is a pipe or a device, not a file", "save its content as a file"
    elif size > LIMIT:
        # Rounded up, so that one byte too many does not read as 5.0 MB.
        megabytes = math.ceil(size / 100_000) / 10
        message = f"the file is too large: {megabytes} MB, and {LIMIT // 1_000_000} MB is the limit"
        fault = "S005", message, "is it the right file? pictures stand beside it, not inside"
    else:
        return
    code, message, hint = fault
    raise Failure([Diagnostic(code, message, Place(name), hint)])


def _unreadable(name: str, error: OSError) -> Diagnostic:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        hint = "check the name and the folder, or begin a project with `reportcli new`"
        return Diagnostic("S001", "there is no such file", Place(name), hint)
    if isinstance(error, PermissionError):
        hint = "give yourself the right to read the file, and to enter the folders above it"
        return Diagnostic("S004", "you may not read this file", Place(name), hint)
    reason = (error.strerror or str(error)).lower()
    hint = "copy the file to another folder or disk, and try again there"
    return Diagnostic("S004", f"the file cannot be read: {reason}", Place(name), hint)


def _undecodable(name: str, data: bytes, error: UnicodeDecodeError) -> Diagnostic:
    codec, offset = next((codec for mark, codec in _MARKS if data.startswith(mark)), "utf-8"), 0
    message = f"the file is saved as {codec.upper()}, not as UTF-8"
    if codec == "utf-8":
        before, bad = data[: error.start].decode(), data[error.start : error.start + 1]
        offset = len(before.removeprefix("\ufeff"))
        message = f"the byte {bad.hex().upper()} here is not UTF-8"
        is_one_byte = error.end - error.start == 1
        if is_one_byte and before.isascii() and bad.decode("cp1252", "replace") in _LATIN:
            codec, message = "cp1252", "the file is not UTF-8; it looks like Windows-1252"
    unread = Source(name, data.decode(codec, "replace").removeprefix("\ufeff"), {})
    place = unread.at(offset, offset + 1) if unread.text else Place(name)
    return Diagnostic("S006", message, place, "save the file as UTF-8")
