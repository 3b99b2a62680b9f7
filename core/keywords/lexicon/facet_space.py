"""Which facet a word may belong to: the one of the lexicon's words that are nearest to it in meaning. A proposal only.

Neighbours vote (Cover and Hart 1967) in a space in which what parts words of one facet counts less, and what parts the
facets counts more (within-class covariance normalisation, Hatch, Kajarekar and Stolcke 2006)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

NEIGHBOURS = 25  # of which each votes with the square of its likeness
MARGIN = 0.35  # of the votes, between the first and the second facet: less is no proposal (docs/decisions/0017)
REASONS = 3  # near words that are named
_SHRUNK = 0.5  # towards the same spread in all directions: a facet has fewer words than a vector numbers
_LEAST = 1e-6  # spread of words that are all alike
_APART = 0.5  # how much more the directions count in which the facets differ


@dataclass(frozen=True, slots=True)
class FacetProposal:
    """near: the words of the facet that are nearest to the word, the nearest first. margin: of the votes, 0..1."""

    facet: str
    near: tuple[str, ...]
    margin: float


@dataclass(frozen=True, slots=True)
class FacetSpace:
    """words, facets: of each row of `places`, (n, d) of length 1. into: (d, d), takes a vector less `mean` there."""

    words: tuple[str, ...]
    facets: tuple[str, ...]
    places: NDArray[np.float64]
    mean: NDArray[np.float64]
    into: NDArray[np.float64]

    def propose(self, vectors: NDArray[Any], least: float = MARGIN) -> list[FacetProposal | None]:
        """For words that the space was not made of: a facet, or None where none stands out by `least`.

        vectors: (n, d), 0 throughout for a word without meaning, which gets no proposal."""
        known = np.any(vectors != 0, axis=1)
        if not self.words or not known.any():
            return [None] * len(vectors)
        likeness = unit((vectors - self.mean) @ self.into) @ self.places.T
        return [self._vote(row, least) if sure else None for row, sure in zip(likeness, known, strict=True)]

    def _vote(self, likeness: NDArray[np.float64], least: float) -> FacetProposal | None:
        nearest = [int(place) for place in np.argsort(-likeness)[:NEIGHBOURS] if likeness[place] > 0]
        votes: dict[str, float] = {}
        for place in nearest:
            votes[self.facets[place]] = votes.get(self.facets[place], 0.0) + float(likeness[place]) ** 2
        if not votes:
            return None
        facet = max(votes, key=votes.__getitem__)
        second = max((own for other, own in votes.items() if other != facet), default=0.0)
        margin = (votes[facet] - second) / sum(votes.values())
        near = tuple(self.words[place] for place in nearest if self.facets[place] == facet)[:REASONS]
        return FacetProposal(facet, near, margin) if margin >= least else None


def facet_space(facets: Mapping[str, Sequence[str]], vectors: NDArray[Any]) -> FacetSpace:
    """The space of a lexicon. vectors: (n, d), of the words of all facets in their order; words of 0 are left out."""
    listed = [(word, facet) for facet, words in facets.items() for word in words]
    known = np.flatnonzero(np.any(vectors != 0, axis=1))
    words, theirs = tuple(listed[n][0] for n in known), tuple(listed[n][1] for n in known)
    found = np.asarray(vectors[known], np.float64)
    size = vectors.shape[1]
    if not words:
        return FacetSpace((), (), found, np.zeros(size), np.eye(size))
    mean, of = found.mean(axis=0), np.array(theirs)
    centres = {facet: found[of == facet].mean(axis=0) for facet in dict.fromkeys(theirs)}
    inside = found - np.stack([centres[facet] for facet in theirs])
    spread = inside.T @ inside / len(found)
    even = np.eye(size) * max(float(np.trace(spread)) / size, _LEAST)
    values, axes = np.linalg.eigh((1 - _SHRUNK) * spread + _SHRUNK * even)
    into = axes / np.sqrt(values)
    _, lengths, directions = np.linalg.svd((np.stack(list(centres.values())) - mean) @ into, full_matrices=False)
    apart = directions[lengths > 1e-9 * max(1.0, float(lengths.max()))]
    into = into + _APART * into @ apart.T @ apart
    return FacetSpace(words, theirs, unit((found - mean) @ into), mean, into)


def unit(rows: NDArray[Any]) -> NDArray[Any]:
    """Rows of length 1; those of 0 stay."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return rows / np.where(lengths > 0, lengths, 1)
