"""What a rule is, in words: for `check --explain` and for docs/reference/rules.md."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportcli.checks.rule import Example, Rule

LANGUAGES = {
    "fr": "French",
    "en": "English",
    "es": "Spanish",
    "de": "German",
    "it": "Italian",
    "pt": "Portuguese",
}
SHOWN = str.maketrans(
    {"\u00a0": "⍽", "\u202f": "⍽", "\u200b": "[U+200B]", "\u0300": "[U+0300]", "\ufffd": "�"}
)
"""How spaces that do not break, and what is not seen, are shown in examples."""


def explained(rule: Rule) -> str:
    """Return everything about a rule as plain text."""
    lines = [f"{rule.code}  {rule.title}", "", rule.why, "", *_facts(rule)]
    lines += ["", "found:", *_indented(rule.bad)]
    if rule.fixed is not None:
        lines += ["mended:", *_indented(rule.fixed)]
    lines += ["passed:", *_indented(rule.good)]
    return "\n".join(lines)


FAMILIES = {
    "A": "Pictures and links",
    "D": "The data: keys, values, files",
    "F": "Finished pages",
    "G": "Inclusive writing",
    "H": "Spelling, by Hunspell's dictionaries",
    "L": "Layouts, colours and fonts",
    "P": "The project",
    "S": "The file: TOML",
    "T": "Typography and words",
    "X": "Translations and names",
}
"""What the first letter of a code means."""


def reference(rules: Sequence[Rule]) -> str:
    """Return the page docs/reference/rules.md: every rule, by family."""
    parts = [INTRODUCTION]
    for letter, family in sorted(FAMILIES.items(), key=lambda item: "TGHXAFDLPS".index(item[0])):
        parts.append(f"## {letter}: {family}\n")
        parts += [as_markdown(rule) for rule in rules if rule.code.startswith(letter)]
    return "\n".join(parts)


INTRODUCTION = """\
# The rules

What `reportcli check` looks for, each rule with its reason, an example that it finds and one that it passes.
`reportcli check --explain CODE` says the same in the terminal. In the examples ⍽ is a space that does not
break. Errors keep a report from being built; warnings and remarks do not.
"""


def as_markdown(rule: Rule) -> str:
    """Return everything about a rule as a section of Markdown."""
    examples = ["found:", *_indented(rule.bad)]
    if rule.fixed is not None:
        examples += ["mended:", *_indented(rule.fixed)]
    examples += ["passed:", *_indented(rule.good)]
    return "\n".join(
        [
            f"### {rule.code}: {rule.title}\n",
            rule.why,
            "",
            " ".join(_facts(rule)),
            "",
            "```text",
            *examples,
            "```",
            "",
        ]
    )


def _facts(rule: Rule) -> list[str]:
    kinds = {"error": "An error.", "warning": "A warning.", "info": "A remark."}
    fixes = {
        "safe": "`check --fix` mends it.",
        "unsafe": f"`check --fix={rule.code}` mends it, and `--fix=unsafe`: look at what it makes.",
        None: "It is mended by hand.",
    }
    facts = [kinds[rule.severity], fixes[rule.fix]]
    if rule.languages:
        facts.append(f"In {', '.join(LANGUAGES.get(tag, tag) for tag in rule.languages)}.")
    if rule.severity != "error" and rule.scope not in {"load", "file"}:
        facts.append(f'`[check] ignore = ["{rule.code}"]` switches it off.')
    return facts


def _indented(example: Example) -> list[str]:
    return [f"    {line}" for line in _lines(example)]


def _lines(example: Example) -> list[str]:
    if isinstance(example, str):
        return [_short(line) for line in example.translate(SHOWN).split("\n")]
    if isinstance(example, dict):
        return [f"{key} = {_short(words).translate(SHOWN)}" for key, words in example.items()]
    return [line for text in example for line in _lines(text)]


def _short(words: str) -> str:
    return words if len(words) <= 110 else f"{words[:109]}…"
