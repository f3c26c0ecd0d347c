"""Edition → HTML, for paper or for the screen, from one set of templates."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import jinja2
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.sandbox import ImmutableSandboxedEnvironment

from reportcli.diagnostics import Diagnostic, Failure, Place
from reportcli.template_tools import Medium, Tools

if TYPE_CHECKING:
    from types import CodeType

    from reportcli.edition import Edition
    from reportcli.layouts import Layout

__all__ = ["Medium", "render"]


class _Compiled(BytecodeCache):
    """Templates compiled in this process, by name, file and content: one that is changed is compiled anew."""

    def __init__(self) -> None:
        self._code: dict[tuple[str, str], CodeType | None] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._code.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._code[bucket.key, bucket.checksum] = bucket.code


_compiled = _Compiled()


def render(edition: Edition, *media: Medium) -> tuple[str, ...]:
    """Render an edition for each medium asked for.

    Raises Failure when a template has a fault or the brand cannot be read.
    """
    tools = Tools(edition)
    try:
        template = _environment(edition.layout, tools).get_template("report.html.j2")
        return tuple(template.render(tools.of_medium(medium)) for medium in media)
    except Failure:
        raise
    except Exception as error:  # noqa: BLE001  whatever a template does wrong is its fault
        raise Failure([_template_fault(edition.layout, error)]) from None


def _environment(layout: Layout, tools: Tools) -> jinja2.Environment:
    environment = ImmutableSandboxedEnvironment(
        loader=jinja2.FileSystemLoader(layout.folder),
        bytecode_cache=_compiled,
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(tools.filters)
    environment.globals.pop("lipsum")  # it is random
    environment.globals.update(tools.globals)
    return environment


def _template_fault(layout: Layout, error: Exception) -> Diagnostic:
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
    kind = "" if isinstance(error, jinja2.TemplateError) else f"{type(error).__name__}: "
    message = f"the layout `{layout.name}` has a fault: {kind}{error}"
    return Diagnostic("L002", message, place, "mend the template, or use another layout")


def _place(name: str, line: int) -> Place:
    return Place(name, line, 1, line, 2)
