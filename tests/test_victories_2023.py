"""The real data says what its source says, character by character."""

from __future__ import annotations

import re
import tomllib

import pytest

from support.projects import REPOSITORY

SEED = (REPOSITORY / "tests/seed/nos-10-victoires-2023.txt").read_text("utf-8")
DATA = tomllib.loads((REPOSITORY / "data/victories.toml").read_text("utf-8"))
REPORT = DATA["reports"]["2023"]
HEAD, *TEXTS = [part.strip() for part in re.split(r"^\d+\.$", SEED, flags=re.MULTILINE)]


def test_the_seed_has_ten_texts() -> None:
    assert len(TEXTS) == len(REPORT["victories"]) == 10


@pytest.mark.parametrize("number", range(1, 11))
def test_a_text_is_the_seeds_word_for_word(number: int) -> None:
    assert REPORT["victories"][number - 1]["text"] == TEXTS[number - 1]


def test_title_year_and_subtitle_are_the_seeds() -> None:
    title, year, subtitle = HEAD.split("\n\n")
    assert (REPORT["title"], REPORT["subtitle"]) == (title, subtitle)
    assert year in DATA["reports"]


def test_every_victory_has_a_short_title() -> None:
    assert all(0 < len(victory["title"]) <= 45 for victory in REPORT["victories"])


@pytest.mark.parametrize(
    ("number", "value"),
    [
        (2, "8"),
        (3, "3"),
        (3, "jusqu'à 20"),
        (4, "13"),
        (5, "16"),
        (5, "plus de 800"),
        (6, "25e"),
        (6, "plus de 500"),
    ],
)
def test_a_figure_of_the_text_stands_in_the_data(number: int, value: str) -> None:
    assert value in [figure["value"] for figure in REPORT["victories"][number - 1]["figures"]]


def test_nothing_is_invented_beside_the_reports() -> None:
    assert set(DATA) == {"schema", "reports"}
