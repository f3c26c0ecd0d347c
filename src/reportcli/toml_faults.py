"""Why tomllib refused a text, in an editor's words."""

from __future__ import annotations

import re
import sys
import tomllib
import unicodedata
from typing import TYPE_CHECKING

from reportcli.diagnostics import Diagnostic
from reportcli.toml_index import Context, Index, Span, Token, key_parts, tokens

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportcli.source import Source

_INVISIBLE = {"Cc", "Cf", "Zl", "Zp", "Zs"}
_TYPOGRAPHIC = ("“", "”", "„", "«", "»", "‘", "’")
_BLANK = " \t\r\n"
_DEEP = 100
_TOLD = re.compile(r"(.*) \(at (?:line (\d+), column (\d+)|end of document)\)", re.DOTALL)
_HEADING = re.compile(r"""[ \t]*\[\[?[ \t]*[\w"'][^\[\],\n]*\]\]?[ \t\r]*(?:\#|$)""", re.MULTILINE)
_ENTRY = re.compile(
    r"""[ \t]*((?:[\w-]++|"[^"\n]*+"|'[^'\n]*+'|[ \t]*+\.[ \t]*+)+)[ \t]*=(?!=)[ \t]*"""
)
_DATE = re.compile(r"\d{1,4}([-/.])\d{1,2}\1\d{1,4}(?!\d)")
_NUMBER = re.compile(r"[+-]?[\d.][\d .,'’_]*")
_DIGITS = re.compile(r"[+-]?[\d_]+")


def explain(source: Source, error: Exception) -> Diagnostic:
    """Say in plain words why tomllib refused the text of `source`, and where."""
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
    """Return the span, or when nothing in it can be seen, the character before it, or after."""
    start, end = span
    if text[start:end].strip(_BLANK):
        return start, end
    before, after = text[:start].rstrip(_BLANK), text[start:].lstrip(_BLANK)
    if before or after:
        start = len(before) - 1 if before else len(text) - len(after)
    return start, start + 1


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
    message = "the text that opens here is never closed"
    return "S013", (start, start + 3), message, f"put {sign} after its last word"


def _twice(fault: _Fault) -> Found | None:
    if not fault.says("Cannot", "Duplicate"):
        return None
    near, text = fault.near, fault.text
    start = near.brackets[0] if near.in_heading else near.entry
    closing = len(near.brackets) if near.in_heading else 0
    if not fault.rest.startswith("]" * closing):
        return None
    key = text[start : fault.offset].strip("[ \t") if near.in_heading else fault.key
    message, hint = f"`{key}` is defined twice", "keep one of the two, or rename one"
    if near.in_heading:
        hint = f"join both under one heading; for entries of a list write [[{key}]] above each"
    if near.in_heading or not near.brackets:
        parts = key_parts(text, start, fault.offset)
        node, depth = Index(text[:start]).conflict(parts, heading=near.in_heading)
        line = text.count("\n", 0, node.key[0]) + 1
        message = f"`{key}` is defined twice, the first time on line {line}"
        if depth < len(parts):
            used = ".".join(part.group() for part in parts[:depth])
            message = f"`{used}` is already defined on line {line}; `{key}` cannot be added to it"
            hint = f"give `{used}` one value, or parts such as `{used}.fr` and `{used}.en`"
    return "S020", (start, fault.offset + closing), message, hint


def _invisible(fault: _Fault) -> Found | None:
    char = fault.char
    kind = unicodedata.category(char) if char else ""
    if char in " \t" or kind not in ({"Cc"} if fault.near.quote else _INVISIBLE):
        return None
    if char == "\r":
        message = "the line ends here in CR alone, as on an old Macintosh"
        return "S027", fault.here, message, "save the file with the line ends LF or CRLF"
    name = unicodedata.name(char, "control character").lower()
    hint = "delete it, and put an ordinary space if one is needed"
    if kind == "Cc":
        hint = "delete it; if the file is full of them, save it as UTF-8"
    return "S027", fault.here, f"an invisible {name} (U+{ord(char):04X}) stands here", hint


def _backslash(fault: _Fault) -> Found | None:
    if not (fault.near.quote and fault.says("Unescaped", "Invalid hex", "Escaped")):
        return None
    start = fault.text.rfind("\\", 0, fault.offset)
    code = fault.text[start : start + 2].rstrip()
    message = f"a backslash begins a code such as \\n, and {code} is none here"
    hint = "write \\\\ for a backslash and / in a path, or put ' around the text instead of \""
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
    hint = f"put {sign} after its last word; around a text of several lines put {sign * 3}"
    if line.endswith(_TYPOGRAPHIC):
        hint = f"put the straight {sign} after its last word: {line[-1]} does not close it"
    return "S012", (start, end), "the text that opens here is not closed on its line", hint


def _typographic(fault: _Fault) -> Found | None:
    if not fault.says("Invalid") or not fault.rest.startswith(_TYPOGRAPHIC):
        return None
    message = f"the typographic {fault.char} does not mark a text"
    return "S015", fault.here, message, 'put the straight " before and after the text'


