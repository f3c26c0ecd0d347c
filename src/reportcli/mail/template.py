"""The message's template: a project's own `mail/message.md.j2`, or a good one in the report's language.

It begins with its subject and preheader between two lines `---`; what follows is Markdown with Jinja.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2
from jinja2 import nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from reportcli import source
from reportcli.diagnostics import Diagnostic, Failure, Place
from reportcli.mail.markdown import escape

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from reportcli.project import Project

BUILT_IN = Path(__file__).resolve().parents[1] / "share" / "mail"
KEYS = ("subject", "preheader")
LIMIT = 200_000
"""Bytes that a template may have."""

_FRONT = re.compile(
    r"(?:\s*\{#.*?#\})?\s*---[ \t]*\n(?P<front>.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE
)


@dataclass(frozen=True)
class Text:
    """A Jinja text that somebody wrote, and where it stands. A value in Markdown is escaped there."""

    text: str
    place: Place
    markdown: bool = False

    @cached_property
    def _template(self) -> jinja2.Template:
        return _environment(markdown=self.markdown).from_string(self.text)

    def render(self, values: Mapping[str, Any]) -> str:
        """Return the text with its values. Raises Failure with what is wrong in it, and where."""
        try:
            return self._template.render(values)
        except Exception as error:  # noqa: BLE001  whatever a template does wrong is its fault
            raise Failure([_fault(self, error, values)]) from None

    @property
    def donor_names(self) -> frozenset[str]:
        """The names that follow `donor.` in the text."""
        tree = _environment(markdown=self.markdown).parse(self.text)
        return frozenset(
            node.attr
            for node in tree.find_all(nodes.Getattr)
            if isinstance(node.node, nodes.Name) and node.node.name == "donor"
        )


@dataclass(frozen=True)
class Template:
    """A message in one language; `subject` and `preheader` are None where the file has none."""

    language: str
    name: str
    subject: Text | None
    preheader: Text | None
    body: Text
    is_own: bool = False


def file(project: Project, language: str, first: str) -> Path:
    """Return where a project keeps its message in a language; that in the first has no tag in its name."""
    tag = "" if language == first else f".{language}"
    return project.mail / f"message{tag}.md.j2"


def find(project: Project, language: str, first: str) -> Template:
    """Return a project's own message in a language, or else the built-in one."""
    own = file(project, language, first)
    if own.exists():
        found = parse(_read(own), language, str(own.relative_to(project.root)))
        return replace(found, is_own=True)
    return parse(*read_built_in(language))


def read_built_in(language: str) -> tuple[str, str, str]:
    """Return the text of the built-in message, the language it is for, and its name."""
    ours = built_in(language)
    return ours.read_text("utf-8"), language, ours.name


def built_in(language: str) -> Path:
    """Return the built-in message in a language, its parent (fr-CH → fr), or English."""
    wanted = (language, language.partition("-")[0], "en")
    return next(found for tag in wanted if (found := BUILT_IN / f"message.{tag}.md.j2").is_file())


def is_spoken(language: str) -> bool:
    """Say whether there is a built-in message in a language."""
    return built_in(language).name.split(".")[1] == language.partition("-")[0]


def words(language: str) -> Mapping[str, str]:
    """Return what the frame around a message says, in the language of `built_in`."""
    table = source.read(BUILT_IN / "words.toml", "mail/words.toml").values
    found: Mapping[str, str] = table[built_in(language).name.split(".")[1]]
    return found


def parse(text: str, language: str, name: str) -> Template:
    """Part a template into subject, preheader and body. Raises Failure with the line of what is wrong."""
    text = text.replace("\r\n", "\n").removeprefix("\ufeff")
    match = _FRONT.match(text)
    said: dict[str, Text] = {}
    lines = match["front"].splitlines() if match else []
    first = text.count("\n", 0, match.start("front")) + 1 if match else 1
    for number, line in enumerate(lines, first):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        key, colon, value = line.partition(":")
        place = Place(name, number, 1, number, len(line) + 1, line)
        if not colon or key.strip() not in KEYS or key.strip() in said:
            told = "is there twice" if key.strip() in said else "means nothing here"
            hint = f"between the lines --- there are: {': …, '.join(KEYS)}: …"
            raise Failure([Diagnostic("M011", f"`{key.strip()}` {told}", place, hint)])
        if value.strip():
            said[key.strip()] = Text(value.strip(), place)
    body = text[match.end() :] if match else text
    before = text.count("\n", 0, match.end()) if match else 0
    if not body.strip():
        hint = "write the message under the second ---"
        raise Failure([Diagnostic("M012", "the message has no text", Place(name), hint)])
    padded = "\n" * before + body  # so that its lines keep their numbers
    return Template(
        language, name, said.get("subject"), said.get("preheader"), Text(padded, Place(name), True)
    )


def _read(file: Path) -> str:
    try:
        data = file.read_bytes()
        if len(data) > LIMIT:
            raise _unread(file, f"has more than {LIMIT:,} bytes", "a message is a page or two")
        return data.decode("utf-8")
    except OSError as error:
        told = f"cannot be read: {(error.strerror or str(error)).lower()}"
        raise _unread(file, told, "mend it, or take it away to use the built-in message") from None
    except UnicodeDecodeError:
        raise _unread(file, "is not in UTF-8", "save it as UTF-8 in your editor") from None


def _unread(file: Path, told: str, hint: str) -> Failure:
    return Failure([Diagnostic("M010", f"the message {told}", Place(str(file)), hint)])


def _environment(*, markdown: bool) -> jinja2.Environment:
    environment = ImmutableSandboxedEnvironment(
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=escape if markdown else None,
    )
    environment.globals.pop("lipsum")  # it is random
    return environment


def _fault(text: Text, error: Exception, values: Mapping[str, Any]) -> Diagnostic:
    """Say in which line a fault lies; a text within another file has that place whole."""
    line = getattr(error, "lineno", None) or _line(error)
    place = text.place
    if not place.line and line:
        excerpt = text.text.splitlines()[line - 1]
        place = Place(place.path, line, 1, line, len(excerpt) + 1, excerpt)
    told = (
        str(error)
        if isinstance(error, jinja2.TemplateError)
        else f"{type(error).__name__}: {error}"
    )
    if unknown := re.search(r"SimpleNamespace object' has no attribute '(\w+)'", told):
        return unknown_name(unknown[1], vars(values["donor"]), place)
    return Diagnostic("M013", f"the text has a fault: {told}", place, _hint(error))


def unknown_name(name: str, known: Collection[str], place: Place) -> Diagnostic:
    """Return the fault of a text that uses what no column of the list gives."""
    close = get_close_matches(name, known, n=1, cutoff=0.7)
    meant = f"did you mean donor.{close[0]}? " if close else ""
    hint = f"{meant}the list gives donor.{', .'.join(sorted(known))}"
    return Diagnostic("M013", f"no column of the list is donor.{name}", place, hint)


def _line(error: Exception) -> int:
    line, trace = 0, error.__traceback__
    while trace:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def _hint(error: Exception) -> str:
    if isinstance(error, jinja2.UndefinedError):
        return "write what is there; docs/how-to/mail.md lists it"
    return "mend it; reportcli mail draft shows the result"
