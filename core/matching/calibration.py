"""Everything that decides how sure the model sounds, learned from people it has not seen.

Each member in turn is left out of a model built on the others (means, axes and scales are fitted without that member),
which then judges the member's photos. Random halves of them show how often the top group repeats; their likelihood
ratios show what a stranger looks like. Photos held out of members who stay show what a member looks like.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from core.matching.population import Population
from core.matching.resemble import Resemblance, group_scores, share_of, votes
from core.matching.space import Space
from core.matching.typicality import Typicality
from core.matching.verify import Verifier, group_posterior
from core.stats.arrays import Array, Ints, softmax
from core.stats.calibrate import Sigmoid, fit_sigmoid, fit_temperature, logit
from core.stats.folds import halvings, photo_folds
from core.stats.gaussian import same_person_ratio

HALVINGS = 8  # a member, each read both ways
MOST_MEMBERS = 60  # left out for calibration; more would cost time and change little
FEWEST_MEMBERS = 4  # with fewer left out, no honest confidence
CLEAR_SHARE = 0.55  # of halves of left-out members that may be called clear ...
SURE = 0.95  # ... or more, when they are this sure
NEVER_BELOW = 0.75  # and never a verdict less sure than this
OBSERVATIONS = 4.0  # what all halvings of one member count for in the fit
SHARP = 0.02  # the lowest temperature of the votes: practically a count of the draws
UNFITTED_TEMPERATURE, UNFITTED_DOUBT = 0.5, 0.25  # no member could be left out: nothing is known about repeatability
NEVER_ON_FILE = Sigmoid(slope=0.0, offset=-40.0)  # where the data cannot separate members from strangers
NOBODY_BEYOND = 0.04  # share of the halves of left-out members that lie beyond the line of "close to nobody"
DRAWS_WORTH = 6.0  # photos of the person's own that weigh as much as all draws
NEVER_NOBODY = NEVER_ON_FILE  # fewer than FEWEST_MEMBERS were left out: nothing is known about strangers
ANY_PAIR = Sigmoid(slope=1.0, offset=0.0)  # the ratio as the model states it
_HELD_OUT_FOLDS = 3

NO_CONFIDENCE = (
    "확신도를 추정할 수 없습니다. 사진이 두 장 이상인 멤버가 네 명 이상이어야 하고, "
    "그중 한 명을 빼도 그룹이 둘 이상 남아야 합니다."
)


@dataclass(frozen=True)
class Calibration:
    """on_file: best likelihood ratio -> probability of being a member on file. temperature, doubt: see `votes`.

    nobody: `Typicality.distance` -> probability of being close to nobody, for a person who is not on file. one_person:
    likelihood ratio of two photos -> probability that they show one person, where that is as likely as not.
    confidence: logit of the raw agreement -> calibrated probability, None (with a Korean reason) when not estimable.
    clear_from: the confidence from which a verdict is clear."""

    on_file: Sigmoid
    closed_temperature: float
    temperature: float
    doubt: float
    nobody: Sigmoid
    one_person: Sigmoid
    confidence: Sigmoid | None
    clear_from: float
    reason: str = ""


@dataclass(frozen=True)
class _Drawn:
    """What one grouping makes of the halves of a left-out member. scores: (2h, DRAWS, G) of h first halves, then of
    their h second halves; group_of: (N,) of the members it was compared with; own: (2h, G) photos of the half whose
    own top group it is."""

    scores: Array
    group_of: Ints
    own: Array

    @property
    def other(self) -> Ints:
        """(2h,) for each half, the row of the other half of the same photos."""
        return np.roll(np.arange(len(self.scores), dtype=np.int64), len(self.scores) // 2)


@dataclass(frozen=True)
class _LeftOut:
    """One left-out member before the model of the others. ratios: (2h, N) of the halves; single: (n,) best ratio of
    each photo alone; distance: (2h,) of the halves, of the photos where there are none; same, foreign: ratios of two
    photos, of this member and of two people; drawn: one a grouping, None where it is left with fewer than two groups,
    or without halves."""

    ratios: Array
    single: Array
    distance: Array
    same: Array
    foreign: Array
    drawn: tuple[_Drawn | None, ...]


def calibrate(people: Population, draws: Array, groupings: Sequence[Ints]) -> list[Calibration]:
    """Fit on members left out in turn, once for each way to sum the members to groups: (N,) 0..G-1.

    What is learned of faces does not depend on groups and is learned once. people: at least two members."""
    left_out = [_leave_out(people, i, draws, groupings) for i in _chosen(people)] if len(people) > 2 else []
    faces = *_fit_verification(people, left_out), _fit_nobody(left_out), _fit_one_person(left_out)
    found = []
    for number in range(len(groupings)):
        halves = [(part.ratios, drawn) for part in left_out if (drawn := part.drawn[number]) is not None]
        found.append(_fit_confidence(halves, *faces))
    return found


def _fit_confidence(
    halves: Sequence[tuple[Array, _Drawn]],
    on_file: Sigmoid,
    closed_temperature: float,
    nobody: Sigmoid,
    one_person: Sigmoid,
) -> Calibration:
    """halves: of each left-out member the ratios and what the grouping makes of them."""
    if len(halves) < FEWEST_MEMBERS:
        return Calibration(
            on_file, closed_temperature, UNFITTED_TEMPERATURE, UNFITTED_DOUBT, nobody, one_person, None, 1.0,
            NO_CONFIDENCE,
        )  # fmt: skip
    temperature, doubt = _fit_vote_temperature([drawn for _, drawn in halves]), 1 / (len(halves) + 2)  # Laplace's rule
    raw, same, weight = [], [], []
    for ratios, drawn in halves:
        closed = group_posterior(ratios, drawn.group_of, closed_temperature)
        w = on_file(ratios.max(axis=1))
        scores = mix(w, closed, votes(drawn.scores, temperature, doubt))
        top = scores.argmax(axis=1)
        raw.append(raw_agreement(scores, closed, drawn.scores, w, drawn.own))
        same.append((top == top[drawn.other]).astype(np.float64))
        # Halvings of one person are not independent: together they weigh as a few observations, not as sixteen.
        weight.append(np.full(len(top), OBSERVATIONS / len(top)))
    x = logit(np.concatenate(raw))
    confidence = fit_sigmoid(x, np.concatenate(same), np.concatenate(weight), prior_slope=1.0, strength=2.0)
    clear_from = max(NEVER_BELOW, min(float(np.quantile(confidence(x), 1 - CLEAR_SHARE)), SURE))
    return Calibration(on_file, closed_temperature, temperature, doubt, nobody, one_person, confidence, clear_from)


def mix(on_file: Array, closed: Array, open_set: Array) -> Array:
    """(s,), (s, G), (s, G) -> (s, G): the law of total probability over being on file or not."""
    w = on_file[:, None]
    return w * closed + (1 - w) * open_set


def raw_agreement(scores: Array, closed: Array, drawn: Array, on_file: Array, own: Array) -> Array:
    """(s,) probability, before calibration, that other photos give the top group of `scores` again.

    A member's by the posterior over members, a stranger's by the share of the draws, together with the share of the
    person's photos that each say the same. own: (s, G) of them by their own top group."""
    top: Ints = scores.argmax(axis=1)
    member, alike = (np.take_along_axis(x, top[:, None], axis=1)[:, 0] for x in (closed, own))
    again = (DRAWS_WORTH * share_of(drawn, top) + alike) / (DRAWS_WORTH + own.sum(axis=1))
    raw: Array = np.clip(on_file * member + (1 - on_file) * again, 1e-4, 1 - 1e-4)
    return raw


