"""Buttons that save a chart with all that a picture has to say by itself: no page stands around it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.ui.browser_script import component

_picture = component("studio_chart_picture", Path(__file__).parent / "chart_picture.js")


@dataclass(frozen=True, slots=True)
class Saved:
    """A chart as a file. name: of the file, without its ending; title, lines: what stands above and below the chart;
    legend: (name, "#rrggbb") of one that is not in the chart itself."""

    name: str
    title: str
    lines: Sequence[str]
    legend: Sequence[tuple[str, str]] = ()


def chart_picture(chart: str, saved: Saved, font: str, tones: Mapping[str, str], texts: Mapping[str, str]) -> None:
    """Buttons that save a chart as PNG or SVG. chart: its key; font: address of the page's font.

    tones: "#rrggbb" of "paper", "ink" and "muted". texts: "save", before the buttons, and "failed"."""
    data = {
        "chart": f"st-key-{chart.replace('.', '-')}", "name": saved.name, "title": saved.title,
        "lines": list(saved.lines), "legend": list(saved.legend), "font": font, "tones": dict(tones),
        "texts": dict(texts),
    }  # fmt: skip
    _picture(key=f"{chart}.picture", data=data)
