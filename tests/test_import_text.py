"""Plain text and Markdown that become reports."""

from __future__ import annotations

import re
import textwrap
import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from reportcli.importers import markdown, text, writing
from reportcli.importers.blocks import Run, inline
from reportcli.importers.compose import Draft, compose
from reportcli.importers.languages import guess
from reportcli.typography import paragraphs as set_paragraphs
from support.projects import REPOSITORY

SEED = (REPOSITORY / "tests/seed/nos-10-victoires-2023.txt").read_text("utf-8")
PARAGRAPHS = [part for part in re.split(r"\n\s*\n", SEED.strip("\n")) if part.strip()]
TEXTS = [part for part in PARAGRAPHS if len(part) > 100]
WORDS = st.text(st.sampled_from(list("ab é·x*_[]()\\`<>\"'!-.1\n #")), max_size=80)


def set_as(language: str, typed: str) -> str:
    """The words that stand on a page."""
    return str(Markup("").join(set_paragraphs(typed, language)).striptags())


def draft(typed: str, year: str = "2024") -> Draft:
    return compose(text.read(typed), year)


def of_markdown(typed: str) -> Draft:
    return compose(markdown.read(textwrap.dedent(typed)), "2024")


def report(found: Draft) -> Any:
    return tomllib.loads(writing.write(found, "2024", "fr"))["reports"]["2024"]


def test_the_seeds_texts_come_out_word_for_word() -> None:
    found = report(draft(SEED, "2023"))
    assert found["title"] == "Nos 10 victoires" == PARAGRAPHS[0]
    assert found["subtitle"] == PARAGRAPHS[2]
    assert [victory["text"] for victory in found["victories"]] == TEXTS
    assert len(TEXTS) == 10
    assert {key for victory in found["victories"] for key in victory} == {"text"}
    assert set(found) == {"languages", "title", "subtitle", "victories"}


def test_the_seed_is_what_the_repositorys_data_has() -> None:
    data = tomllib.loads((REPOSITORY / "data/victories.toml").read_text("utf-8"))
    ours = data["reports"]["2023"]
    found = report(draft(SEED, "2023"))
    for key in ("title", "subtitle", "languages"):
        assert found[key] == ours[key]
    assert [v["text"] for v in found["victories"]] == [v["text"] for v in ours["victories"]]


@pytest.mark.parametrize("width", [40, 60, 72, 80, 100])
def test_however_wide_it_is_wrapped_the_seed_is_the_same(width: int) -> None:
    wrapped = "\n".join(textwrap.fill(line, width) for line in SEED.split("\n"))
    assert wrapped != SEED
    assert report(draft(wrapped, "2023")) == report(draft(SEED, "2023"))


@pytest.mark.parametrize(
    "change",
    [
        lambda seed: seed.replace("\n", "\r\n"),
        lambda seed: seed.replace("\n", "\r"),
        lambda seed: re.sub(r"\n+", "\n", seed),
        lambda seed: re.sub(r"(\d+)\.\n\n", r"\1. ", seed),
        lambda seed: re.sub(r"(\d+)\.\n\n", r"\1) ", seed),
        lambda seed: re.sub(r"(\d+)\.\n\n", r"  \1 – ", seed),
        lambda seed: re.sub(r"(?m)^(?=.)", "    ", seed),
    ],
)
def test_however_it_is_laid_out_the_seed_is_the_same(change: Any) -> None:
    changed = change(SEED)
    assert changed != SEED
    assert report(draft(changed, "2023")) == report(draft(SEED, "2023"))


def test_a_year_that_is_not_the_reports_is_kept_and_told() -> None:
    found = draft(SEED, "2024")
    assert [lost.text for lost in found.unplaced] == ["2023"]
    assert "# not placed (line 5, a year): 2023" in writing.write(found, "2024", "fr")


def test_a_short_line_before_a_victorys_text_is_its_title() -> None:
    found = draft(
        "T\n\n1. Une loi\n\nLe parlement a voté.\n\nEnfin.\n\n2.\n\nUne phrase. Deux.\n\nTrois."
    )
    assert [(v.title, v.paragraphs) for v in found.victories] == [
        ("Une loi", ["Le parlement a voté.", "Enfin."]),
        ("", ["Une phrase. Deux.", "Trois."]),
    ]


