"""TOML text → plain values, and where each value stands (line, column)."""

from __future__ import annotations

import codecs
import math
import re
import stat
import sys
import tomllib
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from reportcli.diagnostics import Diagnostic, Failure, Place
from reportcli.toml_index import Context, Index, Path, Span, Token, key_parts, tokens

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Callable, Mapping

LIMIT = 5_000_000
"""The size in bytes that a data file may have. A year's victories take about 10,000."""

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
        data = _bytes(file, name)
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
        raise Failure([_explain(unread, error)]) from None
    if not values:
        what = "holds only comments" if text.strip() else "is empty"
        hint = f"The smallest data file looks like this:\n\n{SMALLEST}"
        raise Failure([Diagnostic("S007", f"The file {what}.", Place(name), hint)])
    return Source(name, text, values)


def _bytes(file: pathlib.Path, name: str) -> bytes:
    status = file.stat()
    _require_fit(name, status.st_mode, status.st_size)
    with file.open("rb") as stream:
        data = stream.read(LIMIT + 1)
    _require_fit(name, status.st_mode, len(data))
    return data


def _require_fit(name: str, mode: int, size: int) -> None:
    """Refuse what is not a file of a reasonable size; opening a pipe would wait for ever."""
    if stat.S_ISDIR(mode):
        fault = "S002", "This is a folder, not a file.", "Name the data file inside it."
    elif not stat.S_ISREG(mode):
        fault = "S003", "This is a pipe or a device, not a file.", "Save its content as a file."
    elif size > LIMIT:
        # Rounded up, so that one byte too many does not read as 5.0 MB.
        megabytes = math.ceil(size / 100_000) / 10
        message = (
            f"The file is too large: {megabytes} MB, and {LIMIT // 1_000_000} MB is the limit."
        )
        fault = "S005", message, "Is it the right file? Pictures stand beside it, not inside."
    else:
        return
    code, message, hint = fault
    raise Failure([Diagnostic(code, message, Place(name), hint)])


def _unreadable(name: str, error: OSError) -> Diagnostic:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        hint = "Check the name and the folder, or begin a project with `reportcli new`."
        return Diagnostic("S001", "There is no such file.", Place(name), hint)
    if isinstance(error, PermissionError):
        hint = "Give yourself the right to read the file, and to enter the folders above it."
        return Diagnostic("S004", "You may not read this file.", Place(name), hint)
    reason = error.strerror or str(error)
    hint = "Copy the file to another folder or disk, and try again there."
    return Diagnostic("S004", f"The file cannot be read: {reason}.", Place(name), hint)


def _undecodable(name: str, data: bytes, error: UnicodeDecodeError) -> Diagnostic:
    codec, offset = next((codec for mark, codec in _MARKS if data.startswith(mark)), "utf-8"), 0
    message = f"The file is saved as {codec.upper()}, not as UTF-8."
    if codec == "utf-8":
        before, bad = data[: error.start].decode(), data[error.start : error.start + 1]
        offset = len(before.removeprefix("\ufeff"))
        message = f"The byte {bad.hex().upper()} here is not UTF-8."
        is_one_byte = error.end - error.start == 1
        if is_one_byte and before.isascii() and bad.decode("cp1252", "replace") in _LATIN:
            codec, message = "cp1252", "The file is not UTF-8; it looks like Windows-1252."
    unread = Source(name, data.decode(codec, "replace").removeprefix("\ufeff"), {})
    place = unread.at(offset, offset + 1) if unread.text else Place(name)
    return Diagnostic("S006", message, place, "Save the file as UTF-8.")


