"""Messages to a server that behaves as servers do, and the ledger that knows what became of each."""

from __future__ import annotations

import sqlite3
import threading
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from reportcli.diagnostics import Failure
from reportcli.mail import campaign as campaigns
from reportcli.mail import delivery, ledger, sending
from reportcli.mail.donor import Donor
from reportcli.mail.pace import Pace, interval
from reportcli.mail.sending import Order
from reportcli.mail.server import Server, parse
from reportcli.project import Project
from support.mailings import write_project
from support.mailserver import HOST, Postbox, certificate, running

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from reportcli.mail.campaign import Campaign
    from reportcli.mail.delivery import Outcome
    from reportcli.mail.ledger import Ledger

pytestmark = pytest.mark.filterwarnings(  # WeasyPrint leaves its colour profile open
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)

QUICK = Order(connections=2, pauses=(0.0, 0.0, 0.0))


@pytest.fixture(scope="module")
def campaign(tmp_path_factory: pytest.TempPathFactory) -> Campaign:
    project = Project(write_project(tmp_path_factory.mktemp("campaign")))
    return campaigns.prepare(project, "2024", "2024", ["fr"], lambda _: None)


@pytest.fixture
def entries(tmp_path: Path) -> Iterator[Ledger]:
    with ledger.opened(Project(tmp_path), "2024", "2024") as opened:
        yield opened


def donors(*names: str) -> list[Donor]:
    return [
        Donor(number, f"{name}@example.org", name, lang="fr", key=f"{name}@example.org")
        for number, name in enumerate(names, 2)
    ]


def send(
    campaign: Campaign,
    people: Sequence[Donor],
    entries: Ledger,
    url: str | Server,
    order: Order = QUICK,
) -> list[tuple[str, Outcome]]:
    told: list[tuple[str, Outcome]] = []
    entries.plan((donor.key, donor.email) for donor in people)
    server = parse(url, "test") if isinstance(url, str) else url
    sending.send(
        campaign,
        lambda: people,
        entries,
        server,
        order,
        lambda donor, end: told.append((donor.name, end)),
    )
    return told


def states(entries: Ledger) -> dict[str, str]:
    return {entry.donor.partition("@")[0]: entry.state for entry in entries.entries()}


def test_each_donor_gets_one_message_and_a_second_run_sends_nothing(
    campaign: Campaign, entries: Ledger
) -> None:
    people, box = donors(*"abcdefgh"), Postbox()
    with running(box) as url:
        send(campaign, people, entries, url)
        send(campaign, people, entries, url)
    assert box.received() == Counter(donor.email for donor in people)
    assert set(states(entries).values()) == {"sent"}


def test_what_the_server_refuses_for_good_is_not_tried_again(
    campaign: Campaign, entries: Ledger
) -> None:
    box = Postbox(
        {"a@example.org": ["rcpt 550 5.1.1 no such user"], "b@example.org": ["data 554 spam"]}
    )
    with running(box) as url:
        send(campaign, donors(*"abc"), entries, url)
        send(campaign, donors(*"abc"), entries, url)
    assert states(entries) == {"a": "failed", "b": "failed", "c": "sent"}
    assert box.tries == Counter({"a@example.org": 1, "b@example.org": 1, "c@example.org": 1})
    refused = entries.entry("a@example.org")
    assert refused
    assert refused.reply == "550 5.1.1 no such user"


@pytest.mark.parametrize(
    "first",
    ["rcpt 450 later", "data 451 later", "rcpt 421 closing", "data 421 closing", "drop before"],
)
def test_what_the_server_puts_off_is_tried_again(
    campaign: Campaign, entries: Ledger, first: str
) -> None:
    box = Postbox({"a@example.org": [first]})
    with running(box) as url:
        send(campaign, donors("a", "b"), entries, url)
    assert states(entries) == {"a": "sent", "b": "sent"}
    assert box.received() == {"a@example.org": 1, "b@example.org": 1}


def test_a_server_that_always_puts_off_is_left_alone_at_last(
    campaign: Campaign, entries: Ledger
) -> None:
    box = Postbox({"a@example.org": ["rcpt 450 later"] * 20})
    with running(box) as url:
        send(campaign, donors("a", "b"), entries, url)
    assert states(entries) == {"a": "retry", "b": "sent"}
    assert box.tries["a@example.org"] == 1 + len(QUICK.pauses)


@pytest.mark.parametrize("end", ["drop after", "drop after, not taken"])
def test_a_message_whose_answer_was_lost_is_in_doubt_and_never_sent_again_by_itself(
    campaign: Campaign, entries: Ledger, end: str
) -> None:
    box = Postbox({"a@example.org": [end]})
    with running(box) as url:
        send(campaign, donors("a", "b"), entries, url)
        send(campaign, donors("a", "b"), entries, url)
        assert states(entries) == {"a": "in_doubt", "b": "sent"}
        assert box.tries["a@example.org"] == 1
        entries.resolve("a@example.org", arrived=False)
        send(campaign, donors("a", "b"), entries, url)
    assert states(entries) == {"a": "sent", "b": "sent"}
    assert box.tries["a@example.org"] == 2


