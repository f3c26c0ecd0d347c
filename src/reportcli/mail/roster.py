"""The checked list on disk, so that memory stays flat and it can be walked again: a private database.

It lies in a temporary file that SQLite deletes when it is opened; nobody else ever sees it.
"""

from __future__ import annotations

import csv
import json
import sqlite3
from dataclasses import asdict, dataclass
from io import StringIO
from itertools import chain, count
from typing import IO, TYPE_CHECKING, Literal

from reportcli.diagnostics import Diagnostic, Failure, has_errors
from reportcli.files import write_all
from reportcli.mail import donors as lists
from reportcli.mail.donor import Donor
from reportcli.mail.donors import Refused, Sheet
from reportcli.mail.headings import OURS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

MOST_TOLD = 1000
"""Diagnostics that are kept; of more, how many there are."""
Whom = Literal["message", "letter", "everyone"]
_WHOM: dict[Whom, str] = {"message": "not letter", "letter": "letter", "everyone": "true"}
_TABLES = """
create table donor (
  number integer primary key, key text, lang text, letter integer, length integer,
  country text, postcode text, line integer, told text, fields text
);
create unique index donor_key on donor (key) where key != '';
create table refused (number integer primary key, fields text, why text);
"""


@dataclass(frozen=True)
class Roster:
    """A list that was read to its end. `faults` are errors of rows, `notes` what else is to be said."""

    database: sqlite3.Connection
    sheet: Sheet
    faults: tuple[Diagnostic, ...]
    notes: tuple[Diagnostic, ...]
    suppressed: int

    def _count(self, where: str = "true", table: str = "donor") -> int:
        (count,) = self.database.execute(
            f"select count(*) from {table} where {where}"  # noqa: S608  ours
        ).fetchone()
        return int(count)

    @property
    def count(self) -> int:
        """How many get a message."""
        return self._count("not letter")

    @property
    def letters(self) -> int:
        """How many have no address of e-mail, but one for letters."""
        return self._count("letter")

    @property
    def refused(self) -> int:
        return self._count(table="refused")

    @property
    def home(self) -> str:
        """The country that most of its addresses name."""
        query = "select country from donor where country != '' group by 1 order by count(*) desc, 1"
        found = self.database.execute(query).fetchone()
        return str(found[0]) if found else ""

    def languages(self, whom: Whom = "message") -> dict[str, int]:
        where = _WHOM[whom]
        query = f"select lang, count(*) from donor where {where} group by lang order by 2 desc"  # noqa: S608  ours
        return dict(self.database.execute(query).fetchall())

    def donors(self, whom: Whom = "message") -> Iterator[Donor]:
        """Yield those who get a message, in the list's order; or those who get a letter.

        Letters are in the order of country and postcode, as the post sorts them.
        """
        order = "number" if whom == "message" else "country, postcode, number"
        return self._walk(_WHOM[whom], order)

    def refuse(self, donor: Donor, fault: Diagnostic) -> None:
        """Take a donor out, as one of the rows that are wrong."""
        where = "where line = ?"
        (fields,) = self.database.execute(
            f"select fields from donor {where}",  # noqa: S608  ours
            (donor.line,),
        ).fetchone()
        self.database.execute(f"delete from donor {where}", (donor.line,))  # noqa: S608  ours
        self.database.execute("insert into refused values (null, ?, ?)", (fields, fault.message))

    def samples(self) -> list[Donor]:
        """Return whom to look at first: the first, the longest name, the first of each language."""
        wanted = [("true", "number"), ("true", "length desc, number")]
        wanted += [(f"lang = '{language}'", "number") for language in self.languages()]
        found = [self._first(f"not letter and {where}", order) for where, order in wanted]
        return list({donor.line: donor for donor in found if donor}.values())

    def ends(self) -> tuple[Donor, Donor] | None:
        first, last = (self._first("not letter", f"number {way}") for way in ("asc", "desc"))
        return (first, last) if first and last else None

    def _first(self, where: str, order: str) -> Donor | None:
        return next(self._walk(where, order), None)

    def _walk(self, where: str, order: str) -> Iterator[Donor]:
        query = f"select told from donor where {where} order by {order}"  # noqa: S608  ours
        for (told,) in self.database.execute(query):
            yield _donor(told)

    def write_refused(self, file: Path) -> Path:
        """Write the refused rows as a list that can be mended and sent: theirs, and why. Raises Failure.

        Return the file that has them: another one where somebody may have mended what stands there.
        """
        target = StringIO()
        writer = csv.writer(target, delimiter=self.sheet.separator, lineterminator="\r\n")
        kept = [i for i, heading in enumerate(self.sheet.columns.headings) if heading != OURS]
        writer.writerow([*(self.sheet.columns.headings[index] for index in kept), OURS])
        for fields, why in self.database.execute("select fields, why from refused order by number"):
            row = json.loads(fields)
            shown = [row[index] if index < len(row) else "" for index in kept]
            writer.writerow([*shown, *row[len(self.sheet.columns.headings) :], why])
        data = target.getvalue().encode("utf-8-sig")
        free = _free(file, data)
        write_all({free: data})
        free.chmod(0o600)
        return free


