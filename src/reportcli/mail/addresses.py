"""Addresses of e-mail: what is one, what identifies it, what people mistype."""

from __future__ import annotations

import re
import unicodedata
from difflib import get_close_matches
from functools import lru_cache
from typing import NamedTuple

_PLAIN = re.compile(
    r"[a-z0-9]+(?:[._+-][a-z0-9]+)*@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}",
    re.ASCII,
)
"""Part of what email-validator takes, and most of what there is; it is as it would return it."""
_SPECIAL = {"arpa", "example", "invalid", "local", "localhost", "onion", "test"}
_USUAL = {
    *("gmail.com", "outlook.com", "hotmail.com", "yahoo.com", "icloud.com", "protonmail.com"),
    *("gmx.ch", "gmx.net", "bluewin.ch", "sunrise.ch", "web.de", "t-online.de", "orange.fr"),
    *("free.fr", "laposte.net", "wanadoo.fr", "hotmail.fr", "yahoo.fr"),
    *("mail.com", "ymail.com", "email.com"),
}
_ADDRESSES = re.compile(r"[^\s,;<>]+@[^\s,;<>]+\.\w+")
_MISTYPED_AT = re.compile(r"\s*(?:\(at\)|\[at\]|\bat\b)\s*")


class Address(NamedTuple):
    """A valid address: as it is written to (its domain in ASCII), and what is the same for all spellings."""

    email: str
    key: str


class NoAddress(ValueError):  # noqa: N818
    """What is written is no address; `hint` says what to write."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def parse(written: str) -> Address:
    """Return the address that is written. Raises NoAddress."""
    if len(written) < 64 and _PLAIN.fullmatch(written) and _is_ordinary(written):
        return Address(written, written)
    from email_validator import EmailNotValidError, validate_email

    try:
        found = validate_email(written, check_deliverability=False)
    except EmailNotValidError as error:
        raise NoAddress(_message(error), _hint(written)) from None
    email = f"{found.local_part}@{found.ascii_domain}"
    return Address(email, f"{_folded(found.local_part)}@{found.ascii_domain.lower()}")


@lru_cache(maxsize=10_000)
def _nearly(domain: str) -> str | None:
    if domain in _USUAL:
        return None
    close = get_close_matches(domain, _USUAL, n=1, cutoff=0.85)
    return close[0] if close and abs(len(close[0]) - len(domain)) <= 1 else None


def slip(email: str) -> str | None:
    """Return the usual domain that an address's own is a slip of the pen away from."""
    return _nearly(email.rpartition("@")[2])


def _is_ordinary(written: str) -> bool:
    domain = written.rpartition("@")[2]
    labels = domain.split(".")
    return labels[-1] not in _SPECIAL and not any(label[2:4] == "--" for label in labels)


def _folded(local: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", local).casefold())


def _message(error: Exception) -> str:
    told = str(error).strip().rstrip(".")
    return told[:1].lower() + told[1:]


def _hint(written: str) -> str:
    bare = written.strip()
    if len(_ADDRESSES.findall(bare)) > 1:
        return "there are several: make a row of each"
    if match := re.search(r"<([^<>]+)>", bare):
        return f"write the address alone: {match[1]}"
    if bare.lower().startswith("mailto:"):
        return f"write the address alone: {bare[7:]}"
    guess = _MISTYPED_AT.sub("@", bare, count=1) if "@" not in bare else bare
    guess = re.sub(r"\s+", "", guess).replace(",", ".").strip(".;:")
    guess = re.sub(r"\.{2,}", ".", guess)
    try:
        if guess != written and parse(guess):
            return f"did you mean {guess}?"
    except NoAddress:
        pass
    return "write it as name@example.org"
