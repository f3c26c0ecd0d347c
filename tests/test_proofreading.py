"""The rules, held against texts that a proofreader has read: what she marks is found, what is right is passed."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportcli.checks.passages import Passage
from reportcli.checks.rule import rules
from reportcli.checks.rules.agreement import agreement
from reportcli.model import Check
from reportcli.project import Project
from reportcli.review import review
from support.projects import REPOSITORY

CORRECT = sorted((Path(__file__).parent / "cases" / "check").glob("*.txt"))
LANGUAGE_KNOWN = {"fr", "en", "es"}


@pytest.mark.parametrize("page", CORRECT, ids=lambda page: page.stem)
def test_on_a_page_that_is_right_nothing_is_reported(page: Path) -> None:
    passages = [
        Passage(("reports", "2024", "victories", index, "text"), words, page.stem)
        for index, words in enumerate(page.read_text("utf-8").strip().split("\n\n"))
    ]
    found = []
    for rule in rules():
        read = [passage for passage in passages if rule.reads(passage)]
        if rule.scope == "text":
            found += [(rule.code, item.what) for passage in read for item in rule.find(passage)]
        elif rule.scope == "report" and read:
            found += [(rule.code, item.what) for _, item in rule.find(read, Check())]
    assert found == []
    assert sum(len(passage.words.split()) for passage in passages) > 100


ALONE = {
    "·e·x·s": "Les défenseur·e·x·s engagé·e·x·s et les expert·e·x·s indépendant·e·x·s ont écrit. Tou·te·x·s les"
    " participant·e·x·s ont signé, et les membres du Comité ont salué ces militant·e·x·s courageux·se·x·s.",
    "·exs": "Les habitant·exs concerné·exs ont été entendu·exs par des juristes bénévoles.",
    "·e·s": "Les étudiant·e·s inscrit·e·s sont attendu·e·s par leurs professeur·e·s. Un·e référent·e sera désigné·e."
    " Les acteur·rice·s et les lecteur·rice·s se réuniront ; celles et ceux qui le souhaitent peuvent rester.",
    "·es": "Les habitant·es du quartier sont invité·es. Toutes et tous sont bienvenu·es. Les nouveaux·elles"
    " arrivant·es seront accueilli·es par les voisin·es, et chacun·e apportera un plat.",
    "-e-s": "Les client-e-s satisfait-e-s reviennent. Les conseiller-ère-s d’État, élu-e-s pour cinq ans, siègent en"
    " mai. Le va-et-vient et l’arc-en-ciel n’ont rien d’inclusif, pas plus que Jean-Jacques ou dit-elle.",
    ".e.s": "Les ami.e.s venu.e.s de loin sont resté.e.s. L’adresse www.ami.e.s-du-parc.fr existe.",
    "(e)s": "Je soussigné(e), né(e) à Lyon, certifie être âgé(e) de dix-huit ans. Les salarié(e)s sont informé(e)s."
    " Le(s) document(s) joint(s) sont rendus ; voir les points (a) à (e).",
    "/e/s": "Les animateur/trice/s se retrouvent. Chaque étudiant/e choisit, et/ou les formateur/trice/s l’aident.",
    "in full": "Les agricultrices et les agriculteurs, toutes et tous ont voté. Celles et ceux qui hésitaient sont"
    " venus. Chères amies, chers amis, Madame la rapporteuse, Monsieur le rapporteur, merci.",
}


@pytest.mark.parametrize("style", ALONE)
def test_each_inclusive_style_is_right_alone(style: str) -> None:
    passage = Passage(("text",), ALONE[style].replace(" ;", "\u202f;"), "fr-CH")
    found = [
        (rule.code, item)
        for rule in rules()
        if rule.reads(passage) and rule.scope in {"text", "report"}
        for item in (rule.find(passage) if rule.scope == "text" else rule.find([passage], Check()))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Les rapporteur·e·x·s spéciaux ont écrit.", "spéciaux"),
        ("Les patient·e·s inscrits attendent.", "inscrits"),
        ("Les étudiant·es étrangers attendent.", "étrangers"),
        ("Des militant·es très engagés, souvent.", "engagés"),
        ("Les élu·es ont tous été réunis hier.", "réunis"),
        ("Ce jour-là, les citoyen·ne·s du quartier sont ravis.", "ravis"),
        ("Les habitant.e.s de Mouans-Sartoux intéressés signent.", "intéressés"),
        ("L’employé·e licencié proteste.", "licencié"),
        ("Tous les client-e-s reviennent.", "Tous les"),
    ],
)
def test_a_word_that_does_not_agree_with_an_inclusive_noun_is_found(text: str, word: str) -> None:
    (found,) = agreement(Passage(("text",), text, "fr"))
    assert text[found.start : found.end] == word


@pytest.mark.parametrize(
    "text",
    [
        "Les étudiant·es mais aussi les élèves ; des militant·es depuis longtemps.",
        "Les droits des réfugié·es sont garantis. Les textes lus par les élu·es sont publiés.",
        "Les élu·es présents et présentes. Certain·es témoins parlent.",
        "Les militant·es arrêtées et arrêtés. Les ami·es fidèles, les jeunes diplômé·es sensibles.",
        "Un·e délégué·e sécurité, un·e chargé·e marché. Chaque participant·e inscrit son nom.",
        "Les salarié·es se sont promis de revenir. Les avocat·es vous écrivent, puis partent.",
        "Les habitant·es sont des voisins ; les élu·es ont été parents.",
    ],
)
def test_what_may_follow_an_inclusive_noun_passes(text: str) -> None:
    assert list(agreement(Passage(("text",), text, "fr"))) == []


MARKED = [
    # what a careful French proofreader marks in the ten victories of 2023: line of the file, words, code
    (10, "défenseur·e·x·s", "G001"),  # hyphens in most of the report, points here
    (16, "défenseur·e·x·s", "G001"),
    (16, " ;", "T010"),
    (16, "défenseur·e·x·s", "G001"),
    (25, "République Démocratique", "T043"),
    (25, "défenseur·e·x·s", "G001"),
    (28, "Acquitté·es", "G001"),  # points, and no x
    (32, "défenseur·es", "G001"),
    (32, "acquitté·es", "G001"),
    (35, "défenseur·es", "G001"),
    (35, "accusé·es", "G001"),
    (35, '"terrorisme"', "T002"),
    (35, "acquitté·es", "G001"),
    (58, "Défenseurs", "T046"),
    (61, "25ème", "T030"),
    (61, "Défenseurs", "T046"),
    (61, "Droits", "T046"),
    (65, "Conseil des Droits de l'Homme", "X011"),  # « Conseil des droits de l'Homme » elsewhere
    (65, "Droits", "T046"),
    (66, "Conseil des Droits de l'Homme", "X011"),
    (66, "Droits", "T046"),
    (66, "eux-mêmes", "G003"),
    (66, "spéciaux", "G003"),
    (72, "chinois", "G003"),
    (72, "décideur-euses", "G001"),  # the plural is joined, and there is no x
]
"""Besides the straight apostrophes. What no rule can know is not in the list: the comma that lacks after
« terrorisme », the sentence that begins with « 16 », « acteurs » and « droits de l'Homme » in a text that is
inclusive elsewhere."""


def test_of_the_victories_of_2023_all_that_a_proofreader_marks_is_found_and_nothing_else() -> None:
    found = review(Project(REPOSITORY))
    assert found.source is not None
    lines = found.source.text.split("\n")
    told = []
    apostrophes = 0
    for diagnostic in found.diagnostics:
        place = diagnostic.place
        assert place is not None
        assert place.line == place.end_line
        words = lines[place.line - 1][place.column - 1 : place.end_column - 1]
        if diagnostic.code == "T001":
            apostrophes += words.count("'")
        else:
            told.append((place.line, words, diagnostic.code))
    assert sorted(told) == sorted(MARKED)
    prose = [line for line in lines if not line.startswith("#")]
    assert apostrophes == "\n".join(prose).count("'")
