"""Messages to files: one .eml for each donor, or one mbox, to look at or to send from a mail program."""

from __future__ import annotations

import errno
import os
import re
import shutil
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from reportcli.diagnostics import Diagnostic, Failure, Place
from reportcli.mail import addresses, writing
from reportcli.project import slug

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reportcli.mail.mailing import Mailing

UNSENT = b"X-Unsent: 1\r\n"
"""Says to mail programs that a message is one to be sent, and not one that came."""
_FROM = re.compile(rb"^(>*From )", re.MULTILINE)
_TO = re.compile(rb"^To: .*?<([^<>]+)>|^To: (\S+@\S+)", re.MULTILINE)


def write_folder(mailing: Mailing, folder: Path, *, replace: bool = False) -> list[Path]:
    """Write a file for each donor into a folder that has none yet: all of them, or nothing.

    With `replace` the drafts that are there go. Raises Failure where there are some otherwise, or where
    the disk forbids it.
    """
    old = list(folder.glob("*.eml"))
    if old and not replace:
        hint = "write new ones in their place: --replace; or choose another folder"
        raise Failure([Diagnostic("M060", "there are drafts already", Place(str(folder)), hint)])
    beside = folder.with_name(f".{folder.name}.{os.getpid()}.part")
    try:
        beside.mkdir(mode=0o700, parents=True)
        width = len(str(mailing.roster.count))
        names = []
        for number, (who, data) in enumerate(_messages(mailing), 1):
            name = f"{number:0{width}}-{slug(who)[:60]}.eml"
            _write(beside / name, UNSENT + data)
            names.append(name)
        folder.mkdir(mode=0o700, exist_ok=True)
        for file in old:
            file.unlink()
        for name in names:
            (beside / name).replace(folder / name)
    except OSError as error:
        raise _unwritten(folder, error) from None
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return [folder / name for name in names]


def write_mbox(mailing: Mailing, file: Path) -> None:
    """Write all messages into one file (RFC 4155, with the quoting of mboxrd), whole or not at all."""
    beside = file.with_name(f".{file.name}.{os.getpid()}.part")
    stamp = datetime.now(UTC).strftime("%a %b %e %H:%M:%S %Y")
    try:
        if file.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        file.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as box:
            for _, data in _messages(mailing):
                lines = _FROM.sub(rb">\1", data.replace(b"\r\n", b"\n"))
                box.write(b"From %s %s\n" % (b"MAILER-DAEMON", stamp.encode()) + lines + b"\n")
                box.flush()
            os.fsync(box.fileno())
        beside.replace(file)
    except OSError as error:
        raise _unwritten(file, error) from None
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def _messages(mailing: Mailing) -> Iterator[tuple[str, bytes]]:
    date = datetime.now(UTC)
    for donor in mailing.roster.donors():
        yield donor.name or donor.email, writing.write(mailing.campaign, donor, date).data


def _write(file: Path, data: bytes) -> None:
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as target:
        target.write(data)


def _unwritten(path: Path, error: OSError) -> Failure:
    told = (error.strerror or str(error)).lower()
    hint = "make room or allow yourself to write there, or choose another place"
    return Failure([Diagnostic("M061", f"cannot write the drafts: {told}", Place(str(path)), hint)])


def forget(path: Path, key: str) -> int:
    """Take a donor's messages out of a folder of drafts or out of an mbox; return how many."""
    if path.is_dir():
        found = [file for file in path.glob("*.eml") if _is_to(file.read_bytes(), key)]
        for file in found:
            file.unlink()
        return len(found)
    if not path.is_file():
        return 0
    messages = re.split(rb"(?m)^(?=From MAILER-DAEMON )", path.read_bytes())
    kept = [message for message in messages if not _is_to(message, key)]
    if len(kept) < len(messages):
        beside = path.with_name(f".{path.name}.{os.getpid()}.part")
        _write(beside, b"".join(kept))
        beside.replace(path)
    return len(messages) - len(kept)


def _is_to(message: bytes, key: str) -> bool:
    head = re.split(rb"\r?\n\r?\n", message, maxsplit=1)[0]
    found = _TO.search(re.sub(rb"\r?\n[ \t]+", b" ", head))
    if not found:
        return False
    try:
        return addresses.parse((found[1] or found[2]).decode("utf-8", "replace")).key == key
    except addresses.NoAddress:
        return False
