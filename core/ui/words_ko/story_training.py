"""What a training's numbers say, in Korean sentences. Pure: numbers in, words out, so that claims can be tested."""

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from statistics import mean, stdev
from typing import Literal

import numpy as np

from core.stats.arrays import Array
from core.text.korean import attach as josa
from core.text.numbers import decimal, percent, points
from core.training.comparison import ORIGINAL, Figures
from core.training.metrics import RocCurve
from core.training.run import FoldResult
from core.ui.words_ko import training as t

_SURE = 0.05  # p at which a hit rate is called better than chance
_ALMOST = 0.9995  # an area that is written 1.000
_BLOCK = 512


def trust(f: Figures) -> str:
    """What the bars mean for someone who must decide with them."""
    parts = []
    clear, share, top1 = f.clear_top1, f.clear_share, f.top1
    if clear is not None and share is not None:
        parts.append(
            f"뚜렷하다고 나온 결과(전체의 {percent(share)})는 같은 사람의 다른 사진으로도 "
            f"{percent(clear)}가 같은 답입니다."
        )
        if top1 is not None:
            parts.append(f"뚜렷하지 않은 것까지 합하면 {percent(top1)}입니다.")
    elif top1 is not None:
        parts.append(f"같은 사람의 다른 사진으로도 {percent(top1)}가 같은 답입니다. 뚜렷하다고 나온 결과는 없습니다.")
    if f.hit is not None and f.chance is not None:
        parts.append(
            f"처음 보는 멤버의 그룹을 맞히는 비율은 {percent(f.hit)}(우연 {percent(f.chance)})로, "
            + ("우연보다 높지만 소속 예측으로 쓰지 말아 주세요." if better(f) else "우연보다 높다고 말할 수 없습니다.")
        )
    return " ".join(parts) or t.NOTHING_ON_STRANGERS


def judges(names: Sequence[str], f: Figures, *, others: bool) -> str:
    """Which of the runs may be asked about trainees, and how far the first of them. others: there are some that may
    not."""
    parts = [f"연습생을 판정할 수 있는 모델은 {', '.join(map(quoted, names))}입니다."]
    if f.clear_top1 is not None and f.clear_share is not None:
        whose = f"{quoted(names[0])}에서 " if len(names) > 1 else ""
        parts.append(
            f"{whose}뚜렷하다고 나온 결과(전체의 {percent(f.clear_share)})는 같은 사람의 다른 사진으로도 "
            f"{percent(f.clear_top1)}가 같은 답입니다."
        )
    if others:
        parts.append("나머지는 등록된 멤버만 구별하므로 견주는 데에만 씁니다.")
    return " ".join(parts)


def better(f: Figures) -> bool:
    """Are members who were left out found more often than chance explains?"""
    return f.p is not None and f.p <= _SURE


def gaps(rows: Sequence[tuple[str, Figures]]) -> list[str]:
    """`gap` of each, where those that follow each other and mean the same share a sentence. rows: (name, figures)."""
    return [
        gap(*same[0]) if len(same) == 1 else _alike(same)
        for _, own in groupby(rows, lambda row: _meaning(row[1]))
        if (same := list(own))
    ]


def gap(name: str, f: Figures) -> str:
    """What the distance between photo folds and members left out means for these very numbers."""
    meaning, who = _meaning(f), josa(quoted(name), "은/는")
    if meaning == "nothing" or f.accuracy is None:
        return f"{who} 새 사진 수치를 잴 수 없었습니다."
    known = f"{who} 아는 멤버의 새 사진 가운데 {percent(f.accuracy)}를 제 그룹으로 보냅니다."
    if meaning == "untried" or f.hit is None or f.chance is None:
        return f"{known} {_MEANINGS['untried']}"
    p = "" if f.p is None else f" (p\u00a0{decimal(f.p)})"
    unseen = f"처음 보는 멤버는 {percent(f.hit)}이고 우연은 {percent(f.chance)}입니다{p}."
    said = _MEANINGS[meaning].format(
        lost=f"차이 {points(f.accuracy - f.hit)}", learned=f" {points(max(f.hit - f.chance, 0))}"
    )
    return f"{known} {unseen} {said}"


