"""How a message names where a value belongs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reportcli.source import Source

Path = tuple[str | int, ...]


def whose(source: Source, path: Path) -> str:
    """Name the victory that a path lies in, with its title: " in victory 3 (Acquitté·es)"; or nothing.

    A title of more than 60 characters is cut.
    """
    if len(path) < 4 or path[2] != "victories" or not isinstance(path[3], int):
        return ""
    victory: Any = source.values["reports"][path[1]]["victories"][path[3]]
    title = victory.get("title") if isinstance(victory, dict) else None
    if isinstance(title, str):
        short = title if len(title) <= 60 else f"{title[:59].rstrip()}…"
        return f" in victory {path[3] + 1} ({short})"
    return f" in victory {path[3] + 1}"
