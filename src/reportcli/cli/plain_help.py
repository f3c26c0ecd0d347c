"""Help that names what is to be typed, and no types of Python."""

from __future__ import annotations

from importlib import import_module
from typing import Any, ClassVar, NamedTuple

from typer import BadParameter, Typer
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption
from typer.exceptions import TyperException
from typer.main import get_command


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


class Place(NamedTuple):
    """Where a command is: a module of `cli/`, its function or Typer there, and its class if it has one."""

    module: str
    name: str
    command: str = ""


class LazyGroup(Group):
    """A group that imports a command when it is asked for: typing one does not wait for the others."""

    places: ClassVar[dict[str, Place]]

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.commands: dict[str, Any] = dict.fromkeys(self.places)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name in self.places and self.commands[cmd_name] is None:
            self.commands[cmd_name] = _command(cmd_name, self.places[cmd_name])
        return super().get_command(ctx, cmd_name)

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002
        return list(self.places)


def _command(name: str, place: Place) -> Any:
    module = import_module(f"reportcli.cli.{place.module}")
    found = getattr(module, place.name)
    alone = Typer(add_completion=False)
    if not isinstance(found, Typer):
        alone.command(name, cls=getattr(module, place.command) if place.command else Command)(found)
        return get_command(alone)
    alone.add_typer(found, name=name)
    return get_command(alone).commands[name]  # type: ignore[attr-defined]


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
