"""What is wrong, where, and what to do: the one type that every room reports faults with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Place:
    """A span of a file. Lines and columns count from 1, columns in characters; the end is exclusive.

    `line` 0 means the file as a whole. `excerpt` is the text of the first line, as typed.
    """

    path: str
    line: int = 0
    column: int = 0
    end_line: int = 0
    end_column: int = 0
    excerpt: str = ""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}" if self.line else self.path


@dataclass(frozen=True, slots=True)
class Fix:
    """How a fault is mended: `replacement` stands for the place's span, as typed in the file.

    `edits` are the same without what stays: offsets in the file's text, and what comes between them.
    """

    replacement: str
    edits: tuple[tuple[int, int, str], ...]
    is_safe: bool


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One fault. `message` says what is wrong, `hint` what to do; both are plain sentences."""

    code: str
    message: str
    place: Place | None = None
    hint: str | None = None
    severity: Severity = "error"
    fix: Fix | None = None

    def as_json(self) -> dict[str, object]:
        """Return the object that `--json` prints; a fault without a place has nulls there."""
        place = self.place
        at = place if place and place.line else None
        return {
            "code": self.code,
            "severity": self.severity,
            "message": self.message,
            "path": place.path if place else None,
            "line": at.line if at else None,
            "column": at.column if at else None,
            "end_line": at.end_line if at else None,
            "end_column": at.end_column if at else None,
            "hint": self.hint,
            "fix": {"replacement": self.fix.replacement, "safe": self.fix.is_safe}
            if self.fix
            else None,
        }


class Failure(Exception):  # noqa: N818  it is what the user sees, not an error of ours
    """The work cannot be done; `diagnostics` say why. The command ends with exit code 1."""

    exit_code = 1

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("; ".join(d.message for d in self.diagnostics))


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    return any(d.severity == "error" for d in diagnostics)


def count_errors(diagnostics: Iterable[Diagnostic]) -> str:
    """Return how many errors there are, in words: 1 error, 2 errors."""
    errors = sum(d.severity == "error" for d in diagnostics)
    return f"{errors} error{'s' if errors > 1 else ''}"
