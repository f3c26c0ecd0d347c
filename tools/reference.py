"""Write the reference from the code: `make reference`.

docs/reference/commands.md comes from the commands' own help, data.md from the model, rules.md from the rules.
A test compares them with what is committed.
"""

from __future__ import annotations

import html
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from reportcli import schema
from reportcli.checks.explaining import reference
from reportcli.checks.rule import rules

REFERENCE = Path(__file__).resolve().parents[1] / "docs" / "reference"


def commands() -> str:
    """Return the reference of the command line, in Markdown, by Typer's own generator."""
    made = subprocess.run(
        [sys.executable, "-m", "typer", "reportcli.cli", "utils", "docs", "--name", "reportcli"],
        check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    made = re.sub(r"^\* `--(?:install|show)-completion`.*\n", "", made, flags=re.MULTILINE)
    return html.unescape(made).strip() + "\n"


HEADINGS = {
    "Data": "The file",
    "Organization": "`[organization]`",
    "Donate": "`[organization.donate]`",
    "Holder": "`holder`",
    "Brand": "`[brand]`",
    "Fonts": "`[brand.fonts]`",
    "Mail": "`[mail]`",
    "Publish": "`[publish]`",
    "Speech": "`[speech]`",
    "Print": "`[print]`",
    "Check": "`[check]`",
    "Inclusive": "`[check.inclusive]`",
    "Spelling": "`[check.spelling]`",
    "Report": "`[reports.2024]`",
    "Victory": "`[[reports.2024.victories]]`",
    "Figure": "An item of `figures`",
    "Quote": "`quote`",
    "Image": "`image`, `cover`",
    "Link": "An item of `links`",
    "Switches": "`check` of a victory",
}
"""What each model is called in the data."""


def data() -> str:
    """Return the reference of the data format, in Markdown, from the model's schema."""
    made = schema.schema()
    models = {
        name: model
        for name, model in {"Data": made, **made["$defs"]}.items()
        if model["properties"]
    }
    if models.keys() != HEADINGS.keys():
        raise SystemExit(f"name these in HEADINGS: {models.keys() ^ HEADINGS.keys()}")
    return "\n".join([INTRODUCTION, *(_section(HEADINGS[name], models[name]) for name in HEADINGS)])


INTRODUCTION = """\
# The data

`data/victories.toml` holds everything, in [TOML](https://toml.io). Few keys are needed; the rest make the
report richer. Any text may be a string, in the report's first language, or a table by language:
`title = { fr = "…", en = "…" }`. Files are named from the project's folder. A key that is not here is an
error.

`reportcli schema` prints the same as a JSON Schema, by which editors complete and check while you type.
"""


def _section(heading: str, model: dict[str, Any]) -> str:
    needed = model.get("required", ())
    rows = [
        f"| `{key}` | {'yes' if key in needed else ''} | {field['description']} | {_examples(field)} |"
        for key, field in model["properties"].items()
    ]
    return "\n".join(
        [
            f"## {heading}\n",
            "| key | needed | says | for example |",
            "| --- | --- | --- | --- |",
            *rows,
            "",
        ]
    )


def _examples(field: dict[str, Any]) -> str:
    return ", ".join(f"`{_typed(example)}`" for example in field.get("examples", ()))


def _typed(value: Any) -> str:
    """Return a value as one types it in TOML, on one line."""
    if isinstance(value, dict):
        return (
            "{ " + ", ".join(f"{_key(key)} = {_typed(item)}" for key, item in value.items()) + " }"
        )
    return json.dumps(value, ensure_ascii=False)


def _key(key: str) -> str:
    return key if re.fullmatch(r"[\w-]+", key, re.ASCII) else json.dumps(key, ensure_ascii=False)


def main() -> None:
    REFERENCE.mkdir(parents=True, exist_ok=True)
    (REFERENCE / "commands.md").write_text(commands(), "utf-8")
    (REFERENCE / "data.md").write_text(data(), "utf-8")
    (REFERENCE / "rules.md").write_text(reference(rules()), "utf-8")


if __name__ == "__main__":
    main()
