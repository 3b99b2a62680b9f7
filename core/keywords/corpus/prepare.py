"""From a group's articles to a corpus: folded, bylines cut, analysed, names found, reduced to words."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import count, islice

from core.keywords.analyzers.token_cache import TokenCache, analyse
from core.keywords.analyzers.tokens import Analyzer, Token
from core.keywords.corpus import pack
from core.keywords.corpus.beyond import ListedWords, listed_words
from core.keywords.corpus.coined import with_coined_words
from core.keywords.corpus.corpus import Corpus, Place
from core.keywords.corpus.description import Description, descriptions
from core.keywords.corpus.garbage import no_collecting
from core.keywords.corpus.words import Mention, concept_words
from core.keywords.lexicon.lexicon import Lexicon
from core.keywords.names.finder import GroupNames, Learnt, NameFinder, Noted
from core.keywords.names.spans import NameSpan
from core.shelf import Shelf
from core.text.bylines import cut_bylines
from core.text.near_duplicates import Folded, fold
from core.types import Article, Progress

STEP = 100  # articles between two reports of progress
_prepared = Shelf(6)  # news is no personal data: shared by all users


def forget() -> None:
    """Empty the memory of prepared corpora, for benchmarks of a first visit."""
    _prepared.drop(lambda key: True)


def prepare(
    news: Mapping[str, Sequence[Article]],
    names: Sequence[GroupNames],
    analyzer: Analyzer,
    cache: TokenCache,
    lexicon: Lexicon,
    progress: Progress,
) -> dict[str, Corpus]:
    """A corpus for each group of `news`. The last results stay in memory, so that another group's page costs little; a
    `LastingCache` keeps them between visits."""
    articles = {group: tuple(found) for group, found in news.items()}

    @no_collecting()
    def made() -> dict[str, Corpus]:
        if not isinstance(cache, pack.LastingCache):
            return _computed(articles, names, analyzer, cache, lexicon, progress)
        key = pack.key(articles, names, analyzer, lexicon)
        packed = cache.prepared(key)
        corpora = pack.unpack(packed, articles) if packed else None
        if corpora is None:
            corpora = _computed(articles, names, analyzer, cache, lexicon, progress)
            cache.keep_prepared(key, pack.pack(corpora, articles))
        return corpora

    return _prepared.get((tuple(articles.items()), tuple(names), analyzer.version, lexicon.version), made)


def _computed(
    articles: Mapping[str, tuple[Article, ...]],
    names: Sequence[GroupNames],
    analyzer: Analyzer,
    cache: TokenCache,
    lexicon: Lexicon,
    progress: Progress,
) -> dict[str, Corpus]:
    folded = {group: tuple(fold(found)) for group, found in articles.items()}
    texts = {group: tuple(cut_bylines(f.article.text) for f in found) for group, found in folded.items()}
    everything = [text for found in texts.values() for text in found]
    finder = NameFinder(names, lexicon)
    named = _Names(finder, texts)
    tokens = analyse(everything, analyzer, cache, named.meanwhile(progress))
    joined = iter(with_coined_words(everything, tokens, lexicon))
    spans, learnt = named.all(), named.learnt
    every = [entry for found in folded.values() for entry in found]
    listed = listed_words(every, partial(finder.find, learnt=learnt), finder.owned, learnt.titles, lexicon)
    done = count(1)

    def one_more() -> None:
        if (number := next(done)) % STEP == 0:
            progress(number, len(everything), "기사 낱말 고르기")

    return {
        group: _corpus(
            group, folded[group], found, list(islice(joined, len(found))), spans[group], listed, lexicon, one_more
        )
        for group, found in texts.items()
    }


class _Names:
    """The names in the texts of all groups, looked for in small steps: an analyzer works in threads of its own, which
    need this one for a fraction of the time only."""

    def __init__(self, finder: NameFinder, texts: Mapping[str, Sequence[str]]) -> None:
        self._finder, self._texts = finder, texts
        self._found: dict[str, list[tuple[NameSpan, ...]]] = {group: [] for group in texts}
        self._steps = self._look()
        self.learnt = Learnt()
        self._made, self._of = 0, 2 * sum(map(len, texts.values()))

    def meanwhile(self, progress: Progress) -> Progress:
        """`progress`, which brings the names as far as the work that it tells of."""

        def report(done: int, total: int, label: str) -> None:
            progress(done, total, label)
            due = self._of * done // total - self._made
            self._made += sum(1 for _ in islice(self._steps, max(0, due)))

        return report

    def all(self) -> Mapping[str, Sequence[tuple[NameSpan, ...]]]:
        """The names of each group's texts."""
        for _ in self._steps:
            pass
        return self._found

    def _look(self) -> Iterator[None]:
        noted: dict[str, Noted] = {}
        everything = [text for found in self._texts.values() for text in found]
        for text in everything:
            noted[text] = self._finder.note(text)
            yield
        self.learnt = self._finder.learn(everything, noted)
        for group, texts in self._texts.items():
            for text in texts:
                self._found[group].append(tuple(self._finder.find(text, group, self.learnt)))
                yield


