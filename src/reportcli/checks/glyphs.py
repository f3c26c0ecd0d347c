"""Every character of the data has a sign in the layout's fonts."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from reportcli.checks.naming import whose
from reportcli.diagnostics import Diagnostic
from reportcli.model import FIRST, texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportcli.edition import Edition
    from reportcli.source import Source

UNSEEN = {0x09, 0x0A, 0x0D, *range(0x200B, 0x2010), 0x2060, 0x061C, *range(0x2066, 0x206A), 0xFEFF}
"""Characters that set nothing: white space, joiners, directions of writing."""


def check(source: Source, edition: Edition) -> Iterator[Diagnostic]:
    """Yield a fault for each text of an edition that holds signs which its fonts lack."""
    brand, library = edition.data.brand.fonts, edition.layout.fonts
    held = library.covers(brand.display) & library.covers(brand.text) | UNSEEN
    own = (
        (edition.language, FIRST)
        if edition.language == edition.report.languages[0]
        else (edition.language,)
    )
    about = texts(edition.data.organization, ("organization",))
    for path, text in [*about, *texts(edition.report, ("reports", edition.year))]:
        for language in own:
            missing = sorted({sign for sign in text.get(language, "") if ord(sign) not in held})
            if missing:
                where = path if language == FIRST else (*path, language)
                yield Diagnostic(
                    code="D030",
                    message=f"the fonts have no sign for {_names(missing)}{whose(source, path)}",
                    place=source.place(where),
                    hint="write it in another way; the fonts hold Latin, Greek, Cyrillic and Arabic letters",
                )


def _names(signs: list[str]) -> str:
    shown = [
        f"“{sign}” (U+{ord(sign):04X} {unicodedata.name(sign, 'unnamed').lower()})"
        for sign in signs[:3]
    ]
    return ", ".join(shown) + (f" and {len(signs) - 3} more" if len(signs) > 3 else "")
