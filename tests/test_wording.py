"""How an edition's values are said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reportcli import layouts
from reportcli.edition import Edition
from reportcli.model import Data
from reportcli.project import Project
from reportcli.wording import Wording, address
from support.projects import REPOSITORY


def wording_of(title: str = "Nos victoires", text: str = "Une loi.") -> Wording:
    report = {"languages": ["fr"], "title": title, "victories": [{"text": text}]}
    data = Data.model_validate({"reports": {"2024": report}})
    layout = layouts.find(Project(REPOSITORY), "annual")
    return Wording(Edition(data, "2024", "fr", layout, REPOSITORY))


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("https://www.example.org/", "example.org"),
        ("http://example.org/loi?a=1&b=2#art-3", "example.org/loi?a=1&b=2#art-3"),
        ("HTTPS://WWW.example.org/Loi", "example.org/Loi"),
        ("mailto:jeanne@example.org", "jeanne@example.org"),
        ("tel:+41223334455", "+41223334455"),
        ("https://example.org/actualités", "example.org/actualit%C3%A9s"),
        ("https://example.org/actualit%C3%A9s", "example.org/actualit%C3%A9s"),
        (f"https://example.org/lois/2022/{'x' * 40}.pdf", "example.org/lois/2022/…"),
        (f"https://example.org/{'x' * 40}", "example.org/…"),
        (f"https://{'x' * 50}.org/a/b", f"{'x' * 50}.org/…"),
        (f"https://{'x' * 50}.org", f"{'x' * 50}.org"),
    ],
)
def test_an_address_is_said_without_what_nobody_says_and_not_at_length(url: str, said: str) -> None:
    assert address(url) == said


@pytest.mark.parametrize(
    ("title", "dated", "beside"),
    [
        ("Nos victoires", "Nos victoires, 2024", "2024"),
        ("Nos victoires de 2024", "Nos victoires de 2024", ""),
        ("2024 : nos victoires", "2024\u00a0: nos victoires", ""),
        ("2023-2024", "2023-2024", ""),
        ("Nos 20245 voix", "Nos 20245\u00a0voix, 2024", "2024"),
    ],
)
def test_a_title_that_says_the_year_is_not_followed_by_it(
    title: str, dated: str, beside: str
) -> None:
    wording = wording_of(title=title)
    assert (wording.dated_title, wording.year_beside_title) == (dated, beside)


def test_the_first_words_of_a_text_stand_for_a_title_without_their_markdown() -> None:
    wording = wording_of(text="Une *loi* & [un site](https://example.org), l'an prochain 20 ans.")
    (victory,) = wording.edition.report.victories
    assert wording.name(victory) == "Une loi & un site, l’an prochain …"


def test_what_stands_for_a_victory_in_short_is_uncut() -> None:
    wording = wording_of(text="Une *loi* & [un site](https://example.org) enfin. Puis dix autres.")
    (victory,) = wording.edition.report.victories
    assert wording.short_names(victory) == ["Une loi & un site enfin."]
    named = victory.model_copy(update={"title": {"fr": "Libre"}, "summary": {"fr": "Bref."}})
    assert wording.short_names(named) == ["Libre", "Bref.", "Une loi & un site enfin."]


@pytest.mark.parametrize(
    ("language", "number", "said"),
    [("fr", 10_000, "10\u202f000"), ("en", 10_000, "10,000"), ("de", 1_000_000, "1.000.000"), ("fr", 10, "10")],
)  # fmt: skip
def test_a_large_number_is_parted_as_the_language_does(
    language: str, number: int, said: str
) -> None:
    edition = replace(wording_of().edition, language=language)
    assert Wording(edition).grouped(number) == said


@pytest.mark.parametrize(
    ("dates", "numbers"),
    [
        (("2024-03", "2024-03-09", "2024-12-31"), {3: [1, 2], 12: [3]}),
        (("2024-03", None, "2024-05", "2024-05", None, None), {3: [1], 5: [3, 4]}),
        (("2024-03", None, None, "2024-05", None, None, "2024-01"), None),
        (("2024-03", "2024-05"), None),
        (("2024", "2023-05", "2024-05", "2024-06"), None),
    ],
)
def test_months_are_shown_where_most_victories_have_one_of_the_year(
    dates: tuple[str | None, ...], numbers: dict[int, list[int]] | None
) -> None:
    wording = wording_of()
    (victory,) = wording.edition.report.victories
    dated = tuple(victory.model_copy(update={"date": date}) for date in dates)
    report = wording.edition.report.model_copy(update={"victories": dated})
    data = wording.edition.data.model_copy(update={"reports": {"2024": report}})
    found = Wording(replace(wording.edition, data=data)).months()
    assert (numbers is None) == (found == [])
    if numbers:
        assert [month.name for month in found][:3] == ["janv.", "févr.", "mars"]
        assert {
            place: [dated.number for dated in month.victories]
            for place, month in enumerate(found, 1)
            if month.victories
        } == numbers
