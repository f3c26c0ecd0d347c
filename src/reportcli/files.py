"""Files that appear whole or not at all."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from shutil import copymode
from typing import TYPE_CHECKING

from reportcli.diagnostics import Diagnostic, Failure, Place

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def write_all(contents: Mapping[Path, bytes]) -> None:
    """Write files, all of them or none: each beside its place first, then renamed.

    Raises Failure when the disk or its permissions forbid it.
    """
    waiting: dict[Path, Path] = {}
    made: list[Path] = []
    try:
        for target, data in contents.items():
            made += _make_room(target)
            beside = target.with_name(f".{os.getpid()}.{len(waiting)}.part")
            waiting[target] = beside
            _write(beside, data)
            if target.exists():
                copymode(target, beside)
        for target, beside in waiting.items():
            beside.replace(target)
    except OSError as error:
        raise Failure([_fault(target, error)]) from None
    finally:
        for beside in waiting.values():
            with suppress(OSError):
                beside.unlink(missing_ok=True)
        for folder in reversed(made):
            with suppress(OSError):
                folder.rmdir()  # only those that stayed empty


def _make_room(target: Path) -> list[Path]:
    """Make the folder of a file, and return the folders made, the outermost first.

    Refuse where a folder stands in its place, or a file in its folder's.
    """
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    missing = [folder for folder in reversed(target.parents) if not folder.exists()]
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR)) from None
    return missing


def _write(file: Path, data: bytes) -> None:
    with file.open("wb") as target:
        target.write(data)
        target.flush()
        os.fsync(target.fileno())


def _fault(target: Path, error: OSError) -> Diagnostic:
    return Diagnostic(
        code="P030",
        message=f"cannot write {target.name}: {(error.strerror or str(error)).lower()}",
        place=Place(str(target)),
        hint="make room or allow yourself to write there, or choose another folder (of a build: --out)",
    )
