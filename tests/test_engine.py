"""The typesetting engine, where it is mended."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pypdfium2

from reportcli.engine import own_fonts_only, weasyprint
from reportcli.layouts import built_in
from support.projects import SMALL, reportcli, write

if TYPE_CHECKING:
    from pathlib import Path

FONT = (built_in() / "fonts" / "literata-400.ttf").as_uri()


def first_line(text: str, width: float) -> str:
    """Return what stands in the first line of a paragraph, `width` in mm."""
    style = f"""@font-face {{ font-family: L; src: url({FONT}) }} @page {{ size: 210mm 50mm; margin: 9mm }}
        p {{ width: {width}mm; font: 12pt/16pt L; margin: 0 }} b {{ font-weight: inherit }}"""
    with own_fonts_only():
        data = weasyprint.HTML(string=f"<style>{style}</style><p>{text}</p>").write_pdf()
    page = pypdfium2.PdfDocument(BytesIO(data))[0].get_textpage()
    return str(page.get_text_range()).splitlines()[0].rstrip()


def test_a_line_is_full_at_every_width_where_an_element_follows_a_space() -> None:
    words = "continué à promouvoir le travail des"
    for tenths in range(650, 760):
        marked = first_line(f"{words} <b>défenseurs</b> du monde", tenths / 10)
        assert marked == first_line(f"{words} défenseurs du monde", tenths / 10)


def test_without_assertions_no_page_is_set(tmp_path: Path) -> None:
    """WeasyPrint 70 would draw backgrounds elsewhere."""
    done = reportcli("build", "2024", cwd=write(tmp_path, SMALL), env={"PYTHONOPTIMIZE": "1"})
    assert done.returncode == 1
    assert "P011" in done.stderr
    assert "without PYTHONOPTIMIZE" in done.stderr
    assert not (tmp_path / "out").exists()
