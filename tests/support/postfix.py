"""A real Postfix on loopback, with STARTTLS and AUTH, whose queue and mailboxes lie in a test's folder."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from support.checkers import go_without
from support.mailserver import HOST, certificate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

USER, PASSWORD = "reportcli", "p@ss/word"
MAIN = """\
compatibility_level = 3.6
queue_directory = {root}/queue
data_directory = {root}/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = localhost
mydestination =
alias_maps =
maillog_file = {root}/log/mail.log
maillog_file_prefixes = {root}
message_size_limit = 20000000
mailbox_size_limit = 0
virtual_mailbox_limit = 0
virtual_mailbox_domains = example.org
virtual_mailbox_base = {root}/mail
virtual_mailbox_maps = static:box/
virtual_uid_maps = static:{uid}
virtual_gid_maps = static:{gid}
virtual_minimum_uid = 1
smtpd_tls_cert_file = {root}/cert.pem
smtpd_tls_key_file = {root}/key.pem
smtpd_tls_security_level = encrypt
smtpd_tls_auth_only = yes
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = {root}/auth
smtpd_relay_restrictions = permit_sasl_authenticated, reject
smtpd_recipient_restrictions = check_recipient_access inline:{{ {{gone@example.org = 550 5.1.1 no such user}} }}, permit_sasl_authenticated, reject
smtpd_peername_lookup = no
"""
DOVECOT = """\
base_dir = {root}/dovecot
state_dir = {root}/dovecot
log_path = {root}/log/dovecot.log
protocols =
ssl = no
auth_mechanisms = plain login
disable_plaintext_auth = no
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {root}/users
}}
userdb {{
  driver = static
  args = uid=65534 gid=65534 home=/nonexistent
}}
service auth {{
  unix_listener {root}/auth {{
    mode = 0666
  }}
}}
"""
MASTER = """\
{port} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
proxymap unix - - n - - proxymap
virtual unix - n n - - virtual
error unix - - n - - error
discard unix - - n - - discard
postlog unix-dgram n - n - 1 postlogd
"""


@dataclass(frozen=True)
class Postfix:
    url: str
    trust: Path
    mailbox: Path

    def delivered(self, count: int, seconds: float = 30) -> list[bytes]:
        """Return the messages in the mailbox, once there are so many."""
        until = time.monotonic() + seconds
        while (
            len(found := list((self.mailbox / "new").glob("*"))) < count
            and time.monotonic() < until
        ):
            time.sleep(0.05)
        return [file.read_bytes() for file in found]


@contextmanager
def running(root: Path) -> Iterator[Postfix]:
    """Run Postfix in a folder that its own users can enter. Skips the test where it is missing."""
    if os.geteuid() != 0 or not shutil.which("postfix") or not shutil.which("dovecot"):
        go_without("no Postfix that root can start: apt install postfix dovecot-core")
    with socket.socket() as free:
        free.bind((HOST, 0))
        port = free.getsockname()[1]
    _, trust = certificate(root)
    etc = root / "etc"
    for folder in (etc, root / "queue", root / "data", root / "mail", root / "log"):
        folder.mkdir()
    shutil.chown(root / "data", "postfix")
    shutil.chown(root / "mail", "nobody")
    owner = (root / "mail").stat()
    (etc / "main.cf").write_text(MAIN.format(root=root, uid=owner.st_uid, gid=65534))
    (etc / "master.cf").write_text(MASTER.format(port=f"127.0.0.1:{port}"))
    with _logins(root):
        _postfix(etc, "start")
        try:
            _wait(lambda: _listens(port), "Postfix")
            password = PASSWORD.replace("@", "%40").replace("/", "%2F")
            url = f"smtp+starttls://{USER}:{password}@localhost:{port}"
            yield Postfix(url, trust, root / "mail/box")
        finally:
            _postfix(etc, "stop")


@contextmanager
def _logins(root: Path) -> Iterator[None]:
    """Run Dovecot's password check for Postfix."""
    (root / "users").write_text(f"{USER}:{{PLAIN}}{PASSWORD}\n")
    (root / "dovecot.conf").write_text(DOVECOT.format(root=root))
    dovecot = subprocess.Popen(["dovecot", "-F", "-c", root / "dovecot.conf"])
    try:
        _wait((root / "auth").exists, "Dovecot")
        yield
    finally:
        dovecot.terminate()
        dovecot.wait(timeout=20)


def _postfix(etc: Path, command: str) -> None:
    """Start or stop it; the daemon keeps what it gets as output, so it gets none."""
    done = subprocess.run(
        ["postfix", "-c", etc, command],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, (etc.parent / "log/mail.log").read_text()


def _listens(port: int) -> bool:
    try:
        socket.create_connection((HOST, port), timeout=1).close()
    except OSError:
        return False
    return True


def _wait(is_there: Callable[[], bool], what: str) -> None:
    until = time.monotonic() + 20
    while not is_there():
        if time.monotonic() > until:
            raise AssertionError(f"{what} does not start")
        time.sleep(0.05)
