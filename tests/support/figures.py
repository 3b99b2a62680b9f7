"""What the tests of charts draw, and the words on what was drawn."""

import plotly.graph_objects as go

from core.charts.style import GroupStyle
from core.training.checkpoint import Epoch
from core.training.run import FoldResult

GROUPS = [GroupStyle(f"g{i}", f"그룹{i}", f"#{i}0{i}0{i}0") for i in range(1, 4)]
SCORES = {"g1": 0.2, "g2": 0.55, "g3": 0.25}
ONE, OTHER_GROUP = GroupStyle("a", "여섯별", "#3C9CCC"), GroupStyle("b", "두물", "#CC8400")


def texts(figure: go.Figure) -> str:
    return " ".join(a.text for a in figure.layout.annotations).replace("\u00a0", " ")


def fold(number: int, losses: list[float], held: bool = True) -> FoldResult:
    """A fold with an epoch a loss; held: some photos were held back."""
    epochs = tuple(
        Epoch(n, loss, 1 - loss / 2, loss + 0.1 if held else None, 0.5 if held else None)
        for n, loss in enumerate(losses, 1)
    )
    return FoldResult(number, 10, losses[-1] if losses else 0.5, 0.9, 1.0, epochs)