_INVISIBLE = {"Cc", "Cf", "Zl", "Zp", "Zs"}
_TYPOGRAPHIC = ("“", "”", "„", "«", "»", "‘", "’")
_DEEP = 100
_TOLD = re.compile(r"(.*) \(at (?:line (\d+), column (\d+)|end of document)\)", re.DOTALL)
_HEADING = re.compile(r"""[ \t]*\[\[?[ \t]*[\w"'][^\[\],\n]*\]\]?[ \t\r]*(?:\#|$)""", re.MULTILINE)
_ENTRY = re.compile(
    r"""[ \t]*((?:[\w-]++|"[^"\n]*+"|'[^'\n]*+'|[ \t]*+\.[ \t]*+)+)[ \t]*=(?!=)[ \t]*"""
)
_DATE = re.compile(r"\d{1,4}([-/.])\d{1,2}\1\d{1,4}(?!\d)")
_NUMBER = re.compile(r"[+-]?[\d.][\d .,'’_]*")
_DIGITS = re.compile(r"[+-]?[\d_]+")


def _explain(source: Source, error: Exception) -> Diagnostic:
    if isinstance(error, RecursionError):
        code, span, message, hint = _too_deep(source.text)
    elif not isinstance(error, tomllib.TOMLDecodeError):
        code, span, message, hint = _not_a_number(source.text, error)
    else:
        sentence, offset = _located(source, error)
        fault = _Fault(source.text, offset, sentence)
        code, span, message, hint = next(filter(None, (rule(fault) for rule in _RULES)))
    return Diagnostic(code, message, source.at(*_visible(source.text, span)), hint)


def _located(source: Source, error: tomllib.TOMLDecodeError) -> tuple[str, int]:
    """Return tomllib's reason and where it gave up; before Python 3.14 one sentence says both."""
    told = _TOLD.fullmatch(str(error))
    sentence, line, column = told.groups() if told else (str(error), None, None)
    sentence = getattr(error, "msg", sentence)
    line, column = getattr(error, "lineno", line), getattr(error, "colno", column)
    offset = source.offset(int(line), int(column)) if line and column else len(source.text)
    return sentence, offset


def _line_end(text: str, start: int) -> int:
    """Return where the line that `start` is in ends, before its LF or CRLF."""
    end = text.find("\n", start)
    if end < 0:
        return len(text)
    return end - 1 if end > start and text[end - 1] == "\r" else end


def _visible(text: str, span: Span) -> Span:
    """Return the span, or when nothing in it can be seen, the last character before it."""
    start, end = span
    if text[start:end].strip(" \t\r\n"):
        return start, end
    last = max(len(text[:start].rstrip(" \t\r\n")) - 1, 0)
    return last, last + 1


class _Fault:
    """The point where tomllib gave up, and what stands around it."""

    def __init__(self, text: str, offset: int, sentence: str) -> None:
        self.text = text
        self.offset = offset
        self.sentence = sentence
        self.near = Context(text, offset)
        self.last = self.near.last.group() if self.near.last else ""
        self.rest = text[offset : _line_end(text, offset)]
        self.char = self.rest[:1]
        self.here = (offset, offset + 1)
        self.opener = text[self.near.brackets[-1]] if self.near.brackets else ""

    @property
    def is_adjacent(self) -> bool:
        """Whether nothing, not even a space, stands between the fault and the token before it."""
        return self.near.last is not None and self.near.last.end() == self.offset

    @property
    def after_word(self) -> bool:
        return self.near.last is not None and self.near.last.lastgroup == "word"

    @property
    def in_phrase(self) -> bool:
        """Whether this continues a text without quotes, as `victoires` does after `10`."""
        same_line = (
            "\n" not in self.text[self.near.last.end() : self.offset] if self.near.last else False
        )
        return (
            self.after_word
            and same_line
            and not _ENTRY.match(self.rest)
            and (self.char.isalpha() or self.is_adjacent)
        )

    def says(self, *beginnings: str) -> bool:
        return self.sentence.startswith(beginnings)

    @property
    def key(self) -> str:
        """The key of the entry that the fault is in, as typed."""
        entry = _ENTRY.match(self.text, self.near.entry)
        return entry[1] if entry else self.text[self.near.entry : self.offset].strip(" \t[")

    @property
    def value(self) -> Span:
        """The words that the fault is in, as far as a comment, a sign or the end of the line."""
        start = self.offset
        if not self.says("Invalid value"):
            entry = _ENTRY.match(self.text, self.near.entry)
            start = entry.end() if entry and self.opener != "[" else self.near.entry
        words = re.compile(r"[^\n#,\]}]*" if self.opener else r"[^\n#]*").match(self.text, start)
        return start, start + len(words[0].rstrip()) if words else start


