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
from core.matching.verify import Verifier, group_posterior
from core.stats.arrays import Array, Ints, softmax
from core.stats.calibrate import Sigmoid, fit_sigmoid, fit_temperature, logit
from core.stats.folds import halvings, photo_folds

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
_HELD_OUT_FOLDS = 3

NO_CONFIDENCE = (
    "확신도를 추정할 수 없습니다. 사진이 두 장 이상인 멤버가 네 명 이상이어야 하고, "
    "그중 한 명을 빼도 그룹이 둘 이상 남아야 합니다."
)


@dataclass(frozen=True)
class Calibration:
    """on_file: best likelihood ratio -> probability of being a member on file. temperature, doubt: see `votes`.

    confidence: logit of the raw agreement -> calibrated probability, None (with a Korean reason) when not estimable.
    clear_from: the confidence from which a verdict is clear."""

    on_file: Sigmoid
    closed_temperature: float
    temperature: float
    doubt: float
    confidence: Sigmoid | None
    clear_from: float
    reason: str = ""


@dataclass(frozen=True)
class _Drawn:
    """What one grouping makes of the halves of a left-out member. scores: (2h, DRAWS, G) of h first halves, then of
    their h second halves; group_of: (N,) of the members it was compared with."""

    scores: Array
    group_of: Ints

    @property
    def other(self) -> Ints:
        """(2h,) for each half, the row of the other half of the same photos."""
        return np.roll(np.arange(len(self.scores), dtype=np.int64), len(self.scores) // 2)


@dataclass(frozen=True)
class _LeftOut:
    """One left-out member before the model of the others. ratios: (2h, N) of the halves; single: (n,) best ratio of
    each photo alone; drawn: one a grouping, None where it is left with fewer than two groups, or without halves."""

    ratios: Array
    single: Array
    drawn: tuple[_Drawn | None, ...]


def calibrate(people: Population, draws: Array, groupings: Sequence[Ints]) -> list[Calibration]:
    """Fit on members left out in turn, once for each way to sum the members to groups: (N,) 0..G-1.

    What is learned of faces does not depend on groups and is learned once. people: at least two members."""
    left_out = [_leave_out(people, i, draws, groupings) for i in _chosen(people)] if len(people) > 2 else []
    on_file, closed_temperature = _fit_verification(people, left_out)
    found = []
    for number in range(len(groupings)):
        halves = [(part.ratios, drawn) for part in left_out if (drawn := part.drawn[number]) is not None]
        found.append(_fit_confidence(halves, on_file, closed_temperature))
    return found


def _fit_confidence(halves: Sequence[tuple[Array, _Drawn]], on_file: Sigmoid, closed_temperature: float) -> Calibration:
    """halves: of each left-out member the ratios and what the grouping makes of them."""
    if len(halves) < FEWEST_MEMBERS:
        return Calibration(on_file, closed_temperature, UNFITTED_TEMPERATURE, UNFITTED_DOUBT, None, 1.0, NO_CONFIDENCE)
    temperature, doubt = _fit_vote_temperature([drawn for _, drawn in halves]), 1 / (len(halves) + 2)  # Laplace's rule
    raw, same, weight = [], [], []
    for ratios, drawn in halves:
        closed = group_posterior(ratios, drawn.group_of, closed_temperature)
        w = on_file(ratios.max(axis=1))
        scores = mix(w, closed, votes(drawn.scores, temperature, doubt))
        top = scores.argmax(axis=1)
        raw.append(raw_agreement(scores, closed, drawn.scores, w))
        same.append((top == top[drawn.other]).astype(np.float64))
        # Halvings of one person are not independent: together they weigh as a few observations, not as sixteen.
        weight.append(np.full(len(top), OBSERVATIONS / len(top)))
    x = logit(np.concatenate(raw))
    confidence = fit_sigmoid(x, np.concatenate(same), np.concatenate(weight), prior_slope=1.0, strength=2.0)
    clear_from = max(NEVER_BELOW, min(float(np.quantile(confidence(x), 1 - CLEAR_SHARE)), SURE))
    return Calibration(on_file, closed_temperature, temperature, doubt, confidence, clear_from)


def mix(on_file: Array, closed: Array, open_set: Array) -> Array:
    """(s,), (s, G), (s, G) -> (s, G): the law of total probability over being on file or not."""
    w = on_file[:, None]
    return w * closed + (1 - w) * open_set


def raw_agreement(scores: Array, closed: Array, drawn: Array, on_file: Array) -> Array:
    """(s,) probability, before calibration, that other photos give the top group of `scores` again.

    A member's by the posterior over members, a stranger's by the share of the draws."""
    top: Ints = scores.argmax(axis=1)
    member = np.take_along_axis(closed, top[:, None], axis=1)[:, 0]
    raw = on_file * member + (1 - on_file) * share_of(drawn, top)
    return np.clip(raw, 1e-4, 1 - 1e-4)


def _chosen(people: Population) -> list[int]:
    """Members to leave out: all, or MOST_MEMBERS of them spread evenly over the sorted list, hence over the groups."""
    return sorted({int(i) for i in np.linspace(0, len(people) - 1, min(len(people), MOST_MEMBERS))})


def _leave_out(people: Population, index: int, draws: Array, groupings: Sequence[Ints]) -> _LeftOut:
    rest = people.without(index)
    resemblance = Resemblance.fit(rest, Space.fit(rest))
    space, verifier = resemblance.space, resemblance.verifier
    photos = people.photos[index]
    single = verifier.ratios(space.project(photos), 1).max(axis=1)
    _, first = np.unique(people.near_duplicates[index], return_index=True)  # copies in both halves would agree for free
    pairs = halvings(len(first), HALVINGS, np.random.default_rng(len(first)))
    if not pairs:
        return _LeftOut(np.empty((0, len(rest))), single, (None,) * len(groupings))
    own = photos[np.sort(first)]
    means = np.stack([own[a].mean(axis=0) for a, _ in pairs] + [own[b].mean(axis=0) for _, b in pairs])
    half = len(first) // 2
    z = space.project(means)
    evidence = resemblance.drawn_evidence(z, half, draws)
    drawn = tuple(_drawn(evidence, np.delete(group_of, index)) for group_of in groupings)
    return _LeftOut(verifier.ratios(z, half), single, drawn)


def _drawn(evidence: Array, group_of: Ints) -> _Drawn | None:
    """group_of: (N,) in which a group may have lost its only member."""
    present, group_of = np.unique(group_of, return_inverse=True)
    return _Drawn(group_scores(evidence, group_of), group_of) if len(present) > 1 else None


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
