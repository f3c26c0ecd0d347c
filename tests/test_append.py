"""Reports added to a data file that somebody wrote."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportcli.append import append
from reportcli.diagnostics import Failure
from support.projects import RICH, SMALL

BLOCK = '[reports.2030]\nlanguages = ["fr"]\ntitle = "T"\n\n[[reports.2030.victories]]\ntext = """\na\n\nb"""\n'


def added(folder: Path, before: bytes) -> bytes:
    file = folder / "victories.toml"
    file.write_bytes(before)
    append(file, BLOCK, ("2030",))
    return file.read_bytes()


@pytest.mark.parametrize(
    "before",
    [
        SMALL.encode(),
        RICH.encode(),
        SMALL.rstrip().encode(),
        SMALL.replace("\n", "\r\n").encode(),
        SMALL.replace("\n", "\r\n").rstrip().encode(),
        b"\xef\xbb\xbf" + SMALL.encode(),
        SMALL.encode() + b"# the end, without a line end",
        SMALL.encode() + b"\n\n\n",
        b"",
        b"\xef\xbb\xbf",
        b"# only a comment",
    ],
)
def test_not_a_byte_before_what_is_added_changes(tmp_path: Path, before: bytes) -> None:
    after = added(tmp_path, before)
    assert after.startswith(before)
    values = tomllib.loads(after.decode().removeprefix("\ufeff"))
    assert values["reports"]["2030"]["victories"] == [{"text": "a\n\nb"}]
    assert (b"\r\n" in before) == (b"\r\n" in after)
    assert after.count(b"\r\n") in {0, after.count(b"\n")}


def test_an_empty_line_parts_what_is_added(tmp_path: Path) -> None:
    assert added(tmp_path, b"schema = 1").decode() == f"schema = 1\n\n{BLOCK}"
    assert added(tmp_path, b"schema = 1\n").decode() == f"schema = 1\n\n{BLOCK}"
    assert added(tmp_path, b"schema = 1\n\n").decode() == f"schema = 1\n\n{BLOCK}"


@pytest.mark.parametrize(
    ("before", "code"),
    [
        (BLOCK, "N010"),
        ('reports = { 2024 = { title = "x" } }\n', "N011"),
        ("[[reports]]\ntitle = 1\n", "N011"),
        ("reports = 3\n", "N011"),
        ("[reports\n", None),
    ],
)
def test_what_cannot_be_added_to_stays_as_it_is(
    tmp_path: Path, before: str, code: str | None
) -> None:
    file = tmp_path / "victories.toml"
    file.write_text(before, "utf-8")
    with pytest.raises(Failure) as failure:
        append(file, BLOCK, ("2030",))
    assert code in {None, failure.value.diagnostics[0].code}
    assert failure.value.diagnostics[0].hint
    assert file.read_text("utf-8") == before


@given(st.binary(max_size=60))
def test_any_file_is_added_to_or_left_alone(
    tmp_path_factory: pytest.TempPathFactory, before: bytes
) -> None:
    file = tmp_path_factory.mktemp("any") / "victories.toml"
    file.write_bytes(before)
    try:
        append(file, BLOCK, ("2030",))
    except Failure:
        assert file.read_bytes() == before
    else:
        assert file.read_bytes().startswith(before)


def test_a_link_stays_a_link_and_permissions_stay(tmp_path: Path) -> None:
    real, link = tmp_path / "real.toml", tmp_path / "victories.toml"
    real.write_text(SMALL, "utf-8")
    real.chmod(0o640)
    link.symlink_to(real)
    append(link, BLOCK, ("2030",))
    assert link.is_symlink()
    assert "2030" in real.read_text("utf-8")
    assert real.stat().st_mode & 0o777 == 0o640
