"""Whether a finished print file holds what was promised: read from its bytes, whatever made them.

The rules are those of ISO 15930-7 (PDF/X-4), and of print shops: bleed, ink, black words, dots of pictures.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from reportcli.press.contents import FULL, Contents
from reportcli.press.inks import LIMIT
from reportcli.press.paint import painted
from reportcli.press.photographs import heaviest, pixels
from reportcli.press.sheet import BLEED, MM, Box

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import pikepdf

HAIR = 0.01 * MM
"""How far a page box may be from where it belongs, in pt."""
INSIDE, OUTSIDE = 0.5 * MM, 1.5 * MM
"""How near to the cut, in pt, an edge shows when the cut is off: by a millimetre, as print shops allow."""
SEEN = 2 * MM
"""The length along the cut, in pt, under which paper that shows there is no more than the end of a line."""
DOTS = 200
"""Dots an inch under which a picture looks soft in print."""
ROUNDING = 0.005
FOR_READERS = ("/StructTreeRoot", "/Outlines", "/Names", "/AcroForm", "/OpenAction", "/AA", "/AF")
"""What of a catalog is for readers, or runs: a RIP needs none of it, and PDF/X-4 forbids most."""
STATED = {
    "that it is PDF/X-4": b"<pdfxid:GTS_PDFXVersion>PDF/X-4<",
    "a title": b"<dc:title>",
    "when it was made": b"<xmp:CreateDate>",
    "when it was changed": b"<xmp:ModifyDate>",
    "when that was said": b"<xmp:MetadataDate>",
    "which document it is": b"<xmpMM:DocumentID>",
    "which version": b"<xmpMM:VersionID>",
    "which rendition": b"<xmpMM:RenditionClass>",
    "that it is not trapped": b"<pdf:Trapped>False<",
}
"""What the XMP must say (ISO 15930-7, 6.2 and 6.6)."""


class Soft(NamedTuple):
    """What is no fault of the file, but will show in print. `page` counts from 1."""

    page: int
    what: str
    hint: str


@dataclass(frozen=True)
class Verdict:
    """`faults` are promises not kept, each with the check that found it; `most` the most ink, in shares."""

    checks: tuple[str, ...]
    faults: tuple[tuple[str, str], ...]
    soft: tuple[Soft, ...]
    most: float


def preflight(data: bytes) -> Verdict:
    """Check a finished print file."""
    import pikepdf

    with pikepdf.open(BytesIO(data)) as pdf:
        contents = Contents(pdf)
        faults = [(name, found) for name, check in CHECKS.items() for found in check(contents)]
        soft = [found for number, page in enumerate(pdf.pages, 1) for found in _soft(page, number)]
        return Verdict(tuple(CHECKS), tuple(faults), tuple(soft), most_ink(contents))


def _version(contents: Contents) -> Iterator[str]:
    pdf = contents.pdf
    if pdf.pdf_version > "1.6":
        yield f"it is PDF {pdf.pdf_version}, and PDF/X-4 ends at 1.6"
    if pdf.is_encrypted:
        yield "it is encrypted"
    if "/ID" not in pdf.trailer:
        yield "it has no identifier"
    metadata = pdf.Root.get("/Metadata")
    if metadata is None or "/Filter" in metadata:
        yield "its metadata are missing or compressed"
        return
    packet = metadata.read_bytes()
    yield from (
        f"its metadata do not say {what}" for what, sign in STATED.items() if sign not in packet
    )
    for key in ("/Title", "/CreationDate", "/ModDate", "/Trapped"):
        if key not in pdf.docinfo:
            yield f"its information lacks {key[1:]}"


def _condition(contents: Contents) -> Iterator[str]:
    intents = list(contents.pdf.Root.get("/OutputIntents", []))
    if [intent.S for intent in intents] != ["/GTS_PDFX"]:
        yield f"it has {len(intents)} output intents, and not the one of PDF/X"
        return
    (intent,) = intents
    profile = intent.get("/DestOutputProfile")
    if profile is None or profile.read_bytes()[12:20] != b"prtrCMYK" or profile.N != 4:
        yield "its output intent holds no profile for print in CMYK"
    if not str(intent.get("/OutputConditionIdentifier", "")):
        yield "its output intent has no name"


def _boxes(contents: Contents) -> Iterator[str]:
    for number, page in enumerate(contents.pdf.pages, 1):
        if "/TrimBox" not in page.obj or "/BleedBox" not in page.obj:
            yield f"page {number} does not say where it is cut"
            continue
        sheet, trim, bleed = (
            Box(*(float(edge) for edge in box))
            for box in (page.mediabox, page.trimbox, page.bleedbox)
        )
        wanted = trim.grown(BLEED * MM)
        if any(abs(edge - right) > HAIR for edge, right in zip(bleed, wanted, strict=True)):
            yield f"the bleed of page {number} is not {BLEED} mm"
        if sheet != Box(*map(max, sheet, sheet)) or not _holds(sheet, bleed):
            yield f"the sheet of page {number} is smaller than its bleed"


def _holds(outer: Box, inner: Box) -> bool:
    return (
        outer.left <= inner.left
        and outer.bottom <= inner.bottom
        and outer.right >= inner.right
        and outer.top >= inner.top
    )


def _colours(contents: Contents) -> Iterator[str]:
    yield from dict.fromkeys(contents.foreign())


def _ink(contents: Contents) -> Iterator[str]:
    for inks in dict.fromkeys(contents.colours()):
        if sum(inks) > LIMIT + ROUNDING:
            said = " ".join(f"{100 * ink:.0f}" for ink in inks)
            yield f"the colour {said} takes {100 * sum(inks):.0f} % of ink"
    for share, where in _pictures_ink(contents):
        if share > LIMIT + ROUNDING:
            yield f"a picture takes {100 * share:.0f} % of ink on {where}"


def _pictures_ink(contents: Contents) -> Iterator[tuple[float, str]]:
    for picture, where in contents.pictures:
        if picture.get("/ColorSpace") == "/DeviceCMYK":
            yield heaviest(pixels(picture)), where


def _black(contents: Contents) -> Iterator[str]:
    found = {}
    for words, where in contents.words():
        if words.inks[3] >= FULL and (any(words.inks[:3]) or not words.over):
            found[words, where] = (
                "are of several inks"
                if any(words.inks[:3])
                else "are not printed over what is under them"
            )
    yield from dict.fromkeys(f"black words on {where} {what}" for (_, where), what in found.items())


def _fonts(contents: Contents) -> Iterator[str]:
    import pikepdf

    for item in contents.pdf.objects:
        if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font":
            parts = item.get("/DescendantFonts", [item])
            for part in parts:
                descriptor = part.get("/FontDescriptor", pikepdf.Dictionary())
                held = any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))
                if not held and item.get("/Subtype") != "/Type3":
                    yield f"the font {item.get('/BaseFont', '')} is not in it"


def _bare(contents: Contents) -> Iterator[str]:
    pdf = contents.pdf
    yield from (
        f"it holds {key[1:]}, which is for readers" for key in FOR_READERS if key in pdf.Root
    )
    for number, page in enumerate(pdf.pages, 1):
        if "/Annots" in page.obj or "/AA" in page.obj:
            yield f"page {number} has links or notes"


CHECKS: dict[str, Callable[[Contents], Iterator[str]]] = {
    "PDF/X-4": _version,
    "printing condition": _condition,
    "page boxes": _boxes,
    "colours in CMYK": _colours,
    "ink under 300 %": _ink,
    "black words": _black,
    "fonts": _fonts,
    "nothing for readers": _bare,
}
"""What each check is called, and what it is."""


def most_ink(contents: Contents) -> float:
    """Return the most ink in any place: of a picture, a colour, or black words over a colour."""
    flat = set(contents.colours())
    under = max((sum(inks[:3]) for inks in flat), default=0)
    over = any(words.over for words, _ in contents.words())
    pictures = [share for share, _ in _pictures_ink(contents)]
    return max([*map(sum, flat), under + over, *pictures], default=0)


def _soft(page: pikepdf.Page, number: int) -> Iterator[Soft]:
    """Yield what of a page will show: fields and pictures that end where it is cut, pictures of few dots."""
    trim = Box(*(float(edge) for edge in page.trimbox))
    things = list(painted(page))
    ends = {
        (thing.kind, side)
        for thing in things
        if thing.kind == "picture" or any(thing.inks)
        for side in _cut(thing.box, trim)
    }
    for kind, side in sorted(ends):
        yield Soft(
            number,
            f"a {kind} ends at the {side} edge of page {number}, where the paper is cut",
            f"let the layout draw it {BLEED} mm beyond the edge: paper may show there",
        )
    for thing in things:
        if thing.kind == "picture" and thing.dots < DOTS:
            yield Soft(
                number,
                f"a picture on page {number} has {thing.dots:.0f} dots an inch in print",
                f"take a larger one: 300 are sharp, under {DOTS} it looks soft",
            )


def _cut(box: Box, trim: Box) -> Iterator[str]:
    """Yield the sides on which a box ends at the cut, if along enough of it to be seen."""
    wide = min(box.right, trim.right) - max(box.left, trim.left)
    high = min(box.top, trim.top) - max(box.bottom, trim.bottom)
    for side, beyond, along, across in (
        ("left", trim.left - box.left, high, wide),
        ("bottom", trim.bottom - box.bottom, wide, high),
        ("right", box.right - trim.right, high, wide),
        ("top", box.top - trim.top, wide, high),
    ):
        if -INSIDE < beyond < OUTSIDE and along > SEEN and across > 0:
            yield side
