"""Words that are written large or small: the first of a sentence, bodies, ministries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportcli.checks.rule import Found, Pattern, mended, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportcli.checks.passages import Passage

_DETERMINERS = {
    "fr": "la|les?|une?|des|nous|il|elle|ils|elles|cette|ces|ce|on|pour|dans|par|sur|avec|mais|donc|si|quand|en",
    "en": "the|we|it|they|this|these|an|our|for|in|with|and|but|so|if|when|you",
    "es": "el|los|las|una|en|se|esta|este|para|por|con|pero|si|cuando|de",
}
_AFTER_STOP = {
    tag: Pattern(
        rf"(?<![\w.@/-])(?P<word>[^\W\d_]{{5,30}})[»)]?\.[ \u00a0](?P<first>{words})(?=[ \u00a0][^\W\d_])"
    )
    for tag, words in _DETERMINERS.items()
}
_NO_ENDS = {"approx", "suppl", "compl", "illustr", "circa"}


@rule(
    "T049",
    "a sentence that begins small",
    why="After a full stop comes a capital; or else the full stop was meant to be a comma.",
    fix="unsafe",
    languages=("fr", "en", "es"),
    bad="Elle est libre. la loi tombe.",
    good="Elle est libre. La loi tombe. Voir coll. la Pléiade… la suite",
    fixed="Elle est libre. La loi tombe.",
)
def small_beginnings(passage: Passage) -> Iterator[Found]:
    if ". " not in passage.text and ".\u00a0" not in passage.text:
        return
    for found in _AFTER_STOP[passage.base].finditer(passage.text):
        word = found["word"]
        if word.islower() and word not in _NO_ENDS:
            first = found["first"]
            yield mended(
                found,
                first.capitalize(),
                f"“{first}” begins a sentence with a small letter",
                "first",
            )


_BODIES = {
    "en": "United Nations|European Union|African Union|United States|United Kingdom|Human Rights Watch|Human Rights Council"
    "|Amnesty International|International Criminal Court|World Health Organization|European Commission|Council of Europe"
    "|European Court of Human Rights|International Court of Justice|Security Council",
    "es": "Naciones Unidas|Unión Europea|Unión Africana|Estados Unidos|Reino Unido|Amnistía Internacional"
    "|Corte Penal Internacional|Organización Mundial de la Salud|Consejo de Europa|Comisión Europea"
    "|Consejo de Derechos Humanos|Corte Interamericana de Derechos Humanos|República Dominicana",
}
_BODY = {
    tag: Pattern(rf"(?i)(?<![\w@#./-])(?:{names})(?![\w/-])") for tag, names in _BODIES.items()
}


@rule(
    "T059",
    "the name of a body with its letters large and small in another way",
    why="Such a name is spelled as the body itself spells it.",
    fix="unsafe",
    languages=("en", "es"),
    bad="The European union and the United nations",
    good="The European Union and the United Nations, UNITED NATIONS, in united nations of peace",
    fixed="The European Union and the United Nations",
)
def bodies(passage: Passage) -> Iterator[Found]:
    for found in _BODY[passage.base].finditer(passage.text):
        name = found[0]
        if name.isupper() or name.islower():
            continue
        new = next(n for n in _BODIES[passage.base].split("|") if n.lower() == name.lower())
        if new != name:
            yield mended(found, new, f"“{name}” is written “{new}”")


_MINISTRY = Pattern(
    r"(?<![\w’'-])(?:(?P<large>(?<=\b(?:[Ll]e|[Dd]u|[Aa]u|[Uu]n|[Cc]e) )Ministère)(?= (?:de l[’']|de la |du |des |d[’']))"
    r"|[Mm]inistère (?:de l[’']|de la |du )(?P<small>éducation|enseignement|environnement|intérieur|économie|écologie"
    r"|agriculture|énergie|immigration|justice|santé|culture|défense|transition|recherche|travail|logement|budget|sport"
    r"|commerce|tourisme|développement|femme|famille)(?![\w-])"
    r"|(?<=\b(?:[Ll]e|[Dd]u|[Aa]u) )(?P<senate>sénat)(?![\w-]))"
)


@rule(
    "T087",
    "the name of a ministry with its letters large and small in another way",
    why="French writes ministère small and what it has charge of large: le ministère de la Justice (Imprimerie nationale;"
    " OQLF). A body that is alone of its kind has a capital: le Sénat.",
    severity="info",
    fix="unsafe",
    languages=("fr",),
    bad="Selon le Ministère de la justice",
    good="Selon le ministère de la Justice. Ministère de la Culture, Paris",
    fixed="Selon le ministère de la Justice",
)
def ministries(passage: Passage) -> Iterator[Found]:
    if "inistère" not in passage.text and "sénat" not in passage.text:
        return
    for found in _MINISTRY.finditer(passage.text):
        group = found.lastgroup or "large"
        word = found[group]
        new = word.lower() if group == "large" else word.capitalize()
        yield mended(found, new, f"“{word}” is written “{new}” here", group)
