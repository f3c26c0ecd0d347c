"""Names of countries, and their order."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportcli import layouts
from reportcli.countries import CODES
from reportcli.places import OWN_NAMES, country, sort_key
from reportcli.project import Project
from support.projects import REPOSITORY

LANGUAGES = sorted(layouts.find(Project(REPOSITORY), "annual").words)


@pytest.mark.parametrize(
    ("code", "language", "name"),
    [
        ("CH", "fr", "Suisse"),
        ("CH", "de", "Schweiz"),
        ("CI", "en", "Côte d’Ivoire"),
        ("BR", "pt-BR", "Brasil"),
        ("XK", "it", "Kosovo"),
        ("CD", "fr", "République démocratique du Congo"),
        ("CD", "fr-CH", "République démocratique du Congo"),
        ("CG", "en", "Republic of the Congo"),
        ("PS", "de-CH", "Palästina"),
        ("CH", "zh-Hant", "瑞士"),
    ],
)
def test_a_country_is_called_as_in_the_language_and_as_it_calls_itself(
    code: str, language: str, name: str
) -> None:
    assert country(code, language) == name


@pytest.mark.parametrize("code", sorted(OWN_NAMES))
def test_a_name_that_a_country_gives_itself_is_there_in_every_language_of_the_layout(
    code: str,
) -> None:
    assert sorted(OWN_NAMES[code]) == LANGUAGES


@pytest.mark.parametrize("language", [*LANGUAGES, "fr-CH", "ru", "ar"])
def test_every_country_has_a_name_of_its_own(language: str) -> None:
    names = {code: country(code, language) for code in CODES}
    assert len(names) > 240
    assert len(set(names.values())) == len(names)
    assert all(name.strip() and name != code for code, name in names.items())


ORDER = ["Åland", "Albanie", "Cameroun", "Chili", "Côte d’Ivoire", "Croatie"]
ORDER += ["Égypte", "Équateur", "Espagne", "États-Unis", "Éthiopie", "Fidji"]


def test_names_are_in_the_order_of_an_index() -> None:
    shuffled = Random(1).sample(ORDER, len(ORDER))
    assert shuffled != ORDER
    assert sorted(shuffled, key=sort_key) == ORDER


@pytest.mark.parametrize(
    ("name", "following"), [("Österreich", "Pakistan"), ("Łotwa", "Malta"), ("Đức", "Hà Lan")]
)
def test_a_letter_with_a_mark_does_not_go_to_the_end(name: str, following: str) -> None:
    assert sorted([following, name], key=sort_key) == [name, following]


@given(st.text())
def test_accents_and_capitals_do_not_change_the_order(name: str) -> None:
    key = sort_key(name)
    assert sort_key(f"{name}\u0301") == key
    assert sort_key(key) == key
