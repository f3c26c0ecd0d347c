"""Four reports that try a layout: as it is, many and rich, few and short, long and heavy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import Image, ImageDraw

from support.projects import REPOSITORY

if TYPE_CHECKING:
    from pathlib import Path

HEAD = """\
[organization]
name = "{name}"
url = "https://example.org"
email = "report@example.org"

[reports.2024]
languages = {languages}
title = {title}
subtitle = {subtitle}
"""
MANY = (
    ("A law at last", "Por fin una ley", "CD", "8", "years of work with civil society", "años de trabajo con la sociedad civil"),
    ("Acquitted", "Absueltas", "DZ", "3", "defenders acquitted", "personas absueltas"),
    ("Thirteen states speak with one voice", "Trece Estados hablan con una sola voz", "CH", "13", "states in one statement", "Estados en una declaración"),
    ("Trained in the mountains and online", "Formación en la montaña y en línea", "NP", "816", "people trained", "personas formadas"),
    ("The Inter-American Commission on Human Rights orders protection", "La Comisión Interamericana de Derechos Humanos ordena protección", "CO", "46", "communities protected", "comunidades protegidas"),
    ("A court says no", "Un tribunal dice no", "TH", "1", "judgment that binds", "sentencia vinculante"),
    ("Home again", "De vuelta a casa", "PH", "112", "families who returned", "familias que volvieron"),
    ("The register is open", "El registro está abierto", "KE", "1250000", "names that can be looked up", "nombres que se pueden consultar"),
)  # fmt: skip
ENGLISH = "In March the parliament adopted the law that Tanawat Ratanapibulsongkhram and Maria Fernanda Rodrigues de Oliveira e Silva had asked for since 2016. It protects those who protect others, and names who must act when they are threatened."
SPANISH = "En marzo el parlamento aprobó la ley que Tanawat Ratanapibulsongkhram y Maria Fernanda Rodrigues de Oliveira e Silva pedían desde 2016. Protege a quienes protegen a otras personas, y dice quién debe actuar cuando se les amenaza."
GERMAN = "Die Menschenrechtsverteidigerinnen und Menschenrechtsverteidiger haben nach jahrelangen Auseinandersetzungen mit der Grundstücksverkehrsgenehmigungsbehörde erreicht, dass das Lieferkettensorgfaltspflichtengesetz auch für Tochtergesellschaften gilt. Das Bundesverfassungsgericht bestätigte die Entscheidung, und die Nichtregierungsorganisationen konnten ihre Arbeit wieder aufnehmen. "
ARABIC = (
    ("قانون أخيرًا", "اعتمد البرلمان قانونًا يحمي المدافعات والمدافعين عن حقوق الإنسان.", "TN"),
    ("براءة", "برّأت المحكمة ثلاثة مدافعين عن حقوق الإنسان.", "DZ"),
    ("صوت واحد", "تحدثت 13 دولة بصوت واحد في مجلس حقوق الإنسان.", "CH"),
)


def many(folder: Path) -> Path:
    """Write 24 victories in English and Spanish, with pictures, quotations and long names."""
    picture(folder / "images" / "a.jpg", (1800, 1200), "#3d6b6f")
    picture(folder / "images" / "b.jpg", (1200, 1800), "#8a5a44")
    victories = "".join(_rich(number, *MANY[number % len(MANY)]) for number in range(24))
    head = HEAD.format(
        name="Defence and Rights International",
        languages='["en", "es"]',
        title='{ en = "Our 24 victories", es = "Nuestras 24 victorias" }',
        subtitle='{ en = "won with defenders all over the world.", es = "logradas con quienes defienden en todo el mundo." }',
    )
    return _write(folder, head + victories)


def _rich(
    number: int, title: str, titulo: str, place: str, value: str, label: str, rotulo: str
) -> str:
    text = f"""
[[reports.2024.victories]]
title = {{ en = "{title}", es = "{titulo}" }}
text.en = "{ENGLISH}"
text.es = "{SPANISH}"
places = ["{place}"]
date = "2024-{number % 12 + 1:02}"
figures = [{{ value = "{value}", label = {{ en = "{label}", es = "{rotulo}" }} }}]
"""
    if number % 4 == 1:
        words = (
            "Without this law I would still be in prison.",
            "Sin esta ley yo seguiría en prisión.",
        )
        text += f'quote = {{ text = {{ en = "{words[0]}", es = "{words[1]}" }}, by = {{ en = "Amina, lawyer", es = "Amina, abogada" }} }}\n'
    if number % 6 == 2:
        alt = '{ en = "A crowd before a court", es = "Una multitud ante un tribunal" }'
        text += f'image = {{ src = "images/{"ab"[number % 12 // 6]}.jpg", alt = {alt}, credit = {{ en = "Photo: N. N.", es = "Foto: N. N." }} }}\n'
    return text


def short(folder: Path) -> Path:
    """Write three short victories in Arabic."""
    head = HEAD.format(
        name="الدفاع والحقوق",
        languages='["ar"]',
        title='"انتصاراتنا الثلاثة"',
        subtitle='"تحققت مع المدافعين عن حقوق الإنسان."',
    )
    victories = "".join(
        f'\n[[reports.2024.victories]]\ntitle = "{title}"\ntext = "{text}"\nplaces = ["{place}"]\n'
        for title, text, place in ARABIC
    )
    return _write(folder, head + victories)


def long(folder: Path) -> Path:
    """Write twelve victories of some 300 words in German, with long compound words."""
    head = HEAD.format(
        name="Verteidigung & Rechte e. V.",
        languages='["de"]',
        title='"Unsere 12 Erfolge"',
        subtitle='"gemeinsam mit Menschenrechtsverteidigerinnen und -verteidigern."',
    )
    titles = (
        "Lieferkettensorgfaltspflichten",
        "Freigesprochen",
        "Ein Gesetz, endlich",
        "Grundstücksverkehr",
    )
    victories = "".join(
        f'\n[[reports.2024.victories]]\ntitle = "{titles[number % 4]}"\nplaces = ["{("DE", "BR", "CO")[number % 3]}"]\n'
        f'text = """\n{GERMAN * 3}\n\n{GERMAN * 4}"""\n'
        for number in range(12)
    )
    return _write(folder, head + victories)


def as_it_is(folder: Path) -> Path:
    """Write the report of 2023."""
    return _write(folder, (REPOSITORY / "data" / "victories.toml").read_text("utf-8"))


CONTENTS = {"2023": as_it_is, "many": many, "short": short, "long": long}


def picture(file: Path, size: tuple[int, int], colour: str) -> None:
    """Draw a picture with a horizon, a sun and a crowd: something to crop."""
    file.parent.mkdir(parents=True, exist_ok=True)
    made = Image.new("RGB", size, colour)
    draw = ImageDraw.Draw(made)
    width, height = size
    draw.rectangle((0, height * 0.6, width, height), "#2b2622")
    draw.ellipse(
        (width * 0.55, height * 0.12, width * 0.55 + width / 5, height * 0.12 + width / 5),
        "#f1e3c8",
    )
    for step in range(14):
        x = width * (step + 0.5) / 14
        y = height * (0.62 + 0.1 * (step * 7 % 5) / 5)
        draw.ellipse((x - width / 40, y - width / 20, x + width / 40, y), "#c9a183")
        draw.rectangle((x - width / 28, y, x + width / 28, height), "#57636e")
    made.save(file, quality=88)


def _write(folder: Path, text: str) -> Path:
    (folder / "data").mkdir(parents=True, exist_ok=True)
    (folder / "data" / "victories.toml").write_text(text, "utf-8")
    return folder
