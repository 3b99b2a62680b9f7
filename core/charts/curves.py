"""Learning curves of a training, the losses of its folds, and ROC curves of the groups."""

from collections.abc import Sequence

import plotly.graph_objects as go

from core.charts.parts import diagonal, show_legend
from core.charts.style import GRID, MUTED, SYMBOLS, GroupStyle, accent, finish, label
from core.colour import ink
from core.text.numbers import decimal, percent
from core.training.metrics import RocCurve
from core.training.run import FoldResult

_DASHES = ("solid", "dash", "dot", "dashdot", "longdash")
_HEIGHT = 320


def learning_curves(folds: Sequence[FoldResult], *, accuracy: bool = False, dark: bool = False) -> go.Figure:
    """One measure per epoch, each fold with the training photos (pale) and the held-back photos (strong).

    accuracy: in percent; else the loss in nats. Folds differ by dash alone: they are equals."""
    figure = go.Figure()
    say = percent if accuracy else decimal
    for index, fold in enumerate(f for f in folds if f.epochs):
        numbers = [e.number for e in fold.epochs]
        scale = 100 if accuracy else 1
        trained = [e.accuracy if accuracy else e.loss for e in fold.epochs]
        held = [e.validation_accuracy if accuracy else e.validation_loss for e in fold.epochs]
        dash = _DASHES[index % len(_DASHES)]
        for values, name, colour, width in (
            (trained, "학습", MUTED, 1.5),
            (held, "검증", accent(dark), 2.5),
        ):
            if any(v is not None for v in values):
                figure.add_scatter(
                    x=numbers, y=[None if v is None else v * scale for v in values],
                    mode="lines" if len(numbers) > 1 else "markers", name=name, legendgroup=name, showlegend=index == 0,
                    line={"color": colour, "width": width, "dash": dash},
                    hovertext=[
                        "" if v is None else f"{fold.number}폴드 {name}, {n}에폭: {say(v)}"
                        for n, v in zip(numbers, values, strict=True)
                    ],
                    hoverinfo="text",
                )  # fmt: skip
    finish(figure, _HEIGHT, {"l": 8, "r": 12, "t": 34, "b": 8})
    show_legend(figure, y=1.02)
    most = max((len(f.epochs) for f in folds), default=0)
    figure.update_xaxes(  # whole epochs only: between few of them plotly would write the same number twice
        title={"text": "에폭", "font_size": 13}, tickformat="d", dtick=1 if most <= 10 else None, tick0=1,
    )  # fmt: skip
    title = "정확도(%)" if accuracy else "손실(nat)"
    figure.update_yaxes(
        title={"text": title, "font_size": 13},
        showgrid=True,
        gridcolor=GRID,
        ticksuffix=" %" if accuracy else "",
        rangemode="tozero",
    )
    return figure


def fold_dots(folds: Sequence[FoldResult], mean: float, sd: float, *, dark: bool = False) -> go.Figure:
    """The loss of each fold as a dot, the mean as a line and mean +- sd as a band."""
    scored = [(f.number, f.log_loss) for f in folds if f.log_loss is not None]
    figure = go.Figure()
    figure.add_hrect(mean - sd, mean + sd, fillcolor="rgba(128,124,140,0.16)", line_width=0, layer="below")
    figure.add_hline(mean, line={"color": ink(dark), "width": 1.5, "dash": "dot"})
    figure.add_scatter(
        x=[number for number, _ in scored], y=[loss for _, loss in scored], mode="markers",
        marker={"size": 13, "color": accent(dark)},
        hovertext=[f"{number}폴드: {decimal(loss)}" for number, loss in scored], hoverinfo="text",
    )  # fmt: skip
    finish(figure, 240, {"l": 8, "r": 12, "t": 10, "b": 8})
    numbers = [f.number for f in folds]
    figure.update_xaxes(
        title={"text": "폴드", "font_size": 13}, tickvals=numbers, range=[min(numbers) - 0.5, max(numbers) + 0.5]
    )
    top = max([mean + sd, *(loss for _, loss in scored)])
    figure.update_yaxes(
        title={"text": "로그 손실(nat)", "font_size": 13}, showgrid=True, gridcolor=GRID, range=[0, top * 1.15 or 1]
    )
    return figure


def roc(curves: Sequence[RocCurve], groups: Sequence[GroupStyle], *, dark: bool = False) -> go.Figure:
    """True against false positives of each group in percent, in the groups' order; marks tell them apart as well."""
    found = {curve.group: curve for curve in curves}
    figure = go.Figure()
    diagonal(figure, 100)
    for index, group in enumerate(groups):
        curve = found.get(group.id)
        if curve is None:
            continue
        figure.add_scatter(
            x=curve.false_positive * 100, y=curve.true_positive * 100, mode="lines+markers",
            name=f"{label(group.name)} {decimal(curve.auc)}", line={"color": group.colour, "width": 2},
            marker={
                "symbol": SYMBOLS[index % len(SYMBOLS)], "size": 8, "maxdisplayed": 4,
                "line": {"width": 1, "color": ink(dark)},
            },
            hovertext=[
                f"{label(group.name, 40)}: 잘못 {percent(x)}, 찾음 {percent(y)}"
                for x, y in zip(curve.false_positive, curve.true_positive, strict=True)
            ],
            hoverinfo="text",
        )  # fmt: skip
    finish(figure, 440, {"l": 8, "r": 12, "t": 10, "b": 8})
    show_legend(figure, y=-0.2, yanchor="top", x=None)
    axis = {"range": [-3, 103], "showgrid": True, "gridcolor": GRID, "tickvals": [0, 25, 50, 75, 100]}
    figure.update_xaxes(title={"text": "다른 그룹을 이 그룹이라 한 비율(%)", "font_size": 13}, **axis)
    figure.update_yaxes(title={"text": "이 그룹을 찾아낸 비율(%)", "font_size": 13}, **axis)
    return figure
