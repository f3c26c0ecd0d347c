"""The files that a report is made from: which they are, whether they changed, and when."""

from __future__ import annotations

from contextlib import aclosing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reportcli import layouts, source
from reportcli.diagnostics import Failure
from reportcli.project import DATA

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Collection, Iterable, Iterator, Sequence
    from pathlib import Path

    from reportcli.project import Project

STEP = 4
"""Milliseconds without a change after which a burst of changes is over."""
LONGEST = 60
"""Milliseconds after which a burst is taken up although it goes on."""

SELDOM = 2000
"""Milliseconds after which files are looked at although nothing told of a change."""


@dataclass(frozen=True)
class Stamps:
    """What stands for the content of the files: it differs when one of them has changed."""

    data: str
    look: str
    fonts: str
    pictures: str


def stamps(project: Project, layout: Sequence[Path]) -> Stamps:
    """Return what stands for a project's files now; `layout` are the folders of its layout."""
    return Stamps(
        data=_stamp([project.data]),
        look=_stamp(file for folder in layout for file in _under(folder)),
        fonts=_stamp([*_under(layouts.built_in() / "fonts"), *_files(project, {"files"})]),
        pictures=_stamp(_files(project, {"src", "logo"})),
    )


def folders(project: Project, layout: Sequence[Path]) -> frozenset[Path]:
    """Return the folders, without those inside them, in which a change may concern the report."""
    files = (_nearest_folder(file) for file in _files(project, {"src", "logo", "files"}))
    trees = (*layout, project.layouts, layouts.built_in() / "fonts")
    inside = (folder for tree in trees for folder in _folders(tree))
    return frozenset({_nearest_folder(project.data), project.root, *files, *inside})


async def changes(watched: Callable[[], frozenset[Path]]) -> AsyncIterator[None]:
    """Yield after each burst of changes in the folders that `watched` returns, which may become others.

    It yields without a cause too: at first, and from time to time for disks that tell no changes.
    """
    from watchfiles import awatch

    while True:
        now = watched()
        found = awatch(
            *now,
            watch_filter=None,
            recursive=False,
            debounce=LONGEST,
            step=STEP,
            rust_timeout=SELDOM,
            yield_on_timeout=True,
            ignore_permission_denied=True,
        )
        async with aclosing(found):
            yield
            async for _ in found:
                yield
                if watched() != now:
                    break


def _stamp(files: Iterable[Path]) -> str:
    return "\n".join(_line(file) for file in sorted(files))


def _line(file: Path) -> str:
    try:
        status = file.stat()
    except OSError:
        return f"{file} -"
    return f"{file} {status.st_mtime_ns} {status.st_size} {status.st_ino}"


def _under(folder: Path) -> list[Path]:
    return [file for file in folder.rglob("*") if not file.is_dir()]


def _folders(folder: Path) -> list[Path]:
    inside = (item for item in folder.rglob("*") if item.is_dir())
    return [folder, *inside] if folder.is_dir() else []


def _nearest_folder(file: Path) -> Path:
    return next(folder for folder in file.parents if folder.is_dir())


def _files(project: Project, keys: Collection[str]) -> list[Path]:
    """Return the files that the data names, be it valid or not; none where it cannot be read."""
    try:
        values = source.read(project.data, DATA).values
    except Failure:
        return []
    return [project.root / name for name in _named(values, keys) if "\0" not in name]


def _named(value: Any, keys: Collection[str]) -> Iterator[str]:
    if isinstance(value, dict):
        for key, item in value.items():
            if key in keys:
                yield from (name for name in _listed(item) if isinstance(name, str))
            yield from _named(item, keys)
    elif isinstance(value, list):
        for item in value:
            yield from _named(item, keys)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
