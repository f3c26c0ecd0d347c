"""Pictures of a PDF → inks, with no more of them in any place than paper takes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import TYPE_CHECKING

from reportcli.press.inks import LIMIT, limited

if TYPE_CHECKING:
    import pikepdf
    from PIL import Image, ImageFilter

    from reportcli.press.profile import Profile

STEPS = 33
"""Points of the table along each channel: those that colour engines use for eight bits."""
ROOM = 0.2
"""What is left under the limit for what JPEG adds."""
QUALITY = (92, 97)
"""JPEG's quality; the second where the first adds too much ink."""
INVERTED = [1, 0] * 4
"""How CMYK stands in a JPEG file by Adobe's custom, which Pillow follows."""


@dataclass(frozen=True)
class Photographs:
    """Pictures through a profile."""

    profile: Profile

    @cached_property
    def table(self) -> ImageFilter.Color3DLUT:
        """The profile as a table of limited inks.

        What lies between its points is mixed of them, so that nowhere is there more ink than at one of them.
        """
        from PIL import Image, ImageFilter

        levels = [round(255 * step / (STEPS - 1)) for step in range(STEPS)]
        points = bytes(c for b in levels for g in levels for r in levels for c in (r, g, b))
        inks = self.profile.inks(Image.frombytes("RGB", (STEPS * STEPS, STEPS), points)).tobytes()
        table = [
            ink
            for at in range(0, len(inks), 4)
            for ink in limited(
                (inks[at] / 255, inks[at + 1] / 255, inks[at + 2] / 255, inks[at + 3] / 255),
                LIMIT - ROOM,
            )
        ]
        return ImageFilter.Color3DLUT(STEPS, table, channels=4, target_mode="CMYK")

    def separate(self, picture: pikepdf.Stream) -> None:
        """Put the inks of a PDF's picture in its place: as JPEG where it was one, else without loss."""
        import pikepdf

        was_jpeg = picture.get("/Filter") in (
            pikepdf.Name.DCTDecode,
            pikepdf.Array([pikepdf.Name.DCTDecode]),
        )
        inks = pixels(picture).convert("RGB").filter(self.table)
        picture.ColorSpace = pikepdf.Name.DeviceCMYK
        picture.BitsPerComponent = 8
        for key in ("/Decode", "/DecodeParms", "/Interpolate"):
            if key in picture:
                del picture[key]
        encoded = _jpeg(inks) if was_jpeg else None
        if encoded:
            picture.write(encoded, filter=pikepdf.Name.DCTDecode)
            picture.Decode = pikepdf.Array(INVERTED)
        else:
            picture.write(inks.tobytes())


def _jpeg(inks: Image.Image) -> bytes | None:
    """Return a picture as JPEG, or None where that takes too much ink."""
    from PIL import Image

    for quality in QUALITY:
        target = BytesIO()
        inks.save(target, "JPEG", quality=quality)
        with Image.open(target) as made:
            if heaviest(made) <= LIMIT:
                return target.getvalue()
    return None


def pixels(picture: pikepdf.Stream) -> Image.Image:
    """Return a PDF's picture, without its mask."""
    import pikepdf

    return pikepdf.PdfImage(picture).as_pil_image(apply_mask=False)


def heaviest(inks: Image.Image) -> float:
    """Return the most ink that any pixel of a CMYK picture takes, in shares of full."""
    from PIL import ImageMath

    bands = [band.convert("I") for band in inks.split()]
    total = ImageMath.lambda_eval(
        lambda of: of["c"] + of["m"] + of["y"] + of["k"], **dict(zip("cmyk", bands, strict=True))
    )
    return float(total.getextrema()[1]) / 255
