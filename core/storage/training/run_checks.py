"""Does a run from elsewhere hang together? Types are the codec's business; here it is what the pages and the line-up
rely on: lengths that agree, numbers that are probabilities, a model that answers."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.errors import TrainingError, instead_of
from core.storage.training.artifacts import pack
from core.text.hidden import hidden
from core.training.evaluation import Evaluation
from core.training.examples import counts
from core.training.run import FoldResult, Run
from core.types import MemberId

_MOST_PHOTOS, _MOST_MEMBERS = 100_000, 5_000
_LARGEST_INPUT = 5_000_000  # numbers
_DIFFERENT = "학습 결과의 내용이 서로 맞지 않아 받지 않았습니다({what}). 내보낸 ZIP 그대로인지 확인해 주세요."
_SILENT = "학습된 모델이 올바른 확률을 내지 못해 받지 않았습니다. 내보낸 ZIP 그대로인지 확인해 주세요."


def figures(evaluation: Evaluation) -> dict[str, Any]:
    """What a run states as its metrics; numbers that are none (a diverged network's loss) are left empty."""

    def known(value: Any) -> Any:
        if isinstance(value, Mapping):
            return {key: known(v) for key, v in value.items()}
        if isinstance(value, float | np.floating):
            return float(value) if np.isfinite(value) else None
        return value

    return {key: known(value) for key, value in evaluation.to_json().items()}


def check_text(tree: Any) -> None:
    """No text anywhere may disguise itself on screen. Raises TrainingError."""
    pending = [tree]
    while pending:
        value = pending.pop()
        if isinstance(value, dict):
            pending += [*value, *value.values()]
        elif isinstance(value, list):
            pending += value
        elif isinstance(value, str) and hidden(value):
            raise TrainingError(
                "학습 결과에 화면에 보이지 않는 글자가 섞여 있어 받지 않았습니다. 내보낸 ZIP 그대로 올려 주세요."
            )


def check_evaluation(run: Run, e: Evaluation) -> None:
    """Raises TrainingError where the record and the evaluation, or the parts of the evaluation, contradict."""
    n, groups = len(e.members), len(e.groups)
    probabilities = e.probabilities[~np.isnan(e.probabilities)]
    checks = {
        "그룹": list(e.groups) == sorted({m.group for m in e.members}) and groups >= 2,
        "사진 수": 0 < n <= _MOST_PHOTOS and len(e.files) == n == e.faces == run.data.faces,
        "멤버 수": len(set(e.members)) <= _MOST_MEMBERS,
        "데이터": run.data.counts == counts(e.members),
        "확률": e.probabilities.shape == (n, groups) and ((probabilities >= 0) & (probabilities <= 1)).all(),
        "정답": _whole(e.labels, n, groups)
        and all(e.groups[i] == m.group for i, m in zip(e.labels, e.members, strict=True)),
        "폴드": _whole(e.fold_of, n, run.options.folds)
        and len(e.folds) == run.options.folds
        and _same(e.folds, run.folds),
        "혼동 행렬": e.confusion.shape == (groups, groups) and (e.confusion >= 0).all(),
        "지도": _plane(e.map_xy, n) and (e.neighbours_xy is None or _plane(e.neighbours_xy, n)),
        "그룹별 지표": {row.group for row in e.table} <= set(e.groups),
        "모델": (e.family, e.engine) == (run.family, run.engine),
        "지표": run.metrics == figures(e),
    }
    _all(checks)


def check_model(e: Evaluation, model: Any) -> None:
    """The model knows the people of the evaluation and answers photos it has never seen with probabilities.

    Raises TrainingError."""
    people = set(e.members)
    _all({"모델의 그룹": model.groups == e.groups, "모델의 멤버": _some_of(model.members, people)})
    # Hostile numbers fail anywhere in the model's arithmetic.
    with instead_of(Exception, TrainingError(_SILENT)), np.errstate(all="ignore"):
        photos = _probe(model.input_shape)
        single, sets = model.score_photos(photos), model.judge_sets([photos[:2], photos[2:]])
        confidence = np.zeros(2) if sets.confidence is None else sets.confidence
    groups = len(e.groups)
    sums = _sums_to_one(single, (4, groups)) and _sums_to_one(sets.scores, (2, groups))
    if not (sums and ((confidence >= 0) & (confidence <= 1)).all()):  # false for nan
        raise TrainingError(_SILENT)


def _probe(shape: Sequence[int]) -> NDArray[Any]:
    """Four inputs as a model of that input shape takes them: pixels, or features of length 1."""
    if math.prod(shape) > _LARGEST_INPUT:
        raise TrainingError(_SILENT)
    rng = np.random.default_rng(0)
    if len(shape) == 3 and shape[-1] == 3:
        return rng.integers(0, 256, (4, *shape), dtype=np.uint8)
    rows = rng.standard_normal((4, *shape)).astype(np.float32)
    lengths = np.linalg.norm(rows.reshape(4, -1), axis=1)
    return np.asarray(rows / lengths.reshape(4, *[1] * len(shape)))


def _some_of(members: Sequence[MemberId], people: set[MemberId]) -> bool:
    return len(members) == len(set(members)) and set(members) <= people


def _sums_to_one(scores: Any, shape: tuple[int, int]) -> bool:
    return scores.shape == shape and bool((scores >= 0).all()) and np.allclose(scores.sum(axis=1), 1, atol=1e-6)


def _whole(values: Any, n: int, below: int) -> bool:
    return values.shape == (n,) and bool(((values >= 0) & (values < below)).all())


def _same(ours: Sequence[FoldResult], theirs: Sequence[FoldResult]) -> bool:
    """Equal, where the loss of a diverged network (nan) equals itself."""
    return [pack(fold) for fold in ours] == [pack(fold) for fold in theirs]


def _plane(xy: Any, n: int) -> bool:
    return xy.shape == (n, 2) and bool(np.isfinite(xy).all())


def _all(checks: Mapping[str, Any]) -> None:
    for what, fine in checks.items():
        if not fine:
            raise TrainingError(_DIFFERENT.format(what=what))
