"""Edition → HTML, for paper or for the screen, from one set of templates."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment

from reportcli.diagnostics import Diagnostic, Failure, Place
from reportcli.template_tools import Tools

if TYPE_CHECKING:
    from reportcli.edition import Edition
    from reportcli.layouts import Layout
    from reportcli.template_tools import Medium


def render(edition: Edition, medium: Medium) -> str:
    """Render an edition. Raises Failure when a template has a fault or the brand cannot be read."""
    try:
        return _environment(edition, medium).get_template("report.html.j2").render()
    except jinja2.TemplateError as error:
        raise Failure([_template_fault(edition.layout, error)]) from None


def _environment(edition: Edition, medium: Medium) -> jinja2.Environment:
    environment = ImmutableSandboxedEnvironment(
        loader=jinja2.FileSystemLoader(edition.layout.folder),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    tools = Tools(edition, medium)
    environment.filters.update(tools.filters)
    environment.globals.pop("lipsum")  # it is random
    environment.globals.update(tools.globals)
    return environment


def _template_fault(layout: Layout, error: jinja2.TemplateError) -> Diagnostic:
    """Say in which template and line a fault lies."""
    place = None
    if isinstance(error, jinja2.TemplateSyntaxError):
        place = _place(error.name or "report.html.j2", error.lineno)
    trace = error.__traceback__
    while trace:
        file = Path(trace.tb_frame.f_code.co_filename)
        if file.is_relative_to(layout.folder):
            place = _place(str(file.relative_to(layout.folder)), trace.tb_lineno)
        trace = trace.tb_next
    message = f"the layout `{layout.name}` has a fault: {error.message or error}"
    return Diagnostic("L002", message, place, "mend the template, or use another layout")


def _place(name: str, line: int) -> Place:
    return Place(name, line, 1, line, 2)
