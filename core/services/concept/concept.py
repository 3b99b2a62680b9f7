"""The concept page: from articles to a group's distinctive words, summary and sources."""

import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from core.catalog import Catalog
from core.errors import NewsError
from core.keywords.analyzers.table import DEFAULT, get_analyzer
from core.keywords.analyzers.token_cache import TokenCache
from core.keywords.analyzers.tokens import Analyzer, WordKind
from core.keywords.corpus.corpus import Corpus, Selection, select
from core.keywords.corpus.evidence import Evidence, around
from core.keywords.corpus.filters import EVERYTHING, Filters
from core.keywords.lexicon.lexicon import OTHER, Lexicon
from core.keywords.views import facets, surety
from core.keywords.views import network as networks
from core.keywords.views import rising as rises
from core.keywords.views import trend as trends
from core.keywords.views import versus as comparison
from core.keywords.views import worn as wear
from core.keywords.views.facets import FacetShare
from core.keywords.views.keyness import keyness
from core.keywords.views.network import Network
from core.keywords.views.quotations import Quotation, quotations
from core.keywords.views.rewrite import SENTENCES_A_WORD, Rewriting, rewrite
from core.keywords.views.rising import Rising
from core.keywords.views.statements import attested
from core.keywords.views.summary import Summary, strong, summarise
from core.keywords.views.threshold import MIN_ARTICLES
from core.keywords.views.trend import Trend, TrendStep
from core.keywords.views.versus import Versus
from core.keywords.views.worn import Worn
from core.news.reading import Reading
from core.services.concept.articles import compare, fictional, known_groups, today
from core.services.concept.names import NameCount, count_names, resolve
from core.services.permitted import permitted
from core.settings import Settings
from core.text.korean import attach as josa
from core.text.near_duplicates import Folded
from core.types import Article, Keyword, Progress, silent

MAX_KEYWORDS = 200
NETWORK = 24  # words
PRESS_WORDS = 5
FOLLOWED = 30  # words whose rise and wear are looked at: each more makes all of them harder to tell from chance


@dataclass(frozen=True, slots=True)
class ConceptWord(Keyword):
    """A keyword with the facet it belongs to, `OTHER` if none, and what it is most often."""

    facet: str = OTHER
    kind: WordKind = "noun"


@dataclass(frozen=True, slots=True)
class PressCount:
    """press: empty where the source names none. articles: of the group's that it carried, after folding, within the
    period. words: the group's keywords that most of them hold."""

    press: str
    articles: int
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Concept:
    """What the news says about a group that it does not say about the others, as far as `filters` let it through.

    group: id; title: what to show for it. keywords: z above 0, the most distinctive first.
    articles: after folding; of: the same before the filters; duplicates: near-copies folded away; excluded: rows marked
    as not to be analysed; ahead: articles dated after today, which count as undated. others: groups compared with.
    period: first and last day, None if undated; whole: the same before the filters. presses: all of the group's,
    whichever the filter keeps, the most articles first. profile: how much of it speaks of each facet. quotations:
    sentences that describe the group, the most telling first.
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
    ahead: int
    others: tuple[str, ...]
    period: tuple[date, date] | None
    fictional: bool
    reason: str
    seconds: float
    filters: Filters
    of: int
    whole: tuple[date, date] | None
    presses: tuple[PressCount, ...]
    profile: tuple[FacetShare, ...]
    quotations: tuple[Quotation, ...]
    _selections: Mapping[str, Selection] = field(repr=False)
    _lexicon: Lexicon = field(repr=False)

    @property
    def selection(self) -> Selection:
        """The articles of the group that the filters let through."""
        return self._selections[self.group]

    @property
    def corpus(self) -> Corpus:
        """All articles of the group, before the filters."""
        return self._selections[self.group].corpus

    def keyword(self, word: str) -> ConceptWord | None:
        """The keyword of that name, None if it is not among them."""
        return next((k for k in self.keywords if k.word == word), None)

    def articles_of(self, group: str) -> int:
        """How many articles of a group were read, 0 for one that it was not held against."""
        found = self._selections.get(group)
        return len(found.kept) if found else 0

    def articles_with(self, words: Collection[str]) -> int:
        """How many of the group's articles hold at least one of the words."""
        return len(self._selections[self.group].holding(words))


