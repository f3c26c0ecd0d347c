"""A campaign's messages → the server, over several connections, each donor once."""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from itertools import chain, repeat
from queue import Empty, Full, Queue
from typing import TYPE_CHECKING

from reportcli.diagnostics import Diagnostic, Failure
from reportcli.mail import delivery, writing
from reportcli.mail.pace import Pace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from reportcli.mail.campaign import Campaign
    from reportcli.mail.delivery import Connection, Outcome
    from reportcli.mail.donor import Donor
    from reportcli.mail.ledger import Ledger
    from reportcli.mail.server import Server

PAUSES = (15.0, 60.0, 300.0, 900.0)
"""Seconds before a message that the server put off is tried again, and again; then the run ends."""
RECONNECTING = (1.0, 5.0, 15.0, 60.0, 120.0)
"""Seconds before a server that was lost is called again."""
WAKE = 0.2
"""Seconds after which a thread that waits looks whether all is to stop."""
MOST_REFUSED = 20
"""Refusals one after another, and nothing taken, after which the fault is not the donors'."""


@dataclass(frozen=True)
class Order:
    """How to send: over how many connections, how fast, and at most how many messages now."""

    connections: int = 4
    pace: Pace = field(default_factory=Pace)
    limit: int | None = None
    pauses: tuple[float, ...] = PAUSES


def send(
    campaign: Campaign,
    donors: Callable[[], Iterable[Donor]],
    ledger: Ledger,
    server: Server,
    order: Order,
    told: Callable[[Donor, Outcome], None],
    resting: Callable[[float, int], None] = lambda _seconds, _waiting: None,
) -> None:
    """Send what is planned for the donors, and what is to be tried again, until nothing is left to do now.

    `told` hears how each hand-over ended; `resting` of each pause, in seconds, and how many it is
    for. Who was put off in an earlier call is tried at once. Ctrl-C lets those under way end first.
    Raises Failure when the server cannot be used; what was sent until then is in the ledger.
    """
    run = _Run(campaign, ledger, server, order, told)
    run.round(donors(), run.connect())
    while True:
        pause = run.pause()
        if pause is None:
            return
        if pause > 1:
            resting(pause, ledger.counts()["retry"])
        run.stop.wait(pause)
        run.round(donors(), None)


