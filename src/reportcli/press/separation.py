"""Every content stream, form, pattern, gradient and picture of a PDF, in inks.

WeasyPrint draws in sRGB, and in grey. Here each of its colours becomes CMYK by a rule (see `inks`); soft
masks, which hold no colour, become grey. Black words are printed over what lies under them (overprint,
ISO 32000-1, 11.7.4), so that no white shows around them where the plates do not quite meet.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from reportcli.press.content import Content, kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pikepdf

    from reportcli.press.inks import Inks
    from reportcli.press.photographs import Photographs


class Unprintable(Exception):  # noqa: N818  it is what the user sees
    """A layout draws in a colour space that has no way into inks."""


@dataclass
class Separation:
    """The inks of one PDF."""

    pdf: pikepdf.Pdf
    inks: Inks
    photographs: Photographs
    transparent: bool = field(default=False, init=False)

    def separate(self) -> None:
        """Put inks in the place of every colour. Raises Unprintable for a colour that has none."""
        import pikepdf

        for page in self.pdf.pages:
            data = self._rewrite(page, page.obj)
            page.Contents = self.pdf.make_stream(data)
        masks = frozenset(_soft_masks(self.pdf))
        for item in list(self.pdf.objects):
            if isinstance(item, pikepdf.Stream):
                self._stream(item, mask=item.objgen in masks)
            elif isinstance(item, pikepdf.Dictionary) and "/ShadingType" in item:
                self._gradient(item)
        if self.transparent:
            self._blend_in_inks()
        else:
            self._flatten()

    def _rewrite(self, content: Any, holder: Any, *, mask: bool = False) -> bytes:
        """Return a content stream in inks; its holder's resources lose what it does not use."""
        rewriting = Content(self, holder.Resources, mask=mask)
        data = rewriting.rewritten(content)
        holder.Resources = rewriting.resources()
        self.transparent |= rewriting.transparent
        return data

    def _stream(self, stream: pikepdf.Stream, *, mask: bool) -> None:
        if stream.get("/Subtype") == "/Image":
            self.transparent |= "/SMask" in stream
            if stream.get("/ColorSpace") not in (None, "/DeviceGray", "/DeviceCMYK"):
                self.photographs.separate(stream)
        elif stream.get("/Subtype") == "/Form" or stream.get("/PatternType") == 1:
            stream.write(self._rewrite(stream, stream, mask=mask))
            if "/CS" in stream.get("/Group", {}):
                stream.Group.CS = _name("/DeviceGray" if mask else "/DeviceCMYK")

    def _gradient(self, shading: pikepdf.Dictionary) -> None:
        """Turn the colours between which a gradient runs into inks (ISO 32000-1, 7.10.3 and 7.10.4)."""
        space = kind(shading.ColorSpace)
        if space == "/DeviceGray":
            return
        for function in _interpolations(shading.Function):
            for end in ("/C0", "/C1"):
                function[end] = list(self.convert(space, [float(c) for c in function[end]]))
        shading.ColorSpace = _name("/DeviceCMYK")

    def convert(self, space: str, components: Sequence[float]) -> Sequence[float]:
        """Return the inks of a colour."""
        if space == "/DeviceCMYK":
            return components
        if space == "/DeviceGray":
            (grey,) = components
            return self.inks.of(grey, grey, grey)
        if space == "/DeviceRGB":
            return self.inks.of(*components)
        raise Unprintable(space)

    def _blend_in_inks(self) -> None:
        """Say of each page in which colour space it blends (ISO 32000-1, 11.4.7): else a RIP chooses one."""
        from pikepdf import Dictionary, Name

        for page in self.pdf.pages:
            page.obj.Group = Dictionary(
                Type=Name.Group, S=Name.Transparency, CS=Name.DeviceCMYK, I=True
            )

    def _flatten(self) -> None:
        """Take out the transparency groups of a PDF in which nothing is transparent.

        WeasyPrint draws each picture of a background in a group of its own. Where all is opaque that
        changes nothing; and what has no transparency cannot be flattened wrongly.
        """
        import pikepdf

        for item in self.pdf.objects:
            if isinstance(item, pikepdf.Stream) and "/Group" in item:
                del item.Group


def _soft_masks(pdf: pikepdf.Pdf) -> Iterator[tuple[int, int]]:
    """Yield the numbers of the forms that are soft masks."""
    import pikepdf

    holders: list[Any] = [page.obj for page in pdf.pages]
    holders += [item for item in pdf.objects if isinstance(item, pikepdf.Stream)]
    for holder in holders:
        resources = holder.get("/Resources", pikepdf.Dictionary())
        for state in resources.get("/ExtGState", pikepdf.Dictionary()).values():
            if isinstance(mask := state.get("/SMask"), pikepdf.Dictionary):
                yield mask.G.objgen


def _interpolations(function: Any) -> Iterator[Any]:
    if function.FunctionType == 3:
        for part in function.Functions:
            yield from _interpolations(part)
    else:
        yield function


def _name(name: str) -> pikepdf.Name:
    import pikepdf

    return pikepdf.Name(name)
