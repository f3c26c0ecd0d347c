"""A finished PDF → whether the data that it carries makes the same bytes, here and now."""

from __future__ import annotations

import os
import tomllib
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from importlib import metadata
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from reportcli import __version__, generator, layouts, products
from reportcli.attachment import NAME
from reportcli.checks.data import named_pictures
from reportcli.clock import EPOCH
from reportcli.diagnostics import Diagnostic, Failure, Place
from reportcli.edition import one
from reportcli.importers import attached, reading
from reportcli.load import load
from reportcli.project import Project

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportcli.edition import Edition
    from reportcli.load import Loaded

ENGINE = "WeasyPrint "
"""How the engine calls itself in a PDF, before its version."""


@dataclass(frozen=True)
class Made:
    """How a PDF says that it was made. `date` is its SOURCE_DATE_EPOCH, None where it has none.

    `personal`: it has a dedication, which is written after the report's own bytes.
    """

    version: str
    engine: str
    layout: str
    language: str
    title: str
    date: int | None
    personal: bool


@dataclass(frozen=True)
class Verdict:
    """`data` is what a PDF is, `rebuilt` what its data makes here."""

    file: Path
    year: str
    made: Made
    data: bytes
    rebuilt: bytes

    @property
    def same(self) -> bool:
        return self.data == self.rebuilt

    def __str__(self) -> str:
        """Say what a verified PDF is."""
        made = self.made
        whose = ", with the dedication of one donor" if made.personal else ""
        return (
            "the same bytes, built again from its data"
            f" ({self.year}, {made.layout}, {made.language}{whose})\n"
            f"  SHA-256 {sha256(self.data).hexdigest()}, reportcli {made.version}, WeasyPrint {made.engine}"
        )

    def as_json(self) -> dict[str, object]:
        made = self.made
        return {
            "path": str(self.file),
            "same": self.same,
            "year": self.year,
            "layout": made.layout,
            "lang": made.language,
            "personal": made.personal,
            "made_by": {"reportcli": made.version, "weasyprint": made.engine},
            "here": {"reportcli": __version__, "weasyprint": _engine()},
            "bytes": len(self.data),
            "sha256": sha256(self.data).hexdigest(),
            "rebuilt": sha256(self.rebuilt).hexdigest(),
        }


@dataclass(frozen=True)
class _Borrowed(Project):
    """A project whose pictures, fonts and layouts are used with the data of another file."""

    file: Path

    @property
    def data(self) -> Path:
        return self.file


def verify(file: Path, project: Project | None) -> Verdict:
    """Rebuild a PDF from the data that it carries, with a project's pictures, fonts and layouts.

    Raises Failure where it cannot be rebuilt: reportcli did not make it, it carries no data, or it
    needs files that are not here.
    """
    data = reading.bytes_of(file)
    made = _made(data, file)
    source = attached.read(data, file)
    with TemporaryDirectory() as folder, _dated(made.date):
        copy = Path(folder) / NAME
        copy.write_bytes(source)
        lent = _Borrowed(project.root if project else Path(folder), copy)
        _require_all(source, lent, made, file)
        loaded = _loaded(lent, file)
        year = next(iter(loaded.data.reports))
        edition = one(lent, loaded, year, made.layout, made.language)
        return Verdict(file, year, made, data, _rebuilt(loaded, edition, made))


def difference(verdict: Verdict) -> Diagnostic:
    """Return what is said of a PDF that is not what its data makes."""
    made, first = verdict.made, _first_difference(verdict.data, verdict.rebuilt)
    message = (
        f"these are not the bytes that its data makes here: they differ from byte {first:,} on"
    )
    if (made.version, made.engine) != (__version__, _engine()):
        message += (
            f"; reportcli {made.version} with WeasyPrint {made.engine} made it,"
            f" and here are {__version__} and {_engine()}"
        )
        hint = (
            f"verify it by those: pip install reportcli=={made.version} weasyprint=={made.engine}"
        )
    else:
        from reportcli.doctor import versions

        here = versions()
        libraries = ", ".join(f"{name} {here[name]}" for name in ("Pango", "HarfBuzz"))
        hint = (
            "the same versions made it, so the file was changed since; or a picture, a font or a layout"
            f" of the project was; or other libraries are here ({libraries})"
        )
    return Diagnostic("V010", message, Place(str(verdict.file)), hint)


