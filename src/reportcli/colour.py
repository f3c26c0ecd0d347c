"""Contrast by the rule of WCAG 2.2 (1.4.3, relative luminance), and the nearest colours that have it.

What is near is reckoned in OKLab (https://bottosson.github.io/posts/oklab/), where equal steps look equal.
"""

from __future__ import annotations

from math import cbrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TEXT = 4.5
"""The least contrast of text, level AA (1.4.3)."""
GRAPHIC = 3.0
"""The least contrast of what is drawn and must be seen (1.4.11)."""


def luminance(colour: str) -> float:
    """Return the relative luminance of `#rrggbb`, from 0 (black) to 1 (white)."""
    red, green, blue = _light(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, from 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def readable_on(ground: str, *colours: str) -> str | None:
    """Return the first of `colours` in which text can be read on a ground, or None."""
    return next((colour for colour in colours if contrast(colour, ground) >= TEXT), None)


def seen_on(ground: str, *colours: str) -> str:
    """Return the first of `colours` in which a drawing can be seen on a ground, or the one seen best."""
    seen = (colour for colour in colours if contrast(colour, ground) >= GRAPHIC)
    return next(seen, max(colours, key=lambda colour: contrast(colour, ground)))


def nearest(colour: str, passes: Callable[[str], bool]) -> str | None:
    """Return the nearest colour that `passes`, along the lightnesses of `colour`, or None."""
    return next(filter(passes, along(colour)), None)


def along(colour: str) -> Iterator[str]:
    """Yield a colour and its other lightnesses, nearest first, from black to white.

    They have its hue, and its chroma as far as sRGB reaches.
    """
    lightness, a, b = _oklab(colour)
    yield colour.lower()
    for step in range(1, STEPS + 1):
        yield _nearest_in_srgb(max(lightness - step / STEPS, 0), a, b)
        yield _nearest_in_srgb(min(lightness + step / STEPS, 1), a, b)


def tint(colour: str, lightness: float) -> str:
    """Return a colour laid so thinly over white that it has a lightness, from 0 to 1; its hue is kept."""
    own, a, b = _oklab(colour)
    share = min((1 - lightness) / (1 - own), 1) if own < 1 else 0
    return _nearest_in_srgb(1 - share * (1 - own), share * a, share * b)


def of_xyz(x: float, y: float, z: float) -> str:
    """Return the nearest colour of sRGB to one of CIE XYZ under daylight, D65 (CSS Color 4, 18)."""
    return _written(
        3.2409699 * x - 1.5373832 * y - 0.4986108 * z,
        -0.9692436 * x + 1.8759675 * y + 0.0415551 * z,
        0.0556301 * x - 0.2039770 * y + 1.0569715 * z,
    )


def of_xyz_d50(x: float, y: float, z: float) -> str:
    """Return the nearest colour of sRGB to one of CIE XYZ under the light of prints, D50 (Bradford)."""
    return of_xyz(
        0.9554734 * x - 0.0230985 * y + 0.0632593 * z,
        -0.0283697 * x + 1.0099954 * y + 0.0210414 * z,
        0.0123140 * x - 0.0205077 * y + 1.3303659 * z,
    )


STEPS = 512
"""How many lightnesses lie between black and white; in sRGB there are 256 greys."""

_Three = tuple[float, float, float]


def _light(colour: str) -> _Three:
    """Return the linear light of the three channels of `#rrggbb`."""
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    )
    return red, green, blue


def _written(*light: float) -> str:
    """Return linear light as `#rrggbb`."""
    channels = (
        12.92 * c if c <= 0.0031308 else 1.055 * c ** (1 / 2.4) - 0.055
        for c in (min(max(c, 0), 1) for c in light)
    )
    return "#" + "".join(f"{round(255 * c):02x}" for c in channels)


def _oklab(colour: str) -> _Three:
    red, green, blue = _light(colour)
    long = cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


def _from_oklab(lightness: float, a: float, b: float) -> _Three:
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _nearest_in_srgb(lightness: float, a: float, b: float) -> str:
    """Return a colour with as much of its chroma as sRGB has at its lightness."""
    within, beyond = 0.0, 1.0
    if _is_in_srgb(_from_oklab(lightness, a, b)):
        return _written(*_from_oklab(lightness, a, b))
    for _ in range(12):
        half = (within + beyond) / 2
        if _is_in_srgb(_from_oklab(lightness, half * a, half * b)):
            within = half
        else:
            beyond = half
    return _written(*_from_oklab(lightness, within * a, within * b))


def _is_in_srgb(light: _Three) -> bool:
    return all(-1e-6 <= c <= 1.000001 for c in light)
