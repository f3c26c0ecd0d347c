"""What WeasyPrint only logs, as diagnostics: anything at WARNING or above fails the build."""

from __future__ import annotations

import logging
import re
import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING

from reportcli.diagnostics import Diagnostic, Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LOGGERS = ("weasyprint", "fontTools", "PIL", "py.warnings")


class _Collector(logging.Handler):
    """Keep records as diagnostics. The style sheet is known from WeasyPrint's progress alone."""

    def __init__(self, stepped: Callable[[str], object]) -> None:
        super().__init__(logging.INFO)
        self.stepped = stepped
        self.found: list[Diagnostic] = []
        self.sheet: str | None = None

    def emit(self, record: logging.LogRecord) -> None:
        if record.name == "weasyprint.progress":
            self._follow(record)
        elif record.levelno >= logging.WARNING:
            self.found.append(self._diagnostic(record))

    def _follow(self, record: logging.LogRecord) -> None:
        step = str(record.msg)
        self.stepped(step)
        if step.startswith("Step 2"):
            named = str(record.args[0]) if isinstance(record.args, tuple) and record.args else ""
            self.sheet = named.rsplit("/", 1)[-1] if "/" in named else None
        elif step.startswith("Step"):
            self.sheet = None

    def _diagnostic(self, record: logging.LogRecord) -> Diagnostic:
        text = " ".join(record.getMessage().split())
        at = re.search(r" at (\d+):(\d+)", text)
        place = None
        if at and self.sheet:
            line, column = int(at[1]), int(at[2])
            place = Place(self.sheet, line, column, line, column + 1)
        return Diagnostic("P020", f"the typesetting engine says: {text}", place, _hint(text))


def _hint(text: str) -> str:
    if "notdef" in text:
        return "the fonts of the layout lack this sign; write it in another way"
    if text.startswith(("Ignored", "Invalid", "Unknown", "Parse error")):
        return "the layout's style sheet uses what the engine does not know; mend the rule"
    return "the page would not come out as it should; mend what it names"


@contextmanager
def collected(stepped: Callable[[str], object] = str) -> Iterator[list[Diagnostic]]:
    """Collect what the engine and its libraries say meanwhile; nothing reaches standard error.

    `stepped` gets the name of each step of WeasyPrint's and may raise, which stops it.
    """
    collector = _Collector(stepped)
    loggers = [logging.getLogger(name) for name in LOGGERS]
    before = [(logger.level, logger.propagate, list(logger.handlers)) for logger in loggers]
    for logger in loggers:
        logger.handlers, logger.propagate = [collector], False
        logger.setLevel(logging.INFO)
    logging.captureWarnings(capture=True)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("always", UserWarning)
            yield collector.found
    finally:
        logging.captureWarnings(capture=False)
        for logger, (level, propagate, handlers) in zip(loggers, before, strict=True):
            logger.handlers, logger.propagate = handlers, propagate
            logger.setLevel(level)
