"""What the documentation says is so: its commands are run, its reference is today's."""

from __future__ import annotations

import re
import sys
from itertools import product
from pathlib import Path

import pytest

from reportcli import html
from reportcli.edition import one
from reportcli.layouts import find, names
from reportcli.load import load
from reportcli.project import Project
from reportcli.template_tools import Tools
from support import verdict_table
from support.docs import Step, follow, steps
from support.documents import PURPOSES, REPORTS
from support.projects import REPOSITORY, SMALL, write

sys.path.insert(0, str(REPOSITORY / "tools"))
import reference

DOCS = REPOSITORY / "docs"
PAGES = sorted(page for page in DOCS.rglob("*.md") if page.parent.name != "reference")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(DOCS)))
def test_a_pages_examples_do_what_it_says(page: Path, tmp_path: Path) -> None:
    assert follow(page.read_text("utf-8"), tmp_path) == []


def test_the_test_of_examples_sees_what_is_not_so(tmp_path: Path) -> None:
    page = "```console\n$ echo one\ntwo\n```\n\n```console fails\n$ true\n```\n"
    assert len(follow(page, tmp_path)) == 2


def test_a_fence_is_read_with_its_options() -> None:
    (step,) = steps('\n```toml title="a/b.toml"\nx = 1\n```\n')
    assert step == Step("toml", {"title": "a/b.toml"}, "x = 1\n", 2)


def test_the_reference_of_the_commands_is_todays() -> None:
    assert (DOCS / "reference/commands.md").read_text("utf-8") == reference.commands()


def test_the_reference_of_the_data_is_todays() -> None:
    assert (DOCS / "reference/data.md").read_text("utf-8") == reference.data()


def test_the_reference_of_the_rules_is_todays() -> None:
    from reportcli.checks.explaining import reference as page
    from reportcli.checks.rule import rules

    assert (DOCS / "reference/rules.md").read_text("utf-8") == page(rules())


def test_every_page_can_be_reached_and_every_link_leads_somewhere() -> None:
    index = (DOCS / "index.md").read_text("utf-8")
    for page in [*PAGES, *(DOCS / "reference").glob("*.md")]:
        name = str(page.relative_to(DOCS).with_suffix(""))
        assert name == "index" or f"\n{name}\n" in index
        text = re.sub(
            r"^```text\n.*?^```", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL
        )
        links = re.findall(r"(?<!`)\]\((?!https?:)([^)#]+)", text)
        assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_verdicts_written_down_hold_no_failure_and_leave_out_no_layout() -> None:
    page = (DOCS / "conformance.md").read_text("utf-8")
    assert verdict_table.failures(page) == []
    told = {(layout, report) for layout, report, _ in verdict_table.rows(page)}
    assert told == set(product(names(Project(REPOSITORY)), REPORTS)), "make conformance"
    assert all(f"\n## PDF, for `{purpose}`\n" in page for purpose in PURPOSES), "make conformance"


def names_told(heading: str) -> set[str]:
    """The names in the first column of the table under a heading of docs/layouts.md."""
    page = (DOCS / "layouts.md").read_text("utf-8")
    table = page.split(f"\n### {heading}\n")[1].split("\n#")[0]
    cells = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    return set(re.findall(r"`([a-z_A-Z]+)", " ".join(cells)))


def test_all_that_a_template_may_use_is_told(tmp_path: Path) -> None:
    project = Project(write(tmp_path, SMALL))
    tools = Tools(one(project, load(project), "2024", None, None))
    values = {**tools.globals, **tools.of_medium("paper")}
    functions = {name for name, value in values.items() if callable(value)}
    assert names_told("Functions") == functions
    assert names_told("Values") == values.keys() - functions
    assert names_told("Filters") == tools.filters.keys()


@pytest.mark.parametrize("name", ["annual", "letter", "poster"])
def test_the_blocks_of_a_layout_are_told(name: str) -> None:
    page = (DOCS / "layouts.md").read_text("utf-8")
    told = page.split(f"\n### Blocks of `{name}`\n")[1].split("\n#")[0]
    assert re.findall(r"`([a-z_]+)`", told) == html.blocks(find(Project(REPOSITORY), name))
