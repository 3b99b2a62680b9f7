"""Linear discriminant analysis with one class a member, summed to groups.

Fisher (1936) with the pooled within-class covariance shrunk towards a sphere (Ledoit & Wolf 2004), members equally
likely, and a temperature fitted on photos held out (Guo et al. 2017). Near perfect on photos of the members; about a
stranger it is confident and not repeatable, because it can only answer which member this is.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from core.errors import ReferenceSetError
from core.matching.arrays import Array, Floats, one_blas_thread, softmax
from core.matching.basis import principal_basis
from core.matching.calibrate import fit_temperature
from core.matching.judgement import Judged
from core.matching.population import Population
from core.matching.space import within_covariance
from core.training.folds import photo_folds
from core.training.checkpoint import Monitor
from core.training.examples import Examples
from core.training.options import Options
from core.types import MemberId
from models.family import Family

CLEAR_FROM = 0.75
_HELD_OUT_FOLDS = 3


@dataclass(frozen=True)
class EmbeddingHead:
    """weights: (d, N), bias: (N,); the logits of photos (n, d) are photos @ weights + bias.

    doubt: the share of probability spread evenly: one that learned from n photos cannot be surer than 1 - 1/n."""

    groups: tuple[str, ...]
    members: tuple[MemberId, ...]
    weights: Array = field(repr=False)
    bias: Array = field(repr=False)
    temperature: float = 1.0
    doubt: float = 0.0

    def member_log_odds(self, embeddings: Floats) -> Array:
        """(n, d) -> (n, N) logits of the members, temperature applied."""
        result: Array = (np.asarray(embeddings, dtype=np.float64) @ self.weights + self.bias) / self.temperature
        return result

    def score_photos(self, embeddings: Floats) -> Array:
        """(n, d) unit embeddings -> (n, G) probabilities."""
        return self._to_groups(self.evidence(embeddings))

    def judge_sets(self, sets: Sequence[Floats]) -> Judged:
        """Several people with equally many photos each. The stated confidence is the top probability, as it comes."""
        scores = np.stack([self._to_groups(softmax(self.member_log_odds(x).mean(axis=0)[None]))[0] for x in sets])
        scores = np.clip(scores, 1e-9, None)
        scores = scores / scores.sum(axis=1, keepdims=True)
        confidence = scores.max(axis=1)
        return Judged(scores, confidence, confidence >= CLEAR_FROM, np.ones(len(scores)), np.log(scores))

    def evidence(self, embeddings: Floats) -> Array:
        """(n, d) photos -> (n, N) member probabilities."""
        return softmax(self.member_log_odds(embeddings))

    def _to_groups(self, probabilities: Array) -> Array:
        index = np.array([self.groups.index(m.group) for m in self.members])
        groups = len(self.groups)
        summed: Array = probabilities @ (index[:, None] == np.arange(groups))
        return (1 - self.doubt) * summed + self.doubt / groups


def regroup(sums: Array, sizes: Array, members: int) -> Array:
    """(n, G) sums of evidence over any grouping of the members, (n, G) sizes -> (n, G) group probabilities."""
    return np.where(sizes > 0, sums, -np.inf)


def fit(examples: Examples, options: Options, monitor: Monitor) -> EmbeddingHead:
    """Raises ReferenceSetError below two groups."""
    reference = examples.reference()
    if len(reference.groups) < 2:
        raise ReferenceSetError("학습하려면 그룹이 두 개 이상 필요합니다. 사진이 있는 그룹을 더 추가해 주세요.")
    with one_blas_thread():
        basis = principal_basis(reference.embeddings)
        people = Population.of(reference, basis)
        head = _discriminant(people, _fit_temperature(people))
    weights = head.weights if basis is None else basis @ head.weights
    return replace(head, weights=weights, doubt=1 / (len(reference.members) + 2))  # Laplace's rule of succession


def _discriminant(people: Population, temperature: float) -> EmbeddingHead:
    solved = np.linalg.solve(within_covariance(people), people.means.T)
    bias: Array = -0.5 * (people.means.T * solved).sum(axis=0)
    return EmbeddingHead(people.groups, people.members, np.asarray(solved, dtype=np.float64), bias, temperature)


def _fit_temperature(people: Population) -> float:
    members = [m for m, photos in zip(people.members, people.photos, strict=True) for _ in photos]
    rows, fold = (
        np.concatenate(people.photos),
        photo_folds(members, np.concatenate(people.near_duplicates), _HELD_OUT_FOLDS),
    )
    owner = np.repeat(np.arange(len(people)), people.counts.astype(int))
    found = []
    for f in range(_HELD_OUT_FOLDS):
        kept = [i for i in range(len(people)) if (fold[owner == i] != f).any()]
        if len(kept) < 2:
            continue
        rest = Population.from_photos(
            tuple(people.members[i] for i in kept),
            tuple(rows[(owner == i) & (fold != f)] for i in kept),
            tuple(np.arange(int(((owner == i) & (fold != f)).sum())) for i in kept),
        )
        head = _discriminant(rest, 1.0)
        test = (fold == f) & np.isin(owner, kept)
        if test.any():
            found.append((head.member_log_odds(rows[test]), np.searchsorted(kept, owner[test])))
    if not found:
        return 1.0

    def loss(temperature: float) -> float:
        chosen = [softmax(logits / temperature)[np.arange(len(truth)), truth] for logits, truth in found]
        return -float(np.log(np.maximum(np.concatenate(chosen), 1e-12)).mean())

    return fit_temperature(loss, 1.0, 30.0)


FAMILY = Family(
    name="embedding_head",
    title="임베딩 분류기",
    summary="얼굴 특징 위에 가벼운 분류기를 얹습니다. 등록된 멤버의 새 사진은 거의 맞히지만 처음 보는 사람은 판정하지 못합니다.",
    fit=fit,
    model=EmbeddingHead,
    heeds=frozenset({"head"}),
    defaults={"copies": 0},
    regroup=regroup,
)
