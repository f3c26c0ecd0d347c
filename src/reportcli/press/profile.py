"""The ICC profile of a printing condition: which file, whether it is one, and colours through it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL import Image, ImageCms

    from reportcli.edition import Edition

OURS = Path(__file__).parents[1] / "share" / "press" / "fogra39.icc"
"""Sheet-fed offset on coated paper (FOGRA39, ISO 12647-2:2004). Made by tools/press/make_profile.sh."""
REGISTERED = "FOGRA39"
"""What the registry of characterization data calls the condition of our own profile."""
REGISTRY = "http://www.color.org"
HEADER = 128
"""Bytes of a profile's header (ICC.1:2010, 7.2); the number of its tags follows, and these."""
VERSIONS = frozenset((2, 4))
DEVICES = {b"mntr": "a screen", b"scnr": "a scanner or camera", b"prtr": "a printer"}
TABLES = frozenset((b"A2B0", b"B2A0"))
"""The tags that every output profile with tables has: inks to colour, colour to inks."""
AGAIN = "copy it again, or ask the print shop for another"


class Unusable(Exception):  # noqa: N818  it is what the user sees
    """A file is no profile for print; `hint` says what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


@dataclass(frozen=True)
class Profile:
    """An output profile for CMYK. `condition` is its name in the ICC's registry, where it has one."""

    data: bytes
    condition: str | None = None

    @cached_property
    def name(self) -> str:
        """What the profile calls itself."""
        from PIL import ImageCms

        return ImageCms.getProfileDescription(self._opened).strip()

    @cached_property
    def _opened(self) -> ImageCms.ImageCmsProfile:
        from PIL import ImageCms

        return ImageCms.ImageCmsProfile(BytesIO(self.data))

    @cached_property
    def to_inks(self) -> Any:
        """The transform from sRGB.

        Relative colorimetric with black point compensation: a colour that can be printed stays
        itself, in a picture as in a field, and the darkest tones stay apart.
        """
        return self._transform("sRGB", self._opened, "RGB", "CMYK")

    @cached_property
    def to_light(self) -> Any:
        """The transform back to sRGB: how inks look."""
        return self._transform(self._opened, "sRGB", "CMYK", "RGB")

    @staticmethod
    def _transform(source: Any, target: Any, ins: str, outs: str) -> Any:
        from PIL import ImageCms

        source, target = (
            ImageCms.createProfile("sRGB") if end == "sRGB" else end for end in (source, target)
        )
        return ImageCms.buildTransform(
            source,
            target,
            ins,
            outs,
            renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
            flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )

    def inks(self, picture: Image.Image) -> Image.Image:
        """Return an RGB picture in CMYK."""
        return _through(self.to_inks, picture)

    def light(self, picture: Image.Image) -> Image.Image:
        """Return a CMYK picture in RGB."""
        return _through(self.to_light, picture)


def _through(transform: Any, picture: Image.Image) -> Image.Image:
    from PIL import ImageCms

    made = ImageCms.applyTransform(picture, transform)
    if made is None:
        raise AssertionError("a picture is converted in place only where that is asked for")
    return made


def ours() -> Profile:
    """Return the profile in the package."""
    return Profile(OURS.read_bytes(), REGISTERED)


def of(edition: Edition) -> Profile:
    """Return the profile that an edition is printed by. Raises Unusable where its tables are none."""
    name = edition.data.print.profile
    profile = read(edition.folder / name) if name else ours()
    from PIL import ImageCms

    try:
        _ = profile.name, profile.to_inks, profile.to_light
    except (ImageCms.PyCMSError, OSError):
        raise Unusable("is damaged", AGAIN) from None
    return profile


def read(file: Path) -> Profile:
    """Return a file's profile. Raises Unusable where it is none for print in CMYK, and OSError."""
    data = file.read_bytes()
    if len(data) < HEADER + 4 or data[36:40] != b"acsp":
        raise Unusable("is not an ICC profile", "name the .icc file that the print shop gives out")
    if data[12:20] != b"prtrCMYK":
        device = DEVICES.get(data[12:16], "something else")
        space = data[16:20].decode("latin-1").strip()
        raise Unusable(
            f"is an ICC profile for {device} in {space}, not for print in CMYK",
            "name the profile of the press and the paper: print shops give it out",
        )
    if data[8] not in VERSIONS:
        message = f"is an ICC profile of version {data[8]}; PDF/X-4 takes those of version 2 or 4"
        raise Unusable(message, "ask the print shop for another")
    count = int.from_bytes(data[HEADER : HEADER + 4])
    tags = {data[at : at + 4] for at in range(HEADER + 4, HEADER + 4 + 12 * min(count, 100), 12)}
    if len(data) < int.from_bytes(data[:4]) or not tags >= TABLES:
        raise Unusable("is only a part of an ICC profile", AGAIN)
    return Profile(data)
