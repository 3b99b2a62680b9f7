"""Whose face is this? Members as they look in most of their photos, and how far anybody else is from them.

Two-covariance PLDA (Ioffe 2006; Prince & Elder 2007) as in `core.matching`, made robust: a member's photos may hold
strangers and other members, so the model is fitted to each member's largest agreeing part, every photo is judged
against the rest of its member, and both steps repeat until they agree. A photo is always judged in a space that was
learnt from other members: one that has seen a photo calls it alike, and one that leaves it out calls it
strange. What a log-likelihood ratio is worth is learnt from the set too, its photos against their own member on one
side and against all other members on the other, so that no threshold is an engine's own.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from core.collect.evidence import BEFORE, UNKNOWN, ScoreEvidence, fit_evidence, shares_of, updated
from core.matching.basis import principal_basis
from core.matching.population import Population
from core.matching.space import Space
from core.matching.verify import Verifier
from core.stats.arrays import Array, Bools, Floats, Ints, one_blas_thread, softmax, unit
from core.stats.gaussian import same_person_ratio
from core.types import MemberId

FEWEST_MEMBERS = 3  # below it the set does not show how alike two people look
FEWEST_PHOTOS = 3  # of a member, for one of them to be called a stranger

_CORE = 0.95  # a photo must be this surely its member's to teach what that member looks like
_NOBODY = 0.2  # of a face in a group shot, or in a video
_HARDLY, _SELDOM = 0.98, 0.9  # share of pictures of two people that are less alike than those a core begins with, holds
_SAMPLE = 1500  # pictures that show how alike two people are
_LEAST_CORE = 0.3  # of a member's pictures
_SEED = 2  # pictures a core begins with at least
_FOLDS = 5
_ROUNDS = 12
_SPAN = (0.001, 0.999)  # nothing is ever certain
_WORTH = 0.05


@dataclass(frozen=True, slots=True)
class OwnerProbabilities:
    """What the faces say about one photo under its member; own + other + stranger = 1.

    other: probability that it shows another member of the set, who then is `suggestion`."""

    own: float
    other: float
    stranger: float
    suggestion: MemberId


@dataclass(frozen=True)
class Identity:
    """members: that can be recognised, sorted. judgements: of the photos it was fitted to, None where there is too
    little to compare with.

    verifier: None where the set is too small to say anything. pair: what a ratio of a face and a member is worth."""

    members: tuple[MemberId, ...]
    judgements: tuple[OwnerProbabilities | None, ...] = field(repr=False)
    basis: Array | None = field(repr=False)
    verifier: Verifier | None = field(repr=False)
    pair: ScoreEvidence = field(repr=False)

    @classmethod
    def fit(
        cls, members: Sequence[MemberId], embeddings: Floats | Sequence[Floats], pictures: Sequence[int] | None = None
    ) -> "Identity":
        """members: n owners as the folders say. embeddings: (n, d) unit rows. pictures: (n,) labels; photos with the
        same label are copies of one picture and count once. Deterministic."""
        names = tuple(sorted(set(members)))
        x = np.asarray(embeddings, dtype=np.float64)
        owner = np.array([names.index(m) for m in members], dtype=np.int64)
        copies = np.arange(len(x)) if pictures is None else np.asarray(pictures, dtype=np.int64)
        if len(names) < FEWEST_MEMBERS:
            return cls(names, (None,) * len(x), None, None, UNKNOWN)
        with one_blas_thread():
            basis = principal_basis(x)
            return _Fitting(names, owner, x if basis is None else x @ basis, copies).run(basis)

    def whose(self, embedding: Floats, among: Iterable[MemberId] | None = None) -> list[tuple[MemberId, float]]:
        """Members it may be, the likeliest first, with a probability; what is missing to 1 is that of a stranger.

        embedding: (d,) unit. among: only these members come into question. Empty where no member fits, or where the set
        is too small to say."""
        wanted = set(self.members if among is None else among)
        chosen = [i for i, member in enumerate(self.members) if member in wanted]
        if self.verifier is None or not chosen:
            return []
        x = np.asarray(embedding, dtype=np.float64)[None]
        z = self.verifier.space.project(x if self.basis is None else x @ self.basis)
        ratios = self.verifier.ratios(z, 1)[0, chosen]
        odds = np.append(self.pair(ratios) + np.log((1 - _NOBODY) / len(chosen)), np.log(_NOBODY))
        share = softmax(odds)[:-1]
        found = [(self.members[i], float(np.clip(p, *_SPAN))) for i, p in zip(chosen, share, strict=True)]
        return sorted([f for f in found if f[1] >= _WORTH], key=lambda f: (-f[1], f[0]))


class _Fitting:
    """One run of `Identity.fit`. A point is a picture of a member: the mean of its copies.

    owners: (p,) of the points; point_of: (n,) the point a photo belongs to."""

    def __init__(self, names: tuple[MemberId, ...], owner: Ints, x: Array, copies: Ints) -> None:
        self.names, self.owner, self.x = names, owner, x
        pairs = np.stack([owner, copies])
        _, first, inverse = np.unique(pairs, axis=1, return_index=True, return_inverse=True)
        self.point_of: Ints = inverse.reshape(-1)
        self.owners: Ints = owner[first]
        counts = np.bincount(self.point_of)
        self.points: Array = np.stack([np.bincount(self.point_of, column) for column in x.T], axis=1) / counts[:, None]
        self.alike, self.hardly, self.seldom = self._alike()
        self.pictures: Ints = np.bincount(self.owners, minlength=len(names))

    def run(self, basis: Array | None) -> Identity:
        core = self._first_core()
        seen: list[bytes] = []
        every: Ints = np.arange(len(self.points), dtype=np.int64)
        shares = BEFORE
        nothing = Identity(self.names, (None,) * len(self.x), basis, None, UNKNOWN)
        while True:
            if np.count_nonzero(self._inside(core) >= 2) < FEWEST_MEMBERS:
                return nothing
            own, others = self._ratios(self.points, self.owners, every, core)
            evidence = self._evidence(own, others, core)
            if evidence is None:
                return nothing
            pair, best = evidence
            seen.append(core.tobytes())
            share = shares_of(own, others, pair, best, shares)
            shares = updated(share)
            core = self._next_core(core, share)
            if core.tobytes() in seen or len(seen) == _ROUNDS:
                break
        own, others = self._ratios(self.x, self.owner, self.point_of, core)
        judged = self._judgements(own, others, core, shares_of(own, others, pair, best, shares))
        present = np.flatnonzero(self._inside(core))
        people = self._population(present, core)
        verifier = Verifier.fit(people, Space.fit(people))
        return Identity(people.members, judged, basis, verifier, pair)

    def _inside(self, core: Bools) -> Ints:
        """(N,) pictures of each member's core."""
        return np.bincount(self.owners[core], minlength=len(self.names))

    def _alike(self) -> tuple[list[tuple[Ints, Array]], float, float]:
        """Each member's points and their cosines about the set's mean; and how alike points of two members hardly ever
        and seldom are."""
        x = unit(self.points - self.points.mean(axis=0))
        some = slice(None, None, len(x) // _SAMPLE + 1)
        foreign = (x[some] @ x[some].T)[self.owners[some][:, None] != self.owners[some]]
        rows = [np.flatnonzero(self.owners == m) for m in range(len(self.names))]
        hardly, seldom = (float(q) for q in np.quantile(foreign, [_HARDLY, _SELDOM]))
        return [(r, x[r] @ x[r].T) for r in rows], hardly, seldom

    def _first_core(self) -> Bools:
        """Of each member the picture that most others resemble more than two people hardly ever do, and those others.

        Small and pure is better than large: the mean of several people is a face that everybody resembles, and from
        such a core no round finds back."""
        core = np.zeros(len(self.points), dtype=np.bool_)
        for rows, own in self.alike:
            centre = own[int(np.maximum(own - self.hardly, 0).sum(axis=1).argmax())]
            near = np.argsort(-centre, kind="stable")[: max(_SEED, int((centre > self.hardly).sum()))]
            core[rows[near]] = True
        return core

    def _population(self, members: Ints, core: Bools) -> Population:
        photos = tuple(self.points[core & (self.owners == m)] for m in members)
        return Population.from_photos(tuple(self.names[m] for m in members), photos, ())

    def _ratios(self, x: Array, owner: Ints, point: Ints, core: Bools) -> tuple[Array, Array]:
        """(n,) each photo against the rest of its member, NaN where there is no rest; (n, N) against the other members,
        -inf against its own. Each in a space that was learnt without its member."""
        present = np.flatnonzero(self._inside(core))
        people = self._population(present, core)
        own, others = np.full(len(x), np.nan), np.full((len(x), len(self.names)), -np.inf)
        folds = min(_FOLDS, max(FEWEST_MEMBERS, len(present) // 2))  # a space takes two members at least
        fold = np.zeros(len(self.names), dtype=np.int64)
        fold[present] = np.arange(len(present)) % folds
        for i in range(folds):
            space = Space.fit(self._population(present[fold[present] != i], core))
            rows = np.flatnonzero(fold[owner] == i)
            others[np.ix_(rows, present)] = Verifier.fit(people, space).ratios(space.project(x[rows]), 1)
            own[rows] = self._own(space, x[rows], owner[rows], point[rows], core)
        others[np.arange(len(x)), owner] = -np.inf
        return own, others

    def _own(self, space: Space, x: Array, owner: Ints, point: Ints, core: Bools) -> Array:
        z, centres = space.project(x), space.project(self.points)
        counts = self._inside(core).astype(np.float64)
        sums = np.zeros((len(self.names), z.shape[1]))
        np.add.at(sums, self.owners[core], centres[core])
        inside = core[point]
        rest = counts[owner] - inside
        mean = (sums[owner] - np.where(inside[:, None], centres[point], 0.0)) / np.maximum(rest, 1)[:, None]
        return np.where(rest > 0, same_person_ratio(space.signal, z, 1.0, mean, np.maximum(rest, 1)), np.nan)

    def _evidence(self, own: Array, others: Array, core: Bools) -> tuple[ScoreEvidence, ScoreEvidence] | None:
        """What a ratio is worth, of one member and of the best of many; learnt from the cores.

        People who are members twice, of two groups, are no example of two people; None where all look like one."""
        compared = core & np.isfinite(own)
        foreign = np.where(self._twice(core)[self.owners], -np.inf, others)[compared]
        best = foreign.max(axis=1)
        if not np.isfinite(best).any():
            return None
        own = own[compared]
        return fit_evidence(own, foreign[np.isfinite(foreign)]), fit_evidence(own, best[np.isfinite(best)])

    def _twice(self, core: Bools) -> Bools:
        """(N, N) pairs of members who look like one person."""
        present = np.flatnonzero(self._inside(core))
        people = self._population(present, core)
        space = Space.fit(people)
        z = space.project(people.means)
        result = np.zeros((len(self.names),) * 2, dtype=np.bool_)
        for row, member in enumerate(present):
            result[member, present] = same_person_ratio(space.signal, z[row], people.counts[row], z, people.counts) > 0
        return result

    def _next_core(self, core: Bools, share: Array) -> Bools:
        """Who is surely the member, and alike to most of the core one by one: what is like its mean only is not."""
        wanted = np.zeros(len(core), dtype=np.bool_)
        for rows, own in self.alike:
            inside = core[rows]
            others = np.where(inside & ~np.eye(len(rows), dtype=np.bool_), own, np.nan)
            sure = share[rows, 0] > _CORE
            if inside.sum() > 1:
                sure &= np.nanmedian(others, axis=1) > self.seldom
            wanted[rows] = sure if sure.sum() >= _SEED else inside
        return wanted

    def _known(self, core: Bools) -> Bools:
        """(N,) members whose core surely shows them: not with few pictures, nor where as many others agree too."""
        known = self.pictures >= FEWEST_PHOTOS
        for member, (rows, own) in enumerate(self.alike):
            inside, outside = core[rows], ~core[rows]
            rival = int((own[np.ix_(outside, outside)] > self.hardly).sum(axis=1).max(initial=0))
            known[member] &= inside.sum() > rival and _LEAST_CORE * len(rows) <= inside.sum()
        return known

    def _judgements(
        self, own: Array, others: Array, core: Bools, share: Array
    ) -> tuple[OwnerProbabilities | None, ...]:
        best, known = others.argmax(axis=1), self._known(core)
        result: list[OwnerProbabilities | None] = []
        for i, member in enumerate(self.owner):
            if np.isnan(own[i]):
                result.append(None)
                continue
            mine, other, stranger = (float(p) for p in share[i])
            if not known[member]:  # strangers cannot be recognised then, but other members can
                mine, stranger = mine + stranger, 0.0
            result.append(OwnerProbabilities(mine, other, stranger, self.names[best[i]]))
        return tuple(result)
