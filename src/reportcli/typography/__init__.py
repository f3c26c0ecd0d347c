"""How a language is set on the page. Text as typed goes in, safe HTML comes out.

The data stays as typed: this is for rendering alone. The way of a text:

    kept       addresses and the like are hidden from the rules
    markup     Markdown becomes flat text, and tags that know their place in it
    setting    quotes and spaces of the language (languages: the table)
    markup     inclusive forms and ordinals get their tags; all tags go back in

The two that read Markdown are imported when something is set: `check` needs only what is known of languages.

No letter or digit changes on the way, and once the dots are an ellipsis (`setting.shorten`) every
sign that is no space keeps its rank among such signs. So a tag is remembered by rank, and the rules
for spaces are plain substitutions that know of no tags.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from reportcli.typography.kept import PIECES, PIECES_IN_MARKDOWN, Kept
from reportcli.typography.languages import LANGUAGES, Gap, Language, language

if TYPE_CHECKING:
    from markupsafe import Markup

__all__ = ["LANGUAGES", "Gap", "Language", "inline", "language", "paragraphs", "plain"]


_remembered = lru_cache(maxsize=1000)
"""A text and a language make one result: most texts of a report are set several times."""


@_remembered
def plain(text: str, lang: str) -> str:
    """Set a text without any markup: for <title>, metadata, bookmarks, alternative texts."""
    kept = Kept()
    return _flat(text, language(lang), kept).translate(kept)


@_remembered
def inline(text: str, lang: str) -> Markup:
    """Set a title, a label, a caption: no Markdown, everything escaped."""
    from reportcli.typography.markup import render

    kept = Kept()
    return render(_flat(text, language(lang), kept), (), language(lang), kept)


@_remembered
def paragraphs(text: str, lang: str) -> tuple[Markup, ...]:
    """Set paragraphs of inline Markdown, parted by blank lines; each is the inside of a <p>."""
    from reportcli.typography.setting import one_line

    runs = groupby(map(one_line, text.splitlines()), key=bool)
    set_ = (_paragraph("\n".join(lines), language(lang)) for filled, lines in runs if filled)
    return tuple(filter(None, set_))


def _flat(text: str, language: Language, kept: Kept) -> str:
    from reportcli.typography.setting import one_line, set_text, shorten

    return set_text(shorten(kept.hide_all(PIECES, one_line(text))), language)


def _paragraph(text: str, language: Language) -> Markup:
    from reportcli.typography.markup import flatten, render
    from reportcli.typography.setting import set_text

    kept = Kept()
    flat, spans = flatten(kept.hide_all(PIECES_IN_MARKDOWN, text).replace("\n", " "), kept)
    return render(set_text(flat, language), spans, language, kept)
