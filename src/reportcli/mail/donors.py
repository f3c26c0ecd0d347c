"""A donor list, row by row: each is a donor, or is refused with all that is wrong in it."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import IO, TYPE_CHECKING

from reportcli.diagnostics import Diagnostic, Failure, Place
from reportcli.mail import addresses, csv_text, headings
from reportcli.mail.donor import Donor

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reportcli.mail.csv_text import Row
    from reportcli.mail.headings import Columns

LONGEST_VALUE = 1000
"""Characters that a value may have: a name, an amount, a line of an address."""


@dataclass(frozen=True)
class Sheet:
    """A list that can be read: its name in diagnostics, how its bytes are rows, what its columns hold."""

    name: str
    stream: IO[bytes]
    encoding: str
    separator: str
    columns: Columns
    notes: tuple[Diagnostic, ...]

    def rows(self) -> Iterator[Row]:
        """Yield the rows under the headings, from the first. Raises Failure for a quote without end."""
        self.stream.seek(0)
        found = csv_text.rows(self.stream, self.encoding, self.separator)
        try:
            next(found, None)
            yield from found
        except csv_text.Unclosed as fault:
            place = Place(self.name, fault.line, 1, fault.line, len(fault.text) + 1, fault.text)
            message = "a quote is opened in this row and not closed"
            hint = 'close it with ", or double it inside a value: ""'
            raise Failure([Diagnostic("M107", message, place, hint)]) from None


@dataclass(frozen=True)
class Refused:
    """A row that is no donor, and why."""

    row: Row
    faults: tuple[Diagnostic, ...]


def open_sheet(stream: IO[bytes], name: str, overrides: Mapping[str, str]) -> Sheet:
    """Read a list's headings. Raises Failure when they do not say where the addresses are."""
    stream = csv_text.seekable(stream)
    if csv_text.is_workbook(stream):
        hint = "open it, save it as “CSV UTF-8”, and give that file"
        message = "the list is a workbook of Excel or another office program, no CSV file"
        raise Failure([Diagnostic("M101", message, Place(name), hint)])
    encoding = csv_text.encoding(stream)
    first = csv_text.first_line(stream, encoding.name)
    if not first:
        hint = "give a CSV file with a line of headings, such as: email,name"
        raise Failure([Diagnostic("M101", "the list is empty", Place(name), hint)])
    separator = csv_text.separator(first)
    row = next(csv_text.rows(stream, encoding.name, separator))
    columns, faults = headings.recognise([field.strip() for field in row.fields], overrides)
    if faults:
        raise Failure(
            Diagnostic("M102", fault.message, _cell(name, row, fault.index, separator), fault.hint)
            for fault in faults
        )
    return Sheet(name, stream, encoding.name, separator, columns, tuple(_notes(name, encoding)))


def _notes(name: str, encoding: csv_text.Encoding) -> Iterator[Diagnostic]:
    if encoding.not_utf8:
        line = encoding.not_utf8
        message = (
            "the list is not in UTF-8; it is read as Windows-1252, as older spreadsheets write it"
        )
        hint = "if accents are wrong in what follows, save it as “CSV UTF-8”"
        yield Diagnostic("M103", message, Place(name, line, 1, line, 1), hint, "info")


def donors(sheet: Sheet, languages: Sequence[str]) -> Iterator[tuple[Donor | Refused, Row]]:
    """Yield every row that is not blank, as a donor or refused. The first of `languages` is the usual one."""
    for row in sheet.rows():
        donor, faults = _read(sheet, row, languages)
        yield (donor or Refused(row, faults)), row


def slips(sheet: Sheet, row: Row, donor: Donor) -> Iterator[Diagnostic]:
    """Yield warnings about an address that is valid and probably mistyped, or leads nowhere."""
    if not donor.email:
        where = {"postcode", "city"} & sheet.columns.fields.keys()
        if where and not (donor.postcode or donor.more.get("city")):
            message = f"the postal address of {donor.name or 'this row'} has no town"
            hint = "write it, or the letter will not arrive"
            yield Diagnostic("M117", message, _whole(sheet.name, row), hint, "warning")
        return
    if close := addresses.slip(donor.email):
        place = _place(sheet, row, "email")
        message = f"{donor.email} is probably mistyped"
        hint = f"did you mean {donor.email.rpartition('@')[0]}@{close}?"
        yield Diagnostic("M110", message, place, hint, "warning")


def duplicate(sheet: Sheet, row: Row, donor: Donor, first: int) -> Diagnostic:
    message = f"{donor.email} is there already, in line {first}"
    return Diagnostic("M106", message, _place(sheet, row, "email"), "leave one of the two rows")


