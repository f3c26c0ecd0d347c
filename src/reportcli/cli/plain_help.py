"""Help that names what is to be typed, and no types of Python."""

from __future__ import annotations

from typing import Any

from typer import BadParameter
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption
from typer.exceptions import TyperException


class Command(TyperCommand):
    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the arguments. Raises TyperException, in our words where we know what was meant."""
        typed = list(args)
        try:
            return super().parse_args(ctx, args)
        except TyperException as error:
            if said := _meant(error, typed):
                raise BadParameter(said, ctx) from None
            raise

    def get_params(self, ctx: Any) -> list[Any]:
        return [_plain(param) for param in super().get_params(ctx)]


class Group(TyperGroup):
    def get_params(self, ctx: Any) -> list[Any]:
        return [_plain(param) for param in super().get_params(ctx)]


def _plain(param: Any) -> Any:
    """Take the type off a switch, which has no value, and off an argument, which has a name."""
    if isinstance(param, TyperOption) and param.is_flag:
        param.metavar = ""
    if isinstance(param, TyperArgument):
        vars(param)["display_type"] = lambda _context: ""
    return param


def _meant(error: TyperException, typed: list[str]) -> str:
    """Say what to do about a mistake that people make; empty where the error says enough."""
    if any("://" in word for word in typed) or "--url" in typed:
        return (
            "the mail server's URL, which may hold a password, is no argument:"
            " set REPORTCLI_SMTP_URL to it"
        )
    if "'--to'" in error.format_message():
        return "the donor list is missing: --to donors.csv"
    return ""
