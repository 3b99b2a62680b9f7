"""The default model: member references, similarity, and calibration on members left out.

It serves two kinds of people with one formula. With w the probability that the person is a member on file,

    score(group) = w * P(group | one of the members)  +  (1 - w) * resemblance(group of a stranger)

The first term is closed-set and would be overconfident about a stranger, but a stranger has w near 0; the second never
assumes that the person is a member. `photo_cv` sees members, so w is near 1; trainees see the second term.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from core.errors import ReferenceSetError
from core.matching.basis import principal_basis
from core.matching.calibration import Calibration, calibrate, group_tops, mix, raw_agreement
from core.matching.judgement import NOBODY, Judgement, JudgementBatch
from core.matching.population import Population
from core.matching.resemble import DRAWS, Resemblance, group_scores, standard_draws, votes
from core.matching.space import Space
from core.matching.typicality import Typicality
from core.matching.verify import Verifier, group_posterior
from core.stats.arrays import Array, Bools, Floats, Ints, one_blas_thread
from core.stats.calibrate import logit
from core.stats.gaussian import same_person_ratio
from core.types import Carrier, MemberId, NearestMember, ReferenceSet, Verdict

KNOWN = 0.5  # above it a person is more likely a member on file than not
CLEAR_BELOW = 0.3  # of being close to nobody: from it on no answer is clear
FEWEST_CLEAR = 2  # different photos; of one nobody knows how the next one would look
NEAREST = 5
TOO_SMALL = "비교하려면 그룹이 두 개 이상 필요합니다. 얼굴을 찾은 사진이 있는 그룹을 더 추가해 주세요."
ONE_PHOTO = "사진이 한 장뿐이라 뚜렷하다고 할 수 없습니다. 같은 사람의 다른 사진을 더해 주세요."
CLOSE_SCORES = "가까운 그룹들의 점수 차이가 작아, 다른 사진에서는 결과가 달라질 수 있습니다."
CLOSE_TO_NOBODY = (
    "등록된 멤버들과 전체적으로 멀어, 어느 그룹과도 가깝다고 할 수 없습니다. 그룹의 닮음은 굳이 하나를 고른다면 "
    "어느 쪽인지만 말합니다."
)
_AT_ONCE = 64  # photos whose draws are in memory together
_SAME_PHOTO = 1 - 1e-5  # cosine above which two uploads are one photo and bring no new evidence


@dataclass(frozen=True)
class ResemblanceModel:
    """Made by `fit`. groups: sorted names, the order of every score. members: the N compared with. group_of: (N,)."""

    groups: tuple[str, ...]
    members: tuple[MemberId, ...]
    resemblance: Resemblance = field(repr=False)
    typicality: Typicality = field(repr=False)
    group_of: Ints = field(repr=False)
    calibration: Calibration
    draws: Array = field(repr=False)
    basis: Array | None = field(repr=False, default=None)

    def __post_init__(self) -> None:
        n, d = len(self.members), len(self.resemblance.space.mean)
        group_of = [self.groups.index(m.group) for m in self.members]
        if self.verifier.members.shape != (n, d) or self.group_of.tolist() != group_of:
            raise ValueError("the members differ from the geometry they are compared in")
        if self.draws.shape != (DRAWS, d) or (self.basis is not None and self.basis.shape[1:] != (d,)):
            raise ValueError("draws and basis do not belong to this space")

    @property
    def verifier(self) -> Verifier:
        """Tells whether a person is one of the members."""
        return self.resemblance.verifier

    @property
    def input_shape(self) -> tuple[int]:
        """(d,) of the embeddings it takes."""
        return (len(self.resemblance.space.mean if self.basis is None else self.basis),)

    @classmethod
    def fit(cls, reference: ReferenceSet) -> "ResemblanceModel":
        """Learn from reference photos. Raises ReferenceSetError below two groups. Deterministic."""
        return cls.fit_partitions(reference, [{m: m.group for m in reference.members}])[0]

    @classmethod
    def fit_partitions(
        cls, reference: ReferenceSet, partitions: Sequence[Mapping[MemberId, str]]
    ) -> list["ResemblanceModel"]:
        """A model for each of several ways to put the same people into groups; faces are learned once for all.

        partitions: the group of each member. Raises ReferenceSetError where one has fewer than two groups."""
        if any(len({own[m] for m in reference.members}) < 2 for own in partitions):
            raise ReferenceSetError(TOO_SMALL)
        with one_blas_thread():
            basis = principal_basis(reference.embeddings)
            people = Population.of(reference, basis)
            draws = standard_draws(people.means.shape[1])
            resemblance, typicality = Resemblance.fit(people, Space.fit(people)), Typicality.fit(people)
            parts = [people.regrouped([own[m] for m in people.members]) for own in partitions]
            calibrations = calibrate(people, draws, [part.group_of for part in parts])
        return [
            cls(part.groups, part.members, resemblance, typicality, part.group_of, calibration, draws, basis)
            for part, calibration in zip(parts, calibrations, strict=True)
        ]

    def score_photos(self, embeddings: Floats, weights: Sequence[float] | None = None) -> Array:
        """(n, d) unit embeddings -> (n, G) probabilities, each photo judged alone.

        weights: as in `judge`, so that a trainee's only photo says by itself what is said of the trainee."""
        rows = self._reduced(embeddings)
        worth = np.ones(len(rows)) if weights is None else np.asarray(weights, dtype=np.float64)
        scores = np.empty((len(rows), len(self.groups)))
        for photos in np.unique(worth).tolist():
            alike = np.flatnonzero(worth == photos)
            for part in np.array_split(alike, len(alike) // _AT_ONCE + 1):
                scores[part] = self._judged(rows[part], *self._near(rows[part], photos), photos).scores
        return scores

    def _near(self, means: Array, photos: float) -> tuple[Array, Array]:
        """(s, d) means of `photos` unit embeddings, on `basis` if there is one -> coordinates (s, d), ratios (s, N)."""
        z = self._projected(means)
        return z, self.verifier.ratios(z, photos)

    def _judged(self, means: Array, z: Array, ratios: Array, photos: float, own: Array | None = None) -> JudgementBatch:
        """Judge s people at once. means, z, ratios: as `_near` has them; own: (s, G) of their photos by their own top
        group, needed where there are several."""
        c = self.calibration
        drawn = group_scores(self.resemblance.drawn_evidence(z, photos, self.draws), self.group_of)
        evidence = self.resemblance.evidence_of(ratios)
        ranking = group_scores(evidence, self.group_of)
        own = group_tops(evidence, self.group_of) if own is None else own
        on_file = c.on_file(ratios.max(axis=1))
        nobody = (1 - on_file) * c.nobody(self.typicality.distance(means, photos))
        closed = group_posterior(ratios, self.group_of, c.closed_temperature)
        scores = mix(on_file, closed, votes(drawn, c.temperature, c.doubt))
        if c.confidence is None:
            return JudgementBatch(scores, None, np.zeros(len(z), dtype=np.bool_), on_file, ranking, nobody)
        confidence = c.confidence(logit(raw_agreement(scores, closed, drawn, on_file, own)))
        clear = (confidence >= c.clear_from) & (nobody < CLEAR_BELOW) & (own.sum(axis=1) >= FEWEST_CLEAR)
        return JudgementBatch(scores, confidence, clear, on_file, ranking, nobody)

    def judge_sets(self, sets: Sequence[Floats]) -> JudgementBatch:
        """Judge several people who have equally many photos each: every set (k, d)."""
        stacked = self._reduced(sets)
        means, photos = stacked.mean(axis=1), stacked.shape[1]
        return self._judged(means, *self._near(means, photos), photos, self.tops(stacked).sum(axis=1))

    def tops(self, rows: Array) -> Array:
        """(..., d) photos, on `basis` if there is one -> (..., G), 1 at the own top group of each."""
        return group_tops(self.resemblance.evidence(self._projected(rows), 1), self.group_of)

    def ranking(self, embeddings: Floats) -> Array:
        """(n, d) photos -> (n, G) group scores before they become probabilities: they say how near, not how sure."""
        return group_scores(self.evidence(embeddings), self.group_of)

    def evidence(self, embeddings: Floats) -> Array:
        """(n, d) photos -> (n, N) what each member adds to the score of the own group."""
        return self.resemblance.evidence(self._projected(self._reduced(embeddings)), 1)

    def judge(self, embeddings: Floats, weights: Sequence[float] | None = None) -> Judgement:
        """Judge one person by k >= 1 photos, (k, d) unit embeddings. Copies of a photo count once.

        weights: how many ordinary photos each is worth, 1 by default."""
        rows = np.asarray(embeddings, dtype=np.float64)
        own = distinct(rows)
        worth = np.ones(len(rows)) if weights is None else np.asarray(weights, dtype=np.float64)
        rows, worth = self._reduced(rows[own]), worth[own]
        means, photos = np.average(rows, axis=0, weights=worth)[None], float(worth.sum())
        z, ratios = self._near(means, photos)
        judged = self._judged(means, z, ratios, photos, self.tops(rows).sum(axis=0)[None])
        cosines, evidence = self.resemblance.cosines(z, photos)[0], self.resemblance.evidence_of(ratios)[0]
        verdict, reason = self._verdict(judged, len(rows))
        return Judgement(
            scores=judged.scores[0],
            nobody=float(judged.nobody[0]),
            confidence=None if judged.confidence is None else float(judged.confidence[0]),
            verdict=verdict,
            nearest=self._nearest(cosines),
            carriers=self._carriers(cosines, evidence, int(judged.scores[0].argmax())),
            known=self.members[int(ratios[0].argmax())] if judged.on_file[0] > KNOWN else None,
            reason=reason,
        )

    def _verdict(self, judged: JudgementBatch, photos: int) -> tuple[Verdict, str]:
        if judged.nobody[0] >= NOBODY:
            return "nobody", CLOSE_TO_NOBODY
        if judged.clear[0]:
            return "clear", ""
        if judged.confidence is None:
            return "unclear", self.calibration.reason
        return "unclear", ONE_PHOTO if photos < FEWEST_CLEAR else CLOSE_SCORES

    def one_person(self, embeddings: Floats) -> Array:
        """(n, d) photos -> (n, n) probability that two of them show one person, were that as likely as not."""
        z = self._projected(self._reduced(embeddings))
        ratios = same_person_ratio(self.resemblance.space.signal, z, 1.0, z, np.ones(len(z)), crossed=True)
        return self.calibration.one_person(ratios)

    def _reduced(self, embeddings: Floats | Sequence[Floats]) -> Array:
        rows = np.asarray(embeddings, dtype=np.float64)
        return rows if self.basis is None else rows @ self.basis

    def _projected(self, means: Array) -> Array:
        return self.resemblance.space.project(means)

    def _nearest(self, cosines: Array) -> tuple[NearestMember, ...]:
        """The members most like a person. cosines: (N,)."""
        best = np.argsort(-cosines, kind="stable")[:NEAREST]
        return tuple(NearestMember(self.members[i], float(np.clip(cosines[i], -1, 1))) for i in best.tolist())

    def _carriers(self, cosines: Array, evidence: Array, group: int) -> tuple[Carrier, ...]:
        """What each member of the group adds to its score for a person. cosines, evidence: (N,)."""
        own = np.flatnonzero(self.group_of == group)
        shares = evidence[own] / evidence[own].sum()
        return tuple(
            Carrier(self.members[int(own[i])], float(np.clip(cosines[own[i]], -1, 1)), float(shares[i]))
            for i in np.argsort(-shares, kind="stable").tolist()
        )


def told_apart(reference: ReferenceSet, one: Floats, other: Floats) -> Array:
    """(s, k, d), (t, k, d) photos of people who are not in the set -> (s, t) ratios of all pairs.

    The set only teaches how people and photos differ: it needs two members."""
    with one_blas_thread():
        basis = principal_basis(reference.embeddings)
        people = Population.of(reference, basis)
        space = Space.fit(people)
        photos = one.shape[1]
        z, members = (
            space.project(x.mean(axis=1) if basis is None else x.mean(axis=1) @ basis)
            for x in (np.asarray(one, dtype=np.float64), np.asarray(other, dtype=np.float64))
        )
        return Verifier(space, members, np.full(len(members), float(photos))).ratios(z, photos)


def distinct(embeddings: Array) -> Bools:
    """(k, d) -> (k,) false for rows that repeat an earlier one."""
    same = np.triu(embeddings @ embeddings.T > _SAME_PHOTO, 1)
    return np.logical_not(same.any(axis=0))
