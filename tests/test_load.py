"""What the editor is told about her data: all of it at once, each with a place and a next step."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportcli.diagnostics import Diagnostic, Failure
from reportcli.load import load
from reportcli.project import find
from support.projects import SMALL, write

HEAD = '[reports.2024]\nlanguages = ["fr"]\ntitle = "T"\n[[reports.2024.victories]]\n'
TEXT = 'text = "Texte."\n'


def faults(folder: Path, data: str) -> list[Diagnostic]:
    try:
        return list(load(find(write(folder, data))).diagnostics)
    except Failure as failure:
        return list(failure.diagnostics)


def test_a_good_file_has_no_faults(tmp_path: Path) -> None:
    assert faults(tmp_path, SMALL) == []


# data · place of the fault · what is said · what to do
CASES = [
    ("unknown key", HEAD + TEXT + 'titel = "x"\n', "6:1-6", "unknown key `titel`", "`title`"),
    ("unknown table", HEAD + TEXT + "[organisation]\n", "6:2-14", "`organisation`", "`organization`"),
    ("missing text", HEAD + 'title = "x"\n', "4:1-27", "`text` is missing in victory 1", "text = …"),
    ("missing title", HEAD.replace('title = "T"\n', "") + TEXT, "1:1-15", "`title` is missing", "add"),
    ("a number as text", HEAD + "text = 3\n", "5:8-9", "`text` must be a text", "quotes"),
    ("an empty text", HEAD + 'text = " "\n', "5:8-11", "`text` is empty", "write the text"),
    ("a text as list", HEAD + TEXT + 'places = "CD"\n', "6:10-14", "`places` must be a list", "["),
    ("unknown country", HEAD + TEXT + 'places = ["CD", "XY"]\n', "6:17-21", "country", "ISO 3166-1"),
    ("another code", HEAD + TEXT + 'places = ["UK"]\n', "6:11-15", "country", '"GB"'),
    ("a misspelt key that is needed", HEAD + 'texte = "x"\n', "5:1-6", "unknown key `texte`", "`text`"),
    ("small letters", HEAD + TEXT + 'places = ["cd"]\n', "6:11-15", "country", '"CD"'),
    ("a country's name", HEAD + TEXT + 'places = ["Algérie"]\n', "6:11-20", "country", '"DZ"'),
    ("unknown language", HEAD.replace("fr", "xq") + TEXT, "2:14-18", "not a language code", '"fr-CH"'),
    ("no such day", HEAD + TEXT + 'date = "2023-02-30"\n', "6:8-20", "does not exist", "calendar"),
    ("no date", HEAD + TEXT + 'date = "hier"\n', "6:8-14", "is not a date", "2023-05"),
    ("no such picture", HEAD + TEXT + 'image = { src = "a.jpg", alt = "x" }\n', "6:17-24", "no picture", "relative"),
    ("picture without alt", HEAD + TEXT + 'image = { src = "q.svg" }\n', "6:9-26", "`alt` is missing", "alt"),
    ("focus outside", HEAD + TEXT + 'image = { src = "q.svg", alt = "x", focus = [2, 0] }\n', "6:46-47", "between 0 and 1", "left"),
    ("not a colour", "[brand]\naccent = 'red'\n" + HEAD + TEXT, "2:10-15", "not a colour", "#"),
    ("not an address", HEAD + TEXT + 'links = [{ label = "x", url = "javascript:a" }]\n', "6:31-45", "web address", "https://"),
    ("not a year", HEAD.replace("2024", "24a") + TEXT, "1:", "not a year", "four digits"),
    ("no victories", '[reports.2024]\nlanguages = ["fr"]\ntitle = "T"\n', "1:1-15", "`victories` is missing", "add"),
    ("a later schema", "schema = 2\n" + HEAD + TEXT, "1:10-11", "`schema`", "upgrade"),
    ("a text in another language", HEAD + 'text = { fr = "a", en = "b" }\n', "5:20-22", "`en`", "languages"),
    ("after accents", HEAD + 'text = "é·œ"\nfigures = [{ value = "13", étiquette = 1 }]\n', "6:28-", "bare|étiquette|character", ""),
    ("an id twice", HEAD + TEXT + 'id = "a"\n[[reports.2024.victories]]\n' + TEXT + 'id = "a"\n', "9:6-9", "the same id", "own"),
    ("an id of a number", HEAD + TEXT + 'id = "v2"\n[[reports.2024.victories]]\n' + TEXT, "6:6-10", "victories 1 and 2", "own"),
    ("not an e-mail address", '[organization]\nemail = "a b@c"\n' + HEAD + TEXT, "2:9-16", "e-mail", "name@"),
    ("an id with spaces", HEAD + TEXT + 'id = "Ma loi"\n', "6:6-14", "small letters", "loi-nationale"),
    ("unknown coverage", "[brand]\ncoverage = 'half'\n" + HEAD + TEXT, "2:12-18", "'full' or 'light'", "one of"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "place", "message", "hint"),
    [case[1:] for case in CASES],
    ids=[case[0] for case in CASES],
)
def test_a_fault_has_a_place_a_reason_and_a_next_step(
    tmp_path: Path, data: str, place: str, message: str, hint: str
) -> None:
    (tmp_path / "q.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    (fault,) = [d for d in faults(tmp_path, data) if d.severity == "error"]
    assert fault.place is not None
    at = fault.place
    assert f"{at.line}:{at.column}-{at.end_column}".startswith(place)
    assert any(word in fault.message for word in message.split("|"))
    assert hint in (fault.hint or "")
    assert at.excerpt == data.splitlines()[at.line - 1]


def test_all_faults_are_reported_in_one_run_in_the_order_of_the_file(tmp_path: Path) -> None:
    data = "[brand]\nink = 1\n" + HEAD + 'titel = "x"\nplaces = ["Q"]\ndate = "x"\n'
    found = faults(tmp_path, data)
    assert [fault.place.line for fault in found if fault.place] == [2, 6, 7, 8, 9]


def test_what_is_wrong_with_a_picture_waits_for_no_key(tmp_path: Path) -> None:
    data = (
        '[organization]\nlogo = "logo.svg"\n[reports.2023]\ncover = { src = "gone.jpg" }\n'
        + (HEAD + TEXT + 'image = { src = "a.jpg" }\ntitel = "Loi"\n')
        + ('[[reports.2024.victories]]\nimage = { src = "b.jpg", alt = "x" }\n' + TEXT)
    )
    assert [fault.message for fault in faults(tmp_path, data)] == [
        "there is no picture logo.svg",
        "`languages` is missing",
        "`title` is missing",
        "`victories` is missing",
        "`alt` is missing",
        "there is no picture gone.jpg",
        "`alt` is missing in victory 1",
        "there is no picture a.jpg in victory 1",
        "unknown key `titel` in victory 1",
        "there is no picture b.jpg in victory 2",
    ]


@pytest.mark.parametrize(
    "data",
    [
        "reports = 3",
        "organization = 3",
        "organization = { logo = 3 }",
        "reports.2024 = 3",
        "reports = [{ cover = { src = 'a' } }]",
        "reports.2024.victories = { a = 1 }",
        "reports.2024.victories = [1, { image = 3 }, { image = { src = 3 } }]",
        "reports.2024.cover = 'a.jpg'",
    ],
)
def test_pictures_are_looked_for_in_data_of_any_shape(tmp_path: Path, data: str) -> None:
    assert {fault.code for fault in faults(tmp_path, data)} <= {"D001", "D002", "D003"}


@pytest.mark.parametrize(
    ("data", "message", "at"),
    [
        (SMALL.replace("Nos 2 victoires", "…"), "`title` is still to be written", "3:9"),
        (SMALL.replace("Nos 2", "Nos …"), "`title` is still to be completed", "3:9"),
        (
            SMALL.replace("Nos 2 victoires", "… victoires"),
            "`title` is still to be completed",
            "3:9",
        ),
        (SMALL.replace("Une loi", "…"), "`title` is still to be written in victory 1 (…)", "6:9"),
        ("[organization]\nname = ' … '\n" + SMALL, "`name` is still to be written", "2:8"),
        (
            HEAD + TEXT + "figures = [{ value = '…', label = 'a' }]\n",
            "`value` is still to be written in victory 1",
            "6:22",
        ),
        (HEAD + "text = { fr = '…' }\n", "`text` is still to be written in victory 1", "5:15"),
        (HEAD + TEXT + "themes = ['…']\n", "`themes` is still to be written in victory 1", "6:11"),
    ],
)
def test_what_is_left_to_be_written_is_a_warning(
    tmp_path: Path, data: str, message: str, at: str
) -> None:
    (found,) = faults(tmp_path, data)
    assert (found.severity, found.code, found.message) == ("warning", "D060", message)
    assert str(found.place).endswith(at)


@pytest.mark.parametrize(
    "data",
    [
        SMALL.replace("Nos 2 victoires", "Nos victoires…"),
        SMALL.replace("Nos 2 victoires", "Nos victoires …"),
        SMALL.replace("Nos 2 victoires", "Et puis … !"),
        SMALL.replace("a adopté", "a hésité … puis adopté"),
        SMALL.replace("une loi.", "une loi…"),
        HEAD.replace('"T"', "3") + TEXT.replace("text", "texte"),
    ],
)
def test_an_ellipsis_that_is_meant_is_no_gap(tmp_path: Path, data: str) -> None:
    assert "D060" not in {fault.code for fault in faults(tmp_path, data)}


BOTH = HEAD.replace('["fr"]', '["fr", "en"]').replace('"T"', '{ fr = "T", en = "T" }')
LABELS = "{ fr = 'a', en = 'b' }"


@pytest.mark.parametrize(
    ("data", "codes"),
    [
        (BOTH.replace("title", "titre") + "text = { fr = 'a', en = 'b' }\n", ["D001"]),
        (BOTH + "text = { fr = 'a', en = 3 }\n", ["D003"]),
        (BOTH + "text = ''\n", ["D003"]),
        (BOTH + "texte = { fr = 'a', en = 'b' }\n", ["D001"]),
        (BOTH.replace('"en"]', '"xx"]') + "text = { fr = 'a', en = 'b' }\n", ["D003"]),
        (BOTH.replace("languages", "langages") + "text = { fr = 'a', en = 'b' }\n", ["D001"]),
        (BOTH + "texte = 'a'\ntitle = 'b'\n", ["D001", "D013"]),
        (
            BOTH + f"text = {LABELS}\nfigures = [{{ value = 1 }}, {{ value = 2, label = 'un' }}]\n",
            ["D002"],
        ),
        (HEAD + TEXT + "id = 'é'\n[[reports.2024.victories]]\nid = 'v1'\n" + TEXT, ["D003"]),
    ],
)
def test_nothing_is_said_that_follows_from_another_fault(
    tmp_path: Path, data: str, codes: list[str]
) -> None:
    assert sorted(fault.code for fault in faults(tmp_path, data)) == codes


def test_a_required_text_that_lacks_a_language_is_an_error_another_a_warning(
    tmp_path: Path,
) -> None:
    data = HEAD.replace('["fr"]', '["fr", "en"]').replace('"T"', '{ fr = "T", en = "T" }')
    found = faults(tmp_path, data + 'title = "Une loi"\ntext = "Texte."\n')
    assert [(fault.severity, fault.message) for fault in found] == [
        ("warning", "`title` has no text in `en` in victory 1 (Une loi)"),
        ("error", "`text` has no text in `en` in victory 1 (Une loi)"),
    ]


def test_a_plain_string_is_in_the_first_language(tmp_path: Path) -> None:
    report = load(find(write(tmp_path, SMALL))).data.reports["2024"]
    assert dict(report.title) == {"": "Nos 2 victoires"}
    assert report.languages == ("fr",)


def test_the_values_cannot_be_changed(tmp_path: Path) -> None:
    report = load(find(write(tmp_path, SMALL))).data.reports["2024"]
    with pytest.raises(ValueError, match="frozen"):
        report.layout = "other"
