"""Make the pictures of README and docs from the real report: `make pictures`.

python tools/pictures.py REPORT.pdf REPORT.html
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pypdfium2
from PIL import Image
from rich.console import Console
from rich.terminal_theme import SVG_EXPORT_THEME
from rich.text import Text

from reportcli import layouts
from reportcli.build import Order, build
from reportcli.project import Project

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).resolve().parents[1]
HERE = ROOT / "docs" / "pictures"
GROUND = (120, 120, 114)
HEIGHT = 300  # px of a page in the contact sheet
GAP = 14
VIEWS: tuple[tuple[int, Literal["light", "dark"], str], ...] = (
    (1066, "light", "#v2"),
    (390, "light", "#v3"),
    (390, "dark", "#v6"),
)
"""Width of the window, colour scheme, victory."""
COLUMNS, LINES = 80, 46
"""Of the terminal."""


def pages_of(pdf: Path) -> list[Image.Image]:
    document = pypdfium2.PdfDocument(pdf)
    return [
        page.render(scale=2 * HEIGHT / page.get_height())
        .to_pil()
        .convert("RGB")
        .resize(
            (round(HEIGHT * page.get_width() / page.get_height()), HEIGHT), Image.Resampling.LANCZOS
        )
        for page in document
    ]


def spreads(pages: Sequence[Image.Image]) -> list[Image.Image]:
    """Put pages side by side as a reader opens them: 1, 2–3, 4–5, …"""
    groups = [pages[:1], *(pages[i : i + 2] for i in range(1, len(pages), 2))]
    made = []
    for group in groups:
        picture = Image.new("RGB", (sum(page.width for page in group), HEIGHT), GROUND)
        left = 0
        for page in group:
            picture.paste(page, (left, 0))
            left += page.width
        made.append(picture)
    return made


def contact_sheet(pictures: Sequence[Image.Image], columns: int) -> Image.Image:
    wide = max(picture.width for picture in pictures)
    rows = -(-len(pictures) // columns)
    sheet = Image.new("RGB", (columns * (wide + GAP) + GAP, rows * (HEIGHT + GAP) + GAP), GROUND)
    for index, picture in enumerate(pictures):
        row, column = divmod(index, columns)
        left = GAP + column * (wide + GAP) + (wide - picture.width if index == 0 else 0)
        sheet.paste(picture, (left, GAP + row * (HEIGHT + GAP)))
    return sheet


def screens(html: Path) -> Image.Image:
    """Show the page in a window and on a phone, light and dark."""
    from playwright.sync_api import sync_playwright

    shots = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("google-chrome"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        for width, scheme, victory in VIEWS:
            page = browser.new_page(
                viewport={"width": width, "height": 800},
                color_scheme=scheme,
                reduced_motion="reduce",
            )
            page.goto(html.resolve().as_uri() + victory)
            page.wait_for_timeout(300)
            file = HERE / "shot.png"
            page.screenshot(path=file)
            with Image.open(file) as opened:
                shots.append(
                    opened.convert("RGB").resize((width // 2, 400), Image.Resampling.LANCZOS)
                )
            file.unlink()
        browser.close()
    row = Image.new("RGB", (sum(shot.width + GAP for shot in shots) + GAP, 400 + 2 * GAP), GROUND)
    left = GAP
    for shot in shots:
        row.paste(shot, (left, GAP))
        left += shot.width + GAP
    return row


def terminal() -> str:
    """Return the head of `reportcli preview 2023` as an SVG."""
    shown = subprocess.run(
        [sys.executable, "-m", "reportcli", "preview", "2023", "--width", str(COLUMNS)],
        check=True, capture_output=True, text=True,
        env={**os.environ, "FORCE_COLOR": "1", "COLORTERM": "truecolor", "TERM": "xterm-256color"},
    ).stdout  # fmt: skip
    console = Console(width=COLUMNS, record=True, file=StringIO(), color_system="truecolor")
    console.print(Text.from_ansi("\n".join(shown.splitlines()[:LINES])), no_wrap=True, crop=False)
    svg = console.export_svg(title="reportcli preview 2023", theme=SVG_EXPORT_THEME)
    return re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)


def covers() -> None:
    """Make the small picture by which `layouts list` shows each built-in layout."""
    project, edition = Project(ROOT), "2023"
    for name in layouts.names(Project(ROOT / "docs")):
        order = Order([edition], layouts=[name], formats=["pdf"], out=ROOT / "build" / "covers")
        (made,), _ = build(project, order, lambda _doing: None)
        cover = pages_of(made.path)[0].resize((160, 226), Image.Resampling.LANCZOS)
        target = layouts.built_in() / name / layouts.PICTURE
        cover.quantize(32, dither=Image.Dither.NONE).save(target, optimize=True)


def main(pdf: Path, html: Path) -> None:
    HERE.mkdir(parents=True, exist_ok=True)
    covers()
    (HERE / "preview-2023.svg").write_text(terminal(), "utf-8")
    sheet = contact_sheet(spreads(pages_of(pdf)), 3)
    sheet.quantize(128, dither=Image.Dither.NONE).save(HERE / "annual-2023.png", optimize=True)
    screens(html).quantize(128, dither=Image.Dither.NONE).save(
        HERE / "screen-2023.png", optimize=True
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
