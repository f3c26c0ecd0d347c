"""Which standards a PDF keeps that is made for a purpose, and which checker tells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportcli.build import Purpose


@dataclass(frozen=True, slots=True)
class Standard:
    """A standard. `flavour` is what veraPDF calls it, empty where qpdf tells; `code` is its faults'."""

    name: str
    code: str
    flavour: str = ""

    @property
    def checker(self) -> str:
        return "veraPDF" if self.flavour else "qpdf"


SYNTAX = Standard("PDF (ISO 32000)", "C010")
ARCHIVE = Standard("PDF/A-3a (ISO 19005-3)", "C011", "3a")
ACCESS = Standard("PDF/UA-1 (ISO 14289-1)", "C012", "ua1")
OF_PURPOSE: Mapping[Purpose, tuple[Standard, ...]] = {"screen": (SYNTAX, ARCHIVE, ACCESS)}
