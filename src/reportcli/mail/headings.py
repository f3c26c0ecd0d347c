"""A list's headings → what its columns hold, in the languages that spreadsheets are kept in."""

from __future__ import annotations

import keyword
import re
import unicodedata
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING

from reportcli import source
from reportcli.mail.template import BUILT_IN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

OURS = "reportcli"
"""The heading of the column in which rejected rows say what is wrong; it is no donor's."""
OF_EVERY_DONOR = frozenset(
    ("id", "email", "name", "salutation", "lang", "amount", "address", "postcode", "country")
)
"""What templates know of a donor whatever the list's headings are."""


@dataclass(frozen=True)
class Columns:
    """Which column (from 0) holds which field; `more` has the others under names for templates.

    `also` has the recognised ones under names for templates: their field's, and their own.
    """

    fields: Mapping[str, int]
    more: Mapping[str, int]
    headings: tuple[str, ...]
    also: Mapping[str, int]


@dataclass(frozen=True)
class Fault:
    """What is wrong with the headings, at which of them (from 0; -1 for all), and what to do."""

    message: str
    hint: str
    index: int = -1


@cache
def known() -> Mapping[str, str]:
    """Return the headings that are recognised, each with its field."""
    table = source.read(BUILT_IN / "headings.toml", "mail/headings.toml").values
    return {plain(heading): field for field, headings in table.items() for heading in headings}


def plain(heading: str) -> str:
    """Return a heading without case, accents, punctuation and doubled spaces."""
    spread = unicodedata.normalize("NFKD", heading.strip().casefold())
    letters = "".join(sign for sign in spread if not unicodedata.combining(sign))
    return " ".join(re.sub(r"[\W_]+", " ", letters).split())


def recognise(
    headings: Sequence[str], overrides: Mapping[str, str]
) -> tuple[Columns, tuple[Fault, ...]]:
    """Tell what each column holds. `overrides` are headings by field, as --column names them."""
    named, faults = _overridden(headings, overrides)
    fields = dict(named)
    taken = set(named.values())
    for index, heading in enumerate(headings):
        field = known().get(plain(heading))
        if index in taken or field is None or field in named:
            continue
        if field in fields:
            first = headings[fields[field]]
            message = f"two columns hold the {field}: “{first}” and “{heading}”"
            faults.append(Fault(message, f'say which: --column {field}="{heading}"', index))
        fields.setdefault(field, index)
        taken.add(index)
    more, doubled = _others(headings, taken)
    faults += doubled
    if "email" not in fields and "address" not in fields and not faults:
        seen = ", ".join(f"“{heading}”" for heading in headings if heading.strip())
        message = f"no column holds an e-mail address; there are: {seen}"
        likely = next((h for h in headings if "mail" in plain(h)), headings[0] if headings else "")
        faults.append(Fault(message, f'say which: --column email="{likely.strip() or "…"}"'))
    also = {_identifier(headings[index]): index for index in fields.values()} | fields
    also = {name: index for name, index in also.items() if name not in OF_EVERY_DONOR}
    return Columns(fields, more, tuple(headings), also), tuple(faults)


def _overridden(
    headings: Sequence[str], overrides: Mapping[str, str]
) -> tuple[dict[str, int], list[Fault]]:
    named: dict[str, int] = {}
    faults = []
    there = {plain(heading): index for index, heading in reversed(list(enumerate(headings)))}
    fields = sorted(set(known().values()))
    for field, heading in overrides.items():
        if field not in fields:
            close = get_close_matches(field, fields, n=1)
            hint = f"did you mean {close[0]}?" if close else f"there are: {', '.join(fields)}"
            faults.append(Fault(f"--column knows no {field}", hint))
        elif plain(heading) not in there:
            seen = ", ".join(f"“{known}”" for known in headings)
            faults.append(Fault(f"there is no column “{heading}”", f"there are: {seen}"))
        else:
            named[field] = there[plain(heading)]
    return named, faults


def _others(headings: Sequence[str], taken: set[int]) -> tuple[dict[str, int], list[Fault]]:
    more: dict[str, int] = {}
    faults = []
    for index, heading in enumerate(headings):
        if index in taken or plain(heading) in {"", OURS}:
            continue
        name = _identifier(heading)
        if name in more:
            message = (
                f"two columns would both be donor.{name}: “{headings[more[name]]}” and “{heading}”"
            )
            faults.append(Fault(message, "give one of them another heading", index))
        more[name] = index
    return more, faults


def _identifier(heading: str) -> str:
    """Return the name of a column in templates: « Numéro de membre » is donor.numero_de_membre."""
    name = plain(heading).replace(" ", "_")
    return f"_{name}" if name[:1].isdigit() or keyword.iskeyword(name) else name


def lines(columns: Columns, fields: Sequence[str]) -> Iterator[str]:
    """Yield the lines of a row's postal address, as they are printed."""
    found = {name: value(fields, index) for name, index in columns.fields.items()}
    for name in ("organization", "address", "address2", "address3"):
        yield from filter(None, map(str.strip, found.get(name, "").splitlines()))
    place = " ".join(filter(None, (found.get("postcode", ""), found.get("city", ""))))
    if place:
        yield place


def value(fields: Sequence[str], index: int) -> str:
    """Return what a row has in a column; nothing where the row ends before it."""
    return fields[index].strip() if index < len(fields) else ""
