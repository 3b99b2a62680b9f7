"""Two groups against each other, word by word."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from core.keywords.views.keyness import Counts, Worth, added, frequencies, log_odds
from core.keywords.views.threshold import MIN_ARTICLES, beyond_chance


@dataclass(frozen=True, slots=True)
class VersusWord:
    """one, other: articles of each group that hold the word; share_one, share_other: 0..1 of its articles.

    z: log-odds of one against the other (Monroe et al. 2008), above 0 where the word is the first group's."""

    word: str
    facet: str
    one: int
    other: int
    share_one: float
    share_other: float
    z: float

    @property
    def side(self) -> int:
        """1 where it is the first group's word beyond chance, -1 where it is the other's, 0 where it may be neither."""
        if beyond_chance(self.z, self.one) and self.share_one > self.share_other:
            return 1
        return -1 if beyond_chance(-self.z, self.other) and self.share_other > self.share_one else 0


@dataclass(frozen=True, slots=True)
class Versus:
    """one, other: ids of the groups; articles: of each, after folding. words: the largest |z| first."""

    one: str
    other: str
    articles: tuple[int, int]
    words: tuple[VersusWord, ...]


def versus(
    one: str,
    other: str,
    own: Sequence[Mapping[str, int]],
    others: Sequence[Mapping[str, int]],
    facet: Callable[[str], str],
    worth: tuple[Worth, Worth] | None = None,
) -> Versus:
    """Words that stand in `MIN_ARTICLES` articles or more of both groups together.

    own, others: one mapping word -> count per article of each group; worth: as `keyness` takes it. Without an article
    on one side no word can be compared."""
    if not own or not others:
        return Versus(one, other, (len(own), len(others)), ())
    (here, _), (there, _) = frequencies(own), frequencies(others)
    words = sorted(word for word in here.keys() | there.keys() if here[word] + there[word] >= MIN_ARTICLES)
    counted: Counts = (here, there) if worth is None else (added(worth[0]), added(worth[1]))
    z = log_odds(words, counted[0], counted[1], (len(own), len(others)))
    compared = [
        VersusWord(w, facet(w), here[w], there[w], here[w] / len(own), there[w] / len(others), float(z[i]))
        for i, w in enumerate(words)
    ]
    return Versus(one, other, (len(own), len(others)), tuple(sorted(compared, key=lambda v: (-abs(v.z), v.word))))
