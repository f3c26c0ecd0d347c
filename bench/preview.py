"""How long `reportcli preview YEAR` takes from nothing, in a process of its own: median and p95.

    python bench/preview.py [YEAR] [RUNS]

in a project's folder; the report of 2023 in this repository is the one that is meant.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time


def seconds(year: str) -> float:
    command = [sys.executable, "-m", "reportcli", "preview", year]
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main(year: str = "2023", runs: str = "50") -> None:
    seconds(year)
    times = [seconds(year) for _ in range(int(runs))]
    median, p95 = statistics.median(times), statistics.quantiles(times, n=20)[-1]
    print(f"preview {year}: median {median * 1000:.0f} ms, p95 {p95 * 1000:.0f} ms, {runs} runs")


if __name__ == "__main__":
    main(*sys.argv[1:])
