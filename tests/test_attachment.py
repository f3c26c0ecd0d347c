from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pytest

from reportcli.attachment import published
from support.projects import reportcli

if TYPE_CHECKING:
    from conftest import Built

DATA = """\
schema = 1
# to be published in March, do not tell
[organization]
name = "Une organisation"
[mail]
sender = "moi@example.org"
[reports.2023]
languages = ["fr"]
title = "Hier"
[[reports.2023.victories]]
text = "Hier."
[reports.2024]
languages = ["fr"]
title = "Nos victoires"
[[reports.2024.victories]]
date = 2024-05-03
text = '''
Le \\ et les "guillemets".

Un second alinéa.'''
"""


def attached(pdf: Path) -> dict[str, bytes]:
    with pikepdf.open(pdf) as document:
        return {
            name: bytes(spec.get_file().read_bytes()) for name, spec in document.attachments.items()
        }


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    (tmp_path / "data/victories.toml").write_text(DATA, "utf-8")
    return tmp_path


def build(project: Path, **env: str) -> Path:
    done = reportcli("build", "2024", "--format", "pdf", cwd=project, env=env)
    assert done.returncode == 0, done.stderr
    (pdf,) = (project / "out/2024").glob("*.pdf")
    return Path(pdf)


def test_a_pdf_carries_the_data_of_its_report_and_nothing_else(project: Path) -> None:
    (data,) = attached(build(project)).values()
    values = tomllib.loads(DATA)
    assert tomllib.loads(data.decode()) == {
        "schema": 1,
        "organization": values["organization"],
        "reports": {"2024": values["reports"]["2024"]},
    }
    assert b"example.org" not in data
    assert b"March" not in data
    assert b"Hier" not in data


def test_the_data_is_associated_as_the_source_of_the_whole_document(project: Path) -> None:
    with pikepdf.open(build(project)) as pdf:
        (spec,) = pdf.Root.AF
        assert spec.AFRelationship == "/Source"
        assert str(spec.UF) == "victories.toml"
        assert spec.EF.F.Subtype == "/application/toml"
        assert "/ModDate" not in spec.EF.F.Params


def test_the_data_is_dated_only_by_the_date_that_is_asked_for(project: Path) -> None:
    with pikepdf.open(build(project, SOURCE_DATE_EPOCH="1700000000")) as pdf:
        (spec,) = pdf.Root.AF
        assert str(spec.EF.F.Params.ModDate) == "D:20231114221320Z"


def test_the_data_stays_at_home_where_the_project_says_so(project: Path) -> None:
    file = project / "data/victories.toml"
    file.write_text(DATA.replace("[mail]", "[publish]\nattach_source = false\n[mail]"), "utf-8")
    assert attached(build(project)) == {}


def test_the_setting_is_true_or_false(project: Path) -> None:
    file = project / "data/victories.toml"
    file.write_text(DATA.replace("[mail]", '[publish]\nattach_source = "no"\n[mail]'), "utf-8")
    done = reportcli("build", "2024", cwd=project)
    assert done.returncode == 1
    assert "`attach_source` must be true or false" in done.stderr


def test_what_is_attached_is_valid_data_again(report: Built) -> None:
    (data,) = attached(report.pdf).values()
    source = tomllib.loads((report.folder / "data/victories.toml").read_text("utf-8"))
    assert data == published(source, "2023")
    assert tomllib.loads(data.decode())["reports"]["2023"] == source["reports"]["2023"]
