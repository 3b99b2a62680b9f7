"""From a group's articles to a corpus: folded, bylines cut, analysed, names found, reduced to words."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice

from core.keywords.analyzers.token_cache import TokenCache, analyse
from core.keywords.analyzers.tokens import Analyzer, Token
from core.keywords.corpus import pack
from core.keywords.corpus.beyond import ListedWords, listed_words
from core.keywords.corpus.coined import coined, join
from core.keywords.corpus.corpus import Corpus, Place
from core.keywords.corpus.description import Description, descriptions
from core.keywords.corpus.words import Mention, concept_words
from core.keywords.lexicon.lexicon import Lexicon
from core.keywords.names.finder import GroupNames, NameFinder
from core.keywords.names.spans import NameSpan
from core.shelf import Shelf
from core.text.bylines import cut_bylines
from core.text.near_duplicates import Folded, fold
from core.types import Article, Progress

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
    tokens = analyse(everything, analyzer, cache, progress)
    words = coined(everything, tokens, lexicon)
    joined = iter([join(text, found, words, lexicon) for text, found in zip(everything, tokens, strict=True)])
    finder = NameFinder(names, lexicon)
    learnt = finder.learn(everything)
    find = partial(finder.find, learnt=learnt)
    every = [entry for found in folded.values() for entry in found]
    listed = listed_words(every, find, finder.owned, learnt.titles, lexicon)
    return {group: _corpus(group, folded[group], texts[group], joined, find, listed, lexicon) for group in articles}


def _corpus(
    group: str,
    folded: tuple[Folded, ...],
    texts: tuple[str, ...],
    tokens: Iterator[Sequence[Token]],
    find: Callable[[str, str], list[NameSpan]],
    listed: ListedWords,
    lexicon: Lexicon,
) -> Corpus:
    names = tuple(tuple(find(text, group)) for text in texts)
    analysed = list(islice(tokens, len(texts)))
    words = tuple(
        concept_words(text, found, named, lexicon, {entry.article.press})
        for entry, text, found, named in zip(folded, texts, analysed, names, strict=True)
    )
    described = tuple(
        tuple(descriptions(text, found, mentions, named, group, lexicon))
        for text, found, mentions, named in zip(texts, analysed, words, names, strict=True)
    )
    inside = [_inside(mentions, found) for mentions, found in zip(words, described, strict=True)]
    documents = tuple(Counter(mention.word for mention in mentions) for mentions in words)
    kinds = Counter((mention.word, mention.kind) for mentions in words for mention in mentions)
    counted = tuple(Counter(mention.word for mention in mentions) for mentions in inside)
    beyond: dict[str, tuple[int, ...]] = {}
    places = _first_places(texts, words, inside)
    for index, (entry, text, named, document) in enumerate(zip(folded, texts, names, documents, strict=True)):
        for word, times in listed.beyond(entry, text, named, group, document).items():
            # A list holds reporters and pieces of titles: what no text has as a word has to be one of the lexicon's.
            if word in places or word in lexicon.facet_of:
                document[word] += times
                kinds[word, "noun"] += times
                beyond[word] = (*beyond.get(word, ()), index)
    return Corpus(folded, texts, names, documents, kinds, places, described, counted, beyond)


def _inside(mentions: Sequence[Mention], found: Sequence[Description]) -> list[Mention]:
    """The mentions in sentences that describe the group."""
    return [m for m in mentions if any(one.start <= m.start < one.end for one in found)]


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
