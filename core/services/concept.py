"""The concept page and the `keywords` command: from articles to a group's distinctive words, summary and sources."""

import math
import time
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from core.catalog import Catalog, Group, load_demo, load_real
from core.errors import NewsError, UnknownNameError
from core.keywords.analyzers import DEFAULT, get_analyzer
from core.keywords.corpus import prepare
from core.keywords.evidence import Evidence, around
from core.keywords.keyness import keyness
from core.keywords.lexicon import OTHER, load_lexicon
from core.keywords.names import GroupNames, NameFinder, NameKind, NameSpan
from core.keywords.summary import Summary, summarise
from core.keywords.token_cache import MemoryTokenCache, TokenCache
from core.keywords.tokens import Analyzer
from core.news.load import load_demo_news, load_file
from core.news.near_duplicates import Folded
from core.news.reading import Reading
from core.progress import Progress, silent
from core.settings import Settings, get_settings
from core.types import Article, Keyword

MAX_KEYWORDS = 200

_memory = MemoryTokenCache()  # news is no personal data: sharing it between users is safe


@dataclass(frozen=True, slots=True)
class ConceptWord(Keyword):
    """A keyword with the facet it belongs to, `OTHER` if none."""

    facet: str = OTHER


@dataclass(frozen=True, slots=True)
class NameCount:
    """A name in the group's articles. group: id of whose name it is, empty for a title found by its quotes.

    count: times; articles: of the group's, after folding, that hold it."""

    name: str
    kind: NameKind
    group: str
    count: int
    articles: int


@dataclass(frozen=True, slots=True)
class Concept:
    """What the news says about a group that it does not say about the others.

    group: id; title: what to show for it. keywords: z above 0, the most distinctive first.
    articles: after folding; duplicates: near-copies folded away; excluded: rows marked as not to be analysed.
    others: groups compared with. period: first and last day, None if undated.
    fictional: all articles were written for the demo. reason: a Korean sentence when z cannot be computed, else empty.
    seconds: wall clock of building this."""

    group: str
    title: str
    analyzer: str
    keywords: tuple[ConceptWord, ...]
    names: tuple[NameCount, ...]
    summary: Summary
    articles: int
    duplicates: int
    excluded: int
    others: tuple[str, ...]
    period: tuple[date, date] | None
    fictional: bool
    reason: str
    seconds: float
    _folded: tuple[Folded, ...] = field(repr=False)
    _texts: tuple[str, ...] = field(repr=False)
    _mentions: Mapping[str, tuple[tuple[int, int, int], ...]] = field(repr=False)

    def keyword(self, word: str) -> ConceptWord | None:
        """The keyword of that name, None if it is not among them."""
        return next((k for k in self.keywords if k.word == word), None)


