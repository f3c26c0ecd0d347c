"""What an inclusive form is made of, however it is joined, and the pair of words that it writes in one."""

from __future__ import annotations

from reportcli.patterns import Pattern

_SEPARATORS = Pattern(r"[·•‧⋅∙‐‑./()-]+")


def parts(form: str) -> tuple[str, ...]:
    """Return a form's stem and what is added to it: élu-e-x-s → élu, e, x, s; élu·es → élu, e, s."""
    *found, last = filter(None, _SEPARATORS.split(form))
    return (
        (*found, last[:-1], "s") if len(last) > 1 and last[-1] == "s" and found else (*found, last)
    )


def key(form: str) -> str:
    """Return what is alike in all writings of a form: what joins its parts, and capitals, do not count."""
    return "·".join(parts(form)).casefold()


_REGULAR = Pattern(r"(?:é|[^o]i|[^ao]u|d|[^e]t|[ao]is|us|in|un|al)\Z")
"""What a masculine ends in to which the feminine adds only an e: not that of défenseur, nor of ouvrier."""
_DOUBLED = {"ne": "n", "le": "l", "te": "t", "se": "s"}


def pair(form: str) -> str | None:
    """Return the two words that a French form writes in one, in full: habitant·e·s → habitantes et habitants.

    None where that is not certain: where more than two are written (·x), where the feminine is not the
    masculine and what is added (acteur·rice), or where there are several (défenseur·e: défenseuse, too).
    """
    stem, *added = parts(form)
    feminine, plural = (added or [""])[0], added[1:]
    doubles = _DOUBLED.get(feminine)
    regular = stem.endswith(doubles) if doubles else feminine == "e" and _REGULAR.search(stem)
    if not regular or plural not in ([], ["s"]) or (plural and stem.endswith("al")):
        return None
    masculine = stem[0].lower() + stem[1:]
    if not plural:
        return f"{stem}{feminine} ou {masculine}"
    return f"{stem}{feminine}s et {masculine}{'' if stem[-1] in 'sx' else 's'}"
