"""The JSON Schema of the data."""

from __future__ import annotations

import json
import tomllib
from typing import Any

import jsonschema
import pytest
from pydantic import ValidationError

from reportcli import model, schema, starter
from reportcli.starter import Settings
from support.projects import REPOSITORY, RICH, SMALL, reportcli

SCHEMA = schema.schema()
CHECK = jsonschema.Draft202012Validator(SCHEMA)


def typed(text: str) -> Any:
    """What an editor checks: the values of a TOML text, days as texts."""
    return json.loads(json.dumps(tomllib.loads(text), default=str))


def faults(text: str) -> list[str]:
    return [fault.message for fault in CHECK.iter_errors(typed(text))]


def test_it_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_the_command_prints_it(tmp_path: Any) -> None:
    done = reportcli("schema", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout) == SCHEMA


@pytest.mark.parametrize(
    "text",
    [
        (REPOSITORY / "data/victories.toml").read_text("utf-8"),
        SMALL,
        RICH,
        *(starter.write(Settings(lang, "2024", "Une amie")) for lang in ("fr", "en", "de", "rm")),
    ],
)
def test_what_is_right_is_accepted(text: str) -> None:
    assert faults(text) == []


WRONG = {
    "titel": SMALL.replace('title = "Une loi"', 'titel = "Une loi"'),
    "victorys": SMALL.replace("[reports.2024]", "victorys = 1\n[reports.2024]"),
    "brnd": "[brnd]\n" + SMALL,
    "year": SMALL.replace("2024", "24"),
    "no text": SMALL.replace('text = "Le gouvernement a adopté une loi."', ""),
    "empty": SMALL.replace('"Une loi"', '" "'),
    "country": SMALL.replace('title = "Une loi"', 'places = ["XX"]'),
    "colour": '[brand]\nink = "black"\n' + SMALL,
    "number": SMALL.replace('title = "Une loi"', "title = 3"),
    "date": SMALL.replace('title = "Une loi"', 'date = "mai"'),
    "version": "schema = 2\n" + SMALL,
}


@pytest.mark.parametrize("text", WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_refused_by_the_schema_and_by_the_model(text: str) -> None:
    assert faults(text)
    with pytest.raises(ValidationError):
        model.Data.model_validate(tomllib.loads(text))


def test_a_text_that_is_in_no_language_is_refused() -> None:
    assert faults(SMALL.replace('title = "Une loi"', 'title = { FRA = "x" }'))


def test_every_field_has_its_words_and_none_has_words_in_vain() -> None:
    known = {
        kind.__name__: {field.alias or name for name, field in kind.model_fields.items()}
        for kind in model.Model.__subclasses__()
    }
    assert len(known) > 8
    assert {name: set(words) for name, words in schema.fields().items()} == known
    for words in schema.fields().values():
        for word in words.values():
            assert word["says"].endswith(".")


def test_every_example_is_accepted_where_it_stands() -> None:
    seen = 0
    for definition in [SCHEMA, *SCHEMA["$defs"].values()]:
        for field in definition["properties"].values():
            check = jsonschema.Draft202012Validator({**field, "$defs": SCHEMA["$defs"]})
            for example in field.get("examples", ()):
                assert list(check.iter_errors(example)) == []
                seen += 1
    assert seen > 30
