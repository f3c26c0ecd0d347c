"""Colours of the screen → inks, by rule.

Black text is black ink and nothing else; what a brand draws in is its accent, by the profile or in
the shares that the brand itself gives; a tint is a share of the accent, so that its hue stays; grey is
a share of black. Everything else goes through the profile.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reportcli.brand import PAPER, palette
from reportcli.colour import contrast, luminance

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportcli.edition import Edition
    from reportcli.press.profile import Profile

Cmyk = tuple[float, float, float, float]
"""Shares of the four inks, from 0 to 1."""

BARE: Cmyk = (0, 0, 0, 0)
BLACK: Cmyk = (0, 0, 0, 1)
LIMIT = 3.0
"""The most ink in one place, in shares of full: above it does not dry, and sets off on the next sheet."""
DARK = 15.0
"""The contrast with paper from which a nearly neutral colour is printed as black."""
NEUTRAL = 24
"""How far the channels of a dark colour may lie apart, of 255, before its hue is seen."""
GREY = 2
SPECK = 0.025
"""A share of ink under which a field would only be strewn with dots."""


def limited(inks: Cmyk, limit: float = LIMIT) -> Cmyk:
    """Return inks with no more than a limit in all: black stays, the three others give way alike."""
    *colours, black = inks
    coloured = sum(colours)
    if coloured + black <= limit:
        return inks
    share = (limit - black) / coloured
    cyan, magenta, yellow = (ink * share for ink in colours)
    return cyan, magenta, yellow, black


@dataclass(frozen=True)
class Inks:
    """The rule for one edition. `named` are the brand's own colours, as `#rrggbb`."""

    profile: Profile
    named: dict[str, Cmyk] = field(default_factory=dict)

    def of(self, red: float, green: float, blue: float) -> Cmyk:
        """Return the inks of a colour of sRGB, channels from 0 to 1."""
        name = "#" + "".join(f"{round(255 * channel):02x}" for channel in (red, green, blue))
        if name not in self.named:
            self.named[name] = by_rule(self.profile, name)
        return self.named[name]


def of_brand(profile: Profile, edition: Edition) -> Inks:
    """Return the rule for an edition: its accent, its tint and its ink first."""
    brand, wanted = edition.data.brand, edition.data.print
    accent = wanted.accent or by_rule(profile, brand.accent)
    ink = wanted.ink or by_rule(profile, brand.ink)
    tint = palette(edition, printed=True)["field"]
    named = {tint.lower(): _tint(profile, accent, tint)}
    named |= {brand.accent.lower(): accent, brand.ink.lower(): ink, PAPER: BARE}
    return Inks(profile, named)


def by_rule(profile: Profile, colour: str) -> Cmyk:
    """Return the inks of `#rrggbb`, in whole percent."""
    channels = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    apart = max(channels) - min(channels)
    if apart <= NEUTRAL and contrast(colour, PAPER) >= DARK:
        return BLACK
    if apart <= GREY:
        return _tint(profile, BLACK, colour)
    (found,) = _inks(profile, [colour])
    cyan, magenta, yellow, black = (
        round(ink, 2) if ink >= SPECK else 0 for ink in limited(found, LIMIT - 0.02)
    )
    return cyan, magenta, yellow, black


def _tint(profile: Profile, full: Cmyk, colour: str) -> Cmyk:
    """Return the share of some inks that is as light on paper as a colour, in whole percent."""
    shares = [share / 100 for share in range(101)]
    tints: list[Cmyk] = [
        (share * full[0], share * full[1], share * full[2], share * full[3]) for share in shares
    ]
    lights = (luminance(light) for light in _lights(profile, tints))
    wanted = luminance(colour)
    return min(zip(lights, tints, strict=True), key=lambda found: abs(found[0] - wanted))[1]


def _inks(profile: Profile, colours: Iterable[str]) -> list[Cmyk]:
    from PIL import Image

    data = bytes(int(colour[at : at + 2], 16) for colour in colours for at in (1, 3, 5))
    made = profile.inks(Image.frombytes("RGB", (len(data) // 3, 1), data)).tobytes()
    return [
        (made[at] / 255, made[at + 1] / 255, made[at + 2] / 255, made[at + 3] / 255)
        for at in range(0, len(made), 4)
    ]


def _lights(profile: Profile, inks: Iterable[Cmyk]) -> list[str]:
    from PIL import Image

    data = bytes(round(255 * ink) for found in inks for ink in found)
    made = profile.light(Image.frombytes("CMYK", (len(data) // 4, 1), data)).tobytes()
    return [f"#{made[at : at + 3].hex()}" for at in range(0, len(made), 3)]
