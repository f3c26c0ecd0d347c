"""Pictures as a layout needs them: upright, no larger than is seen, and without what a camera wrote."""

from __future__ import annotations

import warnings
from base64 import b64encode
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from PIL import Image

QUALITY = 85
TURNS = {
    2: "FLIP_LEFT_RIGHT",
    3: "ROTATE_180",
    4: "FLIP_TOP_BOTTOM",
    5: "TRANSPOSE",
    6: "ROTATE_270",
    7: "TRANSVERSE",
    8: "ROTATE_90",
}
"""EXIF's orientation → what sets the picture upright."""


def data_url(file: Path, longest: int) -> str:
    """Return a picture as a data: URL, at most `longest` pixels on its longer side.

    Metadata (place, camera, owner) is left out; SVG stays as it is.
    """
    if file.suffix.lower() == ".svg":
        return _url("svg+xml", file.read_bytes())
    return _url(*upright(file, longest))


def upright(file: Path, longest: int) -> tuple[str, bytes]:
    """Return the kind (png, jpeg) and the bytes of a picture, as `data_url` has it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about metadata, which is left out
        picture = _plain(file)
    picture.thumbnail((longest, longest))
    target = BytesIO()
    if picture.mode == "RGBA":
        picture.save(target, "PNG", optimize=True)
    else:
        picture.save(target, "JPEG", quality=QUALITY, optimize=True)
    return "png" if picture.mode == "RGBA" else "jpeg", target.getvalue()


def _plain(file: Path) -> Image.Image:
    """Return a picture upright, in sRGB (with its transparency, if any) and without metadata."""
    from PIL import Image

    with Image.open(file) as opened:
        picture: Image.Image = opened
        if opened.mode == "I;16":
            picture = opened.point(lambda level: level * (1 / 257)).convert("L")
        profiled = _in_srgb(picture, opened.info.get("icc_profile"))
        plain = profiled.convert("RGBA" if opened.has_transparency_data else "RGB")
        turn = TURNS.get(_orientation(opened))
    plain.info = {}
    return plain if turn is None else plain.transpose(Image.Transpose[turn])


def _orientation(picture: Image.Image) -> int:
    try:
        return int(picture.getexif().get(0x0112, 1))
    except Exception:  # noqa: BLE001  Pillow raises what it likes at broken EXIF
        return 1


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    from PIL import ImageCms

    if not profile or picture.mode not in {"RGB", "RGBA", "CMYK"}:
        return picture
    mode = "RGBA" if picture.mode == "RGBA" else "RGB"
    try:
        return (
            ImageCms.profileToProfile(
                picture, BytesIO(profile), ImageCms.createProfile("sRGB"), outputMode=mode
            )
            or picture
        )
    except (ImageCms.PyCMSError, OSError):
        return picture


def _url(kind: str, data: bytes) -> str:
    return f"data:image/{kind};base64,{b64encode(data).decode('ascii')}"
