"""Blocks → the draft of a report: what is its title, where each victory begins, what has no place."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reportcli.importers.blocks import BULLET, Block, Lost, Run, inline

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

LONGEST_SUBTITLE = 160
LONGEST_TITLE = 80
"""Signs up to which a paragraph of its own is taken for a subtitle, or a first one for a title."""
_OPENING = re.compile(
    r"(?:introduction|avant-propos|édito(?:rial)?|préface|foreword|preface|editorial|vorwort|einleitung"
    r"|introducción|prólogo|introduzione|premessa|introdução|prefácio)\b",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"(?:conclusion|remerciements|merci|et maintenant|thank you|thanks|acknowledge?ments|dank|schluss"
    r"|conclusión|gracias|agradecimientos|conclusione|grazie|ringraziamenti|conclusão|obrigad[oa]"
    r"|agradecimentos)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"(?:(?:victoire|victory|victoria|vittoria|vitória|erfolg)\s+)?(?:n[°o]\.?\s*)?"
    r"\d{1,3}\s*(?:[.):]|\s[-–—])\s+(?=\S)",
    re.IGNORECASE,
)
_STOP = re.compile(r"[.!?…:;,][»\"”')]*$")
_QUOTED = re.compile(r"[«“„\"]([^«»“”„\"]+)[»”“\"]")
_BY = re.compile(r"[—–-]{1,2}[ \t]*(?=\S)")


@dataclass
class Entry:
    """A victory as it is found. Paragraphs are inline Markdown; a title and a quotation plain words."""

    title: str = ""
    paragraphs: list[str] = field(default_factory=list)
    first: Block | None = None
    """The block of the first paragraph: a title, it may be."""
    quote: list[str] = field(default_factory=list)
    by: str = ""
    lost: list[Lost] = field(default_factory=list)


@dataclass
class Draft:
    """A report as it is found. `notes` say what was guessed; `language` is what the file says itself."""

    language: str = ""
    title: str = ""
    subtitle: str = ""
    intro: list[str] = field(default_factory=list)
    victories: list[Entry] = field(default_factory=list)
    closing: list[str] = field(default_factory=list)
    lost: list[Lost] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def words(self) -> str:
        """All the texts."""
        entries = [text for entry in self.victories for text in (entry.title, *entry.paragraphs)]
        return "\n".join([self.title, self.subtitle, *self.intro, *entries, *self.closing])

    @property
    def unplaced(self) -> list[Lost]:
        return [*self.lost, *(lost for entry in self.victories for lost in entry.lost)]


def compose(blocks: Sequence[Block], year: str) -> Draft:
    """Make the draft of a year's report; `victories` is empty where no text is left for one."""
    draft = Draft(language=next((b.text for b in blocks if b.kind == "language"), ""))
    told = [block for block in blocks if block.kind != "language"]
    rest = _take_title(
        draft, [block for block in told if block.runs or block.lost or block.number is not None]
    )
    begins, how = _beginnings(rest)
    if how:
        draft.notes.append(how)
    starts = [index for index, block in enumerate(rest) if begins(block)]
    head, body = (rest[: starts[0]], rest[starts[0] :]) if starts else (rest, [])
    _take_head(draft, head, year)
    _take_body(draft, body, begins)
    _tell_numbers(draft, [rest[index] for index in starts])
    _part_closing(draft)
    draft.victories = [entry for entry in map(_with_title, draft.victories) if _says(draft, entry)]
    return draft


def _take_title(draft: Draft, blocks: list[Block]) -> list[Block]:
    """Take the report's title from what stands first, or from what is marked as a title."""
    marked = next((block for block in blocks if block.kind == "title" and block.runs), None)
    first = next((block for block in blocks if block.runs), None)
    if marked is None and first and first.kind in {"heading", "paragraph"}:
        alone = first.kind == "paragraph" and len(first.text) > LONGEST_SUBTITLE
        others = [block for block in blocks if block.kind == "heading" and block is not first]
        same = first.kind == "heading" and any(block.level <= first.level for block in others)
        marked = None if alone or same else first
    if marked is None:
        return blocks
    draft.title = _words(marked, draft.lost)
    draft.lost += marked.lost
    return [block for block in blocks if block is not marked]


