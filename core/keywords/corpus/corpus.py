"""A group's articles made ready for counting: folded, cut, analysed, names found, reduced to words."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from core.keywords.analyzers.token_cache import TokenCache, analyse
from core.keywords.analyzers.tokens import Analyzer, Kind, Token
from core.keywords.corpus import pack as corpus_pack
from core.keywords.corpus.coined import coined, join
from core.keywords.corpus.filters import Filters
from core.keywords.corpus.words import Mention, concept_words
from core.keywords.lexicon.lexicon import Lexicon
from core.keywords.names.finder import GroupNames, NameFinder, NameSpan
from core.shelf import Shelf
from core.text.bylines import cut_bylines
from core.text.near_duplicates import Folded, fold
from core.types import Article, Progress

Place = tuple[int, int, int]  # article, start, end


@dataclass(frozen=True, slots=True)
class Corpus:
    """A group's articles after folding, one entry each in the tuples. texts: without bylines, the title comes first.

    documents: word -> times in the article; names are not among them. kinds: (word, part of speech) -> times.
    places: word -> its first place in each article that holds it."""

    folded: tuple[Folded, ...]
    texts: tuple[str, ...]
    names: tuple[tuple[NameSpan, ...], ...]
    documents: tuple[Mapping[str, int], ...]
    kinds: Mapping[tuple[str, Kind], int]
    places: Mapping[str, tuple[Place, ...]]


@dataclass(frozen=True, slots=True)
class Selection:
    """The articles of a corpus that filters let through. kept: article -> its day, the earliest where several papers
    carried it, None if undated."""

    corpus: Corpus
    kept: Mapping[int, date | None]

    @property
    def documents(self) -> list[Mapping[str, int]]:
        return [self.corpus.documents[index] for index in self.kept]

    def places(self, word: str) -> list[Place]:
        """Where each kept article first holds a word, else a name; one that nobody counted is looked for as it stands.

        A word that is a member's name too (화사) is a word here as soon as one article has it as such."""
        if (known := self.corpus.places.get(word)) is not None:
            return [place for place in known if place[0] in self.kept]
        named = ((i, next((s for s in self.corpus.names[i] if s.name == word), None)) for i in self.kept)
        if found := [(index, span.start, span.end) for index, span in named if span]:
            return found
        plain = ((index, self.corpus.texts[index].find(word)) for index in self.kept)
        return [(index, start, start + len(word)) for index, start in plain if start >= 0 and word.strip()]

    def holding(self, words: Collection[str]) -> set[int]:
        """The kept articles that hold at least one of the words as a word: no name is a concept."""
        found = {place[0] for word in words for place in self.corpus.places.get(word, ())}
        return {index for index in found if index in self.kept}


def select(corpus: Corpus, filters: Filters) -> Selection:
    """The articles of a corpus that pass period and press."""
    kept: dict[int, date | None] = {}
    for index, folded in enumerate(corpus.folded):
        if passing := list(filters.passing(folded)):
            kept[index] = min((article.date for article in passing if article.date), default=None)
    return Selection(corpus, kept)


_prepared = Shelf(6)  # news is no personal data: shared by all users


def forget() -> None:
    """Drop what is kept, as a benchmark of the first time needs."""
    _prepared.drop(lambda key: True)


def prepare(
    news: Mapping[str, Sequence[Article]],
    names: Sequence[GroupNames],
    analyzer: Analyzer,
    cache: TokenCache,
    lexicon: Lexicon,
    progress: Progress,
) -> dict[str, Corpus]:
    """A corpus for each group of `news`; the last ones made are kept, so that another group's page costs little."""
    articles = {group: tuple(found) for group, found in news.items()}
    key = (tuple(articles.items()), tuple(names), analyzer.version, lexicon.version)
    return _prepared.get(
        key,
        lambda: (
            _again(articles, names, analyzer, cache, lexicon)
            or _afresh(articles, names, analyzer, cache, lexicon, progress)
        ),
    )


def _again(
    articles: Mapping[str, tuple[Article, ...]],
    names: Sequence[GroupNames],
    analyzer: Analyzer,
    cache: TokenCache,
    lexicon: Lexicon,
) -> dict[str, Corpus] | None:
    """What an earlier visit made of the same articles and kept, None if it is not there any more."""
    if not isinstance(cache, corpus_pack.LastingCache):
        return None
    kept = cache.prepared(corpus_pack.key(articles, names, analyzer, lexicon))
    fields = corpus_pack.unpack(kept, articles) if kept else None
    return None if fields is None else {group: Corpus(*found) for group, found in fields.items()}


def _afresh(
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
    ready = {group: _corpus(group, folded[group], texts[group], joined, finder, lexicon) for group in articles}
    if isinstance(cache, corpus_pack.LastingCache):
        cache.keep_prepared(corpus_pack.key(articles, names, analyzer, lexicon), corpus_pack.pack(ready, articles))
    return ready


def _corpus(
    group: str,
    folded: tuple[Folded, ...],
    texts: tuple[str, ...],
    tokens: Iterator[Sequence[Token]],
    finder: NameFinder,
    lexicon: Lexicon,
) -> Corpus:
    names = tuple(tuple(finder.find(text, group)) for text in texts)
    words = tuple(
        concept_words(text, next(tokens), named, lexicon, {entry.article.press})
        for entry, text, named in zip(folded, texts, names, strict=True)
    )
    documents = tuple(Counter(mention.word for mention in mentions) for mentions in words)
    kinds = Counter((mention.word, mention.kind) for mentions in words for mention in mentions)
    return Corpus(folded, texts, names, documents, kinds, _first_places(texts, words))


def _first_places(texts: Sequence[str], words: Sequence[Sequence[Mention]]) -> dict[str, tuple[Place, ...]]:
    """Word -> its first place in each article. The body tells more than the title."""
    found: dict[str, dict[int, Place]] = {}
    for index, (text, mentions) in enumerate(zip(texts, words, strict=True)):
        body = text.find("\n")
        for _, start, end, word in sorted((m.start < body, m.start, m.end, m.word) for m in mentions):
            found.setdefault(word, {}).setdefault(index, (index, start, end))
    return {word: tuple(by_article.values()) for word, by_article in found.items()}
