"""Pictures as a layout needs them: upright, around their focus, no larger than is seen, without metadata."""

from __future__ import annotations

import warnings
from base64 import b64decode, b64encode
from functools import lru_cache, wraps
from io import BytesIO
from typing import TYPE_CHECKING, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable
    from pathlib import Path

    from PIL import Image

Make = TypeVar("Make", bound="Callable[..., str]")
Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""

FORMATS = ("JPEG", "PNG", "GIF", "WEBP")
"""What is read, beside SVG; of what moves the first picture."""
QUALITY = 85
KEPT = 64
"""Pictures that are remembered: those of a report for paper and screen, a megabyte or two each."""
SAMPLE = 400
"""Pixels on the longer side that are enough to know how dark a picture is."""
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


def _remembered(make: Make) -> Make:
    """Make a picture once for all languages, and for all saves of `watch`, until its file changes."""

    @lru_cache(maxsize=KEPT)
    def made(file: Path, _stamp: tuple[int, int], *how: Hashable, **named: Hashable) -> str:
        return make(file, *how, **named)

    @wraps(make)
    def found(file: Path, *how: Hashable, **named: Hashable) -> str:
        status = file.stat()
        return made(file, (status.st_mtime_ns, status.st_size), *how, **named)

    return cast("Make", found)


@_remembered
def data_url(file: Path, longest: int) -> str:
    """Return a picture as a data: URL, at most `longest` pixels on its longer side.

    Metadata (place, camera, owner) is left out; so is what a drawing could run.
    """
    if is_drawing(file):
        return _url("svg+xml", _drawing(file, None))
    return _url(*upright(file, longest))


@_remembered
def cropped(file: Path, size: tuple[int, int], focus: tuple[float, float]) -> str:
    """Return a picture as a data: URL, cropped to the shape of `size` around `focus` (see `window`).

    It has at most `size` pixels, and no more than the picture has.
    """
    if is_drawing(file):
        return _url("svg+xml", _drawing(file, (size[0] / size[1], focus)))
    picture = _plain(file)
    seen = window((0, 0, *picture.size), size[0] / size[1], focus)
    least = min(size[0], max(round(seen[2] - seen[0]), 1))
    pixels = (least, max(round(least * size[1] / size[0]), 1))
    return _url(*_encoded(picture.resize(pixels, box=seen, reducing_gap=3)))


@_remembered
def mark(file: Path, longest: int) -> str:
    """Return a logo as a data: URL: as `data_url` does, but its flat colours stay as they are."""
    if is_drawing(file):
        return data_url(file, longest)
    picture = _plain(file).convert("RGBA")
    picture.thumbnail((longest, longest), reducing_gap=3)
    return _url(*_encoded(picture))


def shade(file: Path) -> str | None:
    """Return the grey than which a hundredth of a picture on white is darker; None of a drawing."""
    if is_drawing(file):
        return None
    from PIL import Image

    picture = _plain(file).convert("RGBA")
    picture.thumbnail((SAMPLE, SAMPLE), reducing_gap=3)
    white = Image.new("RGBA", picture.size, "white")
    levels = Image.alpha_composite(white, picture).convert("L").histogram()
    dark = next(n for n in range(256) if sum(levels[: n + 1]) * 100 >= sum(levels))
    return f"#{dark:02x}{dark:02x}{dark:02x}"


def window(whole: Box, ratio: float, focus: tuple[float, float]) -> Box:
    """Return the largest part of a picture of a shape (width / height) around its focus.

    The focus, in shares of the picture from the left and from the top, lies as near to the middle
    as the picture's edges allow.
    """
    left, top, right, bottom = whole
    wide, tall = right - left, bottom - top
    width, height = min(wide, tall * ratio), min(tall, wide / ratio)
    x = left + min(max(focus[0] * wide - width / 2, 0), wide - width)
    y = top + min(max(focus[1] * tall - height / 2, 0), tall - height)
    return x, y, min(x + width, right), min(y + height, bottom)


def ratio(file: Path) -> float:
    """Return how many times as wide as high a picture is, upright; 1 where a drawing does not say."""
    if is_drawing(file):
        from reportcli import svg

        left, top, right, bottom = svg.box(svg.read(file)) or (0, 0, 1, 1)
        return (right - left) / (bottom - top)
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with Image.open(file, formats=FORMATS) as picture:
            wide, high = picture.size
            return high / wide if orientation(picture) > 4 else wide / high


def is_drawing(file: Path) -> bool:
    return file.suffix.lower() == ".svg"


def upright(file: Path, longest: int) -> tuple[str, bytes]:
    """Return the kind (png, jpeg) and the bytes of a picture, as `data_url` has it."""
    picture = _plain(file)
    picture.thumbnail((longest, longest))
    return _encoded(picture)


def _encoded(picture: Image.Image) -> tuple[str, bytes]:
    target = BytesIO()
    if picture.mode == "RGBA":
        picture.save(target, "PNG", optimize=True)
    else:
        picture.save(target, "JPEG", quality=QUALITY, optimize=True)
    return "png" if picture.mode == "RGBA" else "jpeg", target.getvalue()


def _plain(file: Path | BytesIO) -> Image.Image:
    """Return a picture upright, in sRGB (with its transparency, if any) and without metadata."""
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about metadata, which is left out
        with Image.open(file, formats=FORMATS) as opened:
            picture: Image.Image = opened
            if opened.mode == "I;16":
                picture = opened.point(lambda level: level * (1 / 257)).convert("L")
            profiled = _in_srgb(picture, opened.info.get("icc_profile"))
            plain = profiled.convert("RGBA" if opened.has_transparency_data else "RGB")
            turn = TURNS.get(orientation(opened))
    plain.info = {}
    return plain if turn is None else plain.transpose(Image.Transpose[turn])


def orientation(picture: Image.Image) -> int:
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


def _drawing(file: Path, shape: tuple[float, tuple[float, float]] | None) -> bytes:
    """Return a drawing's file anew, cropped where a shape and a focus are given and its size is known."""
    from reportcli import svg

    root = svg.read(file)
    whole = svg.box(root) if shape else None
    return svg.written(root, window(whole, *shape) if shape and whole else None, _cleaned)


def _cleaned(data: str) -> str:
    """Return a picture inside a drawing as any other is made; nothing where it is none."""
    try:
        return _url(*_encoded(_plain(BytesIO(b64decode(data)))))
    except (OSError, ValueError, SyntaxError):
        return ""


def _url(kind: str, data: bytes) -> str:
    return f"data:image/{kind};base64,{b64encode(data).decode('ascii')}"
