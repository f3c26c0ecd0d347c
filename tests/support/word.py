"""Word files made in a test."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from PIL import Image

if TYPE_CHECKING:
    from pathlib import Path

HYPERLINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
FOOTNOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
NAMES = nsdecls("w", "r", "wp", "a") + f' xmlns:m="{MATH}"'


def element(xml: str) -> Any:
    """An element of Word's XML; the names of its kinds are known."""
    head, sign, rest = (
        xml.partition(" ") if " " in xml.split(">", maxsplit=1)[0] else xml.partition(">")
    )
    return parse_xml(f"{head} {NAMES}{sign}{rest}")


def add_link(document: Any, paragraph: Any, address: str, words: str) -> None:
    relation = document.part.relate_to(address, HYPERLINK, is_external=True)
    link = f'<w:hyperlink r:id="{relation}"><w:r><w:t>{words}</w:t></w:r></w:hyperlink>'
    paragraph._p.append(element(link))


def add_footnote(document: Any, paragraph: Any, words: str) -> None:
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    note = f'<w:footnote w:id="2"><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:footnote>'
    blob = f"<w:footnotes {NAMES}>{note}</w:footnotes>".encode()
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), kind, blob, document.part.package)
    document.part.relate_to(part, FOOTNOTES)
    paragraph._p.append(element('<w:r><w:footnoteReference w:id="2"/></w:r>'))


def write_all_kinds(file: Path) -> Path:
    """A Word file with all that a report has and has not."""
    document = docx.Document()
    document.add_heading("Nos 2 victoires", 0)
    document.add_paragraph("obtenues avec vous.", style="Subtitle")
    document.add_paragraph("Une année de travail.")
    document.add_paragraph(style="List Number").add_run("Une loi").bold = True
    body = document.add_paragraph("Le parlement a adopté ")
    body.add_run("une loi ").bold = True
    body.add_run("très").italic = True
    body.add_run("\u00a0attendue : ")
    add_link(document, body, "https://example.org/loi", "son texte")
    add_link(document, body, "file:///C:/loi.txt", " (ici)")
    for xml in (
        '<w:del w:id="1" w:author="x"><w:r><w:delText>mot ôté</w:delText></w:r></w:del>',
        '<w:ins w:id="2" w:author="x"><w:r><w:t xml:space="preserve"> et votée</w:t></w:r></w:ins>',
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>mot caché</w:t></w:r>",
        "<w:r><w:rPr><w:strike/></w:rPr><w:t>.</w:t></w:r>",
        "<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>",
        "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>en marge</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>",
    ):
        body._p.append(element(xml))
    add_footnote(document, body, "une note")
    document.add_comment(body.runs[0], text="à vérifier", author="A", initials="A")
    table = document.add_table(2, 2)
    table.cell(0, 0).text, table.cell(1, 1).text = "en haut", "en bas"
    picture = BytesIO()
    Image.new("RGB", (10, 10)).save(picture, "PNG")
    document.add_picture(picture)
    document.add_paragraph("Acquitté·es", style="List Number")
    document.add_paragraph("Trois personnes sont libres.\nEnfin.")
    document.add_paragraph("un point", style="List Bullet")
    document.add_paragraph("« C'est une loi. »", style="Quote")
    document.sections[0].header.paragraphs[0].text = "en tête"
    document.save(str(file))
    return file
