"""Projects made in a test's own folder, and the command run in it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, BinaryIO

from PIL import Image

from support import forked

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from support.forked import Process

REPOSITORY = Path(__file__).resolve().parents[2]

SMALL = """\
[reports.2024]
languages = ["fr"]
title = "Nos 2 victoires"

[[reports.2024.victories]]
title = "Une loi"
text = "Le gouvernement a adopté une loi."

[[reports.2024.victories]]
title = "Acquitté·es"
text = "Trois défenseur·es ont été acquitté·es."
"""

RICH = (
    """\
[organization]
name = "Défense & Droits"
url = "https://example.org"
email = "bonjour@example.org"
address = "Rue de la Paix 1, 1202 Genève"

[reports.2024]
languages = ["fr", "en"]
title = { fr = "Nos 4 victoires", en = "Our 4 victories" }
subtitle = { fr = "obtenues avec vous.", en = "won with you." }
cover = { src = "images/rue.jpg", alt = { fr = "Une rue pleine", en = "A full street" } }
intro = { fr = "Une année de *travail*.", en = "A year of *work*." }
closing = { fr = "Merci à toutes et tous.", en = "Thank you all." }

[[reports.2024.victories]]
id = "loi"
title = { fr = "Une loi", en = "A law" }
text.fr = "Le gouvernement a adopté **une loi**, voir [le texte](https://example.org/loi?a=1&b=2)."
text.en = "The government adopted **a law**, see [its text](https://example.org/loi?a=1&b=2)."
places = ["CD"]
themes = [{ fr = "loi", en = "law" }]
figures = [{ value = "25e", label = { fr = "loi du pays", en = "law of the country" } }]
image = { src = "images/loi.jpg", alt = { fr = "Des mains levées", en = "Raised hands" }, credit = "Photo : A. B.", focus = [0.2, 0.5] }
quote = { text = { fr = "C'est une loi pour nous.", en = "It is a law for us." }, by = "Une défenseuse" }

[[reports.2024.victories]]
title = { fr = "Acquitté·es", en = "Acquitted" }
text.fr = "Trois défenseur·es ont été acquitté·es."
text.en = "Three defenders were acquitted."
quote = { text = { fr = "Je peux travailler.", en = "I can work." } }
figures = [{ value = { fr = "plus de 1200", en = "over 1,200" }, label = { fr = "jours", en = "days" } }]
links = [{ label = { fr = "Le jugement", en = "The judgment" }, url = "https://example.org/jugement" }]
partners = ["Une ONG"]

[[reports.2024.victories]]
title = { fr = "Un long récit", en = "A long story" }
text.fr = \""""
    + " ".join(["Nous avons relayé la parole des défenseur·e·x·s du monde."] * 30)
    + """\"
text.en = \""""
    + " ".join(["We carried the words of defenders all over the world."] * 30)
    + """\"
image = { src = "images/recit.png", alt = { fr = "Une rue", en = "A street" } }

[[reports.2024.victories]]
text.fr = "Sans titre."
text.en = "Untitled."
places = ["BR", "PS"]
date = 2024-05-03
"""
)

ARABIC = """\
[organization]
name = "منظمة الدفاع والحقوق"
url = "https://example.org"

[reports.2024]
languages = ["fr", "ar"]
title = { ar = "انتصاراتنا", fr = "Nos victoires" }
subtitle = { ar = "مع المدافعين عن حقوق الإنسان.", fr = "obtenues avec vous." }
intro = { ar = "عامٌ من *العمل*.\\n\\nوعامٌ من الأمل.", fr = "Une année de *travail*.\\n\\nEt d'espoir." }

[[reports.2024.victories]]
title = { ar = "قانون جديد للأرض", fr = "Une loi pour la terre" }
text.ar = "أقرّ البرلمان قانونًا يحمي الأرض، بعد حملة [شارك فيها](https://example.org/a/b) كثيرون من Front Line Defenders (FLD)."
text.fr = "Le parlement a adopté une loi, après une campagne [menée](https://example.org/a/b) par Front Line Defenders (FLD)."
places = ["CO"]
date = 2024-03-08
figures = [{ value = { ar = "40%", fr = "40 %" }, label = { ar = "من الأصوات", fr = "des voix" } }]
partners = ["Human Rights Watch", "Amnesty International"]

[[reports.2024.victories]]
title = { ar = "البراءة", fr = "Acquittés" }
text.ar = "برأت محكمة الاستئناف ثلاثة صحفيين."
text.fr = "Trois journalistes ont été acquittés."
places = ["TN"]
quote = { text = { ar = "أعود إلى عملي.", fr = "Je peux travailler." }, by = "Jean Valjean" }

[[reports.2024.victories]]
text.ar = "عادت 40 عائلة إلى أرضها. انظر #KeepItOn."
text.fr = "Quarante familles sont rentrées. Voir #KeepItOn."

[[reports.2024.victories]]
title = { ar = "حرة", fr = "Libre" }
text = { ar = "هي حرة.", fr = "Elle est libre." }
"""


def write(folder: Path, data: str) -> Path:
    """Make a project of a data file; return its folder."""
    (folder / "data").mkdir(parents=True, exist_ok=True)
    (folder / "data" / "victories.toml").write_text(data, "utf-8")
    return folder


def write_rich(folder: Path) -> Path:
    """Make a project with pictures, figures, quotations, two languages and a long text."""
    write(folder, RICH)
    (folder / "images").mkdir(exist_ok=True)
    Image.radial_gradient("L").convert("RGB").resize((900, 600)).save(folder / "images/loi.jpg")
    Image.radial_gradient("L").convert("RGB").resize((500, 400)).save(folder / "images/rue.jpg")
    Image.linear_gradient("L").convert("RGB").resize((600, 800)).save(folder / "images/recit.png")
    return folder


def start(
    arguments: Sequence[str], cwd: Path, env: Mapping[str, str], streams: Sequence[int]
) -> Process:
    """Start the command in a process of its own on three streams: forked, where it then is as one begun anew."""
    if forked.is_possible(env):
        return forked.start(arguments, cwd, env, streams)
    none, out, errors = streams
    command = [sys.executable, "-m", "reportcli", *arguments]
    return subprocess.Popen(command, cwd=cwd, env=env, stdin=none, stdout=out, stderr=errors)


def reportcli(
    *arguments: str | Path, cwd: Path, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own; return what it wrote."""
    typed = [*map(str, arguments)]
    given = {**os.environ, "NO_COLOR": "1", "COLUMNS": "80", **(env or {})}
    with TemporaryFile() as out, TemporaryFile() as errors, Path(os.devnull).open("rb") as none:
        code = start(typed, cwd, given, [none.fileno(), out.fileno(), errors.fileno()]).wait()
        return subprocess.CompletedProcess(typed, code, _written(out), _written(errors))


def _written(file: BinaryIO) -> str:
    file.seek(0)
    return file.read().decode("utf-8").replace("\r\n", "\n")
