"""How often is a facet that Kiwi's model proposes the one that the shipped lexicon has? (docs/decisions/0017)

`python -m tests.keywords.facet_proposals`: each word by a space of the others, in 20 folds, with its kin in it and
without (words that begin or end alike, or share two syllables in a row); the margin by halves."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.keywords.analyzers.kiwi_meaning import vectors
from core.keywords.lexicon.facet_space import MARGIN, FacetProposal, facet_space, unit
from core.keywords.lexicon.lexicon import load_lexicon
from core.settings import get_settings

FOLDS, HALVES, RIGHT = 20, 20, 0.85
MARGINS = np.arange(0.0, 0.95, 0.05)
Propose = Callable[[list[tuple[str, str]], NDArray[Any], NDArray[Any]], Sequence[FacetProposal | None]]


class Measured(NamedTuple):
    """Of each word: is its first facet the right one, and by which margin? -1: Kiwi does not know it."""

    right: NDArray[np.bool_]
    margin: NDArray[np.float64]

    def at(self, least: float, some: NDArray[np.intp] | None = None) -> tuple[float, float]:
        """Share of the words that get a proposal, and share of right ones among those."""
        right, margin = (self.right, self.margin) if some is None else (self.right[some], self.margin[some])
        said = margin >= least
        return float(said.mean()), float(right[said].mean()) if said.any() else 1.0


def measure(propose: Propose, *, kin: bool, seed: int = 0) -> Measured:
    """Every word of the shipped lexicon by a space made without it. kin: words like it stay in the space."""
    facets = load_lexicon(get_settings()).facets
    listed = [(word, facet) for facet, words in facets.items() for word in words]
    found = vectors([word for word, _ in listed])
    fold = np.random.default_rng(seed).permutation(len(listed)) % FOLDS
    right, margin = np.zeros(len(listed), bool), np.full(len(listed), -1.0)
    for n in range(FOLDS):
        out, rest = np.flatnonzero(fold == n), np.flatnonzero(fold != n)
        if not kin:
            parts = {part for place in out for part in _pieces(listed[place][0])}
            rest = np.array([place for place in rest if parts.isdisjoint(_pieces(listed[place][0]))])
        for place, one in zip(out, propose([listed[p] for p in rest], found[rest], found[out]), strict=True):
            if one is not None:
                right[place], margin[place] = one.facet == listed[place][1], one.margin
    return Measured(right, margin)


def by_space(listed: list[tuple[str, str]], known: NDArray[Any], asked: NDArray[Any]) -> list[FacetProposal | None]:
    """The studio's way."""
    order = sorted(range(len(listed)), key=lambda place: listed[place][1])
    facets: dict[str, list[str]] = {}
    for place in order:
        facets.setdefault(listed[place][1], []).append(listed[place][0])
    return facet_space(facets, known[order]).propose(asked, 0.0)


def by_votes(listed: list[tuple[str, str]], known: NDArray[Any], asked: NDArray[Any]) -> list[FacetProposal | None]:
    """The same votes by the cosine alone."""
    return _first(listed, np.where(known.any(axis=1), asked @ known.T, -1.0), asked, 25)


def by_mean(listed: list[tuple[str, str]], known: NDArray[Any], asked: NDArray[Any]) -> list[FacetProposal | None]:
    """The facet whose words are nearest in the mean."""
    names = list(dict.fromkeys(facet for _, facet in listed))
    of = np.array([names.index(facet) for _, facet in listed])
    centres = unit(np.stack([known[of == n].mean(axis=0) for n in range(len(names))]))
    found: list[FacetProposal | None] = []
    for row, vector in zip(asked @ centres.T, asked, strict=True):
        second, first = np.sort(row)[-2:]
        found.append(FacetProposal(names[int(row.argmax())], (), float(first - second)) if vector.any() else None)
    return found


def _first(
    listed: list[tuple[str, str]], alike: NDArray[Any], asked: NDArray[Any], most: int
) -> list[FacetProposal | None]:
    found: list[FacetProposal | None] = []
    for row, vector in zip(alike, asked, strict=True):
        votes: defaultdict[str, float] = defaultdict(float)
        for place in np.argsort(-row)[:most]:
            votes[listed[place][1]] += max(0.0, float(row[place])) ** 2
        (facet, first), (_, second) = sorted([*votes.items(), ("", 0.0)], key=lambda vote: -vote[1])[:2]
        found.append(FacetProposal(facet, (), (first - second) / sum(votes.values())) if vector.any() else None)
    return found


def _pieces(word: str) -> set[str]:
    return {word[start : start + 2] for start in range(len(word) - 1)} or {word}


def margins(measured: Measured) -> list[tuple[float, float, float]]:
    """On random halves: the least margin that is right often enough on the one; share and right ones on the other."""
    found = []
    for seed in range(HALVES):
        one, other = np.array_split(np.random.default_rng(seed).permutation(len(measured.right)), 2)
        least = next((m for m in MARGINS if measured.at(m, one)[1] >= RIGHT), MARGINS[-1])
        found.append((float(least), *measured.at(least, other)))
    return found


def main() -> None:
    """Print the figures."""
    facets = load_lexicon(get_settings()).facets
    sizes = [len(words) for words in facets.values()]
    print(f"{sum(sizes)} words, the largest facet {max(sizes) / sum(sizes):.3f}")
    for name, way in (("mean", by_mean), ("votes", by_votes), ("space", by_space)):
        for kin in (True, False):
            runs = [measure(way, kin=kin, seed=seed) for seed in range(3)]
            first, (share, right) = [run.at(-1.0)[1] for run in runs], runs[0].at(MARGIN)
            print(f"{name}, kin {kin}: right {min(first):.3f}-{max(first):.3f}")
            if way is not by_mean:  # whose margins are no votes
                print(f"  at {MARGIN}: {right:.3f} of {share:.3f}")
            if way is by_space:
                print("  " + ", ".join("{1:.2f}/{2:.2f} at {0:.2f}".format(m, *runs[0].at(m)) for m in MARGINS))
                halves = np.array(margins(runs[0]))
                for label, values in zip(("margin", "share", "right"), halves.T, strict=True):
                    print(f"  halves, {label}: {values.mean():.3f} ({values.min():.3f}-{values.max():.3f})")
    lexicon = load_lexicon(get_settings())
    space = facet_space(facets, vectors([word for words in facets.values() for word in words]))
    stop = space.propose(vectors(sorted(lexicon.stop)))
    print(f"words that never count: {sum(one is not None for one in stop) / len(stop):.3f} of {len(stop)} get one")


if __name__ == "__main__":
    main()
