"""SVG to PNG, for formats that cannot show the one: drawn by the library that also sets the PDF."""

from core.reports.fonts import for_typst, shown

_SHEET = b"""#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(sys.inputs.svg), format: "svg", width: float(sys.inputs.width) * 1pt)"""


def png(svg: str, width: float, sharp: float = 2.0) -> bytes:
    """A picture `sharp` times as fine as the drawing's own width, in px."""
    import typst

    drawn: bytes = typst.compile(
        _SHEET, font_paths=for_typst(), ignore_system_fonts=True, format="png", ppi=72 * sharp,
        sys_inputs={"svg": shown(svg), "width": f"{width:g}"},
    )  # fmt: skip
    return drawn