def build_concept(
    group: str,
    articles_by_group: Mapping[str, Sequence[Article]],
    analyzer: Analyzer | str = DEFAULT,
    token_cache: TokenCache | None = None,
    progress: Progress = silent,
    *,
    exclude: Collection[str] = (),
    catalog: Catalog | None = None,
) -> Concept:
    """The concept of one group against all other groups of `articles_by_group`.

    group: id, name or alias; articles_by_group: group id -> articles (a core.news Reading keeps its excluded count).
    token_cache: where tokens stay between calls, this process's memory if None. exclude: words to leave out.
    Raises UnknownNameError for a group without a key, NewsError for one without articles."""
    started = time.perf_counter()
    tool = get_analyzer(analyzer) if isinstance(analyzer, str) else analyzer
    settings = get_settings()
    lexicon = load_lexicon(settings)
    catalogs = (catalog,) if catalog is not None else (load_real(settings), load_demo(settings))
    key, title = _resolve(group, articles_by_group, catalogs)
    if not articles_by_group[key]:
        raise NewsError(f"'{title}'의 기사가 없습니다. 뉴스를 모으거나 기사 파일을 올려 주세요.")

    names = tuple(_names(name, catalogs) for name in articles_by_group)
    corpora = prepare(
        articles_by_group, names, tool, _memory if token_cache is None else token_cache, lexicon, progress
    )
    own = corpora.pop(key)
    other_documents = [document for corpus in corpora.values() for document in corpus.documents]
    ranked = [k for k in keyness(own.documents, other_documents) if k.word not in set(exclude)]
    if other_documents:
        ranked = [k for k in ranked if k.z > 0]
    mentions = own.first_mentions()

    def articles_with(words: Sequence[str]) -> int:
        return len({index for word in words for index, _, _ in mentions.get(word, ())})

    days = sorted(a.date for folded in own.folded for a in (folded.article, *folded.copies) if a.date)
    source = articles_by_group[key]
    return Concept(
        group=key,
        title=title,
        analyzer=tool.name,
        keywords=tuple(
            ConceptWord(k.word, k.count, k.articles, k.z, k.log_ratio, facet=lexicon.facet(k.word))
            for k in ranked[:MAX_KEYWORDS]
        ),
        names=_count_names(own.names),
        summary=summarise(ranked, lexicon.facet, articles_with, lexicon.adnominal),
        articles=len(own.folded),
        duplicates=sum(len(folded.copies) for folded in own.folded),
        excluded=source.excluded if isinstance(source, Reading) else 0,
        others=tuple(name for name, corpus in corpora.items() if corpus.folded),
        period=(days[0], days[-1]) if days else None,
        fictional=all(article.fictional for article in source),
        reason=""
        if other_documents
        else "견줄 다른 그룹의 기사가 없어 두드러짐을 계산하지 않고 기사 수로 줄 세웠습니다.",
        seconds=time.perf_counter() - started,
        _folded=own.folded,
        _texts=own.texts,
        _mentions=mentions,
    )


def sentences(concept: Concept, word: str) -> list[Evidence]:
    """The sentences a word comes from, one an article, latest first. Empty for a word the articles do not hold."""
    found = [
        around(concept._texts[index], start, end, concept._folded[index])
        for index, start, end in concept._mentions.get(word, ())
    ]
    return sorted(found, key=lambda e: (e.article.date or date.min, e.article.title), reverse=True)


def keywords_json(concept: Concept) -> dict[str, Any]:
    """The JSON object of the `keywords` command (DESIGN §5). A figure nobody could compute is null, with a reason."""
    answer: dict[str, Any] = {
        "group": concept.group,
        "analyzer": concept.analyzer,
        "articles": concept.articles,
        "duplicates": concept.duplicates,
        "excluded": concept.excluded,
        "keywords": [
            {
                "word": k.word,
                "count": k.count,
                "articles": k.articles,
                "z": _figure(k.z),
                "log_ratio": _figure(k.log_ratio),
            }
            for k in concept.keywords
        ],
        "seconds": round(concept.seconds, 3),
    }
    if concept.reason:
        answer["reason"] = concept.reason
    return answer


def keywords_command(
    group: str, articles: Path | None, analyzer: str = DEFAULT, progress: Progress = silent
) -> dict[str, Any]:
    """`keywords GROUP [--articles FILE]`: against the other groups of the file, or of the demo. Writes nothing.

    Raises NewsError when there is no news of the group, UnknownNameError for a group nobody knows."""
    settings = get_settings()
    started = time.perf_counter()
    news = read_groups(group, articles, settings) if articles is not None else _news_on_file(group, settings)
    answer = keywords_json(build_concept(group, news, analyzer, None, progress))
    answer["seconds"] = round(time.perf_counter() - started, 3)
    return answer


