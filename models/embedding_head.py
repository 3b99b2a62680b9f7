"""A light classifier on the engine's embeddings: one class a member, summed to groups. Four heads to choose from.

lda     Gaussian classes with one shared covariance (Fisher 1936), shrunk towards a sphere (Ledoit & Wolf 2004). Members
        are equally likely, however many photos they have; the covariance is pooled over all photos.
logreg  multinomial logistic regression, ridge penalty; every member weighs the same, however many photos there are.
svm     linear support vector machines, one member against the rest (Cortes & Vapnik 1995), weighted as logreg.
knn     votes of the nearest photos by cosine (Cover & Hart 1967); a vote counts less the more photos its member has.

Each is near perfect on photos of the members; about a stranger it is confident and not repeatable, because it can only
answer which member this is. Groups play no part before the sum: were they balanced, the others of a left-out member's
group would gain the weight of the member left out, who would be found in the own group for that alone. How sure a
head sounds is fitted on photos held out (temperature: Guo et al. 2017).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from core.errors import ReferenceSetError
from core.matching.basis import principal_basis
from core.matching.judgement import JudgementBatch
from core.matching.population import Population
from core.matching.space import within_covariance
from core.stats.arrays import Array, Floats, Ints, one_blas_thread, softmax
from core.stats.calibrate import fit_temperature
from core.stats.folds import photo_folds
from core.training.checkpoint import Monitor
from core.training.examples import Examples
from core.training.family import Family
from core.training.options import Options
from core.types import MemberId
from models.closed import judged, regroup

_HELD_OUT_FOLDS = 3
_PENALTY = {"logreg": 1.0, "svm": 0.1}  # C times photos, of features whose mean variance is 1; flat around these
_TOLERANCE, _MOST_STEPS = 1e-3, 500
_NEIGHBOURS = 9
_NO_VOTE = 0.02  # what a member without a vote is given, so that one photo can not exclude anybody


@dataclass(frozen=True)
class Linear:
    """weights: (d, N), bias: (N,); the scores of photos (n, d) are photos @ weights + bias."""

    weights: Array = field(repr=False)
    bias: Array = field(repr=False)

    @property
    def dim(self) -> int:
        """Of the embeddings."""
        return len(self.weights)

    @property
    def width(self) -> int:
        """N."""
        return len(self.bias)

    def __call__(self, embeddings: Array) -> Array:
        """(n, d) -> (n, N)."""
        return embeddings @ self.weights + self.bias


@dataclass(frozen=True)
class Nearest:
    """photos: (n, d) unit rows to compare with, owner: (n,) column of their member, votes: (n,) what each counts.

    k: how many of them vote. width: N. The photos' embeddings are in the model: it is as sensitive as they are."""

    photos: Array = field(repr=False)
    owner: Ints = field(repr=False)
    votes: Array = field(repr=False)
    k: int
    width: int

    def __post_init__(self) -> None:
        n = len(self.photos)
        if not (n and self.owner.shape == self.votes.shape == (n,) and (self.votes > 0).all() and self.k > 0):
            raise ValueError("every photo has an owner and a vote")
        if self.owner.min() < 0 or self.owner.max() >= self.width:
            raise ValueError("a photo has no owner among the members")

    @property
    def dim(self) -> int:
        """Of the embeddings."""
        return int(self.photos.shape[1])

    def __call__(self, embeddings: Array) -> Array:
        """(n, d) -> (n, N) logarithms of the members' shares of the votes."""
        order = np.argsort(-(embeddings @ self.photos.T), axis=1, kind="stable")[:, : self.k]
        shares = np.zeros((len(embeddings), self.width))
        np.add.at(shares, (np.arange(len(embeddings))[:, None], self.owner[order]), self.votes[order])
        result: Array = np.log(shares / shares.sum(axis=1, keepdims=True) + _NO_VOTE)
        return result


Scorer = Linear | Nearest  # stored runs name these classes: a renamed one cannot be read
Learner = Callable[[Array, Ints, tuple[MemberId, ...]], Scorer]  # (n, d) rows, (n,) owner, N members -> scorer


