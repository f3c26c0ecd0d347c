"""How the value of a key figure is read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportcli.figures import Reading, read

# value as typed · before · number · attached · after · amount; ~ is a no-break space, _ a narrow one
READINGS = """\
13                   |            | 13        |     |                |       13
plus de 800          | plus de    | 800       |     |                |      800
de 4 à 12 pays       | de         | 4         |     | à 12 pays      |        4
13 États             |            | 13        |     | États          |       13
2 sur 3              |            | 2         |     | sur 3          |        2
25e                  |            | 25        | e   |                |       25
25e anniversaire     |            | 25        | e   | anniversaire   |       25
1re, 21st            |            | 1         | re  | , 21st         |        1
40_%                 |            | 40        | _%  |                |       40
40%                  |            | 40        | %   |                |       40
40~% des voix        |            | 40        | ~%  | des voix       |       40
500+                 |            | 500       | +   |                |      500
10km                 |            | 10        | km  |                |       10
10 km                |            | 10        |     | km             |       10
12h30                |            | 12        |     | h30            |       12
$5                   | $          | 5         |     |                |        5
12 000               |            | 12 000    |     |                |    12000
12_000_000 voix      |            | 12_000_000|     | voix           | 12000000
1’200                |            | 1’200     |     |                |     1200
1'200                |            | 1'200     |     |                |     1200
over 1,200           | over       | 1,200     |     |                |     1200
1.200                |            | 1.200     |     |                |     1200
3,5                  |            | 3,5       |     |                |      3.5
3.14159              |            | 3.14159   |     |                |  3.14159
1 2345               |            | 1         |     | 2345           |        1
2023-2024            |            | 2023      |     | -2024          |     2023
٣                    |            | ٣         |     |                |        3
"""

# the same, where the reading of today cuts a number in two or takes it for another
HARD_READINGS = """\
0,125                |            | 0,125     |     |                |    0.125
0.250 g              |            | 0.250     |     | g              |     0.25
5 000,5              |            | 5 000,5   |     |                |   5000.5
1.234,56             |            | 1.234,56  |     |                |  1234.56
1,234.56             |            | 1,234.56  |     |                |  1234.56
1 234.567            |            | 1 234.567 |     |                | 1234.567
−12_%                |            | −12       | _%  |                |      -12
+5 places            |            | +5        |     | places         |        5
Covid-19             | Covid-     | 19        |     |                |       19
"""


def case(row: str) -> tuple[str, Reading]:
    typed = row.replace("~", "\u00a0").replace("_", "\u202f")
    value, before, number, attached, after, amount = (cell.strip(" ") for cell in typed.split("|"))
    return value, Reading(before, number, attached, after, float(amount))


@pytest.mark.parametrize(("value", "reading"), [case(row) for row in READINGS.splitlines()])
def test_a_value_is_read_as_words_and_a_number(value: str, reading: Reading) -> None:
    assert read(value) == reading


@pytest.mark.parametrize(("value", "reading"), [case(row) for row in HARD_READINGS.splitlines()])
def test_a_number_is_read_whole_with_its_decimals_and_its_sign(
    value: str, reading: Reading
) -> None:
    assert read(value) == reading


@pytest.mark.parametrize("value", ["XXe siècle", "quatre", "½", "Ⅻ", "²"])
def test_where_there_is_no_number_the_whole_value_stands_for_it(value: str) -> None:
    assert read(f" {value} ") == Reading("", value, "", "", None)


@pytest.mark.parametrize("value", ["quatre", "plus de 800", "25e"])
def test_a_count_says_how_large_a_figure_is_and_changes_nothing_else(value: str) -> None:
    counted, plain = read(value, 7), read(value)
    assert counted.amount == 7
    assert (counted.before, counted.number, counted.attached, counted.after) == (
        plain.before, plain.number, plain.attached, plain.after,
    )  # fmt: skip


VALUES = st.text(max_size=20) | st.text("0123 \u00a0\u202f'’.,%+-−eèk", max_size=20)


@given(VALUES, st.none() | st.integers())
def test_no_sign_of_a_value_is_lost(value: str, count: int | None) -> None:
    reading = read(value, count)
    joined = reading.before + reading.number + reading.attached + reading.after
    assert "".join(joined.split()) == "".join(value.split())


@given(st.integers(0, 10**12), st.sampled_from(" \u00a0\u202f'’.,"))
def test_a_number_written_in_groups_of_three_is_read_back(number: int, sign: str) -> None:
    typed = f"{number:,}".replace(",", sign)
    assert read(f"près de {typed} voix") == Reading("près de", typed, "", "voix", number)
