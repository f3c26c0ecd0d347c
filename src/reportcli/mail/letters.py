"""A letter for each donor, the report after it: one PDF for the print shop.

The letters are typeset a sheaf at a time and the report once; the whole is written as it comes, and
each donor's report is the same content again, but for the dedication.
"""

from __future__ import annotations

import os
from contextlib import ExitStack
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import islice
from typing import TYPE_CHECKING, Any

import pikepdf

from reportcli import html, layouts, pdf
from reportcli.brand import font_rules
from reportcli.diagnostics import Diagnostic, Failure, Place
from reportcli.html import Letter
from reportcli.mail import markdown, writing
from reportcli.mail.binding import Binding, Number
from reportcli.mail.slot import FORM

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from reportcli.edition import Edition
    from reportcli.layouts import Layout
    from reportcli.mail.campaign import Campaign
    from reportcli.mail.donor import Donor
    from reportcli.mail.tail import Base
    from reportcli.project import Project

Pages = list[dict[str, Any]]

SHEAF = 50
"""Letters that are typeset together: what memory holds."""
LAYOUT = "letter"


@dataclass(frozen=True)
class Bound:
    """How many letters were written, their pages with the reports, and how many take more than one page."""

    letters: int
    pages: int
    long: int


def write(
    campaign: Campaign,
    donors: Iterable[Donor],
    file: Path,
    *,
    layout: Layout,
    home: str,
    alone: bool,
    told: Callable[[int], None],
) -> Bound:
    """Write the letters, in the donors' order.

    Each begins on a right-hand page. `layout` is what they are set by; `home` is the country that
    is not named, `alone` that the report is left out. `told` hears of each sheaf.
    Raises Failure for a letter that cannot be written, and where the disk forbids it.
    """
    beside = file.with_name(f".{file.name}.{os.getpid()}.part")
    waiting, count, long = iter(donors), 0, 0
    editions = {
        language: replace(part.edition, layout=layout, personal=False)
        for language, part in campaign.parts.items()
    }
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with ExitStack() as opened, beside.open("xb") as target:
            binding = Binding(target)
            reports = {} if alone else _reports(campaign, opened)
            while sheaf := list(islice(waiting, SHEAF)):
                with ExitStack() as sources:
                    made = _typeset(campaign, editions, sheaf, sources, home=home)
                    _add_sheaf(binding, campaign, sheaf, made, reports)
                count += len(sheaf)
                long += sum(len(pages) > 1 for _, pages in made.values())
                told(len(sheaf))
            binding.finish()
        if not count:
            return Bound(0, 0, 0)
        beside.replace(file)
    except OSError as error:
        said = (error.strerror or str(error)).lower()
        hint = "make room or allow yourself to write there, or choose another file"
        fault = Diagnostic("M062", f"cannot write the letters: {said}", Place(str(file)), hint)
        raise Failure([fault]) from None
    finally:
        beside.unlink(missing_ok=True)
    return Bound(count, binding.pages, long)


def layout(project: Project, campaign: Campaign, window: str | None) -> Layout:
    """Return the layout of letters; `window` goes before what the data chooses. Raises Failure."""
    data = next(iter(campaign.parts.values())).edition.data
    chosen = {**data.choices(LAYOUT), **({"window": window} if window else {})}
    return layouts.find(project, LAYOUT, choices=chosen)


def _add_sheaf(
    binding: Binding,
    campaign: Campaign,
    donors: Sequence[Donor],
    made: Mapping[int, tuple[pikepdf.Pdf, Pages]],
    reports: Mapping[str, pikepdf.Pdf],
) -> None:
    """Add letters, after each its report where there is one in the donor's language."""
    binding.begin_sheaf()
    for donor in donors:
        _bind(binding, *made[donor.line])
        if report := reports.get(donor.lang):
            _add_report(binding, campaign, report, donor)
    for source in {id(source): source for source, _ in made.values()}.values():
        binding.forget(source)
    binding.end_sheaf()


