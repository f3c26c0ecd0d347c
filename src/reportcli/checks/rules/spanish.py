"""What only Spanish has: words that an accent tells apart, and signs that open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportcli.checks.rule import Found, Pattern, mended, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportcli.checks.passages import Passage

_TOLD_APART = Pattern(
    r"(?<![\w-])(?:"
    r"(?P<tu>[Tt]u)(?= (?:eres|tienes|puedes|debes|sabes|quieres|vas|estás|serás|podrás|dices|haces)\b)"
    r"|(?P<mas>[Mm]as)(?= (?:de|o menos|bien|vale|allá|adelante|tarde|grandes?|importantes?|información)\b)"
    r"|(?<=\b(?:los|las) )(?P<more>mas)(?= [a-záéíóúñ]{4})"
    r"|(?:[Nn]o|[Yy]o) (?P<se>se)(?= (?:si|cómo|qué|cuándo|dónde|quién|cuál|cuánt[oa]s?)\b)"
    r"|(?:que|no|ya|también|si) (?P<esta>esta)(?= (?:en|disponible|siendo|aquí|ahí)\b)"
    r"|(?:[Ee]l|[Ll]a|[Ll]o) (?P<which>cuál)\b|(?:[Ll]os|[Ll]as) (?P<whichs>cuáles)\b"
    r"|(?:[Ss]obre|[Ss]aber|[Aa]prender|[Ee]ntender|[Ee]xplicar|[Dd]ecidir|[Mm]ostrar) (?P<how>como)(?= [a-záéíóúñ]{2,20}[aei]r\b)"
    r"|(?<=[a-záéíóúñ] )(?P<el>el)(?=[.;!?](?:\s|\Z|[»”]))"
    r"|(?<=¿)(?:(?P<asked>[Dd]onde|[Qq]uien(?:es)?|[Cc]ual(?:es)?|[Cc]uant[oa]s?|[Cc]omo)\b"
    r"|(?P<que>[Qq]ue)(?= (?:es|son|hacer|significa)\b)|(?P<porque>[Pp]orque)\b)"
    r")"
)
_ACCENTED = {
    "tu": "tú", "mas": "más", "esta": "está", "se": "sé", "el": "él", "que": "qué", "porque": "por qué", "donde": "dónde",
    "quien": "quién", "quienes": "quiénes", "cual": "cuál", "cuales": "cuáles", "cuanto": "cuánto", "cuanta": "cuánta",
    "cuantos": "cuántos", "cuantas": "cuántas", "como": "cómo", "cuál": "cual", "cuáles": "cuales",
}  # fmt: skip


@rule(
    "T065",
    "a word that its accent tells from another",
    why="tú, él, sé, más and the words that ask have an accent, which tells them from tu, el, se, mas (RAE,"
    " Ortografía, II, 3.4.3).",
    fix="unsafe",
    languages=("es",),
    bad="Tu eres más alto que el.",
    good="Tú eres más alto que él. Tu casa, el que dice, mas no tanto. ¿Que viene?",
    fixed="Tú eres más alto que él.",
)
def told_apart(passage: Passage) -> Iterator[Found]:
    for found in _TOLD_APART.finditer(passage.text):
        group = found.lastgroup or ""
        word = found[group]
        new = _ACCENTED[word.lower()]
        new = new.capitalize() if word[0].isupper() else new
        yield mended(found, new, f"“{word}” is written “{new}” here", group)


_BARE = str.maketrans("aeiou", "áéíóú")
_ESDRUJULAS = Pattern(
    r"(?<![\w@#./-])(?P<word>"
    r"[a-zñ]{2,20}?(?P<gerund>a|[iy]e)ndo(?:me|te|se|nos|l[aeo]s?)"
    r"|[a-zñ]{3,20}(?P<superlative>i)sim[oa]s?"
    r"|[a-zñáéíóú]{3,20}(?:log|graf|nom|ometr|sof|pat)(?P<ia>i)as?"
    r"|[a-zñ]{0,20}(?P<adverb>[aeiou])[b-df-hj-np-tv-zñ]{1,3}icamente"
    r"|[a-zñ]{2,20}(?:(?P<o>o)[gmnt]|(?P<e>e)t|(?<!sof)(?P<i>i)st|(?<!pl)(?P<a>a)(?:t|st)|[ot]gr(?P<graf>a)f)ic[oa]s?"
    r")(?![\w@/-])"
)
_RIGHT_AS_THEY_ARE = {"ande", "comando", "elogia", "elogias"}


@rule(
    "T066",
    "a word whose ending asks for an accent",
    why="Gerunds with a pronoun, superlatives, nouns in -logía and -grafía, adjectives in -ógico, -ático, -ístico and"
    " adverbs in -icamente always have their accent (RAE, Ortografía, II, 3.4).",
    fix="safe",
    languages=("es",),
    bad="diciendole que la tecnologia es automatica",
    good="diciéndole que la tecnología es automática; elogia, practica, comunica, heroicamente, la logia, cuando le",
    fixed="diciéndole que la tecnología es automática",
)
def spanish_endings(passage: Passage) -> Iterator[Found]:
    for found in _ESDRUJULAS.finditer(passage.text):
        word, group = (
            found["word"],
            next(name for name, value in found.groupdict().items() if value and name != "word"),
        )
        if word in _RIGHT_AS_THEY_ARE:
            continue
        at = found.end(group) - 1 - found.start()
        new = word[:at] + word[at].translate(_BARE) + word[at + 1 :]
        yield mended(found, new, f"“{word}” is written “{new}”", "word")


_INSIDE = Pattern(
    r"(?P<open>[¿¡])(?P<after>[ \u00a0\u202f]{1,3})(?=\w)|«(?P<left>[ \u00a0\u202f])|(?P<right>[ \u00a0\u202f])»",
    needs="¿¡«»",
)


@rule(
    "T019",
    "a space inside ¿ ?, ¡ ! or « »",
    why="In Spanish the signs that open and close stand close to their words (RAE, Ortografía, III, 3).",
    fix="safe",
    languages=("es",),
    bad="¿ Qué dice «\u00a0la ley\u00a0»?",
    good="¿Qué dice «la ley»?",
    fixed="¿Qué dice «la ley»?",
)
def inside_signs(passage: Passage) -> Iterator[Found]:
    for found in _INSIDE.finditer(passage.text):
        group = "after" if found["open"] else "left" if found["left"] else "right"
        what = f"space inside “{found[0].strip()}”"
        yield Found(*found.span(), what, ((*found.span(group), ""),))


_OR = Pattern(r"(?<=[\w,.»”\")])(?<! [a-z]\))\s(?P<or>ó)(?=\s)")


@rule(
    "T045",
    "ó between words",
    why="The conjunction o has no accent, not even between figures (RAE, Ortografía, 2010).",
    fix="safe",
    languages=("es",),
    bad="hoy ó mañana",
    good="hoy o mañana",
    fixed="hoy o mañana",
)
def accented_or(passage: Passage) -> Iterator[Found]:
    if "ó " in passage.text:
        for found in _OR.finditer(passage.text):
            yield mended(found, "o", "“ó” is written “o”", "or")


_COUNTED = Pattern(
    r"(?<![\w-])(?<!\blos )(?<!\blas )(?<!\besos )(?<!\bestos )(?:dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez)"
    r" (?P<noun>[a-záéíóúñ]{2,20}(?:[^aeiou\W]o|i[oó]n|dad|tad))(?![\w-])"
)
_NO_NOUNS = {"como", "cuando", "cuanto", "tanto", "bajo", "solo", "luego", "medio", "junto", "dentro", "salvo", "excepto",
             "mucho", "menos", "cierto", "quizo", "pero"}  # fmt: skip


@rule(
    "T098",
    "a number before a noun of one",
    why="What is counted stands in the plural from two on: dos pasos.",
    languages=("es",),
    bad="Hay dos paso en este proceso.",
    good="Hay dos pasos en este proceso. Vinieron dos, cuatro como mucho, dos mil. Los dos creo que sí. Tres por ciento",
)
def counted(passage: Passage) -> Iterator[Found]:
    for found in _COUNTED.finditer(passage.text):
        if found["noun"] not in _NO_NOUNS:
            hint = "write the noun in the plural"
            yield Found(*found.span(), f"“{found[0]}”: the noun is of one", hint=hint)
