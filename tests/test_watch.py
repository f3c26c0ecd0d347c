"""`reportcli watch`, asked as a browser would ask."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from support.projects import REPOSITORY, SMALL, reportcli, write, write_rich
from support.watching import Watching, watching

if TYPE_CHECKING:
    from collections.abc import Iterator

linux = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watching]:
    """A small report, watched; tests that change it put it back."""
    project = write(tmp_path_factory.mktemp("watched"), SMALL)
    with watching(project) as started:
        yield started


@pytest.fixture
def watched(small: Watching) -> Iterator[Watching]:
    small.data.write_text(SMALL, "utf-8")
    small.settled("Une loi", "Trois ")
    yield small
    small.data.write_text(SMALL, "utf-8")
    small.settled("Une loi", "Trois ")


def test_it_shows_the_files_that_build_writes_and_writes_none(tmp_path: Path) -> None:
    project = write_rich(tmp_path / "rich")
    with watching(project, "--lang", "en") as started:
        started.settled()
        html, pdf = started.get("/report.html"), started.get("/report.pdf")
    assert not (project / "out").exists()
    built = tmp_path / "built"
    assert reportcli("build", "2024", "--lang", "en", "--out", built, cwd=project).returncode == 0
    files = {file.suffix: file.read_bytes() for file in (built / "2024").iterdir()}
    assert (html, pdf) == (files[".html"], files[".pdf"])


def test_after_many_edits_the_pdf_is_still_the_one_of_build(
    watched: Watching, tmp_path: Path
) -> None:
    for number in range(3):
        watched.edit("Une loi" if number == 0 else f"Loi {number}", f"Loi {number + 1}")
        watched.settled(f"Loi {number + 1}")
    pdf = watched.get("/report.pdf")
    reportcli("build", "2024", "--format", "pdf", "--out", tmp_path, cwd=watched.project)
    (built,) = (tmp_path / "2024").iterdir()
    assert pdf == built.read_bytes()


@pytest.mark.parametrize("way", ["in place", "renamed", "moved away first"])
def test_a_save_is_seen_in_whatever_way_it_is_made(watched: Watching, way: str) -> None:
    text = SMALL.replace("Une loi", "Deux lois")
    beside = watched.data.with_suffix(".new")
    if way == "in place":
        watched.data.write_text(text, "utf-8")
    else:
        beside.write_text(text, "utf-8")
        if way == "moved away first":
            watched.data.rename(watched.data.with_suffix(".toml~"))
        beside.replace(watched.data)
    watched.settled("Deux lois")


def test_a_fault_leaves_the_last_good_version_and_is_gone_when_it_is_mended(
    watched: Watching,
) -> None:
    before = watched.get("/report.html"), watched.get("/report.pdf")
    watched.edit('title = "Une loi"', 'titel = "Une loi"')
    state = watched.wait(lambda state: state["stale"])
    (fault,) = state["diagnostics"]
    assert (fault["code"], fault["line"], fault["column"]) == ("D001", 6, 1)
    assert fault["excerpt"] == 'titel = "Une loi"'
    assert "title" in fault["hint"]
    assert (watched.get("/report.html"), watched.get("/report.pdf")) == before
    said = (watched.project / "said.txt").read_text("utf-8")
    assert "unknown key `titel`" in said
    assert "last good version" in said
    watched.edit('titel = "Une loi"', 'title = "La loi"')
    assert watched.settled("La loi")["diagnostics"] == []
    assert "mended" in (watched.project / "said.txt").read_text("utf-8")


def test_a_file_that_is_away_for_a_moment_is_no_fault(watched: Watching) -> None:
    states = watched.states()
    assert not next(states)["stale"]
    away = watched.data.with_suffix(".away")
    watched.data.rename(away)
    time.sleep(0.1)
    watched.data.write_text("", "utf-8")  # an editor empties it before it writes
    time.sleep(0.05)
    watched.data.write_text(SMALL.replace("Une loi", "Trois lois"), "utf-8")
    away.unlink()
    for state in states:
        assert not state["stale"]
        if not state["setting"] and "Trois lois" in watched.get("/report.html").decode():
            break


def test_a_file_that_stays_away_is_a_fault(watched: Watching) -> None:
    watched.data.unlink()
    state = watched.wait(lambda state: state["stale"])
    assert [found["code"] for found in state["diagnostics"]] == ["S001"]


def test_a_burst_of_saves_makes_one_pdf_and_it_is_the_newest(watched: Watching) -> None:
    before = (watched.project / "said.txt").read_text("utf-8").count("all ")
    for number in range(20):
        watched.data.write_text(SMALL.replace("Une loi", f"Loi {number}"), "utf-8")
    watched.settled("Loi 19")
    said = (watched.project / "said.txt").read_text("utf-8")
    assert said.count("all ") == before + 1


def test_it_tells_which_victory_was_edited_and_its_page(watched: Watching) -> None:
    watched.edit("Trois défenseur", "Quatre défenseur")
    jump = watched.wait(lambda state: (state["jump"] or {}).get("anchor") == "v2")["jump"]
    assert (jump["victory"], jump["page"]) == (2, None)
    jump = watched.wait(lambda state: bool(state["jump"] and state["jump"]["page"]))["jump"]
    assert (jump["victory"], jump["page"]) == (2, 5)


def test_a_changed_picture_and_a_changed_layout_are_seen(tmp_path: Path) -> None:
    from PIL import Image

    project = write_rich(tmp_path)
    shutil.copytree(REPOSITORY / "layouts" / "annual", project / "layouts" / "annual")
    with watching(project) as started:
        html = started.settled()["html"]
        Image.new("RGB", (300, 200), "#00ff00").save(project / "images" / "loi.jpg")
        picture = started.wait(lambda state: state["html"] != html and not state["setting"])
        pdf = started.get("/report.pdf")
        sheet = project / "layouts" / "annual" / "print.css"
        sheet.write_text(sheet.read_text("utf-8") + "\nh1 { color: #00ff00 }\n", "utf-8")
        started.wait(lambda state: state["pdf"] != picture["pdf"] and not state["setting"])
        assert started.get("/report.pdf") != pdf
        style = project / "layouts" / "annual" / "screen.css"
        style.write_text(style.read_text("utf-8") + "\n.new { color: red }\n", "utf-8")
        started.settled(".new { color: red }")
        template = project / "layouts" / "annual" / "parts" / "cover.html.j2"
        template.write_text("{% if %}", "utf-8")
        fault = started.wait(lambda state: state["stale"])["diagnostics"][0]
        assert (fault["code"], fault["path"]) == ("L002", "layouts/annual/parts/cover.html.j2")


def test_it_begins_with_data_that_has_faults(tmp_path: Path) -> None:
    with watching(write(tmp_path, "reports = 3\n")) as started:
        assert started.wait(lambda state: state["stale"])["html"] == ""
        assert started.ask("/report.html")[0] == 404
        started.data.write_text(SMALL, "utf-8")
        started.settled("Une loi")


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "127.0.0.1"},
        {"Host": "127.0.0.1.evil.example:8710"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
    ],
)
@pytest.mark.parametrize("path", ["/", "/events", "/report.html", "/report.pdf"])
def test_other_hosts_and_origins_are_refused(
    watched: Watching, path: str, headers: dict[str, str]
) -> None:
    status, _, body = watched.ask(path, headers)
    assert (status, body) == (403, b"not for you\n")


def test_another_site_may_lead_to_the_page_but_take_nothing(watched: Watching) -> None:
    elsewhere = {"Sec-Fetch-Site": "cross-site"}
    assert watched.ask("/", elsewhere)[0] == 200
    for path in ("/report.html", "/report.pdf", "/events", "/watch.js"):
        assert watched.ask(path, elsewhere)[0] == 403


@pytest.mark.parametrize(
    "path",
    [
        "/data/victories.toml",
        "/../data/victories.toml",
        "/..%2f..%2fdata/victories.toml",
        "/%2e%2e/%2e%2e/etc/passwd",
        "//etc/passwd",
        "/pages/../../data/victories.toml",
        "/pages/x/1.png?width=100",
        "/page/",
        "/watch.css/../../server.py",
        "/out/",
    ],
)
def test_nothing_but_the_outputs_is_served(watched: Watching, path: str) -> None:
    assert watched.ask(path)[0] == 404


def test_pages_are_pictures_as_wide_as_asked(watched: Watching) -> None:
    from io import BytesIO

    from PIL import Image

    picture = watched.settled()["pages"][0]["picture"]
    assert Image.open(BytesIO(watched.get(f"{picture}?width=333"))).width == 333
    for query in ("", "?width=", "?width=0", "?width=99999", "?width=-5", "?width=1e3"):
        assert watched.ask(picture + query)[0] == 400
    assert watched.ask(picture.replace("/1.png", "/99.png") + "?width=100")[0] == 404


def test_only_reading_is_allowed_and_every_answer_has_its_headers(watched: Watching) -> None:
    for path in ("/", "/report.html", "/nowhere"):
        _, headers, _ = watched.ask(path)
        assert headers["cache-control"] == "no-store"
        assert headers["x-content-type-options"] == "nosniff"
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "server" not in headers
        assert watched.ask(path, method="POST")[0] in {404, 405}
        assert watched.ask(path, method="DELETE")[0] in {404, 405}
    assert "frame-ancestors 'self'" in watched.ask("/report.html")[1]["content-security-policy"]


@linux
def test_it_listens_on_this_machine_only(watched: Watching) -> None:
    port = int(watched.netloc.rpartition(":")[2])
    with Path(f"/proc/{watched.process.pid}/net/tcp").open() as table:
        listening = [line.split()[1] for line in table if line.split()[3] == "0A"]
    assert [place for place in listening if place.endswith(f":{port:04X}")] == [
        f"0100007F:{port:04X}"
    ]


def test_a_taken_port_is_told_with_the_next_step(watched: Watching) -> None:
    port = watched.netloc.rpartition(":")[2]
    done = reportcli("watch", "2024", "--no-browser", "--port", port, cwd=watched.project)
    assert done.returncode == 1
    assert f"port {port} cannot be used" in done.stderr
    assert "--port" in done.stderr.partition("→")[2]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [(["2023"], "there is no report for 2023"), (["2024", "--lang", "en"], "no language `en`")],
)
def test_what_there_is_not_cannot_be_watched(
    watched: Watching, arguments: list[str], words: str
) -> None:
    done = reportcli("watch", *arguments, "--no-browser", cwd=watched.project)
    assert done.returncode == 1
    assert words in done.stderr


@linux
def test_ctrl_c_ends_it_quietly_and_leaves_nothing(tmp_path: Path) -> None:
    project = write(tmp_path, SMALL)
    with watching(project) as started:
        children = _children(started.process.pid)
        assert children
        started.edit("Une loi", "Deux lois")  # it is in the middle of its work
        states = started.states()
        next(states)
    assert "Traceback" not in (project / "said.txt").read_text("utf-8")
    for _ in range(100):
        if not any(map(_runs, children)):
            break
        time.sleep(0.05)
    assert not any(map(_runs, children))
    assert {file.name for file in project.rglob("*")} == {"data", "victories.toml", "said.txt"}


@linux
def test_killed_outright_it_leaves_no_process(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "reportcli", "watch", "2024", "--no-browser"]
    with subprocess.Popen(
        command, cwd=write(tmp_path, SMALL), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        assert process.stdout
        process.stdout.readline()
        time.sleep(1)
        children = _children(process.pid)
        process.send_signal(signal.SIGKILL)
    for _ in range(200):
        if not any(map(_runs, children)):
            break
        time.sleep(0.05)
    assert not any(map(_runs, children))


def _children(pid: int) -> list[int]:
    listed = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, check=True, text=True
    ).stdout
    return [int(line) for line in listed.split()]


def _runs(pid: int) -> bool:
    try:
        with Path(f"/proc/{pid}/stat").open() as stat:
            return stat.read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@linux
def test_the_typesetting_process_is_begun_anew_when_it_is_lost(watched: Watching) -> None:
    for pid in _children(watched.process.pid):
        with Path(f"/proc/{pid}/cmdline").open() as command:
            if "spawn_main" in command.read():
                os.kill(pid, signal.SIGKILL)
    watched.edit("Une loi", "Encore une loi")
    watched.settled("Encore une loi")
