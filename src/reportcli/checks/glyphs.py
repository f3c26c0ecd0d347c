"""Every character of the data has a sign in the layout's fonts."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from reportcli.checks.naming import whose
from reportcli.diagnostics import Diagnostic
from reportcli.model import texts
from reportcli.values import FIRST
from reportcli.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportcli.edition import Edition
    from reportcli.source import Source

ALWAYS = {"display": "0123456789/", "text": "0123456789‐"}
"""What is set in every report by each family: numbers, a share, the hyphen of a divided word."""
UNSEEN = {0x09, 0x0A, 0x0D, *range(0x200B, 0x2010), 0x2060, 0x061C, *range(0x2066, 0x206A), 0xFEFF}
"""Characters that set nothing: white space, joiners, directions of writing."""


def check(source: Source, edition: Edition) -> Iterator[Diagnostic]:
    """Yield a fault for each text of an edition that holds signs which its fonts lack.

    And one for each family of the project's own that lacks what every report is set with.
    """
    brand, library = edition.data.brand.fonts, edition.fonts
    held = library.covers(brand.display) & library.covers(brand.text) | UNSEEN
    own_fonts = {face.family for face in library.faces if face.own} & {brand.display, brand.text}
    hint = "write it in another way; the fonts hold Latin, Greek, Cyrillic and Arabic letters"
    if own_fonts:
        hint = "write it in another way, or choose a font that has it"
    for use in ("display", "text"):
        if (family := getattr(brand, use)) in own_fonts:
            yield from _lacks(source, edition, use, library.covers(family))
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
                    hint=hint,
                )


def _lacks(
    source: Source, edition: Edition, use: str, held: frozenset[int]
) -> Iterator[Diagnostic]:
    """Yield a fault where an own family lacks signs that are set and were not typed: ’, …, «, the digits."""
    wording = Wording(edition)
    said = [edition.words(text)[0] for _, text in texts(edition.report)]
    places = {code for victory in edition.report.victories for code in victory.places}
    told = [*map(wording.country, places), *wording.words.values()]
    wanted = set("".join([ALWAYS[use], *told, *map(wording.plain, said)])) - set(edition.text)
    missing = sorted(
        sign
        for sign in wanted
        if ord(sign) not in held | UNSEEN and unicodedata.category(sign) != "Zs"
    )
    if missing:
        yield Diagnostic(
            code="D031",
            message=f"`{getattr(edition.data.brand.fonts, use)}` has no sign for {_names(missing)}, "
            "with which the report is set",
            place=source.place(("brand", "fonts", use)),
            hint="choose a font that has it: one file of the family with all its signs",
        )


def _names(signs: list[str]) -> str:
    shown = [
        f"“{sign}” (U+{ord(sign):04X} {unicodedata.name(sign, 'unnamed').lower()})"
        for sign in signs[:3]
    ]
    return ", ".join(shown) + (f" and {len(signs) - 3} more" if len(signs) > 3 else "")
