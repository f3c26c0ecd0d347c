"""Drawings (SVG): what they take from elsewhere, and a drawing without it, cropped as a picture is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree  # well-formedness is asked before; expat 2.4+ bounds entities

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from reportcli.pictures import Box

SVG, XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
ElementTree.register_namespace("", SVG)
ElementTree.register_namespace("xlink", XLINK)

ROOT = f"{{{SVG}}}svg"
REFERENCES = {"href", f"{{{XLINK}}}href"}
UNWANTED = {f"{{{SVG}}}{name}" for name in ("script", "foreignObject", "metadata", "a")}
"""Elements that run, that hold another language, or tell of the author. Of a link, what it holds stays."""
ELSEWHERE = re.compile(r"""@import|url\(\s*["']?(?![#"'\s])[^)"']+""", re.IGNORECASE)
"""What in a style is taken from another file."""
EMBEDDED = re.compile(r"data:image/(?:png|jpe?g|gif|webp);base64,(.*)", re.DOTALL)
"""The address of a picture inside the drawing."""
LENGTH = re.compile(r"\s*(\d+(?:\.\d+)?|\.\d+)(px|pt|mm|cm|in)?\s*")
PIXELS = {None: 1, "px": 1, "pt": 96 / 72, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96}


def read(file: Path) -> ElementTree.Element:
    """Read a drawing. Raises ParseError, OSError, ValueError or LookupError where it is none."""
    return ElementTree.parse(file).getroot()  # noqa: S314


def taken_from_elsewhere(root: ElementTree.Element) -> Iterator[str]:
    """Yield the addresses and style rules by which a drawing needs other files."""
    for element in root.iter():
        if element.tag == f"{{{SVG}}}style" and (found := ELSEWHERE.search(element.text or "")):
            yield found[0]
        if element.tag in UNWANTED:
            continue
        for name, value in element.attrib.items():
            if name in REFERENCES:
                if not (value.startswith("#") or EMBEDDED.fullmatch(value.strip())):
                    yield value
            elif found := ELSEWHERE.search(value):
                yield found[0]


def box(root: ElementTree.Element) -> Box | None:
    """Return the part of the plane that a drawing shows, or None where it does not say."""
    given = re.split(r"[\s,]+", root.get("viewBox", "").strip())
    if len(given) == 4:
        try:
            left, top, width, height = map(float, given)
        except ValueError:
            return None
    else:
        left, top, width, height = 0, 0, *(_pixels(root.get(name, "")) for name in _SIZE)
    return (left, top, left + width, top + height) if width > 0 and height > 0 else None


_SIZE = ("width", "height")


def _pixels(length: str) -> float:
    found = LENGTH.fullmatch(length)
    return float(found[1]) * PIXELS[found[2]] if found else 0


def written(root: ElementTree.Element, shown: Box | None, cleaned: Callable[[str], str]) -> bytes:
    """Return a drawing as a file of its own, of which only the box `shown` is seen.

    Scripts, links, metadata and other programs' notes are left out; `cleaned` makes the data of each
    embedded picture (base64) a data: URL anew.
    """
    _clean(root, cleaned)
    if shown:
        left, top, right, bottom = shown
        width, height = right - left, bottom - top
        root.set("viewBox", " ".join(f"{value:.6g}" for value in (left, top, width, height)))
        for name, value in zip(_SIZE, (width, height), strict=True):
            root.set(name, f"{value:.6g}")
        root.attrib.pop("preserveAspectRatio", None)
    return bytes(ElementTree.tostring(root, "utf-8"))


def _clean(element: ElementTree.Element, cleaned: Callable[[str], str]) -> None:
    for name, value in list(element.attrib.items()):
        bare = name.rpartition("}")[2]
        foreign = name.startswith("{") and name not in REFERENCES and not name.startswith(_XML)
        if foreign or bare.lower().startswith("on"):
            del element.attrib[name]
        elif name in REFERENCES and not value.startswith("#"):
            embedded = EMBEDDED.fullmatch(value.strip())
            element.set(name, cleaned(embedded[1]) if embedded else "")
    for child in list(element):
        if child.tag == f"{{{SVG}}}a":
            child.tag, child.attrib = f"{{{SVG}}}g", {}
        if child.tag in UNWANTED or not str(child.tag).startswith(f"{{{SVG}}}"):
            _leave_out(element, child)
        else:
            _clean(child, cleaned)


_XML = "{http://www.w3.org/XML/1998/namespace}"


def _leave_out(parent: ElementTree.Element, child: ElementTree.Element) -> None:
    """Remove an element, but not the text after it, which is its parent's."""
    before = list(parent).index(child) - 1
    if before >= 0:
        parent[before].tail = (parent[before].tail or "") + (child.tail or "")
    else:
        parent.text = (parent.text or "") + (child.tail or "")
    parent.remove(child)
