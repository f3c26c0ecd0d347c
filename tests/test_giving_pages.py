"""The call to give on paper: what a telephone reads off the page, and the measures of a QR-bill."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import pikepdf
import pypdfium2
import pytest

from reportcli.conformance.verapdf import verify
from reportcli.giving import qrbill
from reportcli.giving.payment import Payee, Payment
from support.giving import (
    CREDITOR_REFERENCE,
    GERMAN,
    HOLDER,
    PLAIN,
    QR_IBAN,
    QR_REFERENCE,
    SWISS,
    last_page,
    printed,
    printed_codes,
)

if TYPE_CHECKING:
    from pathlib import Path

# WeasyPrint leaves the file of its colour profile to the garbage collector.
pytestmark = [
    pytest.mark.pdf,
    pytest.mark.filterwarnings(
        "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
    ),
]

URL = "https://example.org/don?a=1&b=é"
LINK = f'url = "{URL}"\n'
QRR = f'iban = "{QR_IBAN}"\nreference = "{QR_REFERENCE}"\npurpose = "Don 2023"\n{HOLDER}'
LONG = (
    f'iban = "{QR_IBAN}"\nreference = "{QR_REFERENCE}"\npurpose = "{"Merci infiniment " * 8}"\n'
    f'holder = {{ name = "{"ASSOCIATION INTERNATIONALE " * 3}", street = "{"Route du Lac " * 4}",'
    f' house_number = "1042 bis", postcode = "1202", town = "{"Saint-Sulpice " * 3}", country = "CH" }}\n'
).replace('INTERNATIONALE "', 'INTER"').replace("ASSOCIATION INTERNATIONALE ASSOCIATION INTERNATIONALE ASSOCIATION INTER", "ASSOCIATION INTERNATIONALE POUR LES DROITS DES ASSOCIATIONS DU MONDE").replace("Saint-Sulpice Saint-Sulpice Saint-Sulpice ", "Saint-Sulpice-sur-Lac-de-Neuchâtel")  # fmt: skip
DEFENCE = Payee("Défense & Droits", "Rue de la Paix", "1", "1202", "Genève", "CH")
MM = 72 / 25.4


def boxes(page: Any) -> list[tuple[float, float, float, float]]:
    """The boxes of what is drawn on a page, in mm from its upper left corner: left, top, right, bottom."""
    height = page.get_height()
    found = []
    for item in page.get_objects(max_depth=5):
        left, bottom, right, top = item.get_bounds()
        found.append(tuple(round(v / MM, 1) for v in (left, height - top, right, height - bottom)))
    return found


def placed(page: Any, word: str, nth: int = 0) -> tuple[float, float]:
    """Where a word begins, in mm from the upper left corner: its left edge, and its baseline's height."""
    text = page.get_textpage()
    search = text.search(word)
    for _ in range(nth + 1):
        index, _count = search.get_next()
    left, _bottom, _right, _top = text.get_charbox(index, loose=True)
    return left / MM, (page.get_height() - text.get_charbox(index)[1]) / MM


def test_a_page_is_called_by_its_code_and_its_address(tmp_path: Path) -> None:
    pdf = printed(tmp_path, LINK)
    assert printed_codes(pdf) == [URL]
    assert "example.org/don" in last_page(pdf).get_textpage().get_text_range()


@pytest.mark.parametrize("dots", [150, 300])
def test_a_sepa_code_is_read_off_the_page(tmp_path: Path, dots: int) -> None:
    pdf = printed(tmp_path, LINK + f'iban = "{GERMAN}"\namount = 50\npurpose = "Don 2023"\n')
    link, payment = printed_codes(pdf, dots)
    assert link == URL
    assert payment.split("\n") == [
        *("BCD", "002", "1", "SCT", "", "Défense & Droits", GERMAN.replace(" ", "")),
        *("EUR50.00", "", "", "Don 2023"),
    ]
    said = last_page(pdf).get_textpage().get_text_range()
    assert GERMAN in said
    assert "50,00" in said