@dataclass(frozen=True)
class EmbeddingHead:
    """groups, members: sorted. scorer: unscaled logits of the members.

    doubt: the share of probability spread evenly: one that learned from n photos cannot be surer than 1 - 1/n."""

    groups: tuple[str, ...]
    members: tuple[MemberId, ...]
    scorer: Linear | Nearest
    temperature: float = 1.0
    doubt: float = 0.0

    def __post_init__(self) -> None:
        if self.groups != tuple(sorted({m.group for m in self.members})):
            raise ValueError("the groups are not those of the members")
        if self.scorer.width != len(self.members):
            raise ValueError("the scorer tells other members apart")
        if not (self.temperature > 0 and 0 <= self.doubt <= 1):
            raise ValueError("temperature and doubt are out of range")

    @property
    def input_shape(self) -> tuple[int]:
        """(d,) of the embeddings it takes."""
        return (self.scorer.dim,)

    def member_log_odds(self, embeddings: Floats) -> Array:
        """(n, d) -> (n, N) logits of the members, temperature applied."""
        return self.scorer(np.asarray(embeddings, dtype=np.float64)) / self.temperature

    def score_photos(self, embeddings: Floats) -> Array:
        """(n, d) unit embeddings -> (n, G) probabilities."""
        return self._to_groups(self.evidence(embeddings))

    def judge_sets(self, sets: Sequence[Floats]) -> JudgementBatch:
        """Several people with equally many photos each. The stated confidence is the top probability, as it comes."""
        odds = np.stack([self.member_log_odds(x).mean(axis=0) for x in sets])
        return judged(self._to_groups(softmax(odds)))

    def evidence(self, embeddings: Floats) -> Array:
        """(n, d) photos -> (n, N) member probabilities."""
        return softmax(self.member_log_odds(embeddings))

    def _to_groups(self, probabilities: Array) -> Array:
        index = np.array([self.groups.index(m.group) for m in self.members])
        groups = len(self.groups)
        summed: Array = probabilities @ (index[:, None] == np.arange(groups))
        return (1 - self.doubt) * summed + self.doubt / groups


def fit(examples: Examples, options: Options, monitor: Monitor) -> EmbeddingHead:
    """inputs: unit embeddings; augmented copies are left alone. Raises ReferenceSetError below two groups.
    Deterministic."""
    groups = examples.groups
    if len(groups) < 2:
        raise ReferenceSetError("학습하려면 그룹이 두 개 이상 필요합니다. 사진이 있는 그룹을 더 추가해 주세요.")
    members = tuple(sorted(set(examples.members)))
    position = {m: i for i, m in enumerate(members)}
    owner = np.array([position[m] for m in examples.members], dtype=np.int64)
    order = np.argsort(owner, kind="stable")  # a member's photos together
    rows, owner = np.asarray(examples.plain, dtype=np.float64)[order], owner[order]
    learn, coolest = _LEARNERS[options.head]
    with one_blas_thread():  # many small products: threads that wait for each other take 50 times as long
        temperature = _fit_temperature(rows, owner, examples.near_duplicates[order], members, learn, coolest)
        scorer = learn(rows, owner, members)
    return EmbeddingHead(groups, members, scorer, temperature, 1 / (len(rows) + 2))  # Laplace's rule of succession


def _on_fewer_axes(learn: Callable[[Array, Ints, tuple[MemberId, ...]], Linear]) -> Learner:
    """For long embeddings. The axes are those of the photos learned from: held-out ones have no say in them."""

    def learned(rows: Array, owner: Ints, members: tuple[MemberId, ...]) -> Linear:
        basis = principal_basis(rows)
        if basis is None:
            return learn(rows, owner, members)
        scorer = learn(rows @ basis, owner, members)
        return Linear(basis @ scorer.weights, scorer.bias)

    return learned


def _discriminant(rows: Array, owner: Ints, members: tuple[MemberId, ...]) -> Linear:
    photos = tuple(rows[owner == i] for i in range(len(members)))
    people = Population.from_photos(members, photos, tuple(np.arange(len(p)) for p in photos))
    solved = np.linalg.solve(within_covariance(people), people.means.T)
    return Linear(np.asarray(solved, dtype=np.float64), -0.5 * (people.means.T * solved).sum(axis=0))


def _logistic(rows: Array, owner: Ints, members: tuple[MemberId, ...]) -> Linear:
    from sklearn.linear_model import LogisticRegression

    penalty = _PENALTY["logreg"] / len(rows)
    return _weighted(LogisticRegression(C=penalty, tol=_TOLERANCE, max_iter=_MOST_STEPS), rows, owner)


