"""Small news, written as the words it holds, and an analyzer that only splits at spaces."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from core.keywords.analyzers.tokens import Token, WordKind
from core.keywords.corpus.corpus import Corpus, Selection, select
from core.keywords.corpus.filters import EVERYTHING, Filters
from core.text.near_duplicates import Folded
from core.types import Article
from tests.support.builders import article

WORDS = {"여섯별": "밤하늘 몽환 신스", "두물": "골목 비트 가죽", "한빛결": "여름 바다 청량"}
FILLER = ["앨범", "무대", "컴백", "팬", "노래", "안무", "서울", "방송", "음원", "차트", "영상", "공연"]


class Splitter:
    """An analyzer whose words stand between spaces, without the dots and commas at their ends. calls: texts of each."""

    name = "splitter"
    version = "1"

    def __init__(self) -> None:
        self.calls: list[list[str]] = []

    def tokens(self, texts: Sequence[str], progress: object = None) -> list[list[Token]]:
        self.calls.append(list(texts))
        return [list(self.split(text)) for text in texts]

    def split(self, text: str) -> Iterator[Token]:
        place = 0
        for word in text.replace("\n", " ").split(" "):
            bare = word.rstrip(".,")
            if bare:
                yield Token(bare, "noun", place, place + len(bare))
            place += len(word) + 1


def numbered(group: str, number: int, body: str, **more: Any) -> Article:
    """The article of a group that came on that day of March."""
    own = {"date": date(2026, 3, 1 + number), "link": f"https://news.example/{group}/{number}", "source": "t"}
    return article(f"{group} 소식 {number}번", body, group=group, **{**own, **more})


def selection(
    documents: Sequence[str], days: Sequence[date | None] | None = None, filters: Filters = EVERYTHING
) -> Selection:
    """One article a document; words are what stands between its spaces."""
    days = days or [date(2026, 1, 1)] * len(documents)
    folded = tuple(Folded(article(body=text, date=day)) for text, day in zip(documents, days, strict=True))
    places: dict[str, list[tuple[int, int, int]]] = {}
    for index, text in enumerate(documents):
        for word in dict.fromkeys(text.split()):
            start = f" {text} ".index(f" {word} ")
            places.setdefault(word, []).append((index, start, start + len(word)))
    counted = tuple(Counter(text.split()) for text in documents)
    kinds: dict[tuple[str, WordKind], int] = {(word, "noun"): len(found) for word, found in places.items()}
    names: tuple[tuple[()], ...] = tuple(() for _ in documents)
    firsts = {word: tuple(found) for word, found in places.items()}
    corpus = Corpus(folded, tuple(documents), names, counted, kinds, firsts, names, counted)
    return select(corpus, filters)
