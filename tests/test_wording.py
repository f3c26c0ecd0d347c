"""How an edition's values are said."""

from __future__ import annotations

import pytest

from reportcli.wording import address


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("https://www.example.org/", "example.org"),
        ("http://example.org/loi?a=1&b=2#art-3", "example.org/loi?a=1&b=2#art-3"),
        ("HTTPS://WWW.example.org/Loi", "example.org/Loi"),
        ("mailto:jeanne@example.org", "jeanne@example.org"),
        ("tel:+41223334455", "+41223334455"),
        ("https://example.org/actualités", "example.org/actualit%C3%A9s"),
        ("https://example.org/actualit%C3%A9s", "example.org/actualit%C3%A9s"),
        (f"https://example.org/lois/2022/{'x' * 40}.pdf", "example.org/lois/2022/…"),
        (f"https://example.org/{'x' * 40}", "example.org/…"),
        (f"https://{'x' * 50}.org/a/b", f"{'x' * 50}.org/…"),
        (f"https://{'x' * 50}.org", f"{'x' * 50}.org"),
    ],
)
def test_an_address_is_said_without_what_nobody_says_and_not_at_length(url: str, said: str) -> None:
    assert address(url) == said
