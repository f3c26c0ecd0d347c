"""A donor's own PDF: a base, and the tail that is written for each donor. Read back."""

from __future__ import annotations

import hashlib
import os
import pickle
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import ImageChops

from conftest import Built
from reportcli import products
from reportcli.mail.tail import Base
from support.personal import (
    NAMES,
    WORDS,
    base_of,
    cover_text,
    own,
    personal_edition,
    picture,
    read,
    refused,
)
from support.projects import REPOSITORY, SMALL, write

# WeasyPrint leaves the file of its colour profile to the garbage collector.
pytestmark = [
    pytest.mark.pdf,
    pytest.mark.filterwarnings(
        "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
    ),
]


@pytest.fixture(scope="module")
def base(report: Built) -> Base:
    return base_of(report.folder, "2023")


@pytest.fixture(scope="module")
def rich_base(rich: Built) -> Base:
    return base_of(rich.folder, "2024", "en")


@pytest.mark.parametrize("words", NAMES)
def test_the_dedication_is_read_after_title_and_year(base: Base, words: str) -> None:
    assert cover_text(own(base, words)) == f"Nos 10 victoires 2023 {words}"


def test_in_another_language_and_with_an_organisation_it_is_read_last(rich_base: Base) -> None:
    text = cover_text(own(rich_base, "Thank you, Zoë"))
    assert text == "Our 4 victories 2024 Défense & Droits Thank you, Zoë"
    assert rich_base.language == "en"


@pytest.mark.parametrize("words", NAMES)
def test_the_title_is_the_same_in_info_and_in_xmp(base: Base, words: str) -> None:
    with read(own(base, words)) as pdf, pdf.open_metadata() as metadata:
        title = f"Nos 10\u00a0victoires, 2023 – {words}"
        assert pdf.docinfo.Title == title
        assert metadata["dc:title"] == title


def test_all_else_in_info_stays_as_it_was(rich_base: Base, rich: Built) -> None:
    with read(own(rich_base)) as ours, pikepdf.open(rich.file("pdf", "en")) as theirs:
        plain = {key: str(value) for key, value in theirs.docinfo.items() if key != "/Title"}
        assert plain["/Author"] == "Défense & Droits"
        mine = {key: str(value) for key, value in ours.docinfo.items() if key != "/Title"}
        assert mine == plain


def test_the_first_half_of_the_identifier_is_the_bases_the_second_the_donors(base: Base) -> None:
    halves = []
    for pdf in (base.data, own(base), own(base, NAMES[1])):
        with read(pdf) as opened:
            halves.append(tuple(bytes(half) for half in opened.trailer.ID))
    firsts, seconds = zip(*halves, strict=True)
    assert len(set(firsts)) == 1
    assert len(set(seconds)) == 3


def test_pages_differ_within_the_slot_only(base: Base) -> None:
    scale = 2.0
    for words in NAMES:
        ours = own(base, words)
        changed = ImageChops.difference(picture(ours, 0, scale), picture(base.data, 0, scale))
        box = changed.getbbox()
        assert box is not None
        left, bottom, right, top = base.box
        high = 841.89 * scale
        allowed = (left * scale, high - top * scale, right * scale, high - bottom * scale)
        assert allowed[0] - 1 <= box[0] < box[2] <= allowed[2] + 1
        assert allowed[1] - 1 <= box[1] < box[3] <= allowed[3] + 1
    for page in range(1, 16):
        assert picture(ours, page, 0.4).tobytes() == picture(base.data, page, 0.4).tobytes()


SAME = 100
"""Of 255, the most that the grey of an edge differs, as Pango rounds to 1/1024 pt; ink is beyond 200."""


@pytest.mark.parametrize(
    "words", ["Merci, Zoë Nguyễn", "Merci, Іван Ґалаґан", "Άννα 1905, J\u030cẸ\u0301"]
)
def test_a_dedication_stands_as_weasyprint_would_have_set_it(
    base: Base, report: Built, words: str
) -> None:
    edition, source = personal_edition(report.folder, "2023")
    text = re.sub(r"<a href[^>]*>…</a>", words, products.sheets(source, edition))
    assert words in text
    theirs = products.typeset(source, edition, text).data
    assert cover_text(theirs) == cover_text(own(base, words))
    difference = ImageChops.difference(picture(own(base, words), 0, 2), picture(theirs, 0, 2))
    assert not any(difference.convert("L").histogram()[SAME:])


def test_a_dedication_has_the_colour_of_the_words_around_it(tmp_path: Path) -> None:
    brand = '[brand]\naccent = "#8a1c1c"\nink = "#102a6b"\n'
    base = base_of(write(tmp_path, brand + SMALL), "2024")
    x, y = int(base.room.x * 2), int((841.89 - base.room.baseline) * 2)
    inked = picture(own(base, "MMM"), 0, 2).crop((x, y - 20, x + 80, y))
    assert (0x10, 0x2A, 0x6B) in {colour for _, colour in inked.getcolors(10_000)}