def test_a_number_that_does_not_follow_is_a_word() -> None:
    found = draft("T\n\n1. Eins.\n\n25. Juni 2024: ein Tag.\n\n2. Zwei.")
    assert [v.paragraphs for v in found.victories] == [
        ["Eins.", "25. Juni 2024: ein Tag."],
        ["Zwei."],
    ]


def test_numbers_with_gaps_are_told() -> None:
    (note,) = draft("T\n\n1. a\n\n2. b\n\n4. c").notes
    assert "1, 2, 4" in note


def test_without_numbers_each_paragraph_is_a_victory_and_this_is_told() -> None:
    found = draft("Nos victoires\n\nUne loi est votée.\n\nTrois personnes sont libres.")
    assert found.title == "Nos victoires"
    assert [v.paragraphs for v in found.victories] == [
        ["Une loi est votée."],
        ["Trois personnes sont libres."],
    ]
    assert found.notes


def test_what_is_indented_under_a_number_goes_on_from_it() -> None:
    found = draft("T\n\n- Une loi\n  est votée.\n- Ana est libre.")
    assert [v.paragraphs for v in found.victories] == [["Une loi est votée."], ["Ana est libre."]]


@pytest.mark.parametrize("read", [text.read, markdown.read])
def test_what_follows_the_last_victory_is_the_closing_and_this_is_told(read: Any) -> None:
    found = compose(
        read("T\n\n1. Une loi.\n2. Deux.\n3. Trois.\n\nMerci à toutes et tous."), "2024"
    )
    assert [v.paragraphs for v in found.victories] == [["Une loi."], ["Deux."], ["Trois."]]
    assert found.closing == ["Merci à toutes et tous."]
    assert "taken for the closing" in found.notes[0]


def test_a_number_in_a_heading_is_no_part_of_the_title() -> None:
    found = of_markdown("# T\n\n## Victoire n° 1 : Une loi\n\na\n\n## 2 – Deux\n\nb\n")
    assert [v.title for v in found.victories] == ["Une loi", "Deux"]


def test_signs_that_mean_something_in_markdown_stay_signs() -> None:
    typed = "Verteidiger*innen und Aktivist*innen, snake_case, [so](https://x.org) und C:\\*"
    (victory,) = draft(f"T\n\n1. {typed}").victories
    assert set_as("xx", victory.paragraphs[0]) == typed


@given(WORDS)
def test_any_run_reads_back_as_it_was(words: str) -> None:
    from reportcli.importers.blocks import _read, _signs

    assert _signs(_read(inline([Run(words)]))) == _signs([Run(words)])


RUNS = st.lists(
    st.builds(
        Run,
        st.text(st.sampled_from(list("ab é*_[] .")), min_size=1, max_size=6),
        st.booleans(),
        st.booleans(),
        st.sampled_from(["", "https://example.org/a", "https://example.org/(b)"]),
    ),
    max_size=5,
)


@given(RUNS)
def test_no_word_of_any_runs_is_lost(runs: list[Run]) -> None:
    from reportcli.importers.blocks import _read

    typed = "".join(run.text for run in runs)
    assert "".join(run.text for run in _read(inline(runs))) == typed


@given(st.text(st.sampled_from(list("ab .é1234)-*\n\t")), max_size=120))
def test_no_word_of_any_text_is_lost(typed: str) -> None:
    found = draft(typed)
    written = writing.write(found, "2024", "fr") if found.victories else ""
    if found.victories:
        everything = re.sub(r"[\W_]", "", written.replace("\\t", ""))
        letters = re.sub(r"[^abé]", "", typed)
        kept = re.sub(
            r"not placed|victories|reports|languages|title|subtitle|text|intro", "", everything
        )
        assert len(re.findall("é", kept)) == letters.count("é")
        tomllib.loads(written)


