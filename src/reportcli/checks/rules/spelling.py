"""What `check --spelling` finds; `spelling.job` looks for it."""

from __future__ import annotations

from typing import Final

from reportcli.checks.rule import rule

WORD: Final = "H001"
NO_DICTIONARY: Final = "H002"


@rule(
    WORD,
    "a word that the dictionary does not have",
    why="It is misspelt, or dictionaries lack it: then it belongs in the project’s own list. Looked for by `check --spelling`.",
    fix="unsafe",
    scope="spelling",
    once=True,
    bad="Les manifestants sont libérrés.",
    good="Les manifestants sont libérés ; l’avocat·e, Kaddour Chouicha et l’ONU l’ont dit au 25e jour.",
    fixed="Les manifestants sont libérés.",
)
def misspelt() -> tuple[()]:
    return ()


@rule(
    NO_DICTIONARY,
    "a language without a dictionary",
    why="Its texts were not checked, though `check --spelling` asked for it.",
    scope="spelling",
    bad='languages = ["ti"], where there is no dictionary of Tigrinya',
    good='languages = ["ti"], and dictionaries/ti.aff and ti.dic in the project',
)
def without_dictionary() -> tuple[()]:
    return ()
