"""A page's content as operators: where a marked content is, and a form in the place of its text."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any, NamedTuple

import pikepdf
from pikepdf import Dictionary, Matrix, Operator

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SHOWING = {"Tj", "TJ", "'", '"'}


class Marked(NamedTuple):
    """The places of BDC and EMC, the matrix in force at EMC, and where the text starts (pt)."""

    first: int
    last: int
    matrix: Matrix
    x: float
    baseline: float


def find(page: pikepdf.Page, mcid: int) -> tuple[list[Any], Marked | None]:
    """Return a page's operators and a marked content with text in them, where there is one."""
    content = list(pikepdf.parse_content_stream(page))
    first = next((at for at, item in enumerate(content) if _mcid(item) == mcid), None)
    if first is None:
        return content, None
    last, matrices = _end(content, first), list(_matrices(content))
    for at in range(first, last):
        if str(content[at].operator) == "Tm":
            start = Matrix(*map(float, content[at].operands)) @ matrices[at]
            return content, Marked(first, last, matrices[last], start.e, start.f)
    return content, None


def with_form(content: Sequence[Any], marked: Marked, form: pikepdf.Object) -> bytes:
    """Return a content in which a form, drawn in the page's own space, stands for a marked text.

    All that only sets colour and font stays: what comes after may rely on it, and the form takes
    its colour from it (ISO 32000-1, 8.10.1).
    """
    inside = content[marked.first : marked.last]
    kept = [item for item in inside if str(item.operator) not in SHOWING]
    back = marked.matrix.inverse().shorthand
    drawn = [([], "q"), (back, "cm"), ([form], "Do"), ([], "Q")]
    draw = [(operands, Operator(name)) for operands, name in drawn]
    whole = [*content[: marked.first], *kept, *draw, *content[marked.last :]]
    return pikepdf.unparse_content_stream(whole)


def _mcid(item: Any) -> int | None:
    if str(item.operator) != "BDC" or not isinstance(item.operands[1], Dictionary):
        return None
    found = item.operands[1].get("/MCID")
    return None if found is None else int(found)


def _end(content: Sequence[Any], first: int) -> int:
    """Return the place of the EMC that belongs to a BDC (ISO 32000-1, 14.6.1)."""
    depth = 0
    for at in count(first):
        name = str(content[at].operator)
        depth += (name in {"BDC", "BMC"}) - (name == "EMC")
        if not depth:
            return at
    raise AssertionError("not reached: count() has no end")


def _matrices(content: Sequence[Any]) -> Iterator[Matrix]:
    """Yield the current transformation matrix before each operator (ISO 32000-1, 8.3.2.3)."""
    stack, matrix = [], Matrix()
    for item in content:
        yield matrix
        name = str(item.operator)
        if name == "q":
            stack.append(matrix)
        elif name == "Q":
            matrix = stack.pop()
        elif name == "cm":
            matrix = Matrix(*map(float, item.operands)) @ matrix
