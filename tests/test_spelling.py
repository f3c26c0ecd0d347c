"""The spelling: what is no word is found where it stands, what is right is passed, and what lacks is said."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportcli.checks.explaining import explained
from reportcli.checks.passages import Passage
from reportcli.checks.rule import rules
from reportcli.mending import mend
from reportcli.project import Project, find
from reportcli.review import review
from reportcli.spelling import dictionaries, job
from reportcli.spelling.near import near
from support.checking import data, document
from support.dictionaries import (
    only_own,
    require_dictionary,
    write_dictionaries,
    write_dictionary,
)
from support.projects import REPOSITORY, reportcli, write

if TYPE_CHECKING:
    from reportcli.diagnostics import Diagnostic

__all__ = ["only_own"]
pytestmark = pytest.mark.usefixtures("only_own")

(WORD,) = (rule for rule in rules() if rule.code == "H001")
(NO_DICTIONARY,) = (rule for rule in rules() if rule.code == "H002")


def checked(folder: Path, text: str, more: str = "") -> list[Diagnostic]:
    """What the spelling finds in a data file."""
    write_dictionaries(folder)
    found = review(find(write(folder, text + more)), spelling=True).diagnostics
    return [d for d in found if d.code in {"H001", "H002", "P070", "P071"}]


def wrong(folder: Path, words: str, language: str = "fr", more: str = "") -> list[str]:
    """The words of a text that are told."""
    told = checked(folder, data(words, language=language), more)
    return [d.message.split("”")[0].removeprefix("“") for d in told]


def test_the_rule_finds_its_example_passes_what_is_right_and_mends_as_it_says(
    tmp_path: Path,
) -> None:
    told = checked(tmp_path, document(WORD, WORD.bad))
    assert [d.code for d in told] == ["H001"]
    assert told[0].hint
    mended = mend(find(tmp_path), (), lambda d: d.code == "H001", spelling=True)
    assert mended is not None
    assert str(WORD.fixed) in mended.after
    assert checked(tmp_path, document(WORD, WORD.good)) == []
    assert "--spelling" in explained(WORD)


def test_a_word_is_told_where_it_stands_with_what_is_close_to_it(tmp_path: Path) -> None:
    (told,) = checked(tmp_path, data("Les voix : « l’écoole des mères ».\n\nTout."))
    place = told.place
    assert place is not None
    assert place.excerpt[place.column - 1 : place.end_column - 1] == "écoole"
    assert told.message == "“écoole” is not in the dictionary (fr)"
    assert told.fix is not None
    assert told.fix.replacement == "école"
    assert not told.fix.is_safe


def test_accents_of_their_own_are_part_of_the_word_that_is_told(own: Path) -> None:
    passage = Passage(("text",), "Les voix ; l’e\u0301coole.", "fr")
    ((_, told),) = job.Proofreader(Project(own), [passage], ()).misspelt()
    assert passage.words[told.start : told.end] == "e\u0301coole"
    ((start, end, new),) = told.edits
    assert f"{passage.words[:start]}{new}{passage.words[end:]}" == "Les voix ; l’école."


def test_a_fix_is_offered_only_where_one_word_can_be_meant(tmp_path: Path) -> None:
    (told,) = checked(tmp_path, data("Les libérs."))
    assert told.fix is None
    assert told.hint is not None
    assert told.hint == f"libérés, libéré? Or, {job.RIGHT}"
    (told,) = checked(tmp_path, data("Les xylophones."))
    assert (told.fix, told.hint) == (None, job.RIGHT)


def test_nothing_is_mended_without_being_asked_for(tmp_path: Path) -> None:
    write_dictionaries(tmp_path)
    project = find(write(tmp_path, data("Les libérrés.")))
    mended = mend(project, (), lambda d: bool(d.fix and d.fix.is_safe), spelling=True)
    assert mended is not None
    assert mended.before == mended.after


@pytest.mark.parametrize(
    "text",
    [
        "L’avocate, l'avocat, jusqu’ici, aujourd’hui, aujourd'hui, d’un, qu’elle, presqu’un, l’ici",
        "les défenseur·e·x·s, défenseur-e-x-s, défenseur(e)s, défenseur.e.s, acteur·rice·s, acteur/rice/s",
        "les nouvel·le·s, heureux·se·s, tou·te·s, étudiant·es, un·e avocat·e, les citoyen·ne·s, iels, celleux",
        "porte-parole, celles-ci, grand-mère, Port-Louis, anti-école, sénégalo-nouvelle, a-t-elle, pré- ou anti-école",
        "le 25e jour, 1er, 2024, COP26, H2O, 12 000, l’ONU, iPhone, XXe, nᵒ 3",
        "la loi https://example.org/zzyzx, www.zzyzx.org, zzyzx@example.org, @zzyzx, #zzyzx, zzyzx.org",
        "**les** [voix](https://zzyzx.org), `zzyzx`, *zzyzx*, _zzyzx zzyzx_, la&nbsp;loi",
        "à Zzyzx, Zzyzx et Abcdef ont dit ; Kaddour Chouicha a dit. « Zzyzx a dit. »",
        "microécole, cybermission, autodéveloppement",
        "e\u0301cole, œuvre, l’œ\u00aduvre",
        "« the straw that broke » ; Rock and Roll ; les « cookies », les (lawyers)",
        "école Ωμέγα Россия",
    ],
)
def test_what_is_right_in_french_is_passed(text: str, tmp_path: Path) -> None:
    assert wrong(tmp_path, f"Les voix, {text}.") == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("l’écoole et d’un avocta", ["écoole", "avocta"]),
        ("les défensseur·e·x·s", ["défensseur"]),
        ("les citoyen·e·s", ["citoyen·e·s"]),
        ("la grand-mèer, en france", ["grand-mèer", "france"]),
        ("Libérrés !", ["Libérrés"]),  # a word of small letters that begins a sentence
        ("une comission", ["comission"]),  # no prefix: co + mission
        ("les cookies", ["cookies"]),  # of another language, and not cited
        ("*Les voix qui sont libérrées, et toutes celles qui ne le sont pas*", ["qui", "libérrées", "toutes", "qui", "ne", "pas"]),
    ],
)  # fmt: skip
def test_what_is_wrong_in_french_is_told(text: str, told: list[str], tmp_path: Path) -> None:
    assert wrong(tmp_path, text) == told


def test_spanish_words_are_read_as_spanish_makes_them(tmp_path: Path) -> None:
    right = "todes, todxs, configurarlo, darlas, dárselo, haciéndolo, suscríbase, persistentemente"
    right += ", autofirmado, político-económico, los años, públicamente"
    assert wrong(tmp_path, f"La aplicación, {right}.", "es") == []
    assert wrong(tmp_path, "La applicación, perssistentemente.", "es") == [
        "applicación",
        "perssistentemente",
    ]


def test_english_possessives_are_no_words_of_their_own(tmp_path: Path) -> None:
    text = "The lawyer’s straw, the lawyers’ press, it’s; she don’t. The lawyr’s."
    assert wrong(tmp_path, text, "en") == ["lawyr"]


def test_the_projects_words_are_right_as_they_are_typed(tmp_path: Path) -> None:
    more = '\n[check.spelling]\nwords = ["zzyzx", "Qwfp", "arstd"]\n'
    text = "La zzyzx, Zzyzx, ZZYZX, l’arstd, qwfp et Qwfp, zzyzx·e·s, micro-zzyzx."
    assert wrong(tmp_path, text, more=more) == ["qwfp"]


def test_a_word_of_the_project_is_one_word(tmp_path: Path) -> None:
    write(tmp_path, data("Les voix.") + '\n[check.spelling]\nwords = ["sans papiers"]\n')
    told = review(find(tmp_path)).diagnostics
    assert [(d.code, d.message) for d in told] == [
        ("D003", "`words` holds what is no single word: 'sans papiers'")
    ]


def test_names_of_the_datas_own_fields_are_right_everywhere(tmp_path: Path) -> None:
    text = '[organization]\nname = "Zzyzx"\n\n' + data("Zzyzx a dit. Les zzyzx.").replace(
        "schema = 1\n", ""
    )
    assert [d.message for d in checked(tmp_path, text)] == ["“zzyzx” is not in the dictionary (fr)"]


def test_the_names_of_languages_and_currencies_are_words(tmp_path: Path) -> None:
    assert wrong(tmp_path, "Les voix ont dit en tigrigna, en haoussa, un naira.") == []


def test_what_another_rule_mends_is_not_told_twice(tmp_path: Path) -> None:
    write_dictionaries(tmp_path)
    project = find(write(tmp_path, data("Le dévelopement et l'oeuvre.")))
    codes = [d.code for d in review(project, spelling=True).diagnostics]
    assert codes == ["T052", "T001", "T042"]


def test_a_rule_is_switched_off_for_the_project_or_a_victory(tmp_path: Path) -> None:
    text = data("Les libérrés.", "Les manifestans.") + 'check = { ignore = ["H001"] }\n'
    assert [d.message for d in checked(tmp_path, text)] == [
        "“libérrés” is not in the dictionary (fr)"
    ]
    assert checked(tmp_path, text, '\n[check]\nignore = ["H001"]\n') == []


def test_a_language_without_a_dictionary_is_said_with_what_to_do(tmp_path: Path) -> None:
    (told,) = checked(tmp_path, data({"fr": "Les voix.", "ti": "ዓወት"}))[:1]
    assert (told.code, told.severity) == ("H002", "warning")
    assert told.hint is not None
    assert "dictionaries/" in told.hint
    assert told.place is not None
    assert told.place.line > 0
    write_dictionary(tmp_path / "dictionaries", "ti", "ዓወት ድሌት")
    assert checked(tmp_path, data({"fr": "Les voix.", "ti": "ዓወት ድሌት"})) == []
    (told,) = checked(tmp_path, data({"fr": "Les voix.", "ti": "ዓወት ድሌ"}))
    assert told.message == "“ድሌ” is not in the dictionary (ti)"


def test_where_the_system_has_packages_of_a_dictionary_the_command_is_named(tmp_path: Path) -> None:
    (told,) = [d for d in review(find(write(tmp_path, data("Les voix."))), spelling=True).diagnostics if d.code == "H002"]  # fmt: skip
    assert told.hint is not None
    assert told.hint.startswith("install one: ")
    assert told.hint.endswith("or put fr.aff and fr.dic of Hunspell into dictionaries/")


def test_without_the_engine_nothing_is_checked_and_that_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    monkeypatch.setitem(sys.modules, "hunspell", None)
    write_dictionaries(tmp_path)
    found = review(find(write(tmp_path, data("L'oie."))), spelling=True).diagnostics
    told, apostrophe = found
    assert apostrophe.code == "T001", "all else is told as well"
    assert (told.code, told.severity) == ("P070", "error")
    assert "chunspell" in str(told.hint)


def test_a_dictionary_that_cannot_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    monkeypatch.setattr("os.access", lambda *_: False)
    (told,) = checked(tmp_path, data("Les voix."))
    assert told.code == "P071"
    assert "dictionaries/fr.aff" in told.message


def test_a_dictionary_is_looked_for_from_near_to_far(tmp_path: Path) -> None:
    environment = {"DICPATH": "/one:/two", "XDG_DATA_HOME": "/data"}
    told = list(dictionaries.folders(tmp_path, environment, Path("/home/a")))
    assert told[:4] == [
        tmp_path / "dictionaries",
        Path("/one"),
        Path("/two"),
        Path("/data/hunspell"),
    ]
    assert Path("/usr/share/hunspell") in told[4:]
    assert Path("/home/a/.local/share/hunspell") in dictionaries.folders(
        tmp_path, {}, Path("/home/a")
    )


def test_the_country_chooses_among_dictionaries(tmp_path: Path) -> None:
    near_, far = tmp_path / "near", tmp_path / "far"
    for name in ("fr", "fr_CH", "en_AU", "en-US", "en_GB", "de_AT", "de_DE", "sr_RS", "sr_XX"):
        write_dictionary(far, name, "a")
    write_dictionary(near_, "fr", "a")
    (far / "it.aff").write_text("")

    def names(tag: str, *among: Path) -> list[str]:
        return [file.stem for file in dictionaries.found(tag, among)]

    assert names("fr", far) == ["fr"]
    assert names("fr-CH", far) == ["fr_CH"]
    assert names("fr-CA", far) == ["fr"]
    assert names("en", far) == ["en_GB", "en-US"]
    assert names("en-US", far) == ["en-US"]
    assert names("de", far) == ["de_DE"]
    assert names("sr", far) == ["sr_RS"]
    assert names("it", far) == [], "an .aff without its .dic is no dictionary"
    assert names("ti", far, tmp_path / "nowhere") == []
    assert dictionaries.found("fr-CH", [near_, far]) == [near_ / "fr.aff"]


def test_the_same_word_in_many_places_is_shown_once(tmp_path: Path) -> None:
    write_dictionaries(tmp_path)
    write(tmp_path, data(*["Les libérrés et les libérrés."] * 5, "Les manifestans."))
    said = reportcli("check", "--spelling", cwd=tmp_path).stdout
    assert said.count("“libérrés”") == 1
    assert "also at" in said
    assert " and 4 more" in said
    assert "“manifestans”" in said
    document = json.loads(reportcli("check", "--spelling", "--format", "json", cwd=tmp_path).stdout)
    assert len([d for d in document["diagnostics"] if d["code"] == "H001"]) == 11


def test_without_spelling_nothing_of_it_is_read(tmp_path: Path) -> None:
    write_dictionaries(tmp_path)
    write(tmp_path, data("Les libérrés."))
    program = """