def _corpus(
    group: str,
    folded: tuple[Folded, ...],
    texts: tuple[str, ...],
    tokens: Sequence[Sequence[Token]],
    names: Sequence[tuple[NameSpan, ...]],
    listed: ListedWords,
    lexicon: Lexicon,
    one_more: Callable[[], None],
) -> Corpus:
    words: list[list[Mention]] = []
    described: list[tuple[Description, ...]] = []
    for entry, text, found, named in zip(folded, texts, tokens, names, strict=True):
        mentions = concept_words(text, found, named, lexicon, {entry.article.press})
        words.append(mentions)
        described.append(tuple(descriptions(text, found, mentions, named, group, lexicon)))
        one_more()
    inside = [_inside(mentions, found) for mentions, found in zip(words, described, strict=True)]
    documents = tuple(Counter([mention.word for mention in mentions]) for mentions in words)
    kinds = Counter([(mention.word, mention.kind) for mentions in words for mention in mentions])
    counted = tuple(Counter([mention.word for mention in mentions]) for mentions in inside)
    beyond: dict[str, tuple[int, ...]] = {}
    places = _first_places(texts, words, inside)
    for index, (entry, text, named, document) in enumerate(zip(folded, texts, names, documents, strict=True)):
        for word, times in listed.beyond(entry, text, named, group, document).items():
            # A list holds reporters and pieces of titles: what no text has as a word has to be one of the lexicon's.
            if word in places or word in lexicon.facet_of:
                document[word] += times
                kinds[word, "noun"] += times
                beyond[word] = (*beyond.get(word, ()), index)
    return Corpus(folded, texts, tuple(names), documents, kinds, places, tuple(described), counted, beyond)


def _inside(mentions: Sequence[Mention], found: Sequence[Description]) -> list[Mention]:
    """The mentions in sentences that describe the group. found: in order."""
    starts = [one.start for one in found]
    within = ((mention, bisect_right(starts, mention.start)) for mention in mentions if found)
    return [mention for mention, at in within if at and mention.start < found[at - 1].end]


def _first_places(
    texts: Sequence[str], words: Sequence[Sequence[Mention]], described: Sequence[Sequence[Mention]]
) -> dict[str, tuple[Place, ...]]:
    """Word -> its first place in each article. One that describes the group goes first, then the body, then the
    title."""
    found: dict[str, dict[int, Place]] = {}
    for index, (text, mentions, inside) in enumerate(zip(texts, words, described, strict=True)):
        body, telling = text.find("\n"), {m.start for m in inside}
        for *_, start, end, word in sorted(
            (m.start not in telling, m.start < body, m.start, m.end, m.word) for m in mentions
        ):
            found.setdefault(word, {}).setdefault(index, (index, start, end))
    return {word: tuple(by_article.values()) for word, by_article in found.items()}
