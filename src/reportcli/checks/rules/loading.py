"""What reading the file finds before any rule: its codes, so that they can be listed and explained.

These faults are found in `source`, `toml_faults`, `load`, `checks.data` and its neighbours; here they are only
told. Their examples are data files, or the part of one that matters.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from reportcli.checks.rule import rule

if TYPE_CHECKING:
    from reportcli.diagnostics import Severity

HEAD: Final = '[reports.2024]\nlanguages = ["fr"]\ntitle = "T"\n[[reports.2024.victories]]\n'
BOTH: Final = '[reports.2024]\nlanguages = ["fr", "en"]\ntitle = { fr = "T", en = "T" }\n[[reports.2024.victories]]\n'
GOOD: Final = f'{HEAD}text = "Une loi."'

_FILE = "The file must be there, be a file, and be readable before anything in it can be."
_TOML = "TOML has one way to write each thing; where it is not kept, nothing after it can be read for sure."
_KEYS = (
    "What is misspelt or of another kind would not be printed: it is told instead of passed over."
)

FILE: Final = (
    ("S001", "there is no data file", "a folder without data/victories.toml"),
    ("S002", "the data file is a folder", "data/victories.toml/"),
    ("S003", "the data file is a pipe or a device", "/dev/zero"),
    ("S004", "the data file cannot be read", "a file without the right to read it"),
    ("S005", "the data file is too large", "a file of more than 5 MB"),
    ("S006", "the data file is not UTF-8", "a file saved as Windows-1252"),
    (
        "S010",
        "something that is not TOML, of a kind that has no code",
        "what only a newer reader refuses",
    ),
)
PROJECT: Final[tuple[tuple[str, str, str, Severity, str, str], ...]] = (
    (
        "D031", "a font of the project's own without signs that every report is set with",
        "Quotation marks, digits, countries: what was not typed is set too, and would be an empty box.", "error",
        '[brand.fonts]\nfiles = ["digits.ttf"]', '[brand.fonts]\nfiles = ["whole.ttf"]',
    ),
    (
        "L003", "a layout without words", "It has at least English words, for the languages that it does not know.",
        "error", "a layout without words.toml", "a layout with an [en] in its words.toml",
    ),
    (
        "L008", "a layout that extends itself", "What it takes over would be looked for without end.", "error",
        'extends = "own", in layouts/own/layout.toml', 'extends = "annual"',
    ),
    (
        "L009",
        "a layout's option without choices",
        "The data could choose nothing of it.",
        "error",
        'options.size = { says = "how large" }, in layouts/own/layout.toml',
        'options.size = { says = "how large", choices = ["small", "large"] }',
    ),
    (
        "L012", "a logo that cannot be seen on white", "It would be an empty place.", "warning",
        "a white logo", "the logo for a light ground",
    ),
    (
        "L013", "a font of the project's own that is not used, or lacks a weight or a style",
        "Another stands for it, and looks otherwise.", "warning",
        'files = ["Own-Regular.ttf"]', 'files = ["Own-Regular.ttf", "Own-Bold.ttf"]',
    ),
    (
        "P001", "no project", "A project is a folder with data/victories.toml.", "error",
        "reportcli check, in an empty folder", "reportcli -C FOLDER check",
    ),
    (
        "D051", "more than a layout's sheet can hold", "A poster has one sheet: what does not fit has no next page.", "error",
        "40 victories on a poster", "12 victories on a poster",
    ),
    (
        "L002", "a fault in a layout's template", "There is no page without it.", "error",
        "{% for victory in %}", "{% for victory in report.victories %}",
    ),
    (
        "P010", "a library for typesetting that is not here", "Pages are set by Pango and HarfBuzz.", "error",
        "reportcli check --pages, without Pango", "reportcli doctor",
    ),
    (
        "P011", "a Python without assertions", "The typesetting engine needs them: without, backgrounds stand elsewhere.",
        "error", "python -O -m reportcli check --pages", "reportcli check --pages",
    ),
    (
        "P020", "something that the typesetting engine cannot do", "The page would not come out as its layout says.",
        "error", ".opener { filter: blur(2px) }, in a layout's print.css", ".opener { opacity: .5 }",
    ),
    (
        "P021", "a file of a layout that is not loaded", "A report takes files from its project and its layout only.",
        "error", "url(https://example.org/a.png), in a layout's print.css", "url(a.png)",
    ),
    (
        "P062", "a PDF that is too large to be mailed", "Many servers refuse a message larger than [mail] max_size.",
        "warning", "a PDF of 12 MB", "a PDF of 2 MB",
    ),
    (
        "P070", "no engine for the spelling", "What was asked for and cannot be had is said.", "error",
        "reportcli check --spelling, without Hunspell", "pip install 'reportcli[spelling]'",
    ),
    (
        "P071", "a dictionary that cannot be read", "What was asked for and cannot be had is said.", "error",
        "reportcli check --spelling, with a torn dictionary", "reportcli check --spelling, with a whole one",
    ),
    (
        "P072", "pages that were not looked at", "What has errors cannot be typeset.", "info",
        "reportcli check --pages, with an error in the data", "reportcli check --pages",
    ),
    (
        "P063", "a file that was changed meanwhile", "What another program wrote would be lost.", "error",
        "reportcli check --fix, while an editor saves", "reportcli check --fix",
    ),
)  # fmt: skip
"""What is found in a project's folder: no data file shows it by itself."""
ASKED: Final = (("D040", "a year that has no report", "reportcli check 2019"),)
TOML: Final = (
    ("S007", "the file says nothing", "# nothing but a comment"),
    ("S011", "a text without quotes, or a value that is none", "title = Nos victoires"),
    ("S012", "a text that is not closed on its line", 'a = "Fin\nb = 1'),
    ("S013", "a text of several lines that is not closed", 'a = """Un\ndeux\n'),
    ("S014", "a text that goes on after its closing quote", 't = "de "terrorisme" ont"'),
    ("S015", "a typographic quotation mark around a text", "t = “Fin”"),
    ("S016", "a backslash that means nothing", 'p = "C:\\Users"'),
    ("S017", "a line without =", 'title "x"'),
    ("S018", "a key with letters that need quotes", "catégorie = 1"),
    ("S019", "a value that is missing", "title ="),
    ("S020", "something that is defined twice", "a = 1\na = 2"),
    ("S021", "a comma that is missing", "a = [1 2]"),
    ("S022", "a comma too many", 'a = "x",'),
    ("S023", "a list that is not closed", "a = [1, 2\n\n[b]\n"),
    ("S024", "a heading that is not one", "[a\nb = 1"),
    ("S025", "a table in braces that is not closed on its line", "a = { b = 1\n"),
    ("S026", "a date that is none", "a = 2024-13-01"),
    ("S027", "an invisible character between values", "a =\u00a01"),
    ("S028", "two entries on one line", "a = 1 b = 2"),
    ("S029", "a line that cannot be read", "// note"),
    ("S030", "values nested too deeply", f"a = {'[' * 5000}{']' * 5000}"),
    ("S031", "a number of more than 4,300 digits", f"a = {'7' * 5000}"),
)
DATA: Final[tuple[tuple[str, str, str, Severity, str, str], ...]] = (
    ("D001", "a key that there is not", _KEYS, "error", f'{GOOD}\ntitel = "Loi"', f'{GOOD}\ntitle = "Loi"'),
    ("D002", "a key that is missing", "Without it there is nothing to print.", "error", f'{HEAD}title = "Loi"', GOOD),
    ("D003", "a value of the wrong kind", _KEYS, "error", f"{HEAD}text = 3", GOOD),
    (
        "D010", "a language that stands twice", "Each edition is built once.", "error",
        GOOD.replace('["fr"]', '["fr", "fr"]'), GOOD,
    ),
    (
        "D011", "two victories with the same id", "A link could lead to either.", "error",
        f'{GOOD}\nid = "a"\n[[reports.2024.victories]]\ntext = "B."\nid = "a"',
        f'{GOOD}\nid = "a"\n[[reports.2024.victories]]\ntext = "B."\nid = "b"',
    ),
    (
        "D012", "a text in a language that the report does not have", "It would be printed nowhere.", "error",
        f'{HEAD}text = {{ fr = "Une loi.", en = "A law." }}', GOOD,
    ),
    (
        "D013", "a text without its translation",
        "The edition in that language would lack it, or have it in another language.", "error",
        f'{BOTH}text = "Une loi."', f'{BOTH}text = {{ fr = "Une loi.", en = "A law." }}',
    ),
    (
        "D020", "a picture that is not there, or is none", "It cannot be printed.", "error",
        f'{GOOD}\nimage = {{ src = "lost.jpg", alt = "Une rue" }}', GOOD,
    ),
    (
        "D021", "a logo without a name", "Those who listen hear the name.", "error",
        f'[organization]\nlogo = "logo.svg"\n{GOOD}', f'[organization]\nname = "Une organisation"\n{GOOD}',
    ),
    (
        "D022", "a font that is not there, or cannot be used", "The report cannot be set in it.", "error",
        f'[brand.fonts]\nfiles = ["lost.ttf"]\n{GOOD}', GOOD,
    ),
    (
        "D023", "an ICC profile that is not there, or cannot be used", "Colours cannot be turned into inks by it.",
        "error", f'[print]\nprofile = "lost.icc"\n{GOOD}', GOOD,
    ),
    (
        "D030", "a sign that the fonts do not have", "An empty box would be printed.", "error",
        f'{HEAD}text = "Une loi 法."', GOOD,
    ),
    (
        "L001", "a layout that there is not", "The report can be set by none but those that there are.", "error",
        GOOD.replace("title", 'layout = "anual"\ntitle'), GOOD.replace("title", 'layout = "annual"\ntitle'),
    ),
    (
        "L004", "a font family that there is not", "The report cannot be set in it.", "error",
        f'[brand.fonts]\ntext = "Garamonde"\n{GOOD}', f'[brand.fonts]\ntext = "Literata"\n{GOOD}',
    ),
    (
        "L005", "a colour of the brand that is too faint", "What is set in it cannot be read or seen (WCAG 2.2, 1.4.3, 1.4.11).",
        "error", f'[brand]\naccent = "#fff9e0"\n{GOOD}', f'[brand]\naccent = "#0055aa"\n{GOOD}',
    ),
    (
        "L010", "an option that the layout does not have", "It would choose nothing.", "error",
        f'[layouts.annual]\ncolour = "blue"\n{GOOD}', GOOD,
    ),
    (
        "D060", "something that is still to be written", "It is a gap, or an example, and would be printed.", "warning",
        f'{HEAD}text = "…"', GOOD,
    ),
    (
        "D070", "a call to give that cannot be paid", "A code that no bank takes loses the gift.", "error",
        f'[organization.donate]\nmessage = "Donnez."\n{GOOD}',
        f'[organization.donate]\nurl = "https://example.org/don"\n{GOOD}',
    ),
    (
        "D080", "a code that switches nothing off", "It is misspelt, or of an error, which cannot be passed over.", "warning",
        f'check.ignore = ["T999"]\n{GOOD}', f'check.ignore = ["T030"]\n{GOOD}',
    ),
)  # fmt: skip


def _found_elsewhere(*_: object) -> tuple[()]:
    """Find nothing: the reader does."""
    return ()


for _code, _title, _bad in ASKED:
    rule(
        _code,
        _title,
        why="There is nothing to look through.",
        severity="error",
        scope="file",
        bad=_bad,
        good="reportcli check",
    )(_found_elsewhere)
for _code, _title, _why, _severity, _bad, _good in PROJECT:
    rule(_code, _title, why=_why, severity=_severity, scope="file", bad=_bad, good=_good)(
        _found_elsewhere
    )
for _code, _title, _bad in FILE:
    rule(
        _code,
        _title,
        why=_FILE,
        severity="error",
        scope="file",
        bad=_bad,
        good="data/victories.toml",
    )(_found_elsewhere)
for _code, _title, _bad in TOML:
    rule(_code, _title, why=_TOML, severity="error", scope="load", bad=_bad, good=GOOD)(
        _found_elsewhere
    )
for _code, _title, _why, _severity, _bad, _good in DATA:
    rule(_code, _title, why=_why, severity=_severity, scope="load", bad=_bad, good=_good)(
        _found_elsewhere
    )