Meaning = Literal["nothing", "untried", "alike", "faces", "some"]
_MEANINGS: Mapping[Meaning, str] = {
    "untried": "처음 보는 멤버로는 재지 않아, 그룹을 배웠는지 얼굴을 외웠는지 알 수 없습니다.",
    "alike": "두 값이 비슷해, 외운 얼굴보다 그룹의 특징에 기대고 있습니다.",
    "faces": "{lost}는 그룹이 아니라 멤버의 얼굴을 외운 몫입니다. "
    "처음 보는 사람에게는 우연보다 낫다고 말할 수 없습니다.",
    "some": "{lost}는 멤버의 얼굴을 외운 몫이고, 그룹에서 배운 것은 우연보다 높은{learned}뿐입니다. "
    "사진의 출처가 그룹마다 다르면 이 몫도 부풀려집니다.",
}


def _meaning(f: Figures) -> Meaning:
    if f.accuracy is None:
        return "nothing"
    if f.hit is None or f.chance is None:
        return "untried"
    if f.accuracy - f.hit <= 0.05:
        return "alike"
    return "some" if better(f) else "faces"


def _alike(rows: Sequence[tuple[str, Figures]]) -> str:
    """One sentence for several of one meaning, with the range of their figures."""
    figures, meaning = [f for _, f in rows], _meaning(rows[0][1])
    ends = {name.rpartition(" · ")[2] for name, _ in rows}  # usually the set, the same for all
    names = [name.rpartition(" · ")[0] or name if len(ends) == 1 else name for name, _ in rows]
    who = josa(", ".join(map(quoted, names)), "은/는")
    if meaning == "nothing":
        return f"{who} 새 사진 수치를 잴 수 없었습니다."
    known = f"{who} 아는 멤버의 새 사진 가운데 {_range([f.accuracy for f in figures])}를 제 그룹으로 보냅니다."
    if meaning == "untried":
        return f"{known} {_MEANINGS[meaning]}"
    hits, chances = _range([f.hit for f in figures]), _range([f.chance for f in figures])
    learned = _range([None if f.hit is None or f.chance is None else max(f.hit - f.chance, 0) for f in figures], points)
    said = _MEANINGS[meaning].format(lost="그 차이", learned=f" {learned}")
    return f"{known} 처음 보는 멤버는 {hits}이고 우연은 {chances}입니다. {said}"


def _range(values: Sequence[float | None], say: Callable[[float], str] = percent) -> str:
    known = [v for v in values if v is not None]
    low, high = say(min(known)), say(max(known))
    return low if low == high else f"{low}에서 {high}"


def gap_title(rows: Sequence[Figures]) -> str:
    """The finding over the comparison's chart."""
    lost = [f.accuracy - f.hit for f in rows if f.accuracy is not None and f.hit is not None]
    if not lost:
        return "아는 멤버의 새 사진을 얼마나 맞히나"
    if max(lost) <= 0.05:
        return "아는 멤버와 처음 보는 멤버의 수치가 비슷합니다"
    if len(lost) == 1:
        return f"아는 멤버에서 처음 보는 멤버로 가면 {points(lost[0])} 떨어집니다"
    return f"아는 멤버에서 처음 보는 멤버로 가면 {points(min(lost))}에서 {points(max(lost))}까지 떨어집니다"


def against_original(name: str, f: Figures) -> str:
    """The best loss beside the student project's, and why the two are no race."""
    if f.log_loss is None or ORIGINAL.log_loss is None:
        return ""
    caution = "다만 원본은 다른 사진으로 잰 값이라, 크기만 견주어 주세요."
    times = ORIGINAL.log_loss / max(f.log_loss, 1e-3)
    if times > 100:
        ratio = f"원본 {ORIGINAL.log_loss:.2f}의 100분의 1보다 작습니다"
    elif times >= 2:
        ratio = f"원본 {ORIGINAL.log_loss:.2f}의 {times:.0f}분의 1입니다"
    else:
        ratio = f"원본 {ORIGINAL.log_loss:.2f}보다 {'낮습니다' if times > 1 else '낮지 않습니다'}"
    return f"로그 손실이 가장 낮은 ‘{name}’의 {josa(decimal(f.log_loss), '은/는')} {ratio}. {caution}"


def quoted(name: str) -> str:
    """A name of someone's own between quotes."""
    return f"‘{name}’"


def curves_title(folds: Sequence[FoldResult]) -> str:
    """Where the losses went, and after how many epochs they were lowest."""
    trained = [f for f in folds if f.epochs]
    first = mean(_loss(f, 0) for f in trained)
    lowest = [min(range(len(f.epochs)), key=lambda i, f=f: _loss(f, i)) for f in trained]  # type: ignore[misc]
    last = mean(_loss(f, i) for f, i in zip(trained, lowest, strict=True))
    which = "검증 손실" if trained[0].epochs[0].validation_loss is not None else "학습 손실"
    after = mean(i + 1 for i in lowest)
    return f"{which}은 {first:.2f}에서 {after:.0f}에폭 만에 {last:.2f}까지 내려갑니다"