def _reports(campaign: Campaign, opened: ExitStack) -> dict[str, pikepdf.Pdf]:
    return {
        language: opened.enter_context(pikepdf.open(BytesIO(part.pdf.data)))
        for language, part in campaign.parts.items()
    }


def _typeset(
    campaign: Campaign,
    editions: Mapping[str, Edition],
    donors: Sequence[Donor],
    opened: ExitStack,
    *,
    home: str,
) -> dict[int, tuple[pikepdf.Pdf, Pages]]:
    """Typeset a sheaf of letters, those of a language together; return pages by the donor's line."""
    made = {}
    for language, edition in editions.items():
        group = [donor for donor in donors if donor.lang == language]
        if not group:
            continue
        said = [_letter(campaign, donor, home=home) for donor in group]
        (text,) = html.render(edition, "paper", letters=said)
        roots = {**edition.fonts.roots, **edition.layout.roots}
        typeset = pdf.typeset(text, font_rules(edition), roots)
        source = opened.enter_context(pikepdf.open(BytesIO(typeset.data)))
        starts = [typeset.anchors[f"letter-{number}"][0] for number in range(len(group))]
        for donor, start, end in zip(group, starts, [*starts[1:], typeset.pages + 1], strict=True):
            numbers = range(start - 1, end - 1)
            made[donor.line] = source, [dict(source.pages[n].obj.items()) for n in numbers]
    return made


def _letter(campaign: Campaign, donor: Donor, *, home: str) -> Letter:
    part = campaign.parts[donor.lang]
    values = {**writing.values_for(campaign, donor), "printed": True}
    said = markdown.write(writing.rendered(part.template.body, values, donor), donor.lang, {})
    country = donor.country.upper() if donor.country != home else ""
    lines = [donor.name, *(line for line in donor.address if line != donor.name), country]
    return Letter(tuple(filter(None, lines)), said.html)


def _bind(binding: Binding, source: pikepdf.Pdf, pages: Sequence[Mapping[str, Any]]) -> None:
    """Add pages from a right-hand page on: what was there before ends on a left-hand one."""
    binding.take_from(source)
    if binding.pages % 2:
        binding.add({"/Type": pikepdf.Name.Page, "/MediaBox": pages[0]["/MediaBox"]})
    for page in pages:
        binding.add(page)


def _add_report(binding: Binding, campaign: Campaign, report: pikepdf.Pdf, donor: Donor) -> None:
    """Add the report's pages, the dedication on the page that has the slot."""
    part = campaign.parts[donor.lang]
    words = writing.dedication(campaign, part, donor)
    pages: list[dict[str, Any]] = [dict(page.obj.items()) for page in report.pages]
    if part.base and words:
        form = _form(binding, part.base, words, report)
        for page in pages:
            resources = dict(page["/Resources"].items())
            drawn = dict(resources.get("/XObject", {}).items())
            if str(FORM) in drawn:
                resources["/XObject"] = {**drawn, str(FORM): form}
                page["/Resources"] = resources
    _bind(binding, report, pages)


def _form(binding: Binding, base: Base, words: str, report: pikepdf.Pdf) -> Number:
    """Write the slot's form with a donor's words; its font is the report's, where that holds them."""
    with pikepdf.open(BytesIO(base.data + base.tail(words))) as own:
        form: Any = own.get_object(base.numbers.form, 0)
        shared = form.Resources.Font.F.objgen[0] == base.numbers.font
        binding.take_from(report if shared else own)
        entries = {key: form[key] for key in ("/Type", "/Subtype", "/BBox")}
        empty: Any = report.get_object(base.numbers.form, 0)
        entries["/Resources"] = (empty if shared else form).Resources
        written = binding.stream(entries, form.read_bytes())
        if not shared:
            binding.forget(own)
    return written