Found = tuple[str, Span, str, str]
"""Code, span, message and hint."""


def _swallowed(fault: _Fault) -> Found | None:
    """Find the text that ends at the opening quotes of the next one, for want of its own."""
    text = fault.near.paragraphs
    last_line = text.group().rpartition("\n")[2] if text else ""
    entry = _ENTRY.match(last_line)
    if text and entry and last_line[entry.end() :] == text.group()[:3]:
        return _never_closed(text)
    return None


def _never_closed(quote: Token) -> Found:
    start, sign = quote.start(), quote.group()[:3]
    message = "The text that opens here is never closed."
    return "S013", (start, start + 3), message, f"Put {sign} after its last word."


def _twice(fault: _Fault) -> Found | None:
    if not fault.says("Cannot", "Duplicate"):
        return None
    near, text = fault.near, fault.text
    start = near.brackets[0] if near.in_heading else near.entry
    closing = len(near.brackets) if near.in_heading else 0
    key = text[start : fault.offset].strip("[ \t") if near.in_heading else fault.key
    message, hint = f"`{key}` is defined twice.", "Keep one of the two, or rename one."
    if near.in_heading:
        hint = f"Join both under one heading; for entries of a list write [[{key}]] above each."
    if near.in_heading or not near.brackets:
        parts = key_parts(text, start)
        node, depth = Index(text[:start]).conflict(parts, heading=near.in_heading)
        line = text.count("\n", 0, node.key[0]) + 1
        message = f"`{key}` is defined twice, the first time on line {line}."
        if depth < len(parts):
            used = ".".join(part.group() for part in parts[:depth])
            message = f"`{used}` is already defined on line {line}; `{key}` cannot be added to it."
            hint = f"Give `{used}` one value, or parts such as `{used}.fr` and `{used}.en`."
    return "S020", (start, fault.offset + closing), message, hint


def _invisible(fault: _Fault) -> Found | None:
    char = fault.char
    kind = unicodedata.category(char) if char else ""
    if char in " \t" or kind not in ({"Cc"} if fault.near.quote else _INVISIBLE):
        return None
    if char == "\r":
        message = "The line ends here in CR alone, as on an old Macintosh."
        return "S027", fault.here, message, "Save the file with the line ends LF or CRLF."
    name = unicodedata.name(char, "control character").lower()
    hint = "Delete it, and put an ordinary space if one is needed."
    if kind == "Cc":
        hint = "Delete it; if the file is full of them, save it as UTF-8."
    return "S027", fault.here, f"An invisible {name} (U+{ord(char):04X}) stands here.", hint


def _backslash(fault: _Fault) -> Found | None:
    if not (fault.near.quote and fault.says("Unescaped", "Invalid hex", "Escaped")):
        return None
    start = fault.text.rfind("\\", 0, fault.offset)
    code = fault.text[start : start + 2].rstrip()
    message = f"A backslash begins a code such as \\n, and {code} is none here."
    hint = "Write \\\\ for a backslash and / in a path, or put ' around the text instead of \"."
    return "S016", (start, start + len(code)), message, hint


def _open_text(fault: _Fault) -> Found | None:
    quote = fault.near.quote
    if not quote:
        return None
    start, sign = quote.span()[0], quote.group()
    if len(sign) == 3:
        return _never_closed(quote)
    end = _line_end(fault.text, start)
    line = fault.text[start:end].rstrip()
    hint = f"Put {sign} after its last word; around a text of several lines put {sign * 3}."
    if line.endswith(_TYPOGRAPHIC):
        hint = f"Put the straight {sign} after its last word: {line[-1]} does not close it."
    return "S012", (start, end), "The text that opens here is not closed on its line.", hint


