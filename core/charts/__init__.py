"""Data in, plotly figure out. Titles and reading aids stand on the page around the figure."""

from core.charts.concept_words import keyword_bars
from core.charts.lineup import group_bars, heat_map
from core.charts.style import GroupStyle
from core.charts.training import confusion, embedding_map, quality_bars, reliability

__all__ = [
    "GroupStyle", "confusion", "embedding_map", "group_bars", "heat_map", "keyword_bars", "quality_bars", "reliability",
]  # fmt: skip
