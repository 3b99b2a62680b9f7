"""Groups, trainees and line-up on one plane. The projection is linear and made of the groups alone, so that nobody
moves when somebody is added."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, pi, sin

import numpy as np

from core.matching.model import ResemblanceModel
from core.matching.resemble import group_scores, votes
from core.stats.arrays import Array
from core.types import MemberId

_FEWEST = 3  # groups that span a plane
_NAMED = 2  # facets that name one end of an axis


@dataclass(frozen=True, slots=True)
class Axis:
    """low, high: facets of which the groups at either end speak more than the others; empty where the plane has no
    meaning but that neighbours are alike. share: of what tells the groups apart, 0..1, how much it shows."""

    low: tuple[str, ...] = ()
    high: tuple[str, ...] = ()
    share: float = 0.0


@dataclass(frozen=True, slots=True)
class Plane:
    """anchors: (G, 2), where a person would stand who is certainly of that group, within the unit circle. Everybody
    else stands at the mean of the anchors, weighed by the scores."""

    groups: tuple[str, ...]
    anchors: Array
    axes: tuple[Axis, Axis]

    def place(self, scores: Sequence[Mapping[str, float]]) -> Array:
        """Scores of n people or line-ups -> (n, 2)."""
        rows = np.array([[own.get(group, 0.0) for group in self.groups] for own in scores], dtype=np.float64)
        found: Array = rows.reshape(len(scores), len(self.groups)) @ self.anchors
        return found


def plane_of(groups: Sequence[str], facets: Mapping[str, Mapping[str, float]]) -> Plane:
    """facets: group -> facet -> share of its articles, 0..1, of those whose news is on file.

    Where all groups have a profile and they span a plane, its axes are their two principal components, seen from the
    groups' mean, and are called by the facets that stand out at their ends. Else the groups stand on a circle, in the
    order given."""
    names = sorted({facet for own in facets.values() for facet in own})
    if len(groups) < _FEWEST or any(not facets.get(group) for group in groups):
        return _circle(groups)
    table = np.array([[facets[group].get(facet, 0.0) for facet in names] for group in groups], dtype=np.float64)
    centred = table - table.mean(axis=0)
    _, sizes, directions = np.linalg.svd(centred, full_matrices=False)
    if len(sizes) < 2 or sizes[1] <= 1e-9:
        return _circle(groups)
    # A component's sign is arbitrary: its largest loading points right and up, so that the same news give one plane.
    heads = np.abs(directions[:2]).argmax(axis=1)
    directions = directions[:2] * np.sign(directions[[0, 1], heads])[:, None]
    points = centred @ directions.T
    anchors = points / np.linalg.norm(points, axis=1).max()
    parts = sizes**2 / (sizes**2).sum()
    axes = [_axis(names, direction, float(part)) for direction, part in zip(directions, parts[:2], strict=True)]
    return Plane(tuple(groups), anchors, (axes[0], axes[1]))


def _axis(names: Sequence[str], direction: Array, share: float) -> Axis:
    order = np.argsort(direction, kind="stable")
    low = tuple(names[i] for i in order[:_NAMED].tolist() if direction[i] < 0)
    high = tuple(names[i] for i in order[::-1][:_NAMED].tolist() if direction[i] > 0)
    return Axis(low, high, share)


def _circle(groups: Sequence[str]) -> Plane:
    turns = [2 * pi * i / len(groups) for i in range(len(groups))]
    return Plane(tuple(groups), np.array([[sin(turn), cos(turn)] for turn in turns]), (Axis(), Axis()))


def members_among_others(model: ResemblanceModel) -> dict[MemberId, dict[str, float]]:
    """Each member's scores against all the others, never against the own photos: how far a group spreads on the plane.

    Members who are the only one of their group have none, for nothing of the group is left."""
    found = {}
    sizes = np.bincount(model.group_of)
    calibration, verifier = model.calibration, model.verifier
    for row, member in enumerate(model.members):
        if sizes[model.group_of[row]] < 2:
            continue
        others = np.arange(len(model.members)) != row
        z, photos = verifier.members[row : row + 1], float(verifier.counts[row])
        drawn = model.resemblance.drawn_evidence(z, photos, model.draws)[..., others]
        scores = votes(group_scores(drawn, model.group_of[others]), calibration.temperature, calibration.doubt)[0]
        found[member] = dict(zip(model.groups, scores.tolist(), strict=True))
    return found
