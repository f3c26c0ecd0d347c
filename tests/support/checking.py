"""Texts to be checked, as data files."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportcli.checks.rule import Edit, Rule


def typed(words: str) -> str:
    """A text as TOML's basic string."""
    return json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")


def table(texts: dict[str, str]) -> str:
    return "{ " + ", ".join(f"{key} = {typed(words)}" for key, words in texts.items()) + " }"


def data(*victories: str | dict[str, str], language: str = "fr") -> str:
    """A data file of victories, each a text, or one in several languages."""
    languages = [language]
    for text in victories:
        if isinstance(text, dict):
            languages = list(text)
    title = table(dict.fromkeys(languages, "T"))
    head = f"schema = 1\n\n[reports.2024]\nlanguages = {json.dumps(languages)}\ntitle = {title}\n"
    for text in victories:
        value = table(text) if isinstance(text, dict) else typed(text)
        head += f"\n[[reports.2024.victories]]\ntext = {value}\n"
    return head


def document(rule: Rule, example: Any) -> str:
    """The data file of a rule's example."""
    if isinstance(example, str):
        return data(example, language=rule.language)
    if isinstance(example, dict) and "alt" in example:
        (words,) = example.values()
        return data("T.") + f"image = {{ src = {typed('a.svg')}, alt = {typed(words)} }}\n"
    if isinstance(example, dict) and "image" in example:
        return data("T.") + f"image = {{ {example['image']} }}\n"
    return data(*example, language=rule.language)


def edited(words: str, edits: Sequence[Edit]) -> str:
    """A text with edits made."""
    for start, end, new in sorted(edits, reverse=True):
        words = words[:start] + new + words[end:]
    return words
