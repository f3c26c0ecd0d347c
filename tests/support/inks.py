"""A second reading of print files: which colours they hold, and how much ink Ghostscript lays down.

Nothing here is shared with `reportcli.press`: it parses the bytes again, and asks another RIP.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pikepdf
from PIL import Image, ImageMath

from reportcli.conformance.programs import run as run_checker

if TYPE_CHECKING:
    from pathlib import Path

OF_OPERATOR = {"rg": "RGB", "RG": "RGB", "g": "grey", "G": "grey", "k": "CMYK", "K": "CMYK"}
OF_NAME = {"/DeviceRGB": "RGB", "/DeviceGray": "grey", "/DeviceCMYK": "CMYK", "/Pattern": "pattern"}


def colour_spaces(file: Path) -> set[str]:
    """Every kind of colour that the content streams, pictures, gradients and groups of a PDF are in."""
    found: set[str] = set()
    with pikepdf.open(file) as pdf:
        for page in pdf.pages:
            found |= _of_content(page, page.obj.get("/Resources", {}), set())
            if "/Group" in page.obj:
                found |= {_name(page.obj.Group.CS)}
        for item in pdf.objects:
            if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Form":
                found |= _of_content(item, item.get("/Resources", {}), set())
            if isinstance(item, pikepdf.Stream | pikepdf.Dictionary):
                found |= _of_object(item)
    return found


def _of_content(content: Any, resources: Any, seen: set[Any]) -> set[str]:
    found = set()
    for instruction in pikepdf.parse_content_stream(content):
        name, operands = str(instruction.operator), list(instruction.operands)
        if name in OF_OPERATOR:
            found.add(OF_OPERATOR[name])
        elif name in {"cs", "CS"}:
            space = operands[0]
            found.add(_name(resources.get("/ColorSpace", {}).get(str(space), space)))
        elif name == "INLINE IMAGE":
            found.add("an inline picture")
        elif name in {"Do", "scn", "SCN"} and isinstance(operands[-1], pikepdf.Name):
            category = "/XObject" if name == "Do" else "/Pattern"
            item = resources[category][str(operands[-1])]
            if (
                item.objgen not in seen
                and item.get("/Subtype") != "/Image"
                and "/Resources" in item
            ):
                seen.add(item.objgen)
                found |= _of_content(item, item.Resources, seen)
    return found


def _of_object(item: Any) -> set[str]:
    found = set()
    if item.get("/Subtype") == "/Image" or "/ShadingType" in item:
        found.add(_name(item.get("/ColorSpace", pikepdf.Name.DeviceGray)))
    if isinstance(group := item.get("/Group"), pikepdf.Dictionary) and "/CS" in group:
        found.add(_name(group.CS))
    return found


def _name(space: Any) -> str:
    if isinstance(space, pikepdf.Array):
        family = str(space[0])
        return f"{family} over {_name(space[2])}" if family == "/Separation" else family
    return OF_NAME.get(str(space), str(space))


def most_ink(file: Path, folder: Path, dpi: int = 60) -> float:
    """The most ink, in percent, that Ghostscript lays down in any place within the bleed of any page."""
    done = run_checker(
        "gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=tiff32nc", f"-r{dpi}",
        "-dOverprint=/enable", f"-sOutputFile={folder}/%d.tif", str(file),
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    most = 0.0
    with pikepdf.open(file) as pdf:
        for number, page in enumerate(pdf.pages, 1):
            left, bottom, right, top = (round(float(edge) * dpi / 72) for edge in page.bleedbox)
            with Image.open(folder / f"{number}.tif") as plates:
                high = plates.height
                seen = plates.crop((left + 1, high - top + 1, right - 1, high - bottom - 1))
            bands = dict(zip("cmyk", (band.convert("I") for band in seen.split()), strict=True))
            total = ImageMath.lambda_eval(lambda of: of["c"] + of["m"] + of["y"] + of["k"], **bands)
            most = max(most, float(total.getextrema()[1]) / 2.55)
    return most
