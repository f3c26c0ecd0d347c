"""The main job: years × layouts × languages × formats → finished files."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING, Literal

from reportcli import products
from reportcli.checks import weight
from reportcli.diagnostics import Diagnostic, Failure, Place, has_errors
from reportcli.edition import Edition, editions
from reportcli.files import write_all
from reportcli.imposition import impose
from reportcli.load import survey
from reportcli.resolution import DOTS
from reportcli.salvage import is_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator, Sequence
    from pathlib import Path

    from reportcli.load import Loaded
    from reportcli.pdf import Typeset
    from reportcli.project import Project

Format = Literal["pdf", "html"]
Kind = Literal["pdf", "html", "imposed"]
Purpose = Literal["screen", "print"]
FORMATS: tuple[Format, ...] = ("pdf", "html")


@dataclass(frozen=True)
class Order:
    """What is asked for. Empty means: each report's own layout, all its languages; `years` empty: all.

    `impose`: beside each PDF the sheets from which a booklet is folded.
    """

    years: Sequence[str]
    layouts: Sequence[str] = ()
    languages: Sequence[str] = ()
    formats: Sequence[Format] = FORMATS
    purpose: Purpose = "screen"
    out: Path | None = None
    impose: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether all of each report is asked for, at its usual place."""
        some = self.layouts or self.languages or set(self.formats) != set(FORMATS)
        return not (some or self.out)


@dataclass(frozen=True)
class Product:
    """One finished file; `pages` is None for HTML. `note` is what to do with it."""

    edition: Edition
    format: Kind
    purpose: Purpose
    path: Path
    data: bytes
    pages: int | None
    note: str = ""

    def as_json(self) -> dict[str, object]:
        return {
            "year": self.edition.year,
            "layout": self.edition.layout.name,
            "lang": self.edition.language,
            "for": self.purpose,
            "format": self.format,
            "path": str(self.path),
            "bytes": len(self.data),
            "pages": self.pages,
            "sha256": sha256(self.data).hexdigest(),
            "cached": False,
        }


def build(
    project: Project, order: Order, progress: Callable[[str], None]
) -> tuple[list[Product], tuple[Diagnostic, ...]]:
    """Build what is ordered and write it; return the files and the warnings.

    Nothing is written unless all of it can be: raises Failure with every fault of every edition.
    """
    loaded = survey(project)
    if has_errors(loaded.diagnostics):
        raise Failure(dict.fromkeys([*loaded.diagnostics, *unfit(project, loaded, order)]))
    faults: list[Diagnostic] = []
    warnings = [*loaded.diagnostics]
    made: list[Product] = []
    for edition in list(editions(project, loaded, order.years, order.layouts, order.languages)):
        progress(edition.name)
        try:
            for product, found in _make(project, loaded, edition, order):
                made.append(product)
                warnings += found
        except Failure as failure:
            faults += failure.diagnostics
    if faults:
        raise Failure(dict.fromkeys([*warnings, *faults]))
    write_all({product.path: product.data for product in made})
    if order.is_whole:
        warnings += _left_over(project, [product.path for product in made])
    return made, tuple(dict.fromkeys(warnings))


def _left_over(project: Project, made: Sequence[Path]) -> Iterator[Diagnostic]:
    """Yield what looks like an earlier title's file: the name but its first part is that of one made now."""
    for folder in dict.fromkeys(path.parent for path in made):
        kinds = {path.name.partition(".")[2] for path in made if path.parent == folder}
        others = sorted({path.name for path in folder.iterdir()} - {path.name for path in made})
        left = [name for name in others if _is_titled(name, folder.name, kinds)]
        if left:
            message = f"of another title, and not made by this build: {', '.join(left)}"
            yield Diagnostic(
                code="P040",
                message=message,
                place=Place(folder.relative_to(project.root).as_posix()),
                hint="delete what is no longer needed: nothing is ever deleted for you",
                severity="info",
            )


def _is_titled(name: str, year: str, kinds: Container[str]) -> bool:
    title, _, kind = name.partition(".")
    return f"-{title}".endswith(f"-{year}") and kind in kinds


def unfit(project: Project, loaded: Loaded, order: Order) -> Iterator[Diagnostic]:
    """Yield what else keeps faulty data from being built, as far as it can be known from what is valid."""
    for year in order.years or loaded.data.reports:
        sound = (("brand",), ("reports", year, "languages"))
        if not all(is_whole(loaded.cut, path) for path in sound):
            continue
        try:
            for edition in editions(project, loaded, [year], order.layouts, order.languages):
                yield from products.unfit(loaded.source, edition)
        except Failure as failure:
            yield from failure.diagnostics


def _make(
    project: Project, loaded: Loaded, edition: Edition, order: Order
) -> Iterator[tuple[Product, list[Diagnostic]]]:
    """Yield each file of an edition with its warnings."""
    edition = replace(edition, dots=DOTS[order.purpose])
    warnings = products.require_fit(loaded.source, edition)
    if order.purpose == "print":
        yield _for_print(project, loaded, edition, order, warnings)
        return
    for format_ in dict.fromkeys(order.formats):
        path = _path(project, edition, format_, order.out)
        if format_ == "html":
            page = products.page(edition)
            yield Product(edition, "html", order.purpose, path, page, None), warnings
        else:
            made = products.typeset(loaded.source, edition, products.sheets(loaded.source, edition))
            found = [
                *products.on_pages(loaded.source, edition, made),
                *weight.check(loaded.source, edition, made.data),
            ]
            product = Product(edition, "pdf", order.purpose, path, made.data, made.pages)
            yield product, [*warnings, *found]
            if order.impose:
                beside = path.with_name(edition.file_name("imposed.pdf"))
                yield _sheets(edition, order, beside, made), []


def _for_print(
    project: Project, loaded: Loaded, edition: Edition, order: Order, warnings: list[Diagnostic]
) -> tuple[Product, list[Diagnostic]]:
    text = products.sheets(loaded.source, edition)
    made, printed = products.press(loaded.source, edition, text)
    found = [*products.on_pages(loaded.source, edition, made), *printed.warnings]
    path = _path(project, edition, "print.pdf", order.out)
    product = Product(edition, "pdf", "print", path, printed.data, made.pages, str(printed))
    return product, [*warnings, *found]


def _sheets(edition: Edition, order: Order, path: Path, made: Typeset) -> Product:
    """Return the sheets of a PDF. Raises Failure where it does not make any."""
    imposed = impose(made.data, rtl=edition.direction == "rtl")
    sides = 2 * imposed.sheets
    return Product(edition, "imposed", order.purpose, path, imposed.data, sides, str(imposed))


def _path(project: Project, edition: Edition, extension: str, out: Path | None) -> Path:
    return (out or project.out) / edition.year / edition.file_name(extension)
