"""Measures a family on a reference set: the bars of `core.training.evaluation`. Writes nothing by itself."""

import time
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.errors import ReferenceSetError
from core.services.training.examples import Gathered
from core.stats.arrays import Array, Ints, one_blas_thread
from core.stats.folds import photo_folds
from core.training import metrics
from core.training.checkpoint import Arrays, Checkpoint, Recorder, curve_of, epochs_of
from core.training.evaluation import Evaluation
from core.training.examples import Examples
from core.training.family import Family
from core.training.identification import NOTHING, identification
from core.training.left_out import LeftOut, leave_out, rounds
from core.training.metrics import ReliabilityBin
from core.training.options import Options
from core.training.run import FoldResult
from core.types import Progress, silent

MOST_LEFT_OUT = 120  # members; beyond it the figures hardly change and the time doubles
_NEVER_NOBODY = "멤버를 빼고 평가한 결과가 없거나, 늘 한 그룹을 고르는 모델이라 계산할 수 없습니다."
_NOT_ASKED = "처음 보는 사람에 대한 평가를 끄고 학습했습니다. 켜고 다시 학습하면 볼 수 있습니다."


def evaluate(
    gathered: Gathered,
    family: Family,
    options: Options,
    progress: Progress = silent,
    checkpoint: Checkpoint | None = None,
) -> Evaluation:
    """Measure a family. Raises ReferenceSetError below two groups, and whatever the family's fit raises.

    photo_cv: options.folds folds, stratified by member, near-duplicates together. The other bars leave members out of
    it all: the model, the whitening, the temperature and the calibration are fitted again without them. checkpoint:
    parts that were finished before are not computed again."""
    start = time.perf_counter()
    examples, reference = gathered.examples, gathered.reference
    groups = examples.groups
    if len(groups) < 2:
        raise ReferenceSetError(
            "평가하려면 얼굴을 찾은 사진이 있는 그룹이 두 개 이상 필요합니다. 사진을 더 넣어 주세요."
        )
    checkpoint = checkpoint or Checkpoint()
    members = sorted(set(examples.members))
    spread = np.linspace(0, len(members) - 1, min(len(members), MOST_LEFT_OUT)).astype(int)
    chosen = [members[i] for i in spread.tolist()] if options.strangers else []
    todo = len(rounds(chosen, family.by_epochs))
    steps = options.folds + todo
    labels = np.array([groups.index(m.group) for m in examples.members], dtype=np.int64)
    reasons = {"members": gathered.unusable_members_message} if gathered.unusable_members_message else {}

    def left(done: int) -> None:
        progress(options.folds + done, steps, f"멤버를 빼고 평가 {done}/{todo}")

    with one_blas_thread():
        probabilities, folds, fold_of = _photo_cv(examples, family, options, progress, steps, checkpoint)
        out = leave_out(examples, family, options, chosen, left, checkpoint) if chosen else None
        xy, explained = principal_map(examples.plain)
    scored = metrics.scored(probabilities)
    known, own, any_scored = probabilities[scored], labels[scored], bool(scored.any())
    blank = np.zeros((len(groups), len(groups)), dtype=np.int64)
    if not scored.all():
        reasons["photo_cv"] = (
            f"사진 {len(labels)}장 가운데 {int((~scored).sum())}장은 그 그룹의 다른 사진이 학습에 남지 않아 뺐습니다."
            if any_scored
            else "그룹마다 사진이 두 장 이상 있어야 교차 검증을 할 수 있습니다."
        )
    if out is None:
        reasons |= dict.fromkeys(("leave_member_out", "repeatability", "identification", "open_set"), _NOT_ASKED)
    hit, chance, p = _leave_member_out(out, examples, family, options.seed, reasons) if out else (None, None, None)
    repeat, bins = repeatability(out, reasons)
    with one_blas_thread():
        told = identification(examples, family, options.seed, reasons) if options.strangers else NOTHING
    return Evaluation(
        family=family.name,
        engine=reference.engine,
        photos=reference.photos,
        faces=len(labels),
        missed=reference.missed,
        groups=groups,
        members=examples.members,
        files=examples.files,
        log_loss=metrics.log_loss(known, own) if any_scored else None,
        accuracy=metrics.accuracy(known, own) if any_scored else None,
        hit=hit,
        chance=chance,
        p=p,
        identification=told,
        open_set=_open_set(out, family, reasons),
        repeat=repeat,
        halves=len(out.same) if out else 0,
        reasons=reasons,
        seconds=time.perf_counter() - start,
        probabilities=probabilities,
        labels=labels,
        bins=bins,
        table=metrics.group_table(known.argmax(axis=1), own, groups) if any_scored else (),
        confusion=metrics.confusion(known.argmax(axis=1), own, len(groups)) if any_scored else blank,
        folds=folds,
        fold_of=fold_of,
        map_xy=xy,
        map_explained=explained,
    )


def principal_map(inputs: NDArray[Any]) -> tuple[Array, tuple[float, float]]:
    """(n, *shape) -> (n, 2) first principal components and their shares of the variance."""
    from sklearn.decomposition import PCA

    x = np.asarray(inputs, dtype=np.float64).reshape(len(inputs), -1)
    fitted = PCA(n_components=min(2, *x.shape), random_state=0).fit(x)
    xy, shares = fitted.transform(x), np.nan_to_num(fitted.explained_variance_ratio_)
    missing = 2 - xy.shape[1]
    return np.pad(xy, ((0, 0), (0, missing))), (float(shares[0]), float(shares[1]) if not missing else 0.0)


