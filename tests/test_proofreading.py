"""The rules, held against texts that a proofreader has read: what she marks is found, what is right is passed."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportcli.checks.passages import Passage
from reportcli.checks.rule import rules
from reportcli.model import Check
from reportcli.project import Project
from reportcli.review import review
from support.projects import REPOSITORY

CORRECT = sorted((Path(__file__).parent / "cases" / "check").glob("*.txt"))
LANGUAGE_KNOWN = {"fr", "en", "es"}


@pytest.mark.parametrize("page", CORRECT, ids=lambda page: page.stem)
def test_on_a_page_that_is_right_nothing_is_reported(page: Path) -> None:
    passages = [
        Passage(("reports", "2024", "victories", index, "text"), words, page.stem)
        for index, words in enumerate(page.read_text("utf-8").strip().split("\n\n"))
    ]
    found = []
    for rule in rules():
        read = [passage for passage in passages if rule.reads(passage)]
        if rule.scope == "text":
            found += [(rule.code, item.what) for passage in read for item in rule.find(passage)]
        elif rule.scope == "report" and read:
            found += [(rule.code, item.what) for _, item in rule.find(read, Check())]
    assert found == []
    assert sum(len(passage.words.split()) for passage in passages) > 100


MARKED = [
    # what a careful French proofreader marks in the ten victories of 2023: line of the file, words, code
    (10, "défenseur·e·x·s", "G001"),  # hyphens in most of the report, points here
    (16, "défenseur·e·x·s", "G001"),
    (16, " ;", "T010"),
    (16, "défenseur·e·x·s", "G001"),
    (25, "République Démocratique", "T043"),
    (25, "défenseur·e·x·s", "G001"),
    (28, "Acquitté·es", "G001"),  # points, and no x
    (32, "défenseur·es", "G001"),
    (32, "acquitté·es", "G001"),
    (35, "défenseur·es", "G001"),
    (35, "accusé·es", "G001"),
    (35, '"terrorisme"', "T002"),
    (35, "acquitté·es", "G001"),
    (58, "Défenseurs", "T046"),
    (61, "25ème", "T030"),
    (61, "Défenseurs", "T046"),
    (61, "Droits", "T046"),
    (65, "Conseil des Droits de l'Homme", "X011"),  # « Conseil des droits de l'Homme » elsewhere
    (65, "Droits", "T046"),
    (66, "Conseil des Droits de l'Homme", "X011"),
    (66, "Droits", "T046"),
    (66, "eux-mêmes", "G003"),
    (66, "spéciaux", "G003"),
    (72, "chinois", "G003"),
    (72, "décideur-euses", "G001"),  # the plural is joined, and there is no x
]
"""Besides the straight apostrophes. What no rule can know is not in the list: the comma that lacks after
« terrorisme », the sentence that begins with « 16 », « acteurs » and « droits de l'Homme » in a text that is
inclusive elsewhere."""


def test_of_the_victories_of_2023_all_that_a_proofreader_marks_is_found_and_nothing_else() -> None:
    found = review(Project(REPOSITORY))
    assert found.source is not None
    lines = found.source.text.split("\n")
    told = []
    apostrophes = 0
    for diagnostic in found.diagnostics:
        place = diagnostic.place
        assert place is not None
        assert place.line == place.end_line
        words = lines[place.line - 1][place.column - 1 : place.end_column - 1]
        if diagnostic.code == "T001":
            apostrophes += words.count("'")
        else:
            told.append((place.line, words, diagnostic.code))
    assert sorted(told) == sorted(MARKED)
    prose = [line for line in lines if not line.startswith("#")]
    assert apostrophes == "\n".join(prose).count("'")
