"""Measures of probabilities over groups and of how well a stated confidence is kept. Pure; None where undefined."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from core.stats.arrays import Array, Bools, Floats, Ints

BINS = 10
PERMUTATIONS = 1000
_SMALLEST = 1e-15
_FALSE_PAIRS = 1e-3


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One line of the per-group table. precision is None when the group was never answered, recall without photos."""

    group: str
    precision: float | None
    recall: float | None
    f1: float | None
    support: int


@dataclass(frozen=True, slots=True)
class ReliabilityBin:
    """Answers whose stated confidence lies in [low, high): their mean confidence and the share that was right."""

    low: float
    high: float
    confidence: float
    agreement: float
    count: int


@dataclass(frozen=True, slots=True)
class RocCurve:
    """One group against all others. false_positive, true_positive: (k,) rising from 0 to 1; auc: the area below."""

    group: str
    false_positive: Array
    true_positive: Array
    auc: float


def log_loss(probabilities: Array, labels: Ints) -> float:
    """Mean negative log probability of the true group, in nats. probabilities: (n, G); labels: (n,)."""
    own = probabilities[np.arange(len(labels)), labels]
    loss = -float(np.log(np.maximum(own, _SMALLEST)).mean())
    return 0.0 if loss <= 0 else loss  # max() would turn nan into a perfect score


def accuracy(probabilities: Array, labels: Ints) -> float:
    """Share of rows whose largest probability is the true group's."""
    return float((probabilities.argmax(axis=1) == labels).mean())


def told_apart(alike: Floats, same: Bools) -> tuple[float, float]:
    """(p,) likeness of pairs, (p,) do they show one person? -> area under the curve, and the share of a person's pairs
    above the likeness that one in a thousand pairs of two people reaches."""
    from sklearn.metrics import roc_auc_score

    foreign = np.sort(alike[~same])[::-1]
    limit = foreign[int(_FALSE_PAIRS * len(foreign))]
    return float(roc_auc_score(same, alike)), float((alike[same] > limit).mean())


def confusion(predicted: Ints, labels: Ints, groups: int) -> Ints:
    """(G, G) counts, true group by row, answered group by column."""
    from sklearn.metrics import confusion_matrix

    table: Ints = confusion_matrix(labels, predicted, labels=np.arange(groups))
    return table


def group_table(predicted: Ints, labels: Ints, groups: Sequence[str]) -> tuple[GroupRow, ...]:
    """Precision, recall, F1 and support of each group."""
    from sklearn.metrics import precision_recall_fscore_support

    *shares, support = precision_recall_fscore_support(
        labels, predicted, labels=np.arange(len(groups)), zero_division=np.nan
    )
    figures = [[None if np.isnan(value) else float(value) for value in column] for column in shares]
    return tuple(GroupRow(*row) for row in zip(groups, *figures, map(int, support), strict=True))


def reliability(confidence: Array, right: Array, bins: int = BINS) -> tuple[ReliabilityBin, ...]:
    """Bins of equal width over 0..1 that hold at least one answer. confidence, right: (n,)."""
    index = np.minimum((confidence * bins).astype(np.int64), bins - 1)
    return tuple(
        ReliabilityBin(
            low=b / bins,
            high=(b + 1) / bins,
            confidence=float(confidence[index == b].mean()),
            agreement=float(right[index == b].mean()),
            count=int((index == b).sum()),
        )
        for b in range(bins)
        if (index == b).any()
    )


def expected_calibration_error(bins: Sequence[ReliabilityBin]) -> float | None:
    """Mean gap between confidence and agreement, weighted by the bins' counts (Naeini et al. 2015)."""
    total = sum(b.count for b in bins)
    return sum(b.count * abs(b.confidence - b.agreement) for b in bins) / total if total else None


def jensen_shannon_distance(p: Array, q: Array) -> Array:
    """(n, G), (n, G) -> (n,), 0..1: square root of the divergence in bits (Endres & Schindelin 2003)."""
    from scipy.special import rel_entr

    m = (p + q) / 2
    nats = (rel_entr(p, m) + rel_entr(q, m)).sum(axis=1) / 2
    # scipy's jensenshannon takes the root of what rounding made negative, and half of all nearly equal rows are nan.
    result: Array = np.sqrt(np.clip(nats / np.log(2), 0, 1))
    return result


def spearman(a: Array, b: Array) -> Array:
    """(n, G), (n, G) -> (n,) rank correlation of each row pair; nan where a row has no order. Ties share ranks."""
    from scipy.stats import rankdata

    ra, rb = rankdata(a, axis=1), rankdata(b, axis=1)
    ra, rb = ra - ra.mean(axis=1, keepdims=True), rb - rb.mean(axis=1, keepdims=True)
    size = np.sqrt((ra**2).sum(axis=1) * (rb**2).sum(axis=1))
    with np.errstate(invalid="ignore", divide="ignore"):
        result: Array = (ra * rb).sum(axis=1) / size
    return result


