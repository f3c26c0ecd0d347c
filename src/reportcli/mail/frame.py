"""The frame around a message's HTML: one column, styles in the elements, for every mail program."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import jinja2

from reportcli.mail.template import BUILT_IN

if TYPE_CHECKING:
    from collections.abc import Mapping

LIMIT = 100_000
"""Bytes of HTML; beyond, Gmail cuts a message off."""


@cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(BUILT_IN),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("frame.html.j2")


@cache
def _inliner() -> Any:
    from css_inline import CSSInliner

    return CSSInliner(load_remote_stylesheets=False)


def frame(values: Mapping[str, Any]) -> str:
    """Return the HTML of a message whose `body` is Markup."""
    html: str = _inliner().inline(_template().render(values))
    return html
