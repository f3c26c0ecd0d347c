"""HTML → how its typeset pages look, for the rules about pages."""

from __future__ import annotations

from functools import cache

from reportcli.brand import font_rules
from reportcli.checks.rule import Look
from reportcli.edition import Edition, one
from reportcli.ground import grounds
from reportcli.load import survey
from reportcli.pdf import typeset
from reportcli.project import Project
from support.projects import REPOSITORY

PAGE = """<!doctype html><html lang="fr"><head><title>Pages</title><style>
@page { size: 105mm 148mm; margin: 12mm; background: #fff }
body { margin: 0; font: 10pt/14pt Literata }
h2 { margin: 0; font: 700 14pt/14pt "Bricolage Grotesque" }
p { margin: 0 }
</style></head><body>"""


@cache
def edition() -> Edition:
    project = Project(REPOSITORY)
    return one(project, survey(project), "2023", None, None)


def look(body: str, whole: str | None = "_whole-") -> Look:
    """Typeset a body on pages of 105 × 148 mm, whose text has 81 × 124 mm, 25 lines of 10 pt."""
    set_by = edition()
    roots = {**set_by.fonts.roots, **set_by.layout.roots}
    made = typeset(PAGE + body, font_rules(set_by), roots, for_press=True)
    return Look(made.geometry, grounds(made.data), whole)
