"""Edition → HTML, for paper or for the screen, from one set of templates."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import jinja2
import jinja2.nodes
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.sandbox import ImmutableSandboxedEnvironment

from reportcli.brand import embedded_fonts
from reportcli.diagnostics import Diagnostic, Failure, Place
from reportcli.misfits import Unfit
from reportcli.template_tools import FACES, Medium, Tools

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import CodeType

    from markupsafe import Markup

    from reportcli.edition import Edition
    from reportcli.layouts import Layout

__all__ = ["Medium", "render"]


@dataclass(frozen=True)
class Letter:
    """What a mailing's letter says to one donor. `body` is the message."""

    address: tuple[str, ...]
    body: Markup


REPORT = "report.html.j2"
"""The template that a layout is rendered from."""


class _Compiled(BytecodeCache):
    """Templates compiled in this process, by name, file and content: one that is changed is compiled anew."""

    def __init__(self) -> None:
        self._code: dict[tuple[str, str], CodeType | None] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._code.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._code[bucket.key, bucket.checksum] = bucket.code


_compiled = _Compiled()


def render(edition: Edition, *media: Medium, letters: Sequence[Letter] = ()) -> tuple[str, ...]:
    """Render an edition for each medium asked for; `letters` are those of a mailing.

    Raises Failure when a template has a fault or the brand cannot be read, Unfit when its sheet
    cannot hold the edition.
    """
    tools = Tools(edition)
    try:
        template = _environment(edition.layout, tools).get_template(REPORT)
        texts = [template.render(tools.of_medium(medium), letters=letters) for medium in media]
        return tuple(_with_fonts(edition, text) for text in texts)
    except (Failure, Unfit):
        raise
    except Exception as error:  # noqa: BLE001  whatever a template does wrong is its fault
        raise Failure([_template_fault(edition, error)]) from None


def _with_fonts(edition: Edition, text: str) -> str:
    """Put the fonts into a page that asks for them: what its signs need."""
    if FACES not in text:
        return text
    return text.replace(FACES, embedded_fonts(edition, {ord(sign) for sign in set(text)}), 1)


def blocks(layout: Layout) -> list[str]:
    """Return the names of the blocks of a layout's report, which another layout may change."""
    environment = jinja2.Environment(autoescape=True)
    found: dict[str, None] = {}
    reports = (part.folder / REPORT for part in reversed(layout.parts))
    for file in filter(Path.is_file, reports):
        parsed = environment.parse(file.read_text("utf-8"))
        found |= dict.fromkeys(block.name for block in parsed.find_all(jinja2.nodes.Block))
    return list(found)


def _environment(layout: Layout, tools: Tools) -> jinja2.Environment:
    environment = ImmutableSandboxedEnvironment(
        loader=_loader(layout),
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


def _loader(layout: Layout) -> jinja2.BaseLoader:
    """Find a template in the layout, then in what it extends; or in one of those alone: `annual/…`."""
    extended = {part.name: jinja2.FileSystemLoader(part.folder) for part in layout.parts[1:]}
    own = jinja2.FileSystemLoader([part.folder for part in layout.parts])
    return jinja2.ChoiceLoader([own, jinja2.PrefixLoader(extended)])


def _template_fault(edition: Edition, error: Exception) -> Diagnostic:
    """Say in which template and line a fault lies, and at which victory."""
    layout, place, victory = edition.layout, None, None
    if isinstance(error, jinja2.TemplateSyntaxError) and error.filename:
        place = _place(layout, Path(error.filename), error.lineno)
    trace = error.__traceback__
    while trace:
        if found := _place(layout, Path(trace.tb_frame.f_code.co_filename), trace.tb_lineno):
            place, victory = found, trace.tb_frame.f_locals.get("victory", victory)
        trace = trace.tb_next
    at = "".join(
        f", at victory {number}"
        for number, one in enumerate(edition.report.victories, 1)
        if one is victory
    )
    kind = "" if isinstance(error, jinja2.TemplateError) else f"{type(error).__name__}: "
    message = f"the layout `{layout.name}` has a fault{at}: {kind}{error}"
    return Diagnostic("L002", message, place, "mend the template, or use another layout")


def _place(layout: Layout, file: Path, line: int) -> Place | None:
    """Return the place of a line of a template, None for a file that is none of the layout's."""
    for part in layout.parts:
        if file.is_relative_to(part.folder):
            name = part.place(str(file.relative_to(part.folder))).path
            return Place(name, line, 1, line, 2)
    return None
