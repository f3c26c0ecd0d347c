"""Contrast by the rule of WCAG 2.2 (1.4.3 and the definition of relative luminance)."""

from __future__ import annotations

TEXT = 4.5
"""The least contrast of text, level AA (1.4.3)."""
GRAPHIC = 3.0
"""The least contrast of what is drawn and must be seen (1.4.11)."""


def luminance(colour: str) -> float:
    """Return the relative luminance of `#rrggbb`, from 0 (black) to 1 (white)."""
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
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
