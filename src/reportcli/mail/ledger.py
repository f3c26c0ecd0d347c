"""Who has it: each donor's state, on disk before and after every hand-over.

    planned ──► in_doubt ──► sent
       ▲            ├──────► failed    the server refused for good (5xx)
       └── retry ◄──┘                  the server asked to come again (4xx), or was not reached

A message is in doubt from before its last byte leaves until its answer is on disk. Whatever stops
the program meanwhile leaves it there, and nothing but a person takes it out again.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal

from reportcli.diagnostics import Diagnostic, Failure, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from reportcli.project import Project

State = Literal["planned", "in_doubt", "sent", "retry", "failed"]
STATES: tuple[State, ...] = ("sent", "failed", "retry", "in_doubt", "planned")
NAME = "ledger.sqlite"
VERSION = 2
KEPT_OUT = "# What is personal stays out of git.\n*\n!.gitignore\n!message*.md.j2\n"
SCHEMA = """
create table campaign (
  name text not null,
  year text not null,
  suppressed integer not null,
  primary key (year, name)
) without rowid;
create table content (
  year text not null,
  campaign text not null,
  language text not null,
  hash text not null,
  primary key (year, campaign, language)
) without rowid;
create table drafts (path text primary key) without rowid;
create table delivery (
  year text not null,
  campaign text not null,
  donor text not null,
  email text not null,
  state text not null check (state in ('planned', 'in_doubt', 'sent', 'retry', 'failed')),
  attempts integer not null default 0,
  due real not null default 0,
  reply text not null default '',
  message_id text not null default '',
  content text not null default '',
  changed text not null,
  primary key (year, campaign, donor)
) without rowid;
create index delivery_state on delivery (year, campaign, state);
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """A donor's state. `reply` is what the server said last; `due` when to try again (Unix time)."""

    donor: str
    email: str
    state: State
    attempts: int
    due: float
    reply: str
    message_id: str
    content: str
    changed: str


class Taken(Exception):  # noqa: N818
    """A donor's state is not what it was when the work began: nothing may be sent."""


