"""Prepared corpora as bytes to store between visits: for a thousand articles, preparing them again takes a second.

Only numbers and words are packed, never an article. Unpacking takes the same articles again; the key changes with
them, the rules and the dictionaries."""

import hashlib
import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any, Protocol, runtime_checkable

from core.keywords.analyzers.tokens import KINDS, Analyzer
from core.keywords.corpus.corpus import Corpus, Place
from core.keywords.corpus.description import Description
from core.keywords.lexicon.lexicon import Lexicon
from core.keywords.names.finder import GroupNames
from core.keywords.names.spans import NameSpan
from core.text.bylines import cut_bylines
from core.text.near_duplicates import Folded
from core.types import Article

RULES = "5"  # of the program that makes corpora; raised when it may make other ones, see tests/test_rules.py


@runtime_checkable
class LastingCache(Protocol):
    """A cache that outlives the process; core.storage's database is one."""

    def prepared(self, key: str) -> bytes | None:
        """The value stored under this key; None if there is none, or it was removed to make room."""
        ...

    def keep_prepared(self, key: str, value: bytes) -> None:
        """Store a value; it replaces an older one if there are many."""
        ...


def key(
    articles: Mapping[str, Sequence[Article]], names: Sequence[GroupNames], analyzer: Analyzer, lexicon: Lexicon
) -> str:
    """A hash of everything that a corpus is made from."""
    digest = hashlib.sha256(repr((RULES, tuple(names), analyzer.version, lexicon.version)).encode("utf-8"))
    for group, found in articles.items():
        said = [(a.group, a.title, a.body, a.press, a.date, a.words) for a in found]
        digest.update(repr((group, said)).encode("utf-8"))
    return digest.hexdigest()


def pack(corpora: Mapping[str, Corpus], articles: Mapping[str, Sequence[Article]]) -> bytes:
    """The corpora of these articles, compressed."""
    packed = {group: _columns(corpus, articles[group]) for group, corpus in corpora.items()}
    return zlib.compress(json.dumps(packed, ensure_ascii=False, separators=(",", ":")).encode("utf-8"), 1)


def _columns(corpus: Corpus, articles: Sequence[Article]) -> dict[str, Any]:
    index = {id(article): at for at, article in enumerate(articles)}
    words = {word: at for at, word in enumerate(dict.fromkeys((*corpus.places, *(w for w, _ in corpus.kinds))))}
    names = {one: at for at, one in enumerate(dict.fromkeys(s[2:] for spans in corpus.names for s in spans))}
    return {
        "folded": [[index[id(a)] for a in (one.article, *one.copies)] for one in corpus.folded],
        "words": list(words),
        "shown": list(names),
        "names": [[(s.start, s.end, names[s[2:]]) for s in spans] for spans in corpus.names],
        "documents": [_document(document, words) for document in corpus.documents],
        "described": [_document(document, words) for document in corpus.described],
        "descriptions": [[_description(one, words) for one in found] for found in corpus.descriptions],
        "kinds": [(words[word], KINDS.index(kind), times) for (word, kind), times in corpus.kinds.items()],
        "placed": [(words[word], len(places)) for word, places in corpus.places.items()],
        "beyond": [(words[word], list(found)) for word, found in corpus.beyond.items()],
        "places": [list(column) for column in zip(*(p for ps in corpus.places.values() for p in ps), strict=True)],
    }


def unpack(value: bytes, articles: Mapping[str, Sequence[Article]]) -> dict[str, Corpus] | None:
    """The corpora that `pack` was given, or None if this is not what it wrote."""
    try:
        packed = json.loads(zlib.decompress(value))
        return {group: _corpus(packed[group], found) for group, found in articles.items()}
    except (ValueError, TypeError, IndexError, KeyError, AttributeError, zlib.error):
        return None


def _corpus(columns: Mapping[str, Any], articles: Sequence[Article]) -> Corpus:
    words, names = columns["words"], columns["shown"]
    folded = tuple(Folded(articles[first], tuple(articles[i] for i in rest)) for first, *rest in columns["folded"])
    return Corpus(
        folded,
        tuple(cut_bylines(one.article.text) for one in folded),
        tuple(tuple(NameSpan(start, end, *names[at]) for start, end, at in spans) for spans in columns["names"]),
        _documents(columns["documents"], words),
        {(words[word], KINDS[kind]): times for word, kind, times in columns["kinds"]},
        dict(_places(columns, words)),
        tuple(tuple(_unpacked(one, words) for one in found) for found in columns["descriptions"]),
        _documents(columns["described"], words),
        {words[word]: tuple(found) for word, found in columns["beyond"]},
    )


def _description(one: Description, words: Mapping[str, int]) -> tuple[Any, ...]:
    return one.start, one.end, [(words[word], *place) for word, *place in one.places], one.weight


def _unpacked(columns: Sequence[Any], words: Sequence[str]) -> Description:
    start, end, places, weight = columns
    return Description(start, end, tuple((words[word], first, last) for word, first, last in places), weight)


def _document(document: Mapping[str, int], words: Mapping[str, int]) -> list[list[int]]:
    return [[words[word] for word in document], list(document.values())]


def _documents(packed: Sequence[Sequence[Sequence[int]]], words: Sequence[str]) -> tuple[Mapping[str, int], ...]:
    return tuple(dict(zip([words[i] for i in ids], times, strict=True)) for ids, times in packed)


def _places(columns: Mapping[str, Any], words: Sequence[str]) -> Iterator[tuple[str, tuple[Place, ...]]]:
    every = tuple(zip(*columns["places"], strict=True))
    ends = accumulate(count for _, count in columns["placed"])
    for (word, count), end in zip(columns["placed"], ends, strict=True):
        yield words[word], every[end - count : end]
