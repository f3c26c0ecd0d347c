"""Write the reference from the code: `make reference`.

docs/reference/commands.md comes from the commands' own help, docs/reference/data.md from the model.
A test compares both with what is committed.
"""

from __future__ import annotations

import html
import re
import subprocess
import sys
from pathlib import Path

REFERENCE = Path(__file__).resolve().parents[1] / "docs" / "reference"


def commands() -> str:
    """Return the reference of the command line, in Markdown, by Typer's own generator."""
    made = subprocess.run(
        [sys.executable, "-m", "typer", "reportcli.cli", "utils", "docs", "--name", "reportcli"],
        check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    made = re.sub(r"^\* `--(?:install|show)-completion`.*\n", "", made, flags=re.MULTILINE)
    return html.unescape(made).strip() + "\n"


def main() -> None:
    REFERENCE.mkdir(parents=True, exist_ok=True)
    (REFERENCE / "commands.md").write_text(commands(), "utf-8")


if __name__ == "__main__":
    main()
