"""The pages that are shown before the whole PDF is there."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from reportcli import products
from reportcli.edition import editions
from reportcli.load import load
from reportcli.project import Project
from reportcli.watch.jobs import Answer, Failed, Job, Part, Whole
from reportcli.watch.typesetter import Typesetter
from support.giving import SWISS, asking
from support.projects import REPOSITORY, SMALL, write, write_rich

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [
    pytest.mark.pdf,
    pytest.mark.filterwarnings(  # WeasyPrint leaves its colour profile open
        "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
    ),
]


@dataclass
class Line:
    """The other end of a typesetter: `jobs` wait there, `answers` came from it."""

    jobs: list[Job | None] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)

    def poll(self) -> bool:
        return bool(self.jobs) and self.jobs[0] is not None

    def recv(self) -> Job:
        job = self.jobs.pop(0) if self.jobs else None
        if job is None:
            raise EOFError
        return job

    def send(self, answer: Answer) -> None:
        self.answers.append(answer)


@dataclass
class Desk:
    """A project, and a typesetter that does one job for each state of it."""

    folder: Path
    year: str = "2024"
    typesetter: Typesetter = field(default_factory=lambda: Typesetter(Line()))  # type: ignore[arg-type]
    number: int = 0

    def job(self, data: str, anchor: str | None = None, look: str = "", fonts: str = "") -> Job:
        write(self.folder, data)
        project = Project(self.folder)
        loaded = load(project)
        self.number += 1
        edition = next(editions(project, loaded, [self.year]))
        return Job(self.number, replace(loaded.source), edition, look, fonts, anchor)

    def answers(self, *jobs: Job) -> list[Answer]:
        line = Line([*jobs])
        self.typesetter.connection = line  # type: ignore[assignment]
        self.typesetter.run()
        return line.answers


def pixels(data: bytes, number: int) -> bytes:
    return bytes(pypdfium2.PdfDocument(data)[number - 1].render(scale=2).buffer)


def same_pages(part: Part, whole: Whole) -> bool:
    assert whole.data
    return all(pixels(part.data, page) == pixels(whole.data, page) for page in part.pages)


@pytest.mark.parametrize(
    ("old", "new", "anchor", "pages"),
    [
        ("huit ans", "neuf ans", "v2", (7,)),
        ("Un record de 13 États", "Un grand record", "v4", (9,)),
        ("abusivement accusé", "accusé", None, (8,)),
        ("Une formation hybride", "Une formation", None, (2, 3, 4, 5, 10)),
        ('places = ["CD"]', 'places = ["BE"]', None, (2, 3, 7, 16)),
    ],
)
def test_pages_set_alone_are_those_of_the_whole(
    tmp_path: Path, old: str, new: str, anchor: str | None, pages: tuple[int, ...]
) -> None:
    data = (REPOSITORY / "data" / "victories.toml").read_text("utf-8")
    desk = Desk(tmp_path, "2023")
    desk.answers(desk.job(data))
    part, whole = desk.answers(desk.job(data.replace(old, new), anchor))
    assert isinstance(part, Part)
    assert isinstance(whole, Whole)
    assert part.pages == pages
    assert same_pages(part, whole)


def test_pages_with_pictures_quotations_and_long_texts_too(tmp_path: Path) -> None:
    data = write_rich(tmp_path).joinpath("data/victories.toml").read_text("utf-8")
    desk = Desk(tmp_path)
    desk.answers(desk.job(data))
    for old, new in (
        ("**une loi**", "**une autre loi**"),
        ("Des mains", "Mains"),
        ("récit", "conte"),
    ):
        part, whole = desk.answers(desk.job(data := data.replace(old, new)))
        assert isinstance(part, Part)
        assert isinstance(whole, Whole)
        assert same_pages(part, whole)


@pytest.mark.parametrize(("old", "new"), [("Don 2024", "Don"), ("Genève", "Carouge")])
def test_the_page_that_asks_for_gifts_too(tmp_path: Path, old: str, new: str) -> None:
    data = asking(f'url = "https://example.org"\n{SWISS}purpose = "Don 2024"\n')
    desk = Desk(tmp_path)
    desk.answers(desk.job(data))
    part, whole = desk.answers(desk.job(data.replace(old, new)))
    assert isinstance(part, Part)
    assert isinstance(whole, Whole)
    assert part.pages == (7,)
    assert same_pages(part, whole)


def test_where_the_number_of_pages_changes_the_whole_is_set_at_once(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.answers(desk.job(SMALL))
    more = SMALL.replace("Trois défenseur", "Un long texte. " * 300 + "Trois défenseur")
    (whole,) = desk.answers(desk.job(more, "v2"))
    assert isinstance(whole, Whole)
    another = SMALL + '\n[[reports.2024.victories]]\ntext = "Une autre."\n'
    (whole,) = desk.answers(desk.job(another, "v3"))
    assert isinstance(whole, Whole)
    assert whole.anchors["v3"] == 6


def test_what_is_the_same_is_not_set_again(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.answers(desk.job(SMALL))
    (whole,) = desk.answers(desk.job("# a comment\n" + SMALL))
    assert isinstance(whole, Whole)
    assert whole.data is None


@pytest.mark.parametrize("changed", ["look", "fonts"])
def test_a_changed_layout_or_font_sets_everything_again(tmp_path: Path, changed: str) -> None:
    desk = Desk(tmp_path)
    desk.answers(desk.job(SMALL))
    (whole,) = desk.answers(desk.job(SMALL, **{changed: "other"}))
    assert isinstance(whole, Whole)
    assert whole.data


def test_of_several_jobs_only_the_newest_is_done(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    jobs = [desk.job(SMALL.replace("Une loi", f"Loi {number}")) for number in range(3)]
    (whole,) = desk.answers(*jobs)
    assert whole.number == jobs[-1].number


def test_a_job_that_is_overtaken_is_given_up(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    first, second = desk.job(SMALL), desk.job(SMALL.replace("Une loi", "Deux lois"))
    line = Line([first])
    polls = iter([False] * 4)
    line.poll = lambda: next(polls, bool(line.jobs))  # type: ignore[method-assign]
    line.recv = lambda: _late(line, first, second)  # type: ignore[method-assign]
    desk.typesetter.connection = line  # type: ignore[assignment]
    desk.typesetter.run()
    assert [answer.number for answer in line.answers] == [second.number]


def _late(line: Line, first: Job, second: Job) -> Job:
    """Hand out the first job; the second arrives while it is done."""
    if line.jobs == [first]:
        line.jobs[:] = [second]
        return first
    if line.jobs:
        line.jobs.clear()
        return second
    raise EOFError


def test_pages_shown_before_stay_while_the_whole_is_not_there(tmp_path: Path) -> None:
    """A victory edited a moment ago does not fall back to its old text when the next one is edited."""
    desk = Desk(tmp_path)
    desk.answers(desk.job(SMALL))
    text = SMALL.replace("Le gouvernement", "Le parlement")
    known = desk.typesetter.known
    (first, _) = desk.answers(desk.job(text, "v1"))
    assert known
    desk.typesetter.known = known  # as if its whole had been given up
    desk.typesetter._shown = {i.first for i in known.islands if "v1" in dict(i.anchors)}
    (second, _) = desk.answers(desk.job(text.replace("Trois", "Quatre"), "v2"))
    assert isinstance(first, Part)
    assert isinstance(second, Part)
    assert first.pages == (4,)
    assert second.pages == (4, 5)


def test_what_the_engine_finds_wrong_is_answered(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.answers(desk.job(SMALL))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(products, "sheets", lambda *_: 1 / 0)
        (failed,) = desk.answers(desk.job(SMALL.replace("Une loi", "Deux lois")))
    assert isinstance(failed, Failed)
    assert "ZeroDivisionError" in failed.faults[0].message
