"""What a value of the data may be; the words for the editor are tested in test_load.py."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from reportcli import model
from reportcli.countries import CODES
from reportcli.model import Data, Report, Victory, texts, words

ADAPTERS = {
    name: TypeAdapter(getattr(model, name))
    for name in ("Text", "FigureValue", "When", "Country", "Language", "Colour", "Address", "Identifier", "Share", "Year")
}  # fmt: skip

REPORT = {"languages": ["fr"], "title": "T", "victories": [{"text": "Une loi."}]}


def data(report: dict[str, Any] = REPORT, **rest: object) -> Data:
    return Data.model_validate({"reports": {"2024": report}, **rest})


TAKEN = [
    ("Text", "Une loi", {"": "Une loi"}),
    ("Text", {"fr": "Une loi", "en": "A law"}, {"fr": "Une loi", "en": "A law"}),
    ("FigureValue", 13, {"": "13"}),
    ("FigureValue", 3.5, {"": "3.5"}),
    ("FigureValue", "plus de 800", {"": "plus de 800"}),
    ("When", 2023, "2023"),
    ("When", "2023-05", "2023-05"),
    ("When", date(2023, 5, 12), "2023-05-12"),
    ("When", datetime(2023, 5, 12, 8, tzinfo=UTC), "2023-05-12"),
    ("When", "2024-02-29", "2024-02-29"),
    ("Country", "CD", "CD"),
    ("Country", "XK", "XK"),
    ("Language", "fr", "fr"),
    ("Language", "fr-CH", "fr-CH"),
    ("Language", "zh-Hant", "zh-Hant"),
    ("Colour", "#FF5A1F", "#ff5a1f"),
    ("Address", "https://example.org/é?a=1#b", "https://example.org/é?a=1#b"),
    ("Address", "mailto:bonjour@example.org", "mailto:bonjour@example.org"),
    ("Address", "tel:+41220000000", "tel:+41220000000"),
    ("Identifier", "loi-2024", "loi-2024"),
    ("Share", 0, 0.0),
    ("Share", 1, 1.0),
    ("Year", "2024", "2024"),
]

REFUSED: dict[str, list[object]] = {
    "Text": ["", " \n", 3, [], {}, {"fr": ""}, {"fr": 3}],
    "FigureValue": ["", True, {"fr": ""}, [13]],
    "When": ["23", "2023-5", "2023-13", "2023-02-30", "0000", " 2023", "hier", 2023.5, True, None, "٢٠٢٣"],
    "Country": ["cd", "Suisse", "UK", "EU", "ZZ", "CHE", " CH", "", "001"],
    "Language": ["", "xq", "french", "fr_CH", "fr-XQ", " fr", "FR", "fr-ch"],
    "Colour": ["#fff", "red", "#ff5a1", "#ff5a1f0", "ff5a1f", "#gg0000", "#ff5a1f\n"],
    "Address": ["example.org", "//example.org", "javascript:alert(1)", "ftp://a", "https://a b", "https://a\u00a0b",
                "https://", "https:///a", "https:a", "mailto:", "https://[::1", "data:text/html,x", ""],
    "Identifier": ["", "Loi", "la loi", "-loi", "loi-", "la--loi", "été", "loi\n"],
    "Share": [-0.1, 1.1, float("nan"), "gauche"],
    "Year": ["24", "20244", "2024 ", "an 24", "٢٠٢٣"],
}  # fmt: skip


@pytest.mark.parametrize(("kind", "typed", "kept"), TAKEN)
def test_a_good_value_is_taken(kind: str, typed: object, kept: object) -> None:
    assert ADAPTERS[kind].validate_python(typed) == kept


@pytest.mark.parametrize(
    ("kind", "typed"), [(kind, typed) for kind, values in REFUSED.items() for typed in values]
)
def test_a_bad_value_is_refused(kind: str, typed: object) -> None:
    with pytest.raises(ValidationError):
        ADAPTERS[kind].validate_python(typed)


@pytest.mark.parametrize(
    ("kind", "typed"),
    [("Address", "https://[::1"), ("Address", "x"), ("When", "x"), ("Language", "x"), ("Text", 3), ("Colour", "x"), ("Year", "x"), ("Country", "x")],
)  # fmt: skip
def test_a_refusal_says_what_to_do(kind: str, typed: object) -> None:
    with pytest.raises(ValidationError) as error:
        ADAPTERS[kind].validate_python(typed)
    (fault,) = error.value.errors()
    assert fault["ctx"]["message"] == fault["msg"]
    assert fault["ctx"]["hint"]


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_day_can_be_written_as_a_date_or_as_text(day: date) -> None:
    when = ADAPTERS["When"]
    assert when.validate_python(day) == when.validate_python(day.isoformat()) == day.isoformat()


def test_the_codes_of_countries_are_those_of_iso_3166() -> None:
    assert len(CODES) == 250  # 249 and Kosovo


# The whole


def test_the_smallest_report_has_everything_that_a_page_asks_for() -> None:
    small = data()
    (victory,) = small.reports["2024"].victories
    assert small.brand.accent == "#ff5a1f"
    assert small.reports["2024"].layout == "annual"
    assert (victory.title, victory.places, victory.figures) == (None, (), ())
    assert small.organization.name is None


def test_a_picture_is_cropped_around_its_middle_unless_told_otherwise() -> None:
    victory = Victory.model_validate({"text": "x", "image": {"src": "a.jpg", "alt": "x"}})
    assert victory.image is not None
    assert victory.image.focus == (0.5, 0.5)


@pytest.mark.parametrize("field", ["languages", "title", "victories"])
def test_a_report_needs_its_languages_its_title_and_its_victories(field: str) -> None:
    with pytest.raises(ValidationError, match=field):
        Report.model_validate({**REPORT, field: []})
    with pytest.raises(ValidationError, match=field):
        Report.model_validate({key: value for key, value in REPORT.items() if key != field})


@pytest.mark.parametrize("value", [2, "1", 0])
def test_another_schema_is_refused(value: object) -> None:
    with pytest.raises(ValidationError, match="schema"):
        data(schema=value)


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ({"": "Une loi"}, "fr", "Une loi"),
        ({"": "Une loi"}, "en", None),
        ({"fr": "Une loi", "en": "A law"}, "en", "A law"),
        ({"en": "A law"}, "fr", None),
    ],
)
def test_a_plain_text_is_in_the_first_language(
    text: dict[str, str], language: str, found: str | None
) -> None:
    assert words(text, language, "fr") == found


def test_every_text_is_found_with_its_path_in_the_order_of_the_fields() -> None:
    figure = {"value": 13, "label": {"fr": "États"}}
    victory = {
        "text": "a",
        "title": "b",
        "themes": ["c", "d"],
        "places": ["CD"],
        "figures": [figure],
    }
    found = texts(data({**REPORT, "victories": [victory]}, organization={"name": "e"}))
    place = ("reports", "2024", "victories", 0)
    assert found == [
        (("organization", "name"), {"": "e"}),
        (("reports", "2024", "title"), {"": "T"}),
        ((*place, "text"), {"": "a"}),
        ((*place, "title"), {"": "b"}),
        ((*place, "themes", 0), {"": "c"}),
        ((*place, "themes", 1), {"": "d"}),
        ((*place, "figures", 0, "value"), {"": "13"}),
        ((*place, "figures", 0, "label"), {"fr": "États"}),
    ]


def test_the_codes_of_countries_and_the_usual_languages_are_those_that_babel_knows() -> None:
    from babel import Locale

    from reportcli.codes import USUAL
    from reportcli.countries import CODES

    extra = {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}
    names = map(str, Locale("en").territories)
    assert frozenset(code for code in names if len(code) == 2 and code.isalpha()) - extra == CODES
    for tag in USUAL:
        assert str(Locale.parse(tag, sep="-")).replace("_", "-") == tag
