"""What a mailing of the 2023 report costs: messages composed a second, and handed over on loopback.

    python bench/mail.py [DONORS]

The server is aiosmtpd, in a process of its own, and throws away what it takes. Needs the test extra.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from reportcli.mail import mailing, writing
from reportcli.project import Project

REPOSITORY = Path(__file__).resolve().parents[1]
MAIL = """
[mail]
sender = "Une organisation <rapport@example.org>"
unsubscribe = "https://example.org/stop?{{ donor.id }}"
dedication = "Merci, {{ donor.name }}"
"""
SERVER = """
import sys, time
from aiosmtpd.controller import Controller
class Taker:
    async def handle_DATA(self, server, session, envelope):
        return "250 taken"
Controller(Taker(), hostname="127.0.0.1", port=int(sys.argv[1]), data_size_limit=0).start()
print("ready", flush=True)
time.sleep(100_000)
"""
COMPOSED = 1000


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder)
        shutil.copytree(REPOSITORY / "data", project / "data")
        data = project / "data/victories.toml"
        data.write_text(data.read_text("utf-8") + MAIL, "utf-8")
        people = project / "donors.csv"
        rows = (f"donor{n}@example.org,Zoë Nguyễn {n}\n" for n in range(count))
        people.write_text("email,name\n" + "".join(rows), "utf-8")
        _compose(project, people)
        _send(project, people, count)


def _compose(project: Path, people: Path) -> None:
    with people.open("rb") as stream:
        wish = mailing.Wish("2023", "2023", stream, people.name, {})
        begun = time.perf_counter()
        found = mailing.gather(Project(project), wish, lambda _: None)
    ready = time.perf_counter() - begun
    donors = list(islice(found.roster.donors(), COMPOSED))
    begun, now = time.perf_counter(), datetime.now(UTC)
    sizes = [len(writing.write(found.campaign, donor, now).data) for donor in donors]
    took = time.perf_counter() - begun
    print(
        f"list read, report typeset, every message rehearsed: {ready:.1f} s for {found.roster.count}"
    )
    print(f"messages composed: {len(sizes) / took:,.0f} a second, {max(sizes) / 1000:.0f} kB each")


def _send(project: Path, people: Path, count: int) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-c", SERVER, str(port)], stdout=subprocess.PIPE, text=True
    )
    try:
        assert server.stdout
        server.stdout.readline()
        begun = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "reportcli", "mail", "send", "2023", "--to", people, "--yes"],
            cwd=project,
            env={**os.environ, "REPORTCLI_SMTP_URL": f"smtp://127.0.0.1:{port}"},
            check=True,
        )
        took = time.perf_counter() - begun
        print(f"{count} sent in {took:.0f} s, all told: {count / took:,.0f} a second")
    finally:
        server.kill()
        server.wait()


if __name__ == "__main__":
    main()
