"""The built-in message, written into a project for somebody to change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportcli.diagnostics import Diagnostic, Failure, Place
from reportcli.edition import one
from reportcli.files import write_all
from reportcli.load import load
from reportcli.mail import template
from reportcli.mail.ledger import prepare_folder

if TYPE_CHECKING:
    from pathlib import Path

    from reportcli.project import Project


def eject(project: Project, year: str, language: str | None) -> Path:
    """Write the message of a language with remarks; return its file. Raises Failure where there is one."""
    edition = one(project, load(project), year, None, language)
    file = template.file(project, edition.language, edition.report.languages[0])
    if file.exists():
        hint = "change that one; or take it away first, to begin anew"
        raise Failure([Diagnostic("M014", "there is a message already", Place(str(file)), hint)])
    text = template.built_in(edition.language).read_text("utf-8")
    remarks = template.words(edition.language)["remarks"].format(language=edition.language)
    prepare_folder(project.mail)
    write_all({file: f"{{#\n{remarks.strip()}\n#}}\n{text}".encode()})
    return file