def test_a_server_that_stalls_after_the_message_leaves_it_in_doubt(
    campaign: Campaign, entries: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "DATA_TIMEOUT", 0.5)
    box = Postbox({"a@example.org": ["stall"]})
    with running(box) as url:
        send(campaign, donors("a"), entries, url)
    assert states(entries) == {"a": "in_doubt"}


def test_slow_answers_are_waited_for(campaign: Campaign, entries: Ledger) -> None:
    box = Postbox({"*": ["slow"] * 4})
    with running(box) as url:
        send(campaign, donors(*"abcd"), entries, url)
    assert set(states(entries).values()) == {"sent"}


def test_the_ledger_says_in_doubt_before_the_message_can_be_taken(
    campaign: Campaign, entries: Ledger
) -> None:
    seen = []

    class Watching(Postbox):
        async def handle_DATA(self, server: object, session: object, envelope: object) -> str:
            seen.append(states(entries)["a"])
            return "250 taken"

    with running(Watching()) as url:
        send(campaign, donors("a"), entries, url)
    assert seen == ["in_doubt"]


def test_a_donor_who_is_settled_meanwhile_gets_nothing(
    campaign: Campaign, entries: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last look at the ledger is before the line that ends a message, and stops it there."""
    box, doubt = Postbox(), ledger.Ledger.doubt

    def settled(self: Ledger, donor: str, *said: str) -> None:
        doubt(self, donor, *said)
        self.sent(donor, "by another")
        doubt(self, donor, *said)

    monkeypatch.setattr(ledger.Ledger, "doubt", settled)
    with running(box) as url, pytest.raises(ledger.Taken):
        send(campaign, donors("a"), entries, url)
    assert not box.taken


def test_a_sender_whom_the_server_bars_fails_nobody(campaign: Campaign, entries: Ledger) -> None:
    from dataclasses import replace

    barred = replace(campaign, sender=replace(campaign.sender, address="barred@example.org"))
    with running(Postbox()) as url, pytest.raises(Failure) as failure:
        send(barred, donors(*"abc"), entries, url)
    assert failure.value.diagnostics[0].code == "M053"
    assert set(states(entries).values()) == {"planned"}


def test_a_server_that_refuses_everybody_is_not_asked_for_ever(
    campaign: Campaign, entries: Ledger
) -> None:
    people = donors(*(f"d{number}" for number in range(60)))
    with (
        running(Postbox({"*": ["rcpt 550 policy"] * 60})) as url,
        pytest.raises(Failure) as failure,
    ):
        send(campaign, people, entries, url)
    assert failure.value.diagnostics[0].code == "M055"
    counts = entries.counts()
    assert counts["failed"] < 30
    assert counts["planned"] > 30


def test_no_server_at_all_is_said_and_nobody_is_tried(campaign: Campaign, entries: Ledger) -> None:
    with pytest.raises(Failure) as failure:
        send(campaign, donors("a"), entries, f"smtp://{HOST}:9")
    assert failure.value.diagnostics[0].code == "M052"
    assert states(entries) == {"a": "planned"}


def test_a_message_that_the_server_finds_too_large_is_known_before(
    campaign: Campaign, entries: Ledger
) -> None:
    with running(Postbox(), data_size_limit=20_000) as url, pytest.raises(Failure) as failure:
        send(campaign, donors("a"), entries, url)
    assert failure.value.diagnostics[0].code == "M054"
    assert states(entries) == {"a": "planned"}


def test_an_international_address_needs_a_server_that_knows_them(
    campaign: Campaign, entries: Ledger
) -> None:
    zoe = [Donor(2, "zoë@xn--exmple-cua.ch", "Zoë", lang="fr", key="zoë@xn--exmple-cua.ch")]
    box = Postbox()
    with running(box) as url:
        send(campaign, zoe, entries, url)
    assert box.received() == {"zoë@xn--exmple-cua.ch": 1}


def test_a_limit_leaves_the_others_for_the_next_call(campaign: Campaign, entries: Ledger) -> None:
    box = Postbox()
    with running(box) as url:
        send(campaign, donors(*"abcde"), entries, url, Order(limit=2))
        assert sum(box.received().values()) == 2
        send(campaign, donors(*"abcde"), entries, url, Order(limit=2))
    assert sorted(states(entries).values()) == ["planned", "sent", "sent", "sent", "sent"]


def test_a_pace_parts_messages(campaign: Campaign, entries: Ledger) -> None:
    pace = Pace(interval("600/min"))
    waits: list[float] = []

    class Stop(threading.Event):
        def wait(self, timeout: float | None = None) -> bool:
            waits.append(timeout or 0)
            return False

    for _ in range(3):
        pace.wait(Stop())
    assert waits == [pytest.approx(0), pytest.approx(0.1, abs=0.05), pytest.approx(0.2, abs=0.05)]


@pytest.mark.parametrize(
    ("rate", "seconds"), [("5/s", 0.2), ("30/min", 2), ("30/m", 2), ("500/h", 7.2)]
)
def test_rates_are_so_many_in_a_time(rate: str, seconds: float) -> None:
    assert interval(rate) == pytest.approx(seconds)


@pytest.mark.parametrize("rate", ["", "0/h", "5", "5/day", "-1/h", "1.5/h", "fast"])
def test_what_is_no_rate_is_refused(rate: str) -> None:
    with pytest.raises(ValueError, match=r"^"):
        interval(rate)


def test_starttls_checks_the_certificate_and_logs_in(
    campaign: Campaign, entries: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context, file = certificate(tmp_path)
    box = Postbox()
    with running(box, tls_context=context, authenticator=box.authenticate) as url:
        port = url.rpartition(":")[2]
        secure = f"smtp+starttls://me:p%40ss%2Fword@localhost:{port}"
        with pytest.raises(Failure) as failure:
            send(campaign, donors("a"), entries, secure)
        assert failure.value.diagnostics[0].code == "M050"
        monkeypatch.setenv("SSL_CERT_FILE", str(file))
        with pytest.raises(Failure) as failure:
            send(campaign, donors("a"), entries, secure.replace("p%40ss", "wrong"))
        assert failure.value.diagnostics[0].code == "M051"
        send(campaign, donors("a"), entries, secure)
    assert box.logins[-1] == ("me", "p@ss/word")
    assert states(entries) == {"a": "sent"}


def test_a_certificate_for_another_name_is_refused(
    campaign: Campaign, entries: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context, file = certificate(tmp_path, "elsewhere.example.org")
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    with running(Postbox(), tls_context=context) as url, pytest.raises(Failure) as failure:
        send(campaign, donors("a"), entries, f"smtp+starttls://localhost:{url.rpartition(':')[2]}")
    assert failure.value.diagnostics[0].code == "M050"


def test_a_server_without_starttls_gets_nothing(campaign: Campaign, entries: Ledger) -> None:
    with running(Postbox()) as url, pytest.raises(Failure):
        send(campaign, donors("a"), entries, f"smtp+starttls://localhost:{url.rpartition(':')[2]}")
    assert states(entries) == {"a": "planned"}


def test_the_ledger_is_its_owners_alone_and_outlives_nothing_half_written(tmp_path: Path) -> None:
    project = Project(tmp_path)
    with ledger.opened(project, "2024", "x") as opened:
        opened.plan([("a@example.org", "a@example.org")])
    assert ledger.file(project).stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "mail").stat().st_mode & 0o777 == 0o700
    database = sqlite3.connect(ledger.file(project))
    assert database.execute("pragma journal_mode").fetchone() == ("wal",)
    database.close()


def test_a_ledger_that_is_none_is_left_as_it_is(tmp_path: Path) -> None:
    file = ledger.file(Project(tmp_path))
    file.parent.mkdir()
    file.write_bytes(b"no database at all, but long enough to look like one" * 40)
    with pytest.raises(Failure) as failure, ledger.opened(Project(tmp_path), "2024", "x"):
        pass
    assert failure.value.diagnostics[0].code == "M040"
    assert file.read_bytes().startswith(b"no database")


def test_states_change_by_compare_and_swap(entries: Ledger) -> None:
    entries.plan([("a", "a@example.org")])
    entries.doubt("a", "<1>", "hash")
    with pytest.raises(ledger.Taken):
        entries.doubt("a", "<1>", "hash")
    entries.sent("a", "250 ok")
    with pytest.raises(ledger.Taken):
        entries.fail("a", "")
    with pytest.raises(ledger.Taken):
        entries.again("a", "", 0)
    entries.plan([("a", "a@example.org")])
    assert states(entries) == {"a": "sent"}


def test_tls_from_the_start_is_checked_too(
    campaign: Campaign, entries: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context, file = certificate(tmp_path)
    box = Postbox()
    with running(box, ssl_context=context) as url:
        server = Server("localhost", int(url.rpartition(":")[2]), "tls")
        with pytest.raises(Failure) as failure:
            send(campaign, donors("a"), entries, server)
        assert failure.value.diagnostics[0].code == "M050"
        monkeypatch.setenv("SSL_CERT_FILE", str(file))
        send(campaign, donors("a"), entries, server)
    assert states(entries) == {"a": "sent"}
