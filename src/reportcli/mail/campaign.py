"""A mailing as it is decided before the first message: what is enclosed, what is said, by whom."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import TYPE_CHECKING, Any

from reportcli import pictures, products
from reportcli.brand import palette
from reportcli.checks import pictures as picture_checks
from reportcli.diagnostics import Diagnostic, Failure, Place, has_errors
from reportcli.edition import editions
from reportcli.load import load
from reportcli.mail import addresses, budget, markdown, template
from reportcli.mail.message import Mailbox, Picture, Shared
from reportcli.mail.personal import base as typeset_base
from reportcli.mail.template import Template, Text
from reportcli.resolution import DOTS
from reportcli.values import split_mailbox
from reportcli.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from reportcli.edition import Edition
    from reportcli.load import Loaded
    from reportcli.mail.tail import Base
    from reportcli.project import Project
    from reportcli.source import Source

COVER = "cover"
"""The source of the picture that shows the report's first page."""
COVER_WIDTH = 560
"""Pixels: twice what it is shown at."""
PICTURE_WIDTH = 1200


@dataclass(frozen=True)
class Part:
    """What donors of one language get.

    `base` is the PDF to which each adds a tail, where there is a dedication; `pdf` has its bytes, or
    else the bytes that all get. `values` is what every text may use, but the donor.
    """

    edition: Edition
    template: Template
    subject: Text
    dedication: Text | None
    base: Base | None
    pdf: Shared
    pages: int
    file_name: str
    pictures: Mapping[str, Picture]
    values: Mapping[str, Any] = field(repr=False)
    look: Mapping[str, Any] = field(repr=False)


@dataclass(frozen=True)
class Campaign:
    """A mailing. `content` is, by language, the hash of all that messages are made of, but the donors."""

    name: str
    year: str
    sender: Mailbox
    reply_to: Mailbox | None
    unsubscribe: Text | None
    max_size: int
    parts: Mapping[str, Part]
    content: Mapping[str, str]
    notes: tuple[Diagnostic, ...]

    @property
    def size(self) -> int:
        """Bytes that its largest message has at most, as it is sent."""
        return max(map(_size, self.parts.values()))


def prepare(
    project: Project,
    year: str,
    name: str,
    languages: Sequence[str],
    progress: Callable[[str], None],
    dots: int = DOTS["screen"],
) -> Campaign:
    """Read, typeset and hash what a mailing consists of; pictures have `dots` an inch of paper.

    Raises Failure with all that keeps it back.
    """
    loaded = load(project)
    faults, notes = list(_lacking(loaded)), list(_remembered(loaded, year))
    parts: dict[str, Part] = {}
    for usual in editions(project, loaded, [year], (), languages):
        edition = replace(usual, dots=dots)
        progress(edition.name)
        try:
            parts[edition.language] = _part(project, loaded, edition)
        except Failure as failure:
            faults += failure.diagnostics
        notes += _remarks(loaded.source, project, edition)
    if has_errors(faults):
        raise Failure(dict.fromkeys(faults))
    mail = loaded.data.mail
    sender = mailbox(mail.sender or "")
    unsubscribe = _text(loaded.source, mail.unsubscribe, ("mail", "unsubscribe"))
    reply_to = mailbox(mail.reply_to) if mail.reply_to else None
    head = repr((sender, reply_to, unsubscribe and unsubscribe.text))
    content = {language: _content(head, part) for language, part in parts.items()}
    notes += faults
    return Campaign(
        name, year, sender, reply_to, unsubscribe, mail.max_size, parts, content, tuple(notes)
    )


def mailbox(written: str) -> Mailbox:
    """Return a valid address as the data writes it, with or without a name."""
    name, address = split_mailbox(written)
    return Mailbox(name, addresses.parse(address).email)


def _lacking(loaded: Loaded) -> Iterator[Diagnostic]:
    mail, place = loaded.data.mail, Place(loaded.source.path)
    if not mail.sender:
        hint = 'write under [mail]: sender = "Une organisation <bonjour@example.org>"'
        yield Diagnostic("M020", "the mailing has no sender", place, hint)
    if not mail.unsubscribe:
        message = (
            "the message says nowhere how to unsubscribe; large providers refuse such mailings"
        )
        hint = 'write under [mail]: unsubscribe = "mailto:stop@example.org", or an https: address'
        yield Diagnostic("M021", message, place, hint, "warning")


def _remembered(loaded: Loaded, year: str) -> Iterator[Diagnostic]:
    """Yield how many warnings the data has: they are told where the report is built."""
    if count := len(loaded.diagnostics):
        message = f"the data has {count} warning{'s' if count > 1 else ''}"
        hint = f"reportcli build {year} tells them"
        yield Diagnostic("M118", message, Place(loaded.source.path), hint, "info")


def _remarks(source: Source, project: Project, edition: Edition) -> Iterator[Diagnostic]:
    """Yield warnings about what donors of a language would read in another one."""
    language, first = edition.language, edition.report.languages[0]
    own = template.file(project, language, first)
    hint = f"write your own: reportcli mail eject {edition.year} --lang {language}"
    others = (template.file(project, other, first) for other in edition.report.languages)
    message = ""
    if not template.is_spoken(language):
        message = f"the built-in message is in English: there is none in `{language}` yet"
    elif any(other.exists() for other in others):
        message = f"donors who read `{language}` get the built-in message: yours is in another one"
    if message and not own.exists():
        yield Diagnostic("M022", message, Place(str(own)), hint, "warning")
    for key in ("subject", "dedication"):
        text = getattr(edition.data.mail, key)
        if text and (written := edition.words(text)[1]) != language:
            message = f"the {key} for `{language}` is in `{written}`: it has no text of its own"
            hint = f'write one for each language: {key} = {{ {written} = "…", {language} = "…" }}'
            yield Diagnostic("M026", message, source.place(("mail", key)), hint, "warning")


