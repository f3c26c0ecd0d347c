"""What a fault is, and how a script is told of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reportcli.diagnostics import Diagnostic, Failure, Place, Severity, has_errors

FAULT = Diagnostic("D001", "unknown key `titel`", hint="did you mean `title`?")
PLACE = Place("data/victories.toml", 6, 1, 6, 6, 'titel = "x"')


def test_a_script_is_told_everything_by_name() -> None:
    assert replace(FAULT, place=PLACE, severity="warning").as_json() == {
        "code": "D001",
        "severity": "warning",
        "message": "unknown key `titel`",
        "path": "data/victories.toml",
        "line": 6,
        "column": 1,
        "end_line": 6,
        "end_column": 6,
        "hint": "did you mean `title`?",
        "fix": None,
    }


@pytest.mark.parametrize(("place", "path"), [(None, None), (Place("out/x.pdf"), "out/x.pdf")])
def test_what_has_no_line_has_nulls_there(place: Place | None, path: str | None) -> None:
    told = replace(FAULT, place=place).as_json()
    assert told["path"] == path
    assert [told[key] for key in ("line", "column", "end_line", "end_column")] == [None] * 4


def test_a_failure_says_all_that_is_wrong_and_ends_with_1() -> None:
    failure = Failure(iter([FAULT, Diagnostic("D002", "`text` is missing")]))
    assert str(failure) == "unknown key `titel`; `text` is missing"
    assert [fault.code for fault in failure.diagnostics] == ["D001", "D002"]
    assert failure.exit_code == 1


@pytest.mark.parametrize(
    ("severities", "errors"),
    [([], False), (["info", "warning"], False), (["warning", "error"], True)],
)
def test_only_an_error_is_an_error(severities: list[Severity], errors: bool) -> None:
    assert has_errors(replace(FAULT, severity=severity) for severity in severities) is errors


@pytest.mark.parametrize(
    ("place", "told"),
    [(PLACE, "data/victories.toml:6:1"), (Place("out/x.pdf"), "out/x.pdf")],
)
def test_a_place_is_written_so_that_an_editor_can_jump_to_it(place: Place, told: str) -> None:
    assert str(place) == told