def read(
    stream: IO[bytes],
    name: str,
    languages: Sequence[str],
    overrides: Mapping[str, str],
    is_suppressed: Callable[[str], bool],
) -> Roster:
    """Read a list to its end and check every row. Raises Failure when it is no list."""
    sheet = lists.open_sheet(stream, name, overrides)
    database = sqlite3.connect("", isolation_level=None, check_same_thread=False)
    database.executescript(_TABLES)
    database.execute("begin")
    told = _Told()
    suppressed = 0
    for found, row in lists.donors(sheet, languages):
        if isinstance(found, Refused):
            _refuse(database, found)
            told.add(*found.faults)
        elif is_suppressed(found.key or found.postal_key):
            suppressed += 1
        elif (first := _enter(database, found, row.fields)) is not None:
            twice = lists.duplicate(sheet, row, found, first)
            _refuse(database, Refused(row, (twice,)))
            told.add(twice)
        else:
            told.add(*lists.slips(sheet, row, found))
    database.execute("commit")
    if sheet.stream is not stream:
        sheet.stream.close()
    faults, notes = told.parted()
    roster = Roster(database, sheet, faults, (*sheet.notes, *notes), suppressed)
    if not (roster.count or roster.letters or roster.refused or suppressed):
        hint = "there are headings and no rows under them"
        raise Failure([Diagnostic("M101", f"nobody is on the list {name}", None, hint)])
    return roster


class _Told:
    """Diagnostics as they are found: the first of them, and how many more there are."""

    def __init__(self) -> None:
        self._kept: list[Diagnostic] = []
        self._more = 0

    def add(self, *diagnostics: Diagnostic) -> None:
        for diagnostic in diagnostics:
            if len(self._kept) < MOST_TOLD:
                self._kept.append(diagnostic)
            else:
                self._more += 1

    def parted(self) -> tuple[tuple[Diagnostic, ...], tuple[Diagnostic, ...]]:
        """Return the errors and the rest."""
        kept = self._kept
        if self._more:
            message = f"and {self._more} more like these"
            kept = [
                *kept,
                Diagnostic("M113", message, None, "mend the first ones, then look again", "info"),
            ]
        errors = tuple(found for found in kept if has_errors([found]))
        return errors, tuple(found for found in kept if not has_errors([found]))


def _free(file: Path, data: bytes) -> Path:
    """Return the first of a file's names, numbered, that is free or has the same content."""
    numbered = (file.with_stem(f"{file.stem}-{number}") for number in count(2))
    return next(
        free for free in chain([file], numbered) if not free.exists() or free.read_bytes() == data
    )


def _enter(database: sqlite3.Connection, donor: Donor, fields: Sequence[str]) -> int | None:
    """Enter a donor; return the line of who has the address already, or None."""
    values = (
        *(donor.key, donor.lang, not donor.email, len(donor.name)),
        *(donor.country, donor.postcode, donor.line),
        *(json.dumps(item, ensure_ascii=False) for item in (asdict(donor), fields)),
    )
    try:
        database.execute(
            "insert into donor (key, lang, letter, length, country, postcode, line, told, fields)"
            " values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            values,
        )
    except sqlite3.IntegrityError:
        (line,) = database.execute("select line from donor where key = ?", (donor.key,)).fetchone()
        return int(line)
    return None


def _refuse(database: sqlite3.Connection, refused: Refused) -> None:
    why = "; ".join(fault.message for fault in refused.faults)
    fields = json.dumps(refused.row.fields, ensure_ascii=False)
    database.execute("insert into refused (fields, why) values (?, ?)", (fields, why))


def _donor(told: str) -> Donor:
    values = json.loads(told)
    values["address"] = tuple(values["address"])
    return Donor(**values)