def accuracy_title(folds: Sequence[FoldResult]) -> str:
    """Where the accuracies went between the first and the last epoch."""
    trained = [f for f in folds if f.epochs]
    first, last = (mean(_accuracy(f, i) for f in trained) for i in (0, -1))
    which = "검증 정확도" if trained[0].epochs[0].validation_accuracy is not None else "학습 정확도"
    if round(first * 100) == round(last * 100):
        return f"{josa(which, '은/는')} {percent(last)}에 머무릅니다"
    way = "오릅니다" if last > first else "내려갑니다"
    return f"{josa(which, '은/는')} {percent(first)}에서 {percent(last)}로 {way}"


def _accuracy(fold: FoldResult, index: int) -> float:
    epoch = fold.epochs[index]
    return epoch.accuracy if epoch.validation_accuracy is None else epoch.validation_accuracy


def _loss(fold: FoldResult, index: int) -> float:
    epoch = fold.epochs[index]
    return epoch.loss if epoch.validation_loss is None else epoch.validation_loss


def spread(folds: Sequence[FoldResult], *, accuracy: bool = False) -> tuple[float, float] | None:
    """(mean, standard deviation with n - 1) over the folds that have a figure, None without any."""
    values = [v for f in folds if (v := f.accuracy if accuracy else f.log_loss) is not None]
    if not values:
        return None
    return mean(values), stdev(values) if len(values) > 1 else 0.0


def folds_title(folds: Sequence[FoldResult]) -> str:
    """The finding over the folds."""
    found = spread(folds)
    if found is None:
        return t.NO_FOLDS
    middle, apart = map(decimal, found)
    if apart.startswith("<") or apart == decimal(0.0):  # no figure that could be added or taken away
        return f"로그 손실은 폴드마다 {middle} 안팎입니다"
    return f"로그 손실은 폴드마다 {middle} ± {apart}입니다"


def confusion_title(accuracy: float | None) -> str:
    """The finding over the confusion matrix."""
    return t.PER_GROUP if accuracy is None else f"아는 멤버의 새 사진 가운데 {percent(accuracy)}가 제 그룹으로 갑니다"


def roc_title(curves: Sequence[RocCurve], names: Mapping[str, str]) -> str:
    """Which group is the hardest to tell from the others."""
    if not curves:
        return t.ROC_NAME
    worst = min(curves, key=lambda c: c.auc)
    if worst.auc >= _ALMOST:
        return "모든 그룹이 나머지와 거의 완전히 갈립니다"
    return f"가장 가리기 어려운 그룹은 {names[worst.group]}입니다(AUC {worst.auc:.3f})"


def reliability_title(ece: float | None) -> str:
    """The finding over the reliability curve."""
    if ece is None:
        return "확신도를 검증할 만큼 자료가 없습니다"
    return f"말한 확신도와 실제가 평균 {points(ece)} 어긋납니다"


def hard_title(wrong: int, scored: int) -> str:
    """How many new photos of known members went to another group."""
    if not wrong:
        return f"사진 {scored:,}장이 모두 제 그룹으로 갔습니다"
    return f"사진 {scored:,}장 가운데 {wrong:,}장이 다른 그룹으로 갔습니다"


def hard_photo(own: float, answered: str, given: float, *, right: bool) -> str:
    """Under one hard photo."""
    if right:
        return f"제 그룹 {percent(own)} · 맞힘"
    return f"제 그룹 {percent(own)} · 답 {answered} {percent(given)}"


def map_title(points: Array, labels: Sequence[object]) -> str:
    """How often the nearest other point of the map has the same label. points: (n, 2)."""
    n = len(points)
    if n < 2:
        return t.MAP_TITLE
    same = 0
    for start in range(0, n, _BLOCK):  # never n x n at once
        block = points[start : start + _BLOCK]
        distance = ((block[:, None, :] - points[None, :, :]) ** 2).sum(axis=2)
        distance[np.arange(len(block)), np.arange(start, start + len(block))] = np.inf
        same += sum(labels[start + i] == labels[int(j)] for i, j in enumerate(distance.argmin(axis=1)))
    return f"지도에서 가장 가까운 사진이 같은 그룹인 사진은 {percent(same / n)}입니다"
