"""The numbers of a text, as they are held beside those of its translation."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportcli.checks.quantities import quantities
from reportcli.project import find
from reportcli.review import review
from support.checking import data
from support.projects import write


@pytest.mark.parametrize(
    ("text", "language", "numbers"),
    [
        ("Les 12 000 voix de 3 pays", "fr", ["12000", "3"]),
        ("12,000 votes, 12.000 Stimmen, 12’000", "en", ["12000"]),
        ("1,5 % et 1.5 %", "fr", ["1.5"]),
        ("1,2 million de 1 200 000", "fr", ["1200000"]),
        ("3 mil, 2 mil millones, 1.5 billion", "es", ["3000", "2000000000", "1500000000"]),
        ("à 14 h 30, 14h30, at 2.30 pm, 2:30 p.m., um 14.30 Uhr, 14:30", "fr", ["14:30"]),
        ("à 22 h, at 10 pm, a las 22:00", "fr", ["22:00"]),
        ("le 25e, the 25th, 2023-05-03", "fr", ["25", "2023", "5", "3"]),
        ("v2, CO2, A4", "fr", []),
        ("13 heures", "fr", ["13"]),
        ("٢٠٢٣", "ar", ["2023"]),
    ],
)
def test_a_number_is_the_same_however_it_is_written(
    text: str, language: str, numbers: list[str]
) -> None:
    assert list(quantities(text, language).figures) == numbers


def test_what_is_said_in_words_is_said() -> None:
    said = quantities("Treize pays au XXIe siècle, la troisième fois, 4 voix, quatre-vingts", "fr")
    assert all(said.says(number) for number in ("13", "21", "3", "4", "1", "80"))
    assert not said.says("31")


def codes(fr: str, en: str, tmp_path: Path) -> list[str]:
    found = review(find(write(tmp_path, data({"fr": fr, "en": en})))).diagnostics
    return [d.message for d in found if d.code == "X003"]


@pytest.mark.parametrize(
    ("fr", "en"),
    [
        ("Le 3 mars, à 22 h, vingt pays.", "On 3 March, at 10 pm, 20 countries."),
        ("Treize pays et 3 villes.", "13 countries and three cities."),
        ("En 2023, 12 voix ; en 2023, trois.", "In 2023, 12 votes and 3."),
        ("1 200 000 voix au XXe siècle.", "1.2 million votes in the 20th century."),
    ],
)
def test_the_same_number_in_figures_and_in_words_is_no_fault(
    fr: str, en: str, tmp_path: Path
) -> None:
    assert codes(fr, en, tmp_path) == []


def test_a_number_that_takes_the_place_of_one_that_stands_twice_is_told(tmp_path: Path) -> None:
    assert codes("13 voix, puis 13 autres.", "13 votes, then 31 more.", tmp_path) == [
        "“31” in `en`, but in `fr`: 13"
    ]


@given(
    st.text("0123456789 .,:hpmHXVI’\u202fmilons", max_size=80), st.sampled_from(["fr", "en", "xx"])
)
def test_every_number_lies_in_its_text(text: str, language: str) -> None:
    for places in quantities(text, language).figures.values():
        assert all(text[start:end].strip() == text[start:end] != "" for start, end in places)
