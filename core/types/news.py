"""Articles, and the words that set a group's apart."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Article:
    """A news article. link is http(s) or empty. fictional: written for the demo, about groups that do not exist.

    group: id of the group it is filed under, "" if unknown. date: the Korean calendar day; at: the moment in UTC,
    where the source says it. tags: names that the source itself lists for it (people, organisations, keywords).
    words: those of the whole article where the source lists them beside a body that is only its beginning (키워드 of
    BIGKinds), in their order, repeats included, those that it lists as names left out."""

    group: str
    title: str
    body: str
    press: str
    date: date | None
    link: str
    source: str
    fictional: bool = False
    at: datetime | None = None
    tags: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return f"{self.title}\n{self.body}"


@dataclass(frozen=True, slots=True)
class Keyword:
    """A word that sets a group's articles apart from the other groups'.

    count: times in the group's articles; articles: of the group's, after folding near-duplicates, holding it;
    z: weighted log-odds with informative Dirichlet prior on document frequencies (Monroe et al. 2008);
    log_ratio: log2 of the smoothed document-frequency ratio; low, high: its 95 % interval. Figures that could not
    be computed are NaN."""

    word: str
    count: int
    articles: int
    z: float
    log_ratio: float
    low: float = float("nan")
    high: float = float("nan")
