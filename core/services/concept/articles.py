"""A group's articles and those of the groups it may stand beside, prepared and filtered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from core.catalog import Catalog, load_demo, load_real
from core.keywords.analyzers.table import get_analyzer
from core.keywords.analyzers.token_cache import MemoryTokenCache, TokenCache
from core.keywords.analyzers.tokens import KINDS, Analyzer, WordKind
from core.keywords.corpus.corpus import Selection, select
from core.keywords.corpus.filters import Filters
from core.keywords.corpus.prepare import prepare
from core.keywords.lexicon.lexicon import Lexicon, load_lexicon
from core.keywords.views.versus import VersusWord
from core.news.reading import korean_today
from core.services.concept.names import group_names, resolve
from core.settings import get_settings
from core.types import Article, Keyword, Progress

Word = TypeVar("Word", Keyword, VersusWord)

_memory = MemoryTokenCache()  # news is no personal data: sharing it between users is safe


@dataclass(frozen=True, slots=True)
class ComparedArticles:
    """group: its key; title: what to show for it. selections: it and the groups compared with, those with articles.

    A group without articles has no selection."""

    group: str
    title: str
    analyzer: str
    lexicon: Lexicon
    selections: Mapping[str, Selection]

    def kind(self, word: str) -> WordKind:
        """What a word is most often, in the news of all the groups: the same on every group's page."""
        if word in self.lexicon.adnominal:  # 푸른, which an analyzer may know as a word of the lexicon only
            return "adjective"
        corpora = [selection.corpus for selection in self.selections.values()]
        return max(KINDS, key=lambda kind: sum(corpus.kinds.get((word, kind), 0) for corpus in corpora))

    def shown(self, words: Sequence[Word], filters: Filters) -> list[Word]:
        """Words that the filters show. The others are hidden and still counted: hiding one moves no other's figures."""
        visible = [w for w in words if w.word not in filters.exclude]
        return [w for w in visible if self.kind(w.word) in filters.kinds] if filters.kinds else visible


def fictional(articles: Sequence[Article]) -> bool:
    """Were all of them written for the demo?"""
    return all(article.fictional for article in articles)


def today(articles: Sequence[Article]) -> date | None:
    """The day after which nothing can have been written, None of fiction, which may play on any day."""
    return None if fictional(articles) else korean_today()


def known_groups(news: Mapping[str, Sequence[Article]], catalog: Catalog | None = None) -> tuple[Catalog, ...]:
    """Where names of groups are looked up: the catalogue given, else the real groups and, for what was written for the
    demo, the demo's: a real group with the name group_1 is not one of them."""
    if catalog is not None:
        return (catalog,)
    real, demo = load_real(get_settings()), load_demo(get_settings())
    return (real, demo) if any(found and fictional(found) for found in news.values()) else (real,)


def compare(
    group: str,
    news: Mapping[str, Sequence[Article]],
    analyzer: Analyzer | str,
    token_cache: TokenCache | None,
    progress: Progress,
    filters: Filters,
    catalog: Catalog | None,
) -> ComparedArticles:
    """Fiction beside fiction, real groups beside real ones. Raises UnknownNameError, AnalyzerError."""
    tool = get_analyzer(analyzer) if isinstance(analyzer, str) else analyzer
    lexicon = load_lexicon(get_settings())
    catalogs = known_groups(news, catalog)
    key, title = resolve(group, news, catalogs)
    beside = {
        name: found for name, found in news.items() if found and fictional(found) == fictional(news[key]) and news[key]
    }
    names = tuple(group_names(name, catalogs) for name in beside)
    corpora = prepare(beside, names, tool, _memory if token_cache is None else token_cache, lexicon, progress)
    day = today(news[key])
    selections = {name: select(corpus, filters, day) for name, corpus in corpora.items()}
    return ComparedArticles(key, title, tool.name, lexicon, selections)