def _chosen(people: Population) -> list[int]:
    """Members to leave out: all, or MOST_MEMBERS of them spread evenly over the sorted list, hence over the groups."""
    return sorted({int(i) for i in np.linspace(0, len(people) - 1, min(len(people), MOST_MEMBERS))})


def _leave_out(people: Population, index: int, draws: Array, groupings: Sequence[Ints]) -> _LeftOut:
    rest = people.without(index)
    resemblance, typicality = Resemblance.fit(rest, Space.fit(rest)), Typicality.fit(rest)
    space, verifier = resemblance.space, resemblance.verifier
    photos = people.photos[index]
    single = verifier.ratios(space.project(photos), 1).max(axis=1)
    _, first = np.unique(people.near_duplicates[index], return_index=True)  # copies in both halves would agree for free
    own = photos[np.sort(first)]
    alone = space.project(own)
    pairs = halvings(len(own), HALVINGS, np.random.default_rng(len(own)))
    others = space.project(np.stack([rows[0] for rows in rest.photos]))
    told = same_person_ratio(space.signal, alone, 1.0, alone, np.ones(len(own)), crossed=True)
    same = told[np.triu_indices(len(own), 1)]
    foreign = same_person_ratio(space.signal, alone, 1.0, others, np.ones(len(others)), crossed=True).ravel()
    if not pairs:
        nothing = np.empty((0, len(rest)))
        return _LeftOut(nothing, single, typicality.distance(own, 1), same, foreign, (None,) * len(groupings))
    halves = [a for a, _ in pairs] + [b for _, b in pairs]
    means = np.stack([own[rows].mean(axis=0) for rows in halves])
    half = len(own) // 2
    z = space.project(means)
    evidence, by_photo = resemblance.drawn_evidence(z, half, draws), resemblance.evidence(alone, 1)
    drawn = tuple(_drawn(evidence, by_photo, halves, np.delete(group_of, index)) for group_of in groupings)
    return _LeftOut(verifier.ratios(z, half), single, typicality.distance(means, half), same, foreign, drawn)


