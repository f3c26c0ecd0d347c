"""A letter for each donor, the report after it: one PDF for the print shop.

The letters are typeset a sheaf at a time and the report once; the whole is written as it comes, and
each donor's report is the same content again, but for the dedication.
"""

from __future__ import annotations

import os
from contextlib import ExitStack
from io import BytesIO
from itertools import islice
from typing import TYPE_CHECKING, Any

import pikepdf
from markupsafe import Markup

from reportcli import pdf
from reportcli.brand import font_rules, palette
from reportcli.diagnostics import Diagnostic, Failure, Place
from reportcli.mail import markdown, writing
from reportcli.mail.binding import Binding, Number
from reportcli.mail.slot import FORM
from reportcli.mail.template import BUILT_IN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from reportcli.mail.campaign import Campaign
    from reportcli.mail.donor import Donor
    from reportcli.mail.tail import Base

SHEAF = 50
"""Letters that are typeset at once: what memory holds."""
WINDOWS = ("right", "left")


def write(
    campaign: Campaign,
    donors: Iterable[Donor],
    file: Path,
    *,
    window: str,
    abroad: bool,
    alone: bool,
    told: Callable[[int], None],
) -> tuple[int, int]:
    """Write the letters, in the donors' order; return how many there are and their pages.

    Each begins on a right-hand page. `abroad` says that the countries are to be
    named, `alone` that the report is left out. `told` hears of each sheaf.
    Raises Failure for a letter that cannot be written, and where the disk forbids it.
    """
    beside = file.with_name(f".{file.name}.{os.getpid()}.part")
    waiting, count = iter(donors), 0
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with ExitStack() as opened, beside.open("xb") as target:
            binding = Binding(target)
            reports = {} if alone else _reports(campaign, opened)
            while sheaf := list(islice(waiting, SHEAF)):
                made = _typeset(campaign, sheaf, window, abroad=abroad)
                binding.begin_sheaf()
                with pikepdf.open(BytesIO(made.data)) as source:
                    for donor, pages in zip(sheaf, _each(made, source, len(sheaf)), strict=True):
                        _bind(binding, source, pages)
                        if not alone:
                            _add_report(binding, campaign, reports[donor.lang], donor)
                    binding.forget(source)
                binding.end_sheaf()
                count += len(sheaf)
                told(len(sheaf))
            binding.finish()
        if not count:
            return 0, 0
        beside.replace(file)
    except OSError as error:
        said = (error.strerror or str(error)).lower()
        hint = "make room or allow yourself to write there, or choose another file"
        fault = Diagnostic("M062", f"cannot write the letters: {said}", Place(str(file)), hint)
        raise Failure([fault]) from None
    finally:
        beside.unlink(missing_ok=True)
    return count, binding.pages


def _reports(campaign: Campaign, opened: ExitStack) -> dict[str, pikepdf.Pdf]:
    return {
        language: opened.enter_context(pikepdf.open(BytesIO(part.pdf.data)))
        for language, part in campaign.parts.items()
    }


def _typeset(
    campaign: Campaign, donors: Sequence[Donor], window: str, *, abroad: bool
) -> pdf.Typeset:
    """Typeset a sheaf of letters, in the first one's language and brand."""
    part = campaign.parts[donors[0].lang]
    edition, look = part.edition, palette(part.edition)
    css = (BUILT_IN / "letter.css").read_text("utf-8")
    for name, value in (("TEXT", look["text"]), ("DISPLAY", look["display"]), ("INK", look["ink"])):
        css = css.replace(name, value)
    letters = Markup("\n").join(
        _letter(campaign, donor, window, n, abroad=abroad) for n, donor in enumerate(donors)
    )
    title = part.values["report"]["dated_title"]
    html = Markup(
        '<!doctype html><html lang="{}"><head><meta charset="utf-8"><title>{}</title>'
        "<style>{}</style></head><body>{}</body></html>"
    ).format(edition.language, title, Markup(css), letters)  # noqa: S704  our own style sheet
    roots = {"fonts": edition.layout.fonts.folder}
    return pdf.typeset(html, font_rules(edition, embedded=False), roots)


def _letter(campaign: Campaign, donor: Donor, window: str, number: int, *, abroad: bool) -> Markup:
    part = campaign.parts[donor.lang]
    values = {**writing.values_for(campaign, donor), "printed": True}
    said = markdown.write(writing.rendered(part.template.body, values, donor), donor.lang, {})
    about = values["organization"]
    country = donor.country.upper() if abroad else ""
    lines = [donor.name, *(line for line in donor.address if line != donor.name), country]
    return Markup(
        '<section class="letter {}" id="letter-{}" lang="{}"><p class="sender">{}</p>'
        '<address class="address">{}</address><div class="body">{}</div></section>'
    ).format(
        window,
        number,
        donor.lang,
        ", ".join(filter(None, (about["name"], about["address"]))),
        Markup("<br>").join(filter(None, lines)),
        said.html,
    )


def _each(made: pdf.Typeset, source: pikepdf.Pdf, count: int) -> Iterator[list[Any]]:
    """Yield the pages of each letter of a sheaf."""
    starts = [made.anchors[f"letter-{number}"][0] for number in range(count)]
    for start, end in zip(starts, [*starts[1:], made.pages + 1], strict=True):
        yield [dict(source.pages[number - 1].obj.items()) for number in range(start, end)]


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
