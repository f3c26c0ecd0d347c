"""A letter for each donor, the report after it: one PDF for the print shop.

The letters are typeset a sheaf at a time and the report once; the whole is put together on disk, in
which each donor's report is the same pages again, but for the dedication.
"""

from __future__ import annotations

import os
import tempfile
from contextlib import ExitStack
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pikepdf
from markupsafe import Markup

from reportcli import pdf
from reportcli.brand import font_rules, palette
from reportcli.diagnostics import Diagnostic, Failure, Place
from reportcli.mail import markdown, writing
from reportcli.mail.slot import FORM
from reportcli.mail.template import BUILT_IN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from reportcli.mail.campaign import Campaign, Part
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
        with tempfile.TemporaryDirectory() as scratch, ExitStack() as open_files:
            whole = open_files.enter_context(pikepdf.new())
            reports = {} if alone else _reports(campaign, Path(scratch), open_files)
            while sheaf := list(islice(waiting, SHEAF)):
                made = _typeset(campaign, sheaf, window, abroad=abroad)
                (kept := Path(scratch) / f"{count}.pdf").write_bytes(made.data)
                source = open_files.enter_context(pikepdf.open(kept))
                for donor, pages in zip(sheaf, _each(made, source, len(sheaf)), strict=True):
                    _bind(whole, pages)
                    if not alone:
                        _add_report(
                            whole, campaign.part(donor.lang), reports[donor.lang], donor, campaign
                        )
                count += len(sheaf)
                told(len(sheaf))
            if not count:
                return 0, 0
            whole.save(
                beside, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate
            )
            pages_made = len(whole.pages)
        beside.replace(file)
    except OSError as error:
        said = (error.strerror or str(error)).lower()
        hint = "make room or allow yourself to write there, or choose another file"
        fault = Diagnostic("M062", f"cannot write the letters: {said}", Place(str(file)), hint)
        raise Failure([fault]) from None
    finally:
        beside.unlink(missing_ok=True)
    return count, pages_made


def _reports(campaign: Campaign, folder: Path, open_files: ExitStack) -> dict[str, pikepdf.Pdf]:
    found = {}
    for language, part in campaign.parts.items():
        (file := folder / f"report.{language}.pdf").write_bytes(part.pdf.data)
        found[language] = open_files.enter_context(pikepdf.open(file))
    return found


def _typeset(
    campaign: Campaign, donors: Sequence[Donor], window: str, *, abroad: bool
) -> pdf.Typeset:
    """Typeset a sheaf of letters, in the first one's language and brand."""
    part = campaign.part(donors[0].lang)
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
    part = campaign.part(donor.lang)
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


def _each(made: pdf.Typeset, source: pikepdf.Pdf, count: int) -> Iterator[list[pikepdf.Page]]:
    """Yield the pages of each letter of a sheaf."""
    starts = [made.anchors[f"letter-{number}"][0] for number in range(count)]
    for start, end in zip(starts, [*starts[1:], made.pages + 1], strict=True):
        yield [source.pages[number - 1] for number in range(start, end)]


def _bind(whole: pikepdf.Pdf, pages: Sequence[pikepdf.Page]) -> None:
    """Add pages from a right-hand page on: what was there before ends on a left-hand one."""
    if len(whole.pages) % 2:
        last: Any = whole.pages[-1]
        whole.add_blank_page(page_size=(float(last.mediabox[2]), float(last.mediabox[3])))
    for page in pages:
        whole.pages.append(page)
        _bare(whole.pages[-1])


def _add_report(
    whole: pikepdf.Pdf, part: Part, report: pikepdf.Pdf, donor: Donor, campaign: Campaign
) -> None:
    """Add the report's pages, the dedication on the page that has the slot."""
    start = len(whole.pages)
    _bind(whole, list(report.pages))
    words = writing.dedication(campaign, part, donor)
    if not (part.base and words):
        return
    for page in whole.pages[start:]:
        resources: Any = page.obj.Resources
        if FORM in resources.get("/XObject", {}):
            form = _form(whole, part.base, words, resources.XObject[FORM])
            page.obj.Resources = pikepdf.Dictionary(resources)
            page.obj.Resources.XObject = pikepdf.Dictionary(resources.XObject)
            page.obj.Resources.XObject[FORM] = form


def _form(whole: pikepdf.Pdf, base: Base, words: str, empty: Any) -> Any:
    """Return the slot's form with a donor's words; its font is the report's, where that holds them."""
    with pikepdf.open(BytesIO(base.data + base.tail(words))) as own:
        theirs: Any = own.get_object(base.numbers.form, 0)
        form: Any = whole.make_stream(theirs.read_bytes())
        for key in ("/Type", "/Subtype", "/BBox", "/Resources"):
            form[key] = empty[key]
        if theirs.Resources.Font.F.objgen[0] != base.numbers.font:
            font = whole.copy_foreign(theirs.Resources.Font.F)
            form.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
    return form


def _bare(page: pikepdf.Page) -> None:
    """Take off what paper has no use for: links, and places in a tree that is left behind."""
    for key in ("/Annots", "/StructParents", "/Tabs"):
        if key in page.obj:
            del page.obj[key]
