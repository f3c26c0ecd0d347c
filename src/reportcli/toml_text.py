"""Texts as TOML, written so that they read well and parse back to the same."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_SHORT = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", "\\": "\\\\"}
_UNSEEN = re.compile("[\\x00-\\x1f\\x7f-\\x9f\u2028-\u202e\u2066-\u2069\ufeff]")
"""Signs that a reader does not see, or that turn the order of others; they are written as escapes."""
_TRAILING = re.compile(r"(?<![ \t])[ \t]++(?=\n|\Z)")
"""Spaces at the end of a line, which editors take out."""


def string(text: str) -> str:
    """Return a text on one line, in the quotes that need the fewest escapes."""
    escaped = _escaped(text.replace("\\", "\\\\"), "")
    if ('"' in text or "\\" in text) and "'" not in text and _plain(text):
        return f"'{text}'"
    return '"' + escaped.replace('"', '\\"') + '"'


def paragraphs(text: str) -> str:
    """Return a text in triple quotes; its line ends stay line ends."""
    if "\\" in text and "''" not in text and text[-1:] != "'" and _plain(text.replace("\n", "")):
        return f"'''{_first_line(text)}{text}'''"
    body = _escaped(text.replace("\\", "\\\\"), "\n")
    body = re.sub('""(?="|$)', '"\\"', body)
    if body.endswith('"') and not body.endswith('\\"'):
        body = body[:-1] + '\\"'
    return f'"""{_first_line(text)}{body}"""'


def comment(text: str) -> str:
    """Return a text as lines of comments."""
    lines = re.split(r"\r\n|[\n\r\v\f\x85\u2028\u2029]", text)
    seen = (_UNSEEN.sub(lambda sign: " " if sign[0] == "\t" else "\ufffd", line) for line in lines)
    return "".join(f"# {line}".rstrip() + "\n" for line in seen)


def by_language(texts: Mapping[str, str]) -> str:
    """Return one text for each language: a string when there is one language only, else a table."""
    if len(texts) == 1:
        return string(*texts.values())
    inside = ", ".join(f"{key(language)} = {string(words)}" for language, words in texts.items())
    return f"{{ {inside} }}"


def key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else string(name)


def _plain(text: str) -> bool:
    """Say whether a text can stand in literal quotes."""
    return not _UNSEEN.search(text) and not _TRAILING.search(text)


def _first_line(text: str) -> str:
    """A line end after the opening quotes is no part of the text: long texts begin below them."""
    return "\n" if "\n" in text else ""


def _escaped(text: str, kept: str) -> str:
    """Escape what is not seen, but for the signs in `kept`; `text` has its backslashes doubled."""
    text = _TRAILING.sub(lambda found: found[0][:-1] + _escape(found[0][-1]), text)
    return _UNSEEN.sub(lambda sign: sign[0] if sign[0] in kept else _escape(sign[0]), text)


def _escape(sign: str) -> str:
    return _SHORT.get(sign) or f"\\u{ord(sign):04X}"
