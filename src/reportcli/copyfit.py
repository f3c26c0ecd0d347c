"""Copyfitting: how many lines a text makes, where a heading breaks, which size holds it.

WeasyPrint does not balance headings and a template cannot see what does not fit, so both are
reckoned beforehand from the fonts' own widths. Kerning is left out: the reckoning is a little wider
than what is set. Sizes are in pt, widths in mm.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from reportcli.fonts import Face

MM_PER_PT = 25.4 / 72
HYPHEN = "\u2010"
"""What ends a heading's line in which a word is divided; it is no letter of the text."""
WEAK_WORD = 3
"""A word of up to this many letters (à, la, des, of) does not end a heading's line if it can be helped."""


@dataclass(frozen=True)
class Step:
    """A step of the typographic scale. `size` and `leading` in pt, `tracking` in em."""

    name: str
    face: Face
    size: float
    leading: float
    tracking: float = 0

    @property
    def baseline(self) -> float:
        """Return how far under the top of its line box a line's baseline lies, in pt."""
        metrics = self.face.metrics
        return (self.leading + (metrics.ascent - metrics.descent) * self.size) / 2

    def width(self, text: str) -> float:
        """Return how wide a text runs at this step, in mm."""
        return (self.face.advance(text) + self.tracking * len(text)) * self.size * MM_PER_PT


@dataclass(frozen=True)
class Fitted:
    """A text broken into lines at a step. `fits` is false when no step could hold it."""

    step: Step
    lines: tuple[str, ...]
    fits: bool

    @property
    def height(self) -> float:
        """The height of the lines in mm."""
        return len(self.lines) * self.step.leading * MM_PER_PT


@dataclass(frozen=True)
class Hyphens:
    """Hyphenation as the style sheet asks for it: `hyphenate-limit-chars` and `-zone` (mm)."""

    language: str
    chars: int
    before: int
    after: int
    zone: float

    def heads(self, word: str) -> list[str]:
        """Return what of a word can stand at a line's end, without the hyphen, the longest first."""
        bare = word.strip("«»“”‘’(),.;:!?…\u202f\u00a0")
        lead = word.index(bare)
        if len(bare) < self.chars or not bare.isalpha():
            return []
        cuts = _dictionary(self.language).positions(bare)
        return [
            word[: lead + cut]
            for cut in sorted(cuts, reverse=True)
            if cut >= self.before and len(bare) - cut >= self.after
        ]


@cache
def _dictionary(language: str) -> Any:
    """Return Pyphen's patterns of a language, those that WeasyPrint hyphenates by."""
    import pyphen

    found = pyphen.language_fallback(language)
    return pyphen.Pyphen(lang=found) if found else _NoPatterns()


class _NoPatterns:
    def positions(self, _word: str) -> list[int]:
        return []


def fill(
    text: str,
    width: Callable[[str], float],
    measure: Sequence[float],
    hyphens: Hyphens | None = None,
) -> list[str]:
    """Fill lines with words. Line i may be `measure[i]` wide; the last measure repeats.

    Only an ordinary space is a place to break, so a long word may stand out; with `hyphens`, a word
    is also divided where that fills a line.
    """
    lines: list[str] = []
    for word in text.split(" "):
        allowed = measure[min(max(len(lines) - 1, 0), len(measure) - 1)]
        if lines and width(f"{lines[-1]} {word}") <= allowed:
            lines[-1] = f"{lines[-1]} {word}"
        elif lines and (head := _head(lines[-1], word, width, allowed, hyphens)):
            lines[-1] = f"{lines[-1]} {head}-"
            lines.append(word.removeprefix(head))
        else:
            lines.append(word)
    return lines


def _head(
    line: str, word: str, width: Callable[[str], float], allowed: float, hyphens: Hyphens | None
) -> str | None:
    """Return the part of a word that still goes on a line, if it is to be divided."""
    if hyphens is None or allowed - width(line) <= hyphens.zone:
        return None
    heads = hyphens.heads(word)
    return next((head for head in heads if width(f"{line} {head}-") <= allowed), None)


def _parts(
    word: str, width: Callable[[str], float], measure: float, hyphens: Hyphens
) -> Iterator[str]:
    """Yield a word in as few parts as hold in the measure, two of them as even as they can be."""
    while width(word) > measure:
        heads = [head for head in hyphens.heads(word) if width(head + HYPHEN) <= measure]
        if not heads:
            break
        rests = {head: width(word.removeprefix(head)) for head in heads}
        last = [head for head in heads if rests[head] <= measure]
        head = min(last, key=lambda head: abs(width(head) - rests[head])) if last else heads[0]
        yield head + HYPHEN
        word = word.removeprefix(head)
    yield word


def balance(text: str, width: Callable[[str], float], measure: float) -> list[str]:
    """Break a heading into the fewest lines that fit, as even as they can be."""
    count = len(fill(text, width, [measure]))
    words = text.split(" ")
    target = width(text) / count

    @cache
    def cost(first: int, last: int) -> float:
        length = width(" ".join(words[first:last]))
        weak = last < len(words) and len(words[last - 1]) <= WEAK_WORD
        return (
            (length - target) ** 2
            + (1e9 if length > measure and last - first > 1 else 0)
            + (target**2 / 5 if weak else 0)
        )

    return _cheapest(words, count, cost)


def _cheapest(words: list[str], count: int, cost: Callable[[int, int], float]) -> list[str]:
    """Cut words into `count` lines at the least total cost, by dynamic programming."""
    best: dict[int, tuple[float, list[str]]] = {0: (0.0, [])}
    for line in range(1, count + 1):
        ends = range(line, len(words) - count + line + 1)
        best = {
            end: min(
                (best[start][0] + cost(start, end), [*best[start][1], " ".join(words[start:end])])
                for start in best
                if start < end
            )
            for end in ends
        }
    return best[len(words)][1]


def divided(text: str, width: Callable[[str], float], measure: float, hyphens: Hyphens) -> str:
    """Divide each word that is wider than the measure. What stands before a division ends in HYPHEN."""
    return " ".join(
        part for word in text.split(" ") for part in _parts(word, width, measure, hyphens)
    )


def fit(
    text: str,
    steps: Sequence[Step],
    measure: float,
    lines: int,
    hyphens: Hyphens | None = None,
) -> Fitted:
    """Return the largest step (the first of `steps` that does) at which a heading holds in `lines` lines.

    With `hyphens`, a word that is wider than the measure is divided.
    """
    whole = text
    for step in steps:
        text = divided(whole, step.width, measure, hyphens) if hyphens else whole
        if len(fill(text, step.width, [measure])) > lines:
            continue
        broken = balance(text, step.width, measure)
        if all(step.width(line) <= measure for line in broken):
            return Fitted(step, tuple(broken), fits=True)
    last = steps[-1]
    return Fitted(last, tuple(fill(text, last.width, [measure])), fits=False)


def count_lines(
    paragraphs: Sequence[str],
    step: Step,
    measure: float,
    hyphens: Hyphens | None = None,
    indent: float = 0,
) -> int:
    """Return how many lines running text makes in a measure; all paragraphs but the first begin indented."""
    first, later = [measure], [measure - indent, measure]
    return sum(
        len(fill(text, step.width, later if number else first, hyphens))
        for number, text in enumerate(paragraphs)
    )
