"""The data as models: a project's reports, frozen and complete. What each value may be is in `values`."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from reportcli.inclusive.pairs import key, pair
from reportcli.values import (
    FIRST,
    Address,
    Amount,
    Bic,
    Code,
    Colour,
    Country,
    Email,
    FigureValue,
    Form,
    Iban,
    Identifier,
    InclusiveForm,
    Inks,
    Language,
    Line16,
    Line35,
    Line70,
    Mailbox,
    Reference,
    Share,
    Size,
    Spoken,
    Text,
    Text70,
    Text140,
    Unsubscribe,
    When,
    Word,
    Year,
)

if TYPE_CHECKING:
    from collections.abc import Mapping


class Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Figure(Model):
    """A number of the text. `value` as it is set ("plus de 800"); `count` where none can be read in it."""

    value: FigureValue
    label: Text
    count: int | None = None


class Quote(Model):
    text: Text
    by: Text | None = None


class Image(Model):
    """A picture: `src` relative to the project; `focus` the point (x, y, from 0 to 1) that no crop loses."""

    src: str
    alt: Text
    credit: Text | None = None
    focus: Annotated[tuple[Share, Share], Field(strict=False)] = (0.5, 0.5)


class Link(Model):
    label: Text
    url: Address


class Switches(Model):
    """What `reportcli check` passes over in one victory: codes of rules."""

    ignore: Annotated[tuple[Code, ...], Field(strict=False)] = ()


class Victory(Model):
    """One victory. Its number is its position. `places` are ISO 3166-1 alpha-2 codes."""

    text: Text
    id: Identifier | None = None
    title: Text | None = None
    summary: Text | None = None
    places: Annotated[tuple[Country, ...], Field(strict=False)] = ()
    themes: Annotated[tuple[Text, ...], Field(strict=False)] = ()
    date: When | None = None
    partners: Annotated[tuple[Text, ...], Field(strict=False)] = ()
    figures: Annotated[tuple[Figure, ...], Field(strict=False)] = ()
    quote: Quote | None = None
    image: Image | None = None
    links: Annotated[tuple[Link, ...], Field(strict=False)] = ()
    check: Switches = Switches()

    def anchor(self, number: int) -> str:
        """Return the id by which pages name the victory, the `number`-th (from 1) of its report."""
        return self.id or f"v{number}"


class Report(Model):
    """A year's report. `languages[0]` is the language of plain strings."""

    languages: Annotated[tuple[Language, ...], Field(strict=False, min_length=1)]
    title: Text
    subtitle: Text | None = None
    intro: Text | None = None
    closing: Text | None = None
    cover: Image | None = None
    layout: str = "annual"
    victories: Annotated[tuple[Victory, ...], Field(strict=False, min_length=1)]


class Holder(Model):
    """Who holds an account; `name` is the organisation's where none is given."""

    name: Text70 | None = None
    street: Line70 | None = None
    house_number: Line16 | None = None
    postcode: Line16 | None = None
    town: Line35 | None = None
    country: Country | None = None


class Donate(Model):
    """The call to give: `message` says it, `purpose` is what stands on the payment."""

    url: Address | None = None
    iban: Iban | None = None
    bic: Bic | None = None
    currency: Literal["CHF", "EUR"] | None = None
    amount: Amount | None = None
    reference: Reference | None = None
    purpose: Text140 | None = None
    holder: Holder = Holder()
    message: Text | None = None


class Organization(Model):
    name: Text | None = None
    url: Address | None = None
    email: Email | None = None
    address: Text | None = None
    logo: str | None = None
    donate: Donate | None = None


class Fonts(Model):
    """Families: `display` for titles and numerals, `text` to read. `files` are fonts of the project's own."""

    display: str = "Bricolage Grotesque"
    text: str = "Literata"
    files: Annotated[tuple[str, ...], Field(strict=False)] = ()


class Brand(Model):
    """`accent` draws, `ink` speaks."""

    accent: Colour = "#ff5a1f"
    ink: Colour = "#16120f"
    fonts: Fonts = Fonts()
    coverage: Literal["full", "light"] = "full"


class Mail(Model):
    """Donor mailings. `subject`, `dedication` and `unsubscribe` are Jinja texts; sizes in bytes."""

    sender: Mailbox | None = None
    reply_to: Mailbox | None = None
    subject: Text | None = None
    unsubscribe: Unsubscribe | None = None
    dedication: Text | None = None
    max_size: Size = 10_000_000


class Publish(Model):
    """What a finished file gives away: `attach_source`, its own data, for `reportcli import`."""

    attach_source: bool = True


class Speech(Model):
    """How inclusive forms are spoken: `forms` as the project says, others as the `pair` that they write."""

    pairs: bool = False
    forms: dict[Form, Spoken] = {}

    def spoken(self, form: str) -> str | None:
        """Return what is said for a form; None where its signs are read as they stand."""
        return self._chosen.get(key(form)) or (pair(form) if self.pairs else None)

    @cached_property
    def _chosen(self) -> dict[str, str]:
        return {key(form): words for form, words in self.forms.items()}


class Print(Model):
    """What the print shop asks for: its ICC profile, and the brand's colours as shares of its four inks."""

    profile: str | None = None
    accent: Inks | None = None
    ink: Inks | None = None


class Inclusive(Model):
    """The project's inclusive form, as the ending of a plural."""

    form: InclusiveForm | None = None


class Spelling(Model):
    """Words that no dictionary has and that are right here, as they are typed."""

    words: Annotated[tuple[Word, ...], Field(strict=False)] = ()


class Check(Model):
    """What `reportcli check` passes over, and what it asks for."""

    ignore: Annotated[tuple[Code, ...], Field(strict=False)] = ()
    inclusive: Inclusive = Inclusive()
    spelling: Spelling = Spelling()


class Choices(Model):
    """What a project chooses of a layout's options, by their names (see layouts.Option)."""

    model_config = ConfigDict(extra="allow", frozen=True)
    __pydantic_extra__: dict[str, str] = Field(init=False)


class Data(Model):
    """The whole of a data file."""

    schema_: Annotated[Literal[1], Field(alias="schema")] = 1
    organization: Organization = Organization()
    brand: Brand = Brand()
    mail: Mail = Mail()
    publish: Publish = Publish()
    speech: Speech = Speech()
    print: Print = Print()
    check: Check = Check()
    layouts: dict[str, Choices] = {}
    reports: Annotated[dict[Year, Report], Field(min_length=1)]

    def choices(self, layout: str) -> Mapping[str, str]:
        """Return what is chosen of a layout's options."""
        chosen = self.layouts.get(layout)
        return (chosen.model_extra if chosen else None) or {}


def words(text: Mapping[str, str], language: str, first: str) -> str | None:
    """Return the words of a text in a language; a plain string is in the report's `first` language."""
    return text.get(language, text.get(FIRST) if language == first else None)


def texts(
    value: Any, path: tuple[str | int, ...] = ()
) -> list[tuple[tuple[str | int, ...], dict[str, str]]]:
    """Return every text under a model with its path in the data, in the order of the fields."""
    if isinstance(value, BaseModel):
        return [
            found
            for name, field in type(value).model_fields.items()
            if (item := getattr(value, name))
            for found in texts(item, (*path, field.alias or name))
        ]
    if isinstance(value, tuple):
        return [found for index, item in enumerate(value) for found in texts(item, (*path, index))]
    if isinstance(value, dict):
        if value and all(isinstance(item, str) for item in value.values()):
            return [(path, value)]
        return [found for key, item in value.items() for found in texts(item, (*path, key))]
    return []
