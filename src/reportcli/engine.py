"""WeasyPrint, imported so that it starts quickly and sees no font of the system.

Import `weasyprint` from here, and use it within `own_fonts_only()`. Raises Failure, with the command
that installs what is missing, where the machine has no Pango; and where Python runs without assertions.
"""

from __future__ import annotations

import ctypes.util
import os
import sys
import warnings
from contextlib import contextmanager, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportcli import machine
from reportcli.characters import characters
from reportcli.diagnostics import Diagnostic, Failure
from reportcli.fonts import JOINED

if TYPE_CHECKING:
    from collections.abc import Iterator

NO_SYSTEM_FONTS = Path(__file__).parent / "share" / "fonts.conf"


@contextmanager
def own_fonts_only() -> Iterator[None]:
    """Keep fontconfig from the system's fonts meanwhile; it reads the environment at every use.

    Programs that are started afterwards, such as a PDF viewer, have their fonts again.
    """
    before = os.environ.get("FONTCONFIG_FILE")
    os.environ["FONTCONFIG_FILE"] = str(NO_SYSTEM_FONTS)
    try:
        yield
    finally:
        del os.environ["FONTCONFIG_FILE"]
        if before is not None:
            os.environ["FONTCONFIG_FILE"] = before


@contextmanager
def _libraries_by_name() -> Iterator[None]:
    """Let cffi open libraries by their file names, without asking gcc and ldconfig for others.

    WeasyPrint tries names such as `pango-1.0-0` first, for which `find_library` starts up to three
    processes each and finds nothing; `libpango-1.0.so.0`, which it tries later, opens at once.
    """
    search = ctypes.util.find_library
    ctypes.util.find_library = lambda name: None  # noqa: ARG005
    try:
        yield
    finally:
        ctypes.util.find_library = search


def _import() -> None:
    from PIL import ImageFile

    whole_only = (
        ImageFile.LOAD_TRUNCATED_IMAGES
    )  # WeasyPrint would let half a picture pass everywhere
    with own_fonts_only(), warnings.catch_warnings(), redirect_stdout(StringIO()):
        warnings.filterwarnings("ignore", message="No fonts configured in FontConfig")
        warnings.filterwarnings("error", message="HarfBuzz-Subset will be required")
        import weasyprint  # noqa: F401
    ImageFile.LOAD_TRUNCATED_IMAGES = whole_only


def _forget_half_an_import() -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == "weasyprint"]:
        del sys.modules[name]


def _missing(library: str) -> Failure:
    command = machine.install(machine.TYPESETTING)
    return Failure(
        [
            Diagnostic(
                code="P010",
                message=f"the typesetting library {library} is not installed on this machine",
                hint=f"install it: {command}",
            )
        ]
    )


def _require_assertions() -> None:
    """Refuse to set pages where Python leaves out assertions.

    WeasyPrint 70 takes a background's position and size within an assertion (css/validation/expanders):
    without it they are lost, and what is drawn stands elsewhere.
    """
    if not __debug__:
        message = (
            "Python leaves out assertions here, without which WeasyPrint misplaces backgrounds"
        )
        hint = "run it without -O, and without PYTHONOPTIMIZE in the environment"
        raise Failure([Diagnostic("P011", message, hint=hint)])


def _load() -> None:
    _require_assertions()
    try:
        if sys.platform == "linux":
            with _libraries_by_name():
                _import()
        else:
            _import()
    except (OSError, DeprecationWarning):
        _forget_half_an_import()
        _load_the_normal_way()


def _load_the_normal_way() -> None:
    try:
        _import()
    except OSError as error:
        raise _missing("harfbuzz" if "harfbuzz" in str(error) else "Pango") from None
    except DeprecationWarning:
        raise _missing("HarfBuzz-Subset") from None


_load()

import weasyprint  # noqa: E402
from weasyprint.layout import inline  # noqa: E402
from weasyprint.pdf import fonts  # noqa: E402

_split_first_line = inline.split_first_line


def _fill_the_line(
    text: str, style: Any, context: Any, width: float | None, *more: Any, **named: Any
) -> Any:
    """Break a line as WeasyPrint does, but not after its first word where only its last space stands out.

    Before an inline element a text ends with a space. WeasyPrint 70 takes such a text, if it fits without
    that space and not with it, for one word that is too long.
    """

    def split(text: str, width: float | None) -> Any:
        return _split_first_line(text, style, context, width, *more, **named)

    _, _, resume_at, *_ = found = split(text, width)
    if width is None or resume_at is None or not text.endswith(" "):
        return found
    _, _, resume_at, fitted, *_ = split(text.rstrip(" "), width)
    return split(text, None) if resume_at is None and fitted <= width else found


inline.split_first_line = _fill_the_line


class _Characters(dict[int, str]):
    """What each glyph of a font stands for, as the PDF says to those who read it by program.

    Pango counts a mark with its letter. WeasyPrint 70 takes what it counts for the glyph's own, so that of a
    letter and a mark from right to left one would stand for both, wherever it is, and one for nothing.
    """

    def __init__(self, program: bytes) -> None:
        super().__init__()
        self._program = program

    def __setitem__(self, glyph: int, text: str) -> None:
        if not text or JOINED.search(text):
            own = characters(self._program).get(glyph, text)
            text = own if JOINED.search(own) else text
        super().__setitem__(glyph, text)


_start_font = fonts.Font.__init__


def _know_characters(font: Any, *arguments: Any) -> None:
    _start_font(font, *arguments)
    font.to_unicode = _Characters(font.file_content)


fonts.Font.__init__ = _know_characters

__all__ = ["own_fonts_only", "weasyprint"]
