"""The last touch to WeasyPrint's PDF objects, for readers who listen and for archives.

WeasyPrint writes PDF/A-3a; this adds what makes the same file PDF/UA-1 (ISO 14289-1) and what the
machine rules let pass but a listener hears. All of it works on pydyf's public objects.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportcli.clock import source_date

if TYPE_CHECKING:
    from collections.abc import Iterator

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

TEXT_BLOCKS = {"/P", "/H1", "/H2", "/H3", "/H4", "/H5", "/H6"}
"""Block-level elements that hold text and not one another (ISO 32000-1, 14.8.4.3.2)."""

SOFT_HYPHEN = (b"> <2010>", b"> <00ad>")
"""An automatic hyphen is no letter of the text: ISO 32000-1, 14.8.2.2.3."""


def finish(_document: object, pdf: Any, direction: str = "ltr") -> None:
    """Complete a pydyf PDF of a page written in a direction before it is written."""
    _identify(pdf)
    if direction == "rtl":
        pdf.catalog["ViewerPreferences"]["Direction"] = "/R2L"  # its pages, too (ISO 32000-1, 12.2)
    _join_links(pdf)
    _flatten_blocks(pdf)
    _set_running_feet_apart(pdf)
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


def _kids(pdf: Any, element: Any) -> list[Any]:
    """Return an element's kids that are objects: elements and references to annotations."""
    return [_object(pdf, kid) for kid in element.get("K", []) if isinstance(kid, bytes)]


def _elements(pdf: Any) -> Iterator[tuple[Any, bool]]:
    """Yield the structure elements in reading order, each with whether it lies inside a link."""
    waiting = [(_object(pdf, pdf.catalog["StructTreeRoot"]), False)]
    while waiting:
        element, in_link = waiting.pop()
        yield element, in_link
        inside = in_link or element.get("S") == "/Link"
        kids = [kid for kid in _kids(pdf, element) if kid.get("Type") != "/OBJR"]
        waiting += [(kid, inside) for kid in reversed(kids)]


def _join_links(pdf: Any) -> None:
    """Leave one annotation to a link whose text has boxes of its own (ISO 14289-1, 7.18.5).

    WeasyPrint gives every inline box inside a link an annotation, and a block in it a Link.
    """
    dropped = set()
    for element, in_link in _elements(pdf):
        if not in_link:
            continue
        if element["S"] == "/Link":
            element["S"] = "/Span"
        for kid in [kid for kid in element["K"] if isinstance(kid, bytes)]:
            reference = _object(pdf, kid)
            if reference.get("Type") == "/OBJR":
                element["K"].remove(kid)
                dropped.add(reference["Obj"])
    _forget_annotations(pdf, dropped)


def _flatten_blocks(pdf: Any) -> None:
    """Leave one heading or paragraph where WeasyPrint tags its anonymous inner block as another."""
    for element, _ in _elements(pdf):
        parent = _object(pdf, element["P"]) if "P" in element else {}
        if element.get("S") in TEXT_BLOCKS and element["S"] == parent.get("S"):
            element["S"] = "/NonStruct"


def _forget_annotations(pdf: Any, dropped: set[bytes]) -> None:
    if not dropped:
        return
    gone = {_object(pdf, reference)["StructParent"] for reference in dropped}
    for page in _pages(pdf):
        if "Annots" in page:
            page["Annots"][:] = [item for item in page["Annots"] if item not in dropped]
    numbers = _parents(pdf)
    pairs = list(zip(numbers[::2], numbers[1::2], strict=True))
    numbers[:] = [part for pair in pairs if pair[0] not in gone for part in pair]


def _pages(pdf: Any) -> list[Any]:
    return [_object(pdf, reference) for reference in pdf.page_references]


def _parents(pdf: Any) -> Any:
    """Return the flat array of the parent tree: page or annotation number, its elements, …"""
    root = _object(pdf, pdf.catalog["StructTreeRoot"])
    return _object(pdf, root["ParentTree"])["Nums"]


def _set_running_feet_apart(pdf: Any) -> None:
    """Mark as artifacts what stands in page margins (ISO 14289-1, 7.8).

    WeasyPrint leaves it out of the tree, but marks it like text.
    """
    in_tree = {id(element) for element, _ in _elements(pdf)}
    numbers = _parents(pdf)
    by_page = dict(zip(numbers[::2], numbers[1::2], strict=True))
    for index, page in enumerate(_pages(pdf)):
        owners = by_page[index]
        orphans = {
            mcid for mcid, owner in enumerate(owners) if id(_object(pdf, owner)) not in in_tree
        }
        _mark_as_artifacts(_object(pdf, page["Contents"]), orphans)
        owners[:] = ["null" if mcid in orphans else owner for mcid, owner in enumerate(owners)]


def _mark_as_artifacts(stream: Any, mcids: set[int]) -> None:
    parts = stream.stream
    for position, part in enumerate(parts):
        if part == b"BDC" and parts[position - 1].get("MCID") in mcids:
            parts[position - 2 : position] = [
                b"/Artifact",
                b"<</Type /Pagination /Subtype /Footer>>",
            ]


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
