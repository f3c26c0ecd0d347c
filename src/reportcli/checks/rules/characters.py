"""Characters that are not what they look like, or are not seen at all."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

from reportcli.checks.rule import Found, Pattern, mended, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportcli.checks.passages import Passage

ALL: Final = ("prose", "template", "name")
_COMBINED = Pattern(r"[^\W\d_][\u0300-\u036f]{1,8}|[\u2126\u212a\u212b]")


@rule(
    "T070",
    "a letter whose accent is a sign of its own",
    why="It looks the same and is found by no search: letters with accents are one character (Unicode NFC).",
    fix="safe",
    bad="le proce\u0300s",
    good="le procès",
    fixed="le procès",
    kinds=ALL,
)
def decomposed(passage: Passage) -> Iterator[Found]:
    if passage.words.isascii() or unicodedata.is_normalized("NFC", passage.words):
        return
    for found in _COMBINED.finditer(passage.words):
        new = unicodedata.normalize("NFC", found[0])
        if new != found[0]:
            yield mended(found, new, f"“{new}” is made of {len(found[0])} characters")


_NAMES = {
    "\u00ad": "a soft hyphen",
    "\u200b": "a zero-width space",
    "\u200c": "a zero-width non-joiner",
    "\u200d": "a zero-width joiner",
    "\u2060": "a word joiner",
    "\ufeff": "a byte order mark",
    "\u200e": "a left-to-right mark",
    "\u200f": "a right-to-left mark",
    "\u2028": "a line separator",
    "\u2029": "a paragraph separator",
    "\ufffc": "a mark of a picture that is lost",
}
_INVISIBLE = Pattern(
    r"[\u00ad\u200b\u2060\ufeff\u2028\u2029\ufffc\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\U000e0000-\U000e007f]"
    r"|(?<=[A-Za-zÀ-ÿ ])[\u200c\u200d](?=[A-Za-zÀ-ÿ ])|[\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
_DIRECTIONS = Pattern("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_RIGHT_TO_LEFT = Pattern("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


@rule(
    "T071",
    "an invisible character",
    why="It came with a copy from elsewhere: it is not seen, but it keeps the word from being found or divided.",
    fix="safe",
    bad="la lib\u200berté",
    good="la liberté",
    fixed="la liberté",
    kinds=ALL,
)
def invisible(passage: Passage) -> Iterator[Found]:
    words = passage.words
    if words.isascii() and words.isprintable():
        return
    for found in _INVISIBLE.finditer(words):
        sign = found[0]
        if _DIRECTIONS.match(sign) and _RIGHT_TO_LEFT.search(words):
            continue
        name = _NAMES.get(sign, "a control character")
        new = " " if sign in "\u2028\u2029" else ""
        yield mended(found, new, f"{name} (U+{ord(sign):04X}), which is not seen")


_LOST = Pattern("\ufffd")


@rule(
    "T072",
    "a lost character",
    why="A program could not read what stood there and put this sign (U+FFFD): the letter is lost.",
    bad="la d\ufffdfense",
    good="la défense",
    kinds=ALL,
)
def lost(passage: Passage) -> Iterator[Found]:
    for found in _LOST.finditer(passage.words) if "\ufffd" in passage.words else ():
        yield Found(
            *found.span(),
            "a character that was lost (U+FFFD)",
            hint="write the letter that stood here",
        )


_CYRILLIC = "АВЕЅІЈКМНОРСТУХаеѕіјорсухһԁԛԝ", "ABESIJKMHOPCTYXaesijopcyxhdqw"
_GREEK = "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧον", "ABEZHIKMNOPTYXov"
_ALIKE = {ord(sign): like for pair in (_CYRILLIC, _GREEK) for sign, like in zip(*pair, strict=True)}
_LATIN = "A-Za-zÀ-ÖØ-öø-ɏ"
_OTHER = "\u0370-\u03ff\u0400-\u052f"
_MIXED = Pattern(
    rf"(?=[{_LATIN}]{{0,40}}[{_OTHER}])(?=[{_OTHER}]{{0,40}}[{_LATIN}])[{_LATIN}{_OTHER}]{{2,40}}"
)
_NOT_LATIN = Pattern(rf"[{_OTHER}]")


@rule(
    "T073",
    "a letter of another script in a word",
    why="It looks like a Latin letter and is a Cyrillic or Greek one: nobody finds the word, and screen readers"
    " stumble over it.",
    fix="safe",
    bad="la libеrté",
    good="la liberté, Москва, Ωμέγα",
    fixed="la liberté",
    kinds=ALL,
)
def look_alike(passage: Passage) -> Iterator[Found]:
    words = passage.words
    if words.isascii() or not _NOT_LATIN.search(words):
        return
    for found in _MIXED.finditer(words):
        word = found[0]
        others = [sign for sign in word if _NOT_LATIN.search(sign)]
        if len(others) * 2 > len(word) or any(ord(sign) not in _ALIKE for sign in others):
            continue
        new = word.translate(_ALIKE)
        names = ", ".join(f"U+{ord(sign):04X}" for sign in dict.fromkeys(others))
        yield mended(found, new, f"“{word}” holds a letter of another script ({names})")


_LIGATURES = Pattern("[\ufb00-\ufb06\uff01-\uff5e]")


@rule(
    "T074",
    "letters that are one sign",
    why="They came from a PDF or from another keyboard: nobody finds the word, and few fonts have the sign.",
    fix="safe",
    bad="la con\ufb01ance",
    good="la confiance",
    fixed="la confiance",
    kinds=ALL,
)
def ligatures(passage: Passage) -> Iterator[Found]:
    if passage.words.isascii() or passage.base in {"zh", "ja", "ko"}:
        return
    for found in _LIGATURES.finditer(passage.words):
        new = unicodedata.normalize("NFKC", found[0])
        yield mended(found, new, f"“{found[0]}” (U+{ord(found[0]):04X}) is written “{new}”")
