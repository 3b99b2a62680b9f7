"""The words of the demo's news: ours against `Okt().nouns` article by article, `Counter` and `WordCloud`.

Java runs and is warm for both. `first_time`: nothing remembered, neither words nor articles. `again`: the same page a
second time.
`first_time_varied`: sentences that never repeat, from the text set beside the checkout where there is one: the demo's
articles share turns of phrase, which favours an analyzer that remembers. `demo_concept_*`: seconds against their limit,
first and with nothing but the tokens cached."""

import time
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from core.bench import alone, compare
from core.keywords import cloud, corpus
from core.keywords.analyzers import get_analyzer
from core.keywords.cloud import cloud_png, font_path
from core.keywords.okt import Okt, stock
from core.keywords.token_cache import MemoryTokenCache
from core.news.load import load_demo_news
from core.services.concept import build_concept
from core.settings import ROOT, get_settings
from core.types import Article

ROUNDS = 3
FIRST_LIMIT_S, AGAIN_LIMIT_S = 10.0, 0.5
ARTICLE_CHARACTERS = 600
VARIED_GROUPS = 4


def run(photos: Path | None = None) -> dict[str, dict[str, Any]]:
    """Seconds a article, ours and the stock way in turn. `photos` is not used: every benchmark takes it."""
    news: Mapping[str, Sequence[Article]] = load_demo_news(get_settings())
    results = _both_ways(news, "first_time", "again")
    okt = _okt()
    group = next(iter(news))
    first: list[float] = []
    again: list[float] = []
    for _ in range(ROUNDS):
        okt.forget()
        cache = MemoryTokenCache()
        for times in (first, again):  # the second time only the tokens are still there
            corpus.forget()
            start = time.perf_counter()
            build_concept(group, news, okt, cache)
            times.append(time.perf_counter() - start)
    results["demo_concept_first"] = alone(first, "s", FIRST_LIMIT_S)
    results["demo_concept_again"] = alone(again, "s", AGAIN_LIMIT_S)
    if varied := _varied():
        results["first_time_varied"] = _both_ways(varied, "first")["first"]
    return results


def _okt() -> Okt:
    okt = get_analyzer("okt")
    assert isinstance(okt, Okt)
    return okt


def _both_ways(
    news: Mapping[str, Sequence[Article]], first_name: str, again_name: str | None = None
) -> dict[str, dict[str, Any]]:
    okt, theirs = _okt(), stock()
    group = next(iter(news))
    articles = [article for found in news.values() for article in found]

    def ours(cache: MemoryTokenCache) -> bytes:
        concept = build_concept(group, news, okt, cache)
        return cloud_png({k.word: k.z for k in concept.keywords})

    def first() -> None:
        okt.forget()
        corpus.forget()
        cloud._png.cache_clear()
        ours(MemoryTokenCache())

    def baseline() -> None:
        from wordcloud import WordCloud

        counted: Counter[str] = Counter()
        for article in articles:
            counted.update(word for word in theirs.nouns(article.text) if len(word) > 1)
        font = str(font_path())
        WordCloud(font_path=font, width=1200, height=640, random_state=7).generate_from_frequencies(counted).to_image()

    first()
    baseline()  # both have met every text once: Java has compiled what it will compile
    results = {first_name: compare(first, baseline, "s/article", len(articles), ROUNDS)}
    if again_name:
        cache = MemoryTokenCache()
        ours(cache)
        results[again_name] = compare(lambda: ours(cache), baseline, "s/article", len(articles), ROUNDS)
    return results


def _varied() -> dict[str, list[Article]]:
    path = ROOT.parent / "shared" / "text" / "korean_sentences.tsv"
    if not path.is_file():
        return {}
    lines = [line.split("\t", 1)[1] for line in path.read_text(encoding="utf-8").splitlines() if "\t" in line]
    news: dict[str, list[Article]] = {str(number): [] for number in range(VARIED_GROUPS)}
    body = ""
    for line in lines:
        body += line + " "
        if len(body) >= ARTICLE_CHARACTERS:
            group = str(sum(map(len, news.values())) % VARIED_GROUPS)
            news[group].append(Article(group, line, body, "", None, "", "bench"))
            body = ""
    return news
