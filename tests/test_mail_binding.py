"""Pages of many PDFs into one file, of which memory holds offsets only."""

from __future__ import annotations

import tracemalloc
from typing import TYPE_CHECKING, Any

import pikepdf
from pypdfium2 import PdfDocument

from reportcli.conformance.programs import run as run_checker
from reportcli.mail.binding import Binding

if TYPE_CHECKING:
    from pathlib import Path


def source(words: str) -> pikepdf.Pdf:
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(200, 100))
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=pdf.make_indirect(font)))
    page.Contents = pdf.make_stream(f"BT /F 12 Tf 20 50 Td ({words}) Tj ET".encode())
    page.obj["/Annots"] = pikepdf.Array([])
    return pdf


def entries(pdf: pikepdf.Pdf) -> dict[str, Any]:
    return dict(pdf.pages[0].obj.items())


def test_pages_of_several_sources_stand_in_their_order_and_shared_things_once(
    tmp_path: Path,
) -> None:
    sources = [source("one (1)".replace("(", "\\(").replace(")", "\\)")), source("two")]
    with (tmp_path / "bound.pdf").open("wb") as file:
        binding = Binding(file)
        for _ in range(2):
            binding.begin_sheaf()
            for pdf in (*sources, sources[0]):
                binding.take_from(pdf)
                binding.add(entries(pdf))
            binding.end_sheaf()
        binding.finish()
    texts = [page.get_textpage().get_text_range() for page in PdfDocument(tmp_path / "bound.pdf")]
    assert texts == ["one (1)", "two", "one (1)"] * 2
    done = run_checker("qpdf", "--check", tmp_path / "bound.pdf")
    assert done.returncode == 0, done.stdout + done.stderr
    with pikepdf.open(tmp_path / "bound.pdf") as bound:
        assert len({page.Contents.objgen for page in bound.pages}) == 2
        assert all("/Annots" not in page for page in bound.pages)


def test_what_is_forgotten_can_be_closed_and_memory_does_not_grow_with_the_pages(
    tmp_path: Path,
) -> None:
    def peak(sheaves: int) -> int:
        with (tmp_path / "many.pdf").open("wb") as file:
            tracemalloc.start()
            binding = Binding(file)
            for number in range(sheaves):
                with source(f"sheaf {number}") as pdf:
                    binding.begin_sheaf()
                    binding.take_from(pdf)
                    page = entries(pdf)
                    for _ in range(50):
                        binding.add(page)
                    binding.forget(pdf)
                    binding.end_sheaf()
            binding.finish()
            _, most = tracemalloc.get_traced_memory()
            tracemalloc.stop()
        with pikepdf.open(tmp_path / "many.pdf") as bound:
            assert len(bound.pages) == 50 * sheaves
        return most

    assert peak(400) - peak(20) < 1_000_000
