"""What `reportcli check` costs: the report of 2023 in a process of its own, and time against length.

    python bench/check.py [RUNS]

Longer reports repeat the ten victories of 2023, each with words of its own, so that nothing is found twice.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
DATA = (REPOSITORY / "data" / "victories.toml").read_text("utf-8")
KEPT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""The environment, in which Python keeps what it has compiled, as on a user's machine."""
COUNTS = (10, 100, 300, 1000, 3000)


def measure(folder: Path, runs: int) -> tuple[float, float]:
    """Return the least wall time and the least processor time, in seconds."""
    walls, processor = [], []
    for _ in range(runs):
        before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        command = [sys.executable, "-m", "reportcli", "check"]
        subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL, check=True, env=KEPT)
        walls.append(time.perf_counter() - start)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        processor.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(walls), min(processor)


def longer(count: int) -> str:
    head, *victories = DATA.split("[[reports.2023.victories]]\n")
    made = [
        "[[reports.2023.victories]]\n"
        + victories[at % 10].replace('text = """', f'text = """{at}. ')
        for at in range(count)
    ]
    return head + "".join(made)


def main(runs: str = "10") -> None:
    measure(REPOSITORY, 1)
    wall, processor = measure(REPOSITORY, int(runs))
    print(
        f"check 2023: {wall * 1000:.0f} ms, of the processor {processor * 1000:.0f} ms (least of {runs})"
    )
    for count in COUNTS:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            (folder / "data").mkdir()
            (folder / "data" / "victories.toml").write_text(longer(count), "utf-8")
            wall, processor = measure(folder, 3)
            print(f"{count:5} victories: {wall:6.2f} s, of the processor {processor:6.2f} s")


if __name__ == "__main__":
    main(*sys.argv[1:])
