"""Finished files appear whole or not at all."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from reportcli.diagnostics import Diagnostic, Failure
from reportcli.files import write_all


def tree(folder: Path) -> dict[str, bytes]:
    """All that is under a folder: each file with what it holds, each folder with a slash."""
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else b"/"
        for path in sorted(folder.rglob("*"))
    }


def fault(contents: dict[Path, bytes]) -> Diagnostic:
    with pytest.raises(Failure) as failure:
        write_all(contents)
    (diagnostic,) = failure.value.diagnostics
    return diagnostic


def test_files_are_written_with_the_folders_they_need(tmp_path: Path) -> None:
    write_all({tmp_path / "a": b"1", tmp_path / "new/deep/b": b"2"})
    assert tree(tmp_path) == {"a": b"1", "new": b"/", "new/deep": b"/", "new/deep/b": b"2"}


def test_a_file_that_is_there_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"something longer than before")
    write_all({tmp_path / "a": b"1"})
    assert tree(tmp_path) == {"a": b"1"}


def test_a_reader_who_has_the_old_file_open_keeps_it_whole(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    with (tmp_path / "a").open("rb") as reader:
        write_all({tmp_path / "a": b"new"})
        assert reader.read() == b"old"


def test_nothing_to_write_is_no_fault(tmp_path: Path) -> None:
    write_all({})
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "name", ["a" * 255, "é" * 127, "報" * 80 + "-2023.pdf"], ids=["latin", "accents", "ideographs"]
)
def test_every_name_that_the_disk_takes_can_be_written(tmp_path: Path, name: str) -> None:
    write_all({tmp_path / name: b"1"})
    assert tree(tmp_path) == {name: b"1"}


# What cannot be written

IMPOSSIBLE = [
    ("folder/x.pdf", "is a directory"),  # a folder of the file's own name
    ("file/x.pdf", "not a directory"),  # a file where its folder should be
    ("x" * 256, "file name too long"),
]


@pytest.fixture
def there(tmp_path: Path) -> Path:
    (tmp_path / "folder" / "x.pdf").mkdir(parents=True)
    (tmp_path / "file").write_bytes(b"file")
    (tmp_path / "old").write_bytes(b"old")
    return tmp_path


@pytest.mark.parametrize(("name", "reason"), IMPOSSIBLE)
def test_what_cannot_be_written_is_said_with_its_place(there: Path, name: str, reason: str) -> None:
    found = fault({there / name: b"new"})
    assert found.code == "P030"
    assert found.message == f"cannot write {Path(name).name}: {reason}"
    assert str(found.place) == str(there / name)
    assert "--out" in (found.hint or "")


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("name", [name for name, _ in IMPOSSIBLE])
def test_where_one_file_cannot_be_written_none_is(there: Path, name: str, first: bool) -> None:
    before = tree(there)
    good = {there / "old": b"new", there / "other": b"new"}
    fault({there / name: b"new"} | good if first else good | {there / name: b"new"})
    assert tree(there) == before


@pytest.mark.parametrize("stop", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_full_disk_or_an_interruption_leaves_everything_as_it_was(
    there: Path, monkeypatch: pytest.MonkeyPatch, stop: BaseException
) -> None:
    before, synced = tree(there), iter([None])

    def sync(_file: int) -> None:
        if next(synced, stop):
            raise stop

    monkeypatch.setattr(os, "fsync", sync)
    with pytest.raises((Failure, KeyboardInterrupt)):
        write_all({there / "old": b"new", there / "made" / "for" / "other": b"new"})
    assert tree(there) == before


# Who may read them


@pytest.fixture
def masked() -> Iterator[None]:
    """New files may be read by their owner and the group."""
    before = os.umask(0o027)
    yield
    os.umask(before)


@pytest.mark.usefixtures("masked")
def test_a_new_file_and_its_folder_may_be_read_by_those_whom_the_umask_allows(
    tmp_path: Path,
) -> None:
    write_all({tmp_path / "new" / "a": b"1"})
    assert stat.S_IMODE((tmp_path / "new" / "a").stat().st_mode) == 0o640
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o750
