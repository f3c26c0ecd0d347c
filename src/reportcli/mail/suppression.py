"""Who is not to be written to: `mail/suppressed.csv`, which wins over every list.

An address stands there as it is, or, after `mail forget`, as a hash that tells nobody who it was.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportcli.diagnostics import Diagnostic, Failure, Place
from reportcli.files import write_all
from reportcli.mail import addresses, csv_text, headings
from reportcli.mail.ledger import prepare_folder

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from reportcli.project import Project

NAME = "suppressed.csv"
HEADING = "email"
HASHED = "sha256:"
"""Begins an entry `sha256:SALT:DIGEST`."""


@dataclass(frozen=True)
class Suppressed:
    """The addresses, by their keys, and the hashes by salt."""

    keys: frozenset[str]
    hashes: dict[str, frozenset[str]]

    def __contains__(self, key: str) -> bool:
        return key in self.keys or any(
            _digest(key, salt) in digests for salt, digests in self.hashes.items()
        )


def file(project: Project) -> Path:
    return project.mail / NAME


def load(project: Project) -> Suppressed:
    """Read the list; where there is none nobody is suppressed.

    Raises Failure for every line that is neither an address nor a hash: a person may stand there.
    """
    listing = _read(file(project))
    keys: set[str] = set()
    hashes: dict[str, set[str]] = {}
    faults = []
    for row in listing.rows:
        value = listing.entry(row)
        if value.startswith(HASHED):
            salt, _, digest = value.removeprefix(HASHED).partition(":")
            hashes.setdefault(salt, set()).add(digest)
            continue
        try:
            keys.add(addresses.parse(value).key)
        except addresses.NoAddress as error:
            place = Place(listing.name, row.line, 1, row.line, len(row.text) + 1, row.text)
            message = f"“{value[:80]}” is no e-mail address: {error}"
            faults.append(Diagnostic("M111", message, place, error.hint))
    if faults:
        raise Failure(faults)
    return Suppressed(frozenset(keys), {salt: frozenset(found) for salt, found in hashes.items()})


@dataclass(frozen=True)
class _Listing:
    """The rows of the list; `heading` is its first line where that names the columns."""

    name: str
    heading: str = HEADING
    separator: str = ","
    column: int = 0
    rows: tuple[csv_text.Row, ...] = ()

    def entry(self, row: csv_text.Row) -> str:
        return row.fields[self.column].strip() if self.column < len(row.fields) else ""


def _read(path: Path) -> _Listing:
    """Read the list; without headings the addresses stand in the first column."""
    try:
        with path.open("rb") as stream:
            name = csv_text.encoding(stream).name
            separator = csv_text.separator(csv_text.first_line(stream, name))
            rows = tuple(csv_text.rows(stream, name, separator))
    except FileNotFoundError:
        return _Listing(str(path))
    except csv_text.Unclosed as fault:
        place = Place(str(path), fault.line, 1, fault.line, len(fault.text) + 1, fault.text)
        message, hint = "a quote is opened and not closed", 'close it with "'
        raise Failure([Diagnostic("M111", message, place, hint)]) from None
    except OSError as error:
        told = (error.strerror or str(error)).lower()
        message = f"the list of those who are not to be written to cannot be read: {told}"
        hint = "mend that first: nobody on it may get anything"
        raise Failure([Diagnostic("M112", message, Place(str(path)), hint)]) from None
    known = (
        [headings.known().get(headings.plain(field)) for field in rows[0].fields] if rows else []
    )
    if "email" in known:
        return _Listing(str(path), rows[0].text, separator, known.index("email"), rows[1:])
    return _Listing(str(path), "", separator, 0, rows)


def hashed(key: str, salt: str) -> str:
    """Return the entry that keeps an address suppressed without naming it."""
    return f"{HASHED}{salt}:{_digest(key, salt)}"


def _digest(key: str, salt: str) -> str:
    return hashlib.sha256(f"{salt}\0{key}".encode()).hexdigest()


def forget(project: Project, key: str) -> None:
    """Take an address out of the list and keep it suppressed by a hash. Raises Failure."""
    known, listing = load(project), _read(file(project))
    salt = next(iter(known.hashes), None) or secrets.token_hex(8)
    entry = listing.separator * listing.column + hashed(key, salt)
    kept = [row.text for row in listing.rows if not _is(listing.entry(row), key)]
    _write(project, listing, dict.fromkeys([*kept, entry]))


def _write(project: Project, listing: _Listing, entries: Iterable[str]) -> None:
    prepare_folder(project.mail)
    path = file(project)
    lines = [*filter(None, [listing.heading]), *entries, ""]
    write_all({path: "\n".join(lines).encode()})
    path.chmod(0o600)


def _is(value: str, key: str) -> bool:
    return not value.startswith(HASHED) and addresses.parse(value).key == key