def permutation_test(answers: Array, own: Ints, seed: int = 0) -> tuple[float, float, float]:
    """Hit rate, chance and p of members judged by models that never saw them.

    answers: (N, G) photos of each member answered with each group; own: (N,) the member's group. Under the null a
    member's group is exchangeable, so the groups are permuted over the members (not over photos, which are not
    independent). chance: the mean hit rate of the permutations; p = (1 + permutations at least as good) / (1 + all)."""
    total = answers.sum()
    hit = float(answers[np.arange(len(own)), own].sum() / total)
    rng = np.random.default_rng(seed)
    shuffled = np.stack([rng.permutation(own) for _ in range(PERMUTATIONS)])
    rates = answers[np.arange(len(own)), shuffled].sum(axis=1) / total
    p = (1 + int((rates >= hit - 1e-12).sum())) / (1 + PERMUTATIONS)
    return hit, float(rates.mean()), p


def regrouping_test(
    evidence: Array,
    owner: Ints,
    group_of: Ints,
    seen: Bools,
    regroup: Callable[[Array, Array, Array], Array],
    seed: int = 0,
) -> tuple[float, float, float] | None:
    """As `permutation_test`, but every permutation is answered again, so that p is exact for arbitrary groups.

    Keeping the answers while permuting the labels would call two look-alikes in one group two independent hits.
    Members who were left out together are permuted among themselves: they were chosen as one of every group, and any
    other grouping would take two from one group and none from another.
    evidence: (n, N) of each photo for each member; owner: (n,) the own column; group_of: (N,); seen: (n, N) members
    that the photo's model knew, never its owner; regroup: (n, N) evidence, (n, N) known, (N, G) -> (n, G) scores. A
    photo none of whose group was known cannot hit and is not counted. None without countable photos."""
    groups = int(group_of.max()) + 1
    known = seen.astype(np.float64)
    evidence = evidence * known

    def rate(labels: Ints) -> float:
        member_of = (labels[:, None] == np.arange(groups)).astype(np.float64)
        own = labels[owner]
        counted = (known @ member_of)[np.arange(len(own)), own] > 0
        right = regroup(evidence, known, member_of).argmax(axis=1) == own
        return float(right[counted].mean()) if counted.any() else float("nan")

    hit = rate(group_of)
    if np.isnan(hit):
        return None
    sets = _exchangeable(owner, seen)
    rng = np.random.default_rng(seed)

    def permuted() -> Ints:
        labels = group_of.copy()
        for rows in sets:
            labels[rows] = rng.permutation(labels[rows])
        return labels

    rates = np.array([rate(permuted()) for _ in range(PERMUTATIONS)])
    rates = rates[~np.isnan(rates)]
    return hit, float(rates.mean()), (1 + int((rates >= hit - 1e-12).sum())) / (1 + len(rates))


def _exchangeable(owner: Ints, seen: Bools) -> list[Ints]:
    """Members whose groups may change places: everybody, or, where several were left out at once, those who were left
    out together, and those who never were."""
    if (~seen).sum(axis=1).max() == 1:
        return [np.arange(seen.shape[1])]
    together = np.full(seen.shape[1], -1)
    together[owner] = np.unique(seen, axis=0, return_inverse=True)[1].reshape(-1)
    return [np.flatnonzero(together == number) for number in np.unique(together)]


def scored(probabilities: Array) -> Bools:
    """(n, G) -> (n,) photos that have a prediction; the others are rows of nan."""
    result: Bools = np.isfinite(probabilities.sum(axis=1))
    return result


def roc_curve(probabilities: Array, labels: Ints, groups: Sequence[str]) -> tuple[RocCurve, ...]:
    """One curve a group, one-vs-rest (Fawcett 2006); a group without photos, or with all of them, has none.

    probabilities: (n, G), rows of nan are left out. Equal probabilities are one step, so the area counts ties as half
    and is the chance that a photo of the group gets a higher probability for it than another group's photo."""
    keep = scored(probabilities)
    curves = []
    for g, name in enumerate(groups):
        score, own = probabilities[keep, g], labels[keep] == g
        if own.all() or not own.any():
            continue
        order = np.argsort(-score, kind="stable")
        score, own = score[order], own[order]
        last = np.append(np.flatnonzero(np.diff(score)), len(score) - 1)
        hits, misses = np.cumsum(own)[last], np.cumsum(~own)[last]
        rising = np.concatenate([[0.0], hits / hits[-1]])
        across = np.concatenate([[0.0], misses / misses[-1]])
        area = float(((across[1:] - across[:-1]) * (rising[1:] + rising[:-1]) / 2).sum())
        curves.append(RocCurve(name, across, rising, area))
    return tuple(curves)


def hardest(probabilities: Array, labels: Ints, count: int) -> Ints:
    """Rows of `count` photos whose own group got the smallest probability, hardest first; unscored rows never."""
    rows = np.flatnonzero(scored(probabilities))
    own = probabilities[rows, labels[rows]]
    return rows[np.argsort(own, kind="stable")][:count]
