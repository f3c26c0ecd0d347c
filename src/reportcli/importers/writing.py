"""The draft of a report → TOML, what has no place as comments where it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportcli import toml_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reportcli.importers.blocks import Lost
    from reportcli.importers.compose import Draft, Entry


def write(draft: Draft, year: str, language: str) -> str:
    """Return the TOML of a draft."""
    return "\n".join(
        ["".join(_report(draft, year, language)), *map("".join, _victories(draft, year))]
    )


def _report(draft: Draft, year: str, language: str) -> Iterator[str]:
    yield f"[reports.{year}]\n"
    yield f"languages = [{toml_text.string(language)}]\n"
    yield f"title = {toml_text.string(draft.title)}\n"
    if draft.subtitle:
        yield f"subtitle = {toml_text.string(draft.subtitle)}\n"
    for key, texts in (("intro", draft.intro), ("closing", draft.closing)):
        if texts:
            yield f"{key} = {toml_text.paragraphs(_parted(texts))}\n"
    yield from _comments(draft.lost)


def _victories(draft: Draft, year: str) -> Iterator[Iterator[str]]:
    for entry in draft.victories:
        yield _victory(entry, year)


def _victory(entry: Entry, year: str) -> Iterator[str]:
    yield f"[[reports.{year}.victories]]\n"
    if entry.title:
        yield f"title = {toml_text.string(entry.title)}\n"
    if entry.quote:
        by = f", by = {toml_text.string(entry.by)}" if entry.by else ""
        yield f"quote = {{ text = {toml_text.string(_parted(entry.quote))}{by} }}\n"
    yield f"text = {toml_text.paragraphs(_parted(entry.paragraphs))}\n"
    yield from _comments(entry.lost)


def _parted(texts: Iterable[str]) -> str:
    return "\n\n".join(text.strip(" \t\n") for text in texts)


def _comments(lost: Iterable[Lost]) -> Iterator[str]:
    for thing in lost:
        yield toml_text.comment(f"{thing.fate} ({thing.where}, {thing.what}): {thing.text}")
