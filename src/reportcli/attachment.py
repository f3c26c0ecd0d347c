"""The data that a finished PDF carries with it, so that `reportcli import` gives the report back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

NAME = "victories.toml"
PRIVATE = ("check", "mail", "publish")
"""Tables of the data that concern nobody but the organisation."""


def published(values: Mapping[str, Any], year: str) -> bytes:
    """Return the data of one year's report as TOML: no other report, no `[mail]`, no comment."""
    import tomli_w

    kept = {key: value for key, value in values.items() if key not in PRIVATE}
    kept["reports"] = {year: values["reports"][year]}
    return tomli_w.dumps(kept, multiline_strings=True).encode()
