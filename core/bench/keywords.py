"""The words of the demo's news: ours against the stock way: an analyzer article by article, `Counter` and `WordCloud`.

The stock analyzer is KoNLPy's Okt, with which the project began, or the same as ours: Java runs, models are loaded and
all is warm for both. `first_time`: nothing remembered, neither words nor articles. `again`: the same page a second
time.
`first_time_varied*`: sentences that never repeat, from the text set beside the checkout where there is one: the demo's
articles share turns of phrase, which favours an analyzer that remembers. `*_kiwi`: ours with Kiwi against stock Okt;
`*_kiwi_kiwi`: against stock Kiwi, which takes one processor where ours takes two. `demo_concept_*`, `thousand_*`:
seconds of a concept against their limit, of the demo and of 1,000 articles of 600 characters
(core/bench/keywords_articles.py).
`first`: nothing on file; the analyzer is started. `again`: another process's visit, nothing in memory, all on file."""

import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from wordcloud import WordCloud

from core.bench import alone, compare, seconds
from core.bench.keywords_articles import thousand, varied
from core.keywords.analyzers import kiwi, okt
from core.keywords.analyzers.okt import Okt
from core.keywords.analyzers.table import get_analyzer
from core.keywords.analyzers.token_cache import MemoryTokenCache
from core.keywords.analyzers.tokens import Analyzer
from core.keywords.corpus import prepare
from core.keywords.views import cloud
from core.keywords.views.cloud import cloud_png, font_path
from core.news.load import load_demo_news
from core.services.concept.concept import build_concept
from core.settings import get_settings
from core.storage.database import Database
from core.types import Article

ROUNDS = 3
FIRST_LIMIT_S, AGAIN_LIMIT_S = 10.0, 0.4
THOUSAND_LIMITS_S = {"okt": 6.0, "kiwi": 5.0}


def run(photos: Path | None = None) -> dict[str, dict[str, Any]]:
    """Seconds a article, ours and the stock way in turn. `photos` is not used: every benchmark takes it."""
    news: Mapping[str, Sequence[Article]] = load_demo_news(get_settings())
    ours = get_analyzer("okt")
    results = _both_ways(news, "first_time", "again", analyzer=ours)
    if others := varied():
        fast = get_analyzer("kiwi")
        results["first_time_varied"] = _both_ways(others, "first", analyzer=ours)["first"]
        results["first_time_varied_kiwi"] = _both_ways(others, "first", analyzer=fast)["first"]
        results["first_time_varied_kiwi_kiwi"] = _both_ways(others, "first", analyzer=fast, nouns=_kiwi_nouns)["first"]
    results |= _visits("demo_concept", news, ours, FIRST_LIMIT_S)
    articles = thousand()
    for name, limit in THOUSAND_LIMITS_S.items():
        results |= _visits(f"thousand_{name}", articles, get_analyzer(name), limit)
    return results


def _visits(
    name: str, news: Mapping[str, Sequence[Article]], analyzer: Analyzer, limit: float
) -> dict[str, dict[str, Any]]:
    """A first visit to a workspace that knows none of the articles, and one that finds everything on file."""
    group = next(iter(news))
    first: list[float] = []
    again: list[float] = []
    analyzer.tokens(["준비"])
    for _ in range(ROUNDS):
        _forget(analyzer)
        with tempfile.TemporaryDirectory() as folder:
            database = Database(get_settings().model_copy(update={"workspace": Path(folder)}))
            for times in (first, again):
                prepare.forget()
                times.append(seconds(lambda: build_concept(group, news, analyzer, database)))  # noqa: B023 - called at once
    return {f"{name}_first": alone(first, "s", limit), f"{name}_again": alone(again, "s", AGAIN_LIMIT_S)}


def _forget(analyzer: Analyzer) -> None:
    if isinstance(analyzer, Okt):
        analyzer.forget()


def _okt_nouns(text: str) -> Iterable[str]:
    return okt.stock().nouns(text)  # type: ignore[no-any-return]


def _kiwi_nouns(text: str) -> Iterable[str]:
    return (m.form for m in kiwi.library().tokenize(text) if m.tag in ("NNG", "NNP"))


def _both_ways(
    news: Mapping[str, Sequence[Article]],
    first_name: str,
    again_name: str | None = None,
    *,
    analyzer: Analyzer,
    nouns: Callable[[str], Iterable[str]] = _okt_nouns,
) -> dict[str, dict[str, Any]]:
    """nouns: of a text, the stock way."""
    group = next(iter(news))
    articles = [article for found in news.values() for article in found]

    def ours(cache: MemoryTokenCache) -> bytes:
        concept = build_concept(group, news, analyzer, cache)
        return cloud_png({k.word: k.z for k in concept.keywords})

    def first() -> None:
        _forget(analyzer)
        prepare.forget()
        cloud._png.cache_clear()
        ours(MemoryTokenCache())

    def baseline() -> None:
        counted: Counter[str] = Counter()
        for article in articles:
            counted.update(word for word in nouns(article.text) if len(word) > 1)
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
