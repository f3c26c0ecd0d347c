"""What a layout's templates may use beside the data: filters, functions and values."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import quote

from markupsafe import Markup

from reportcli import marks, pictures
from reportcli.brand import palette
from reportcli.clock import source_date
from reportcli.colour import seen_on
from reportcli.edition import DEDICATION
from reportcli.generator import made_by
from reportcli.giving import call
from reportcli.misfits import refuse
from reportcli.resolution import pixels
from reportcli.scale import Scale
from reportcli.spreads import plan
from reportcli.texts import Texts, opening_sentence
from reportcli.wording import ReadFigure, Wording, address

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportcli.edition import Edition
    from reportcli.giving.call import Giving
    from reportcli.marks import Mark
    from reportcli.model import Image, Victory

Medium = Literal["paper", "screen"]

FACES = Markup("/* @font-face */")
"""Where the page for the screen gets its fonts, once it is known which signs it has."""
WINDOW = 1600
"""Pixels on the longer side of a whole picture on the screen: a wide window."""
SHEET = 297
"""Millimetres of the longer side of a whole picture on paper: A4."""
LEADING_TAGS = re.compile("(?:<[^>]*>)*")


@dataclass(frozen=True)
class KeyFigure(ReadFigure):
    """A key figure; `width` of its digits in em."""

    width: float


@dataclass(frozen=True)
class Tools:
    """The filters and globals of one edition's templates."""

    edition: Edition

    @cached_property
    def texts(self) -> Texts:
        return Texts(self.edition)

    @cached_property
    def scale(self) -> Scale:
        return Scale(self.edition)

    @property
    def wording(self) -> Wording:
        return self.texts.wording

    def of_medium(self, medium: Medium) -> dict[str, Any]:
        """Return what differs between paper and screen."""
        return {
            "paper": medium == "paper",
            "brand": palette(self.edition, printed=medium == "paper"),
            "faces": FACES if medium == "screen" else "",
            "picture": partial(
                self.picture, longest=self._dots(SHEET) if medium == "paper" else WINDOW
            ),
            "slot": DEDICATION if medium == "paper" and self.edition.personal else None,
        }

    @property
    def filters(self) -> dict[str, Callable[..., Any]]:
        return {
            "inline": self.texts.inline,
            "plain": self.wording.plain,
            "caption": self.texts.caption,
            "paragraphs": self.texts.paragraphs,
            "country": self.wording.country,
            "date": self.wording.date,
            "numeral": self.wording.numerals.write,
            "grouped": self.wording.grouped,
            "listed": self.texts.listed,
            "address": address,
            "fits": lambda text, name, width: self.scale.step(name).width(text) <= width,
            "mm": lambda value: f"{value:.2f}".rstrip("0").rstrip("."),
            "css_string": css_string,
            "capital": capital,
        }

    @property
    def globals(self) -> dict[str, Any]:
        edition, face, created = self.edition, self.scale.numerals, source_date()
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
            "generator": made_by(edition.layout.name),
            "created": created and created.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "key_figures": self.key_figures,
            "months": self.wording.months,
            "places_named": self.texts.places_named,
            "references": self.texts.references,
            "name": self.wording.name,
            "lang": self.texts.lang,
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
            "sheets": lambda name: list(edition.layout.sheets(name)),
            # how it fits
            "step": self.scale.step,
            "fit": self.scale.fit,
            "copyfit": self.scale.copyfit,
            "lines": self.scale.lines,
            "paged": self.scale.paged,
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

    def key_figures(self, most: int) -> list[KeyFigure]:
        """Return the report's key figures (see wording), each with its width."""
        return [self._key_figure(found) for found in self.wording.key_figures(most)]

    def _key_figure(self, found: ReadFigure) -> KeyFigure:
        reading, face = found.reading, self.scale.numerals
        width = face.ink(reading.number).right + face.advance(reading.attached) * 0.5
        return KeyFigure(found.victory, found.number, found.figure, reading, width)

    def picture(self, name: str, longest: int) -> str:
        """Return a picture of the project as a data: URL."""
        return pictures.data_url(self.edition.folder / name, longest)

    def logo(self, width: float) -> str:
        """Return the organisation's logo as a data: URL, for `width` mm of paper."""
        file = self.edition.folder / (self.edition.data.organization.logo or "")
        across = self._dots(width)
        return pictures.mark(file, max(int(max(across, across / pictures.ratio(file))), 1))

    def cropped(self, image: Image, width: float, height: float) -> str:
        """Return a picture as a data: URL, cropped around its focus to a size in mm."""
        size = self._dots(width), self._dots(height)
        return pictures.cropped(self.edition.folder / image.src, size, image.focus)

    def _dots(self, length: float) -> int:
        """Return how many pixels of a picture `length` mm of paper get."""
        return pixels(length, self.edition.dots)

    def mark(self, counted: Victory | int) -> Mark:
        """Return the mark of a victory, or of a number."""
        if isinstance(counted, int):
            return marks.cut((counted,))
        return marks.of(counted, self.wording.reading)

    def style(self, name: str) -> Markup:
        """Return a style sheet of the layout, after those of the layouts that it extends."""
        files = self.edition.layout.sheets(name).values()
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


def svg_url(svg: str) -> Markup:
    """Return a drawing as a CSS url(); it must have its size."""
    bare = re.sub(r">\s+<", "><", str(svg).strip())
    return Markup(f"url(data:image/svg+xml,{quote(bare, safe='')})")  # noqa: S704  all is quoted


def capital(text: str) -> str:
    """Return a text with its first letter a capital; Markup may begin with tags."""
    tags = LEADING_TAGS.match(text) if isinstance(text, Markup) else None
    first = tags.end() if tags else 0
    return text[:first] + text[first : first + 1].upper() + text[first + 1 :]


def css_string(text: str) -> Markup:
    """Return a text as a CSS string that is safe in a style sheet and in an attribute."""
    return Markup('"{}"'.format("".join(_css_sign(sign) for sign in text)))  # noqa: S704


def _css_sign(sign: str) -> str:
    safe = sign == " " or sign.isalnum() or ord(sign) > 0x9F
    return sign if safe else f"\\{ord(sign):x} "
