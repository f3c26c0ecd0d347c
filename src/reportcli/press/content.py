"""One content stream, rewritten in inks (operators: ISO 32000-1, annex A)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Protocol

from reportcli.press.inks import BLACK

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pikepdf

OVER, KNOCKED_OUT = "/OverprintOn", "/OverprintOff"
"""The graphics states in which black words are printed, and what comes after them."""
WORDS = frozenset(("Tj", "TJ", "'", '"'))
PAINTS = frozenset(
    ("f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "Do", "INLINE IMAGE", *WORDS)
)
MARKED = frozenset(("BMC", "BDC", "EMC", "MP", "DP"))
"""Operators that mark content, for those who listen."""
SPACES = {"g": "/DeviceGray", "rg": "/DeviceRGB", "k": "/DeviceCMYK"}
"""Operators that set a colour together with its space, as they are for fills."""
COMPONENTS = frozenset(("sc", "scn", "SC", "SCN"))
NAMES = {
    "gs": "/ExtGState",
    "Do": "/XObject",
    "sh": "/Shading",
    "Tf": "/Font",
    "scn": "/Pattern",
    "SCN": "/Pattern",
}
"""Operators that name a resource, and its category."""


class Conversion(Protocol):
    """Whatever turns colours into inks."""

    def convert(self, space: str, components: Sequence[float]) -> Sequence[float]: ...


@dataclass(frozen=True)
class State:
    """What of the graphics state decides how words are printed.

    `waiting` are graphics states that were set and nothing painted in yet, by what they set.
    """

    fill: str = "/DeviceGray"
    stroke: str = "/DeviceGray"
    black: bool = True
    over: bool = False
    seen: bool = True
    waiting: dict[tuple[str, ...], Any] = field(default_factory=dict)


class Content:
    """A content stream with its resources; `mask`: it is of a soft mask, and holds no colour."""

    def __init__(self, conversion: Conversion, resources: Any, *, mask: bool) -> None:
        self._conversion, self._given, self._mask = conversion, resources, mask
        self._state, self._outer = State(), list[State]()
        self._used: dict[str, dict[str, Any]] = {}
        self.transparent = False

    def rewritten(self, content: Any) -> bytes:
        """Return the stream in inks. Raises what the conversion raises."""
        import pikepdf

        instructions: list[Any] = []
        for instruction in pikepdf.parse_content_stream(content):
            instructions += self._rewritten(instruction)
        return pikepdf.unparse_content_stream(instructions)

    def resources(self) -> pikepdf.Dictionary:
        """Return the resources that the rewritten stream uses."""
        from pikepdf import Dictionary

        return Dictionary({category: Dictionary(used) for category, used in self._used.items()})

    def _rewritten(self, instruction: Any) -> Iterator[Any]:
        operator, operands = str(instruction.operator), instruction.operands
        if operator in MARKED or (operator in WORDS and not self._state.seen):
            return
        if operator in PAINTS:
            yield from self._settled(words=operator in WORDS)
        if operator.lower() in SPACES:
            yield self._colour(operator, SPACES[operator.lower()], operands)
        elif operator in COMPONENTS:
            yield from self._components(instruction)
        elif operator == "gs":
            self._wait(instruction)
        elif operator.lower() == "cs":
            yield from self._space(instruction)
        else:
            self._follow(operator)
            self._use(operator, operands)
            yield instruction
            if operator == "ET" and self._state.over:
                yield self._overprint(on=False)

    def _follow(self, operator: str) -> None:
        if operator == "q":
            self._outer.append(self._state)
        elif operator == "Q":
            self._state = self._outer.pop()

    def _wait(self, instruction: Any) -> None:
        """Set a graphics state aside until something is painted in it: some only hide words."""
        state = self._given.ExtGState[str(instruction.operands[0])]
        waiting = {**self._state.waiting, tuple(sorted(state.keys())): instruction}
        seen = float(state.ca) > 0 if "/ca" in state else self._state.seen
        self._state = replace(self._state, waiting=waiting, seen=seen)

    def _settled(self, *, words: bool) -> Iterator[Any]:
        """Yield the graphics states that count for what is painted now."""
        for instruction in self._state.waiting.values():
            name = str(instruction.operands[0])
            self._use("gs", instruction.operands)
            self.transparent |= is_transparent(self._given.ExtGState[name])
            yield instruction
        self._state = replace(self._state, waiting={})
        over = words and self._state.black and not self._mask
        if words and over != self._state.over:
            yield self._overprint(on=over)

    def _overprint(self, *, on: bool) -> Any:
        from pikepdf import Dictionary, Name

        self._state = replace(self._state, over=on)
        name, mode = (OVER, 1) if on else (KNOCKED_OUT, 0)
        state = Dictionary(Type=Name.ExtGState, OP=on, op=on, OPM=mode)
        self._used.setdefault("/ExtGState", {})[name] = state
        return _instruction([Name(name)], "gs")

    def _use(self, operator: str, operands: Any) -> None:
        """Note the resource that an operator names."""
        if category := NAMES.get(operator):
            at = -1 if category == "/Pattern" else 0
            name = str(operands[at])
            self._used.setdefault(category, {})[name] = self._given[category][name]

    def _space(self, instruction: Any) -> Iterator[Any]:
        """Remember a colour space; colours follow. Only patterns keep theirs."""
        name = str(instruction.operands[0])
        if str(instruction.operator) == "CS":
            self._state = replace(self._state, stroke=name)
        else:
            self._state = replace(self._state, fill=name, black=False)
        if name == "/Pattern":
            yield instruction

    def _components(self, instruction: Any) -> Iterator[Any]:
        operator = str(instruction.operator)
        space = self._state.stroke if operator.isupper() else self._state.fill
        if space == "/Pattern":
            self._use(operator, instruction.operands)
            yield instruction
        else:
            yield self._colour(operator, space, instruction.operands)

    def _colour(self, operator: str, space: str, components: Any) -> Any:
        """Return the operator that sets a colour in inks, or in a mask in grey."""
        stroked = operator.isupper()
        known = self._given.get("/ColorSpace", {})
        values = [float(value) for value in components]
        inks = self._conversion.convert(kind(known.get(space, space)), values)
        if not stroked:
            self._state = replace(self._state, black=tuple(inks) == BLACK)
        plain = "K"
        if self._mask:
            inks, plain = [grey(values)], "G"
        return _instruction([_number(ink) for ink in inks], plain if stroked else plain.lower())


def kind(space: Any) -> str:
    """Return the name of a colour space's family."""
    import pikepdf

    return str(space[0] if isinstance(space, pikepdf.Array) else space)


def grey(components: Sequence[float]) -> float:
    """Return the luminosity of grey or RGB, as a soft mask takes it (ISO 32000-1, 11.5.3)."""
    if len(components) == 1:
        return components[0]
    red, green, blue = components
    return 0.3 * red + 0.59 * green + 0.11 * blue


def is_transparent(state: Any) -> bool:
    """Say whether a graphics state lets anything through."""
    faint = any(float(state.get(key, 1)) < 1 for key in ("/ca", "/CA"))
    masked = state.get("/SMask", "/None") != "/None"
    return faint or masked or state.get("/BM", "/Normal") != "/Normal"


def _instruction(operands: list[Any], operator: str) -> Any:
    import pikepdf

    return pikepdf.ContentStreamInstruction(operands, pikepdf.Operator(operator))


def _number(value: float) -> Any:
    from decimal import Decimal

    return Decimal(f"{value:.4f}").normalize()
