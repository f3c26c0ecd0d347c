"""What a sheet of fixed size cannot hold, as a layout's templates find it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True)
class Misfit:
    """What is too long: `taken`, of which `most` would fit, in characters, lines or victories.

    `victory` is a victory's number, 0 for what is the report's.
    """

    what: Literal["name", "facts", "title", "subtitle", "victories"]
    taken: int
    most: int
    victory: int = 0


class Unfit(Exception):  # noqa: N818  as Failure, which it becomes once places are known
    """A template has found that its sheet cannot hold the edition."""

    def __init__(self, misfits: Iterable[Misfit]) -> None:
        self.misfits = tuple(misfits)
        super().__init__(f"{len(self.misfits)} things do not fit")


def refuse(misfits: Iterable[Mapping[str, int | str]]) -> str:
    """Raise Unfit if there are any; for templates, which get nothing back."""
    if found := [Misfit(**misfit) for misfit in misfits]:  # type: ignore[arg-type]
        raise Unfit(found)
    return ""
