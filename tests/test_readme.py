"""README's examples, as a newcomer would copy them."""

from __future__ import annotations

import re
from pathlib import Path

from PIL import Image

from support.projects import REPOSITORY, reportcli, write

README = (REPOSITORY / "README.md").read_text("utf-8")
FIRST, MORE, WHOLE, MAIL = re.findall(r"```toml\n(.*?)```", README, re.DOTALL)


def test_the_first_victory_builds(tmp_path: Path) -> None:
    done = reportcli("build", "2024", cwd=write(tmp_path, FIRST))
    assert (done.returncode, done.stderr) == (0, "")


def test_what_a_victory_may_have_builds(tmp_path: Path) -> None:
    (tmp_path / "images").mkdir()
    Image.new("RGB", (300, 200), "grey").save(tmp_path / "images" / "loi.jpg")
    done = reportcli("build", "2024", "--format", "html", cwd=write(tmp_path, FIRST + MORE))
    assert (done.returncode, done.stderr) == (0, "")


def test_the_settings_of_the_whole_file_are_known(tmp_path: Path) -> None:
    settings, report = WHOLE.split("[reports.2024]")
    data = settings + FIRST.replace("title =", re.sub(r"#.*", "", report) + "title =", 1)
    done = reportcli("build", "2024", "--format", "html", cwd=write(tmp_path, data))
    assert done.returncode == 0
    assert set(re.findall(r"(?:error|warning) \w+", done.stderr)) == {"warning D060"}  # its "…"


def test_the_mailing_that_it_shows_is_drafted_as_it_says(tmp_path: Path) -> None:
    project = write(tmp_path, MAIL + FIRST)
    (tmp_path / "donors.csv").write_text("email,name\nzoe@example.org,Zoë\n", "utf-8")
    command = re.search(r"^reportcli (mail draft .*?)   ", README, re.MULTILINE)
    assert command
    done = reportcli(*command[1].split(), cwd=project)
    assert done.returncode == 0, done.stderr
    assert [file.name for file in (tmp_path / "drafts").iterdir()] == ["1-zoe.eml"]


def test_the_fault_that_it_shows_is_shown_so(tmp_path: Path) -> None:
    data = FIRST.replace('title = "Une loi pour protéger"', 'titel = "Une loi"')
    done = reportcli("build", "2024", cwd=write(tmp_path, data))
    assert done.stderr in README


def test_every_option_of_build_is_in_the_readme(tmp_path: Path) -> None:
    helped = reportcli("build", "--help", cwd=tmp_path, env={"COLUMNS": "200"}).stdout
    options = set(re.findall(r"--[a-z]+", helped)) - {"--help", "--for"}
    assert {option for option in options if option not in README} == set()


def test_its_pictures_and_links_are_there() -> None:
    named = re.findall(r"\]\(([^)#:]+)\)", README)
    assert len(named) >= 4
    assert [name for name in named if not (REPOSITORY / name).exists()] == []