def read_groups(group: str, path: Path, settings: Settings) -> dict[str, Reading]:
    """The articles of a file by group: its `group` column, or where it has none the groups each article names.

    Articles of a file without a group column that name no other group count as those of `group`. A file that holds
    one group of the demo only is compared with the demo's other groups."""
    reading = load_file(path)
    if not reading:
        raise NewsError(f"'{path.name}'에 분석할 기사가 없습니다. 제목이 있는 기사가 든 파일을 골라 주세요.")
    by_group: dict[str, list[Article]] = {}
    if any(article.group for article in reading):
        for article in reading:
            by_group.setdefault(article.group, []).append(article)
        return _with_demo({name: Reading(tuple(found)) for name, found in by_group.items()}, settings)
    catalogs = (load_real(settings), load_demo(settings))
    known = next((found for catalog in catalogs if (found := catalog.lookup(group))), None)
    target = known.id if known else group
    everyone = [_names(g.id, catalogs) for catalog in catalogs for g in catalog]
    if known is None:
        everyone.append(GroupNames(group, group))
    elif known.retired:  # asked for all the same
        everyone.append(_names(target, catalogs))
    names = NameFinder(everyone, load_lexicon(settings))
    for article in reading:
        by_group.setdefault(_subject(article, names, target), []).append(article)
    by_group.setdefault(target, [])
    return _with_demo(
        {
            name: Reading(tuple(found), excluded=reading.excluded if name == target else 0)
            for name, found in by_group.items()
        },
        settings,
    )


def _with_demo(news: dict[str, Reading], settings: Settings) -> dict[str, Reading]:
    """Fiction may be compared with fiction, and only with it."""
    (name, reading), *others = news.items()
    known = load_demo(settings).lookup(name)
    if others or known is None or not all(article.fictional for article in reading):
        return news
    return {name: reading} | {key: found for key, found in load_demo_news(settings).items() if key != known.id}


def _news_on_file(group: str, settings: Settings) -> Mapping[str, Reading]:
    demo, real = load_demo(settings), load_real(settings)
    if demo.lookup(group):
        return load_demo_news(settings)
    if known := real.lookup(group):
        raise NewsError(
            f"'{known.name}'의 기사가 아직 없습니다. 빅카인즈에서 받은 .xlsx를 --articles로 넣어 주세요. "
            f"데모 그룹: {', '.join(g.name for g in demo)}"
        )
    valid = ", ".join(f"{g.name}({g.id})" for g in (*demo, *real))
    raise UnknownNameError(f"'{group}'이라는 그룹은 없습니다. 사용할 수 있는 그룹: {valid}")


def _subject(article: Article, names: NameFinder, target: str) -> str:
    """The group an article is about: named in the title, else named most often."""
    for text in (article.title, article.body):
        counted = Counter(span.group for span in names.find(text) if span.kind == "group")
        if counted:
            best = max(counted.values())
            leaders = [name for name, times in counted.items() if times == best]
            return target if target in leaders else leaders[0]
    return target


def _resolve(group: str, news: Mapping[str, object], catalogs: Iterable[Catalog]) -> tuple[str, str]:
    """(key in `news`, name to show) of a group given by id, name or alias."""
    known = next((found for catalog in catalogs if (found := catalog.lookup(group))), None)
    title = known.name if known else group
    if group in news:
        return group, title
    for key in news:
        if key.casefold() == group.casefold():
            return key, title
        if known and any(catalog.lookup(key) is known for catalog in catalogs):
            return key, title
    raise UnknownNameError(f"'{group}'이라는 그룹의 기사는 없습니다. 기사가 있는 그룹: {', '.join(news) or '없음'}")


def _names(key: str, catalogs: Iterable[Catalog]) -> GroupNames:
    group: Group | None = next((found for catalog in catalogs if (found := catalog.lookup(key))), None)
    if group is None:
        return GroupNames(key, key)
    members = tuple(member.name for member in group.members)
    return GroupNames(key, group.name, group.latin, group.aliases, members, group.words)


def _count_names(spans: Sequence[Sequence[NameSpan]]) -> tuple[NameCount, ...]:
    times: Counter[tuple[str, NameKind, str]] = Counter()
    holding: Counter[tuple[str, NameKind, str]] = Counter()
    for article in spans:
        keys: list[tuple[str, NameKind, str]] = [(span.name, span.kind, span.group) for span in article]
        times.update(keys)
        holding.update(set(keys))
    ranked = sorted(times, key=lambda key: (-holding[key], -times[key], key[0]))
    return tuple(NameCount(*key, times[key], holding[key]) for key in ranked)


def _figure(value: float) -> float | None:
    return round(value, 4) if math.isfinite(value) else None
