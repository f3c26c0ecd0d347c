"""Inclusive forms in a text: which are some, what they are made of, which pair they write."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportcli.inclusive.forms import forms, restyled, style_of_ending
from reportcli.inclusive.pairs import key, pair, parts


@pytest.mark.parametrize(
    "form",
    [
        "défenseur·e·x·s",
        "défenseur-e-x-s",
        "Défenseur·es",
        "acquitté·es",
        "habitant(e)s",
        "habitant.e.s",
        "étudiant/e/s",
        "élu(e)",
        "acteur·rice·s",
        "heureux·se",
        "citoyen·ne·s",
        "tou-te-s",
        "ceux-celles",
        "défenseur•e•s",
        "ami(e)s",
        "âgé(e)",
        "ami-e-s",
        "un-e",
        "élu.es",
        "employé(es)",
        "accuse\u0301·es",
        "DÉFENSEUR·E·X·S",
        "étudiant·e.s",
    ],
)
def test_a_form_is_found_whole_in_its_sentence(form: str) -> None:
    text = f"Les {form}, puis d'autres."
    (found,) = forms(text)
    assert found.words == form
    assert text[found.start : found.end] == form


@pytest.mark.parametrize(
    "text",
    [
        "dis-le, dit-elle, celles-ci, là-haut, vice-présidente",
        "3.5 %, 12.e, 1.2.3, 2023-05-12",
        "https://example.org/a-e-s/habitant.e.s, jeanne.e.s@example.org, www.habitant.e.s",
        "a-t-il, peut-être, c'est-à-dire, arc-en-ciel",
        "le(s) mot(s), voir (e), plan(s)",
        "KeepItOn·org/a",
        "vitamine-E, Saint-Ex, amazon.es, elpais.es, jeanne.e.s@example.org",
    ],
)
def test_hyphens_decimals_addresses_and_plurals_are_none(text: str) -> None:
    assert [found.words for found in forms(text)] == []


def test_a_form_is_found_behind_a_prefix() -> None:
    found = [form.words for form in forms("des ex-étudiant·e·s et des non-résident-e-s")]
    assert found == ["étudiant·e·s", "résident-e-s"]


@pytest.mark.parametrize(
    "style", ["·e·x·s", "·exs", "·e·s", "·es", "-e-s", ".e.s", "/e/s", "(e)s", "(es)"]
)
def test_a_style_is_read_from_its_ending_and_written_by_it(style: str) -> None:
    read = style_of_ending(style)
    assert read is not None
    assert str(read) == style
    (form,) = forms("des acteur·rice·s")
    assert restyled(form, read) == "acteur" + style.replace("e", "rice", 1)


def test_writings_of_one_form_have_one_key() -> None:
    written = ["Défenseur·e·x·s", "défenseur-e-x-s", "défenseur.e.x.s", "DÉFENSEUR·E·X·S"]
    assert len({key(form) for form in written}) == 1
    assert key("élu·es") == key("élu(e)s") == key("élu-e-s")
    assert key("élu·e") != key("élu·e·s")


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ("habitant·e·s", "habitantes et habitants"),
        ("habitant(e)", "habitante ou habitant"),
        ("acquitté·es", "acquittées et acquittés"),
        ("citoyen-ne-s", "citoyennes et citoyens"),
        ("professionnel·le·s", "professionnelles et professionnels"),
        ("français·e·s", "françaises et français"),
        ("général·e", "générale ou général"),
        ("élu.e.s", "élues et élus"),
        ("Acquitté·es", "Acquittées et acquittés"),
    ],
)
def test_a_pair_is_said_in_full_where_it_is_certain(form: str, said: str) -> None:
    assert pair(form) == said


@pytest.mark.parametrize(
    "form",
    [
        "défenseur·e·x·s",  # three are written
        "défenseur·e·s",  # défenseuses, or défenseures
        "acteur·rice·s",
        "heureux·se",
        "ouvrier·e",
        "ouvrier·ère·s",
        "actif·ve",
        "tous·tes",
        "général·e·s",  # généraux
        "nouveau·elle",
        "complet·e",
        "tou·s",
    ],
)
def test_what_is_not_certain_is_left_as_it_stands(form: str) -> None:
    assert pair(form) is None


STEM = st.text("abcdefghilmnoprstuvéè", min_size=3, max_size=12)
JOIN = st.sampled_from("·-.•/")


@given(STEM, JOIN, st.sampled_from([("e", "s"), ("e",), ("e", "x", "s")]))
def test_a_form_is_parted_where_it_was_joined(stem: str, sign: str, added: tuple[str, ...]) -> None:
    form = sign.join([stem, *added])
    assert parts(form) == (stem, *added)
    assert key(form) == key("·".join([stem, *added]))
    if found := pair(form):
        assert "x" not in added
        assert found.split()[-1].startswith(stem)
        assert found.startswith(stem + "e")


@given(st.text(alphabet="aes·-.()/x1@ é", max_size=80))
def test_what_is_found_stands_in_the_text_and_overlaps_nothing(text: str) -> None:
    end = 0
    for found in forms(text):
        assert found.start >= end
        assert text[found.start : found.end] == found.words
        assert len(parts(found.words)) > 1
        assert not set(found.words) & set(" @1")
        end = found.end


@given(st.sampled_from("·-./("), st.integers(1000, 4000))
def test_the_time_grows_with_the_text_alone(sign: str, count: int) -> None:
    start = time.process_time()
    list(forms(f"a{sign}e" * count))
    list(forms("é" * count + sign))
    assert time.process_time() - start < 2