def _drawn(evidence: Array, by_photo: Array, halves: Sequence[Ints], group_of: Ints) -> _Drawn | None:
    """by_photo: (n, N) of each photo; halves: rows of it; group_of: (N,) in which a group may have lost its only
    member."""
    present, group_of = np.unique(group_of, return_inverse=True)
    if len(present) < 2:
        return None
    tops = group_tops(by_photo, group_of)
    return _Drawn(group_scores(evidence, group_of), group_of, np.stack([tops[rows].sum(axis=0) for rows in halves]))


def group_tops(by_photo: Array, group_of: Ints) -> Array:
    """(..., n, N) evidence of photos -> (..., n, G), 1 at each photo's own top group."""
    result: Array = np.eye(int(group_of.max()) + 1)[group_scores(by_photo, group_of).argmax(axis=-1)]
    return result


def _fit_nobody(left_out: Sequence[_LeftOut]) -> Sigmoid:
    """Two normal distributions of one spread, as in linear discriminant analysis: people left out, and people as far
    beyond the line as those lie before it. Where people of another kind really lie cannot be learned from those on
    file; how far those lie can."""
    if len(left_out) < FEWEST_MEMBERS:
        return NEVER_NOBODY
    x = np.concatenate([part.distance for part in left_out])
    line, spread = float(np.quantile(x, 1 - NOBODY_BEYOND)), max(float(x.std()), 1e-3)
    return Sigmoid(slope=2 * max(line - float(x.mean()), spread) / spread**2, offset=0.0, centre=line)


def _fit_one_person(left_out: Sequence[_LeftOut]) -> Sigmoid:
    """Of two photos; pairs of one person and of two weigh the same."""
    same = np.concatenate([np.empty(0), *(part.same for part in left_out)])
    foreign = np.concatenate([np.empty(0), *(part.foreign for part in left_out)])
    if not len(same) or not len(foreign):
        return ANY_PAIR
    x, yes = np.concatenate([same, foreign]), np.repeat([1.0, 0.0], [len(same), len(foreign)])
    weight = np.repeat([1 / len(same), 1 / len(foreign)], [len(same), len(foreign)]) * len(left_out)
    return fit_sigmoid(x, yes, weight, strength=0.05, standardise=True)