@pytest.mark.parametrize("dots", [150, 300])
def test_a_bill_s_code_is_read_off_the_page(tmp_path: Path, dots: int) -> None:
    link, bill = printed_codes(printed(tmp_path, LINK + QRR), dots)
    assert link == URL
    reference = QR_REFERENCE.replace(" ", "")
    asked = Payment(QR_IBAN.replace(" ", ""), DEFENCE, "CHF", "", None, reference, "Don 2023")
    assert bill == qrbill.payload(asked)


@pytest.mark.parametrize("donate", [SWISS, SWISS + f'reference = "{CREDITOR_REFERENCE}"\n', LONG])
def test_every_kind_of_bill_is_read_off_the_page(tmp_path: Path, donate: str) -> None:
    (bill,) = printed_codes(printed(tmp_path, donate))
    assert bill.startswith("SPC\r\n0200\r\n1\r\nCH")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", ["Récépissé", "Section paiement", "Compte / Payable à", "Payable par (nom/adresse)", "Monnaie", "Montant", "Point de dépôt", "A détacher avant le versement"]),
        ("de", ["Empfangsschein", "Zahlteil", "Konto / Zahlbar an", "Zahlbar durch (Name/Adresse)", "Währung", "Betrag", "Annahmestelle", "Vor der Einzahlung abzutrennen"]),
        ("it", ["Ricevuta", "Sezione pagamento", "Conto / Pagabile a", "Pagabile da (nome/indirizzo)", "Valuta", "Importo", "Punto di accettazione", "Da staccare prima del versamento"]),
        ("en", ["Receipt", "Payment part", "Account / Payable to", "Payable by (name/address)", "Currency", "Amount", "Acceptance point", "Separate before paying in"]),
        ("es", ["Receipt", "Payment part", "Separate before paying in"]),
    ],
)  # fmt: skip
def test_a_slip_has_the_headings_of_the_standard(
    tmp_path: Path, language: str, words: list[str]
) -> None:
    pdf = printed(tmp_path, SWISS, f'["{language}"]')
    said = last_page(pdf).get_textpage().get_text_range()
    assert [word for word in words if word not in said] == []
    assert said.count(PLAIN) == 2


