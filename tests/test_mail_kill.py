"""The sender killed at random instants: every donor has exactly one message or is in doubt, none has two.

`make mail-torture` kills 200 times over 2,000 donors; the ordinary run does the same on a small scale.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from support.mailings import DEDICATED, mail, write_list, write_project
from support.mailserver import Postbox, running

if TYPE_CHECKING:
    from pathlib import Path

TORTURE = os.environ.get("REPORTCLI_TORTURE") == "1"
KILLS, DONORS = (200, 2000) if TORTURE else (8, 120)
LONGEST = 30.0
"""Seconds that a sender may take to hand over its first message."""


def test_whenever_the_sender_is_killed_nobody_gets_two_messages_and_nobody_none(
    tmp_path: Path,
) -> None:
    project = write_project(tmp_path / "project", DEDICATED)
    people = write_list(tmp_path, DONORS)
    chance = random.Random(20231125)
    box = Postbox()
    with running(box) as url:
        kills = sum(_kill(project, people, url, box, chance) for _ in range(KILLS))
        done = mail("send", "2024", "--to", people, "--yes", project=project, url=url)
        counts = json.loads(mail("status", "2024", "--json", project=project).stdout)
        doubtful = _in_doubt(project)
    received = box.received()
    assert kills >= KILLS // 2, "the sender was done before it could be killed"
    assert max(received.values()) == 1
    assert len(doubtful) == counts["in_doubt"]
    assert done.returncode == (1 if doubtful else 0), done.stderr
    assert set(received) | doubtful == {f"donor{number}@example.org" for number in range(DONORS)}
    assert counts["sent"] == DONORS - len(doubtful)
    assert counts["pending"] == counts["retry"] == counts["failed"] == 0
    print(f"{kills} kills, {counts['sent']} sent, {len(doubtful)} in doubt")  # noqa: T201


def test_ctrl_c_lets_the_messages_under_way_end_and_leaves_none_in_doubt(tmp_path: Path) -> None:
    project, people = write_project(tmp_path / "project"), write_list(tmp_path, 60)
    box = Postbox()
    with running(box) as url:
        sender = _sender(project, people, url)
        while len(box.taken) < 10 and sender.poll() is None:
            time.sleep(0.001)
        sender.send_signal(signal.SIGINT)
        assert sender.wait() == 130
        counts = json.loads(mail("status", "2024", "--json", project=project).stdout)
        assert (counts["in_doubt"], counts["sent"]) == (0, len(box.taken))
        assert counts["pending"]
        done = mail("send", "2024", "--to", people, "--yes", project=project, url=url)
    assert done.returncode == 0, done.stderr
    assert set(box.received().values()) == {1}
    assert len(box.received()) == 60


def _sender(project: Path, people: Path, url: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "reportcli", "mail", "send", "2024", "--to", str(people), "--yes"],
        cwd=project,
        env={**os.environ, "REPORTCLI_SMTP_URL": url},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _kill(project: Path, people: Path, url: str, box: Postbox, chance: random.Random) -> bool:
    """Start the sender, and kill it some while after its first message; return whether it was alive."""
    before, share = len(box.taken), DONORS / KILLS
    sender = _sender(project, people, url)
    until = time.monotonic() + LONGEST
    enough = before + chance.randint(1, max(int(share), 1))
    while sender.poll() is None and len(box.taken) < enough and time.monotonic() < until:
        time.sleep(0.001)
    time.sleep(chance.random() * 0.01)
    alive = sender.poll() is None
    if alive:
        sender.send_signal(signal.SIGKILL)
    sender.wait()
    return alive


def _in_doubt(project: Path) -> set[str]:
    rows = mail("status", "2024", "--csv", project=project).stdout.splitlines()[1:]
    return {row.split(",")[0] for row in rows if row.split(",")[1] == "in_doubt"}
