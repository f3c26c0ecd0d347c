"""What the data chooses of a layout's options is among what the layout offers."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from reportcli.diagnostics import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportcli.edition import Edition
    from reportcli.source import Source


def check(source: Source, edition: Edition) -> Iterator[Diagnostic]:
    """Yield a fault for an option that the edition's layout has not, and for a choice that it has not."""
    layout = edition.layout
    offered = {option.name: option for option in layout.options}
    for name, chosen in layout.choices.items():
        path = ("layouts", layout.name, name)
        if name not in offered:
            message = f"the layout `{layout.name}` has no option `{name}`"
            place = source.place(path, key=True)
            yield Diagnostic("L010", message, place, _hint(name, list(offered)))
        elif chosen not in offered[name].choices:
            message = f"`{name}` cannot be `{chosen}` in the layout `{layout.name}`"
            hint = _hint(chosen, offered[name].choices)
            yield Diagnostic("L010", message, source.place(path), hint)


def _hint(written: str, known: Sequence[str]) -> str:
    if not known:
        return "it has no options: take the line out"
    close = get_close_matches(written, known, n=1)
    return f"did you mean `{close[0]}`?" if close else f"there are: {', '.join(known)}"
