"""Links in texts. What stands in `url` the model itself looks at (D003)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportcli.checks.rule import Found, Pattern, mended, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportcli.checks.passages import Passage

_LINK = Pattern(
    r"\[(?P<label>[^\[\]\n]{0,300})\](?P<gap> ?)\((?P<target>[^()\n]{0,500}(?:\([^()\n]{0,100}\)[^()\n]{0,200})?)\)"
)
_GOOD = Pattern(
    r"(?:https?://[^\s/.]+\.[^\s]{2,}|https?://localhost\S*|mailto:[^\s@]+@[^\s@]+\.[^\s@]+|tel:\+?[\d().-]+)\Z",
    re.IGNORECASE,
)
_LIKE = Pattern(
    r"(?:www\.|[\w-]+\.(?:org|com|net|ch|fr|int|info|eu|es|be|ca|io))\S*\Z", re.IGNORECASE
)
_ALMOST = Pattern(
    r"(?P<scheme>h?t?t?tps?|https?)(?P<colon>[:;]?/{0,3}|:)(?P<rest>[\w-]+\.\S+)\Z", re.IGNORECASE
)


@rule(
    "A020",
    "a link that leads nowhere",
    why="What is no address prints as it is typed, brackets and all.",
    fix="unsafe",
    fixed="Voir [la loi](https://www.example.org/loi).",
    bad="Voir [la loi](www.example.org/loi).",
    good="Voir [la loi](https://example.org/loi_(2023)) et [nous](mailto:a@example.org).",
)
def nowhere(passage: Passage) -> Iterator[Found]:
    if "](" not in passage.words and "] (" not in passage.words:
        return
    for found in _LINK.finditer(passage.words):
        target = found["target"].strip()
        if found["gap"]:
            if _GOOD.match(target):
                what = "a space parts a link's words from its address"
                at = found.span("gap")
                yield Found(*found.span(), what, ((*at, ""),))
            continue
        if _GOOD.match(target) and target == found["target"]:
            if not found["label"].strip():
                yield Found(
                    *found.span(),
                    "a link without words",
                    hint="say what it leads to between [ and ]",
                )
            continue
        new = _mended(target)
        if new:
            yield mended(found, new, f"“{found['target']}” is no address", "target")
        else:
            hint = "begin it with https://, and leave no space"
            yield Found(*found.span("target"), f"“{found['target']}” is no address", hint=hint)


def _mended(target: str) -> str | None:
    if _GOOD.match(target):
        return target
    if _LIKE.match(target):
        return f"https://{target}"
    if "@" in target and _GOOD.match(f"mailto:{target}"):
        return f"mailto:{target}"
    almost = _ALMOST.match(target)
    return (
        f"https://{almost['rest']}" if almost and _GOOD.match(f"https://{almost['rest']}") else None
    )


_TWICE = Pattern(
    r"https?:/{1,3}https?:/{1,3}|https?:/(?=[\w-])|https?//(?=[\w-])",
    re.IGNORECASE,
)


@rule(
    "A021",
    "an address that is misspelt",
    why="Nobody can follow it.",
    bad="Voir https:/example.org.",
    good="Voir https://example.org et https://web.archive.org/web/2023/https://example.org.",
)
def misspelt_address(passage: Passage) -> Iterator[Found]:
    words = passage.words
    if "http" not in words:
        return
    for found in _TWICE.finditer(words):
        before = words[max(0, found.start() - 2) : found.start()]
        if before == "](" or (before[-1:] == "/" and not before.startswith("//")):
            continue
        yield Found(
            *found.span(),
            f"“{found[0]}” begins no address",
            hint="write https:// once, and then the name",
        )
