"""Pictures as a layout needs them: upright, no larger than is seen, and without what a camera wrote."""

from __future__ import annotations

from base64 import b64encode
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

QUALITY = 85


def data_url(file: Path, longest: int) -> str:
    """Return a picture as a data: URL, at most `longest` pixels on its longer side.

    Metadata (place, camera, owner) is left out; SVG stays as it is.
    """
    if file.suffix.lower() == ".svg":
        return _url("image/svg+xml", file.read_bytes())
    from PIL import Image, ImageOps

    with Image.open(file) as opened:
        picture = ImageOps.exif_transpose(opened)
        picture.thumbnail((longest, longest), Image.Resampling.LANCZOS)
        clear = picture.has_transparency_data
        target = BytesIO()
        if clear:
            picture.convert("RGBA").save(target, "PNG", optimize=True)
        else:
            picture.convert("RGB").save(target, "JPEG", quality=QUALITY, optimize=True)
    return _url("image/png" if clear else "image/jpeg", target.getvalue())


def _url(kind: str, data: bytes) -> str:
    return f"data:{kind};base64,{b64encode(data).decode('ascii')}"