@permitted("concept.read")
def build_concept(
    group: str,
    articles_by_group: Mapping[str, Sequence[Article]],
    analyzer: Analyzer | str = DEFAULT,
    token_cache: TokenCache | None = None,
    progress: Progress = silent,
    *,
    filters: Filters = EVERYTHING,
    catalog: Catalog | None = None,
) -> Concept:
    """The concept of one group against all other groups of `articles_by_group`; fiction with fiction only.

    group: id, name or alias; articles_by_group: group id -> articles (a core.news Reading keeps its excluded count).
    token_cache: where tokens stay between calls, this process's memory if None. filters: hold for all the groups.
    Raises UnknownNameError for a group without a key, NewsError for one without articles."""
    started = time.perf_counter()
    compared = compare(group, articles_by_group, analyzer, token_cache, progress, filters, catalog)
    key, selections, lexicon = compared.group, compared.selections, compared.lexicon
    source = articles_by_group[key]
    if not source:
        raise NewsError(f"'{compared.title}'의 기사가 없습니다. 뉴스를 모으거나 기사 파일을 올려 주세요.")
    own = selections[key]
    beside = [part for name, part in selections.items() if name != key]
    others = [document for part in beside for document in part.documents]
    worth = own.worth(lexicon.describes), [words for part in beside for words in part.worth(lexicon.describes)]
    ranked = compared.shown([k for k in keyness(own.documents, others, worth=worth) if k.z > 0 or not others], filters)
    keywords = tuple(
        ConceptWord(
            *(k.word, k.count, k.articles, k.z, k.log_ratio, k.low, k.high),
            facet=lexicon.facet(k.word),
            kind=compared.kind(k.word),
        )
        for k in ranked[:MAX_KEYWORDS]
    )
    folded = own.corpus.folded
    weighed = surety.weighed(own, key, keywords)
    likely = [statement for sure, statement in weighed if sure >= surety.LIKELY]
    told = attested(own, likely, {k.word for k in keywords if lexicon.describes(k.word)})
    return Concept(
        group=key,
        title=compared.title,
        analyzer=compared.analyzer,
        keywords=keywords,
        names=count_names(own.corpus.names[index] for index in own.kept),
        summary=summarise(
            [k for k in keywords if told(k.word)],
            lexicon.facet,
            articles_with=lambda words: len(own.holding(words)),
            noun={k.word for k in keywords if k.kind == "noun"}.__contains__,
            total=len(own.kept),
            rise=trends.rise(own, [k.word for k in strong(keywords) if told(k.word)]),
            say=lexicon.noun,
        ),
        articles=len(own.kept),
        duplicates=sum(len(folded[index].copies) for index in own.kept),
        excluded=source.excluded if isinstance(source, Reading) else 0,
        ahead=own.ahead,
        others=tuple(name for name, part in selections.items() if name != key and part.kept),
        period=_period(own),
        fictional=fictional(source),
        reason=_reason(bool(own.kept), bool(others), filters),
        seconds=time.perf_counter() - started,
        filters=filters,
        of=len(folded),
        whole=_period(select(own.corpus, EVERYTHING, today(source))),
        presses=_presses(own, keywords, filters),
        profile=facets.profiles(selections, lexicon, filters)[key],
        quotations=quotations(own, weighed, keywords, lexicon, filters.exclude),
        _selections=selections,
        _lexicon=lexicon,
    )


def sentences(concept: Concept, word: str) -> list[Evidence]:
    """The sentences that hold a word or a name, one an article, latest first. Empty where no article holds it."""
    own = concept._selections[concept.group]
    found = [
        around(own.corpus.texts[index], start, end, own.corpus.folded[index]) for index, start, end in own.places(word)
    ]
    return sorted(found, key=lambda e: (e.article.date or date.min, e.article.title), reverse=True)


def beyond(concept: Concept, word: str) -> list[Folded]:
    """The articles of which the source lists the word and whose body is cut off before it, latest first: it counts for
    them, and no sentence can be shown."""
    own = concept._selections[concept.group]
    found = [own.corpus.folded[index] for index in own.beyond(word)]
    return sorted(found, key=lambda one: (one.article.date or date.min, one.article.title), reverse=True)


@permitted("concept.read")
def rewritten(settings: Settings, concept: Concept) -> Rewriting:
    """The summary in smoother words, on request, or the reason why its sentences stay. Takes seconds; keeps nothing.

    A blend is never sent: its weights are a line-up's."""
    words = {support.word for sentence in concept.summary.sentences for support in sentence.evidence}
    evidence = {word: [e.sentence for e in sentences(concept, word)[:SENTENCES_A_WORD]] for word in words}
    return rewrite(settings, concept.summary, evidence, get_analyzer(concept.analyzer))


