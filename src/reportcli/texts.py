"""An edition's texts as its templates set them: as HTML of its language, parted, listed, with their links."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from markupsafe import Markup

from reportcli import places, typography
from reportcli.edition import direction_of
from reportcli.inclusive.forms import forms
from reportcli.model import Victory
from reportcli.paging import sentences
from reportcli.wording import Numbered, Wording, address

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from reportcli.edition import Edition
    from reportcli.model import Link

LAST_SPACE = re.compile(r"((?:^|(?<=[ \n>]))[^\s<>]{2,}) (?=[^\s<>]{1,9}$)")
"""After a word that is not held to another already: before a short last one, which shall not stand alone."""
LINK = re.compile(r'<a href="([^"]*)"[^>]*>(.*?)</a>')
TAG = re.compile("(<[^>]*>)")
OPENING_LENGTH = range(40, 240)
"""Characters of a first sentence that can stand large at the head of a long text."""


@dataclass(frozen=True)
class NamedPlace:
    name: str
    victories: tuple[Numbered, ...]


@dataclass(frozen=True)
class Reference:
    """A link as paper shows it. `address` is where it leads; empty where the label says it."""

    label: Markup
    url: str
    address: str


@dataclass(frozen=True)
class Opening:
    """A text cut after its first sentence."""

    first: Markup
    rest: list[Markup]


@dataclass(frozen=True)
class Texts:
    """What filters and functions of templates make of texts."""

    edition: Edition

    @cached_property
    def wording(self) -> Wording:
        return Wording(self.edition)

    def inline(self, text: Mapping[str, str] | str) -> Markup:
        """Set a text without Markdown."""
        if isinstance(text, str):
            return self._said(typography.inline(text, self.edition.language))
        found, language = self.edition.words(text)
        return self._in(language, self._said(typography.inline(found, language)))

    def caption(self, text: str) -> Markup:
        """Set a text of several lines without Markdown, its last word not alone."""
        return self._said(held(typography.inline(text, self.edition.language)))

    def paragraphs(self, text: Mapping[str, str]) -> list[Markup]:
        """Set a text of inline Markdown, one item a paragraph."""
        found, language = self.edition.words(text)
        set_ = map(held, typography.paragraphs(found, language))
        return [self._in(language, self._said(item)) for item in set_]

    def _said(self, html: Markup) -> Markup:
        """Give inclusive forms what is said for them, where the project says so: `abbr` (HTML, 4.5.9)."""
        speech = self.edition.data.speech
        if not (speech.pairs or speech.forms):
            return html
        pieces = TAG.split(html)  # text and tags in turn
        pieces[::2] = [_spoken(piece, speech.spoken) for piece in pieces[::2]]
        return Markup("".join(pieces))  # noqa: S704  was Markup

    def _in(self, language: str, html: Markup) -> Markup:
        if language == self.edition.language:
            return html
        return Markup("<span{}>{}</span>").format(self._attributes(language), html)

    def lang(self, said: Mapping[str, str] | Victory | None) -> Markup:
        """Return the attributes of what says a text, or a victory's name, in another language."""
        text = self.wording.naming(said) if isinstance(said, Victory) else said
        language = self.edition.words(text)[1] if text else self.edition.language
        if language == self.edition.language:
            return Markup("")
        return self._attributes(language)

    def _attributes(self, language: str) -> Markup:
        direction = direction_of(language)
        if direction == self.edition.direction:
            return Markup(' lang="{}"').format(language)
        return Markup(' lang="{}" dir="{}"').format(language, direction)

    def listed(self, texts: Sequence[str]) -> Markup:
        """Set names as a list. From right to left, two in Latin beside each other would change places."""
        name = Markup("<bdi>{}</bdi>") if self.edition.direction == "rtl" else Markup("{}")
        names = [name.format(self.wording.plain(text)) for text in texts]
        return Markup(self.wording.comma).join(names)  # noqa: S704  of typography's table

    def places_named(self) -> list[NamedPlace]:
        """Return the countries of the report by name, each with its victories."""
        found: dict[str, list[Numbered]] = {}
        for number, victory in enumerate(self.edition.report.victories, 1):
            for code in dict.fromkeys(victory.places):
                found.setdefault(self.wording.country(code), []).append(Numbered(victory, number))
        return [NamedPlace(name, tuple(found[name])) for name in sorted(found, key=places.sort_key)]

    def references(
        self, paragraphs: Sequence[Markup] = (), links: Sequence[Link] = ()
    ) -> list[Reference]:
        """Return `links`, and then those in paragraphs whose label is not the address; each address once."""
        typed = [self._reference(self.inline(link.label), link.url) for link in links]
        inline = [
            self._reference(Markup(label), Markup(url).unescape())  # noqa: S704  parts of Markup
            for paragraph in paragraphs
            for url, label in LINK.findall(paragraph)
        ]
        found: dict[str, Reference] = {}
        for item in [*typed, *(item for item in inline if item.address)]:
            found.setdefault(item.url, item)
        return list(found.values())

    def _reference(self, label: Markup, url: str) -> Reference:
        leads_to = address(url)
        is_said = address(label.striptags()) == leads_to
        return Reference(label, url, "" if is_said else leads_to)


def _spoken(piece: str, spoken: Callable[[str], str | None]) -> str:
    """Put `abbr` around the inclusive forms of escaped text for which something is said."""
    done, end = "", 0
    for form in forms(piece):
        if words := spoken(form.words):
            done += piece[end : form.start]
            done += Markup('<abbr title="{}">{}</abbr>').format(words, Markup(form.words))  # noqa: S704  is escaped
            end = form.end
    return done + piece[end:]


def held(html: Markup) -> Markup:
    """Hold a short last word to the one before it."""
    return Markup(LAST_SPACE.sub("\\1\u00a0", html))  # noqa: S704  was Markup


def opening_sentence(paragraphs: Sequence[Markup]) -> Opening | None:
    """Cut a text after its first sentence, where that is clear and of a length to be set large."""
    first, *others = paragraphs
    sentence, *rest = sentences(first)
    while rest and len(sentence.striptags()) < OPENING_LENGTH.start:
        sentence += Markup(" ") + rest.pop(0)
    if rest and len(sentence.striptags()) in OPENING_LENGTH:
        return Opening(sentence, [Markup(" ").join(rest), *others])
    return None
