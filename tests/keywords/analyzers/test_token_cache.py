"""Keeping tokens, with an analyzer that only splits at spaces."""

import pytest

from core.keywords.analyzers.token_cache import MemoryTokenCache, analyse, pack, unpack
from core.keywords.analyzers.tokens import Token
from tests.support.news_material import Splitter


def test_nothing_is_analysed_twice():
    splitter, cache = Splitter(), MemoryTokenCache()
    first = analyse(["밤하늘 별", "새벽", "새벽"], splitter, cache)
    again = analyse(["새벽", "밤하늘 별", "낮"], splitter, cache)
    assert splitter.calls == [["밤하늘 별", "새벽"], ["낮"]]
    assert again[:2] == [first[1], first[0]]


def test_another_version_is_analysed_anew():
    splitter, cache = Splitter(), MemoryTokenCache()
    analyse(["새벽"], splitter, cache)
    splitter.version = "2"
    analyse(["새벽"], splitter, cache)
    assert len(splitter.calls) == 2


def test_tokens_survive_packing():
    tokens = [Token("밤하늘", "noun", 0, 3), Token("R&B", "latin", 4, 7), Token("당당", "root", 8, 11)]
    assert unpack(pack(tokens)) == tokens
    assert unpack(pack([])) == []


@pytest.mark.parametrize(
    "damaged", [b"", b"{", b"[[],[]]", b'[["a"],[99],[0],[1]]', b'[["a"],[0],[0],[]]', b"\xff", b"3"]
)
def test_a_damaged_entry_counts_as_missing(damaged):
    assert unpack(damaged) is None
    splitter, cache = Splitter(), MemoryTokenCache()
    analyse(["새벽"], splitter, cache)
    cache.keep_tokens(dict.fromkeys(cache._entries, damaged))
    assert analyse(["새벽"], splitter, cache)[0][0].word == "새벽"


def test_the_memory_forgets_the_least_used():
    cache = MemoryTokenCache(size=2)
    cache.keep_tokens({"a": b"1", "b": b"2"})
    cache.tokens(["a"])
    cache.keep_tokens({"c": b"3"})
    assert cache.tokens(["a", "b", "c"]) == {"a": b"1", "c": b"3"}
