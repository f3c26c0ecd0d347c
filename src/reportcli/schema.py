"""The data format as a JSON Schema, for editors: they complete and check while one types.

Draft 2020-12. What may be typed comes from the model; what it is for, from share/fields.toml.
"""

from __future__ import annotations

import json
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

FIELDS = Path(__file__).parent / "share" / "fields.toml"
DRAFT = "https://json-schema.org/draft/2020-12/schema"
NAME = "victories.schema.json"
"""How the schema is called where it stands beside a data file."""
FIRST_LINE = f"#:schema ./{NAME}"
"""How a TOML file names its schema, as Taplo and its editors read it."""


@cache
def fields() -> dict[str, dict[str, dict[str, Any]]]:
    """Return what each field is for: model → key → `says` and `examples`."""
    return tomllib.loads(FIELDS.read_text("utf-8"))


def text() -> str:
    """Return the schema as it is written into a file."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def schema() -> dict[str, Any]:
    """Return the schema of a data file."""
    from reportcli.model import Data

    made = Data.model_json_schema()
    models = made.pop("$defs")
    for name, model in {"Data": made, **models}.items():
        _tell(model, fields()[name])
    made["properties"]["reports"]["additionalProperties"] = False
    _name_countries(models["Victory"]["properties"]["places"]["items"])
    title = {"title": "reportcli: data/victories.toml"}
    return {"$schema": DRAFT, **made, **title, "$defs": models}


def _tell(model: dict[str, Any], words: dict[str, dict[str, Any]]) -> None:
    """Put a model's words into its schema, and take out what TOML has not: null."""
    for unsaid in ("description", "title"):
        model.pop(unsaid, None)
    for key, field in model["properties"].items():
        model["properties"][key] = _without_null(field) | {
            "description" if part == "says" else part: word for part, word in words[key].items()
        }


def _without_null(field: dict[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in field.items() if key not in {"title", "default", "anyOf"}}
    kinds = [kind for kind in field.get("anyOf", ()) if kind != {"type": "null"}]
    if len(kinds) == 1:
        kept |= kinds[0]
    elif kinds:
        kept["anyOf"] = kinds
    if field.get("default") not in (None, [], {}) and "$ref" not in field:
        kept["default"] = field["default"]
    return kept


def _name_countries(place: dict[str, Any]) -> None:
    """List the codes that there are; Taplo shows the names beside them."""
    from babel import Locale

    from reportcli.countries import CODES

    codes = sorted(CODES)
    names = Locale("en").territories
    place["enum"] = codes
    place["x-taplo"] = {"docs": {"enumValues": [names[code] for code in codes]}}
