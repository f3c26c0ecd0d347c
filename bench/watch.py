"""How soon `reportcli watch` shows a save: 50 edits to a copy of the 2023 report, one after the other.

    python bench/watch.py [EDITS]

Each edit is saved as editors do, by renaming, and what a browser would then ask for is asked for: the
time ends when its last byte is there. HTML: the page. Changed pages: the picture of the edited victory's
page, typeset anew. Whole PDF: the file. Two edits of five change a title, which stands on other pages too.
"""

from __future__ import annotations

import http.client
import json
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

REPOSITORY = Path(__file__).resolve().parents[1]
REST = 0.2
"""Seconds between one edit's whole PDF and the next edit."""


class Server:
    """The command, running, and its stream of events."""

    def __init__(self, project: Path) -> None:
        command = [sys.executable, "-m", "reportcli", "watch", "2023", "--no-browser"]
        self.process = subprocess.Popen(
            command, cwd=project, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        assert self.process.stdout
        self.netloc = urlsplit(self.process.stdout.readline().strip()).netloc
        time.sleep(0.5)
        self.events = http.client.HTTPConnection(self.netloc)
        self.events.request("GET", "/events")
        self.stream = self.events.getresponse()
        self.asking = http.client.HTTPConnection(self.netloc)

    state: dict[str, Any]

    def next(self) -> dict[str, Any]:
        while True:
            line = self.stream.readline()
            if line.startswith(b"data: "):
                state: dict[str, Any] = json.loads(line[6:])
                return state

    def get(self, path: str) -> bytes:
        self.asking.request("GET", path)
        answer = self.asking.getresponse()
        body = answer.read()
        assert answer.status == 200, (path, answer.status)
        return body


def save(file: Path, text: str) -> float:
    """Write a file beside and rename it; return when."""
    beside = file.with_suffix(".new")
    beside.write_text(text, "utf-8")
    when = time.perf_counter()
    beside.replace(file)
    return when


def edit(text: str, number: int) -> str:
    """Return the data with one victory changed: its title twice in five, else its text."""
    key = "title" if number % 5 < 2 else "text"
    places = [match.end() for match in re.finditer(rf'^{key} = "+', text, re.MULTILINE)]
    place = places[-10:][number % 10]  # the report has a title of its own
    return text[:place] + re.sub(r"^(Essai \d+\. )?", f"Essai {number}. ", text[place:], count=1)


def measure(server: Server, data: Path, text: str) -> dict[str, float]:
    before = server.state
    saved, times = save(data, text), {}
    while True:
        state = server.next()
        if "HTML" not in times and state["html"] != before["html"]:
            server.get(f"/report.html?{state['html']}")
            times["HTML"] = time.perf_counter() - saved
        page = (state["jump"] or {}).get("page")
        if "HTML" in times and "changed pages" not in times and page:
            picture = state["pages"][page - 1]["picture"]
            assert picture != before["pages"][page - 1]["picture"]
            server.get(f"{picture}?width=800")
            times["changed pages"] = time.perf_counter() - saved
        if state["pdf"] != before["pdf"] and not state["setting"]:
            server.get("/report.pdf")
            times["whole PDF"] = time.perf_counter() - saved
            server.state = state
            return times


def main() -> None:
    edits = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data" / "victories.toml"
        data.parent.mkdir()
        shutil.copy(REPOSITORY / "data" / "victories.toml", data)
        text = data.read_text("utf-8")
        server = Server(Path(folder))
        try:
            server.state = server.next()
            while server.state["setting"] or not server.state["pdf"]:
                server.state = server.next()
            found: dict[str, list[float]] = {}
            for number in range(edits):
                time.sleep(REST)
                text = edit(text, number)
                for name, seconds in measure(server, data, text).items():
                    found.setdefault(name, []).append(1000 * seconds)
        finally:
            server.process.terminate()
            server.process.wait()
    print(f"{edits} edits, milliseconds from the save to the last byte")
    for name, all_ in found.items():
        high = statistics.quantiles(all_, n=20)[-1]
        print(
            f"{name:14} median {statistics.median(all_):5.0f}   p95 {high:5.0f}   most {max(all_):5.0f}"
        )


if __name__ == "__main__":
    main()
