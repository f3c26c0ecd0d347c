"""What readers who listen, and archives, need of a PDF beyond what WeasyPrint writes.

WeasyPrint writes PDF/A-3a; `finish` adds what makes the same file PDF/UA-1 (ISO 14289-1). The structure
is our own: `tree` reads it from WeasyPrint's boxes, `roles` knows what HTML's elements are in a
PDF, `writing` writes it, in place of WeasyPrint's.
"""

from __future__ import annotations

from typing import Any

from reportcli.clock import source_date
from reportcli.engine import weasyprint
from reportcli.tagging.writing import add_tags

UA_IDENTIFICATION = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
"""
"""ISO 14289-1, 5; the extension schema that PDF/A asks for it (ISO 19005-3, 6.6.2.3)."""

SOFT_HYPHEN = (b"> <2010>", b"> <00ad>")
"""An automatic hyphen is no letter of the text: ISO 32000-1, 14.8.2.2.3."""


def finish(_document: object, pdf: Any, direction: str = "ltr") -> None:
    """Complete a pydyf PDF of a page written in a direction before it is written."""
    _identify(pdf)
    if direction == "rtl":
        pdf.catalog["ViewerPreferences"]["Direction"] = "/R2L"  # its pages, too (ISO 32000-1, 12.2)
    _soften_hyphens(pdf)
    _describe_attachments(pdf)


def _object(pdf: Any, reference: Any) -> Any:
    """Return the object that a reference such as b"12 0 R" names."""
    return pdf.objects[int(reference.split()[0])]


def _identify(pdf: Any) -> None:
    metadata = _object(pdf, pdf.catalog["Metadata"])
    end = b"</rdf:RDF>"
    (packet,) = metadata.stream
    if packet.count(end) != 1:
        raise AssertionError("WeasyPrint's XMP packet has changed its shape")
    metadata.stream = [packet.replace(end, UA_IDENTIFICATION + end)]
    metadata.compress = False


def _soften_hyphens(pdf: Any) -> None:
    """Map the hyphens of hyphenation (U+2010) to U+00AD, so that search and copy find whole words."""
    for item in pdf.objects:
        lines = getattr(item, "stream", None)
        if lines and b"/CMapType 2 def" in lines:
            item.stream = [
                line.replace(*SOFT_HYPHEN) if isinstance(line, bytes) else line for line in lines
            ]


def _describe_attachments(pdf: Any) -> None:
    """Name the type of the attached data, and its time only where one is asked for.

    WeasyPrint lists an attachment twice as associated (ISO 19005-3, 6.8), types it by what the
    machine knows, and dates it by the clock.
    """
    if "AF" not in pdf.catalog:
        return
    pdf.catalog["AF"][:] = dict.fromkeys(pdf.catalog["AF"])
    for reference in pdf.catalog["AF"]:
        file = _object(pdf, _object(pdf, reference)["EF"]["F"])
        file.extra["Subtype"] = "/application#2ftoml"
        if source_date() is None:
            del file.extra["Params"]["CreationDate"], file.extra["Params"]["ModDate"]


weasyprint.pdf.add_tags = add_tags
