from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from PIL import Image

from reportcli.attachment import PRIVATE, PUBLIC, published
from reportcli.model import Data
from support.personal import base_of
from support.projects import reportcli, write

if TYPE_CHECKING:
    from conftest import Built

# WeasyPrint leaves the file of its colour profile to the garbage collector.
pytestmark = pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)

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


def everything_in(pdf: Path) -> bytes:
    """All that a PDF holds, unpacked: streams, strings and names."""
    parts = [pdf.read_bytes()]
    with pikepdf.open(pdf) as document:
        for item in document.objects:
            if isinstance(item, pikepdf.Stream):
                parts.append(item.read_bytes())
            parts += [text.encode("utf-8", "replace") for text in strings(item)]
    return b"\n".join(parts)


def strings(item: Any) -> list[str]:
    """The strings and names of an object, those of its own members too."""
    if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
        return [*item.keys(), *strings(item.values())]
    if isinstance(item, pikepdf.String | pikepdf.Name):
        return [str(item)]
    try:
        members = [part for part in item if not getattr(part, "is_indirect", False)]
    except TypeError:  # a number
        return []
    return [text for part in members for text in strings(part)]


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
    pdf = build(project)
    assert attached(pdf) == {}
    with pikepdf.open(pdf) as document:
        assert "/AF" not in document.Root
    held = everything_in(pdf)
    assert b"/Catalog" in held  # or nothing would be found
    assert b"EmbeddedFile" not in held
    assert b"victories.toml" not in held


def test_the_setting_is_true_or_false(project: Path) -> None:
    file = project / "data/victories.toml"
    file.write_text(DATA.replace("[mail]", '[publish]\nattach_source = "no"\n[mail]'), "utf-8")
    done = reportcli("build", "2024", cwd=project)
    assert done.returncode == 1
    assert "`attach_source` must be true or false" in done.stderr


def test_what_is_attached_is_valid_data_again(report: Built) -> None:
    (data,) = attached(report.pdf).values()
    source = tomllib.loads((report.folder / "data/victories.toml").read_text("utf-8"))
    assert data == published(source, "2023", "annual")
    assert tomllib.loads(data.decode())["reports"]["2023"] == source["reports"]["2023"]


def test_of_each_table_of_the_data_it_is_decided_whether_it_is_public() -> None:
    tables = {field.alias or name for name, field in Data.model_fields.items()}
    assert sorted([*PUBLIC, *PRIVATE]) == sorted(tables)


SECRETS = """\
schema = 1
# secret-comment
[organization]
name = "Une organisation" # secret-comment
[mail]
sender = "secret-mail@example.org"
reply_to = "secret-mail@example.org"
subject = "secret-mail"
unsubscribe = "mailto:secret-mail@example.org"
dedication = "secret-mail {{ donor.name }}"
max_size = 7.654321
[publish]
attach_source = true # secret-comment
[layouts.letter]
window = "right"
[layouts.poster]
format = "A4"
[reports.2022]
languages = ["fr"]
title = "secret-year"
cover = { src = "images/secret-year.jpg", alt = "secret-year" }
[[reports.2022.victories]]
text = "secret-year"
# secret-comment
[reports.2024]
languages = ["fr"]
title = "Nos victoires"
[[reports.2024.victories]]
text = "Une loi." # secret-comment
"""
CHOSEN = {"annual": {}, "booklet": {}, "letter": {"window": "right"}, "poster": {"format": "A4"}}


@pytest.fixture(scope="module")
def secretive(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The PDF of a project with things to hide, by layout."""
    project = write(tmp_path_factory.mktemp("secretive"), SECRETS)
    (project / "images").mkdir()
    Image.new("RGB", (40, 40)).save(project / "images/secret-year.jpg")
    chosen = [option for name in CHOSEN for option in ("--layout", name)]
    done = reportcli("build", "2024", *chosen, "--format", "pdf", "--json", cwd=project)
    assert done.returncode == 0, done.stderr
    made = json.loads(done.stdout)["editions"]
    return {edition["layout"]: Path(edition["path"]) for edition in made}


@pytest.mark.parametrize("layout", CHOSEN)
def test_nothing_private_is_anywhere_in_a_pdf(secretive: dict[str, Path], layout: str) -> None:
    held = everything_in(secretive[layout])
    assert b"Une organisation" in held  # or nothing would be found
    at_home = str(secretive[layout].parents[2]).encode()
    for secret in (b"secret-", b"7.654321", b"publish", b"2022", at_home):
        assert secret not in held
    (data,) = attached(secretive[layout]).values()
    chosen = CHOSEN[layout]
    assert tomllib.loads(data.decode()).get("layouts") == ({layout: chosen} if chosen else None)


@pytest.mark.parametrize("layout", CHOSEN)
def test_what_is_attached_is_given_back_byte_for_byte(
    secretive: dict[str, Path], layout: str, tmp_path: Path
) -> None:
    (data,) = attached(secretive[layout]).values()
    done = subprocess.run(
        [sys.executable, "-m", "reportcli", "import", secretive[layout], "--print"],
        cwd=tmp_path,
        capture_output=True,
        check=True,
    )
    assert done.stdout == data


def test_a_report_that_was_given_back_makes_the_same_pdf(
    secretive: dict[str, Path], tmp_path: Path
) -> None:
    done = reportcli("import", secretive["annual"], cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert build(tmp_path).read_bytes() == secretive["annual"].read_bytes()


def test_a_donor_s_own_pdf_carries_the_same_data(
    secretive: dict[str, Path], tmp_path: Path
) -> None:
    base = base_of(secretive["annual"].parents[2], "2024")
    (own := tmp_path / "own.pdf").write_bytes(base.data + base.tail("Merci, Zoë"))
    assert attached(own) == attached(secretive["annual"])
    assert b"secret-" not in everything_in(own)
