"""Rules that look at a whole report, on texts of any kind, however they are typed."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportcli.checks.passages import Passage
from reportcli.checks.rule import rules
from reportcli.mending import mend
from reportcli.model import Check
from reportcli.project import Project
from reportcli.review import review
from reportcli.source import parse
from support.checking import edited

if TYPE_CHECKING:
    from reportcli.diagnostics import Diagnostic

REPORT_RULES = [rule for rule in rules() if rule.scope == "report"]
PROJECT = Project(Path("/nowhere"))
PIECES = ["défenseur·e·x·s", "défenseur-e-s", "les défenseurs", "avocat(e)s", "toutes et tous", "Kaddour Chouicha", "Kadour Chouicha", "Loujain al-Hathloul", "Conseil des droits de l'Homme", "Conseil des Droits de l'Homme", "13", "31", "12 000", "1,2 million", "14 h 30", "2.30 pm", "treize", "XXIe", "États", "the state of the law", "la loi du pays", "\n\n", "é", "e\u0301", "日本", "🎉", "25ème", "l'Etat", " ", " ;", "...", '"', "\\", "'", "\t"]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=4), min_size=3, max_size=12).map(" ".join)  # fmt: skip
LANGUAGES = ["fr", "en", "es"]


def basic(words: str) -> str:
    return json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")


def escaped(words: str) -> str:
    return '"' + "".join(f"\\U{ord(sign):08x}" for sign in words) + '"'


def lines(words: str) -> str:
    """Several lines, with joined ones; its line ends are the text's own."""
    typed = basic(words)[1:-1].replace("\\n", "\n")
    return '"""\n' + typed.replace(". ", ". \\\n   ").replace("e d", "e \\\n\\u0064") + '"""'


def literal(words: str) -> str:
    plain = all(sign.isprintable() or sign in "\t\n" for sign in words)
    return f"'''\n{words}'''" if plain and "'" not in words else basic(words)


@st.composite
def documents(draw: st.DrawFn) -> str:
    """A data file of one to three languages, its texts typed in many ways."""
    languages = LANGUAGES[: draw(st.integers(1, 3))]
    head = f"[reports.2024]\nlanguages = {json.dumps(languages)}\n"
    titles = ", ".join(f'{tag} = "T"' for tag in languages)
    typed = [head, f"title = {{ {titles} }} # l'Etat\n"]
    for _ in range(draw(st.integers(1, 3))):
        typed.append("[[reports.2024.victories]] # 25ème\n")
        for tag in languages:
            words = draw(TEXTS.filter(str.strip).filter(str.isprintable) | TEXTS.filter(str.strip))
            way = draw(st.sampled_from([basic, escaped, lines, literal]))
            if tomllib.loads(f"a = {way(words)}")["a"] != words:
                way = basic
            typed.append(f"  text.{tag}   = {way(words)}\n")
    text = "".join(typed)
    return text.replace("\n", "\r\n") if draw(st.booleans()) else text


def offsets(text: str, found: Diagnostic) -> tuple[int, int]:
    source, place = parse(text, "a.toml"), found.place
    assert place is not None
    return source.offset(place.line, place.column), source.offset(place.end_line, place.end_column)


COMMON = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@COMMON
@given(documents())
def test_every_place_lies_in_the_file_and_every_fix_in_its_place(text: str) -> None:
    for found in review(PROJECT, text=text).diagnostics:
        start, end = offsets(text, found)
        assert 0 <= start < end <= len(text)
        for first, last, _ in found.fix.edits if found.fix else ():
            assert start <= first <= last <= end


@COMMON
@given(documents())
def test_a_fix_of_a_report_rule_makes_its_diagnostic_go_away(text: str) -> None:
    codes = {rule.code for rule in REPORT_RULES}
    mending = [d for d in review(PROJECT, text=text).diagnostics if d.fix and d.code in codes]
    for found in mending[:4]:
        assert found.fix is not None
        after = edited(text, found.fix.edits)
        assert after != text
        left = review(PROJECT, text=after).diagnostics
        start = offsets(text, found)[0]
        again = [d for d in left if d.code == found.code and offsets(after, d)[0] == start]
        assert [d.message for d in again] == []


@COMMON
@given(documents(), st.sampled_from(["safe", "unsafe"]))
def test_mending_twice_is_mending_once_however_texts_are_typed(
    tmp_path_factory: pytest.TempPathFactory, text: str, how: str
) -> None:
    project = Project(tmp_path_factory.mktemp("twice"))
    (project.root / "data").mkdir()

    def mended(before: str) -> str:
        project.data.write_bytes(before.encode())
        made = mend(project, (), lambda d: bool(d.fix and (d.fix.is_safe or how == "unsafe")))
        assert made is not None
        assert made.before == before
        return made.after

    once = mended(text)
    assert mended(once) == once
    assert shape(tomllib.loads(once)) == shape(tomllib.loads(text))
    assert once.count("# l'Etat") == 1
    assert once.count("# 25ème") == text.count("# 25ème")


def shape(value: Any) -> Any:
    """Values without their texts."""
    if isinstance(value, dict):
        return {key: shape(item) for key, item in value.items()}
    return [shape(item) for item in value] if isinstance(value, list) else type(value)


@pytest.mark.parametrize("piece", [*PIECES, "Ab ", "Ab al-", "a·e ", "1 000 ", "1.1", "Conseil de la "])  # fmt: skip
def test_no_report_rule_takes_more_than_linear_time(piece: str) -> None:
    def seconds(count: int, rule: Any) -> float:
        texts = [
            Passage(("reports", "2024", "victories", at % 10, "text", tag), piece * count, tag)
            for at in range(10)
            for tag in ("fr", "en")
        ]
        begun = process_time()
        list(rule.find(texts, Check()))
        return process_time() - begun

    for rule in REPORT_RULES:
        if (short := seconds(150, rule)) > 0.05:
            long = min(seconds(600, rule) for _ in range(3))  # of an uneven machine the best
            assert long < 8 * short, (rule.code, piece)
