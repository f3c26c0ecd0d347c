"""Every report that tries a layout, in every layout, language and purpose: built once, for all checkers."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from reportcli.build import Purpose
from reportcli.layouts import names
from reportcli.project import Project
from support.contents import CONTENTS
from support.giving import GERMAN, asking
from support.projects import reportcli, write, write_rich

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

PURPOSES: tuple[Purpose, ...] = get_args(Purpose)
PAYMENT = f'url = "https://example.org/don"\niban = "{GERMAN}"\npurpose = "Don 2024"\n'


def giving(folder: Path) -> Path:
    """Write a short report with a call to give, by a link and by a transfer."""
    return write(folder, asking(PAYMENT))


REPORTS: Mapping[str, tuple[str, Callable[[Path], Path]]] = {
    "2023": ("the ten victories of 2023", CONTENTS["2023"]),
    "many": ("24 victories, pictures, quotations", CONTENTS["many"]),
    "short": ("three short victories", CONTENTS["short"]),
    "long": ("twelve victories of 300 words", CONTENTS["long"]),
    "rich": ("all that a victory can have", write_rich),
    "giving": ("a call to give", giving),
}
"""What each report is, and what writes it into a folder."""


@dataclass(frozen=True)
class Document:
    """One finished file."""

    report: str
    layout: str
    language: str
    purpose: Purpose
    format: str
    path: Path

    def __str__(self) -> str:
        return f"{self.report}, {self.layout}, {self.language}, {self.format}"


def build_all(folder: Path) -> list[Document]:
    """Build every report in every layout and language, for every purpose; return the files."""
    jobs = [(name, purpose) for name in REPORTS for purpose in PURPOSES]
    for name, (_, write_report) in REPORTS.items():
        write_report(folder / name)
    with ThreadPoolExecutor(2) as two:
        made = two.map(lambda job: _build(folder / job[0], *job), jobs)
        return [document for documents in made for document in documents]


def _build(project: Path, name: str, purpose: Purpose) -> list[Document]:
    layouts = [part for layout in names(Project(project)) for part in ("--layout", layout)]
    formats = () if purpose == "screen" else ("--format", "pdf")
    out = project / "out" / purpose
    done = reportcli("build", "--all", "--for", purpose, *layouts, *formats, "--out", out, "--json", cwd=project)  # fmt: skip
    assert done.returncode == 0, done.stderr + done.stdout
    return [
        Document(name, made["layout"], made["lang"], purpose, made["format"], Path(made["path"]))
        for made in json.loads(done.stdout)["editions"]
    ]