def _read(
    sheet: Sheet, row: Row, languages: Sequence[str]
) -> tuple[Donor | None, tuple[Diagnostic, ...]]:
    faults = [*_misshapen(sheet, row)] or [*_unfit(sheet, row)]
    if faults:
        return None, tuple(faults)
    columns, fields = sheet.columns, row.fields
    value = {name: headings.value(fields, index) for name, index in columns.fields.items()}
    lines = tuple(headings.lines(columns, fields))
    address, fault = _address(sheet, row, value.get("email", ""), lines)
    faults += [fault] if fault else []
    language = _language(value.get("lang", ""), languages)
    if language is None:
        message = f"the report has no language “{value['lang']}”"
        hint = f"write one of: {', '.join(languages)}; or leave it empty for {languages[0]}"
        faults.append(Diagnostic("M105", message, _place(sheet, row, "lang"), hint))
    if faults or address is None or language is None:
        return None, tuple(faults)
    return Donor(
        row.line,
        address.email,
        value.get("name") or " ".join(filter(None, (value.get("first"), value.get("last")))),
        value.get("salutation", ""),
        language,
        value.get("amount", ""),
        lines,
        value.get("postcode", ""),
        value.get("country", ""),
        {
            name: headings.value(fields, index)
            for name, index in {**columns.also, **columns.more}.items()
        },
        address.key,
    ), ()


def _address(
    sheet: Sheet, row: Row, written: str, lines: tuple[str, ...]
) -> tuple[addresses.Address | None, Diagnostic | None]:
    if not written and lines:
        return addresses.Address("", ""), None
    place = _place(sheet, row, "email")
    if not written:
        hint = "write it, or a postal address for a printed letter, or take the row out"
        return None, Diagnostic("M104", "there is no e-mail address in this row", place, hint)
    try:
        return addresses.parse(unicodedata.normalize("NFC", written)), None
    except addresses.NoAddress as error:
        message = f"“{written[:80]}” is no e-mail address: {error}"
        return None, Diagnostic("M104", message, place, error.hint)


def _misshapen(sheet: Sheet, row: Row) -> Iterator[Diagnostic]:
    """Yield a fault where a row has not as many fields as there are headings; empty ones do not count."""
    wanted, found = len(sheet.columns.headings), len(row.fields)
    if found == wanted or (found > wanted and not any(f.strip() for f in row.fields[wanted:])):
        return
    least = max(sheet.columns.fields.values(), default=0)
    if found < wanted and found > least and not sheet.columns.more:
        return
    sign = {",": "comma", ";": "semicolon", "\t": "tab"}[sheet.separator]
    message = f"this row has {found} fields, and there are {wanted} headings"
    hint = (
        f'a value with a {sign} in it goes between quotes: "…"'
        if found > wanted
        else "a value or a separator is missing"
    )
    yield Diagnostic("M108", message, _whole(sheet.name, row), hint)


def _unfit(sheet: Sheet, row: Row) -> Iterator[Diagnostic]:
    """Yield a fault for each value that no header or page can hold (RFC 5322, 2.2; RFC 2047, 2)."""
    several = {sheet.columns.fields.get(name) for name in ("address", "address2", "address3")}
    for index, field in enumerate(row.fields[: len(sheet.columns.headings)]):
        heading = sheet.columns.headings[index]
        if headings.plain(heading) == headings.OURS:
            continue
        message = hint = ""
        bare = field.replace("\r\n", "\n").replace("\n", " ") if index in several else field
        odd = next((s for s in bare.strip() if unicodedata.category(s) in _NEVER), None)
        if odd is not None:
            message = f"“{heading}” has a sign that no line may hold (U+{ord(odd):04X})"
            hint = "write the value anew, in one line"
        elif "\ufffd" in field:
            message = f"“{heading}” has a sign that could not be read"
            hint = "write it anew, and save the list as “CSV UTF-8”"
        elif "=?" in field:
            message = f"“{heading}” has =? in it, which mail programs read as code"
            hint = "take it out"
        elif len(field) > LONGEST_VALUE:
            message = f"“{heading}” has {len(field)} characters"
            hint = f"a value has {LONGEST_VALUE} at most; a quote may be missing in this row"
        if message:
            yield Diagnostic("M109", message, _cell(sheet.name, row, index, sheet.separator), hint)


_NEVER = {"Cc", "Zl", "Zp", "Cs"}


def _language(written: str, languages: Sequence[str]) -> str | None:
    if not written:
        return languages[0]
    return _languages(tuple(languages)).get(headings.plain(written))


@cache
def _languages(languages: tuple[str, ...]) -> Mapping[str, str]:
    """Return the report's languages by what people write: their tags, and their names in these languages."""
    from babel import Locale, UnknownLocaleError

    said: dict[str, str] = {}
    for tag in reversed(languages):
        base = tag.partition("-")[0]
        try:
            locale = Locale.parse(base)
        except (UnknownLocaleError, ValueError):
            locale = None
        names = (
            [locale.get_language_name(reader) for reader in (base, "en", "fr", "es", "de")]
            if locale
            else []
        )
        for name in (base, *filter(None, names), tag):
            said[headings.plain(name)] = tag
    return said


def _place(sheet: Sheet, row: Row, field: str) -> Place:
    return _cell(sheet.name, row, sheet.columns.fields.get(field, -1), sheet.separator)


def _cell(name: str, row: Row, index: int, separator: str) -> Place:
    """Return where a field stands; the whole row where it cannot be told."""
    start, end = csv_text.column(row, index, separator) if index >= 0 else (0, 0)
    if not start:
        return _whole(name, row)
    return Place(name, row.line, start, row.line, max(end, start + 1), row.text)


def _whole(name: str, row: Row) -> Place:
    return Place(name, row.line, 1, row.line, len(row.text) + 1, row.text)
