"""The documentation's examples, run as a reader would run them.

A fence `toml title="data/victories.toml"` is a file that the reader writes; with `append` instead of
`title`, lines put at its end. In a fence `console`, each line after `$ ` is run by a shell in the
reader's folder, and the lines under it are what she then sees (`…` stands for anything); `fails` in
the fence's first line says that the last command ends with 1.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

FENCE = re.compile(r"^```(\w+)([^\n]*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class Step:
    """One fence of a page; `line` is where it begins."""

    kind: str
    options: dict[str, str]
    text: str
    line: int


def steps(page: str) -> list[Step]:
    return [
        Step(
            match[1],
            dict(re.findall(r'(\w+)(?:="([^"]*)")?', match[2])),
            match[3],
            page.count("\n", 0, match.start()) + 1,
        )
        for match in FENCE.finditer(page)
    ]


def follow(page: str, folder: Path) -> list[str]:
    """Do what a page says in `folder`; return what came out differently."""
    wrong: list[str] = []
    here = folder
    for step in steps(page):
        if step.kind == "console":
            here, found = _run(step, here)
            wrong += found
        elif name := step.options.get("title") or step.options.get("append"):
            file = here / name
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("a" if "append" in step.options else "w", encoding="utf-8") as stream:
                stream.write(step.text)
    return wrong


def _run(step: Step, here: Path) -> tuple[Path, list[str]]:
    wrong = []
    commands = re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", step.text, re.MULTILINE)
    for index, (command, expected) in enumerate(commands):
        if command.startswith("cd "):
            here = (here / command[3:].strip()).resolve()
            continue
        done = subprocess.run(
            ["bash", "-c", f"{command} 2>&1"],
            cwd=here, env=_environment(), capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip
        last = index == len(commands) - 1
        code = 1 if last and "fails" in step.options else 0
        if done.returncode != code:
            wrong.append(
                f"line {step.line}: `{command}` ended with {done.returncode}: {done.stdout}"
            )
        elif expected.strip() and not _alike(expected, done.stdout):
            wrong.append(f"line {step.line}: `{command}` says\n{done.stdout}\nnot\n{expected}")
    return here, wrong


def _environment() -> dict[str, str]:
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    return os.environ | {"PATH": path, "COLUMNS": "100"}


def _alike(expected: str, said: str) -> bool:
    pattern = ".*?".join(re.escape(part) for part in expected.strip().split("…"))
    return re.fullmatch(pattern, said.strip(), re.DOTALL) is not None
