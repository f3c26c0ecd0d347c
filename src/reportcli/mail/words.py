"""The words of a dedication, as they are set."""

from __future__ import annotations

import unicodedata

from reportcli.diagnostics import Diagnostic, Failure
from reportcli.mail.face import JOINERS

CONTROLS = {"Cc", "Cs", "Zl", "Zp"}
"""Control characters, halves of characters, separators of lines and paragraphs."""


def cleaned(words: str) -> str:
    """Return a dedication in Unicode's composed form, without invisible signs and spaces at its ends.

    Raises Failure where it is empty, or holds a sign that is no part of a line.
    """
    composed = unicodedata.normalize("NFC", words).strip(" ")
    if not composed.isprintable() and (found := _controls(composed)):
        names = ", ".join(f"U+{ord(sign):04X}" for sign in found)
        raise Failure(
            [
                Diagnostic(
                    code="M070",
                    message=f"the dedication holds control characters: {names}",
                    hint="a dedication is one line of text; write it without tabs and line ends",
                )
            ]
        )
    seen = composed if composed.isprintable() else _visible(composed)
    if not seen:
        hint = "write at least one word, or send the report without a dedication"
        raise Failure([Diagnostic("M071", "the dedication is empty", hint=hint)])
    return seen


def _controls(words: str) -> list[str]:
    return [sign for sign in dict.fromkeys(words) if unicodedata.category(sign) in CONTROLS]


def _visible(words: str) -> str:
    """Leave out format characters, which spreadsheets and web pages leave behind, but no joiner."""
    return "".join(
        sign for sign in words if sign in JOINERS or unicodedata.category(sign) != "Cf"
    ).strip(" ")
