"""Pages of many PDFs into one file, written as they come: what stays in memory are offsets.

pikepdf reads them; putting ten thousand letters together in it would keep every page in memory.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from decimal import Decimal
from typing import IO, TYPE_CHECKING, Any

import pikepdf

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

KEPT = (
    "/Type",
    "/MediaBox",
    "/CropBox",
    "/BleedBox",
    "/TrimBox",
    "/Rotate",
    "/Resources",
    "/Contents",
)
"""What of a page paper has a use for: no links, no place in a tree of structure that is left behind."""
HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"


@dataclass(frozen=True, slots=True)
class Number:
    """An object of the binding, by its number."""

    number: int


class Binding:
    """A PDF under way. Sources may be closed once what was taken from them is forgotten."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._offset = 0
        self._offsets = array("Q", [0])
        self._numbers: dict[tuple[int, tuple[int, int]], int] = {}
        self._root, self._tree = self._new(), self._new()
        self._sheaves: list[tuple[int, int]] = []
        self._sheaf, self._leaves = 0, list[int]()
        self._source = 0
        self.pages = 0
        self._put(HEADER)

    def begin_sheaf(self) -> None:
        """Begin a node of the page tree, which the pages that follow hang on (ISO 32000-1, 7.7.3)."""
        self._sheaf, self._leaves = self._new(), []

    def end_sheaf(self) -> None:
        kids = " ".join(f"{number} 0 R" for number in self._leaves)
        self._object(
            self._sheaf,
            f"<</Type/Pages/Parent {self._tree} 0 R/Count {len(self._leaves)}/Kids[{kids}]>>".encode(),
        )
        self._sheaves.append((self._sheaf, len(self._leaves)))

    def take_from(self, pdf: pikepdf.Pdf) -> None:
        """Say whose objects the values are that follow."""
        self._source = id(pdf)

    def add(self, page: Mapping[str, Any]) -> None:
        """Add a page of that source; what paper has no use for is left out."""
        kept = {key: page[key] for key in KEPT if key in page}
        number = self._new()
        body = self._written({**kept, "/Parent": Number(self._sheaf)})
        self._object(number, body)
        self._leaves.append(number)
        self.pages += 1

    def stream(self, entries: Mapping[str, Any], data: bytes) -> Number:
        """Write a stream of one's own; return what refers to it."""
        number = self._new()
        body = self._written({**entries, "/Length": len(data)})
        self._object(number, b"%b\nstream\n%b\nendstream" % (body, data))
        return Number(number)

    def forget(self, pdf: pikepdf.Pdf) -> None:
        """Forget what was taken from a source: from then on it may be closed."""
        gone = [key for key in self._numbers if key[0] == id(pdf)]
        for key in gone:
            del self._numbers[key]

    def finish(self) -> None:
        """Write the page tree and the table of where each object stands (ISO 32000-1, 7.5.4)."""
        kids = " ".join(f"{number} 0 R" for number, _ in self._sheaves)
        count = sum(count for _, count in self._sheaves)
        self._object(self._tree, f"<</Type/Pages/Count {count}/Kids[{kids}]>>".encode())
        self._object(self._root, f"<</Type/Catalog/Pages {self._tree} 0 R>>".encode())
        start = self._offset
        self._put(b"xref\n0 %d\n0000000000 65535 f \n" % len(self._offsets))
        for offset in self._offsets[1:]:
            self._put(b"%010d 00000 n \n" % offset)
        trailer = f"trailer\n<</Size {len(self._offsets)}/Root {self._root} 0 R>>\n"
        self._put(f"{trailer}startxref\n{start}\n%%EOF\n".encode())

    def _new(self) -> int:
        self._offsets.append(0)
        return len(self._offsets) - 1

    def _put(self, data: bytes) -> None:
        self._file.write(data)
        self._offset += len(data)

    def _object(self, number: int, body: bytes) -> None:
        self._offsets[number] = self._offset
        self._put(b"%d 0 obj\n%b\nendobj\n" % (number, body))

    def _written(self, value: Any) -> bytes:
        """Return a value as PDF; what it refers to is written first, once."""
        if isinstance(value, Number):
            return b"%d 0 R" % value.number
        if isinstance(value, pikepdf.Object) and value.is_indirect:
            return b"%d 0 R" % self._taken(value)
        return self._direct(value)

    def _direct(self, value: Any) -> bytes:
        if isinstance(value, dict | pikepdf.Dictionary):
            return b"<<%b>>" % self._entries(value.items())
        if isinstance(value, list | pikepdf.Array):
            return b"[%b]" % b" ".join(map(self._written, value))
        if isinstance(value, pikepdf.Object):
            return value.unparse()
        if isinstance(value, bool):
            return b"true" if value else b"false"
        if isinstance(value, int | float | Decimal):
            return f"{value:f}".encode() if not isinstance(value, int) else b"%d" % value
        return b"null"

    def _entries(self, items: Iterable[tuple[str, Any]]) -> bytes:
        return b" ".join(
            pikepdf.Name(key).unparse() + b" " + self._written(value) for key, value in items
        )

    def _taken(self, value: Any) -> int:
        """Return the number here of an object of the source."""
        key = (self._source, value.objgen)
        if key not in self._numbers:
            self._numbers[key] = number = self._new()
            if isinstance(value, pikepdf.Stream):
                entries = self._written(dict(value.stream_dict.items()))
                data = value.read_raw_bytes()
                self._object(number, b"%b\nstream\n%b\nendstream" % (entries, data))
            else:
                self._object(number, self._direct(value))
        return self._numbers[key]
