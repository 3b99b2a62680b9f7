"""Corpora made ready, kept between visits: folding, names and words of a thousand articles take a second to redo.

What is packed are numbers and words, never an article: the articles are given again, and the key says that they, the
rules and the dictionaries are the same."""

import hashlib
import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any, NamedTuple, Protocol, runtime_checkable

from core.keywords.analyzers.tokens import KINDS, Analyzer, Kind
from core.keywords.lexicon.lexicon import Lexicon
from core.keywords.names.finder import GroupNames, NameSpan
from core.text.bylines import cut_bylines
from core.text.near_duplicates import Folded
from core.types import Article

RULES = "1"  # of the program that makes corpora; raised when it may make other ones, see tests/test_rules.py


@runtime_checkable
class LastingCache(Protocol):
    """A cache that outlives the process; core.storage's database is one."""

    def prepared(self, key: str) -> bytes | None:
        """What was kept under this key, None if nothing was or it had to make room."""
        ...

    def keep_prepared(self, key: str, value: bytes) -> None:
        """Keep it, in the place of an older one if there are many."""
        ...


class Fields(NamedTuple):
    """Those of a `core.keywords.corpus.corpus.Corpus`."""

    folded: tuple[Folded, ...]
    texts: tuple[str, ...]
    names: tuple[tuple[NameSpan, ...], ...]
    documents: tuple[Mapping[str, int], ...]
    kinds: Mapping[tuple[str, Kind], int]
    places: Mapping[str, tuple[tuple[int, int, int], ...]]


class Packable(Protocol):
    """Whatever has those fields."""

    @property
    def folded(self) -> tuple[Folded, ...]: ...
    @property
    def names(self) -> tuple[tuple[NameSpan, ...], ...]: ...
    @property
    def documents(self) -> tuple[Mapping[str, int], ...]: ...
    @property
    def kinds(self) -> Mapping[tuple[str, Kind], int]: ...
    @property
    def places(self) -> Mapping[str, tuple[tuple[int, int, int], ...]]: ...


def key(
    articles: Mapping[str, Sequence[Article]], names: Sequence[GroupNames], analyzer: Analyzer, lexicon: Lexicon
) -> str:
    """Changes with everything that a corpus is made from."""
    said = hashlib.sha256(repr((RULES, tuple(names), analyzer.version, lexicon.version)).encode("utf-8"))
    for group, found in articles.items():
        said.update(repr((group, [(a.group, a.title, a.body, a.press, a.date) for a in found])).encode("utf-8"))
    return said.hexdigest()


def pack(corpora: Mapping[str, Packable], articles: Mapping[str, Sequence[Article]]) -> bytes:
    """The corpora of these articles, small."""
    packed = {group: _columns(corpus, articles[group]) for group, corpus in corpora.items()}
    return zlib.compress(json.dumps(packed, ensure_ascii=False, separators=(",", ":")).encode("utf-8"), 1)


def _columns(corpus: Packable, articles: Sequence[Article]) -> dict[str, Any]:
    index = {id(article): at for at, article in enumerate(articles)}
    words = {word: at for at, word in enumerate(dict.fromkeys((*corpus.places, *(w for w, _ in corpus.kinds))))}
    shown = {one: at for at, one in enumerate(dict.fromkeys(s[2:] for spans in corpus.names for s in spans))}
    return {
        "folded": [[index[id(a)] for a in (one.article, *one.copies)] for one in corpus.folded],
        "words": list(words),
        "shown": list(shown),
        "names": [[(s.start, s.end, shown[s[2:]]) for s in spans] for spans in corpus.names],
        "documents": [[[words[w] for w in document], list(document.values())] for document in corpus.documents],
        "kinds": [(words[word], KINDS.index(kind), times) for (word, kind), times in corpus.kinds.items()],
        "placed": [(words[word], len(places)) for word, places in corpus.places.items()],
        "places": [list(column) for column in zip(*(p for ps in corpus.places.values() for p in ps), strict=True)],
    }


def unpack(value: bytes, articles: Mapping[str, Sequence[Article]]) -> dict[str, Fields] | None:
    """What `pack` was given, or None if this is not what it wrote."""
    try:
        packed = json.loads(zlib.decompress(value))
        return {group: _fields(packed[group], found) for group, found in articles.items()}
    except (ValueError, TypeError, IndexError, KeyError, AttributeError, zlib.error):
        return None


def _fields(columns: Mapping[str, Any], articles: Sequence[Article]) -> Fields:
    words, shown = columns["words"], columns["shown"]
    folded = tuple(Folded(articles[first], tuple(articles[i] for i in rest)) for first, *rest in columns["folded"])
    return Fields(
        folded,
        tuple(cut_bylines(one.article.text) for one in folded),
        tuple(tuple(NameSpan(start, end, *shown[at]) for start, end, at in spans) for spans in columns["names"]),
        tuple(dict(zip([words[i] for i in ids], times, strict=True)) for ids, times in columns["documents"]),
        {(words[word], KINDS[kind]): times for word, kind, times in columns["kinds"]},
        dict(_places(columns, words)),
    )


def _places(columns: Mapping[str, Any], words: Sequence[str]) -> Iterator[tuple[str, tuple[tuple[int, int, int], ...]]]:
    every = tuple(zip(*columns["places"], strict=True))
    ends = accumulate(count for _, count in columns["placed"])
    for (word, count), end in zip(columns["placed"], ends, strict=True):
        yield words[word], every[end - count : end]
