"""What a layout's templates may use beside the data: filters, functions and values."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, partial
from math import ceil, inf
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import quote

from markupsafe import Markup

from reportcli import __version__, marks, pictures, places, typography
from reportcli.brand import palette
from reportcli.clock import source_date
from reportcli.colour import seen_on
from reportcli.copyfit import MM_PER_PT, Hyphens, Step, count_lines, fit
from reportcli.edition import DEDICATION, direction_of
from reportcli.giving import call
from reportcli.misfits import refuse
from reportcli.paging import paged, sentences
from reportcli.spreads import plan
from reportcli.wording import Numbered, ReadFigure, Wording, address

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from reportcli.copyfit import Fitted
    from reportcli.edition import Edition
    from reportcli.fonts import Face
    from reportcli.giving.call import Giving
    from reportcli.marks import Mark
    from reportcli.model import Image, Link, Victory

Medium = Literal["paper", "screen"]
Words = "Mapping[str, str] | str"

FACES = Markup("/* @font-face */")
"""Where the page for the screen gets its fonts, once it is known which signs it has."""
LONGEST: dict[Medium, int] = {"paper": 2480, "screen": 1600}
"""Pixels on the longer side of a whole picture: A4 at 300 dpi; a wide window."""
DOTS = 300
"""An inch of paper has no more of a picture."""
MM_PER_INCH = 25.4
SLACK = 0.5
"""Millimetres by which a text may pass its room: less than anyone sees, more than rounding."""
LAST_SPACE = re.compile(r"(?<=[^\s<>]{2}) (?=[^\s<>]{1,9}$)")
"""Before a short last word, which shall not stand alone in a line."""
LINK = re.compile(r'<a href="([^"]*)"[^>]*>(.*?)</a>')
OPENING_LENGTH = range(40, 240)
"""Characters of a first sentence that can stand large at the head of a long text."""


@dataclass(frozen=True)
class KeyFigure(ReadFigure):
    """A key figure; `width` of its digits in em."""

    width: float


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
class SetText:
    """A text at a step; `height` of its columns in mm."""

    step: Step
    columns: int
    height: float


@dataclass(frozen=True)
class Opening:
    """A text cut after its first sentence."""

    first: Markup
    rest: list[Markup]


@dataclass(frozen=True)
class Tools:
    """The filters and globals of one edition's templates."""

    edition: Edition

    @cached_property
    def wording(self) -> Wording:
        return Wording(self.edition)

    def of_medium(self, medium: Medium) -> dict[str, Any]:
        """Return what differs between paper and screen."""
        return {
            "paper": medium == "paper",
            "brand": palette(self.edition, printed=medium == "paper"),
            "faces": FACES if medium == "screen" else "",
            "picture": partial(self.picture, longest=LONGEST[medium]),
            "slot": DEDICATION if medium == "paper" and self.edition.personal else None,
        }

    @property
    def filters(self) -> dict[str, Callable[..., Any]]:
        return {
            "inline": self.inline,
            "plain": self.wording.plain,
            "caption": self.caption,
            "paragraphs": self.paragraphs,
            "country": self.wording.country,
            "date": self.wording.date,
            "numeral": self.wording.numerals.write,
            "grouped": self.wording.grouped,
            "listed": self.listed,
            "address": address,
            "fits": lambda text, name, width: self.step(name).width(text) <= width,
            "mm": lambda value: f"{value:.2f}".rstrip("0").rstrip("."),
            "css_string": css_string,
            "capital": lambda text: text[:1].upper() + text[1:],
        }

    @property
    def globals(self) -> dict[str, Any]:
        edition, face, created = self.edition, self.numerals, source_date()
        return {
            # what is set
            "report": edition.report,
            "organization": edition.data.organization,
            "giving": self.giving,
            "year": self.wording.year,
            "year_beside_title": self.wording.year_beside_title,
            "dated_title": self.wording.dated_title,
            "N": len(edition.report.victories),
            "language": edition.language,
            "direction": edition.direction,
            "words": self.wording.words,
            "letters": (),
            "comma": self.wording.comma,
            "numerals": self.wording.numerals,
            "keywords": self.wording.keywords(),
            "generator": f"reportcli {__version__}",
            "created": created and created.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "key_figures": self.key_figures,
            "months": self.wording.months,
            "places_named": self.places_named,
            "references": self.references,
            "name": self.wording.name,
            "short_names": self.wording.short_names,
            "anchor": lambda victory, number: victory.anchor(number),
            "reading": self.wording.reading,
            "cropped": self.cropped,
            "logo": self.logo,
            "ratio": lambda name: pictures.ratio(edition.folder / name),
            # how it looks
            "settings": edition.layout.settings,
            "options": {
                option.name: edition.layout.option(option) for option in edition.layout.options
            },
            "style": self.style,
            "sheets": lambda name: list(edition.layout.files(name)),
            # how it fits
            "step": self.step,
            "fit": self.fit,
            "copyfit": self.copyfit,
            "lines": self.lines,
            "paged": self.paged,
            "plan": plan,
            "opening_sentence": opening_sentence,
            "refuse": refuse,
            # what is drawn
            "metrics": face.metrics,
            "ink": face.ink,
            "foot": face.foot,
            "advance": face.advance,
            "outline": lambda *args: Markup(face.outline(*args)),  # noqa: S704  path data
            "svg_url": svg_url,
            "mark": self.mark,
            "seen_on": seen_on,
        }

    # What is set

    def inline(self, text: Mapping[str, str] | str) -> Markup:
        """Set a text without Markdown."""
        if isinstance(text, str):
            return typography.inline(text, self.edition.language)
        found, language = self.edition.words(text)
        return self._in(language, typography.inline(found, language))

    def caption(self, text: str) -> Markup:
        """Set a text of several lines without Markdown, its last word not alone."""
        return held(typography.inline(text, self.edition.language))

    def paragraphs(self, text: Mapping[str, str]) -> list[Markup]:
        """Set a text of inline Markdown, one item a paragraph."""
        found, language = self.edition.words(text)
        return [self._in(language, held(item)) for item in typography.paragraphs(found, language)]

    def _in(self, language: str, html: Markup) -> Markup:
        if language == self.edition.language:
            return html
        direction = direction_of(language)
        if direction == self.edition.direction:
            return Markup('<span lang="{}">{}</span>').format(language, html)
        return Markup('<span lang="{}" dir="{}">{}</span>').format(language, direction, html)

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

    def key_figures(self, most: int) -> list[KeyFigure]:
        """Return the report's key figures (see wording), each with its width."""
        return [self._key_figure(found) for found in self.wording.key_figures(most)]

    def _key_figure(self, found: ReadFigure) -> KeyFigure:
        reading, face = found.reading, self.numerals
        width = face.ink(reading.number).right + face.advance(reading.attached) * 0.5
        return KeyFigure(found.victory, found.number, found.figure, reading, width)

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

    def picture(self, name: str, longest: int) -> str:
        """Return a picture of the project as a data: URL."""
        return pictures.data_url(self.edition.folder / name, longest)

    def logo(self, width: float) -> str:
        """Return the organisation's logo as a data: URL, for `width` mm of paper."""
        file = self.edition.folder / (self.edition.data.organization.logo or "")
        across = width / MM_PER_INCH * DOTS
        return pictures.mark(file, max(int(max(across, across / pictures.ratio(file))), 1))

    def cropped(self, image: Image, width: float, height: float) -> str:
        """Return a picture as a data: URL, cropped around its focus to a size in mm."""
        dots = DOTS / MM_PER_INCH
        size = (max(int(width * dots), 1), max(int(height * dots), 1))
        return pictures.cropped(self.edition.folder / image.src, size, image.focus)

    # How it looks and fits

    def mark(self, counted: Victory | int) -> Mark:
        """Return the mark of a victory, or of a number."""
        if isinstance(counted, int):
            return marks.cut((counted,))
        return marks.of(counted, self.wording.reading)

    def style(self, name: str) -> Markup:
        """Return a style sheet of the layout, after those of the layouts that it extends."""
        files = self.edition.layout.files(name).values()
        return Markup("\n".join(file.read_text("utf-8") for file in files))  # noqa: S704

    @cached_property
    def giving(self) -> Giving | None:
        """The call to give; None where the data has none."""
        edition = self.edition
        return call.giving(
            edition.data.organization,
            edition.language,
            lambda text: edition.words(text)[0],
            edition.layout.fonts.folder,
        )

    @property
    def numerals(self) -> Face:
        """The face of numerals and of all that is drawn."""
        return self.edition.fonts.face(self.edition.data.brand.fonts.display, 800)

    def step(self, name: str) -> Step:
        """Return a step of the layout's scale. Letters from right to left join, and reach further."""
        step, brand = self.edition.layout.settings["scale"][name], self.edition.data.brand.fonts
        family = brand.display if step["face"] == "display" else brand.text
        face = self.edition.fonts.face(family, step["weight"])
        if self.edition.direction == "rtl":
            return Step(name, face, step["size"], step.get("tall", step["leading"]))
        return Step(name, face, step["size"], step["leading"], step.get("tracking", 0))

    def fit(
        self, text: str, steps: Sequence[tuple[str, int]], width: float, height: float = inf
    ) -> Fitted:
        """Return the first of `steps`, pairs of name and most lines, at which a heading holds.

        `width` and `height` in mm. Where none does, the last step, with `fits` false.
        """
        for name, most in steps:
            step = self.step(name)
            allowed = int(min(most, (height + SLACK) / (step.leading * MM_PER_PT)))
            fitted = fit(text, [step], width, allowed, self._hyphens(name))
            if fitted.fits:
                break
        return fitted

    def copyfit(
        self, paragraphs: Sequence[str], sizes: Sequence[tuple[str, float, int]], height: float
    ) -> SetText | None:
        """Return the first of `sizes`, (step, mm of a column, columns), that holds a text in `height` mm.

        Paragraphs after the first begin a line's height in. Several columns get a line to spare:
        orphans and widows keep them from being quite even.
        """
        for name, width, columns in sizes:
            step = self.step(name)
            indent = step.leading * MM_PER_PT
            lines = ceil(self.lines(paragraphs, name, width, indent) / columns) + (columns > 1)
            tall = lines * step.leading * MM_PER_PT
            if tall <= height + SLACK:
                return SetText(step, columns, tall)
        return None

    def paged(
        self,
        paragraphs: Sequence[Markup],
        name: str,
        width: float,
        height: float,
        first: float | None = None,
    ) -> list[list[Markup]]:
        """Part a text into pages of `height` mm, the first of them of `first` mm.

        Paragraphs after the first begin a line's height in.
        """
        indent = self.step(name).leading * MM_PER_PT
        most, opening = (int(((tall or height) + SLACK) / indent) for tall in (height, first))
        lines = partial(self.lines, name=name, width=width, indent=indent)
        return paged(paragraphs, lines, most, opening)

    def lines(self, paragraphs: Sequence[str], name: str, width: float, indent: float = 0) -> int:
        """Return how many lines paragraphs make at a step in a measure of `width` mm."""
        bare = [Markup(item).striptags() for item in paragraphs]  # noqa: S704  measured only
        return count_lines(bare, self.step(name), width, self._hyphens(name), indent)

    def _hyphens(self, name: str) -> Hyphens | None:
        """Return how words are divided at a step; None where they are not."""
        settings = self.edition.layout.settings
        divided = settings["scale"][name].get("hyphenated", False)
        return Hyphens(self.edition.language, **settings["hyphenation"]) if divided else None


