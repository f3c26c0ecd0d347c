"""The structure of a document → its elements, the parent tree, artifacts (ISO 32000-1, 14.7 and 14.8)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pydyf

from reportcli.tagging.tree import Content, Node, Tree, settle

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def add_tags(pdf: Any, document: Any, _version: object, streams: Sequence[Any]) -> None:
    """Tag a pydyf PDF whose pages are drawn in `streams`. WeasyPrint calls it in place of its own."""
    tree = Tree(document.metadata.lang or "")
    for number, (page, stream) in enumerate(zip(document.pages, streams, strict=True)):
        tree.read(page._page_box, number, stream._tags)  # noqa: SLF001  there is no other way
    settle(tree.root)
    _forget(pdf, tree.dropped)
    for number, artifacts in tree.artifacts.items():
        _mark_as_artifacts(streams[number], artifacts)
    _Writer(pdf, len(streams)).write(tree.root)
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})


class _Writer:
    """Writes nodes as structure elements, and remembers whose each content and annotation is."""

    def __init__(self, pdf: Any, pages: int) -> None:
        self.pdf = pdf
        self.owners: list[dict[int, bytes]] = [{} for _ in range(pages)]
        self.linked: list[tuple[Any, bytes]] = []
        self.named: list[tuple[str, bytes]] = []

    def write(self, root: Node) -> None:
        start, parents = pydyf.Dictionary({"Type": "/StructTreeRoot"}), pydyf.Dictionary({})
        self.pdf.add_object(start)
        self.pdf.add_object(parents)
        self.pdf.catalog["StructTreeRoot"] = start.reference
        start["K"] = pydyf.Array([self._write(root, start.reference)])
        start["ParentTree"] = parents.reference
        parents["Nums"] = self._parents()
        if self.named:
            names = [part for name, element in self.named for part in (pydyf.String(name), element)]
            start["IDTree"] = pydyf.Dictionary({"Names": pydyf.Array(names)})

    def _write(self, node: Node, parent: bytes) -> bytes:
        entries = pydyf.Dictionary({"Type": "/StructElem", "S": f"/{node.type}", "P": parent})
        self.pdf.add_object(entries)
        reference: bytes = entries.reference
        page = _first_page(node)
        if page is not None:
            entries["Pg"] = self.pdf.page_references[page]
        entries.update(_described(node))
        if node.type == "Note":
            self.named.append((f"note-{len(self.named):05}", reference))
            entries["ID"] = pydyf.String(self.named[-1][0])
        annotations = [self._annotation(*found, node, reference) for found in node.annotations]
        entries["K"] = pydyf.Array(
            annotations + [self._kid(kid, page, reference) for kid in node.kids]
        )
        return reference

    def _kid(self, kid: Node | Content, page: int | None, parent: bytes) -> Any:
        if isinstance(kid, Node):
            return self._write(kid, parent)
        self.owners[kid.page][kid.mcid] = parent
        if kid.page == page:
            return kid.mcid
        where = self.pdf.page_references[kid.page]
        return pydyf.Dictionary({"Type": "/MCR", "Pg": where, "MCID": kid.mcid})

    def _annotation(self, page: int, annotation: Any, link: Node, parent: bytes) -> bytes:
        """Refer to an annotation, described by what the link says (ISO 14289-1, 7.18.5)."""
        label = link.element.get("aria-label") if link.element is not None else None
        annotation["Contents"] = pydyf.String(label or link.said)
        self.linked.append((annotation, parent))
        where = self.pdf.page_references[page]
        entries = {"Type": "/OBJR", "Obj": annotation.reference, "Pg": where}
        reference = pydyf.Dictionary(entries)
        self.pdf.add_object(reference)
        found: bytes = reference.reference
        return found

    def _parents(self) -> Any:
        """Return the parent tree's numbers: the pages' (their /StructParents), then the annotations'."""
        numbers = pydyf.Array()
        for page, owners in enumerate(self.owners):
            count = max(owners, default=-1) + 1
            numbers += [page, pydyf.Array([owners.get(mcid, "null") for mcid in range(count)])]
        for number, (annotation, owner) in enumerate(self.linked, len(self.owners)):
            annotation["StructParent"] = number
            numbers += [number, owner]
        return numbers


def _first_page(node: Node) -> int | None:
    """Return the page that an element's own content begins on."""
    own = [kid.page for kid in node.kids if isinstance(kid, Content)]
    return own[0] if own else next((page for page, _ in node.annotations), None)


def _described(node: Node) -> dict[str, Any]:
    texts = {"Lang": node.language, "Alt": node.alternative, "E": node.expansion}
    entries: dict[str, Any] = {key: pydyf.String(text) for key, text in texts.items() if text}
    if node.attributes:
        entries["A"] = pydyf.Dictionary(
            {
                key: pydyf.Array(value) if isinstance(value, tuple) else value
                for key, value in node.attributes.items()
            }
        )
    return entries


def _forget(pdf: Any, dropped: Sequence[tuple[int, Any]]) -> None:
    """Take annotations off their pages."""
    references = {annotation.reference for _, annotation in dropped}
    for number in {page for page, _ in dropped}:
        page = pdf.objects[int(pdf.page_references[number].split()[0])]
        page["Annots"][:] = [item for item in page["Annots"] if item not in references]
        if not page["Annots"]:
            del page["Annots"]


def _mark_as_artifacts(stream: Any, artifacts: Mapping[int, str]) -> None:
    """Mark sequences of a page as artifacts of given properties (14.8.2.2)."""
    parts = stream.stream
    for position, part in enumerate(parts):
        if part == b"BDC" and (mcid := parts[position - 1].get("MCID")) in artifacts:
            parts[position - 2 : position] = [b"/Artifact", artifacts[mcid].encode()]
