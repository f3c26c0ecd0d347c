"""The wheel, installed elsewhere."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from support.projects import REPOSITORY, SMALL, write


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    builder = "import sys, hatchling.build as b; print(b.build_wheel(sys.argv[1]))"
    done = subprocess.run(
        [sys.executable, "-c", builder, str(folder)],
        cwd=REPOSITORY, capture_output=True, check=True, encoding="utf-8",
    )  # fmt: skip
    return folder / done.stdout.split()[-1]


def test_the_wheel_carries_layouts_fonts_and_their_licences(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    for needed in (
        "reportcli/share/fonts.conf",
        "reportcli/conformance/Verify.java",
        "reportcli/watch/page/index.html",
        "reportcli/watch/page/watch.css",
        "reportcli/watch/page/watch.js",
        "reportcli/share/fields.toml",
        "reportcli/share/starter/fr.toml",
        "reportcli/share/layouts/annual/report.html.j2",
        "reportcli/share/layouts/fonts/literata-400.ttf",
        "reportcli/share/layouts/fonts/woff2/literata-400.latin.woff2",
        "reportcli/share/layouts/fonts/OFL-literata.txt",
    ):
        assert needed in names
    assert not [name for name in names if name.startswith(("tests", "data", "tools"))]


def test_the_wheel_builds_a_project_far_from_the_repository(wheel: Path, tmp_path: Path) -> None:
    site, project = tmp_path / "site", write(tmp_path / "projet", SMALL)
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    where = "import reportcli.layouts as l; print(l.built_in())"
    env = {**os.environ, "PYTHONPATH": str(site)}

    def run(*arguments: str) -> str:
        command = [sys.executable, *arguments]
        done = subprocess.run(command, cwd=project, env=env, capture_output=True, check=True)
        return done.stdout.decode().strip()

    assert run("-c", where) == str(site / "reportcli" / "share" / "layouts")
    run("-m", "reportcli", "build", "2024")
    assert len(list((project / "out/2024").iterdir())) == 2


def test_every_dependency_has_its_pin() -> None:
    import tomllib

    from packaging.requirements import Requirement

    pins = (REPOSITORY / "constraints.txt").read_text("utf-8")
    assert "://" not in pins
    pinned = {
        line.partition("==")[0].lower().replace("_", "-")
        for line in pins.splitlines()
        if "==" in line
    }
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = project["dependencies"] + project["optional-dependencies"]["test"]
    names = {Requirement(line).name.lower().replace("_", "-") for line in wanted}
    assert names <= pinned
    assert len(names) > 10