def held(html: Markup) -> Markup:
    """Hold a short last word to the one before it."""
    return Markup(LAST_SPACE.sub("\u00a0", html))  # noqa: S704  was Markup


def opening_sentence(paragraphs: Sequence[Markup]) -> Opening | None:
    """Cut a text after its first sentence, where that is clear and of a length to be set large."""
    first, *others = paragraphs
    sentence, *rest = sentences(first)
    while rest and len(sentence.striptags()) < OPENING_LENGTH.start:
        sentence += Markup(" ") + rest.pop(0)
    if rest and len(sentence.striptags()) in OPENING_LENGTH:
        return Opening(sentence, [Markup(" ").join(rest), *others])
    return None


def svg_url(svg: str) -> Markup:
    """Return a drawing as a CSS url(); it must have its size."""
    bare = re.sub(r">\s+<", "><", str(svg).strip())
    return Markup(f"url(data:image/svg+xml,{quote(bare, safe='')})")  # noqa: S704  all is quoted


def css_string(text: str) -> Markup:
    """Return a text as a CSS string that is safe in a style sheet and in an attribute."""
    return Markup('"{}"'.format("".join(_css_sign(sign) for sign in text)))  # noqa: S704


def _css_sign(sign: str) -> str:
    safe = sign == " " or sign.isalnum() or ord(sign) > 0x9F
    return sign if safe else f"\\{ord(sign):x} "