@pytest.fixture(scope="module")
def slip(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return last_page(printed(tmp_path_factory.mktemp("slip"), LINK + QRR))


def test_the_slip_is_the_lowest_105_mm_of_the_sheet(slip: Any) -> None:
    """IG QR-bill 2.3, 3.4: 210 by 105 mm, the receipt 62 mm, the payment part 148 mm wide."""
    assert (0, 192, 210, 297) in boxes(slip)
    assert (0, 192, 62, 297) in boxes(slip)
    picture = slip.render(scale=600 / 72).to_pil().convert("L")

    def at(millimetres: float) -> int:
        return round(millimetres / 25.4 * 600)

    across = picture.crop((0, at(191.8), picture.width, at(191.9)))
    assert across.getextrema() == (0, 0)
    down = picture.crop((at(61.85), at(193), at(61.85) + 1, at(296)))
    assert down.getextrema() == (0, 0)
    assert picture.crop((0, at(192.1), at(61.5), at(196))).getextrema() == (255, 255)


def test_the_code_is_46_mm_wide_where_the_style_guide_has_it(slip: Any) -> None:
    assert (67, 209, 113, 255) in boxes(slip)
    assert (86.5, 228.5, 93.5, 235.5) in boxes(slip)  # the cross with its rim
    assert (87, 229, 93, 235) in boxes(slip)


@pytest.mark.parametrize(
    ("width", "height", "left"), [(52, 20, 5), (30, 10, 27), (65, 25, 118), (40, 15, 77)]
)
def test_fields_to_be_written_in_have_their_size(
    slip: Any, width: int, height: int, left: int
) -> None:
    """IG QR-bill 2.3, 3.6: corners of 3 mm around the room for payer and amount."""
    corners = [
        box
        for box in boxes(slip)
        if (box[2] - box[0], box[3] - box[1]) == pytest.approx((width, height), abs=0.35)
        and box[1] > 192
    ]
    assert [round(box[0]) for box in corners] == [left]


def test_titles_stand_5_mm_from_the_slip_s_edges(slip: Any) -> None:
    for word, left in (("Récépissé", 5), ("Section paiement", 67)):
        assert placed(slip, word)[0] == pytest.approx(left, abs=0.4)
    assert placed(slip, "Compte / Payable", 1)[0] == pytest.approx(118, abs=0.4)


def test_the_slip_is_black_on_white_paper(slip: Any) -> None:
    """IG QR-bill 2.3, 3.2 to 3.4: no colour on it, none behind it."""
    picture = slip.render(scale=2).to_pil().convert("RGB")
    foot = picture.crop((0, picture.height * 193 // 297, picture.width, picture.height))
    assert all(
        max(colour) - min(colour) == 0 for _, colour in foot.getcolors(100000) or [(0, (0, 9))]
    )
    upper = picture.crop((0, 0, picture.width, picture.height * 90 // 297))
    assert (255, 90, 31) in {colour for _, colour in upper.getcolors(100000) or []}


def test_the_slip_is_set_in_a_font_that_is_allowed(tmp_path: Path) -> None:
    with pikepdf.open(BytesIO(printed(tmp_path, SWISS))) as pdf:
        fonts = {str(font.BaseFont) for font in pdf.pages[-1].Resources.Font.values()}
    assert {name.partition("+")[2] for name in fonts if "Liberation" in name} == {
        "Liberation-Sans",
        "Liberation-Sans-Bold",
    }
    with pikepdf.open(BytesIO(printed(tmp_path, LINK))) as pdf:
        assert b"Liberation" not in b"".join(str(o).encode() for o in pdf.objects)


def test_long_names_hold_in_the_slip(tmp_path: Path) -> None:
    page = last_page(printed(tmp_path, LONG))
    found = boxes(page)
    payer = [b for b in found if (b[2] - b[0], b[3] - b[1]) == pytest.approx((52, 20), abs=0.35)]
    assert payer[0][3] <= 192 + 68
    payer = [b for b in found if (b[2] - b[0], b[3] - b[1]) == pytest.approx((65, 25), abs=0.35)]
    assert payer[0][3] <= 192 + 90
    said = page.get_textpage().get_text_range()
    assert said.count("Route du Lac") == 4  # the street is on the payment part alone


@pytest.mark.parametrize("words", [4, 20, 60, 150, 600])
@pytest.mark.parametrize("donate", [LINK, LINK + QRR, SWISS, LINK + f'iban = "{GERMAN}"\n'])
def test_a_message_of_any_length_is_composed(tmp_path: Path, words: int, donate: str) -> None:
    message = " ".join(["Donnez pour nos victoires."] * (words // 4))
    pdf = printed(tmp_path, donate + f'message = "{message}"\n')
    pages = [p.get_textpage().get_text_range() for p in pypdfium2.PdfDocument(BytesIO(pdf))]
    joined = " ".join(" ".join(pages[-6:]).split())
    assert joined.count("Donnez pour nos victoires") + joined.count("Don\ufffe") >= words // 4
    assert len(printed_codes(pdf)) == ("url" in donate) + ("iban" in donate)


BEFORE_THE_BACK = -2


@pytest.mark.parametrize(
    ("donate", "kinds"),
    [(LINK, ["https"]), (LINK + f'iban = "{GERMAN}"\n', ["https", "BCD"]), (LINK + QRR, ["https"]), (SWISS, [])],
)  # fmt: skip
def test_a_booklet_calls_on_the_page_before_its_back(
    tmp_path: Path, donate: str, kinds: list[str]
) -> None:
    """A QR-bill is wider than the page, and its code is nothing without it: the account is said."""
    pdf = printed(tmp_path, donate, layout="booklet")
    assert [code[: len(kind)] for code, kind in zip(printed_codes(pdf, page=BEFORE_THE_BACK), kinds, strict=True)] == kinds  # fmt: skip
    document = pypdfium2.PdfDocument(BytesIO(pdf))
    assert len(document) % 4 == 0
    said = document[len(document) + BEFORE_THE_BACK].get_textpage().get_text_range()
    for part in ("example.org/don" if "url" in donate else "", GERMAN if GERMAN in donate else ""):
        assert part in said
    if "holder" in donate:
        assert "1202 Genève" in said


@pytest.mark.parametrize("words", [4, 60, 150, 600])
def test_a_booklet_s_message_of_any_length_is_composed(tmp_path: Path, words: int) -> None:
    message = " ".join(["Donnez pour nos victoires."] * (words // 4))
    pdf = printed(tmp_path, LINK + f'message = "{message}"\n', layout="booklet")
    document = pypdfium2.PdfDocument(BytesIO(pdf))
    assert len(document) % 4 == 0
    joined = " ".join(" ".join(p.get_textpage().get_text_range() for p in document).split())
    assert joined.count("Donnez pour nos victoires") + joined.count("Don\ufffe") >= words // 4
    assert printed_codes(pdf, page=BEFORE_THE_BACK) == [URL]


@pytest.mark.parametrize(
    ("donate", "kinds"),
    [(LINK, ["https"]), (f'iban = "{GERMAN}"\n', ["BCD"]), (SWISS, [])],
)
def test_a_letter_calls_at_its_foot(tmp_path: Path, donate: str, kinds: list[str]) -> None:
    pdf = printed(tmp_path, donate, layout="letter")
    assert len(pypdfium2.PdfDocument(BytesIO(pdf))) == 1
    assert [code[: len(kind)] for code, kind in zip(printed_codes(pdf), kinds, strict=True)] == kinds  # fmt: skip
    said = last_page(pdf).get_textpage().get_text_range()
    account = PLAIN if PLAIN in donate else GERMAN
    assert (account in said) == ("iban" in donate)


@pytest.mark.parametrize("sheet", ["A3", "A4"])
def test_a_poster_calls_to_its_address_alone(tmp_path: Path, sheet: str) -> None:
    donate = LINK + f'iban = "{GERMAN}"\n[layouts.poster]\nformat = "{sheet}"\n'
    pdf = printed(tmp_path, donate, layout="poster")
    assert printed_codes(pdf, 150) == [URL]
    said = last_page(pdf).get_textpage().get_text_range()
    assert "".join(said.split()).count("example.org/don") == 1
    assert GERMAN not in said


@pytest.mark.conformance
def test_verapdf_passes_reports_that_ask_for_gifts(tmp_path: Path) -> None:
    files = []
    for name, donate in {
        "link": LINK,
        "sepa": LINK + f'iban = "{GERMAN}"\n',
        "bill": LINK + QRR,
        "long": LONG + f'message = "{"Donnez pour nos victoires. " * 60}"\n',
    }.items():
        files.append(tmp_path / f"{name}.pdf")
        files[-1].write_bytes(printed(tmp_path / name, donate, '["es"]'))
    for layout in ("booklet", "letter", "poster"):
        files.append(tmp_path / f"{layout}.pdf")
        donate = LINK + f'iban = "{GERMAN}"\n'
        files[-1].write_bytes(printed(tmp_path / layout, donate, '["es"]', layout))
    verdicts = verify(files, ("3a", "ua1"))
    assert len(verdicts) == 14
    for verdict in verdicts:
        assert verdict.compliant, verdict


def test_codes_are_figures_with_words(tmp_path: Path) -> None:
    with pikepdf.open(BytesIO(printed(tmp_path, LINK + QRR))) as pdf:
        words = [
            str(item.Alt)
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Figure"
        ]
    assert sorted(words) == [
        "Code QR de paiement\u00a0: Défense & Droits, " + QR_IBAN,
        "Code QR\u00a0: example.org/don?a=1&b=%C3%A9",
    ]