def _typographic(fault: _Fault) -> Found | None:
    if not fault.says("Invalid") or not fault.rest.startswith(_TYPOGRAPHIC):
        return None
    message = f"The typographic {fault.char} does not mark a text."
    return "S015", fault.here, message, 'Put the straight " before and after the text.'


def _heading(fault: _Fault) -> Found | None:
    if not fault.near.in_heading:
        return None
    start = fault.near.brackets[0]
    is_closed = "]" * len(fault.near.brackets) in fault.rest
    message = "This heading cannot be read." if is_closed else "This heading is not closed."
    hint = (
        "Write [reports.2023] for a table and [[reports.2023.victories]] for each entry of a list;"
        " a name with accents or spaces stands between quotes."
    )
    return "S024", (start, _line_end(fault.text, start)), message, hint


def _bracket(fault: _Fault) -> Found | None:
    brackets = fault.near.brackets
    is_mismatch = fault.says("Unclosed") and fault.char in {"]", "}"}
    if fault.offset < len(fault.text) and not is_mismatch:
        line = fault.text.rfind("\n", 0, fault.offset) + 1
        begins = _ENTRY.match(fault.text, line) or _HEADING.match(fault.text, line)
        brackets = [bracket for bracket in brackets if begins and bracket < line]
    if not brackets:
        return None
    start = brackets[-1]
    sign, closing = fault.text[start], {"[": "]", "{": "}"}[fault.text[start]]
    message = f"The {sign} that opens here is not closed."
    return "S023", (start, start + 1), message, f"Put {closing} after the last value in it."


def _inline(fault: _Fault) -> Found | None:
    if fault.opener == "{" and not fault.rest:
        hint = "Put everything from { to } on one line, or write a heading in [ ] instead."
        start = fault.near.brackets[-1]
        return "S025", (start, start + 1), "The { that opens here has no } on its line.", hint
    if fault.char == "}" and fault.last == ",":
        return "S022", fault.here, "There is a comma before this }.", "Remove the comma."
    return None


def _equals(fault: _Fault) -> Found | None:
    key, char = fault.key, fault.char
    if fault.says("Invalid statement", "Invalid initial", "Expected '='") and char.isalpha():
        begun = len(fault.last) if fault.is_adjacent and fault.after_word else 0
        word = re.compile(r"[\w-]*").match(fault.text, fault.offset - begun)
        if word and not word[0].isascii():
            message = f"`{word[0]}` has letters that a name cannot have without quotes."
            return "S018", word.span(), message, f'Write "{word[0]}", or a name without accents.'
    if not fault.says("Expected '='"):
        return None
    hint = f'Write {key} = "…"; if the line belongs to a text, that text lacks its quotes.'
    if char == ":":
        hint = "Replace the : by =."
    return "S017", fault.here, f"There is no = after `{key}`.", hint


def _two_entries(fault: _Fault) -> Found | None:
    entry = _ENTRY.match(fault.rest)
    if not entry or fault.is_adjacent or not fault.says("Expected newline"):
        return None
    span = (fault.offset, fault.offset + entry.end(1))
    return "S028", span, f"`{entry[1]}` stands on the line of another entry.", "Begin a new line."


def _inner_quote(fault: _Fault) -> Found | None:
    last, sign = fault.near.last, fault.last[-1:]
    if not last or last.lastgroup != "string" or not fault.says("Expected newline", "Unclosed"):
        return None
    is_inside = fault.is_adjacent and fault.char not in {"'", '"', "[", "{", ","}
    if not is_inside and (fault.opener or sign not in fault.rest):
        return None
    other = {'"': "'", "'": '"'}[sign]
    if other in fault.last + fault.rest:
        other *= 3
    inner = '« », or \\"' if sign == '"' else "’"
    message = f"The text ends at this {sign}, and the line goes on."
    hint = f"Inside the text write {inner}, or put {other} around the whole text instead."
    return "S014", (last.end() - 1, last.end()), message, hint


