"""Small selections of articles, written as the words they hold."""

from collections import Counter
from datetime import date

from core.keywords.corpus.corpus import Corpus, Selection, select
from core.keywords.corpus.filters import EVERYTHING, Filters
from core.text.near_duplicates import Folded
from core.types import Article


def article(text="", day=None, press="가람일보", **more):
    return Article("g", "제목", text, press, day, "", "test", **more)


def selection(documents, days=None, filters: Filters = EVERYTHING) -> Selection:
    """One article a document; words are what stands between its spaces."""
    days = days or [date(2026, 1, 1)] * len(documents)
    folded = tuple(Folded(article(text, day)) for text, day in zip(documents, days, strict=True))
    places: dict[str, list[tuple[int, int, int]]] = {}
    for index, text in enumerate(documents):
        for word in dict.fromkeys(text.split()):
            start = f" {text} ".index(f" {word} ")
            places.setdefault(word, []).append((index, start, start + len(word)))
    counted = tuple(Counter(text.split()) for text in documents)
    kinds = Counter({(word, "noun"): len(found) for word, found in places.items()})
    names = tuple(() for _ in documents)
    corpus = Corpus(folded, tuple(documents), names, counted, kinds, {w: tuple(p) for w, p in places.items()})
    return select(corpus, filters)
