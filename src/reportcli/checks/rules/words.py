"""Words: twice in a row, misspelt in a way that is often seen, of another language."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from reportcli.checks.rule import Found, Pattern, mended, rule, shortest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportcli.checks.passages import Passage

_REPEATED = Pattern(
    r"(?<![\w’'\u0300-\u036f\ue000-])(?P<first>[^\W\d_]{1,30})(?P<again>[ \n](?i:(?P=first)))(?![\w\u0300-\u036f\ue000-]|['’](?![sm]\b|re\b|ve\b|ll\b))"
)
_MAY_REPEAT = {
    "fr": {
        "là",
        "nous",
        "vous",
        "faire",
        "très",
        "tout",
        "non",
        "oui",
        "si",
        "bien",
        "elle",
        "elles",
        "en",
        "plus",
        "petit",
    },
    "en": {"that", "had", "very", "no", "so", "is", "do", "can", "bye", "her", "in", "on"},
    "es": {"no", "sí", "muy", "paso", "casi", "poco", "que"},
}


@rule(
    "T050",
    "a word that stands twice",
    why="It is left over from a change, or was typed at the end of a line and again on the next.",
    fix="unsafe",
    languages=("fr", "en", "es", "de", "it", "pt"),
    bad="La loi de de protection",
    good="Nous nous battons pour une loi. Bora Bora, 10 10, très très",
    fixed="La loi de protection",
)
def repeated(passage: Passage) -> Iterator[Found]:
    allowed = _MAY_REPEAT.get(passage.base, set())
    for found in _REPEATED.finditer(passage.text):
        first, second = found["first"], found["again"][1:]
        begins = (
            len(second) > 1
            and first.istitle()
            and second.islower()
            and (found.start() == 0 or len(first) < 4)
        )
        if not ((first == second and first.islower()) or begins) or first.lower() in allowed:
            continue
        start, end = found.span("again")
        yield Found(*found.span(), f"“{found['first']}” stands twice", ((start, end, ""),))


_AN = Pattern(
    r"(?P<an>\ba|(?:\A|(?<=[.!?“] ))A) (?=(?:[aeio](?!ne\b|nce\b|ui|uij|u[lr]o|w)(?!u)[a-z]{2}|hour|honest|honou?r|heir|u[mn](?!i|es)[a-z]{2}|up[a-z]|ur[gn]|us[hu]er))"
    r"|(?P<a>\ban|(?:\A|(?<=[.!?“] ))An) (?=(?:[bcdfgjklpqtvwz][aeiouhlr][a-z]{2}|uni(?:t|v|f|o|q|c)|use[drs]?\b|euro|one\b|once\b))"
)
_DOUBLE = Pattern(
    r"(?<![\w’'-])(?P<articles>(?:a|an|the) (?:a|an|the)|a one of(?! a kind)|of of|to to)(?= [a-z])"
)


@rule(
    "T051",
    "an article that does not fit",
    why="“a” stands before a consonant that is heard, “an” before a vowel that is heard; and there is one article.",
    fix="unsafe",
    fixed="It was an honest answer to a question.",
    languages=("en",),
    bad="It was a honest answer to an question.",
    good="It took an hour at a university, a one-off, an MP, a European, a used car, an honour",
)
def articles(passage: Passage) -> Iterator[Found]:
    for found in _AN.finditer(passage.text):
        if found["a"]:
            edit = ((found.end("a") - 1, found.end("a"), ""),)
        else:
            edit = ((found.end("an"), found.end("an"), "n"),)
        start = found.start()
        word = re.compile(r"\S{1,30}").match(passage.text, found.end())
        end = word.end() if word else found.end()
        yield Found(start, end, f"“{passage.text[start:end]}”: the article does not fit", edit)
    for found in _DOUBLE.finditer(passage.text):
        yield Found(
            *found.span(), f"“{found['articles']}”: one word too many", hint="take one of them out"
        )


def _misspellings(passage: Passage) -> Iterator[tuple[int, int, str]]:
    """Yield where a misspelling stands, and how it is written."""
    text = passage.text
    listed, phrases = _listed(passage.base)
    small = text.lower()
    if len(small) != len(text):  # İ is two characters when it is small
        return
    there = listed.keys() & set(map(str.lower, passage.tokens))
    for wrong in [*there, *(phrase for phrase in phrases if phrase in small)]:
        right = listed[wrong]
        at = small.find(wrong)
        while at >= 0:
            end = at + len(wrong)
            if not (_INSIDE_WORD.search(text, at - 1, at) if at else False) and not _GOES_ON.match(
                text, end
            ):
                yield at, end, right
            at = small.find(wrong, end)


_INSIDE_WORD = Pattern(r"[\w@#./\ue000-]")
_GOES_ON = Pattern(r"[\w@/\u0300-\u036f\ue000-]|\.\w")


@cache
def _listed(language: str) -> tuple[dict[str, str], list[str]]:
    """Return the misspellings of a language as they are typed, small, and how they are written; and the phrases.

    Its file has one a line. There is only what is no word of the language, or so rare a form of one that
    nobody means it (« ultimo », of ultimar).
    """
    file = Path(__file__).parents[2] / "share" / "misspelt" / f"{language}.txt"
    lines = file.read_text("utf-8").splitlines()
    listed = {wrong: right for wrong, _, right in (line.partition(" = ") for line in lines)}
    return listed, [wrong for wrong in listed if not wrong.isalpha()]


@rule(
    "T052",
    "a misspelling that is often seen",
    why="The word does not exist as it stands. The lists are in share/misspelt, by language.",
    fix="safe",
    languages=("fr", "en", "es"),
    bad="le dévelopement du language",
    good="le développement du langage",
    fixed="le développement du langage",
)
def misspelt(passage: Passage) -> Iterator[Found]:
    text = passage.text
    for start, end, right in _misspellings(passage):
        typed, new = text[start:end], right
        if typed[0] == "E" and passage.base == "fr" and new == f"é{typed[1:]}":
            continue  # T040 says so
        if typed.isupper() and len(typed) > 1:
            new = new.upper()
        elif typed[0].isupper():
            new = new[0].upper() + new[1:]
        edit = shortest(start, typed, new)
        yield Found(start, end, f"“{typed}” is written “{new}”", (edit,))


_CION = Pattern(
    r"(?<![\w-])(?P<word>[A-ZÁÉÍÓÚ]?[a-záéíóúñ]{2,25}(?:[csx]|g|n)ion|[A-ZÁÉÍÓÚÑ]{3,25}CION)(?![\w-]|[ \u00a0][A-ZÀ-Þ][a-z]+ (?:of|for)\b)|(?<![\w-])(?P<cut>[a-z]{3,20}(?:c|ca|za|da|la|ma|pa|ta|di|ni)ció)(?![\w-])"
)
_NOT_CUT = {"anunció", "pronunció", "denunció", "renunció", "enunció", "desperdició"}
_ON = {
    "fusion", "division", "vision", "tension", "pension", "opinion", "region", "union", "reunion",
    "ocasion", "decision", "comision", "conexion", "expresion", "presion", "profesion", "sesion", "extension",
    "impresion", "revision", "television", "religion", "mision", "pasion", "prision", "agresion", "adhesion",
    "conclusion", "discusion", "represion", "expulsion", "detencion", "reflexion", "rebelion",
}  # fmt: skip


@rule(
    "T053",
    "ción without its accent or its end",
    why="Spanish nouns in -ción and -sión have an accent in the singular.",
    fix="safe",
    languages=("es",),
    bad="la organizacion y la comunicació",
    good="la organización, las naciones, pronunció, nació",
    fixed="la organización y la comunicación",
)
def spanish_cion(passage: Passage) -> Iterator[Found]:
    for found in _CION.finditer(passage.text):
        if word := found["word"]:
            if not word.lower().endswith("cion") and word.lower() not in _ON:
                continue
            new = f"{word[:-2]}{'ÓN' if word.isupper() else 'ón'}"
            yield mended(found, new, f"“{word}” is written “{new}”")
        elif found["cut"] not in _NOT_CUT:
            new = f"{found['cut']}n"
            yield mended(found, new, f"“{found['cut']}” lacks its last letter: “{new}”")


_OTHER_AND = Pattern(r"(?<=[\w,”»\"] )(?P<word>or|and|the|of|with)(?= [\wáéíóúñ])")
_AROUND = Pattern(
    r"\b(?:the|of|and|for|to|in|on|with|from|is|are|by|an|Rights|Human|International|World|Law|Watch|Act)\b"
)


@rule(
    "T054",
    "a small word of English in a Spanish text",
    why="It was left over from the translation.",
    languages=("es",),
    bad="una autoridad, or CA por sus siglas",
    good="una autoridad, o CA; la película *The Rights and Wrongs of the World*; Rock and Roll",
)
def english_left(passage: Passage) -> Iterator[Found]:
    text = passage.text
    for found in _OTHER_AND.finditer(text):
        if found["word"] not in {"or", "with"}:
            continue
        start = max(0, found.start() - 30)
        around = text[start : found.start()] + text[found.end() : found.end() + 30]
        if not _AROUND.search(around) and not re.search(r"[*_“«\"]\S", text[start : found.start()]):
            yield Found(*found.span(), f"“{found['word']}” is English", hint="translate it")


_CLAUSE = Pattern(r"[^.!?…;:«»“”\"*_()\n]{25,400}")
_QUOTES = frozenset('«»“”"*_')
_OF_ENGLISH = frozenset(
    {"the", "of", "and", "to", "is", "are", "be", "will", "with", "that", "this", "for", "from", "by", "it", "not", "has",
     "have", "which", "you", "your", "can", "than", "where", "was", "were", "they", "their", "an", "or", "at", "as"}
)  # fmt: skip
_OF_OTHERS = frozenset(
    {"le", "la", "les", "de", "des", "du", "et", "est", "un", "une", "que", "qui", "dans", "pour", "par", "pas", "el",
     "los", "las", "del", "y", "es", "en", "se", "con", "para", "por", "il", "elle", "nous", "vous", "sur", "au", "aux"}
)  # fmt: skip


@rule(
    "T068",
    "a sentence that was left in English",
    why="It was passed over in the translation.",
    languages=("fr", "es"),
    bad="C’est clair. The address will be on another server than the one that is used.",
    good="C’est clair. Le slogan « The one that you are is the one that will be ». Amnesty International of the World",
)
def left_in_english(passage: Passage) -> Iterator[Found]:
    if "the" not in passage.tokens and "you" not in passage.tokens:
        return
    for found in _CLAUSE.finditer(passage.text):
        around = (
            passage.text[: found.start()].rstrip()[-1:] + passage.text[found.end() :].lstrip()[:1]
        )
        if not _QUOTES.isdisjoint(around):
            continue
        words = found[0].lower().split()
        english = sum(word in _OF_ENGLISH for word in words)
        if len(words) > 5 and english * 3 >= len(words) and _OF_OTHERS.isdisjoint(words):
            start = found.start() + len(found[0]) - len(found[0].lstrip())
            yield Found(start, found.end(), "these words are English", hint="translate them")


_QUESTION = Pattern(r"(?P<open>[¿¡])|(?P<close>[?!])(?=[\s»”\")*_?!.,;:]|\Z)")


@rule(
    "T055",
    "a question or exclamation that does not open",
    why="Spanish opens questions with ¿ and exclamations with ¡ (RAE, Ortografía).",
    languages=("es",),
    bad="Qué ha cambiado?",
    good="¿Qué ha cambiado? ¡Todo! ¡¿Todo?! (!)",
)
def inverted(passage: Passage) -> Iterator[Found]:
    opened: list[tuple[str, int]] = []
    text = passage.text
    if not any(sign in text for sign in "¿¡?!"):
        return
    for found in _QUESTION.finditer(text):
        sign, at = found[0], found.start()
        wanted = {"?": "¿", "!": "¡"}.get(sign)
        if wanted is None:
            opened.append((sign, at))
        elif any(opening == wanted for opening, _ in opened):
            opened = [item for item in opened if item[0] != wanted]
        elif not opened and text[max(0, at - 1) : at] not in {"(", "?", "!"}:
            hint = f"put {wanted} where the sentence begins"
            yield Found(at, at + 1, f"“{sign}” without “{wanted}” before it", hint=hint)
    for sign, at in opened:
        closing = "?" if sign == "¿" else "!"
        yield Found(at, at + 1, f"“{sign}” is not closed", hint=f"close it: {closing}")
