"""A mailing through a real Postfix: STARTTLS, AUTH, and what it delivers."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections import Counter
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pytest
from fast_mail_parser import parse_email

from support import postfix
from support.mailings import DEDICATED, mail, write_list, write_project

if TYPE_CHECKING:
    from collections.abc import Iterator

COUNT = 2000 if os.environ.get("REPORTCLI_TORTURE") == "1" else 60


@pytest.fixture
def relay() -> Iterator[postfix.Postfix]:
    root = Path(tempfile.mkdtemp(prefix="postfix-"))
    root.chmod(0o755)
    try:
        with postfix.running(root) as found:
            yield found
    finally:
        shutil.rmtree(root, ignore_errors=True)


def test_postfix_delivers_each_donors_own_message_once(
    relay: postfix.Postfix, tmp_path: Path
) -> None:
    project = write_project(tmp_path / "p", DEDICATED)
    people = write_list(tmp_path, COUNT)
    with people.open("a", encoding="utf-8") as target:
        target.write("gone@example.org,Zoë\n")
    arguments = ("send", "2024", "--to", people, "--yes")
    trust = {"SSL_CERT_FILE": str(relay.trust)}
    done = mail(*arguments, project=project, url=relay.url, **trust)
    assert done.returncode == 1, done.stderr
    assert "gone@example.org: refused: 550 5.1.1" in done.stderr
    assert f"{COUNT} have it\n1 refused for good" in done.stdout
    again = mail(*arguments, project=project, url=relay.url, **trust)
    assert "Nobody is left" in again.stderr
    messages = [parse_email(data) for data in relay.delivered(COUNT)]
    assert Counter(message.headers["To"][0].partition("<")[2] for message in messages) == {
        f"donor{number}@example.org>": 1 for number in range(COUNT)
    }
    for message in messages[:5]:
        number = message.headers["To"][0].partition("<donor")[2].partition("@")[0]
        with pikepdf.open(BytesIO(bytes(message.attachments[-1].content))) as pdf:
            assert str(pdf.trailer.Info.Title).endswith(f"Merci, Zoë Nguyễn {number}")


def test_postfix_takes_nothing_without_trust_or_login(
    relay: postfix.Postfix, tmp_path: Path
) -> None:
    project, people = write_project(tmp_path / "p"), write_list(tmp_path, 1)
    arguments = ("send", "2024", "--to", people, "--yes")
    assert "M050" in mail(*arguments, project=project, url=relay.url).stderr
    wrong = relay.url.replace("p%40ss", "wrong")
    done = mail(*arguments, project=project, url=wrong, SSL_CERT_FILE=str(relay.trust))
    assert "M051" in done.stderr
    assert "wrong" not in done.stderr
    assert relay.delivered(1, seconds=0.5) == []
