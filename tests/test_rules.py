"""Every rule finds its example, passes what is right, mends what it says, and bears any text."""

from __future__ import annotations

import re
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from reportcli.checks.explaining import FAMILIES
from reportcli.checks.glyphs import UNSEEN
from reportcli.checks.passages import Passage
from reportcli.checks.rule import Rule, rules
from reportcli.edition import one
from reportcli.load import survey
from reportcli.mending import mend
from reportcli.project import Project, built_in, find
from reportcli.review import BUILT_IN, COMMON, review
from support.checking import document, edited
from support.projects import REPOSITORY, write

if TYPE_CHECKING:
    from reportcli.diagnostics import Diagnostic

UNREAD = {"online", "page", "load", "file", "spelling"}
RULES = [rule for rule in rules() if rule.scope not in UNREAD]
LOADED = [rule for rule in rules() if rule.scope == "load"]
TEXT_RULES = [rule for rule in RULES if rule.scope == "text"]
MENDED = [rule for rule in RULES if rule.fixed is not None]


def project(folder: Path, rule: Rule, example: Any) -> Project:
    if rule.scope == "data":
        (folder / "images").mkdir(parents=True, exist_ok=True)
        sizes = [int(word) for word in example.split() if word.isdigit()]
        mode = "CMYK" if "CMYK" in example else "RGB"
        size = (sizes[0], sizes[1]) if sizes else (2600, 1800)
        picture = Image.effect_noise(size, 100) if "noise" in example else Image.new(mode, size)
        if "see-through" in example:
            picture = Image.merge("RGBA", [picture.convert("L").rotate(n * 90) for n in range(4)])
        suffix = "png" if picture.mode == "RGBA" else "jpg"
        picture.save(folder / "images" / f"a.{suffix}")
        example = {"image": f'src = "images/a.{suffix}", alt = "Une rue"'}
        mail = "[mail]\nmax_size = 1\n"
        return find(write(folder, document(rule, example) + (mail if rule.code == "A012" else "")))
    return find(write(folder, document(rule, example)))


def found(folder: Path, rule: Rule, example: Any) -> list[Diagnostic]:
    return list(review(project(folder, rule, example)).diagnostics)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_finds_its_example(rule: Rule, tmp_path: Path) -> None:
    diagnostics = found(tmp_path, rule, rule.bad)
    assert rule.code in {diagnostic.code for diagnostic in diagnostics}
    for diagnostic in diagnostics:
        assert diagnostic.place is not None
        assert diagnostic.place.line > 0
        assert diagnostic.fix or diagnostic.hint, "each says what to do"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_passes_what_is_right(rule: Rule, tmp_path: Path) -> None:
    assert rule.code not in {diagnostic.code for diagnostic in found(tmp_path, rule, rule.good)}


@pytest.mark.parametrize("rule", MENDED, ids=lambda rule: rule.code)
def test_a_rule_mends_its_example_as_it_says(rule: Rule, tmp_path: Path) -> None:
    mended = mend(project(tmp_path, rule, rule.bad), (), lambda d: d.code == rule.code)
    assert mended is not None
    assert rule.fixed is not None
    assert rule.fixed in mended.after
    assert rule.code not in {diagnostic.code for diagnostic in mended.left.diagnostics}


@pytest.mark.parametrize("rule", LOADED, ids=lambda rule: rule.code)
def test_what_reading_finds_has_an_example_too(rule: Rule, tmp_path: Path) -> None:
    assert isinstance(rule.bad, str)
    assert isinstance(rule.good, str)
    (tmp_path / "logo.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>'
    )
    found = review(find(write(tmp_path, rule.bad))).diagnostics
    assert [(d.code, d.severity) for d in found] == [(rule.code, rule.severity)]
    passed = review(find(write(tmp_path, rule.good))).diagnostics
    assert [d.code for d in passed] == []


def test_the_fonts_of_every_layout_have_the_characters_that_are_said_to_be_common() -> None:
    project = Project(REPOSITORY)
    loaded = survey(project)
    names = [file.parent.name for file in built_in().glob("*/layout.toml")]
    assert set(names) == BUILT_IN
    for name in names:
        edition = one(project, loaded, "2023", name, None)
        brand = edition.data.brand.fonts
        held = edition.fonts.covers(brand.display) & edition.fonts.covers(brand.text) | UNSEEN
        assert {sign for sign in COMMON if ord(sign) not in held} == set()


LOOKED_THROUGH = [
    "source", "toml_faults", "load", "layouts", "edition", "wording", "project", "review", "mending",
    *(f"checks/{name}" for name in ("data", "unwritten", "giving", "brand", "fonts", "glyphs", "options")),
]  # fmt: skip
"""The rooms whose faults `check` tells."""
ELSEWHERE = {"D041", "L011"}
"""Of --lang, and of `layouts eject`, which `check` does not have."""


