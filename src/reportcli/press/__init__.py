"""A typeset report → what a print shop takes: PDF/X-4 (ISO 15930-7), one colour space, bleed and marks.

The engine sets the pages as ever, with room around them; what it drew is then made ready for the press:

- `profile`: the ICC profile of the printing condition, ours or the shop's
- `inks`: the colour of a screen → inks, by rule
- `photographs`: pictures → inks, with no more of them than paper takes
- `content`, `separation`: every content stream, form, pattern, gradient and picture of a PDF, in inks
- `sheet`: page boxes, bleed, crop marks
- `identity`: what the file says that it is
- `contents`, `paint`: which colours a finished file holds; what its pages paint, and where
- `preflight`: whether the finished bytes are what was promised
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING

from reportcli.diagnostics import Failure

if TYPE_CHECKING:
    from reportcli.diagnostics import Diagnostic
    from reportcli.edition import Edition
    from reportcli.press.preflight import Verdict
    from reportcli.press.profile import Profile
    from reportcli.source import Source


@dataclass(frozen=True)
class Printed:
    """A finished print file, `warnings` what will show in print. It says in words what was checked."""

    data: bytes
    warnings: tuple[Diagnostic, ...]
    profile: str
    verdict: Verdict

    def __str__(self) -> str:
        most = f"at most {100 * self.verdict.most:.0f} % of ink"
        return f"PDF/X-4 for {self.profile}; {most}; {len(self.verdict.checks)} checks passed"


def prepare(source: Source, edition: Edition, typeset: bytes) -> Printed:
    """Return an edition's pages, typeset with room around them (see `pdf`), as PDF/X-4.

    Raises Failure for what cannot be printed, and where the finished file does not hold what it should.
    """
    from reportcli.checks import press as checks
    from reportcli.press import profile
    from reportcli.press.preflight import preflight
    from reportcli.press.separation import Unprintable

    try:
        chosen = profile.of(edition)
        data = separated(edition, typeset, chosen)
    except profile.Unusable as unusable:
        raise Failure([checks.unusable(source, edition, unusable)]) from None
    except Unprintable as space:
        raise Failure([checks.unprintable(edition, str(space))]) from None
    verdict = preflight(data)
    if verdict.faults:
        raise Failure([checks.broken(edition, *fault) for fault in verdict.faults])
    warnings = tuple(checks.soft(soft) for soft in verdict.soft)
    return Printed(data, warnings, chosen.name, verdict)


def separated(edition: Edition, typeset: bytes, profile: Profile) -> bytes:
    """Return typeset pages in inks, on sheets with bleed and marks, as a file that says so.

    Raises Unprintable for a colour that has no way into inks.
    """
    import pikepdf

    from reportcli.press import identity, sheet
    from reportcli.press.inks import of_brand
    from reportcli.press.photographs import Photographs
    from reportcli.press.separation import Separation

    digest = sha256(typeset + profile.data).hexdigest()
    with pikepdf.open(BytesIO(typeset)) as pdf:
        Separation(pdf, of_brand(profile, edition), Photographs(profile)).separate()
        for page in pdf.pages:
            sheet.lay(pdf, page)
        identity.identify(pdf, profile, digest, edition.direction)
        pdf.remove_unreferenced_resources()
        target = BytesIO()
        pdf.save(
            target,
            force_version="1.6",
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            deterministic_id=True,
        )
    return target.getvalue()