def _part(project: Project, loaded: Loaded, edition: Edition) -> Part:
    source, first = loaded.source, edition.report.languages[0]
    found = template.find(project, edition.language, first)
    products.require_fit(source, edition)
    dedication = _in_language(source, edition, "dedication")
    base, data, pages = _enclosed(source, edition, personal=dedication is not None)
    wording = Wording(edition)
    return Part(
        edition,
        found,
        _subject(source, edition, found),
        dedication,
        base,
        Shared(data),
        pages,
        edition.file_name("pdf"),
        _pictures(project, edition, found, data),
        _values(edition, wording, pages),
        {
            **palette(edition),
            "language": edition.language,
            "direction": edition.direction,
            "words": template.words(edition.language),
        },
    )


def _enclosed(
    source: Source, edition: Edition, *, personal: bool
) -> tuple[Base | None, bytes, int]:
    if personal:
        base = typeset_base(edition, source)
        return base, base.data, _pages(base.data)
    made = products.typeset(source, edition, products.sheets(source, edition))
    return None, made.data, made.pages


def _pages(pdf: bytes) -> int:
    from pypdfium2 import PdfDocument

    return len(PdfDocument(pdf))


def _subject(source: Source, edition: Edition, found: Template) -> Text:
    """Return the subject: the message's own, or that of the data, or the built-in one."""
    usual = template.parse(*template.read_built_in(edition.language)).subject
    own = found.subject if found.is_own else None
    text = own or _in_language(source, edition, "subject") or usual
    assert text, "every built-in message has a subject"
    return text


def _in_language(source: Source, edition: Edition, key: str) -> Text | None:
    table = getattr(edition.data.mail, key)
    if table is None:
        return None
    words, _ = edition.words(table)
    return _text(source, words, ("mail", key))


def _text(source: Source, words: str | None, path: tuple[str, ...]) -> Text | None:
    return Text(words, source.place(path)) if words else None


def _values(edition: Edition, wording: Wording, pages: int) -> dict[str, Any]:
    report, organization = edition.report, edition.data.organization
    return {
        "report": {
            "title": wording.plain(report.title),
            "dated_title": wording.dated_title,
            "subtitle": wording.plain(report.subtitle) if report.subtitle else "",
        },
        "organization": {
            "name": wording.plain(organization.name) if organization.name else "",
            "address": wording.plain(organization.address) if organization.address else "",
            "url": organization.url or "",
            "email": organization.email or "",
        },
        "victories": [wording.name(victory) for victory in report.victories],
        "year": edition.year,
        "pages": pages,
        "printed": False,
    }


def _pictures(
    project: Project, edition: Edition, found: Template, pdf: bytes
) -> dict[str, Picture]:
    """Return the pictures that a message shows, by their sources. Raises Failure for what is none."""
    made = {}
    for source in markdown.sources(found.body.text):
        kind, data = ("png", _cover(pdf)) if source == COVER else _picture(project, source, found)
        name = hashlib.blake2b(data, digest_size=12).hexdigest()
        made[source] = Picture(f"{name}@{edition.year}.reportcli.invalid", kind, Shared(data))
    return made


def _picture(project: Project, source: str, found: Template) -> tuple[str, bytes]:
    fault = picture_checks.fault(project.root, source)
    if fault is None and source.lower().endswith(".svg"):
        fault = f"mail programs show no SVG: {source}", "save it as PNG or JPEG"
    if fault:
        line = found.body.text[: found.body.text.index(f"({source})")].count("\n")
        excerpt = found.body.text.split("\n")[line]
        column = excerpt.index(f"({source})") + 2
        place = Place(found.name, line + 1, column, line + 1, column + len(source), excerpt)
        raise Failure([Diagnostic("M024", fault[0], place, fault[1])])
    return pictures.upright(project.root / source, PICTURE_WIDTH)


def _cover(pdf: bytes) -> bytes:
    from pypdfium2 import PdfDocument

    page = PdfDocument(pdf)[0]
    picture = page.render(scale=COVER_WIDTH / page.get_width()).to_pil().convert("RGB")
    target = BytesIO()
    picture.quantize(64).save(target, "PNG", optimize=True)
    return target.getvalue()


def _size(part: Part) -> int:
    enclosed = [part.pdf, *(picture.data for picture in part.pictures.values())]
    return sum(budget.as_sent(len(shared.data)) for shared in enclosed) + budget.REST


def _content(head: str, part: Part) -> str:
    texts = [part.subject, part.template.preheader, part.dedication, part.template.body]
    said = repr([head, part.file_name, *(text and text.text for text in texts)]).encode()
    enclosed = [part.pdf.data, *(picture.data.data for picture in part.pictures.values())]
    hashes = (hashlib.sha256(item).digest() for item in (said, *enclosed))
    return hashlib.sha256(b"".join(hashes)).hexdigest()
