"""The positioning map in a report: the drawing, and where each stands as a table."""

from collections.abc import Sequence

from core.charts.paper import plane_drawing
from core.charts.projects import Standing
from core.charts.style import GroupStyle
from core.reports import words_ko as t
from core.reports.given import Made
from core.reports.report import Cell, Figure, Table, Text, shortened
from core.ui.words_ko import projects as words


def positioning(standing: Standing, groups: Sequence[GroupStyle]) -> Made:
    """Members are drawn and not listed: they are the groups' spread. groups: in the order and colours of the pages."""
    if not standing.trainees:
        return words.MAP_TITLE, (Text(t.NOTHING["positioning"], quiet=True),)
    svg, width, height = plane_drawing(standing, groups, words.KINDS)
    axes, dots = words.map_aids(standing)
    found = [one for one in standing.rows({group.id: group.name for group in groups}) if one[0] != "member"]
    rows = [
        (Cell(words.KINDS[kind]), Cell(shortened(name) or t.NO_FIGURE), _place(x), _place(y))
        for kind, name, (x, y) in found
    ]
    alt = t.map_alt([(shortened(name) or words.KINDS[kind], f"{x:.2f}, {y:.2f}") for kind, name, (x, y) in found])
    figure = Figure("", svg, width, height, alt, f"{axes} {dots}")
    return words.MAP_TITLE, (figure, Table(t.MAP_TABLE, words.COLUMNS_MAP, tuple(rows), t.MAP_TABLE_AID))


def _place(value: float) -> Cell:
    """Never "-0.00"."""
    return Cell(f"{round(value, 2) + 0.0:.2f}", value)