def _heading(fault: _Fault) -> Found | None:
    if not fault.near.in_heading:
        return None
    start = fault.near.brackets[0]
    is_closed = "]" * len(fault.near.brackets) in fault.rest
    message = "this heading cannot be read" if is_closed else "this heading is not closed"
    hint = (
        "write [reports.2023] for a table and [[reports.2023.victories]] for each entry of a list;"
        " a name with accents or spaces stands between quotes"
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
    message = f"the {sign} that opens here is not closed"
    hint = f"put {closing} after the last value in it; names inside [ ] need {{ }} around them"
    return "S023", (start, start + 1), message, hint


def _inline(fault: _Fault) -> Found | None:
    if fault.opener == "{" and not fault.rest:
        hint = "put everything from { to } on one line, or write a heading in [ ] instead"
        start = fault.near.brackets[-1]
        return "S025", (start, start + 1), "the { that opens here has no } on its line", hint
    if fault.char == "}" and fault.last == ",":
        return "S022", fault.here, "there is a comma before this }", "remove the comma"
    return None


def _equals(fault: _Fault) -> Found | None:
    key, char = fault.key, fault.char
    if fault.says("Invalid statement", "Invalid initial", "Expected '='") and char.isalpha():
        begun = len(fault.last) if fault.is_adjacent and fault.after_word else 0
        word = re.compile(r"[\w-]*").match(fault.text, fault.offset - begun)
        if word and not word[0].isascii():
            message = f"`{word[0]}` has letters that a name cannot have without quotes"
            return "S018", word.span(), message, f'write "{word[0]}", or a name without accents'
    if not fault.says("Expected '='"):
        return None
    hint = f'write {key} = "…"; if the line belongs to a text, that text lacks its quotes'
    if char == ":":
        hint = "replace the : by ="
    return "S017", fault.here, f"there is no = after `{key}`", hint


def _two_entries(fault: _Fault) -> Found | None:
    entry = _ENTRY.match(fault.rest)
    if not entry or fault.is_adjacent or not fault.says("Expected newline"):
        return None
    span = (fault.offset, fault.offset + entry.end(1))
    return "S028", span, f"`{entry[1]}` stands on the line of another entry", "begin a new line"


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
    message = f"the text ends at this {sign}, and the line goes on"
    hint = f"inside the text write {inner}, or put {other} around the whole text instead"
    return "S014", (last.end() - 1, last.end()), message, hint


def _comma(fault: _Fault) -> Found | None:
    is_number = fault.rest[1:2].isdigit() and fault.after_word
    if fault.says("Expected newline") and fault.char == "," and not is_number:
        return "S022", fault.here, "there is a comma after the value", "remove the comma"
    if fault.says("Unclosed") and not fault.in_phrase:
        hint = "put a comma between the two values"
        return "S021", fault.here, "a comma is missing before this", hint
    return None


def _date(fault: _Fault) -> Found | None:
    span = fault.value
    is_date = fault.says("Expected newline", "Unclosed") and _DATE.match(fault.text, *span)
    if not (is_date or fault.says("Invalid date")):
        return None
    hint = "write a day of the calendar, such as 2023-02-28 or 2023-02-28 10:30:00"
    return "S026", span, "this is not a date", hint


def _no_value(fault: _Fault) -> Found | None:
    if not fault.says("Invalid value") or fault.char not in {"", "#", ",", "]", "}", "="}:
        return None
    if fault.char in {"", "#"}:
        hint = 'write one after the =, such as "…", or delete the line'
        return "S019", (fault.offset, fault.offset), f"`{fault.key}` has no value", hint
    return "S019", fault.here, "a value is missing before this", "write one, or delete the sign"


def _unquoted(fault: _Fault) -> Found | None:
    if not (
        fault.says("Invalid value")
        or (fault.after_word and fault.says("Expected newline", "Unclosed"))
    ):
        return None
    span = fault.value
    value = fault.text[slice(*span)]
    if value.lower() in {"true", "false"}:
        return "S011", span, f"{value} is not a value", f"write {value.lower()} in small letters"
    if _NUMBER.fullmatch(value):
        hint = 'write a number like 1000 or 12.5; anything else stands between quotes, like "1 000"'
        return "S011", span, "this is neither a number nor a text in quotes", hint
    example = "…" if re.search(r'["\\]', value) or len(value) > 60 else value
    return "S011", span, "this text has no quotes around it", f'put quotes around it: "{example}"'


def _stray(fault: _Fault) -> Found | None:
    span = (fault.offset, fault.offset + len(fault.rest.rstrip()))
    if fault.says("Expected newline"):
        hint = "move it to a line of its own, or put # before it if it is a comment"
        return "S028", span, f"nothing can follow {fault.last[-1:]} on this line", hint
    if fault.says("Invalid statement", "Invalid initial"):
        hint = 'write a heading like [reports.2023], an entry like title = "…", or a # comment'
        return "S029", span, "this line cannot be read", hint
    return None


def _other(fault: _Fault) -> Found:
    return _unknown(fault.sentence, fault.here)


def _unknown(sentence: str, span: Span) -> Found:
    if not sentence[:2].isupper():
        sentence = sentence[:1].lower() + sentence[1:]
    hint = "compare the line with its neighbours; https://toml.io has the rules"
    return "S010", span, f"this is not TOML: {sentence}", hint


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
    message = "values are nested too deeply here"
    return "S030", span, message, "delete the [ and { that are not needed"


def _not_a_number(text: str, error: Exception) -> Found:
    """Find the whole number that Python refuses for its length, which it does not locate."""
    limit = sys.get_int_max_str_digits()
    for token in tokens(text):
        if len(token.group()) > limit and _DIGITS.fullmatch(token.group()):
            message = f"this number has more than {limit} digits"
            return "S031", token.span(), message, "put quotes around it if it is a text"
    return _unknown(str(error), (0, 1))
