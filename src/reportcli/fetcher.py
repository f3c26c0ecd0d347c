"""The only door through which WeasyPrint reads: some folders and files, and pictures inside the page."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

BASE = "https://report.invalid/"
"""The base of every address: a host that cannot exist, so that no real path reaches the bytes."""

TYPES = {
    ".css": "text/css",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
    ".otf": "font/otf",
    ".webp": "image/webp",
}


class Fetcher(URLFetcher):  # type: ignore[misc]
    """Serve files under `BASE/<root>/…` for the given roots, and `data:image/…`; refuse the rest.

    A root is a folder, or a single file. What was refused is kept, as WeasyPrint draws an SVG picture
    without what it may not load.
    """

    def __init__(self, roots: Mapping[str, Path]) -> None:
        super().__init__()
        self.roots = {name: folder.resolve() for name, folder in roots.items()}
        self.refused: list[str] = []

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        if url.startswith("data:image/"):
            return super().fetch(url, headers)
        file = self._file(url)
        if file is None:
            self.refused.append(url)
            raise FatalURLFetchingError(url)
        kind = TYPES.get(file.suffix.lower(), "application/octet-stream")
        return URLFetcherResponse(url, file.read_bytes(), {"Content-Type": kind})

    def _file(self, url: str) -> Path | None:
        if not url.startswith(BASE):
            return None
        root, _, name = unquote(urlsplit(url).path).lstrip("/").partition("/")
        if root not in self.roots or "\0" in name:
            return None
        file = (self.roots[root] / name).resolve()
        return file if file.is_relative_to(self.roots[root]) and file.is_file() else None