def _comma(fault: _Fault) -> Found | None:
    is_number = fault.rest[1:2].isdigit() and fault.after_word
    if fault.says("Expected newline") and fault.char == "," and not is_number:
        return "S022", fault.here, "There is a comma after the value.", "Remove the comma."
    if fault.says("Unclosed") and not fault.in_phrase:
        hint = "Put a comma between the two values."
        return "S021", fault.here, "A comma is missing before this.", hint
    return None


def _date(fault: _Fault) -> Found | None:
    span = fault.value
    value = fault.text[slice(*span)]
    is_date = fault.says("Expected newline", "Unclosed") and _DATE.match(value)
    if not (is_date or fault.says("Invalid date")):
        return None
    hint = "Write a day of the calendar, such as 2023-02-28 or 2023-02-28 10:30:00."
    return "S026", span, f"{value} is not a date.", hint


def _no_value(fault: _Fault) -> Found | None:
    if not fault.says("Invalid value") or fault.char not in {"", "#", ",", "]", "}", "="}:
        return None
    if fault.char in {"", "#"}:
        hint = 'Write one after the =, such as "…", or delete the line.'
        return "S019", (fault.offset, fault.offset), f"`{fault.key}` has no value.", hint
    return "S019", fault.here, "A value is missing before this.", "Write one, or delete the sign."


def _unquoted(fault: _Fault) -> Found | None:
    if not (
        fault.says("Invalid value")
        or (fault.after_word and fault.says("Expected newline", "Unclosed"))
    ):
        return None
    span = fault.value
    value = fault.text[slice(*span)]
    if value.lower() in {"true", "false"}:
        return "S011", span, f"{value} is not a value.", f"Write {value.lower()} in small letters."
    if _NUMBER.fullmatch(value):
        hint = (
            'Write a number like 1000 or 12.5; anything else stands between quotes, like "1 000".'
        )
        return "S011", span, f"{value} is neither a number nor a text in quotes.", hint
    example = "…" if re.search(r'["\\]', value) or len(value) > 60 else value
    return "S011", span, "This text has no quotes around it.", f'Put quotes around it: "{example}".'


def _stray(fault: _Fault) -> Found | None:
    span = (fault.offset, fault.offset + len(fault.rest.rstrip()))
    if fault.says("Expected newline"):
        hint = "Move it to a line of its own, or put # before it if it is a comment."
        return "S028", span, f"Nothing can follow {fault.last[-1:]} on this line.", hint
    if fault.says("Invalid statement", "Invalid initial"):
        hint = 'Write a heading like [reports.2023], an entry like title = "…", or a # comment.'
        return "S029", span, "This line cannot be read.", hint
    return None


def _other(fault: _Fault) -> Found:
    return _unknown(fault.sentence, fault.here)


def _unknown(sentence: str, span: Span) -> Found:
    if not sentence[:2].isupper():
        sentence = sentence[:1].lower() + sentence[1:]
    hint = "Compare the line with its neighbours; https://toml.io has the rules."
    return "S010", span, f"This is not TOML: {sentence}.", hint


_RULES: tuple[Callable[[_Fault], Found | None], ...] = (
    _swallowed,
    _twice,
    _backslash,
    _invisible,
    _open_text,
    _typographic,
    _heading,
    _bracket,
    _inline,
    _equals,
    _two_entries,
    _inner_quote,
    _comma,
    _date,
    _no_value,
    _unquoted,
    _stray,
    _other,
)


def _too_deep(text: str) -> Found:
    depth, span = 0, (0, 1)
    for token in tokens(text):
        depth += (token.group() in {"[", "{"}) - (token.group() in {"]", "}"})
        if depth == _DEEP:
            span = token.span()
            break
    message = "The brackets are nested too deeply here."
    return "S030", span, message, "Delete the [ and { that are not needed."


def _not_a_number(text: str, error: Exception) -> Found:
    """Find the whole number that Python refuses for its length, which it does not locate."""
    limit = sys.get_int_max_str_digits()
    for token in tokens(text):
        if len(token.group()) > limit and _DIGITS.fullmatch(token.group()):
            message = f"This number has more than {limit} digits."
            return "S031", token.span(), message, "Put quotes around it if it is a text."
    return _unknown(str(error), (0, 1))