def test_every_code_that_check_can_tell_is_listed() -> None:
    source = REPOSITORY / "src" / "reportcli"
    told = {
        code
        for name in LOOKED_THROUGH
        for code in re.findall(r'"([A-Z]\d{3})"', (source / f"{name}.py").read_text("utf-8"))
    }
    assert len(told) > 50
    assert told - ELSEWHERE - {rule.code for rule in rules()} == set()
    assert {rule.code[0] for rule in rules()} == FAMILIES.keys()


def test_a_rule_that_mends_shows_how() -> None:
    assert [rule.code for rule in RULES if (rule.fix is None) == (rule.fixed is not None)] == []


def test_codes_titles_and_reasons_are_sentences_of_one_manner() -> None:
    assert len({rule.code for rule in rules()}) == len(rules())
    for rule in rules():
        assert rule.title[0].islower() or not rule.title[0].isascii() or rule.title[1:2].isspace()
        assert not rule.title.endswith(".")
        assert rule.why.endswith("."), rule.code


SIGNS = "aàeE1 2.,;:!?…«»“”\"'’()[]-–—·%\u00a0\u202f\u200b\u0301x\n*_¿¡/ао"
WORDS = ["Etat ", "25ème", "l'", "coeur", "ó ", "défenseur·e·x·s", "-e-s", "12 000", " - ", "...", "https://a.b/c", "A la ", "Mr ", "10h30", "1 mai", "etc...", "de de", "a hour", "[a](b)", "Lundi 3 avril ", "en Mai ", "12,000 ", "3.5 %", "€25 ", "25000 €", "10 Kms", "20º C ", "p.12 ", "n°4 ", "p.ex. ", "ONGs ", "monday ", "droit Français ", "libre. la loi ", "European union ", "tecnologia ", "que el.", "¿ Que es ", "Senegal ", "Ca va ", "EVENEMENT ", "militant·es arrêtés ", "3 pm ", "20H ", "1,200.50 ", "territoire nationale ", "elle porteront ", "meilleurs conditions ", "300k euros ", "à été la ", "qui ralenti le ", "au feux ", "non application ", "its a ", "les français ", "le Ministère de la justice ", "the one of which you are the "]  # fmt: skip
texts = st.lists(st.one_of(st.text(SIGNS, max_size=6), st.sampled_from(WORDS), st.text(max_size=3)), max_size=12).map("".join)  # fmt: skip
languages = st.sampled_from(["fr", "fr-CH", "fr-CA", "en", "es", "de", "ar", "xx", ""])


@settings(max_examples=300, deadline=2000, suppress_health_check=[HealthCheck.too_slow])
@given(texts, languages)
def test_every_rule_ends_on_any_text_and_stays_inside_it(words: str, language: str) -> None:
    passage = Passage(("text",), words, language)
    for rule in TEXT_RULES:
        if not rule.reads(passage):
            continue
        for item in rule.find(passage):
            assert 0 <= item.start < item.end <= len(words), rule.code
            for start, end, _ in item.edits:
                assert 0 <= start <= end <= len(words), rule.code


def safe(passage: Passage) -> list[tuple[Rule, Any]]:
    return [
        (rule, item)
        for rule in TEXT_RULES
        if rule.reads(passage)
        for item in rule.find(passage)
        if item.edits and (rule.fix == "safe" if item.is_safe is None else item.is_safe)
    ]


@settings(max_examples=500, deadline=2000, suppress_health_check=[HealthCheck.too_slow])
@given(texts, languages)
def test_a_fix_makes_its_diagnostic_go_and_all_safe_fixes_come_to_an_end(words: str, language: str) -> None:  # fmt: skip
    for rule, item in safe(Passage(("text",), words, language)):
        after = edited(words, item.edits)
        assert after != words
        grown = item.end + len(after) - len(words)
        left = {(r.code, i.start, i.end) for r, i in safe(Passage(("text",), after, language))}
        assert (rule.code, item.start, grown) not in left, (rule.code, words, after)
    seen = [words]
    while again := safe(Passage(("text",), seen[-1], language)):
        seen.append(edited(seen[-1], again[0][1].edits))
        assert seen.count(seen[-1]) == 1, "no safe rule undoes another"
        assert len(seen) < 200


REPEATS = ["a", "é ", "« ", "(", "'", "a'", "1 ", "1 000 ", "a·", "a-", "A", "A ", "[", "](", "¿", "“", "...", " - ", "@", "://", "a.b", "Ab ", "de de ", "\u0301", "{{", "*"]  # fmt: skip


@pytest.mark.parametrize("piece", REPEATS)
def test_no_rule_takes_more_than_linear_time(piece: str) -> None:
    def seconds(count: int, rule: Rule) -> float:
        passage = Passage(("text",), piece * count, rule.language)
        start = process_time()
        list(rule.find(passage))
        return process_time() - start

    for rule in TEXT_RULES:
        if (short := seconds(3_000, rule)) > 0.05:
            long = min(seconds(12_000, rule) for _ in range(3))  # of an uneven machine the best
            assert long < 8 * short, (rule.code, piece)
