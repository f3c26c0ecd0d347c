"""How the value of a figure is read: « plus de 800 » is 800 with words before it."""

from __future__ import annotations

import re
from dataclasses import dataclass

NUMBER = re.compile(r"\d{1,3}(?:[ \u00a0\u202f'’.,]\d{3})+(?!\d)|\d+(?:[.,]\d+)?")
ATTACHED = re.compile(r"[ \u00a0\u202f]?%|[^\W\d_]{1,3}\b|\+")


@dataclass(frozen=True)
class Reading:
    """A value's parts as typed: words before, the number, what is attached to it (25e, 40 %), words after.

    `amount` is the number's size, or None where there is no number; then all of the value is in `number`.
    """

    before: str
    number: str
    attached: str
    after: str
    amount: float | None


def read(value: str, count: int | None = None) -> Reading:
    """Read a value as it is set; `count` says the amount where no plain number can be read in it."""
    match = NUMBER.search(value)
    if not match:
        return Reading("", value.strip(), "", "", count)
    rest = value[match.end() :]
    attached = ATTACHED.match(rest)
    tail = attached.group() if attached else ""
    amount = float(count) if count is not None else _amount(match.group())
    return Reading(
        value[: match.start()].strip(), match.group(), tail, rest[len(tail) :].strip(), amount
    )


def _amount(number: str) -> float:
    grouped = re.fullmatch(r"\d{1,3}(?:[^\d]\d{3})+", number)
    plain = re.sub(r"\D", "", number) if grouped else number.replace(",", ".")
    return float(plain)
