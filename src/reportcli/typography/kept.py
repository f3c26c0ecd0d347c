"""What the rules may not touch: addresses, entities, escaped quotes."""

from __future__ import annotations

import re
from typing import Final

from reportcli.patterns import Pattern

_FIRST: Final = 0xF0000
_LAST: Final = 0x10FFFF
ADDRESS: Final = (
    r"[^\s<>\[\]\"«»“”]*[^\s<>\[\]\"«»“”‘’'(){}.,;:!?…*_]"  # sheds the sentence's own signs
)
IN_TEXT: Final = rf"""
    (?<![^\W_])(?:[a-z][a-z0-9+.-]{{1,15}}://|www\.){ADDRESS}
  | (?<![^\W_])[^\W_][\w.+-]{{0,63}}@[\w.-]{{0,252}}[^\W_]
  | &\#?\w{{1,31}};                # an entity prints as it stands
  | (?<=\w)[*_](?=in(?:nen)?\b)    # Verteidiger*innen is no emphasis
  | [{chr(_FIRST)}-{chr(_LAST)}]   # the private planes themselves
"""
PIECES: Final = Pattern(IN_TEXT, re.VERBOSE | re.IGNORECASE)
PIECES_IN_MARKDOWN: Final = Pattern(
    rf"(?P<target>\]\([^\s)]*) | ^(?:--?|[–—])(?=\s) | {IN_TEXT}",
    re.VERBOSE | re.IGNORECASE | re.MULTILINE,
)


class Kept(dict[int, str]):
    """Pieces of a text, each behind one sign of the private planes; `str.translate` restores them.

    No rule takes such a sign for a letter, a digit, a space or a mark of punctuation.
    """

    def hide(self, piece: str) -> str:
        code = _FIRST + len(self)
        if code > _LAST:
            return piece
        self[code] = piece
        return chr(code)

    def hide_all(self, pieces: Pattern, text: str) -> str:
        """Hide every piece of a text; a link's target, which Markdown has to read, stays."""
        return pieces.sub(lambda m: m[0] if m.lastgroup == "target" else self.hide(m[0]), text)