def test_a_letter_outside_latin_comes_with_a_font_of_its_own_in_the_tail(base: Base) -> None:
    latin, cyrillic = base.tail(WORDS), base.tail("Merci, Іван Ґалаґан")
    assert b"/FontFile2" not in latin
    assert b"/FontFile2" in cyrillic
    assert len(latin) < 6_000 < len(cyrillic) < 9_000
    with read(base.data + cyrillic) as pdf:
        font = pdf.pages[0].Resources.XObject.Dedication.Resources.Font.F
        assert re.fullmatch(r"/[A-Z]{6}\+Literata-Regular", str(font.BaseFont))
        program = font.DescendantFonts[0].FontDescriptor.FontFile2
        assert len(program.read_bytes()) == program.Length1


def test_a_name_outside_the_font_is_named_as_missing_and_makes_no_file(base: Base) -> None:
    assert base.missing("Merci, 太郎 太") == ("太", "郎")
    assert base.missing(WORDS) == ()
    fault = refused(base.tail, "Merci, 太郎")
    assert fault.code == "M072"
    assert (
        fault.message == "the font of the dedication has no sign for “太” (U+592A), “郎” (U+90CE)"
    )


def test_letters_spelt_in_another_form_of_unicode_are_the_same_dedication(base: Base) -> None:
    assert base.tail("Merci, Zoe\u0308 Nguye\u0302\u0303n") == base.tail(WORDS)
    assert base.tail(" \ufeffMerci, \u202aZoë\u202c Nguyễn ") == base.tail(WORDS)


@pytest.mark.parametrize("words", ["Merci,\nZoë", "Merci,\tZoë", "\x00", "Zoë\u2028", "\x85"])
def test_control_characters_are_refused(base: Base, words: str) -> None:
    fault = refused(base.tail, words)
    assert fault.code == "M070"
    assert "U+" in fault.message


@pytest.mark.parametrize("words", ["", "  ", "\u200b"])
def test_an_empty_dedication_is_refused(base: Base, words: str) -> None:
    assert refused(base.tail, words).code == "M071"


def test_a_dedication_that_is_too_long_is_refused_and_named(base: Base) -> None:
    words = "Merci, " + "Wattenwyl" * 12
    fault = refused(base.tail, words)
    assert fault.code == "M073"
    assert words in fault.message
    assert "8 pt" in fault.message


def test_a_long_dedication_goes_on_two_lines_or_is_set_smaller(base: Base) -> None:
    def sizes(words: str) -> tuple[str, int]:
        form = re.search(rb"/F ([\d.]+) Tf(.*?)ET EMC", base.tail(words), re.DOTALL)
        assert form
        return form[1].decode(), form[2].count(b"TJ")

    assert sizes(WORDS) == ("14.888", 1)
    assert sizes("Merci, Maria-Élisabeth Ottoline von der Wattenwyl") == ("14.888", 2)
    size, lines = sizes(NAMES[-1])
    assert (8 <= float(size) < 14.888, lines >= 2) == (True, True)


# The same bytes


def test_a_base_can_be_pickled_and_then_makes_the_same_files(base: Base) -> None:
    base.tail(WORDS)
    assert pickle.loads(pickle.dumps(base)).tail(WORDS) == base.tail(WORDS)


def test_the_same_words_give_the_same_bytes_in_any_thread(base: Base) -> None:
    many = [NAMES[number % len(NAMES)] for number in range(600)]
    with ThreadPoolExecutor(8) as pool:
        tails = list(pool.map(base.tail, many))
    assert tails == [base.tail(words) for words in many]
    assert len(set(tails)) == len(NAMES)


def test_another_process_another_locale_and_another_hash_seed_give_the_same_bytes(
    base: Base, tmp_path: Path
) -> None:
    script = (
        "import hashlib, sys; sys.path.insert(0, 'tests')\n"
        "import locale; locale.setlocale(locale.LC_ALL, '')\n"
        "from pathlib import Path; from support.personal import base_of\n"
        f"base = base_of(Path({str(REPOSITORY)!r}), '2023')\n"
        f"print(hashlib.sha256(base.data + base.tail({NAMES[1]!r})).hexdigest())"
    )
    env = {**os.environ, "PYTHONHASHSEED": "7", "LC_ALL": "C.UTF-8", "TZ": "Asia/Tokyo"}
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", script],
        cwd=REPOSITORY, env=env, capture_output=True, check=True, encoding="utf-8",
    )  # fmt: skip
    assert done.stdout.strip() == hashlib.sha256(own(base, NAMES[1])).hexdigest()


def test_a_tail_knows_nothing_of_other_donors(base: Base) -> None:
    base.tail("Merci, Quentin")
    ours = own(base)
    with read(ours) as pdf:
        everything = b"".join(item.unparse(resolved=True) for item in pdf.objects)
    assert b"Quentin" not in ours + everything
    assert "Quentin".encode("utf-16-be").hex().encode() not in ours.lower()


# Whole files


def test_each_donors_file_opens_whole_with_all_its_pages(base: Base) -> None:
    for words in NAMES:
        assert len(pypdfium2.PdfDocument(BytesIO(own(base, words)))) == 16
        with read(own(base, words)) as pdf:
            assert pdf.check_pdf_syntax() == []