class _Run:
    """One call of `send`: what its threads share."""

    def __init__(
        self,
        campaign: Campaign,
        ledger: Ledger,
        server: Server,
        order: Order,
        told: Callable[[Donor, Outcome], None],
    ) -> None:
        self.campaign, self.ledger, self.server = campaign, ledger, server
        self.order, self.told = order, told
        self.stop = threading.Event()
        self._alone = threading.Lock()
        self._tries: dict[str, int] = {}
        self._left = order.limit
        self._taken, self._refused = False, 0
        self._failure: BaseException | None = None

    def connect(self) -> Connection:
        """Open a connection. Raises Failure where that fails for good, or again and again."""
        for pause in (*(RECONNECTING if self._taken else ()), None):
            try:
                return self._checked(delivery.connect(self.server))
            except Failure as failure:
                lasting = failure.diagnostics[0].code != "M052"
                if pause is None or lasting or self.stop.wait(pause):
                    raise
        raise AssertionError

    def _checked(self, connection: Connection) -> Connection:
        limit, needed = connection.limit, self.campaign.size
        if limit and needed > limit:
            connection.close()
            message = (
                f"a message has {needed / 1e6:.1f} MB, and the server takes {limit / 1e6:.1f} MB"
            )
            hint = "make the pictures of the report smaller, or ask the server's keeper for more"
            raise Failure([Diagnostic("M054", message, None, hint)])
        return connection

    def round(self, donors: Iterable[Donor], first: Connection | None) -> None:
        """Send to each donor whose turn it is, once."""
        jobs: Queue[Donor | None] = Queue(self.order.connections)
        opened = [first, *[None] * (self.order.connections - 1)]
        threads = [
            threading.Thread(target=self._work, args=(jobs, connection), daemon=True)
            for connection in opened
        ]
        for thread in threads:
            thread.start()
        try:
            for job in chain(self._waiting(donors), repeat(None, len(threads))):
                self._offer(jobs, job)
            for thread in threads:
                while thread.is_alive():
                    thread.join(WAKE)
        except KeyboardInterrupt:
            self.stop.set()
            for thread in threads:
                thread.join()
            raise
        if self._failure:
            raise self._failure

    def _offer(self, jobs: Queue[Donor | None], job: Donor | None) -> None:
        while not self.stop.is_set():
            try:
                jobs.put(job, timeout=WAKE)
            except Full:
                continue
            return

    def _taken_from(self, jobs: Queue[Donor | None]) -> Donor | None:
        while not self.stop.is_set():
            with suppress(Empty):
                return jobs.get(timeout=WAKE)
        return None

    def pause(self) -> float | None:
        """Return the seconds until somebody is to be tried again in this run, or None."""
        if self.stop.is_set() or self._left == 0 or not self._tries:
            return None
        due = self.ledger.next_due()
        left = any(tries <= len(self.order.pauses) for tries in self._tries.values())
        return max(due - time.time(), 0) if due is not None and left else None

    def _waiting(self, donors: Iterable[Donor]) -> Iterator[Donor]:
        for donor in donors:
            if self._left == 0 or self.stop.is_set():
                return
            entry = self.ledger.entry(donor.key)
            if entry is None or entry.state not in {"planned", "retry"}:
                continue
            tries = self._tries.get(donor.key, 0)
            due = entry.due <= time.time() or not tries
            if due and tries <= len(self.order.pauses):
                self._left = self._left and self._left - 1
                yield donor

    def _work(self, jobs: Queue[Donor | None], connection: Connection | None) -> None:
        """Send one message after another over one connection, opening it anew when it is lost."""
        try:
            while donor := self._taken_from(jobs):
                self.order.pace.wait(self.stop)
                if self.stop.is_set():
                    break
                connection = connection or self.connect()
                outcome = self._hand_over(connection, donor)
                if outcome.kind in {"lost", "doubt"}:
                    connection.close()
                    connection = None
        except BaseException as error:  # noqa: BLE001  raised again by the thread that waits for this one
            self._failure = self._failure or error
            self.stop.set()
        finally:
            if connection:
                connection.close()

    def _hand_over(self, connection: Connection, donor: Donor) -> Outcome:
        message = writing.write(self.campaign, donor, datetime.now(UTC))
        digest = sha256(message.data).hexdigest()
        outcome = connection.hand_over(
            message, lambda: self.ledger.doubt(donor.key, message.message_id, digest)
        )
        self._settle(donor, outcome)
        self.told(donor, outcome)
        return outcome

    def _settle(self, donor: Donor, outcome: Outcome) -> None:
        if outcome.kind == "sent":
            self.ledger.sent(donor.key, outcome.reply)
            self._taken = True
        elif outcome.kind == "refused":
            self.ledger.fail(donor.key, outcome.reply)
        elif outcome.kind == "doubt":
            self.ledger.unsure(donor.key, outcome.reply)
        elif outcome.kind == "barred":
            hint = "it must let [mail] sender send; nothing is lost: send again when it does"
            message = f"the server takes nothing from this sender: {outcome.reply}"
            raise Failure([Diagnostic("M053", message, None, hint)])
        else:
            self._put_off(donor, outcome)
        self._count(outcome)

    def _put_off(self, donor: Donor, outcome: Outcome) -> None:
        with self._alone:
            tries = self._tries.get(donor.key, 0) + 1
            self._tries[donor.key] = tries
        pauses = self.order.pauses
        pause = pauses[min(tries, len(pauses)) - 1] if pauses and outcome.kind == "later" else 1
        self.ledger.again(donor.key, outcome.reply, time.time() + pause)

    def _count(self, outcome: Outcome) -> None:
        with self._alone:
            self._refused = self._refused + 1 if outcome.kind == "refused" else 0
            barred = self._refused >= MOST_REFUSED and not self._taken
        if barred:
            message = f"the server refused {self._refused} messages and took none: {outcome.reply}"
            back = f"reportcli mail resolve {self.campaign.year} --again --all"
            hint = f"mend what it says; then {back} puts them back"
            raise Failure([Diagnostic("M055", message, None, hint)])
