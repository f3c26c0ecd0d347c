"""Which language a text is in, told by its commonest words."""

from __future__ import annotations

import re

_COMMON = {
    "fr": "le la les des du et est une dans pour qui que nous avec sur au aux par ce sont ont été",
    "en": "the of and to in is that for with was we have on our from by this are has been their",
    "es": "el la los las del y es una en para que nos con por sus se al han sido como más",
    "de": "der die das und ist ein eine im für den dem von mit auf wir haben wurde des zu sich",
    "it": "il la gli le del della e è una nel per che con di sono abbiamo al alla più hanno",
    "pt": "o a os as do da e é uma em para que com por são no na ao foi nos não mais",
}


def guess(text: str) -> str | None:
    """Return the language that has most of its common words in a text, or None where none stands out."""
    words = re.findall(r"[^\W\d_]+", text.casefold())
    counts = {
        language: sum(word in common for word in words)
        for language, common in ((name, set(line.split())) for name, line in _COMMON.items())
    }
    best, second = sorted(counts, key=counts.__getitem__, reverse=True)[:2]
    return best if counts[best] >= 3 and counts[best] > counts[second] else None