def _beginnings(blocks: Sequence[Block]) -> tuple[Callable[[Block], bool], str]:
    """Return what tells the beginning of a victory, and what is to be said of it."""
    headings = [block for block in blocks if block.kind == "heading"]
    numbers = [block for block in blocks if block.kind == "numbered" and not block.level]
    bullets = [block for block in blocks if block.kind == "bullet" and not block.level]
    if numbers and (len(headings) < 2 or _in_one_section(blocks)):
        return lambda block: block.kind == "numbered" and not block.level, ""
    if headings:
        counts = Counter(block.level for block in headings)
        often = [level for level, count in sorted(counts.items()) if count > 1]
        level = (often or sorted(counts))[0]
        return lambda block: block.kind == "heading" and block.level == level, ""
    if len(bullets) > 1:
        return lambda block: block.kind == "bullet" and not block.level, ""
    how = "no numbers and no headings were found: each paragraph became a victory"
    paragraphs = [block for block in blocks if block.kind == "paragraph"]
    first = paragraphs[0] if len(paragraphs) > 1 and _goes_on(paragraphs[0].text) else None
    return lambda block: block.kind == "paragraph" and block is not first, how


def _goes_on(words: str) -> bool:
    """Say whether a paragraph goes on from the title, where no victory is told from another."""
    return words[:1].islower() or (len(words) <= LONGEST_TITLE and not _STOP.search(words))


def _in_one_section(blocks: Sequence[Block]) -> bool:
    """Say whether all numbered entries stand under one heading."""
    section, found = 0, set()
    for block in blocks:
        section += block.kind == "heading"
        if block.kind == "numbered" and not block.level:
            found.add(section)
    return len(found) == 1 and sum(b.kind == "numbered" and not b.level for b in blocks) > 1


def _take_head(draft: Draft, head: Sequence[Block], year: str) -> None:
    """Place what stands before the victories: the year, the subtitle, the introduction."""
    for index, block in enumerate(head):
        draft.lost += block.lost
        if not block.runs or block.text == year:
            continue
        before_victories = index == len(head) - 1
        if re.fullmatch(r"\d{4}", block.text):
            draft.lost.append(Lost("a year", block.text, block.where, block.line))
        elif block.kind == "subtitle" or (
            block.kind == "paragraph"
            and not draft.subtitle
            and not draft.intro
            and len(block.text) <= LONGEST_SUBTITLE
        ):
            _place_subtitle(draft, block)
        elif block.kind == "heading" and (before_victories or not index):
            _place_heading(draft, block)
        else:
            draft.intro.append(_paragraph(block))


def _place_subtitle(draft: Draft, block: Block) -> None:
    if draft.subtitle:
        draft.intro.append(_paragraph(block))
    else:
        draft.subtitle = _words(block, draft.lost)


def _place_heading(draft: Draft, block: Block) -> None:
    if not draft.title:
        draft.title = _words(block, draft.lost)
    elif draft.title != block.text:
        draft.lost.append(Lost("a heading", block.text, block.where, block.line))


def _take_body(draft: Draft, body: Sequence[Block], begins: Callable[[Block], bool]) -> None:
    """Place the victories, and what follows them under a heading of its own."""
    by_heading = any(block.kind == "heading" and begins(block) for block in body)
    last = max((index for index, block in enumerate(body) if begins(block)), default=-1)
    target: list[str] | None = None
    for index, block in enumerate(body):
        if begins(block):
            if by_heading and index == 0 and len(body) > 1 and _OPENING.match(block.text):
                target = draft.intro
            elif by_heading and index == last and index and _CLOSING.match(block.text):
                target = draft.closing
            else:
                target = None
                draft.victories.append(_entry(block))
                continue
        elif block.kind == "heading" and not by_heading and index > last:
            target = draft.closing
        if target is not None or not draft.victories:
            _add_to(draft.intro if target is None else target, draft, block)
        else:
            _add(draft.victories[-1], block)


