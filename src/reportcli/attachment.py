"""The data that a finished PDF carries with it, so that `reportcli import` gives the report back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

NAME = "victories.toml"
PUBLIC = ("schema", "organization", "brand", "speech", "layouts", "reports")
"""Tables of the data that the pages show, or are set by. No other table is ever attached."""
PRIVATE = ("check", "mail", "print", "publish")
"""Tables that concern nobody but the organisation."""


def published(values: Mapping[str, Any], year: str, layout: str) -> bytes:
    """Return the data of one year's report, set by a layout, as TOML.

    No other report and no other layout's options are in it, no private table and no comment.
    """
    import tomli_w

    kept = {key: values[key] for key in PUBLIC if key in values}
    kept["reports"] = {year: values["reports"][year]}
    chosen = kept.pop("layouts", {}).get(layout)
    if chosen:
        kept["layouts"] = {layout: chosen}
    return tomli_w.dumps(kept, multiline_strings=True).encode()