import sys
from pathlib import Path
from reportcli.project import Project
from reportcli.review import review
print([d.code for d in review(Project(Path(sys.argv[1]))).diagnostics])
print(*sorted(name for name in sys.modules if "spelling" in name or name in {"hunspell", "babel"}))
"""
    said = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)], capture_output=True, check=True, text=True
    ).stdout
    assert said == "[]\nreportcli.checks.rules.spelling\n"


SIGNS = "aàeE 1’'-·.,«»()*_/@#é\u0301ß\u00ad\ue000о\n"
PIECES = [
    "l’",
    "défenseur·e·x·s",
    "ecole",
    "Zz",
    "-e-s",
    "micro",
    "https://a.b",
    "mente",
    "se",
    "lo",
]
texts = st.lists(st.one_of(st.text(SIGNS, max_size=5), st.sampled_from(PIECES), st.text(max_size=3)), max_size=12).map("".join)  # fmt: skip


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("own")
    write_dictionaries(root)
    return root


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(texts, st.sampled_from(["fr", "en", "es", "ti", ""]))
def test_any_text_can_be_read_and_what_is_told_lies_inside_it(own: Path, words: str, language: str) -> None:  # fmt: skip
    passage = Passage(("text",), words, language)
    for of, item in job.Proofreader(Project(own), [passage], ()).misspelt():
        assert of is passage
        assert 0 <= item.start < item.end <= len(words)
        for start, end, _ in item.edits:
            assert item.start <= start <= end <= item.end


@pytest.mark.parametrize(
    "piece", ["zz ", "l’", "a-", "zz’", "*a ", "_", "·e", "Zz ", "(", "écolé-"]
)
def test_no_text_takes_more_than_linear_time(piece: str, own: Path) -> None:
    def seconds(count: int) -> float:
        passage = Passage(("text",), piece * count, "fr")
        start = process_time()
        list(job.Proofreader(Project(own), [passage], ()).misspelt())
        return process_time() - start

    if (short := seconds(2_000)) > 0.05:
        assert min(seconds(8_000) for _ in range(3)) < 8 * short, "of an uneven machine the best"


def test_what_is_close_is_told_accents_first() -> None:
    known = {"événement", "évènement", "développeur", "jour", "tour", "cour", "journal"}
    assert near("evenement", "fr", known.__contains__, most=3) == ["événement", "évènement"]
    assert near("dévelopeur", "fr", known.__contains__, most=3) == ["développeur"]
    assert near("juor", "fr", known.__contains__, most=3) == ["jour"]
    assert near("xour", "fr", known.__contains__, most=2) == ["cour", "jour"]
    assert near("zzzzz", "fr", known.__contains__, most=3) == []
    assert near("a", "fr", {"", "à"}.__contains__, most=3) == ["à"], "nothing is no word"


CITED = {"errare", "humanum", "perseverare", "diabolicum", "era", "boul", "irrt", "d’état"}
"""Of the pages that are right: a Latin saying, words of another language, an abbreviation of Québec."""


@pytest.mark.parametrize("language", ["fr", "en", "es"])
class TestWithTheDictionariesOfThisMachine:
    @pytest.fixture(autouse=True)
    def _real(self, only_own: None, monkeypatch: pytest.MonkeyPatch, language: str) -> None:
        require_dictionary(language)
        monkeypatch.setattr(job, "folders", dictionaries.folders)

    def test_of_a_page_that_is_right_only_what_it_cites_is_told(self, language: str) -> None:
        for page in sorted((Path(__file__).parent / "cases/check").glob(f"{language}*.txt")):
            passages = [
                Passage(("text", index), words, page.stem)
                for index, words in enumerate(page.read_text("utf-8").split("\n\n"))
            ]
            reader = job.Proofreader(Project(REPOSITORY), passages, ())
            told = {item.what.split("”")[0].removeprefix("“") for _, item in reader.misspelt()}
            assert told <= CITED
            assert list(reader.without_dictionary()) == []

    def test_usual_slips_are_told_with_the_right_word_first(self, language: str) -> None:
        slips = {
            "fr": "évenement, libertée, gouvernment, apartient, persécutées, réfugieés, aquittement",
            "en": "recieve, goverment, seperately, accomodating, defenders, occured, journalits",
            "es": "organizacion, goberno, defensoras, activstas, libertdad, periodstas, proteccion",
        }[language]
        passage = Passage(("text",), f"— {slips}", language)
        found = job.Proofreader(Project(REPOSITORY), [passage], ()).misspelt()
        assert len(list(found)) == 6


def test_in_the_victories_of_2023_every_word_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    require_dictionary("fr")
    monkeypatch.setattr(job, "folders", dictionaries.folders)
    found = review(Project(REPOSITORY), spelling=True).diagnostics
    assert [d.message for d in found if d.code in {"H001", "H002"}] == []
