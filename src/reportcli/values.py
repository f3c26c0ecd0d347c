"""Kinds of values in the data: what may be typed, what it becomes, what is said where it is wrong.

A text is kept as a table by language. What was typed as a plain string stands under `FIRST`, the
report's first language. Only what one value can say alone is checked here; faults are raised as
pydantic's, and `load` turns them into diagnostics with a place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from reportcli import codes
from reportcli.countries import CODES
from reportcli.inclusive.forms import forms, style_of_ending

if TYPE_CHECKING:
    from collections.abc import Callable

FIRST = ""
"""The key of a plain string: the language of the report's first entry in `languages`."""
OPEN = "…"
"""What stands where something is to be written."""


def _fault(kind: str, message: str, hint: str) -> PydanticCustomError:
    return PydanticCustomError(kind, "{message}", {"message": message, "hint": hint})


def _text(value: object) -> object:
    table = {FIRST: value} if isinstance(value, str) else value
    if not isinstance(table, Mapping) or not table:
        raise _fault(
            "text",
            "must be a text in quotes",
            'put it between quotes ("…"), or give one text for each language: { fr = "…", en = "…" }',
        )
    if any(isinstance(words, str) and not words.strip() for words in table.values()):
        raise _fault("empty", "is empty", "write the text, or take the line out")
    return table


def _figure_value(value: object) -> object:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return _text(str(value) if number else value)