MARKDOWN = """\
    ---
    title: "Nos victoires"
    lang: fr
    author: Une amie
    ---

    obtenues *avec* vous.

    ## 1. Une loi

    Le **parlement** a adopté `une` loi, voir [le texte](https://example.org/a) ou [ici](page.md).
    ![Des mains](a.png "t") Fin\\
    de la ligne <br> ~~ôtée~~.

    > C'est une loi.
    >
    > — Une défenseuse

    | a | b |
    |---|---|
    | 1 | 2 |

    ### Détail

    - un
    - deux

    ## Acquitté·es

    Trois personnes.

    ```
    x = 1
    ```

    ## Merci

    À toutes et tous.
    """


def test_markdown_keeps_its_headings_emphasis_links_and_quotations() -> None:
    found = report(of_markdown(MARKDOWN))
    assert found["title"] == "Nos victoires"
    assert found["subtitle"] == "obtenues avec vous."
    assert found["closing"] == "**Merci**\n\nÀ toutes et tous."
    law, free = found["victories"]
    assert law["title"] == "Une loi"
    assert law["quote"] == {"text": "C'est une loi.", "by": "Une défenseuse"}
    assert law["text"].split("\n\n") == [
        "Le **parlement** a adopté une loi, voir [le texte](https://example.org/a) ou ici. Fin",
        "de la ligne ôtée.",
        "**Détail**",
        "• un",
        "• deux",
    ]
    assert free == {"title": "Acquitté·es", "text": "Trois personnes."}


def test_what_markdown_has_and_a_report_has_not_is_kept_and_told() -> None:
    found = of_markdown(MARKDOWN)
    assert found.language == "fr"
    assert [(lost.what, lost.line, lost.text.split("\n")[0]) for lost in found.unplaced] == [
        ("a line of the front matter", 4, "author: Une amie"),
        ("emphasis", 7, "avec"),
        ("code", 11, "une"),
        ("where a link leads", 11, "page.md"),
        ("a picture", 11, '![Des mains](a.png "t")'),
        ("HTML", 11, "<br>"),
        ("words struck through", 11, "ôtée"),
        ("a table", 19, "| a | b |"),
        ("a block of code", 32, "```"),
    ]
    written = writing.write(found, "2024", "fr")
    for line in ("# | 1 | 2 |", "# x = 1", "# not placed (line 11, HTML): <br>"):
        assert f"\n{line}\n" in written


def test_a_numbered_list_of_markdown_is_victories() -> None:
    found = of_markdown("""\
        # Nos 2 victoires

        ## Les victoires

        1. **Une loi**

           Le parlement a voté.
        2. Trois personnes

        ## Et maintenant

        Merci.
        """)
    assert found.title == "Nos 2 victoires"
    assert [(v.title, v.paragraphs) for v in found.victories] == [
        ("Une loi", ["Le parlement a voté."]),
        ("", ["Trois personnes"]),
    ]
    assert found.closing == ["**Et maintenant**", "Merci."]
    assert [lost.text for lost in found.unplaced] == ["Les victoires"]


def test_an_opening_heading_begins_the_introduction() -> None:
    found = of_markdown("# T\n\n## Introduction\n\nUn mot.\n\n## A\n\na\n\n## B\n\nb\n")
    assert found.intro == ["**Introduction**", "Un mot."]
    assert [v.title for v in found.victories] == ["A", "B"]


@given(st.text(st.sampled_from(list("ab é#>*_-+1.`[]()<|!\\~\n \t")), max_size=120))
def test_any_markdown_becomes_toml_that_can_be_read(typed: str) -> None:
    found = compose(markdown.read(typed), "2024")
    tomllib.loads(writing.write(found, "2024", "fr"))


@pytest.mark.parametrize(
    ("typed", "language"),
    [
        (SEED, "fr"),
        ("The government has adopted the law, and the people of the land are free.", "en"),
        ("Die Regierung hat das Gesetz für die Menschen und mit ihnen verabschiedet.", "de"),
        ("El gobierno aprobó la ley para los que defienden los derechos con las redes.", "es"),
        ("Il governo ha adottato la legge per la difesa di chi è stato con gli altri.", "it"),
        ("O governo aprovou a lei para os que não estão com as redes do mundo em paz.", "pt"),
        ("Правительство приняло закон", None),
        ("", None),
    ],
)
def test_a_text_tells_its_language(typed: str, language: str | None) -> None:
    assert guess(typed) == language