def _fit_verification(people: Population, left_out: list[_LeftOut]) -> tuple[Sigmoid, float]:
    """The sigmoid of the best ratio, members and strangers weighing the same, and the temperature among members."""
    held_out = _held_out(people)
    if not held_out or not left_out:
        return NEVER_ON_FILE, 1.0
    yes = np.concatenate([ratios.max(axis=1) for ratios, _ in held_out])
    single, halves = (
        np.concatenate(each) for each in zip(*((p.single, p.ratios.max(axis=1)) for p in left_out), strict=True)
    )
    # Many photos of a stranger differ from a member by hundreds, which would flatten the slope where it counts.
    no = np.concatenate([single, np.maximum(halves, single.min())])
    x = np.concatenate([yes, no])
    y = np.concatenate([np.ones(len(yes)), np.zeros(len(no))])
    weight = np.where(y > 0, len(people) / len(yes), len(people) / len(no))
    on_file = fit_sigmoid(x, y, weight, strength=0.05, standardise=True)
    return on_file, fit_temperature(_log_loss(held_out, lambda r, t: softmax(r / t), smallest=1e-12), 0.5, 20.0)


def _log_loss(
    cases: Iterable[tuple[Array, Ints]], probabilities: Callable[[Array, float], Array], smallest: float
) -> Callable[[float], float]:
    """temperature -> summed log loss. cases: scores (s, ...) and the right columns (s,); those of one width are joined.

    probabilities: (scores, temperature) -> (s, columns)."""
    by_width: dict[int, list[tuple[Array, Ints]]] = {}
    for scores, truth in cases:
        by_width.setdefault(scores.shape[-1], []).append((scores, truth))
    batches = [(np.concatenate([s for s, _ in b]), np.concatenate([t for _, t in b])) for b in by_width.values()]

    def loss(temperature: float) -> float:
        total = 0.0
        for scores, truth in batches:
            p = probabilities(scores, temperature)[np.arange(len(truth)), truth]
            total -= float(np.log(np.maximum(p, smallest)).sum())
        return total

    return loss


def _held_out(people: Population) -> list[tuple[Array, Ints]]:
    """(ratios (s, N), true member (s,)) of photos, alone and averaged, that the model at hand was not built on."""
    members = [m for m, photos in zip(people.members, people.photos, strict=True) for _ in photos]
    # A near-duplicate label is unique over the set, so one array serves all members.
    fold = photo_folds(members, np.concatenate(people.near_duplicates), _HELD_OUT_FOLDS)
    parts = np.split(fold, np.cumsum(people.counts.astype(np.int64))[:-1])
    found = []
    for f in range(_HELD_OUT_FOLDS):
        keep = [i for i, part in enumerate(parts) if (part != f).any()]
        if len(keep) < 2:
            continue
        rest = Population.from_photos(
            tuple(people.members[i] for i in keep),
            tuple(people.photos[i][parts[i] != f] for i in keep),
            tuple(people.near_duplicates[i][parts[i] != f] for i in keep),
        )
        space = Space.fit(rest)
        verifier = Verifier.fit(rest, space)
        for position, i in enumerate(keep):
            own = people.photos[i][parts[i] == f]
            if len(own) == 0:
                continue
            ratios = [verifier.ratios(space.project(own), 1)]
            if len(own) > 1:
                ratios.append(verifier.ratios(space.project(own.mean(axis=0)[None]), len(own)))
            stacked = np.concatenate(ratios)
            found.append((stacked, np.full(len(stacked), position, dtype=np.int64)))
    return found


def _fit_vote_temperature(halves: Sequence[_Drawn]) -> float:
    """The temperature at which one half's scores best predict the other half's top group (log loss)."""
    # A quarter of the draws is plenty for one number. A group is missing where its only member is left out.
    drawn = [part.scores[:, ::4] for part in halves]
    cases = [(d, votes(d, SHARP).argmax(axis=1)[part.other]) for d, part in zip(drawn, halves, strict=True)]
    return fit_temperature(_log_loss(cases, votes, smallest=1e-6), SHARP, 2.0)