def _when(value: object) -> object:
    """Accept a year, a month or a day; return it in ISO 8601's shape (2023, 2023-05, 2023-05-12)."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    text = str(value)
    if match := re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", text, re.ASCII):
        year, month, day = (int(part or 1) for part in match.groups())
        try:
            date(year, month, day)
        except ValueError:
            raise _fault(
                "date", f"is a day that does not exist: {text}", "look at the calendar"
            ) from None
        return text
    raise _fault("date", f"is not a date: {text}", 'write 2023, "2023-05" or 2023-05-12')


def _country(code: str) -> str:
    if code not in CODES:
        raise _fault("country", f"is not a country code: {code!r}", codes.country_meant(code))
    return code


def _language(tag: str) -> str:
    if hint := codes.language_meant(tag):
        raise _fault("language", f"is not a language code: {tag!r}", hint)
    return tag


def _colour(value: str) -> str:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", value):
        raise _fault(
            "colour",
            f"is not a colour: {value!r}",
            'write # and six hexadecimal digits, such as "#FF5A1F"',
        )
    return value.lower()


def _inks(value: object) -> object:
    """Accept four percentages, cyan, magenta, yellow, black; return shares from 0 to 1."""
    parts = value.split() if isinstance(value, str) else []
    if len(parts) != 4 or not all(re.fullmatch(r"\d{1,3}", part, re.ASCII) for part in parts):
        raise _fault(
            "inks",
            f"is not a colour in four inks: {value}",
            'write cyan, magenta, yellow and black in percent, such as "0 70 85 0"',
        )
    shares = [int(part) for part in parts]
    if max(shares) > 100:
        raise _fault(
            "inks", f"has an ink of over 100 %: {value}", "100 % is all that an ink covers"
        )
    if sum(shares) > 300:
        hint = "take 300 % in all at the most: more does not dry"
        raise _fault("inks", f"takes {sum(shares)} % of ink: {value}", hint)
    return tuple(share / 100 for share in shares)


def _address(value: str) -> str:
    if not _is_address(value):
        raise _fault(
            "address", f"is not a web address: {value!r}", "begin with https://, and leave no space"
        )
    return value


def _is_address(value: str) -> bool:
    if " " in value or not value.isprintable():
        return False
    try:
        parts = urlsplit(value)
        host = parts.hostname
    except ValueError:
        return False
    web, other = {"http", "https"}, {"mailto", "tel"}
    return bool(host) if parts.scheme in web else parts.scheme in other and bool(parts.path)


def _email(value: str) -> str:
    name, _, host = value.rpartition("@")
    if not (name and host and value.isprintable() and " " not in value):
        raise _fault(
            "email", f"is not an e-mail address: {value!r}", "write it as name@example.org"
        )
    return value


def split_mailbox(value: str) -> tuple[str, str]:
    """Part a name from an address: Une organisation <bonjour@example.org>; the name may be empty."""
    match = re.fullmatch(r"(.*?)\s*<([^<>]*)>\s*", value)
    return (match[1].strip().strip('"').strip(), match[2]) if match else ("", value.strip())


def _mailbox(value: str) -> str:
    from email_validator import EmailNotValidError, validate_email

    hint = "write it as Une organisation <bonjour@example.org>"
    if not value.isprintable() or "=?" in value:
        raise _fault("mailbox", "holds signs that no address has", hint)
    try:
        validate_email(split_mailbox(value)[1], check_deliverability=False)
    except EmailNotValidError as error:
        raise _fault("mailbox", f"is not an e-mail address: {value!r} ({error})", hint) from None
    return value


def _unsubscribe(value: str) -> str:
    hint = 'write it such as "https://example.org/stop?{{ donor.id }}" or "mailto:stop@example.org"'
    if not re.match(r"(https://[^/?#]|mailto:[^@]+@)", value) or not value.isprintable():
        raise _fault("unsubscribe", "must begin with https:// or mailto:", hint)
    return value


def _code(value: str) -> str:
    if not re.fullmatch(r"[A-Z][0-9]{3}", value):
        hint = 'write a letter and three digits, such as "T001"; see: reportcli check --list'
        raise _fault("code", f"holds no code of a rule: {value!r}", hint)
    return value


def _word(value: str) -> str:
    if not re.fullmatch(r"[^\W\d_](?:[\w\u0300-\u036f'’‐‑-]*\w)?", value):
        hint = 'give each word by itself: ["tigrigna", "SLAPP"]'
        raise _fault("word", f"holds what is no single word: {value!r}", hint)
    return value


def _inclusive_form(value: str) -> str:
    if style_of_ending(value) is None:
        hint = 'write the ending of a plural, such as "·e·x·s", "·e·s", "-e-s" or "(e)s"'
        raise _fault("inclusive", f"is no inclusive ending: {value!r}", hint)
    return value


def _number(name: str) -> Callable[[object], object]:
    """Return what reads a number of payments, by its name in `giving.numbers`."""

    def read(value: object) -> object:
        from reportcli.giving import numbers

        try:
            return getattr(numbers, name)(value)
        except numbers.WrongNumberError as wrong:
            raise _fault(name, str(wrong), wrong.hint) from None

    return read


def _at_most(length: int) -> AfterValidator:
    """Limit how long a part of a payment is: EPC069-12 v2.1, 2; IG QR-bill 2.3, 4.2.2."""

    def check(value: str | dict[str, str]) -> str | dict[str, str]:
        from reportcli.giving import numbers

        for words in [value] if isinstance(value, str) else value.values():
            if len(words) > length:
                hint = f"shorten it: a payment has room for {length}"
                raise _fault("long", f"has {len(words)} signs", hint)
            if not words.strip() or numbers.CONTROL.search(words):
                hint = "write it on one line, or take the line out"
                raise _fault("one_line", "is empty, or goes over several lines", hint)
        return value

    return AfterValidator(check)


def _year(key: str) -> str:
    if not re.fullmatch(r"[0-9]{4}", key):
        raise _fault(
            "year", f"is not a year: {key!r}", "name a report by four digits: [reports.2023]"
        )
    return key


_UNITS = {"": 1_000_000, "b": 1, "kb": 1_000, "mb": 1_000_000}


def _form(text: str) -> str:
    if [found.words for found in forms(text)] != [text]:
        raise _fault(
            "form",
            f"is no inclusive form: {text!r}",
            'write it as it stands in a text, such as "défenseur·e·x·s"',
        )
    return text


def _spoken(text: str) -> str:
    if not text.strip():
        raise _fault("empty", "is empty", "write what is said, or take the line out")
    return " ".join(text.split())


def _size(value: object) -> object:
    """Return bytes: a bare number counts megabytes, a text may have its unit."""
    match = re.fullmatch(r"(\d{1,9}(?:\.\d+)?) ?([kmKM]?[bB]?)", str(value))
    unit = _UNITS.get(match[2].lower()) if match else None
    if isinstance(value, bool) or not match or unit is None or not float(match[1]):
        raise _fault("size", f"is no size: {value!r}", 'write megabytes, such as 10, or "500 kB"')
    if not match[2] and float(match[1]) > _MOST_MEGABYTES:
        raise _fault(
            "size", f"would be {value} megabytes", f'bytes are written with their unit: "{value} B"'
        )
    return int(float(match[1]) * unit)


_MOST_MEGABYTES = 1000
_TAG = "^[a-z]{2,3}(-[A-Za-z0-9]+)*$"
_WORDS = {"type": "string", "pattern": r"\S"}
_TABLE = {
    "type": "object",
    "minProperties": 1,
    "propertyNames": {"pattern": _TAG},
    "additionalProperties": _WORDS,
}
_DAY = {"type": "string", "pattern": r"^\d{4}(-\d\d(-\d\d)?)?$"}
_NUMBER_OR_WORDS = [_WORDS, {"type": "number"}, _TABLE]


def _written(**schema: Any) -> WithJsonSchema:
    """Say in JSON Schema what may be typed, where it is not what the value becomes."""
    return WithJsonSchema(schema)


Text = Annotated[dict[str, str], BeforeValidator(_text), _written(anyOf=[_WORDS, _TABLE])]
FigureValue = Annotated[
    dict[str, str], BeforeValidator(_figure_value), _written(anyOf=_NUMBER_OR_WORDS)
]
When = Annotated[str, BeforeValidator(_when), _written(anyOf=[_DAY, {"type": "integer"}])]
Country = Annotated[str, AfterValidator(_country), _written(type="string", pattern="^[A-Z]{2}$")]
Language = Annotated[str, AfterValidator(_language), _written(type="string", pattern=_TAG)]
Colour = Annotated[
    str, AfterValidator(_colour), _written(type="string", pattern="^#[0-9a-fA-F]{6}$")
]
Inks = Annotated[
    tuple[float, float, float, float],
    BeforeValidator(_inks),
    _written(type="string", pattern="^[0-9]{1,3}( +[0-9]{1,3}){3}$"),
]
Address = Annotated[
    str, AfterValidator(_address), _written(type="string", pattern="^(https?|mailto|tel):[^ ]+$")
]
Email = Annotated[str, AfterValidator(_email), _written(type="string", pattern="^[^ ]+@[^ ]+$")]
Mailbox = Annotated[str, AfterValidator(_mailbox), _written(type="string", pattern="^[^@]+@[^@]+$")]
Unsubscribe = Annotated[
    str, AfterValidator(_unsubscribe), _written(type="string", pattern="^(https://|mailto:).+$")
]
Size = Annotated[
    int,
    BeforeValidator(_size),
    _written(
        anyOf=[
            {"type": "number", "exclusiveMinimum": 0, "maximum": _MOST_MEGABYTES},
            {"type": "string", "pattern": r"^\d+(\.\d+)? ?([kKmM]?[bB])?$"},
        ]
    ),
]
Iban = Annotated[
    str,
    AfterValidator(_number("iban")),
    _written(type="string", pattern=r"^[A-Za-z]{2}\d\d[\w .-]+$"),
]
Bic = Annotated[
    str, AfterValidator(_number("bic")), _written(type="string", pattern=r"^[\w -]{8,}$")
]
Reference = Annotated[
    str,
    AfterValidator(_number("reference")),
    _written(type="string", pattern=r"^(RF|rf|\d)[\w ]+$"),
]
Amount = Annotated[
    Decimal,
    BeforeValidator(_number("amount")),
    _written(
        anyOf=[
            {"type": "number", "minimum": 0.01, "maximum": 999999999.99},
            {"type": "string", "pattern": r"^\d{1,9}(\.\d{1,2})?$"},
        ]
    ),
]
Line16 = Annotated[str, _at_most(16)]
Line35 = Annotated[str, _at_most(35)]
Line70 = Annotated[str, _at_most(70)]
Text70 = Annotated[Text, _at_most(70)]
Text140 = Annotated[Text, _at_most(140)]
Code = Annotated[str, AfterValidator(_code), _written(type="string", pattern="^[A-Z][0-9]{3}$")]
InclusiveForm = Annotated[
    str, AfterValidator(_inclusive_form), _written(type="string", pattern=r"^[·•.(/-].+$")
]
Identifier = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Form = Annotated[str, AfterValidator(_form), _written(type="string")]
Spoken = Annotated[str, AfterValidator(_spoken), _written(type="string", minLength=1)]
Share = Annotated[float, Field(ge=0, le=1, strict=False)]
Word = Annotated[str, AfterValidator(_word), _written(type="string", pattern=r"^\S+$")]
Year = Annotated[str, AfterValidator(_year), _written(type="string", pattern="^[0-9]{4}$")]
