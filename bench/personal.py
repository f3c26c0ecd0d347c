"""How many donors' own PDFs are made in a second, on one processor: ours, WeasyPrint's, Typst's.

    python bench/personal.py [DONORS]

The report of 2023, each time with another name, in memory. Ours: the base once, then a tail after it for
each donor. WeasyPrint: the whole report typeset again, in a process that is warm. Typst (pip install
typst): a plain document of sixteen pages with the same texts, by a compiler that is warm. Seconds are of
the processor, so other programs do not count; the median of five rounds.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from reportcli import edition as editions
from reportcli import products
from reportcli.garbage import uncollected
from reportcli.layouts import built_in
from reportcli.load import load
from reportcli.mail import personal
from reportcli.project import Project

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reportcli.edition import Edition
    from reportcli.source import Source

ROUNDS = 5
NAMES = ("Zoë Nguyễn", "Łukasz Żółć", "Jean-Marc d’Açoka", "Anne Müller", "Þórður Ó Súilleabháin")
SLOW = 4
"""Donors in a round of what takes a tenth of a second and more for each."""


def words(number: int) -> str:
    """Return a dedication that no other donor has."""
    return f"Merci, {NAMES[number % len(NAMES)]} {number}"


def per_second(make: Callable[[str], bytes], donors: int) -> tuple[float, int]:
    """Return how many files are made in a second, and the bytes of one."""
    size = len(make("Merci"))
    rounds = []
    for _ in range(ROUNDS):
        said = [words(number) for number in range(donors)]
        start = time.process_time()
        for one in said:
            make(one)
        rounds.append(donors / (time.process_time() - start))
    return statistics.median(rounds), size


def by_tail(edition: Edition, source: Source) -> Callable[[str], bytes]:
    start = time.process_time()
    base = personal.base(edition, source)
    print(f"the base: {time.process_time() - start:.2f} s, once; {len(base.data):,} bytes")
    print(f"a tail: {len(base.tail(words(0))):,} bytes")
    print(f"a tail with Cyrillic letters: {len(base.tail('Merci, Іван Ґалаґан')):,} bytes")
    return lambda said: base.data + base.tail(said)


def by_weasyprint(edition: Edition, source: Source) -> Callable[[str], bytes]:
    page = products.sheets(source, replace(edition, personal=True))

    def make(said: str) -> bytes:
        with uncollected():  # quicker by a tenth
            return products.typeset(source, edition, page.replace(">…</a>", f">{said}</a>")).data

    return make


def by_typst(edition: Edition, folder: Path) -> Callable[[str], bytes] | None:
    try:
        import typst
    except ImportError:
        return None
    document = folder / "plain.typ"
    document.write_text(plain(edition), "utf-8")
    fonts = [str(built_in() / "fonts")]
    compiler = typst.Compiler(str(document), font_paths=fonts, ignore_system_fonts=True)

    def make(said: str) -> bytes:
        made = compiler.compile(format="pdf", sys_inputs={"words": said})
        assert isinstance(made, bytes)
        return made

    return make


def plain(edition: Edition) -> str:
    """Return the report's texts as a plain document in Typst's language: a page for each thing."""

    def text(value: str) -> str:
        return f"#{json.dumps(value, ensure_ascii=False)}"

    report = edition.report
    told = [
        f"= {text(edition.words(victory.title or {})[0])}\n\n{text(edition.words(victory.text)[0])}"
        for victory in report.victories
    ]
    title = text(edition.words(report.title)[0])
    subtitle = text(edition.words(report.subtitle or {})[0])
    figures = [text(edition.words(item.label)[0]) for v in report.victories for item in v.figures]
    pages = [
        f"#text(42pt)[{title}]\n\n{edition.year}\n\n#sys.inputs.words",
        f"{title} {subtitle}",
        "#outline()",
        "\n\n".join(figures),
        *told,
        ", ".join(code for victory in report.victories for code in victory.places),
        edition.year,
    ]
    style = f'#set document(title: "{edition.year}")\n#set text(font: "Literata", size: 14pt, lang: "fr")\n'
    return style + "\n#pagebreak()\n".join(pages)


def main(arguments: Sequence[str]) -> None:
    donors = int(arguments[0]) if arguments else 20_000
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    project = Project(Path(__file__).resolve().parents[1])
    loaded = load(project)
    edition, source = editions.one(project, loaded, "2023", None, None), loaded.source
    ours, size = per_second(by_tail(edition, source), donors)
    print(f"{'a tail each':24} {ours:10,.0f} a second  {size:,} bytes each")
    with tempfile.TemporaryDirectory() as folder:
        compare(ours, "WeasyPrint, warm", by_weasyprint(edition, source))
        compare(ours, "Typst, warm and plain", by_typst(edition, Path(folder)))


def compare(ours: float, name: str, make: Callable[[str], bytes] | None) -> None:
    if make is None:
        print(f"{name:24} not measured: pip install typst")
        return
    rate, size = per_second(make, SLOW)
    print(f"{name:24} {rate:10,.1f} a second  {size:,} bytes each")
    print(f"{'':24} {ours / rate:10,.0f} times as many are ours")


if __name__ == "__main__":
    main(sys.argv[1:])
