"""Who gets the report."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reportcli.mail.headings import plain

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Donor:
    """One valid row of a list. `lang` is one of the report's languages.

    `email` is empty for who gets a letter; its domain is in ASCII. `key` tells addresses apart: two
    that differ in case only are one. `more` has the list's other columns, by names that templates
    can use. `address` has the lines as they are printed.
    """

    line: int
    email: str
    name: str = ""
    salutation: str = ""
    lang: str = ""
    amount: str = ""
    address: tuple[str, ...] = ()
    postcode: str = ""
    country: str = ""
    more: Mapping[str, str] = field(default_factory=dict)
    key: str = ""

    @property
    def postal_key(self) -> str:
        """What tells those apart who have no address of e-mail."""
        return postal_key(self.name, self.postcode)


def postal_key(name: str, postcode: str) -> str:
    """Return what identifies a person by name and postcode, whatever the case, accents and signs."""
    return f"post:{plain(name)}|{plain(postcode)}"
