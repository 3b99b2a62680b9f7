"""Whose face is seen when: sightings of faces in a film sorted by person, and the best photos of each.

What counts as the same person is learned for the engine in use and never written down as a number of it: from people
who are known to differ, and from faces that stand beside each other in one frame, which are never one person.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray

from core.types import Box, Quality

Vectors = NDArray[np.float32]

FEWEST_OTHERS = 8  # people; fewer say too little about how alike two strangers may look
_APART = 2.3  # deviations above the likeness of strangers from which two faces are one person's
_APART_FOREIGN = 3.2  # the same where the strangers are of another kind than the people in the film
_BESIDE = 2.0  # the same above the likeness of faces within a frame, which come in whole series of the same pair
_ENOUGH_BESIDE = 10  # pairs within frames before they have a say
_MOST = 0.9  # however alike strangers look, faces more alike than this are one person's
_SAME_PICTURE = 0.93  # correlation of two small faces from which one of them adds nothing
_PAUSE_S = 0.9  # between two photos of one person


@dataclass(frozen=True, slots=True)
class Sighting:
    """A face in a frame. frame: index of the sample; at: seconds from the beginning; vector: (d,) float32 unit.

    picture: (32, 32) float32 luma of the aligned face, mean 0, norm 1. cut: JPEG of the face with its surroundings:
    hundreds of these are held at once."""

    frame: int
    at: float
    box: Box
    quality: Quality
    vector: Vectors = field(repr=False)
    picture: NDArray[np.float32] = field(repr=False)
    cut: bytes = field(repr=False)


def by_person(sightings: Sequence[Sighting], others: Vectors, foreign: bool = False) -> list[list[Sighting]]:
    """The sightings of each person, the most seen person first; in the order of time within a person.

    others: (n, d) unit rows, one a person, all different people. Average linkage on cosines around their mean, cut
    where faces become no more alike than strangers are; two faces of one frame are kept apart whatever they look like.
    foreign: the others are pictures of another kind, as the demo's rendered people are, from whose average all real
    faces seem alike. Raises ValueError with fewer than `FEWEST_OTHERS` others."""
    if len(others) < FEWEST_OTHERS:
        raise ValueError(f"{len(others)} other people are too few to tell people apart")
    if len(sightings) < 2:
        return [list(sightings)] if sightings else []
    from sklearn.cluster import AgglomerativeClustering

    average = others.mean(axis=0)
    vectors = _around(np.stack([s.vector for s in sightings]), average)
    likeness = vectors @ vectors.T
    frames = np.array([s.frame for s in sightings])
    beside = (frames[:, None] == frames) & ~np.eye(len(frames), dtype=bool)
    strangers = _pairs(_around(others, average))
    same = float(strangers.mean() + (_APART_FOREIGN if foreign else _APART) * strangers.std())
    same = min(_not_below(same, likeness[np.triu(beside)]), _MOST)
    distance = np.clip(1 - likeness.astype(np.float64), 0, 2)
    # So far apart that no average with one such pair in it comes near the cut.
    distance[beside] = 4.0 * len(frames) ** 2
    np.fill_diagonal(distance, 0)
    clusters = AgglomerativeClustering(
        n_clusters=None, metric="precomputed", linkage="average", distance_threshold=1 - same
    ).fit_predict(distance)
    people: dict[int, list[Sighting]] = {}
    for cluster, sighting in zip(clusters, sightings, strict=True):
        people.setdefault(int(cluster), []).append(sighting)
    return sorted(people.values(), key=lambda seen: (-len(seen), seen[0].at))


def best(seen: Iterable[Sighting], most: int) -> list[Sighting]:
    """The clearest sightings of one person, best first: sharp, frontal, large; none like another in look or time."""
    chosen: list[Sighting] = []
    for candidate in sorted(seen, key=lambda s: (-clarity(s.quality), s.at)):
        if len(chosen) == most:
            break
        if all(abs(candidate.at - c.at) >= _PAUSE_S and _differ(candidate, c) for c in chosen):
            chosen.append(candidate)
    return chosen


def clarity(quality: Quality) -> float:
    """How well a face shows a person, 0-1: the product of size, sharpness and how frontal it is, each 1 where more
    adds nothing; halved where the face is weak."""
    size = min(quality.size / 150, 1.0)
    sharp = min(quality.sharpness / 150, 1.0) ** 0.5
    frontal = float(np.cos(np.radians(min(abs(quality.yaw), 90.0)))) * float(np.cos(np.radians(quality.roll / 2)))
    return float(size * sharp * max(frontal, 0.0) * (1.0 if quality.status == "ok" else 0.5))


def small_picture(chip: NDArray[np.uint8]) -> NDArray[np.float32]:
    """An aligned face as `Sighting.picture`, the black or busy rim left out. chip: (s, s, 3) uint8 RGB."""
    edge = len(chip) // 8
    grey = cv2.cvtColor(np.ascontiguousarray(chip[edge:-edge, edge:-edge]), cv2.COLOR_RGB2GRAY)
    small = np.asarray(cv2.resize(grey, (32, 32), interpolation=cv2.INTER_AREA), np.float32)
    small -= small.mean()
    return np.asarray(small / max(float(np.linalg.norm(small)), 1e-6), np.float32)


def _differ(one: Sighting, other: Sighting) -> bool:
    return float((one.picture * other.picture).sum()) < _SAME_PICTURE


def _around(vectors: Vectors, average: Vectors) -> Vectors:
    """Unit vectors as seen from the average face: what all faces share says nothing about who it is."""
    moved = vectors - average
    return np.asarray(moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-6), np.float32)


def _pairs(vectors: Vectors) -> NDArray[np.float32]:
    return np.asarray((vectors @ vectors.T)[np.triu_indices(len(vectors), 1)], np.float32)


def _not_below(same: float, beside: NDArray[np.float32]) -> float:
    """The threshold, raised where faces that stand beside each other in a frame are as alike: they come from the film
    itself, whose light or make-up may make all faces alike."""
    if len(beside) < _ENOUGH_BESIDE:
        return same
    middle = float(np.median(beside))
    return max(same, middle + _BESIDE * 1.4826 * float(np.median(np.abs(beside - middle))))