def _photo_cv(
    examples: Examples, family: Family, options: Options, progress: Progress, steps: int, checkpoint: Checkpoint
) -> tuple[Array, tuple[FoldResult, ...], Ints]:
    groups = examples.groups
    fold = photo_folds(examples.members, examples.near_duplicates, options.folds, options.seed)
    own = np.array([groups.index(m.group) for m in examples.members])
    out = np.full((len(own), len(groups)), np.nan)
    results = []
    for f in range(options.folds):
        progress(f, steps, f"사진 교차 검증 {f + 1}/{options.folds}")
        key = f"fold-{f}"
        part = checkpoint.part(key, lambda f=f, key=key: _one_fold(examples, fold, f, family, options, checkpoint, key))  # type: ignore[misc]
        test, rows = part["test"], part["rows"]
        out[test] = rows
        known = metrics.scored(rows)  # a network that diverged answers nan
        rows, truth = rows[known], own[test][known]
        results.append(
            FoldResult(
                number=f + 1,
                photos=len(truth),
                log_loss=metrics.log_loss(rows, truth) if len(truth) else None,
                accuracy=metrics.accuracy(rows, truth) if len(truth) else None,
                seconds=float(part["seconds"]),
                epochs=epochs_of(part["curve"]),
            )
        )
    return out, tuple(results), fold


def _one_fold(
    examples: Examples, fold: Ints, f: int, family: Family, options: Options, checkpoint: Checkpoint, key: str
) -> Arrays:
    start = time.perf_counter()
    groups = examples.groups
    train = examples.subset(fold != f)
    # A group that is not in the training part can neither win nor lose: its photos stay unscored.
    test = np.flatnonzero((fold == f) & np.array([m.group in train.groups for m in examples.members]))
    rows = np.zeros((len(test), len(groups)))
    recorder = Recorder(checkpoint.monitor(key))
    if len(test) and len(train.groups) > 1:
        model = family.fit(train, options, recorder)
        rows[:, [groups.index(g) for g in model.groups]] = model.score_photos(examples.plain[test])
    else:
        test, rows = test[:0], rows[:0]
    seconds = np.array(time.perf_counter() - start)
    return {"test": test, "rows": rows, "curve": curve_of(recorder.epochs), "seconds": seconds}


def _leave_member_out(
    out: LeftOut, examples: Examples, family: Family, seed: int, reasons: dict[str, str]
) -> tuple[float | None, float | None, float | None]:
    groups, members = examples.groups, sorted(set(examples.members))
    group_of = np.array([groups.index(m.group) for m in members], dtype=np.int64)
    owner = np.array([members.index(examples.members[i]) for i in out.photo], dtype=np.int64)
    own = group_of[owner]
    # A member cannot be found in a group none of whose other members was in the training part.
    able = (out.seen & (group_of[None] == own[:, None])).any(axis=1)
    if len(set(own[able].tolist())) < 2:
        reasons["leave_member_out"] = "멤버가 두 명 이상인 그룹이 둘 이상 있어야 계산할 수 있습니다."
        return None, None, None
    if out.evidence.shape[1] and family.regroup:
        found = metrics.regrouping_test(out.evidence, owner, group_of, out.seen, family.regroup, seed)
        if found is not None:
            return found
    answers = np.zeros((len(members), len(groups)))
    np.add.at(answers, (owner[able], out.answer[able]), 1)
    judged = answers.any(axis=1)
    return metrics.permutation_test(answers[judged], group_of[judged], seed)


def _open_set(out: LeftOut | None, family: Family, reasons: dict[str, str]) -> dict[str, float | None]:
    if out is not None and family.usable_for_trainees and len(out.nobody):
        return {"nobody": float(out.nobody.mean()), "n": len(out.nobody)}
    reasons.setdefault("open_set", _NEVER_NOBODY)
    return {"nobody": None, "n": 0}


def repeatability(
    out: LeftOut | None, reasons: dict[str, str]
) -> tuple[dict[str, float | None], tuple[ReliabilityBin, ...]]:
    """The bar of that name and the reliability curve. reasons: gets why a figure cannot be computed."""
    found: dict[str, float | None] = dict.fromkeys(("top1", "clear_top1", "clear_share", "spearman", "jsd", "ece"))
    if out is None:
        return found, ()
    if not len(out.same):
        reasons["repeatability"] = (
            "한 명을 빼도 그룹이 둘 이상 남고, 뺀 멤버의 사진이 두 장 이상이어야 재현성을 잴 수 있습니다."
        )
        return found, ()
    found["top1"] = float(out.same.mean())
    found["jsd"] = float(out.distance.mean())
    found["spearman"] = float(np.nanmean(out.rank)) if not np.isnan(out.rank).all() else None
    # A member the model could not state a confidence for is in no figure about confidence.
    sure = ~np.isnan(out.confidence)
    if not sure.any():
        reasons["repeatability"] = "확신도를 추정할 만큼 멤버와 사진이 많지 않아, 뚜렷함과 보정 오차는 비어 있습니다."
        return found, ()
    right, clear = out.same[sure], out.clear[sure]
    bins = metrics.reliability(out.confidence[sure], right)
    found["ece"] = metrics.expected_calibration_error(bins)
    found["clear_share"] = float(clear.mean())
    if clear.any():
        found["clear_top1"] = float(right[clear].mean())
    else:
        reasons["clear_top1"] = "뚜렷하다고 판정된 결과가 없습니다."
    return found, bins