def trend(concept: Concept, words: Sequence[str], by: TrendStep = "month") -> Trend:
    """The share of each period's articles that holds each of the words or names."""
    return trends.trend(concept._selections[concept.group], words, by)


def rising(concept: Concept) -> Rising:
    """Which of its own words the group's last month holds more than the time before."""
    return rises.rising(concept._selections[concept.group], _describing(concept))


def worn(concept: Concept) -> Worn:
    """How many of the groups used each of its words of late."""
    return wear.worn(concept._selections, _describing(concept))


def _describing(concept: Concept) -> list[str]:
    describes = concept._lexicon.describes
    return [k.word for k in concept.keywords if describes(k.word) and k.articles >= MIN_ARTICLES][:FOLLOWED]


def network(concept: Concept, size: int = NETWORK) -> Network:
    """The most distinctive words and which of them appear together."""
    return networks.network(concept._selections[concept.group], concept.keywords, concept._lexicon.facet, size)


def facet_profiles(concept: Concept) -> Mapping[str, tuple[FacetShare, ...]]:
    """Group id -> its profile, the concept's own group and those it is compared with."""
    return facets.profiles(concept._selections, concept._lexicon, concept.filters)


def versus(
    one: str,
    other: str,
    articles_by_group: Mapping[str, Sequence[Article]],
    analyzer: Analyzer | str = DEFAULT,
    token_cache: TokenCache | None = None,
    progress: Progress = silent,
    *,
    filters: Filters = EVERYTHING,
    catalog: Catalog | None = None,
) -> Versus:
    """Two groups against each other, their ids; the rest as of `build_concept`.

    Raises NewsError where they cannot be compared, UnknownNameError."""
    compared = compare(one, articles_by_group, analyzer, token_cache, progress, filters, catalog)
    second, _ = resolve(other, articles_by_group, known_groups(articles_by_group, catalog))
    first, selections = compared.group, compared.selections
    if first == second or first not in selections or second not in selections:
        named = josa(f"'{compared.title}'", "과/와")
        raise NewsError(f"{named} 견줄 수 없는 그룹입니다. 기사가 있는 다른 그룹을 골라 주세요.")
    here, there, describes = selections[first], selections[second], compared.lexicon.describes
    found = comparison.versus(
        first, second, here.documents, there.documents, compared.lexicon.facet,
        (here.worth(describes), there.worth(describes)),
    )  # fmt: skip
    return replace(found, words=tuple(compared.shown(found.words, filters)))


def _period(selection: Selection) -> tuple[date, date] | None:
    days = [day for day in selection.kept.values() if day]
    return (min(days), max(days)) if days else None


def _reason(own: bool, others: bool, filters: Filters) -> str:
    if not own:
        return "고른 기간과 언론사, 읽을 말에 맞는 기사가 없습니다. 거르기를 넓혀 주세요."
    if others:
        return ""
    where = "고른 기간과 언론사에 " if filters.since or filters.until or filters.presses else ""
    return f"{where}견줄 다른 그룹의 기사가 없어 두드러짐을 계산하지 않고 기사 수로 줄 세웠습니다."


def _presses(own: Selection, keywords: Sequence[Keyword], filters: Filters) -> tuple[PressCount, ...]:
    carried: dict[str, set[int]] = {}
    for index, folded in enumerate(own.corpus.folded):
        if not filters.reads(folded.article):
            continue
        for article in (folded.article, *folded.copies):
            articles = carried.setdefault(article.press, set())
            if filters.in_period(article.date):
                articles.add(index)
    holding = [(k.word, own.corpus.holding(k.word)) for k in keywords[:NETWORK]]

    def frequent(articles: set[int]) -> tuple[str, ...]:
        counts = [(len(articles & where), word) for word, where in holding]
        ranked = sorted((c for c in counts if c[0]), key=lambda c: -c[0])  # as distinctive as before where equal
        return tuple(word for _, word in ranked[:PRESS_WORDS])

    found = [PressCount(press, len(articles), frequent(articles)) for press, articles in carried.items()]
    return tuple(sorted(found, key=lambda p: (-p.articles, p.press)))
