"""The map of reference photos as a Vega-Lite chart: plotly cannot show a picture under the pointer, this can."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.charts.style import GroupStyle
from core.colour import ink

PICKED = "picked"  # the selection's name; its entries hold "row"
_SHAPES = ("circle", "square", "diamond", "cross", "triangle-up", "triangle-down", "triangle-right", "triangle-left")


def face_map(
    points: NDArray[np.float64],
    owners: Sequence[str],
    names: Sequence[str],
    pictures: Sequence[str],
    groups: Sequence[GroupStyle],
    *,
    dark: bool = False,
) -> dict[str, Any]:
    """points: (n, 2); owners: group id a point; names: hover text a point; pictures: "data:" addresses, "" for none.

    Returns a Vega-Lite 5 specification. Tooltips of Vega draw the field called `image` as a picture."""
    names_of = {group.id: group.name for group in groups}
    rows = [
        {"row": i, "x": float(x), "y": float(y), "group": names_of[owners[i]], "name": names[i], "image": pictures[i]}
        for i, (x, y) in enumerate(points)
        if owners[i] in names_of
    ]
    present = [g for g in groups if g.id in set(owners)]
    domain = [g.name for g in present]
    legend = {
        "title": None, "orient": "bottom", "columns": {"signal": "width < 500 ? 3 : 7"}, "labelColor": ink(dark),
        "labelFontSize": 13, "labelLimit": 110, "symbolStrokeWidth": 0.6, "symbolSize": 110,
        "symbolStrokeColor": ink(dark),
    }  # fmt: skip
    return {
        "height": 460,
        "data": {"values": rows},
        "mark": {
            "type": "point", "filled": True, "size": 85, "stroke": ink(dark), "strokeWidth": 0.6, "aria": False,
        },
        "params": [{"name": PICKED, "select": {"type": "point", "fields": ["row"], "toggle": "true"}}],
        "encoding": {
            "x": {"field": "x", "type": "quantitative", "axis": None, "scale": _scale(points[:, 0])},
            "y": {"field": "y", "type": "quantitative", "axis": None, "scale": _scale(points[:, 1])},
            "color": {
                "field": "group", "type": "nominal", "legend": legend,
                "scale": {"domain": domain, "range": [g.colour for g in present]},
            },
            "shape": {
                "field": "group", "type": "nominal", "legend": legend,
                "scale": {"domain": domain, "range": [_SHAPES[i % len(_SHAPES)] for i in range(len(domain))]},
            },
            "opacity": {"condition": {"param": PICKED, "value": 0.9}, "value": 0.3},
            "tooltip": [
                {"field": "image", "type": "nominal", "title": "image"},
                {"field": "name", "type": "nominal", "title": "멤버"},
            ],
        },
        # Read aloud is what the page says of the whole: of each point Vega would say in English what it is, and spell
        # its picture out. The list and the table below name every photo.
        "config": {"view": {"stroke": None}, "aria": False},
    }  # fmt: skip


def _scale(values: NDArray[np.float64]) -> dict[str, Any]:
    """From end to end; said, because before its data come Vega would find no ends and complain."""
    ends = [float(values.min()), float(values.max())] if len(values) else [0.0, 1.0]
    return {"zero": False, "nice": False, "domain": ends}
