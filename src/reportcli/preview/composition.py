"""A report composed for a terminal: the same words as its pages, in lines of cells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from rich.style import Style
from rich.text import Text

from reportcli import typography
from reportcli.preview import drawings
from reportcli.preview.frame import ASIDE, beside, indented, row, stacked
from reportcli.preview.setting import lines, printable, rich_text
from reportcli.terminal import COLOURS, told

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reportcli.diagnostics import Diagnostic
    from reportcli.edition import Edition
    from reportcli.model import Figure, Image, Link, Quote, Victory
    from reportcli.preview.frame import Frame, Lines
    from reportcli.wording import Wording

BOLD, ITALIC = Style(bold=True), Style(italic=True)
MOST_FIGURES = 7
FIGURE = 16
"""Cells of a key figure, its gap aside."""
GAP = 2
HEIGHT = 8
"""Lines of the cover's staircase."""
WIDEST_VALUE = 18
"""Cells up to which the values of figures share a column, right beside their labels."""


@dataclass(frozen=True)
class Composition:
    """`drawn` with colours and drawings, `links` that can be clicked, for a terminal that has them."""

    edition: Edition
    wording: Wording
    frame: Frame
    faults: Mapping[int | None, Sequence[Diagnostic]]
    drawn: bool
    links: bool

    def lines(self) -> Lines:
        """Return the whole of the report."""
        blocks = [
            self.told(None, self.frame.width),
            self.cover(),
            self.key_figures(),
            *self.victories(),
            self.closing(),
        ]
        return indented(stacked(blocks, gap=2), self.frame.margin)

    # The parts of the report

    def cover(self) -> Lines:
        report, name = self.edition.report, self.edition.data.organization.name
        subtitle = self.plain(report.subtitle) if report.subtitle else Text()
        titles = stacked(
            [
                lines(self.plain(report.title, BOLD), self.frame.measure, even=True)
                + lines(subtitle, self.frame.measure, even=True),
                lines(self.plain(name), self.frame.measure) if name else [],
            ]
        )
        stairs = drawings.staircase(
            len(report.victories), self.frame.width, HEIGHT if self.frame.side else 5, self.accent
        )
        opening = stacked(
            [
                self.picture(report.cover) if report.cover else [],
                self.paragraphs(report.intro) if report.intro else [],
            ]
        )
        year = self.wording.year_beside_title
        head = self.with_side([Text(year, BOLD)] if year else [], titles)
        below = self.with_side([], opening)
        return stacked([drawings.over(head, stairs) if self.drawn else head, below])

    def key_figures(self) -> Lines:
        """Return the key figures in as many columns as fit, as even as they can be."""
        chosen = self.wording.key_figures(MOST_FIGURES)
        if not chosen:
            return []
        most = max(1, (self.frame.width + GAP) // (FIGURE + GAP))
        rows = -(-len(chosen) // most)
        columns = -(-len(chosen) // rows)
        width = min((self.frame.width + GAP) // columns, ASIDE)
        cells = [self._figure(found.figure, width - GAP) for found in chosen]
        heading = Text(printable(self.wording.words["figures"]), BOLD)
        return stacked(
            [[heading]]
            + [
                row(cells[first : first + columns], width)
                for first in range(0, len(cells), columns)
            ]
        )

    def victories(self) -> Iterator[Lines]:
        """Yield the victories, one or two beside each other."""
        found = [
            self.victory(victory, index)
            for index, victory in enumerate(self.edition.report.victories)
        ]
        columns, width = self.frame.columns, self.frame.width - self.frame.column
        for first in range(0, len(found), columns):
            yield row(found[first : first + columns], width)

    def victory(self, victory: Victory, index: int) -> Lines:
        number, count = index + 1, len(self.edition.report.victories)
        line = drawings.gauge(number, count, self.frame.column, self.accent)
        share = Text(f"{number}/{count}", BOLD)
        title = self.plain(victory.title) if victory.title else Text(self._untitled(number))
        title.stylize(BOLD)
        roomy = self.frame.side > len(share) + 12
        about = [] if roomy else self.about(victory)
        rest = stacked(
            [
                self.paragraphs(victory.text),
                [] if roomy else self.figures(victory.figures),
                self.quote(victory.quote) if victory.quote else [],
                self.picture(victory.image) if victory.image else [],
                self.sources(victory),
            ]
        )
        if self.frame.side:
            set_title = lines(title, self.frame.measure, even=True)
            main = stacked([set_title + about, rest])
            side = stacked([[share], self.aside(victory) if roomy else []])
            whole = self.with_side(side, main)
        else:
            hang = len(share) + GAP
            set_title = lines(title, self.frame.measure - hang, even=True)
            whole = stacked([beside([share], set_title, hang) + about, rest])
        told = self.told(index, self.frame.column)
        return [line] * self.drawn + stacked([whole, told])

    def closing(self) -> Lines:
        report, about = self.edition.report, self.edition.data.organization
        colophon = [self.plain(text) for text in (about.name, about.address) if text]
        colophon += [Text(printable(about.email))] if about.email else []
        colophon += [self.link(Text(_bare(about.url)), about.url)] if about.url else []
        text = self.paragraphs(report.closing) if report.closing else []
        set_colophon = [line for item in colophon for line in lines(item, self.frame.measure)]
        last = self.with_side([], stacked([text, set_colophon]))
        full = drawings.gauge(1, 1, self.frame.width, self.accent)
        return [*([full] * self.drawn), *last] if last else []

    # The parts of a victory

    def about(self, victory: Victory) -> Lines:
        """Return places, themes and date on one line, or each on lines of its own."""
        parts = [
            Text(", ".join(map(_held, self._places(victory)))),
            Text(", ".join(map(_held, self._themes(victory))), ITALIC),
            Text(self._date(victory)),
        ]
        filled = [part for part in parts if part]
        whole = Text(" · ").join(filled)
        if whole.cell_len <= self.frame.measure:
            return [whole] if filled else []
        return [line for part in filled for line in lines(part, self.frame.measure)]

    def aside(self, victory: Victory) -> Lines:
        """Return what stands beside the text, as on the page: places, themes, date, figures."""
        width = self.frame.side - 3
        items = [Text(place) for place in self._places(victory)]
        themes = ", ".join(self._themes(victory))  # on from one another, unlike places
        items += [Text(themes, ITALIC)] if themes else []
        items += [Text(self._date(victory))] if victory.date else []
        named = [line for item in items for line in _hanging(item, GAP, width)]
        figures = [self._figure(figure, width) for figure in victory.figures]
        return stacked([named, *figures])

    def paragraphs(self, text: Mapping[str, str]) -> Lines:
        found, language = self.edition.words(text)
        return stacked(
            [
                lines(rich_text(paragraph, links=self.links), self.frame.measure)
                for paragraph in typography.paragraphs(found, language)
            ]
        )

    def figures(self, figures: Sequence[Figure]) -> Lines:
        """Return figures, a line each: values to the right, labels beside them."""
        values = [self._value(figure) for figure in figures]
        widest = max((value.cell_len for value in values), default=0)
        if widest > WIDEST_VALUE:
            return stacked([self._figure(figure, self.frame.measure) for figure in figures])
        rows: Lines = []
        for value, figure in zip(values, figures, strict=True):
            label = lines(self.plain(figure.label), self.frame.measure - widest - GAP)
            aligned = indented([value], widest - value.cell_len)
            rows += beside(aligned, label, widest + GAP)
        return rows

    def _figure(self, figure: Figure, width: int) -> Lines:
        """Return a figure, its value above its label."""
        return lines(self._value(figure), width) + lines(self.plain(figure.label), width)

    def quote(self, quote: Quote) -> Lines:
        typed = self.wording.plain(quote.text)
        said = Text(printable(self.wording.plain(f'"{typed}"')))
        width = self.frame.measure - 2 * GAP
        by = Text("— ") + self.plain(quote.by) if quote.by else Text()
        return indented(lines(said, width) + lines(by, width), GAP)

    def picture(self, picture: Image) -> Lines:
        """Return a box with what the picture shows, and its credit."""
        shown = lines(self.plain(picture.alt, ITALIC), self.frame.measure - 2 * GAP)
        credit = lines(self.plain(picture.credit), self.frame.measure) if picture.credit else []
        return drawings.boxed(shown, self.frame.measure) + credit

    def sources(self, victory: Victory) -> Lines:
        """Return partners and links."""
        partners = ", ".join(self.wording.plain(partner) for partner in victory.partners)
        words = printable(f"{self.wording.words['partners']} {partners}")
        set_partners = lines(Text(words), self.frame.measure) if partners else []
        links = [line for link in victory.links for line in self._source(link)]
        return set_partners + links

    def _source(self, link: Link) -> Lines:
        width = self.frame.measure - GAP
        label = self.plain(link.label)
        if self.links:
            host = Text(f"  {_bare(urlsplit(link.url).netloc)}", "dim")
            found = lines(self.link(label, link.url) + host, width)
        else:
            found = [*lines(label, width), Text(printable(link.url))]  # whole, to be copied
        return beside([Text("→")], found, GAP)

    def told(self, index: int | None, width: int) -> Lines:
        """Return what is wrong in a victory, or (None) in the rest of the file."""
        blocks = []
        for fault in self.faults.get(index, ()):
            head, *rest = told(fault, width - GAP)
            set_lines = lines(head, width - GAP)
            for text in rest:
                excerpt = "\n" in text.plain
                hint = [] if excerpt else _hanging(text[GAP:], GAP, width - 2 * GAP)
                set_lines += text.split() if excerpt else indented(hint, GAP)
            blocks.append(drawings.barred(set_lines, COLOURS[fault.severity]))
        return stacked(blocks)

    # Words and places

    @property
    def accent(self) -> str:
        return drawings.seen(self.edition.data.brand.accent)

    def plain(self, text: Mapping[str, str], style: Style | str = "") -> Text:
        return Text(printable(self.wording.plain(text)), style)

    def link(self, words: Text, address: str) -> Text:
        if self.links:
            words.stylize(Style(underline=True, link=printable(address)))
        return words

    def with_side(self, side: Sequence[Text], main: Sequence[Text]) -> Lines:
        """Set a block at the text's edge, another beside it, or above where there is no side."""
        if self.frame.side:
            return beside(side, main, self.frame.side)
        return [*side, *main]

    def _untitled(self, number: int) -> str:
        return printable(f"{self.wording.words['victory']} {number}")

    def _places(self, victory: Victory) -> list[str]:
        return [printable(self.wording.country(code)) for code in dict.fromkeys(victory.places)]

    def _themes(self, victory: Victory) -> list[str]:
        return [printable(self.wording.plain(theme)) for theme in victory.themes]

    def _date(self, victory: Victory) -> str:
        return printable(self.wording.date(victory.date)) if victory.date else ""

    def _value(self, figure: Figure) -> Text:
        value = self.wording.plain(figure.value)
        return Text(printable(value[:1].upper() + value[1:]), BOLD)


def _held(words: str) -> str:
    """Hold the words of a name together; one that is too long for its line is broken all the same."""
    return words.replace(" ", "\u00a0")


def _hanging(text: Text, indent: int, width: int) -> Lines:
    """Break a text; its further lines are indented."""
    first, *rest = lines(text, width - indent) if text.cell_len > width else [text]
    return [first, *indented(rest, indent)]


def _bare(address: str) -> str:
    return printable(address.removeprefix("https://").removeprefix("www.").rstrip("/"))