class Ledger:
    """One campaign's entries in a project's ledger. Every change is on disk when its call returns."""

    def __init__(self, database: sqlite3.Connection, year: str, campaign: str) -> None:
        self._database, self._year, self._campaign = database, year, campaign
        self._alone = threading.Lock()

    def close(self) -> None:
        self._database.close()

    # What is known

    def content(self) -> dict[str, str]:
        """Return, by language, the hash of what the campaign consisted of when it was last sent."""
        query = "select language, hash from content where year = ? and campaign = ?"
        return dict(self._all(query, self._year, self._campaign))

    def campaigns(self) -> list[str]:
        """Return the names of the year's campaigns that were begun."""
        query = "select name from campaign where year = ? order by name"
        return [name for (name,) in self._all(query, self._year)]

    def suppressed(self) -> int:
        """Return how many of the list that was sent to last were suppressed."""
        query = "select suppressed from campaign where year = ? and name = ?"
        row = self._one(query, self._year, self._campaign)
        return int(row[0]) if row else 0

    def counts(self) -> dict[State, int]:
        query = (
            "select state, count(*) from delivery where year = ? and campaign = ? group by state"
        )
        found = dict(self._all(query, self._year, self._campaign))
        return {state: found.get(state, 0) for state in STATES}

    def entry(self, donor: str) -> Entry | None:
        row = self._one(f"{_SELECT} and donor = ?", self._year, self._campaign, donor)
        return Entry(*row) if row else None

    def entries(self, *states: State) -> Iterator[Entry]:
        """Yield the entries in some states (none: in all), by address; each as it was when it began."""
        marks = ", ".join("?" * len(states))
        where = f" and state in ({marks})" if states else ""
        query = f"{_SELECT}{where} and donor > ? order by donor limit 1000"
        last = ""
        while rows := self._all(query, self._year, self._campaign, *states, last):
            yield from (Entry(*row) for row in rows)
            last = rows[-1][0]

    def next_due(self) -> float | None:
        """Return when the first of those to be tried again is due."""
        query = "select min(due) from delivery where year = ? and campaign = ? and state = 'retry'"
        row = self._one(query, self._year, self._campaign)
        return row[0] if row else None

    # What changes it

    def begin(self, content: Mapping[str, str], suppressed: int) -> None:
        """Write down what the campaign consists of from now on, and how many of its list are suppressed.

        `content` is by language; what is known of other languages stays.
        """
        rows = ((self._year, self._campaign, language, told) for language, told in content.items())
        with self._alone, _transaction(self._database):
            self._database.execute(
                "insert into campaign (year, name, suppressed) values (?, ?, ?)"
                " on conflict (year, name) do update set suppressed = excluded.suppressed",
                (self._year, self._campaign, suppressed),
            )
            self._database.executemany(
                "insert into content (year, campaign, language, hash) values (?, ?, ?, ?)"
                " on conflict (year, campaign, language) do update set hash = excluded.hash",
                rows,
            )

    def remember_drafts(self, path: str) -> None:
        """Write down where messages were written to files, for who is to be forgotten."""
        self._do("insert or ignore into drafts (path) values (?)", path)

    def drafts(self) -> list[str]:
        return [path for (path,) in self._all("select path from drafts")]

    def forget(self, donor: str) -> int:
        """Take a donor out of every campaign; return of how many. Nothing of the rows stays on disk."""
        with self._alone:
            with _transaction(self._database):
                gone = self._database.execute("delete from delivery where donor = ?", (donor,))
            self._database.execute("pragma wal_checkpoint(truncate)")
        return gone.rowcount

    def plan(self, donors: Iterable[tuple[str, str]]) -> None:
        """Enter donors (key, address) that are not there yet."""
        now = _now()
        rows = ((self._year, self._campaign, key, email, now) for key, email in donors)
        with self._alone, _transaction(self._database):
            self._database.executemany(
                "insert into delivery (year, campaign, donor, email, state, changed)"
                " values (?, ?, ?, ?, 'planned', ?) on conflict do nothing",
                rows,
            )

    def doubt(self, donor: str, message_id: str, content: str) -> None:
        """Write down that a message may be delivered from now on. Raises Taken if it may not be sent."""
        self._move(
            donor, ("planned", "retry"), "in_doubt", "", message_id=message_id, content=content
        )

    def sent(self, donor: str, reply: str) -> None:
        self._move(donor, ("in_doubt",), "sent", reply)

    def fail(self, donor: str, reply: str) -> None:
        self._move(donor, ("planned", "retry", "in_doubt"), "failed", reply)

    def again(self, donor: str, reply: str, due: float) -> None:
        """Put a donor back to be tried again at a time."""
        self._move(donor, ("planned", "retry", "in_doubt"), "retry", reply, due=due)

    def unsure(self, donor: str, reply: str) -> None:
        """Write down why a message is in doubt."""
        self._move(donor, ("in_doubt",), "in_doubt", reply)

    def resolve(self, donor: str, *, arrived: bool) -> None:
        """Take a message out of doubt, as a person says; or one that failed back, to be sent anew.

        Raises Taken if it is neither.
        """
        if arrived:
            self._move(donor, ("in_doubt",), "sent", "you said that it arrived")
        else:
            self._move(donor, ("in_doubt", "failed"), "planned", "you said to send it again")

    def _move(
        self,
        donor: str,
        before: Sequence[State],
        after: State,
        reply: str,
        *,
        due: float = 0,
        message_id: str | None = None,
        content: str | None = None,
    ) -> None:
        """Change a donor's state if it is one of `before`: compare and swap."""
        counts = after in {"sent", "failed", "retry"}
        marks = ", ".join("?" * len(before))
        with self._alone, _transaction(self._database):
            moved = self._database.execute(
                "update delivery set state = ?, reply = ?, due = ?, changed = ?,"  # noqa: S608  question marks
                " attempts = attempts + ?, message_id = coalesce(?, message_id),"
                " content = coalesce(?, content)"
                f" where year = ? and campaign = ? and donor = ? and state in ({marks})",
                (
                    *(after, reply, due, _now(), int(counts), message_id, content),
                    *(self._year, self._campaign, donor, *before),
                ),
            ).rowcount
        if moved != 1:
            raise Taken(donor)

    def _one(self, query: str, *values: object) -> tuple[Any, ...] | None:
        rows = self._all(query, *values)
        return rows[0] if rows else None

    def _all(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        with self._alone:
            return self._database.execute(query, values).fetchall()

    def _do(self, statement: str, *values: object) -> None:
        with self._alone, _transaction(self._database):
            self._database.execute(statement, values)


_SELECT = (
    "select donor, email, state, attempts, due, reply, message_id, content, changed from delivery"
    " where year = ? and campaign = ?"
)


def file(project: Project) -> Path:
    return project.mail / NAME


@contextmanager
def opened(project: Project, year: str, campaign: str) -> Iterator[Ledger]:
    """Open a project's ledger, making it where there is none. Raises Failure where it cannot be."""
    path = file(project)
    try:
        database = _connect(path)
    except OSError as error:
        told = (error.strerror or str(error)).lower()
        raise _unusable(path, f"cannot be opened: {told}") from None
    except sqlite3.Error as error:
        raise _unusable(path, f"cannot be used: {error}") from None
    ledger = Ledger(database, year, campaign)
    try:
        yield ledger
    except sqlite3.Error as error:
        raise _unusable(path, f"cannot be written: {error}") from None
    finally:
        ledger.close()


def _connect(path: Path) -> sqlite3.Connection:
    prepare_folder(path.parent)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))  # nobody else's to read, from the start
    path.chmod(0o600)
    database = sqlite3.connect(path, timeout=30, isolation_level=None, check_same_thread=False)
    database.execute("pragma journal_mode = wal")
    database.execute("pragma synchronous = full")
    database.execute("pragma secure_delete = on")
    (version,) = database.execute("pragma user_version").fetchone()
    if version == 0:
        with _transaction(database):
            (version,) = database.execute("pragma user_version").fetchone()
            if version == 0:
                for statement in filter(str.strip, SCHEMA.split(";")):
                    database.execute(statement)
                database.execute(f"pragma user_version = {VERSION}")
    elif version != VERSION:
        database.close()
        raise sqlite3.DatabaseError(f"it was made by another version of reportcli ({version})")
    return database


def prepare_folder(folder: Path) -> None:
    """Make the folder of mailings; git keeps nothing of it but the message."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    ignore = folder / ".gitignore"
    if not ignore.exists():
        ignore.write_text(KEPT_OUT, "utf-8")


@contextmanager
def _transaction(database: sqlite3.Connection) -> Iterator[None]:
    database.execute("begin immediate")
    try:
        yield
    except BaseException:
        database.execute("rollback")
        raise
    database.execute("commit")


def _unusable(path: Path, told: str) -> Failure:
    hint = "nothing was sent in ignorance of it; restore it from your backup, or make room"
    return Failure([Diagnostic("M040", f"the ledger {told}", Place(str(path)), hint)])


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
