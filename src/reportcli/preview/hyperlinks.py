"""Whether a terminal lets its user follow a link, by what it says of itself: none can be asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

PROGRAMS = {"iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "Tabby", "rio"}
TERMS = ("xterm-kitty", "xterm-ghostty", "foot", "alacritty", "contour", "wezterm")
OWN = ("WT_SESSION", "KONSOLE_VERSION", "DOMTERM")
"""Variables of terminals that set them and follow links."""
OLDEST_VTE = 5000
"""GNOME's terminals, and others that are made of VTE, follow links from this version on."""


def follows(environment: Mapping[str, str]) -> bool:
    """Say whether links can be followed; where it is not known, they cannot, nor through tmux or screen."""
    term = environment.get("TERM", "")
    if environment.get("TMUX") or term.startswith(("tmux", "screen")):
        return False
    vte = environment.get("VTE_VERSION", "")
    return (
        environment.get("TERM_PROGRAM") in PROGRAMS
        or term.startswith(TERMS)
        or any(environment.get(name) for name in OWN)
        or (vte.isdecimal() and int(vte) >= OLDEST_VTE)
    )
