"""What typeset pages show: each rule finds its example, and passes what is right."""

from __future__ import annotations

import pytest

from reportcli.checks.rule import Rule, about_pages
from support.look import look

pytestmark = pytest.mark.pdf


@pytest.mark.parametrize("rule", about_pages(), ids=lambda rule: rule.code)
def test_a_rule_finds_its_example_and_no_other_does(rule: Rule) -> None:
    assert isinstance(rule.bad, str)
    seen = look(rule.bad)
    assert [other.code for other in about_pages() if [*other.find(seen)]] == [rule.code]


@pytest.mark.parametrize("rule", about_pages(), ids=lambda rule: rule.code)
def test_what_a_rule_passes_no_rule_finds(rule: Rule) -> None:
    assert isinstance(rule.good, str)
    seen = look(rule.good)
    assert [found for other in about_pages() for found in other.find(seen)] == []
