"""Projects that send, and their lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.projects import SMALL, reportcli

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path

SENDER = """\
[organization]
name = "Défense & Droits"
url = "https://example.org"

[mail]
sender = "Défense & Droits <rapport@example.org>"
reply_to = "dons@example.org"
unsubscribe = "https://example.org/stop?{{ donor.id }}"

"""
DEDICATED = SENDER.replace("[mail]\n", '[mail]\ndedication = "Merci, {{ donor.name }}"\n')


def write_project(folder: Path, head: str = SENDER, report: str = SMALL) -> Path:
    (folder / "data").mkdir(parents=True, exist_ok=True)
    (folder / "data/victories.toml").write_text(head + report, "utf-8")
    return folder


def write_list(folder: Path, count: int) -> Path:
    rows = [f"donor{number}@example.org,Zoë Nguyễn {number}" for number in range(count)]
    file = folder / f"donors{count}.csv"
    file.write_text("\n".join(["email,name", *rows, ""]), "utf-8")
    return file


def mail(
    command: str, *arguments: str | Path, project: Path, url: str = "", **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run a command of `reportcli mail` in a project."""
    said = {"REPORTCLI_SMTP_URL": url} if url else {}
    return reportcli("mail", command, *arguments, cwd=project, env={**said, **environment})
