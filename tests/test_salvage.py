"""As much of a data file as is valid is kept, and each fault is given to its victory."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportcli.diagnostics import Failure
from reportcli.load import Loaded, survey
from reportcli.project import Project
from reportcli.salvage import LACKING, by_victory
from reportcli.values import FIRST
from support.projects import RICH, SMALL, write, write_rich

HEAD = '[reports.2024]\nlanguages = ["fr"]\ntitle = "Nos victoires"\n'
GOOD = '[[reports.2024.victories]]\ntitle = "Une loi"\ntext = "Une loi."\n'


def salvaged(folder: Path, data: str) -> Loaded:
    return survey(Project(write(folder, data)))


def faults(loaded: Loaded) -> dict[int | None, list[str]]:
    parted = by_victory(loaded.source, "2024", loaded.diagnostics)
    return {index: [fault.message for fault in found] for index, found in parted.items()}


def test_a_sound_file_is_kept_whole(tmp_path: Path) -> None:
    loaded = survey(Project(write_rich(tmp_path)))
    assert len(loaded.data.reports["2024"].victories) == RICH.count("[[reports.2024.victories]]")
    assert loaded.diagnostics == ()


@pytest.mark.parametrize(
    ("wrong", "kept", "message"),
    [
        ('titel = "Loi"', {}, "unknown key `titel` in victory 2 (Une loi)"),
        (
            'places = ["CH", "ZZ", "BR"]',
            {"places": ("CH", "BR")},
            "`places` is not a country code: 'ZZ' in victory 2 (Une loi)",
        ),
        ('figures = [{ value = "3" }]', {"figures": ()}, "`label` is missing in victory 2 (Une loi)"),
        ('quote = { by = "A" }', {"quote": None}, "`text` is missing in victory 2 (Une loi)"),
        ("themes = 3", {"themes": ()}, "`themes` must be a list in victory 2 (Une loi)"),
        ('image = { src = "no.png", alt = "x" }', {}, "there is no picture no.png in victory 2 (Une loi)"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_victory_goes_and_the_rest_stays(
    tmp_path: Path, wrong: str, kept: dict[str, object], message: str
) -> None:
    loaded = salvaged(tmp_path, f"{HEAD}{GOOD}{GOOD}{wrong}\n{GOOD}")
    victories = loaded.data.reports["2024"].victories
    assert [victory.text[FIRST] for victory in victories] == ["Une loi."] * 3
    assert {name: getattr(victories[1], name) for name in kept} == kept
    assert faults(loaded) == {1: [message]}


@pytest.mark.parametrize("text", ["", "text = 3", 'text = ""', "text = []"])
def test_a_victory_without_a_readable_text_keeps_its_number(tmp_path: Path, text: str) -> None:
    broken = f'[[reports.2024.victories]]\ntitle = "Sans"\n{text}\n'
    loaded = salvaged(tmp_path, HEAD + GOOD + broken + GOOD)
    first, second, third = loaded.data.reports["2024"].victories
    assert second.text == {FIRST: LACKING}
    assert second.title == {FIRST: "Sans"}
    assert first == third
    assert list(faults(loaded)) == [1]


def test_a_victory_that_is_no_table_keeps_its_number(tmp_path: Path) -> None:
    loaded = salvaged(tmp_path, HEAD + 'victories = [{ text = "a" }, "b", { text = "c" }]')
    texts = [victory.text[FIRST] for victory in loaded.data.reports["2024"].victories]
    assert texts == ["a", LACKING, "c"]
    assert list(faults(loaded)) == [1]


@pytest.mark.parametrize(
    "more",
    [
        "[brand]\naccent = 'red'",
        "[reports.2025]\nlanguages = 3",
        "[reports.20]\n",
        "[organisation]",
    ],
)
def test_what_is_wrong_elsewhere_is_no_victory_s(tmp_path: Path, more: str) -> None:
    loaded = salvaged(tmp_path, f"{HEAD}{GOOD}{more}\n")
    assert list(faults(loaded)) == [None]
    assert len(loaded.data.reports["2024"].victories) == 1


@pytest.mark.parametrize(
    "more",
    [
        'cover = { src = "a.png", alt = "x", text = "y" }\n' + GOOD,
        GOOD + '[organization.donate]\ntitle = "x"\n',
        GOOD + 'image = { src = "a.png", alt = "x", focus = [0.5] }\n',
        GOOD + "[reports.title]\n",
    ],
)
def test_what_resembles_a_needed_text_or_is_too_short_goes_like_the_rest(
    tmp_path: Path, more: str
) -> None:
    loaded = salvaged(tmp_path, HEAD + more)
    assert loaded.data.reports["2024"].victories[0].text == {FIRST: "Une loi."}
    assert loaded.diagnostics


def test_a_title_that_lacks_is_stood_for(tmp_path: Path) -> None:
    loaded = salvaged(tmp_path, HEAD.replace("title", "titre") + GOOD)
    assert loaded.data.reports["2024"].title == {FIRST: LACKING}


@pytest.mark.parametrize(
    "data",
    [
        "x",
        "reports = 3",
        HEAD,
        HEAD + "victories = 3",
        HEAD + "victories = []",
        HEAD.replace('"fr"', '"xx"') + GOOD,
        SMALL.replace("languages", "language"),
    ],
)
def test_a_report_of_which_nothing_can_be_read_fails_with_every_fault(
    tmp_path: Path, data: str
) -> None:
    with pytest.raises(Failure) as failure:
        salvaged(tmp_path, data)
    assert failure.value.diagnostics


def test_a_warning_belongs_to_its_victory_as_an_error_does(tmp_path: Path) -> None:
    data = RICH.replace('title = { fr = "Acquitté·es", en = "Acquitted" }', 'title = "Acquitté·es"')
    write_rich(tmp_path)
    assert list(faults(salvaged(tmp_path, data))) == [1]
