"""What differs from language to language, as data."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import Final, NamedTuple

NB: Final = "\u00a0"  # no-break space
NN: Final = "\u202f"  # narrow no-break space


class Gap(NamedTuple):
    """The space at a sign: what a typed one becomes, and what is put where there is none."""

    typed: str | None = None  # None: it stays as it is
    absent: str = ""


_AS_TYPED: Final = Gap()
_TIED: Final = Gap(NB)


@dataclass(frozen=True, slots=True)
class Language:
    """How one language is set. The defaults are those of a language that is not in the table."""

    outer: str = "“”"
    inner: str = "‘’"
    inside: Gap = _AS_TYPED  # inside « »
    high: Gap = _AS_TYPED  # before ; ! ?
    colon: Gap = _AS_TYPED
    percent: Gap = _TIED
    thousands: str | None = None  # the space in 12 000
    dash: str | None = None  # the space before a dash between words
    ordinals: str | None = None  # a pattern; its groups are what is raised
    names: str = ""  # stay with the name that follows
    numbers: str = ""  # stay with the number that follows
    comma: str = ", "  # between the parts of a list
    isolated: str | None = (
        None  # what is written from left to right, and begins with a sign that would turn
    )


_EGRAVE = "(?:è|e\u0300)"
_FRENCH_ORDINALS = (
    rf"1(ers?|{_EGRAVE}?res?)|2(nde?s?|de?s?)|\d{{1,4}}(es?|i?(?:{_EGRAVE}|e)mes?)"
    rf"|[IVXLC]{{2,9}}(es?|{_EGRAVE}mes?)"
    rf"|[IVXLC](er?|re)(?=[ {NB}{NN}](?:si{_EGRAVE}cle|République))"
)

_FR = Language(
    outer="«»",
    inner="“”",
    inside=Gap(NN, NN),
    high=Gap(NN, NN),
    colon=Gap(NB, NB),
    percent=Gap(NB, NB),
    thousands=NN,
    dash=NB,
    ordinals=_FRENCH_ORDINALS,
    names="M. MM. Mme Mmes Mlle Mlles Dr Dre Drs Pr Pre Me Mgr",
    numbers="n° nº p. pp. art. al. chap. vol. fig. h",
)
_DE = Language(
    outer="„“",
    inner="‚‘",
    thousands=NN,
    names="Hr. Fr. Dr. Prof.",
    numbers="Nr. S. Art. Abs. Kap. Bd.",
)
_PT = Language(
    thousands=NN,
    names="Sr. Sra. D. Dr. Dra. Prof.",
    numbers="n.º p. pp. pág. art. cap. vol.",
)

_AR = Language(
    outer="«»",
    inner="”“",  # the one that is first stands at the right
    percent=Gap(""),
    thousands=NN,
    numbers="رقم المادة ص.",
    comma="، ",
    isolated=rf"[#@][A-Za-z]\w*|\+\d[\d {NB}{NN}.()-]*\d",  # #KeepItOn, +41 22 123 45 67
)

LANGUAGES: Final = {
    "fr": _FR,
    # Swiss French: a thin space or none; which of the two is the author's choice.
    "fr-ch": replace(_FR, inner="‹›", inside=Gap(NN), high=Gap(NN), colon=Gap(NN), percent=Gap(NB)),
    # OQLF, « Espacement avant et après les signes de ponctuation » : a thin one before ; ! ? where
    # it can be had, otherwise none. A typed space is made thin, none is added.
    "fr-ca": replace(_FR, inside=Gap(NB, NB), high=Gap(NN)),
    "en": Language(
        ordinals=r"\d[\d,]{0,9}(st|nd|rd|th)",
        names="Mr Mr. Mrs Mrs. Ms Ms. Dr Dr. Prof.",
        numbers="No. p. pp. art. ch. vol. fig.",
    ),
    "es": Language(
        outer="«»",
        inner="“”",
        thousands=NN,
        ordinals=r"\d{1,4}\.(er)",  # º and ª are raised by themselves
        names="Sr. Sra. Srta. D. Dña. Dr. Dra. Prof.",
        numbers="n.º núm. p. pp. pág. págs. art. cap. vol.",
    ),
    "de": _DE,
    "de-ch": replace(_DE, outer="«»", inner="‹›"),
    "it": Language(
        outer="«»",
        inner="“”",
        thousands=NN,
        names="Sig. Sig.ra Sig.na Dott. Dott.ssa Dr. Prof. Avv.",
        numbers="n. p. pp. pag. art. cap. vol.",
    ),
    "ar": _AR,
    "fa": replace(_AR, inner="‹›", numbers="شماره ماده ص."),
    "pt": _PT,
    "pt-pt": replace(_PT, outer="«»", inner="“”"),
}


@cache
def language(tag: str) -> Language:
    """Look a tag up, then the same without its last part, and so on: fr-BE is set as fr."""
    parts = tag.lower().replace("_", "-").split("-")
    tags = ("-".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((LANGUAGES[each] for each in tags if each in LANGUAGES), Language())
