"""How the value of a figure is read: « plus de 800 » is 800 with words before it."""

from __future__ import annotations

import re
from dataclasses import dataclass

NUMBER = re.compile(
    r"(?P<sign>(?<!\w)[-−+])?"
    r"(?:(?P<groups>(?!0)\d{1,3}(?P<by>[ \u00a0\u202f'’.,٬])\d{3}(?:(?P=by)\d{3})*)(?!\d)"
    r"(?:(?!(?P=by))[.,٫](?P<part>\d+))?"
    r"|(?P<whole>\d+)(?:[.,٫](?P<decimals>\d+))?)"
)
ATTACHED = re.compile(r"[ \u00a0\u202f]?[%٪]|[^\W\d_]{1,3}\b|\+")


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
    amount = float(count) if count is not None else _amount(match)
    return Reading(
        value[: match.start()].strip(), match.group(), tail, rest[len(tail) :].strip(), amount
    )


def _amount(number: re.Match[str]) -> float:
    whole = re.sub(r"\D", "", number["groups"] or number["whole"])
    amount = float(f"{whole}.{number['part'] or number['decimals'] or 0}")
    return -amount if number["sign"] in {"-", "−"} else amount