def _first_difference(one: bytes, other: bytes) -> int:
    """Return at which byte, from 1, two files part."""
    shorter = min(len(one), len(other))
    return next((at for at in range(shorter) if one[at] != other[at]), shorter) + 1


def _engine() -> str:
    return metadata.version("weasyprint")


def _made(data: bytes, file: Path) -> Made:
    """Read how a PDF was made. Raises Failure where that is not said, or there is nothing to rebuild."""
    import pikepdf

    from reportcli.mail.slot import forms

    if not data.startswith(b"%PDF-"):
        hint = "name a PDF that `reportcli build` wrote"
        raise Failure([Diagnostic("V011", "this is no PDF", Place(str(file)), hint)])
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            info, root = pdf.docinfo, pdf.Root
            creator = generator.read(str(info.get("/Creator", "")))
            engine = str(info.get("/Producer", "")).removeprefix(ENGINE)
            language, title = str(root.get("/Lang", "")), str(info.get("/Title", ""))
            date = _epoch(str(info.get("/CreationDate", "")))
            intents = [str(intent.get("/S")) for intent in root.get("/OutputIntents", ())]
            personal = next(forms(pdf), None) is not None
    except pikepdf.PasswordError:
        raise Failure([attached.unreadable(file, locked=True)]) from None
    except pikepdf.PdfError:
        raise Failure([attached.unreadable(file, locked=False)]) from None
    if "/GTS_PDFX" in intents:
        message = "this PDF is for print: it carries no data from which it could be rebuilt"
        hint = "verify the one for the screen, which is of the same data"
        raise Failure([Diagnostic("V012", message, Place(str(file)), hint)])
    if creator is None:
        message = "this PDF does not say by which reportcli and which layout it was made"
        hint = "take the file as `reportcli build` wrote it"
        raise Failure([Diagnostic("V011", message, Place(str(file)), hint)])
    version, layout = creator
    return Made(version, engine, layout, language, title, date, personal)


def _epoch(date: str) -> int | None:
    """Return the seconds since 1970 of a date as WeasyPrint writes it, in UTC."""
    try:
        return int(datetime.strptime(date, "D:%Y%m%d%H%M%SZ").replace(tzinfo=UTC).timestamp())
    except ValueError:
        return None


@contextmanager
def _dated(date: int | None) -> Iterator[None]:
    """Set the one time that a report may know, meanwhile."""
    before = os.environ.pop(EPOCH, None)
    if date is not None:
        os.environ[EPOCH] = str(date)
    try:
        yield
    finally:
        os.environ.pop(EPOCH, None)
        if before is not None:
            os.environ[EPOCH] = before


AT_HOME = "verify it in its project, or name that: reportcli -C FOLDER verify FILE"


def _require_all(source: bytes, project: Project, made: Made, file: Path) -> None:
    """Raise Failure where a layout, a picture or a font that the PDF is made from is not here."""
    if made.layout not in layouts.names(project):
        message = f"it is set by the layout `{made.layout}`, which is not here"
        raise Failure([Diagnostic("V013", message, Place(str(file)), AT_HOME)])
    if missing := [name for name in _files(source) if not (project.root / name).is_file()]:
        named = ", ".join(missing)
        message = f"it is made from files that no PDF carries, and they are not here: {named}"
        raise Failure([Diagnostic("V014", message, Place(str(file)), AT_HOME)])


def _loaded(project: Project, file: Path) -> Loaded:
    """Read the data of a PDF, whose faults have no place in a file that one could mend."""
    try:
        return load(project)
    except Failure as failure:
        message = f"the data that it carries is not valid here: {failure.diagnostics[0].message}"
        hint = f"look at it: reportcli import {file} --print"
        raise Failure([Diagnostic("V015", message, Place(str(file)), hint)]) from None


def _files(source: bytes) -> list[str]:
    """Return the pictures and fonts that data names; what is wrong with the data, `load` says."""
    try:
        values = tomllib.loads(source.decode())
    except ValueError:
        return []
    names = [name for _, name in named_pictures(values)]
    with suppress(KeyError, TypeError):
        names += values["brand"]["fonts"]["files"]
    return list(dict.fromkeys(names))


def _rebuilt(loaded: Loaded, edition: Edition, made: Made) -> bytes:
    if not made.personal:
        return products.typeset(
            loaded.source, edition, products.sheets(loaded.source, edition)
        ).data
    from reportcli.mail.personal import base

    own = base(edition, loaded.source)
    words = made.title.removeprefix(own.title_for(""))
    return own.data + own.tail(words)
