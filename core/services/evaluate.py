"""The bars of DESIGN §4 on a reference set, and what the training page draws of them. Writes nothing."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.errors import ReferenceSetError
from core.matching.arrays import Array, Ints, one_blas_thread
from core.progress import Progress, silent
from core.training import metrics
from core.training.folds import photo_folds
from core.training.left_out import Halves, Stranger, leave_out, subset
from core.training.metrics import GroupRow, ReliabilityBin
from core.types import MemberId, ReferenceSet
from models import DEFAULT_FAMILY, Family, MemberModel, get_family

FOLDS = 5
MOST_LEFT_OUT = 120  # members; beyond it the figures hardly change and the time doubles


@dataclass(frozen=True)
class Evaluation:
    """Every number is None where nobody could compute it, and `reasons` then says why (Korean), by the JSON key.

    probabilities: (n, G) out-of-fold, rows without a prediction are nan; labels: (n,) own group; files, members: n
    names. bins: stated confidence against agreement. map_xy: (n, 2) principal components of the embeddings;
    map_explained: the share of variance each shows."""

    family: str
    engine: str
    photos: int
    faces: int
    missed: int
    groups: tuple[str, ...]
    members: tuple[MemberId, ...]
    files: tuple[str, ...] = field(repr=False)
    log_loss: float | None
    accuracy: float | None
    hit: float | None
    chance: float | None
    p: float | None
    repeat: Mapping[str, float | None]
    halves: int
    reasons: Mapping[str, str]
    seconds: float
    probabilities: Array = field(repr=False)
    labels: Ints = field(repr=False)
    bins: tuple[ReliabilityBin, ...] = field(repr=False)
    table: tuple[GroupRow, ...] = field(repr=False)
    confusion: Ints = field(repr=False)
    map_xy: Array = field(repr=False)
    map_explained: tuple[float, float] = (0.0, 0.0)

    @property
    def member_count(self) -> int:
        """Different members."""
        return len(set(self.members))

    def counts(self) -> dict[str, dict[str, int]]:
        """Photos by group and member."""
        found: dict[str, dict[str, int]] = {}
        for m in self.members:
            found.setdefault(m.group, {}).setdefault(m.member, 0)
            found[m.group][m.member] += 1
        return found

    def to_json(self) -> dict[str, Any]:
        """The object that `evaluate --json` prints."""
        return {
            "family": self.family,
            "engine": self.engine,
            "photos": self.photos,
            "faces": self.faces,
            "missed": self.missed,
            "groups": len(self.groups),
            "members": self.member_count,
            "photo_cv": {"log_loss": self.log_loss, "accuracy": self.accuracy},
            "leave_member_out": {"hit": self.hit, "chance": self.chance, "p": self.p},
            "repeatability": {**self.repeat, "n": self.halves},
            "reasons": dict(self.reasons),
            "seconds": round(self.seconds, 2),
        }


def evaluate(
    reference: ReferenceSet, family: str = DEFAULT_FAMILY, progress: Progress = silent, seed: int = 0
) -> Evaluation:
    """Measure a family on a reference set. Raises ReferenceSetError below two groups, UnknownNameError.

    photo_cv: 5 folds, stratified by member, near-duplicates together. The other bars leave each member out of it all:
    the model, the whitening, the temperature and the calibration are fitted again without her."""
    start = time.perf_counter()
    kind = get_family(family)
    groups = reference.groups
    if len(groups) < 2:
        raise ReferenceSetError("평가하려면 얼굴을 찾은 사진이 있는 그룹이 두 개 이상 필요합니다.")
    members = sorted(set(reference.members))
    spread = np.linspace(0, len(members) - 1, min(len(members), MOST_LEFT_OUT)).astype(int)
    chosen = [members[i] for i in spread.tolist()]
    steps = FOLDS + len(chosen)
    labels = np.array([groups.index(m.group) for m in reference.members], dtype=np.int64)
    reasons: dict[str, str] = {}
    with one_blas_thread():
        probabilities = _photo_cv(reference, kind, seed, progress, steps)
        out, halves = leave_out(
            reference, kind, chosen, seed, lambda done: progress(FOLDS + done, steps, "멤버를 한 명씩 빼고 평가")
        )
    scored = ~np.isnan(probabilities).any(axis=1)
    known, own = probabilities[scored], labels[scored]
    if not scored.all():
        reasons["photo_cv"] = (
            f"사진 {len(labels)}장 가운데 {int((~scored).sum())}장은 그 그룹의 다른 사진이 학습에 남지 않아 뺐습니다."
            if scored.any()
            else "그룹마다 사진이 두 장 이상 있어야 교차 검증을 할 수 있습니다."
        )
    hit, chance, p = _leave_member_out(out, members, groups, seed, reasons)
    repeat, bins, count = _repeatability(halves, reasons)
    xy, explained = principal_map(reference.embeddings)
    return Evaluation(
        family=kind.name,
        engine=reference.engine,
        photos=reference.photos,
        faces=len(labels),
        missed=reference.missed,
        groups=groups,
        members=reference.members,
        files=reference.files,
        log_loss=metrics.log_loss(known, own) if scored.any() else None,
        accuracy=metrics.accuracy(known, own) if scored.any() else None,
        hit=hit,
        chance=chance,
        p=p,
        repeat=repeat,
        halves=count,
        reasons=reasons,
        seconds=time.perf_counter() - start,
        probabilities=probabilities,
        labels=labels,
        bins=bins,
        table=metrics.group_table(known.argmax(axis=1), own, groups) if scored.any() else (),
        confusion=metrics.confusion(known.argmax(axis=1), own, len(groups))
        if scored.any()
        else np.zeros((len(groups),) * 2, dtype=np.int64),
        map_xy=xy,
        map_explained=explained,
    )


def principal_map(embeddings: NDArray[np.float32]) -> tuple[Array, tuple[float, float]]:
    """(n, d) -> (n, 2) first principal components and their shares of the variance."""
    x = np.asarray(embeddings, dtype=np.float64)
    x = x - x.mean(axis=0)
    variance, axes = np.linalg.eigh(x.T @ x)
    axes, total = axes[:, ::-1][:, :2], max(float(variance.sum()), 1e-12)
    axes = axes * np.where(axes[np.abs(axes).argmax(axis=0), np.arange(axes.shape[1])] < 0, -1.0, 1.0)
    shares = np.maximum(variance[::-1][:2], 0) / total
    return x @ axes, (float(shares[0]), float(shares[1]) if len(shares) > 1 else 0.0)


def _photo_cv(reference: ReferenceSet, kind: Family, seed: int, progress: Progress, steps: int) -> Array:
    groups = reference.groups
    fold = photo_folds(reference.members, reference.near_duplicates, FOLDS, seed)
    own = np.array([groups.index(m.group) for m in reference.members])
    out = np.full((len(own), len(groups)), np.nan)
    for f in range(FOLDS):
        progress(f, steps, "사진 교차 검증")
        train = subset(reference, fold != f)
        # A group that is not in the training part can neither win nor lose: its photos stay unscored.
        test = (fold == f) & np.isin(own, [groups.index(g) for g in train.groups])
        if not test.any() or len(train.groups) < 2:
            continue
        model = kind.fit(train)
        columns = [groups.index(g) for g in model.groups]
        rows = np.zeros((int(test.sum()), len(groups)))
        rows[:, columns] = model.score_photos(reference.embeddings[test])
        out[test] = rows
    return out


def _leave_member_out(
    out: list[Stranger], members: list[MemberId], groups: tuple[str, ...], seed: int, reasons: dict[str, str]
) -> tuple[float | None, float | None, float | None]:
    group_of = np.array([groups.index(m.group) for m in members], dtype=np.int64)
    companions = np.bincount(group_of)
    # Somebody alone in her group cannot be found in it by a model that has not seen her.
    able = [s for s in out if companions[groups.index(s.member.group)] > 1]
    if len({s.member.group for s in able}) < 2:
        reasons["leave_member_out"] = "멤버가 두 명 이상인 그룹이 둘 이상 있어야 계산할 수 있습니다."
        return None, None, None
    model = out[0].model
    if isinstance(model, MemberModel):
        evidence = [s.evidence for s in out if s.evidence is not None]
        owner = np.repeat([members.index(s.member) for s in out], [len(e) for e in evidence])
        found = metrics.regrouping_test(np.concatenate(evidence), owner, group_of, model.regroup, seed)
    else:
        own = np.array([groups.index(s.member.group) for s in able], dtype=np.int64)
        found = metrics.permutation_test(np.stack([s.answers for s in able]), own, seed)
    return found or (None, None, None)


def _repeatability(
    halves: list[Halves], reasons: dict[str, str]
) -> tuple[dict[str, float | None], tuple[ReliabilityBin, ...], int]:
    keys = ("top1", "clear_top1", "clear_share", "spearman", "jsd", "ece")
    if not halves:
        reasons["repeatability"] = (
            "한 명을 빼도 그룹이 둘 이상 남고, 뺀 멤버의 사진이 두 장 이상이어야 재현성을 잴 수 있습니다."
        )
        return dict.fromkeys(keys), (), 0
    same = np.concatenate([h.same for h in halves])
    rank = np.concatenate([h.rank for h in halves])
    found: dict[str, float | None] = dict.fromkeys(keys)
    found["top1"] = float(same.mean())
    found["jsd"] = float(np.concatenate([h.distance for h in halves]).mean())
    found["spearman"] = float(np.nanmean(rank)) if not np.isnan(rank).all() else None
    # A member the model could not state a confidence for is in no figure about confidence.
    sure = [(h.same, h.confidence, h.clear) for h in halves if h.confidence is not None]
    if not sure:
        reasons["repeatability"] = "확신도를 추정할 만큼 멤버와 사진이 많지 않아, 뚜렷함과 보정 오차는 비어 있습니다."
        return found, (), len(same)
    right, confidence, clear = (np.concatenate([part[k] for part in sure]) for k in range(3))
    bins = metrics.reliability(confidence, right)
    found["ece"] = metrics.expected_calibration_error(bins)
    found["clear_share"] = float(clear.mean())
    if clear.any():
        found["clear_top1"] = float(right[clear.astype(bool)].mean())
    else:
        reasons["clear_top1"] = "뚜렷하다고 판정된 결과가 없습니다."
    return found, bins, len(same)
