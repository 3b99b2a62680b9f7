"""A group's articles made ready for counting: folded, cut, analysed, names found, reduced to words."""

import threading
from collections import Counter, OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.keywords.lexicon import Lexicon
from core.keywords.names import GroupNames, NameFinder, NameSpan
from core.keywords.token_cache import TokenCache, analyse
from core.keywords.tokens import Analyzer
from core.keywords.words import Mention, concept_words
from core.news.bylines import cut_bylines
from core.news.near_duplicates import Folded, fold
from core.progress import Progress
from core.types import Article


@dataclass(frozen=True, slots=True)
class Corpus:
    """One entry per folded article in each tuple. texts: without bylines, the title is the first line.

    documents: word -> times in the article."""

    folded: tuple[Folded, ...]
    texts: tuple[str, ...]
    words: tuple[tuple[Mention, ...], ...]
    names: tuple[tuple[NameSpan, ...], ...]
    documents: tuple[Mapping[str, int], ...]

    def first_mentions(self) -> dict[str, tuple[tuple[int, int, int], ...]]:
        """Word -> (article, start, end) of its first place in each article. The body tells more than the title."""
        found: dict[str, dict[int, tuple[int, int, int]]] = {}
        for index, (mentions, text) in enumerate(zip(self.words, self.texts, strict=True)):
            body = text.find("\n")
            for mention in sorted(mentions, key=lambda m: (m.start < body, m.start)):
                found.setdefault(mention.word, {}).setdefault(index, (index, mention.start, mention.end))
        return {word: tuple(places.values()) for word, places in found.items()}


_KEPT = 64
_prepared: OrderedDict[tuple[object, ...], Corpus] = OrderedDict()  # news is no personal data: shared by all users
_lock = threading.Lock()


def forget() -> None:
    """Drop what is kept, as a benchmark of the first time needs."""
    with _lock:
        _prepared.clear()


def prepare(
    news: Mapping[str, Sequence[Article]],
    names: Sequence[GroupNames],
    analyzer: Analyzer,
    cache: TokenCache,
    lexicon: Lexicon,
    progress: Progress,
) -> dict[str, Corpus]:
    """A corpus for each group of `news`; the last ones made are kept, so that another group's page costs little."""
    everyone = tuple(names)
    keys = {group: (group, tuple(found), everyone, analyzer.version, lexicon.version) for group, found in news.items()}
    with _lock:
        ready = {group: _prepared[key] for group, key in keys.items() if key in _prepared}
    missing = {group: fold(found) for group, found in news.items() if group not in ready}
    texts = {group: tuple(cut_bylines(f.article.text) for f in found) for group, found in missing.items()}
    tokens = iter(analyse([text for found in texts.values() for text in found], analyzer, cache, progress))
    finder = NameFinder(everyone, lexicon) if missing else None
    for group, found in missing.items():
        assert finder is not None
        spans = tuple(tuple(finder.find(text, group)) for text in texts[group])
        words = tuple(
            tuple(concept_words(text, next(tokens), named, lexicon, {entry.article.press}))
            for entry, text, named in zip(found, texts[group], spans, strict=True)
        )
        documents = tuple(Counter(mention.word for mention in mentions) for mentions in words)
        ready[group] = Corpus(tuple(found), texts[group], words, spans, documents)
    with _lock:
        for group in news:
            _prepared[keys[group]] = ready[group]
            _prepared.move_to_end(keys[group])
        while len(_prepared) > _KEPT:
            _prepared.popitem(last=False)
    return {group: ready[group] for group in news}
