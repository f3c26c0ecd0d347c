"""What a print file says that it is: its XMP, its information, its output intent; and nothing beside them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape

from reportcli.clock import source_date
from reportcli.press.profile import REGISTRY

if TYPE_CHECKING:
    import pikepdf

    from reportcli.press.profile import Profile

VERSION = "PDF/X-4"
"""ISO 15930-7: the output profile lies within the file."""
KEPT = frozenset(("/Type", "/Pages", "/Lang"))
"""What of the catalog is for print; outlines, names, tags and actions are not."""
ON_A_PAGE = frozenset(
    ("/Type", "/Parent", "/Contents", "/Resources", "/Group", "/MediaBox", "/TrimBox", "/BleedBox")
)

PACKET = """\
<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/">
<pdfxid:GTS_PDFXVersion>{version}</pdfxid:GTS_PDFXVersion>
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<xmp:CreatorTool>{creator}</xmp:CreatorTool>
<xmp:CreateDate>{date}</xmp:CreateDate>
<xmp:ModifyDate>{date}</xmp:ModifyDate>
<xmp:MetadataDate>{date}</xmp:MetadataDate>
<xmpMM:DocumentID>uuid:{identifier}</xmpMM:DocumentID>
<xmpMM:VersionID>1</xmpMM:VersionID>
<xmpMM:RenditionClass>default</xmpMM:RenditionClass>
<pdf:Producer>{producer}</pdf:Producer>
<pdf:Trapped>False</pdf:Trapped>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""
"""What PDF/X-4 asks of a file's XMP (ISO 15930-7, 6.2 and 6.6)."""


def identify(pdf: pikepdf.Pdf, profile: Profile, digest: str, direction: str) -> None:
    """Make a PDF say that it is PDF/X-4 for a profile; `digest` names what it was made from.

    `direction` is that in which it is read: ltr or rtl, the other way round its pages are bound.

    Its date is the one that the whole program may know, or the beginning of Unix time: the same
    input gives the same bytes.
    """
    from pikepdf import Dictionary, Name, String

    _strip(pdf)
    when = source_date() or datetime.fromtimestamp(0, UTC)
    information = pdf.docinfo
    texts = {key: str(information.get(key, "")) for key in ("/Title", "/Creator", "/Producer")}
    written = when.strftime("D:%Y%m%d%H%M%SZ")
    information.CreationDate = information.ModDate = String(written)
    information.Trapped = Name("/False")
    packet = PACKET.format(
        version=VERSION,
        title=escape(texts["/Title"]),
        creator=escape(texts["/Creator"]),
        producer=escape(texts["/Producer"]),
        date=when.strftime("%Y-%m-%dT%H:%M:%SZ"),
        identifier=uuid5(NAMESPACE_URL, digest),
    )
    if direction == "rtl":
        pdf.Root.ViewerPreferences = Dictionary(Direction=Name.R2L)
    pdf.Root.Metadata = pdf.make_stream(
        packet.encode(), Dictionary(Type=Name.Metadata, Subtype=Name.XML)
    )
    pdf.Root.OutputIntents = [_intent(pdf, profile)]


def _intent(pdf: pikepdf.Pdf, profile: Profile) -> pikepdf.Dictionary:
    """Return the printing condition (ISO 32000-1, 14.11.5)."""
    from pikepdf import Dictionary, Name, String

    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFX,
        OutputConditionIdentifier=String(profile.condition or "Custom"),
        Info=String(profile.name),
        DestOutputProfile=pdf.make_stream(profile.data, N=4, Alternate=Name.DeviceCMYK),
    )
    if profile.condition:
        intent.RegistryName = String(REGISTRY)
    return intent


def _strip(pdf: pikepdf.Pdf) -> None:
    """Take out what is for readers on a screen, and for programs."""
    for key in set(pdf.Root.keys()) - KEPT:
        del pdf.Root[key]
    for page in pdf.pages:
        for key in set(page.obj.keys()) - ON_A_PAGE:
            del page.obj[key]