def _part_closing(draft: Draft) -> None:
    """Take what follows the last victory for the closing, when each one before it is shorter alike."""
    *before, last = draft.victories or [Entry()]
    lengths = {len(entry.paragraphs) for entry in before}
    if len(before) < 2 or len(lengths) != 1 or draft.closing:
        return
    (usual,) = lengths
    more = last.paragraphs[usual:]
    if usual and more and not any(text.startswith((BULLET, "- ")) for text in more):
        last.paragraphs = last.paragraphs[:usual]
        draft.closing = more
        draft.notes.append("what follows the last victory was taken for the closing")


def _entry(block: Block) -> Entry:
    entry = Entry(lost=list(block.lost))
    if block.kind == "heading":
        entry.title = _NUMBER.sub("", _words(block, entry.lost), count=1)
    elif block.runs:
        entry.paragraphs.append(block.markdown)
        entry.first = block
    return entry


def _add_to(texts: list[str], draft: Draft, block: Block) -> None:
    draft.lost += block.lost
    if block.runs:
        texts.append(_paragraph(block))


def _add(entry: Entry, block: Block) -> None:
    entry.lost += block.lost
    if not block.runs:
        return
    if block.kind == "quote" and (not entry.quote or entry.quote[-1]):
        said_by = _BY.match(block.text)
        if said_by and entry.quote and not entry.by:
            entry.by = block.text[said_by.end() :]
        else:
            entry.quote.append(_unquoted(_words(block, entry.lost)))
    else:
        entry.paragraphs.append(_paragraph(block))


def _unquoted(words: str) -> str:
    """Take a quotation's own marks off; the page puts those of its language."""
    match = _QUOTED.fullmatch(words)
    return match[1].strip() if match else words


def _paragraph(block: Block) -> str:
    """Return a block as a paragraph: a heading in bold, a list's entry after its sign or number."""
    if block.kind == "heading":
        return block.markdown if block.is_bold else f"**{block.markdown}**"
    number = f"{block.number}. " if block.kind == "numbered" and block.number is not None else ""
    return number + block.marker + block.markdown


def _words(block: Block, lost: list[Lost]) -> str:
    """Return a block as plain words, for titles and quotations; what marked them is told."""
    if not block.is_bold:
        marked = [run.text for run in block.runs if run.bold or run.italic]
        lost += [Lost("emphasis", words, block.where, block.line, kept=True) for words in marked]
    links = dict.fromkeys(run.link for run in block.runs if run.link)
    lost += [Lost("where a link leads", link, block.where, block.line) for link in links]
    return block.text


def _with_title(entry: Entry) -> Entry:
    """Take a first paragraph for the title when it is all bold, or short and without a full stop."""
    first = entry.first
    if entry.title or first is None or len(entry.paragraphs) < 2:
        return entry
    short = len(first.text) <= LONGEST_TITLE and not _STOP.search(first.text)
    if first.is_bold or short:
        entry.title = _words(first, entry.lost)
        entry.paragraphs = entry.paragraphs[1:]
    return entry


def _says(draft: Draft, entry: Entry) -> bool:
    """Say whether a victory has a text; without one, its title or its quotation is the text."""
    if not entry.paragraphs and (entry.title or entry.quote):
        words = [entry.title] if entry.title else entry.quote
        entry.paragraphs = [inline([Run(text)]) for text in words]
        entry.title, entry.quote = "", entry.quote if entry.title else []
    if not entry.paragraphs:
        draft.lost += entry.lost
        return False
    return True


def _tell_numbers(draft: Draft, starts: Iterable[Block]) -> None:
    numbers = [block.number for block in starts if block.number is not None]
    if numbers and numbers != list(range(1, len(numbers) + 1)):
        given = ", ".join(map(str, numbers))
        draft.notes.append(f"the numbers are {given}; a report counts its victories from 1")