def _support_vectors(rows: Array, owner: Ints, members: tuple[MemberId, ...]) -> Linear:
    from sklearn.svm import LinearSVC

    # The primal problem: no random order of the photos, so no seed either.
    machine = LinearSVC(C=_PENALTY["svm"] / len(rows), dual=False, tol=_TOLERANCE, max_iter=_MOST_STEPS)
    return _weighted(machine, rows, owner)


def _weighted(classifier: Any, rows: Array, owner: Ints) -> Linear:
    """Fit a linear classifier of scikit-learn, every member weighing the same, on features of mean 0 and variance 1,
    and write it down for the features as they are. One scale for all axes: the geometry of the embedding stays."""
    counts = np.bincount(owner).astype(np.float64)
    each = len(owner) / (len(counts) * counts[owner])
    # The middle of the members, not of the photos: a support vector machine pulls its border there.
    mean = each @ rows / len(rows)
    scale = float(np.sqrt((each @ (rows - mean) ** 2 / len(rows)).mean())) or 1.0
    fitted = classifier.fit((rows - mean) / scale, owner, each)
    weights, bias = fitted.coef_.T / scale, fitted.intercept_
    if len(counts) == 2:  # one column, of the second member against the first
        weights, bias = np.hstack([-weights, weights]) / 2, np.array([-bias[0], bias[0]]) / 2
    return Linear(np.ascontiguousarray(weights), bias - mean @ weights)


def _nearest(rows: Array, owner: Ints, members: tuple[MemberId, ...]) -> Nearest:
    counts = np.bincount(owner, minlength=len(members)).astype(np.float64)
    # Members with two photos can win two votes: asking nine photos would drown them.
    k = int(np.clip(round(len(rows) / len(members)), 1, min(_NEIGHBOURS, len(rows))))
    return Nearest(rows, owner, 1 / counts[owner], k, len(members))


# The lowest temperature tried: a Gaussian's logits are on the scale of probabilities and only ever too sure.
_LEARNERS: dict[str, tuple[Learner, float]] = {
    "lda": (_on_fewer_axes(_discriminant), 1.0),
    "logreg": (_on_fewer_axes(_logistic), 0.01),
    "svm": (_on_fewer_axes(_support_vectors), 0.01),
    "knn": (_nearest, 0.05),
}


def _fit_temperature(
    rows: Array, owner: Ints, near_duplicates: Ints, members: tuple[MemberId, ...], learn: Learner, coolest: float
) -> float:
    """By the log loss over members of photos that the scorer has not seen, near-duplicates of them neither.

    The truth is smoothed by Laplace's rule: n right answers are no proof that the next cannot be wrong, and without it
    a flawless third of the photos would make the scorer as sure as the grid allows."""
    fold = photo_folds([members[i] for i in owner], near_duplicates, _HELD_OUT_FOLDS)
    found = []
    for f in range(_HELD_OUT_FOLDS):
        kept = np.unique(owner[fold != f])
        test = (fold == f) & np.isin(owner, kept)
        if len(kept) < 2 or not test.any():
            continue
        rest = fold != f
        scorer = learn(rows[rest], np.searchsorted(kept, owner[rest]), tuple(members[i] for i in kept))
        found.append((scorer(rows[test]), np.searchsorted(kept, owner[test])))
    if not found:
        return 1.0

    def loss(temperature: float) -> float:
        logs = [np.log(np.maximum(softmax(logits / temperature), 1e-12)) for logits, _ in found]
        right = np.concatenate([x[np.arange(len(truth)), truth] for x, (_, truth) in zip(logs, found, strict=True)])
        any_member = np.concatenate([x.mean(axis=1) for x in logs])
        doubt = 1 / (len(right) + 2)
        return -float(((1 - doubt) * right + doubt * any_member).mean())

    return fit_temperature(loss, coolest, 30.0)


FAMILY = Family(
    name="embedding_head",
    title="임베딩 분류기",
    summary="얼굴 특징 위에 가벼운 분류기를 얹습니다. 등록된 멤버의 새 사진은 거의 맞히지만 처음 보는 사람은 "
    "판정하지 못합니다.",
    fit=fit,
    model=EmbeddingHead,
    used_options=frozenset({"head"}),
    defaults={"copies": 0},
    regroup=regroup,
)
