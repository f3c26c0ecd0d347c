"""Whether a file that the data names as a picture is one, inside the project."""

from __future__ import annotations

import warnings
from pathlib import PurePath
from typing import TYPE_CHECKING

from reportcli.pictures import FORMATS

if TYPE_CHECKING:
    from pathlib import Path


def fault(root: Path, name: str) -> tuple[str, str] | None:
    """Say what is wrong with a picture and what to do, or None. `name` is relative to `root`."""
    return misplaced(root, name, "picture") or _content((root / name).resolve(), name)


def misplaced(root: Path, name: str, kind: str) -> tuple[str, str] | None:
    """Say why a project has no file by a name, and what to do, or None. `kind` is what it is to be."""
    unnamed = f"no {kind} can have this name: {name!r}", f"write the path of a {kind} file"
    if not name.strip():
        return unnamed
    try:
        file = (root / name).resolve()
        inside, there = file.is_relative_to(root.resolve()), file.exists()
    except (OSError, ValueError, RuntimeError):
        return unnamed
    if not inside:
        return f"the {kind} lies outside the project: {name}", "copy it into the project's folder"
    if not there:
        return f"there is no {kind} {name}", _nearest(root, name)
    if not file.is_file():
        return f"{name} is not a {kind} but a folder or device", f"name the {kind} file itself"
    return None


def _nearest(root: Path, name: str) -> str:
    from difflib import get_close_matches

    folder = (root / name).parent
    there = sorted(p.name for p in folder.iterdir()) if folder.is_dir() else []
    if close := get_close_matches((root / name).name, there, n=1):
        return f"did you mean {PurePath(name).with_name(close[0])}?"
    return "paths are relative to the project's folder; letters large and small count"


def _content(file: Path, name: str) -> tuple[str, str] | None:
    from PIL import Image, UnidentifiedImageError

    hint = "save it again as JPEG, PNG or SVG"
    if file.suffix.lower() == ".svg":
        return _svg(file, name)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # metadata may be broken: they are left out
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(file, formats=FORMATS) as picture:
                picture.load()
    except PermissionError:
        return f"{name} cannot be read: its permissions forbid it", "allow yourself to read it"
    except UnidentifiedImageError:
        return f"{name} is not a picture", hint
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return f"{name} has too many pixels", "make it smaller: 50 megapixels are enough for A3"
    except (OSError, ValueError, SyntaxError):
        return f"{name} is damaged, or only half of it is there", hint
    return None


def _svg(file: Path, name: str) -> tuple[str, str] | None:
    from xml.etree.ElementTree import ParseError

    from reportcli import svg

    try:
        root = svg.read(file)
    except (ParseError, OSError, ValueError, LookupError) as error:
        return f"{name} is not an SVG picture: {error}", "export it again as SVG or PNG"
    if root.tag != svg.ROOT:  # browsers draw no other
        return f"{name} is not an SVG picture", "export it again as SVG or PNG"
    if elsewhere := next(svg.taken_from_elsewhere(root), None):
        hint = "embed it in the drawing, or export that as PNG"
        return f"{name} takes a part of itself from elsewhere: {elsewhere[:80]}", hint
    return None
