"""The slot that a layout leaves for a dedication: where it is, and where there is none."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PIL import ImageChops

from conftest import Built
from reportcli import html, layouts, products
from reportcli.diagnostics import Failure
from reportcli.edition import DEDICATION
from reportcli.layouts import built_in
from reportcli.mail import personal
from reportcli.mail.tail import Base
from reportcli.project import Project
from support.personal import base_of, cover_text, personal_edition, picture
from support.projects import REPOSITORY, SMALL, write

pytestmark = [
    pytest.mark.pdf,
    pytest.mark.filterwarnings(
        "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
    ),
]

MM = 72 / 25.4
WIDTH, HEIGHT = 210 * MM, 297 * MM
LONG = "Nos victoires obtenues en collaboration avec les défenseur·e·x·s du monde entier"
SIXTY = "Merci, Maria-Élisabeth Ottoline Hohenstein von Wattenwyl-Sury"


def cover(folder: Path, number: int, title: str, head: str = "") -> Base:
    report = f'{head}[reports.2024]\nlanguages = ["fr"]\ntitle = "{title}"\n'
    victory = '[[reports.2024.victories]]\ntext = "Une loi."\n'
    return base_of(write(folder, report + victory * number), "2024")


def first_step(number: int, height: float) -> float:
    """Where the stairs begin, in pt from the left, up to a height from the page's foot."""
    whole = int(height * number / HEIGHT + 1e-6)
    return WIDTH * whole / number if number > 1 else WIDTH


@pytest.mark.parametrize("number", [1, 2, 3, 10, 24])
@pytest.mark.parametrize("title", ["Nos victoires", LONG])
@pytest.mark.parametrize("head", ["", '[organization]\nname = "Défense et droits"\n'])
def test_sixty_letters_find_room_clear_of_the_stairs(
    tmp_path: Path, number: int, title: str, head: str
) -> None:
    base = cover(tmp_path, number, title, head)
    words = SIXTY
    assert len(words) > 60
    assert base.tail(words)
    room = base.room
    foot = room.baseline - (room.height - room.leading) - 0.3 * room.size
    end = first_step(number, foot)
    assert room.x + room.width <= end - (14 if number == 1 else 9) * MM
    plain = picture(base.data, 0, 2)
    ours = picture(base.data + base.tail(words), 0, 2)
    drawn = ImageChops.difference(ours, plain).getbbox()
    assert drawn is not None
    grounds = {colour for _, colour in plain.crop(drawn).getcolors()}
    assert len(grounds) == 1  # nothing else is drawn there: no stair, no numeral, no word


def test_a_usual_name_is_set_at_the_size_of_the_layout_in_one_line(report: Built) -> None:
    base = base_of(report.folder, "2023")
    assert base.room.size == 14.888
    assert b"/F 14.888 Tf" in base.tail("Merci, Zoë Nguyễn")


def test_light_coverage_has_its_slot_too(tmp_path: Path) -> None:
    base = base_of(write(tmp_path, '[brand]\ncoverage = "light"\n' + SMALL), "2024")
    assert cover_text(base.data + base.tail("Merci, Zoë")).endswith("2024 Merci, Zoë")


def test_the_page_for_the_screen_has_no_slot(report: Built) -> None:
    edition, _ = personal_edition(report.folder, "2023")
    paper, screen = html.render(edition, "paper", "screen")
    assert paper.count(DEDICATION) == 1
    assert DEDICATION not in screen
    assert screen == products.page(replace(edition, personal=False)).decode()


def test_an_edition_that_is_not_personal_has_no_slot_and_the_bytes_that_build_writes(
    report: Built,
) -> None:
    edition, source = personal_edition(report.folder, "2023")
    plain = replace(edition, personal=False)
    text = products.sheets(source, plain)
    assert "slot.invalid" not in text
    assert products.typeset(source, plain, text).data == report.pdf.read_bytes()


@pytest.mark.parametrize("layout", sorted(built_in().glob("*/layout.toml")), ids=str)
def test_a_slot_of_a_built_in_layout_is_set_at_a_step_of_its_scale(layout: Path) -> None:
    settings = layouts.find(Project(REPOSITORY), layout.parent.name).settings
    for slot in settings.get("slots", {}).values():
        assert settings["scale"][slot["step"]]["face"] == "text"


@pytest.fixture
def own_layout(tmp_path: Path) -> Path:
    """A project with a copy of the layout annual, of its own."""
    import shutil

    project = write(tmp_path, SMALL)
    shutil.copytree(built_in() / "annual", project / "layouts" / "annual")
    return project


def changed(project: Path, name: str, before: str, after: str) -> None:
    file = project / "layouts" / "annual" / name
    text = file.read_text("utf-8")
    assert before in text
    file.write_text(text.replace(before, after), "utf-8")


def test_a_layout_without_a_slot_is_told_so(own_layout: Path) -> None:
    changed(own_layout, "layout.toml", "[slots.dedication]", "[others]")
    with pytest.raises(Failure) as failure:
        personal.base(*personal_edition(own_layout, "2024"))
    (fault,) = failure.value.diagnostics
    assert fault.code == "L006"
    assert fault.message == "the layout `annual` has no place for a dedication"
    assert str(fault.place) == "layouts/annual/layout.toml"


def test_a_slot_at_an_unknown_step_is_told_with_those_that_there_are(own_layout: Path) -> None:
    changed(own_layout, "layout.toml", 'step = "t5"', 'step = "t9"')
    with pytest.raises(Failure, match="set at the step `t9`") as failure:
        personal.base(*personal_edition(own_layout, "2024"))
    assert "t5h" in (failure.value.diagnostics[0].hint or "")


def test_a_cover_that_forgets_its_slot_is_told_so(own_layout: Path) -> None:
    changed(own_layout, "parts/cover.html.j2", "{% if slot %}", "{% if false %}")
    with pytest.raises(Failure, match="this PDF has no dedication’s slot"):
        personal.base(*personal_edition(own_layout, "2024"))
