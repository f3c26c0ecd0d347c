"""axe-core's verdict on a page in a browser, in every way in which it is seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from support.checkers import FROM_NPM, NODE_MODULES

if TYPE_CHECKING:
    from pathlib import Path

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
"""WCAG 2.2 to level AA, and what axe-core advises beyond it."""
DESKTOP, PHONE = {"width": 1280, "height": 800}, {"width": 320, "height": 800}
ZOOMED = {"width": 320, "height": 256}
"""Sizes of the window in CSS px: a desktop's, the narrowest of WCAG 1.4.10, and 1280 × 1024 at 400 %."""
USUAL: Mapping[str, str] = {
    "media": "screen",
    "color_scheme": "light",
    "reduced_motion": "no-preference",
    "forced_colors": "none",
}
VIEWS: Mapping[str, tuple[Mapping[str, int], Mapping[str, str]]] = {
    "light": (DESKTOP, {}),
    "dark": (DESKTOP, {"color_scheme": "dark"}),
    "320 px": (PHONE, {}),
    "400 %": (ZOOMED, {}),
    "printed": (DESKTOP, {"media": "print"}),
    "forced colours": (DESKTOP, {"forced_colors": "active"}),
    "reduced motion": (DESKTOP, {"reduced_motion": "reduce"}),
}
RUN = "tags => axe.run(document, { runOnly: tags, resultTypes: ['violations', 'incomplete'] })"


@dataclass(frozen=True)
class Audit:
    """What axe-core finds in a page: the rules that found something to look at, and what breaks one, and where.

    What a rule leaves open counts as a fault: a page must be such that a program can tell.
    """

    rules: frozenset[str]
    faults: tuple[str, ...]

    def __or__(self, other: Audit) -> Audit:
        return Audit(self.rules | other.rules, (*self.faults, *other.faults))


def audit(browser: Any, file: Path) -> Audit:
    """Return what axe-core finds in a page, in all views."""
    page = browser.new_page()
    page.goto(file.as_uri())
    page.evaluate("document.fonts.ready.then(() => true)")
    page.evaluate(_axe())
    found = Audit(frozenset(), ())
    for name in VIEWS:
        see(page, name)
        found |= _look(page, name)
    page.close()
    return found


def see(page: Any, view: str) -> None:
    """Show a page in one of the views."""
    size, media = VIEWS[view]
    page.set_viewport_size(size)
    page.emulate_media(**{**USUAL, **media})


def _look(page: Any, view: str) -> Audit:
    result = page.evaluate(RUN, list(TAGS))
    faults = [
        f"{view}: {rule['id']}{told}: {_first(node)}"
        for kind, told in {"violations": "", "incomplete": " is left open"}.items()
        for rule in result[kind]
        for node in rule["nodes"]
    ]
    width = page.evaluate("document.documentElement.scrollWidth")
    if width > page.viewport_size["width"]:
        faults.append(f"{view}: the page scrolls sideways, {width} px wide")
    rules = {rule["id"] for kind in ("passes", "violations", "incomplete") for rule in result[kind]}
    return Audit(frozenset(rules), tuple(faults))


def _first(node: Mapping[str, Any]) -> str:
    reasons = [check["message"] for kind in ("any", "all", "none") for check in node[kind]]
    return f"{node['target'][0]}: {reasons[0] if reasons else node['html']}"


@cache
def _axe() -> str:
    return (NODE_MODULES / "axe-core" / FROM_NPM["axe-core"]).read_text("utf-8")
